//! Captions that stand below what they are of (PyMdown's blocks): `/// caption`, `/// figure-caption`, `/// table-caption`.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::flatten;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;

pub static CAPTION: Construct = Construct {
    names: &[(Written::DIVISION, &["caption", "figure-caption", "table-caption"])],
    body: Body::Markdown,
    doc: "The caption of what stands before it.",
    example: "| a |\n|---|\n| b |\n\n/// caption\nWords.\n///",
    read: |call, children, reader| {
        let mut attributes = call.tag.attributes.clone();
        let mut blocks = reader.flow(children);
        // What stands after the bar is a name, a number, or how the site sets it.
        for word in call.tag.value(&["title"]).unwrap_or_default().split_whitespace() {
            match (word.strip_prefix('#'), blocks.first_mut().map(|block| &mut block.kind)) {
                (Some(id), _) => attributes.id = Some(id.to_owned()),
                (None, Some(BlockKind::Paragraph { content })) if !word.starts_with(['<', '>', '^']) => {
                    content.insert(0, Inline::text(call.span, format!("{word} ")));
                }
                _ => {}
            }
        }
        attributes.pairs.push((OF_BLOCK.to_owned(), String::new()));
        attributes.classes.insert(0, "caption".to_owned());
        let kind = BlockKind::Division { blocks };
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind }]))
    },
};

/// The key that marks the caption of the block before it. No note can write it, for keys have no spaces.
const OF_BLOCK: &str = " of-block";

/// The blocks, with these captions made those of the blocks before them.
pub fn attach(blocks: Vec<Block>) -> Vec<Block> {
    let is_caption = |block: &Block| block.attributes.get(OF_BLOCK).is_some();
    if !blocks.iter().any(is_caption) {
        return blocks;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if !is_caption(&block) {
            out.push(block);
            continue;
        }
        block.attributes.pairs.retain(|(key, _)| key != OF_BLOCK);
        match (out.pop(), block.kind) {
            (Some(of), BlockKind::Division { blocks }) if may_have_one(&of) => {
                block.attributes.classes.retain(|class| class != "caption");
                out.push(captioned(of, flatten::inlines(blocks), block.attributes));
            }
            (of, kind) => {
                out.extend(of);
                out.push(Block { kind, ..block });
            }
        }
    }
    out
}

/// Whether a block may have a caption: words of the text have none.
fn may_have_one(block: &Block) -> bool {
    let is_shown = |inline: &Inline| matches!(inline.kind, InlineKind::Image(_) | InlineKind::Math { .. });
    match &block.kind {
        BlockKind::Paragraph { content } => content.iter().any(is_shown),
        BlockKind::Heading { .. } | BlockKind::ThematicBreak => false,
        _ => true,
    }
}

/// A block with a caption, which has attributes of its own.
fn captioned(mut of: Block, caption: Vec<Inline>, attributes: Attributes) -> Block {
    match &mut of.kind {
        BlockKind::Table(table) if table.caption.is_empty() => table.caption = caption,
        BlockKind::Figure { caption: own, .. } if own.is_empty() => *own = caption,
        _ => {
            let span = of.span;
            return Block { span, attributes, kind: BlockKind::Figure { blocks: vec![of], caption } };
        }
    }
    of.attributes.merge(attributes);
    of
}
