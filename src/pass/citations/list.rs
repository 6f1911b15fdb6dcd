//! The list of works: where it stands, and the division that it is.

use crate::ir::reference::REFERENCES;
use crate::ir::walk::{Visit, VisitMut, walk_block, walk_block_mut};
use crate::ir::*;
use crate::locale::{self, Word};
use crate::source::Span;

/// Whether a document has a place for the list of works.
pub fn has_place(document: &Document) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn block(&mut self, block: &Block) {
            self.0 |= matches!(block.kind, BlockKind::Division { .. })
                && block.attributes.id.as_deref() == Some("refs");
            walk_block(self, block);
        }
    }
    let mut find = Find(false);
    document.blocks.iter().for_each(|block| find.block(block));
    find.0
}

/// The list of works of these entries.
pub fn list(blocks: Vec<Block>) -> Block {
    let attributes = list_attributes(Attributes::default());
    Block { span: Span::default(), attributes, kind: BlockKind::Division { blocks } }
}

/// Puts the list of works into the group that waits for it, or at the document's end under a heading.
pub fn place(document: &mut Document, list: Vec<Block>) {
    let mut waiting = Waiting { list: Some(list) };
    waiting.blocks(&mut document.blocks);
    let Some(blocks) = waiting.list else { return };
    let span = document.blocks.last().map_or(Span::default(), |last| last.span);
    if !matches!(document.blocks.last(), Some(Block { kind: BlockKind::Heading { .. }, .. })) {
        let title = locale::word(&document.metadata.language, Word::References);
        let content = vec![Inline::text(span, title)];
        document.blocks.push(Block::new(span, BlockKind::Heading { level: 1, content }));
    }
    let attributes = list_attributes(Attributes::default());
    document.blocks.push(Block { span, attributes, kind: BlockKind::Division { blocks } });
}

fn list_attributes(mut attributes: Attributes) -> Attributes {
    attributes.id.get_or_insert_with(|| "refs".to_owned());
    if !attributes.classes.iter().any(|class| class == REFERENCES) {
        attributes.classes.push(REFERENCES.to_owned());
    }
    attributes
}

struct Waiting {
    list: Option<Vec<Block>>,
}

impl VisitMut for Waiting {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Division { blocks } = &mut block.kind
            && block.attributes.id.as_deref() == Some("refs")
            && let Some(list) = self.list.take()
        {
            blocks.extend(list);
            block.attributes = list_attributes(std::mem::take(&mut block.attributes));
            return;
        }
        walk_block_mut(self, block);
    }
}
