//! What the template is told of a table of contents before Typst knows where anything stands.

use super::Writer;
use crate::ir::walk::{Visit, plain_text, walk_block, walk_inline};
use crate::ir::{Block, BlockKind, ContentsEntry, Document, Inline, InlineKind};

impl Writer<'_> {
    /// Writes the level of each entry of a table of contents that is so deep, and its text where that may take more than a line
    /// of letters does.
    pub(super) fn contents_entries(&mut self, depth: u8) {
        let document = self.document;
        self.out.push('(');
        for ContentsEntry { level, content, .. } in
            document.contents.iter().filter(|entry| entry.level <= depth)
        {
            self.out.push_str(&format!("({level}, "));
            // What stands before an entry is wider the deeper it is; the page's number stands at its end.
            let taken = 2 * usize::from(*level) + 2;
            let room = self.line.letters.saturating_sub(taken);
            if is_surely_within(content, room) {
                self.out.push_str("none");
            } else {
                self.group(|writer| writer.within_line(|writer| writer.inlines(content)));
            }
            self.out.push_str("), ");
        }
        self.out.push(')');
    }

    /// Whether a document may be expected to have the pages from which on there is a table of contents: its letters would fill
    /// one, if nothing else stood on it.
    pub(super) fn expects_pages(&self) -> bool {
        letters(self.document) >= self.line.letters * self.line.lines
    }
}

/// Whether a text is no higher than a line of letters, and fits in one that `room` of them fill: letters differ in width.
fn is_surely_within(content: &[Inline], room: usize) -> bool {
    struct Letters(bool);
    impl Visit<'_> for Letters {
        fn inline(&mut self, inline: &Inline) {
            self.0 &= matches!(
                inline.kind,
                InlineKind::Text { .. } | InlineKind::Styled { .. } | InlineKind::Code { .. }
            );
            walk_inline(self, inline);
        }
    }
    let mut letters = Letters(true);
    content.iter().for_each(|inline| letters.inline(inline));
    letters.0 && plain_text(content).chars().count() * 3 <= room * 2
}

/// How many letters of text, code and formulas a document has.
fn letters(document: &Document) -> usize {
    struct Letters(usize);
    impl Visit<'_> for Letters {
        fn block(&mut self, block: &Block) {
            if let BlockKind::Code { text, .. } = &block.kind {
                self.0 += text.chars().count();
            }
            walk_block(self, block);
        }

        fn inline(&mut self, inline: &Inline) {
            if let InlineKind::Text { text }
            | InlineKind::Code { text, .. }
            | InlineKind::Math { tex: text, .. } = &inline.kind
            {
                self.0 += text.chars().count();
            }
            walk_inline(self, inline);
        }
    }
    let mut count = Letters(0);
    document.blocks.iter().for_each(|block| count.block(block));
    count.0
}
