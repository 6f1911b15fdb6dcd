//! Reads the tables of math-core's MathML: alignment and lines stand in the style of each cell there, and on
//! each column and row in the tree.

use roxmltree::Node;

use super::super::macros::SHADED_ROW;
use super::node::{Result, attributes, declarations, elements, hexadecimal, length, math_style, near};
use crate::ir::formula::{ColumnAlignment, Formula, Line, MathStyle, Table, TableLayout};

/// What the style of a cell says.
#[derive(Default)]
struct CellStyle {
    alignment: Option<ColumnAlignment>,
    line_above: Option<Line>,
    line_after: Option<Line>,
    touches: bool,
    tight: bool,
    /// A column without content, which draws the second one of two lines.
    only_line: bool,
}

/// The table of an `mtable` element.
#[expect(clippy::indexing_slicing, reason = "there is one line more than there are cells")]
pub(super) fn read(node: Node, sequence: fn(Node) -> Result<Formula>) -> Result<Table> {
    attributes(node, &["style", "displaystyle", "scriptlevel"])?;
    let style = math_style(node)?.unwrap_or(MathStyle::Text);
    let (mut first_column, mut first_row) = (None, None);
    for (property, value) in declarations(node) {
        match property {
            "border-left" => first_column = Some(line(value)?),
            "border-top" => first_row = Some(line(value)?),
            _ => return Err(format!("unexpected style `{property}: {value}` of a table")),
        }
    }
    let mut rows = Vec::new();
    let mut columns: Vec<ColumnAlignment> = Vec::new();
    let mut vertical = vec![first_column];
    let mut horizontal = vec![first_row];
    let mut layout = TableLayout::Grid;
    for (index, row) in elements(node).enumerate() {
        attributes(row, &[])?;
        let mut cells = Vec::new();
        for cell in elements(row) {
            attributes(cell, &["style"])?;
            let style = cell_style(cell)?;
            if cells.is_empty() && index > 0 && horizontal.len() == index {
                horizontal.push(style.line_above);
            }
            if style.only_line {
                vertical[cells.len()] = Some(Line::Double);
                continue;
            }
            if columns.len() == cells.len() {
                columns.push(style.alignment.unwrap_or(ColumnAlignment::Center));
                vertical.push(None);
            }
            cells.push(sequence(cell)?);
            let after = &mut vertical[cells.len()];
            *after = after.or(style.line_after);
            if style.tight {
                layout = TableLayout::Stack;
            } else if style.touches && layout == TableLayout::Grid {
                layout = TableLayout::Pairs;
            }
        }
        if let Some(color) = shade_of_row(row) {
            cells.iter_mut().filter(|cell| !matches!(cell, Formula::Shaded { .. })).for_each(|cell| {
                let body = Box::new(std::mem::replace(cell, Formula::Row(Vec::new())));
                *cell = Formula::Shaded { color, body };
            });
        }
        rows.push(cells);
    }
    let mut last_row = None;
    if rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(Formula::is_empty)) {
        rows.pop();
        last_row = horizontal.pop().flatten();
    }
    horizontal.push(last_row);
    set_tags_apart(&mut rows, &mut columns, &mut vertical, layout);
    Ok(Table { layout, style, columns, rows, vertical, horizontal })
}

/// The colour that is behind all cells of a row.
fn shade_of_row(row: Node) -> Option<[u8; 3]> {
    let mut texts = elements(row).next()?.descendants().filter_map(|node| node.text());
    texts.find_map(|text| hexadecimal(text.strip_prefix(SHADED_ROW)?))
}

/// The numbers of rows stand below each other, in a column of their own.
fn set_tags_apart(
    rows: &mut [Vec<Formula>],
    columns: &mut Vec<ColumnAlignment>,
    vertical: &mut Vec<Option<Line>>,
    layout: TableLayout,
) {
    let tags: Vec<Option<Formula>> = rows.iter_mut().map(|row| row.iter_mut().find_map(take_tag)).collect();
    if tags.iter().all(Option::is_none) {
        return;
    }
    // A column of equations has two sides.
    if layout == TableLayout::Pairs && columns.len() % 2 == 1 {
        columns.push(ColumnAlignment::Left);
        vertical.push(None);
    }
    for (row, tag) in rows.iter_mut().zip(tags) {
        row.resize(columns.len(), Formula::Row(Vec::new()));
        row.push(tag.unwrap_or(Formula::Row(Vec::new())));
    }
    columns.push(ColumnAlignment::Right);
    vertical.push(None);
}

/// Takes the number of its row out of a cell.
fn take_tag(cell: &mut Formula) -> Option<Formula> {
    let parts = match std::mem::replace(cell, Formula::Row(Vec::new())) {
        Formula::Row(parts) => parts,
        other => vec![other],
    };
    let (mut tags, others): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| matches!(part, Formula::Tag(_)));
    *cell = Formula::row(others);
    tags.pop()
}

fn cell_style(cell: Node) -> Result<CellStyle> {
    let mut style = CellStyle::default();
    for (property, value) in declarations(cell) {
        match (property, value) {
            ("text-align", "left") => style.alignment = Some(ColumnAlignment::Left),
            ("text-align", "right") => style.alignment = Some(ColumnAlignment::Right),
            ("justify-items", _) => {}
            ("border-top", value) => style.line_above = Some(line(value)?),
            ("border-right", value) => style.line_after = Some(line(value)?),
            ("padding-left" | "padding-right" | "padding-top" | "padding-bottom", value) => {
                let width = length(value)?;
                style.only_line |= near(width, 0.1);
                style.tight |= property == "padding-top";
                // A right-aligned cell that touches the next one; the cells of `cases` only touch the end.
                let right = style.alignment == Some(ColumnAlignment::Right);
                style.touches |= property == "padding-right" && near(width, 0.0) && right;
            }
            _ => return Err(format!("unexpected style `{property}: {value}` of a cell")),
        }
    }
    Ok(style)
}

fn line(value: &str) -> Result<Line> {
    match value {
        "0.05em solid currentcolor" => Ok(Line::Solid),
        "0.05em dashed currentcolor" => Ok(Line::Dashed),
        other => Err(format!("unexpected line `{other}`")),
    }
}
