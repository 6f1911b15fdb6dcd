//! Tables: those of Markdown, and those that the mask wrote as lists.

#![expect(
    clippy::indexing_slicing,
    reason = "offsets are of marks that were found in the same text; lists are looked at where they were found not to be empty"
)]

use comrak::Node as Markdown;
use comrak::nodes::{NodeValue, TableAlignment};

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::*;
use crate::limits::LEVELS_OF_BOX;
use crate::read::core::content::paragraph;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Builder;
use crate::read::syntax::attributes;
use crate::read::syntax::mask::token::Token;
use crate::read::syntax::piece::PieceKind;
use crate::source::Span;

impl<'a> Reader<'a> {
    pub fn table(&mut self, node: Markdown<'a>, alignments: &[TableAlignment]) -> Table {
        let alignment = |alignment: &TableAlignment| match alignment {
            TableAlignment::None => Alignment::Default,
            TableAlignment::Left => Alignment::Left,
            TableAlignment::Center => Alignment::Center,
            TableAlignment::Right => Alignment::Right,
        };
        let mut table = Table {
            caption: Vec::new(),
            columns: alignments.iter().map(alignment).collect(),
            head: Vec::new(),
            body: Vec::new(),
            foot: Vec::new(),
        };
        for row in node.children() {
            let header = matches!(row.data().value, NodeValue::TableRow(true));
            let cells = row.children().map(|cell| self.cell(cell, header)).collect::<Vec<_>>();
            if header && cells.iter().all(|cell| cell.blocks.is_empty()) {
                continue;
            }
            let mut row = Row { span: self.span(row), attributes: Attributes::default(), cells };
            self.keep_excess(&mut row);
            if header { table.head.push(row) } else { table.body.push(row) }
        }
        table.shrink_to_fit();
        crate::read::core::table::span(&mut table);
        table
    }

    /// Markdown drops the cells that a row has beyond its table's columns: their words go into its last cell.
    pub fn keep_excess(&mut self, row: &mut Row) {
        let Some(last) = row.cells.last_mut().filter(|last| last.span.start >= row.span.start) else {
            return;
        };
        let rest = Span { start: last.span.end.min(row.span.end), end: row.span.end };
        let words = self.note.source.slice(rest).trim_matches(['|', ' ', '\t']);
        if words.is_empty() {
            return;
        }
        last.blocks.extend(paragraph(vec![Inline::text(rest, words)]));
        let message =
            "this row has more cells than its table columns: what is in them is set in its last cell";
        self.findings.push(Diagnostic::warning(Code::BrokenTable, message).at(row.span));
    }

    /// The table that the mask wrote as this list, and where it stands.
    pub fn written_table(&mut self, list: Markdown<'a>) -> Option<(Span, Table)> {
        let masked = self.masked;
        let token = match &list.first_child()?.first_child()?.data().value {
            NodeValue::HtmlBlock(first) => {
                let comment = first.literal.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
                masked.comment_token(comment)?
            }
            _ => return None,
        };
        let Token { span, kind: PieceKind::Table(written), .. } = &masked.tokens[token] else { return None };
        let mut table = written.table.take();
        // A cell stands deeper than an item: in a row of a table.
        self.depth += 2 * LEVELS_OF_BOX;
        let cells = table.rows_mut().flat_map(|row| &mut row.cells);
        for (cell, item) in cells.zip(list.children()) {
            cell.blocks = self.children(item);
            cell.attributes.merge(attributes::of_first(&mut cell.blocks));
        }
        crate::read::core::table::span(&mut table);
        crate::read::core::table::fit(&mut table);
        Some((*span, table))
    }

    pub fn cell(&mut self, node: Markdown<'a>, header: bool) -> Cell {
        let outer = self.depth;
        let mut builder = Builder::new(outer + 1);
        self.inlines(node, &mut builder);
        self.depth = outer;
        let nodes = self.finish(builder);
        let mut blocks = self.flow(nodes);
        Cell {
            span: self.span(node),
            attributes: attributes::of_first(&mut blocks),
            header,
            columns: 1,
            rows: 1,
            alignment: None,
            blocks,
        }
    }
}
