//! Heading levels: the title is above them, the first is at level 1 and none is skipped (PDF/UA-1 §7.4.2,
//! WCAG 2.2 technique G141), whatever levels the note uses.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::front::TITLE;
use crate::ir::walk::{VisitMut, walk_block_mut, walk_blocks_mut};
use crate::ir::*;
use crate::look::Key;

/// Takes away headings that say nothing, and numbers the levels of the others anew; the title stays above them. A heading
/// of nothing but decoration or notes becomes a paragraph, with a warning.
pub fn run(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut levels = Levels { above: Vec::new(), all: BTreeSet::new(), diagnostics };
    levels.blocks(&mut document.blocks);
    document.metadata.options.change_number(Key::TocDepth, |depth| levels.depth(depth as u8).into());
}

/// The levels of headings, as written and as they are.
struct Levels<'d> {
    /// Those, as written, of the headings that the present place is under.
    above: Vec<u8>,
    /// All of them, as written and as they are.
    all: BTreeSet<(u8, u8)>,
    diagnostics: &'d mut Diagnostics,
}

impl Levels<'_> {
    /// The deepest level of the headings that were written down to a depth.
    fn depth(&self, written: u8) -> u8 {
        let reached = self.all.iter().filter(|(own, _)| *own <= written);
        reached.map(|(_, level)| *level).max().unwrap_or_default()
    }
}

impl VisitMut for Levels<'_> {
    /// A heading that says nothing is none; its identifier stays as a place.
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        blocks.retain_mut(|block| {
            let BlockKind::Heading { content, .. } = &mut block.kind else { return true };
            if !content.iter().all(only_adorns) {
                return true;
            }
            if !content.iter().all(says_nothing) {
                let message = "nothing in this heading can be its title: it is set as a paragraph";
                let hint = "give it words, or its image an alternative text";
                let warning = Diagnostic::warning(Code::MissingAlternative, message);
                self.diagnostics.push(warning.at(block.span).hint(hint));
                let content = std::mem::take(content);
                block.kind = BlockKind::Paragraph { content };
                return true;
            }
            let content = std::mem::take(content);
            let blocks =
                (!content.is_empty()).then(|| Block::new(block.span, BlockKind::Paragraph { content }));
            block.kind = BlockKind::Division { blocks: blocks.into_iter().collect() };
            !block.attributes.is_empty()
        });
        walk_blocks_mut(self, blocks);
    }

    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Heading { level, .. } = &mut block.kind
            && *level != TITLE
        {
            let written = *level;
            while self.above.last().is_some_and(|above| *above >= written) {
                self.above.pop();
            }
            self.above.push(written);
            *level = u8::try_from(self.above.len()).unwrap_or(u8::MAX);
            self.all.insert((written, *level));
        }
        walk_block_mut(self, block);
    }
}

fn says_nothing(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text { text } => text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}'),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Styled { content, .. }
        | InlineKind::Link { content, .. }
        | InlineKind::Span { content } => content.iter().all(says_nothing),
        InlineKind::Code { .. }
        | InlineKind::Math { .. }
        | InlineKind::Image(_)
        | InlineKind::Footnote { .. }
        | InlineKind::FootnoteReference { .. } => false,
    }
}

/// Whether an inline has nothing that a heading could be called after: it says nothing, is decoration, or a note.
fn only_adorns(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Image(image) => image.alternative == Alternative::Decorative,
        InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => true,
        InlineKind::Styled { content, .. }
        | InlineKind::Link { content, .. }
        | InlineKind::Span { content } => content.iter().all(only_adorns),
        InlineKind::Text { .. }
        | InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::Code { .. }
        | InlineKind::Math { .. } => says_nothing(inline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Value;
    use crate::source::Span;

    fn levels(written: &[u8]) -> Vec<u8> {
        let heading = |&level: &u8| {
            let content = vec![Inline::text(Span::default(), format!("T{level}"))];
            Block::new(Span::default(), BlockKind::Heading { level, content })
        };
        let mut document = Document { blocks: written.iter().map(heading).collect(), ..Document::default() };
        run(&mut document, &mut Diagnostics::default());
        let level = |block: Block| match block.kind {
            BlockKind::Heading { level, .. } => level,
            _ => 0,
        };
        document.blocks.into_iter().map(level).collect()
    }

    #[test]
    fn levels_begin_at_one_and_skip_none() {
        assert_eq!(levels(&[2, 3, 2]), [1, 2, 1]);
        assert_eq!(levels(&[1, 4, 4, 2]), [1, 2, 2, 2]);
        assert_eq!(levels(&[3, 2, 3]), [1, 1, 2]);
    }

    #[test]
    fn a_heading_that_says_nothing_is_none() {
        let heading = |id: Option<&str>, text: &str| {
            let content = vec![
                Inline::text(Span::default(), text),
                Inline::new(Span::default(), InlineKind::HardBreak),
            ];
            let attributes = AttributeList { id: id.map(str::to_owned), ..AttributeList::default() }.into();
            Block { span: Span::default(), attributes, kind: BlockKind::Heading { level: 1, content } }
        };
        let blocks = vec![heading(None, "\u{FEFF} "), heading(Some("a"), ""), heading(None, "b")];
        let mut document = Document { blocks, ..Document::default() };
        run(&mut document, &mut Diagnostics::default());
        let kept = document.blocks.iter().map(|block| matches!(block.kind, BlockKind::Heading { .. }));
        assert_eq!(kept.collect::<Vec<_>>(), [false, true]);
        assert_eq!(document.blocks[0].attributes.id.as_deref(), Some("a"));
    }

    #[test]
    fn the_depth_of_the_contents_counts_levels_as_they_are_written() {
        let depth = |written: &[u8], depth| {
            let heading = |&level: &u8| {
                let content = vec![Inline::text(Span::default(), "T")];
                Block::new(Span::default(), BlockKind::Heading { level, content })
            };
            let mut document =
                Document { blocks: written.iter().map(heading).collect(), ..Document::default() };
            document.metadata.options.set(Key::TocDepth, Value::Number(depth), None);
            run(&mut document, &mut Diagnostics::default());
            document.metadata.options.get(Key::TocDepth, crate::format::Format::Pdf).and_then(Value::number)
        };
        assert_eq!(depth(&[1, 2, 3], 2.0), Some(2.0));
        assert_eq!(depth(&[0, 2, 3], 2.0), Some(1.0));
        assert_eq!(depth(&[2, 3], 1.0), Some(0.0));
    }

    #[test]
    fn a_heading_of_a_note_alone_is_a_paragraph_and_told() {
        let note = InlineKind::Footnote { label: "1".to_owned(), blocks: Vec::new() };
        let content = vec![Inline::new(Span::default(), note)];
        let blocks = vec![Block::new(Span::default(), BlockKind::Heading { level: 1, content })];
        let mut document = Document { blocks, ..Document::default() };
        document.metadata.title = "T".to_owned();
        let mut diagnostics = Diagnostics::default();
        run(&mut document, &mut diagnostics);
        assert!(matches!(document.blocks[0].kind, BlockKind::Paragraph { .. }));
        assert_eq!(
            diagnostics.as_slice()[0].message,
            "nothing in this heading can be its title: it is set as a paragraph"
        );
    }
}
