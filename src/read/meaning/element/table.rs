//! Tables of raw HTML.

use crate::ir::*;
use crate::read::core::content::trimmed;
use crate::read::core::table::fit;
use crate::read::core::tree::{Element, Node, Opener};
use crate::read::meaning::element::Reader;

/// A group of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Head,
    Body,
    Foot,
}

impl Reader<'_> {
    /// The table that the children of a `<table>` make.
    pub fn html_table(&mut self, children: Vec<Node>) -> Table {
        let mut table = Table::default();
        self.rows(children, &mut table, Group::Body);
        let leading = table.body.iter().take_while(|row| is_header(row)).count();
        if table.head.is_empty() && leading < table.body.len() {
            table.head = table.body.drain(..leading).collect();
        }
        fit(&mut table);
        table
    }

    fn rows(&mut self, nodes: Vec<Node>, table: &mut Table, group: Group) {
        for node in nodes {
            let Node::Element(Element { span, opener, children }) = node else {
                let line = trimmed(self.phrasing(vec![node]));
                table.caption.extend(line);
                continue;
            };
            match opener.html() {
                "caption" => table.caption = trimmed(self.phrasing(children)),
                "thead" => self.rows(children, table, Group::Head),
                "tfoot" => self.rows(children, table, Group::Foot),
                "tr" => {
                    let attributes = self.opener_attributes(span, &opener);
                    let cells = self.cells(children, group == Group::Head);
                    let rows = match group {
                        Group::Head => &mut table.head,
                        Group::Body => &mut table.body,
                        Group::Foot => &mut table.foot,
                    };
                    rows.push(Row { span, attributes, cells });
                }
                _ => self.rows(children, table, group),
            }
        }
    }

    fn cells(&mut self, nodes: Vec<Node>, head: bool) -> Vec<Cell> {
        let mut cells = Vec::new();
        for node in nodes {
            let Node::Element(Element { span, opener, children }) = node else { continue };
            let mut attributes = self.opener_attributes(span, &opener);
            let number = |key: &str, least: u32| match &opener {
                Opener::Html { attributes, .. } => {
                    let value = crate::read::core::note::value(attributes, key);
                    value.and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(least, 65_534)
                }
                Opener::Paragraph | Opener::Shortcode(_) => 1,
            };
            cells.push(Cell {
                span,
                header: head || opener.html() == "th",
                columns: number("colspan", 1),
                rows: number("rowspan", 0),
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

fn is_header(row: &Row) -> bool {
    !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header)
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
