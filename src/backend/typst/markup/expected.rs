//! What the template is told of a table of contents before Typst knows where anything stands.

use super::Writer;
use crate::ir::walk::{Visit, plain_text, walk_block, walk_inline};
use crate::ir::{Block, BlockKind, ContentsEntry, Document, Inline, InlineKind};

impl Writer<'_> {
    /// The level and the count of lines of each entry of a table of contents that is so deep.
    pub(super) fn contents_entries(&self, depth: u8) -> String {
        let entry = |entry: &ContentsEntry| {
            let (level, letters) = (entry.level, plain_text(&entry.content).chars().count());
            // What stands before an entry is wider the deeper it is; the page's number stands at its end.
            let taken = 2 * usize::from(level) + 2;
            let lines = letters.div_ceil(self.line.letters.saturating_sub(taken).max(1)).max(1);
            format!("({level}, {lines}), ")
        };
        let entries = self.document.contents.iter().filter(|entry| entry.level <= depth).map(entry);
        format!("({})", entries.collect::<String>())
    }

    /// Whether a document may be expected to have the pages from which on there is a table of contents: its letters would fill
    /// one, if nothing else stood on it.
    pub(super) fn expects_pages(&self) -> bool {
        letters(self.document) >= self.line.letters * self.line.lines
    }
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
