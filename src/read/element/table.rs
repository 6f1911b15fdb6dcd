//! Tables of raw HTML.

use super::{Reader, trimmed};
use crate::ir::*;
use crate::read::tree::{Element, Node, Opener};

impl Reader<'_> {
    /// The table that the children of a `<table>` make.
    pub(super) fn html_table(&mut self, children: Vec<Node>) -> Table {
        let mut table =
            Table { caption: Vec::new(), columns: Vec::new(), head: Vec::new(), body: Vec::new() };
        self.rows(children, &mut table, false);
        let leading = table.body.iter().take_while(|row| is_header(row)).count();
        if table.head.is_empty() && leading < table.body.len() {
            table.head = table.body.drain(..leading).collect();
        }
        within(&mut table.head);
        within(&mut table.body);
        let width = width(table.head.iter().chain(&table.body));
        table.columns = vec![Alignment::Default; width];
        table
    }

    fn rows(&mut self, nodes: Vec<Node>, table: &mut Table, head: bool) {
        for node in nodes {
            let Node::Element(Element { span, opener, children }) = node else {
                let line = trimmed(self.phrasing(vec![node]));
                table.caption.extend(line);
                continue;
            };
            match opener.html() {
                "caption" => table.caption = trimmed(self.phrasing(children)),
                "thead" => self.rows(children, table, true),
                "tr" => {
                    let attributes = self.opener_attributes(span, &opener);
                    let row = Row { span, attributes, cells: self.cells(children, head) };
                    if head { table.head.push(row) } else { table.body.push(row) }
                }
                _ => self.rows(children, table, head),
            }
        }
    }

    fn cells(&mut self, nodes: Vec<Node>, head: bool) -> Vec<Cell> {
        let mut cells = Vec::new();
        for node in nodes {
            let Node::Element(Element { span, opener, children }) = node else { continue };
            let mut attributes = self.opener_attributes(span, &opener);
            let number = |key: &str| match &opener {
                Opener::Html { attributes, .. } => {
                    let value =
                        attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
                    value.and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, 1000)
                }
                Opener::Paragraph | Opener::Shortcode(_) => 1,
            };
            cells.push(Cell {
                span,
                header: head || opener.html() == "th",
                columns: number("colspan"),
                rows: number("rowspan"),
                alignment: take_alignment(&mut attributes),
                attributes,
                blocks: self.flow(children),
            });
        }
        cells
    }

    fn opener_attributes(&mut self, span: crate::source::Span, opener: &Opener) -> Attributes {
        match opener {
            Opener::Html { name, attributes } => self.html_attributes(span, name, attributes),
            Opener::Paragraph | Opener::Shortcode(_) => Attributes::default(),
        }
    }
}

/// Ends cells with the group of rows that they stand in (HTML, "forming a table").
fn within(rows: &mut [Row]) {
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for (left, row) in (1..=count).rev().zip(rows) {
        row.cells.iter_mut().for_each(|cell| cell.rows = cell.rows.min(left));
    }
}

fn is_header(row: &Row) -> bool {
    !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header)
}

/// How many columns the rows need, counting cells that span over several columns and rows.
fn width<'r>(rows: impl Iterator<Item = &'r Row>) -> usize {
    let mut spanned: Vec<u32> = Vec::new();
    let mut width = 0;
    for row in rows {
        let mut column = 0;
        for cell in &row.cells {
            while spanned.get(column).is_some_and(|&rows| rows > 0) {
                column += 1;
            }
            let end = column + cell.columns as usize;
            spanned.resize(spanned.len().max(end), 0);
            spanned[column..end].fill(cell.rows);
            column = end;
        }
        width = width.max(spanned.iter().rposition(|&rows| rows > 0).map_or(0, |last| last + 1));
        spanned.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    width
}

/// The alignment that a class asks for, taken out of the classes.
fn take_alignment(attributes: &mut Attributes) -> Option<Alignment> {
    let at = attributes.classes.iter().position(|class| class.starts_with("align-"))?;
    match attributes.classes.remove(at).as_str() {
        "align-left" => Some(Alignment::Left),
        "align-center" => Some(Alignment::Center),
        "align-right" => Some(Alignment::Right),
        _ => None,
    }
}
