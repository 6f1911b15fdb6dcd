//! Which blocks of a document are set as their plain text.

use std::collections::HashSet;

use crate::ir::walk::{Visit, walk_block, walk_inline};
use crate::ir::*;

/// A block of a document, known by its place in memory: the document must not change while one is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(usize);

impl BlockId {
    /// That of this block.
    pub fn of(block: &Block) -> Self {
        Self(std::ptr::from_ref(block).addr())
    }
}

/// The blocks that are to be set as their plain text.
pub type Plain = HashSet<BlockId>;

/// The labels of the footnotes in the blocks that are set as plain text: none of them is a footnote any more.
pub fn footnotes_lost<'a>(document: &'a Document, plain: &Plain) -> HashSet<&'a str> {
    struct Find<'a, 'p> {
        plain: &'p Plain,
        is_plain: bool,
        labels: HashSet<&'a str>,
    }
    impl<'a> Visit<'a> for Find<'a, '_> {
        fn block(&mut self, block: &'a Block) {
            let outer = self.is_plain;
            self.is_plain |= self.plain.contains(&BlockId::of(block));
            walk_block(self, block);
            self.is_plain = outer;
        }
        fn inline(&mut self, inline: &'a Inline) {
            if let (true, InlineKind::Footnote { label, .. }) = (self.is_plain, &inline.kind) {
                self.labels.insert(label);
            }
            walk_inline(self, inline);
        }
    }
    let mut find = Find { plain, is_plain: false, labels: HashSet::new() };
    if !plain.is_empty() {
        document.blocks.iter().for_each(|block| find.block(block));
    }
    find.labels
}
