//! The tables of a body.

use super::Body;
use crate::backend::columns::Columns;
use crate::backend::html::encode::Syntax;
use crate::ir::walk::plain_text;
use crate::ir::{Alignment, Attributes, Block, BlockKind, Cell, Row, Table};
use crate::locale::Word;

/// The largest `colspan` and `rowspan` (HTML Living Standard, 4.9.11).
const WIDEST: usize = 1_000;
const HIGHEST: usize = 65_534;

/// Tables with more columns than this are set smaller where they cannot scroll.
const MANY_COLUMNS: usize = 7;

/// A caption with no more characters has room in one line of a telephone.
const SHORT_CAPTION: usize = 32;

impl<'a> Body<'a> {
    /// Writes a table, in HTML in a region of its own that scrolls sideways (WCAG 2.2, 1.4.10).
    pub(super) fn table(&mut self, attributes: &Attributes, table: &'a Table) {
        self.encoder.open("div").attribute("class", "table");
        if self.context.syntax == Syntax::Html {
            let caption = plain_text(&table.caption);
            let name = if caption.trim().is_empty() { self.word(Word::Table) } else { caption.trim() };
            self.encoder.attribute("role", "group").attribute("tabindex", "0").attribute("aria-label", name);
        }
        let classes = if table.columns.len() > MANY_COLUMNS { "wide" } else { "" };
        self.open("table", classes, attributes).line();
        if !table.caption.is_empty() {
            // A narrow table would break it after its number; with it, the table is as wide as its caption.
            let is_short = plain_text(&table.caption).chars().count() <= SHORT_CAPTION;
            self.encoder.open("caption");
            if is_short {
                self.encoder.attribute("class", "unbroken");
            }
            self.inlines(&table.caption);
            self.encoder.close().line();
        }
        self.rows("thead", "col", table, &table.head);
        self.rows("tbody", "row", table, &table.body);
        self.rows("tfoot", "row", table, &table.foot);
        self.encoder.close().close();
    }

    fn rows(&mut self, name: &'static str, scope: &'static str, table: &'a Table, rows: &'a [Row]) {
        if rows.is_empty() {
            return;
        }
        self.encoder.open(name).line();
        let mut columns = Columns::new(table.columns.len());
        for (index, row) in rows.iter().enumerate() {
            self.open("tr", "", &row.attributes);
            for cell in &row.cells {
                let wide = (cell.columns.max(1) as usize).min(WIDEST);
                let high = (cell.rows.max(1) as usize).min(rows.len() - index).min(HIGHEST);
                let column = columns.place(wide, high);
                let alignment =
                    cell.alignment.or_else(|| table.columns.get(column).copied()).unwrap_or_default();
                self.cell(scope, alignment, (wide, high), cell);
            }
            columns.end_row();
            self.encoder.close().line();
        }
        self.encoder.close().line();
    }

    fn cell(
        &mut self,
        scope: &'static str,
        alignment: Alignment,
        (wide, high): (usize, usize),
        cell: &'a Cell,
    ) {
        let classes = match alignment {
            Alignment::Default => "",
            Alignment::Left => "align-left",
            Alignment::Center => "align-center",
            Alignment::Right => "align-right",
        };
        // An empty header cell would head its column with nothing.
        let is_blank = |block: &Block| match &block.kind {
            BlockKind::Paragraph { content } => plain_text(content).trim().is_empty(),
            _ => false,
        };
        let header = cell.header && !cell.blocks.iter().all(is_blank);
        self.open(if header { "th" } else { "td" }, classes, &cell.attributes);
        if header {
            self.encoder.attribute("scope", scope);
        }
        if wide > 1 {
            self.encoder.attribute("colspan", &wide.to_string());
        }
        if high > 1 {
            self.encoder.attribute("rowspan", &high.to_string());
        }
        match header {
            true => self.naming(|body| body.compact(&cell.blocks)),
            false => self.compact(&cell.blocks),
        }
        self.encoder.close();
    }
}
