//! Blocks where only a line of text can stand (a heading, a title, a link): their structure is lost, their
//! words stay.

use crate::ir::walk::plain_text;
use crate::ir::*;

/// The words of the blocks as one line, a line break between blocks.
pub fn inlines(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line = Vec::new();
    for block in blocks {
        let span = block.span;
        let content = of_block(block);
        if !line.is_empty() && !content.is_empty() {
            line.push(Inline::new(span, InlineKind::HardBreak));
        }
        line.extend(content);
    }
    line
}

fn of_block(block: Block) -> Vec<Inline> {
    let span = block.span;
    match block.kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, level: _ } => content,
        BlockKind::ThematicBreak | BlockKind::Contents => Vec::new(),
        BlockKind::Quote { blocks } | BlockKind::Division { blocks } => inlines(blocks),
        BlockKind::List { items, kind: _, tight: _ } => {
            inlines(items.into_iter().flat_map(|item| item.blocks).collect())
        }
        BlockKind::DescriptionList { items } => {
            let entry = |item: DescriptionItem| {
                let terms = item
                    .terms
                    .into_iter()
                    .map(move |content| Block::new(item.span, BlockKind::Paragraph { content }));
                terms.chain(item.definitions.into_iter().flatten()).collect::<Vec<_>>()
            };
            inlines(items.into_iter().flat_map(entry).collect())
        }
        BlockKind::Code { language, text } => vec![Inline::new(span, InlineKind::Code { language, text })],
        BlockKind::Table(table) => {
            let rows = table.head.into_iter().chain(table.body);
            let cells = rows.flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
            let mut line = table.caption;
            line.extend(inlines(cells));
            line
        }
        BlockKind::Figure { blocks, caption } => {
            let mut line = inlines(blocks);
            line.extend(caption);
            line
        }
        BlockKind::Callout(callout) => {
            let mut line = callout.title.unwrap_or_default();
            if !line.is_empty() {
                line.push(Inline::text(span, " "));
            }
            line.extend(inlines(callout.blocks));
            line
        }
    }
}

/// The words of inlines, as they are.
pub fn text(inlines: &[Inline]) -> String {
    plain_text(inlines)
}
