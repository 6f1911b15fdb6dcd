//! Heading levels: the title is above them, the first is at level 1 and none is skipped (PDF/UA-1 §7.4.2,
//! WCAG 2.2 technique G141), whatever levels the note uses.

use super::math;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::walk::{Visit, VisitMut, walk_block_mut, walk_blocks_mut, walk_inline, walk_inline_mut};
use crate::ir::*;

/// Takes away a first heading that repeats the title and headings that say nothing, and numbers the levels anew. A heading
/// of nothing but decoration or notes becomes a paragraph, with a warning.
pub fn run(document: &mut Document, diagnostics: &mut Diagnostics) {
    if let Some(Block { kind: BlockKind::Heading { content, .. }, attributes, .. }) = document.blocks.first()
        && math::words(content, &document.metadata) == document.metadata.title.trim()
        && attributes.id.is_none()
    {
        let heading = document.blocks.remove(0);
        let left = beside_words(heading, &document.blocks);
        document.blocks.splice(0..0, left);
    }
    Levels { above: Vec::new(), diagnostics }.blocks(&mut document.blocks);
}

/// What a heading has that the title, which is words, does not show: images and links, as a paragraph; what its footnotes
/// say. One that `others` refer to too stays a footnote.
fn beside_words(heading: Block, others: &[Block]) -> Vec<Block> {
    struct Beside<'a> {
        others: &'a [Block],
        line: Vec<Inline>,
        said: Vec<Block>,
    }
    impl VisitMut for Beside<'_> {
        fn inline(&mut self, inline: &mut Inline) {
            match &mut inline.kind {
                InlineKind::Footnote { label, blocks } if !refers(self.others, label) => {
                    self.said.append(blocks);
                }
                InlineKind::Image(_)
                | InlineKind::Link { .. }
                | InlineKind::Footnote { .. }
                | InlineKind::FootnoteReference { .. } => {
                    let space = (!self.line.is_empty()).then(|| Inline::text(inline.span, " "));
                    self.line.extend(space);
                    self.line.push(inline.clone());
                }
                _ => {
                    // A place that links may lead to.
                    if let Some(id) = inline.attributes.take_id() {
                        let attributes = AttributeList { id: Some(id), ..AttributeList::default() }.into();
                        let kind = InlineKind::Span { content: Vec::new() };
                        self.line.push(Inline { span: inline.span, attributes, kind });
                    }
                    walk_inline_mut(self, inline);
                }
            }
        }
    }
    let Block { span, kind: BlockKind::Heading { mut content, .. }, .. } = heading else {
        return vec![heading];
    };
    let mut beside = Beside { others, line: Vec::new(), said: Vec::new() };
    beside.inlines(&mut content);
    let Beside { line: content, said, .. } = beside;
    let paragraph = (!content.is_empty()).then(|| Block::new(span, BlockKind::Paragraph { content }));
    paragraph.into_iter().chain(said).collect()
}

/// Whether one of the blocks refers to the footnote of this label.
fn refers(blocks: &[Block], label: &str) -> bool {
    struct Find<'a>(&'a str, bool);
    impl Visit<'_> for Find<'_> {
        fn inline(&mut self, inline: &Inline) {
            self.1 |= matches!(&inline.kind, InlineKind::FootnoteReference { label } if label == self.0);
            walk_inline(self, inline);
        }
    }
    let mut find = Find(label, false);
    blocks.iter().for_each(|block| find.block(block));
    find.1
}

struct Levels<'d> {
    /// The levels, as written, of the headings that the present place is under.
    above: Vec<u8>,
    diagnostics: &'d mut Diagnostics,
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
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            while self.above.last().is_some_and(|above| above >= level) {
                self.above.pop();
            }
            self.above.push(*level);
            *level = u8::try_from(self.above.len()).unwrap_or(u8::MAX);
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
    use crate::source::Span;

    fn levels(written: &[u8]) -> Vec<u8> {
        let heading = |&level: &u8| {
            let content = vec![Inline::text(Span::default(), format!("T{level}"))];
            Block::new(Span::default(), BlockKind::Heading { level, content })
        };
        let mut document = Document { blocks: written.iter().map(heading).collect(), ..Document::default() };
        document.metadata.title = "T9".to_owned();
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

    #[test]
    fn a_first_heading_that_repeats_the_title_goes() {
        assert_eq!(levels(&[9, 2]), [1]);
        assert_eq!(levels(&[2, 9]), [1, 2]);
    }
}
