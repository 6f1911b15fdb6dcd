//! Blocks one after the other, with what stands between them made paragraphs.

use crate::ir::*;
use crate::read::core::content::paragraph;
use crate::read::syntax::attributes as braces;
use crate::read::syntax::attributes::AttributeLine;
use crate::source::Span;

/// Blocks in the making: lines of text between blocks become paragraphs, lines of attributes are attached.
#[derive(Default)]
pub struct Flow {
    pub blocks: Vec<Block>,
    pub line: Vec<Inline>,
    /// What is said about the next block.
    pub leading: Vec<Attributes>,
}

impl Flow {
    pub fn blocks(&mut self, blocks: Vec<Block>) {
        self.end_line();
        blocks.into_iter().for_each(|block| self.block(block));
    }

    pub fn block(&mut self, mut block: Block) {
        for attributes in std::mem::take(&mut self.leading) {
            braces::attach_to_block(&mut block, attributes);
        }
        self.blocks.push(block);
    }

    pub fn end_line(&mut self) {
        if let Some(block) = paragraph(std::mem::take(&mut self.line)) {
            self.block(block);
        }
    }

    pub fn attributes(&mut self, span: Span, line: AttributeLine) {
        self.end_line();
        let last = self.blocks.last_mut();
        match last {
            // `1. TOC` and `{:toc}`: the list only stands there to be replaced.
            Some(list) if line.contents && matches!(list.kind, BlockKind::List { .. }) => {
                list.kind = BlockKind::Contents;
            }
            _ if line.contents => self.block(Block::new(span, BlockKind::Contents)),
            Some(block) if !line.applies_to_next => braces::attach_to_block(block, line.attributes),
            _ => self.leading.push(line.attributes),
        }
    }

    /// The blocks. Attributes that no block follows are those of the last one.
    pub fn finish(mut self) -> Vec<Block> {
        self.end_line();
        if let Some(block) = self.blocks.last_mut() {
            for attributes in self.leading {
                braces::attach_to_block(block, attributes);
            }
        }
        self.blocks
    }
}
