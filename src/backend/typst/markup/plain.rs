//! Blocks that the typesetter refuses, as their plain text: nothing of a block but its words, and the places in it that
//! links lead to, so that these still lead somewhere.

use std::collections::HashSet;

use super::Writer;
use crate::ir::walk::{Visit, parts, walk_block, walk_inline};
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

impl Writer<'_> {
    /// The block's words, a paragraph for each block in it, after its places.
    pub(super) fn plain(&mut self, block: &Block) {
        let mut words = Words::default();
        words.block(block);
        for id in words.ids {
            self.anchor(&id);
        }
        for line in words.lines.iter().filter(|line| !line.trim().is_empty()) {
            self.words(line);
            self.out.push_str("; parbreak(); ");
        }
        self.out.push_str("[]");
    }
}

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

#[derive(Default)]
struct Words {
    ids: Vec<String>,
    lines: Vec<String>,
}

impl Words {
    fn push(&mut self, text: &str) {
        match self.lines.last_mut() {
            Some(line) => line.push_str(text),
            None => self.lines.push(text.to_owned()),
        }
    }
}

impl Visit<'_> for Words {
    fn block(&mut self, block: &Block) {
        self.ids.extend(block.attributes.id.clone());
        parts(block, |attributes| self.ids.extend(attributes.id.clone()));
        self.lines.push(String::new());
        if let BlockKind::Code { text, .. } = &block.kind {
            self.lines.extend(text.lines().map(str::to_owned));
        }
        walk_block(self, block);
        self.lines.push(String::new());
    }

    fn inline(&mut self, inline: &Inline) {
        self.ids.extend(inline.attributes.id.clone());
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text, .. } => self.push(text),
            InlineKind::Math { tex, .. } => self.push(tex),
            InlineKind::SoftBreak | InlineKind::HardBreak => self.push(" "),
            InlineKind::Image(image) => match &image.alternative {
                Alternative::Given(text) | Alternative::Missing(text) => self.push(text),
                Alternative::Decorative => {}
            },
            InlineKind::Footnote { .. }
            | InlineKind::FootnoteReference { .. }
            | InlineKind::Styled { .. }
            | InlineKind::Link { .. }
            | InlineKind::Span { .. } => walk_inline(self, inline),
        }
    }
}
