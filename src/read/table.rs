//! What dialects add to GFM's tables: cells that go on from the row above (`^^`, MultiMarkdown) and captions
//! (`Table: …` before or after the table, Pandoc).

use super::element::trimmed;
use crate::ir::*;

/// Joins each cell that has nothing but `^^` to the one above it.
pub fn join_rows(table: &mut Table) {
    // Nothing but plain rows so far: a cell's place in its row is its column.
    let mut above: Vec<Option<(usize, usize)>> = vec![None; table.columns.len()];
    for row in 0..table.body.len() {
        let cells = std::mem::take(&mut table.body[row].cells);
        let mut kept = Vec::with_capacity(cells.len());
        for (column, cell) in cells.into_iter().enumerate() {
            match above.get(column).copied().flatten() {
                Some((up, at)) if is_continuation(&cell) => table.body[up].cells[at].rows += 1,
                _ => {
                    if let Some(place) = above.get_mut(column) {
                        *place = Some((row, kept.len()));
                    }
                    kept.push(cell);
                }
            }
        }
        table.body[row].cells = kept;
    }
}

fn is_continuation(cell: &Cell) -> bool {
    match cell.blocks.as_slice() {
        [Block { kind: BlockKind::Paragraph { content }, .. }] => match content.as_slice() {
            [Inline { kind: InlineKind::Text { text }, .. }] => text == "^^",
            _ => false,
        },
        _ => false,
    }
}

/// Makes paragraphs `Table: …` next to tables the tables' captions.
pub fn take_captions(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at < blocks.len() {
        let uncaptioned = |block: Option<&Block>| matches!(block, Some(Block { kind: BlockKind::Table(table), .. }) if table.caption.is_empty());
        let before = at.checked_sub(1).filter(|&before| uncaptioned(blocks.get(before)));
        let table = before.or_else(|| uncaptioned(blocks.get(at + 1)).then_some(at + 1));
        let caption = table.and_then(|_| caption(&blocks[at]));
        match (table, caption) {
            (Some(table), Some(caption)) => {
                if let BlockKind::Table(table) = &mut blocks[table].kind {
                    table.caption = caption;
                }
                blocks.remove(at);
            }
            _ => at += 1,
        }
    }
}

/// The caption that a paragraph is.
fn caption(block: &Block) -> Option<Vec<Inline>> {
    let BlockKind::Paragraph { content } = &block.kind else { return None };
    let InlineKind::Text { text } = &content.first()?.kind else { return None };
    let rest = text
        .strip_prefix("Table:")
        .or_else(|| text.strip_prefix("Tableau :"))
        .or_else(|| text.strip_prefix("table:"))?;
    let mut caption = content.clone();
    caption[0].kind = InlineKind::Text { text: rest.trim_start().to_owned() };
    Some(trimmed(caption)).filter(|caption| !caption.is_empty())
}
