//! Tables that Markdown (GFM) does not know, and captions of all tables. [`read`] finds a table in the lines of a
//! container: of pipes with what MultiMarkdown adds ([`pipes`]), Pandoc's grids ([`grid`]) and its tables of
//! dashes ([`dashes`]). What is found says which bytes of the note stand in which cell; the mask writes the cells
//! as Markdown that is read with the rest of the note.

mod caption;
mod columns;
mod dashes;
mod fit;
mod grid;
pub mod lines;
mod pipes;
mod span;

pub use caption::take_captions;
pub use fit::fit;
pub use span::span;

use std::ops::Range;

use super::excerpt::Excerpt;
use crate::diagnostic::Diagnostic;
use crate::ir::{Alignment, Attributes, Cell, Row, Table};
use crate::source::Span;
use lines::Lines;

/// A table as it is written.
#[derive(Debug)]
pub struct Written {
    /// The table, its cells without content.
    pub table: Table,
    /// The texts of the cells, in the order of the rows.
    pub cells: Vec<CellText>,
}

/// The text of a cell.
#[derive(Debug)]
pub struct CellText {
    /// Its lines, without the marks of containers.
    pub lines: Vec<Excerpt>,
    /// Whether it is a line of text and can hold no blocks.
    pub flat: bool,
}

/// What stands at the start of some lines.
#[derive(Debug)]
pub struct Reading {
    /// What was found.
    pub found: Found,
    /// The byte at which the lines end that were looked at: up to it, none needs to be looked at again.
    pub end: usize,
    /// What is wrong with it.
    pub warnings: Vec<Diagnostic>,
}

/// What was found.
#[derive(Debug)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A table that Markdown knows.
    Markdown,
    /// What is drawn as a table and cannot be read as one: its lines.
    Code(String),
    /// A table that it does not know.
    Table(Box<Written>),
}

impl Reading {
    fn new(found: Found, end: usize) -> Self {
        Self { found, end, warnings: Vec::new() }
    }

    fn warn(mut self, warning: Diagnostic) -> Self {
        self.warnings.push(warning);
        self
    }
}

/// Looks for a table in `lines`; `after_text` says that the line before them is text that they can go on.
#[expect(
    clippy::string_slice,
    reason = "rows and cells are those that were just added; ranges are of lines of the same text"
)]
pub fn read(text: &str, lines: Lines, after_text: bool) -> Option<Reading> {
    let mut ahead = lines.clone();
    let first = &text[ahead.next()?];
    let second = ahead.next().map_or("", |range| &text[range]);
    let trimmed = first.trim();
    if trimmed.starts_with("+-") || trimmed.starts_with("+=") || trimmed.starts_with("+:") {
        grid::read(text, lines)
    } else if trimmed.contains('|') {
        pipes::read(text, lines, after_text)
    } else if !after_text && (trimmed.starts_with("--") || second.trim_start().starts_with("--")) {
        dashes::read(text, lines)
    } else {
        None
    }
}

/// The groups of rows that a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Head,
    Body,
    Foot,
}

/// A table in the making.
struct Maker {
    table: Table,
    cells: Vec<CellText>,
}

impl Maker {
    fn new(columns: Vec<Alignment>) -> Self {
        Self { table: Table { columns, ..Table::default() }, cells: Vec::new() }
    }

    fn group(&mut self, group: Group) -> &mut Vec<Row> {
        match group {
            Group::Head => &mut self.table.head,
            Group::Body => &mut self.table.body,
            Group::Foot => &mut self.table.foot,
        }
    }

    /// Begins a row over these bytes. Groups come in their order.
    fn row(&mut self, group: Group, range: Range<usize>) {
        let row = Row { span: Span::new(range), attributes: Attributes::default(), cells: Vec::new() };
        self.group(group).push(row);
    }

    /// Adds a cell to the last row of the group.
    fn cell(&mut self, group: Group, (columns, rows): (usize, usize), text: CellText) {
        let start = text.lines.first().map(Excerpt::origin);
        let end = text.lines.last().map(|line| line.map.origin(line.text.len()));
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let Some(row) = self.group(group).last_mut() else { return };
        let nothing = row.span.start as usize;
        let (start, end) = (start.unwrap_or(nothing), end.unwrap_or(nothing));
        row.cells.push(Cell {
            span: Span::new(start..end.max(start)),
            attributes: Attributes::default(),
            header: group == Group::Head,
            columns: number(columns),
            rows: number(rows),
            alignment: None,
            blocks: Vec::new(),
        });
        self.cells.push(text);
    }

    /// Makes a cell of a row one row higher.
    #[expect(
        clippy::indexing_slicing,
        reason = "rows and cells are those that were just added; ranges are of lines of the same text"
    )]
    fn lengthen(&mut self, group: Group, row: usize, cell: usize) {
        self.group(group)[row].cells[cell].rows += 1;
    }

    /// The table; a head that says nothing is none.
    #[expect(
        clippy::indexing_slicing,
        reason = "rows and cells are those that were just added; ranges are of lines of the same text"
    )]
    fn finish(mut self) -> Found {
        let count = self.table.head.iter().map(|row| row.cells.len()).sum::<usize>();
        if self.cells[..count].iter().all(|cell| cell.lines.is_empty()) {
            self.table.head.clear();
            self.cells.drain(..count);
        }
        Found::Table(Box::new(Written { table: self.table, cells: self.cells }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a text: a line for each row, `=` after the head and before the foot, the cells with the
    /// columns and rows that they cover; or why it is no table.
    pub fn show(text: &str) -> String {
        let Some(reading) = read(text, Lines::new(text, 0, 0, ""), false) else { return "none".to_owned() };
        let Written { table, cells } = match reading.found {
            Found::Table(written) => *written,
            Found::Markdown => return "markdown".to_owned(),
            Found::Nothing | Found::Code(_) => {
                let why = reading.warnings.into_iter().map(|warning| warning.message);
                return why.chain(["none".to_owned()]).next().unwrap_or_default();
            }
        };
        let mut cells = cells.into_iter();
        let mut row = |row: &Row| {
            let cell = |cell: &Cell| {
                let text: Vec<String> =
                    cells.next().into_iter().flat_map(|cell| cell.lines).map(|line| line.text).collect();
                let size = if (cell.columns, cell.rows) == (1, 1) {
                    String::new()
                } else {
                    format!("{}x{} ", cell.columns, cell.rows)
                };
                format!("{size}{}", text.join("/"))
            };
            row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
        };
        let mut lines: Vec<String> = table.head.iter().map(&mut row).collect();
        if !lines.is_empty() {
            lines.push("=".to_owned());
        }
        lines.extend(table.body.iter().map(&mut row));
        if !table.foot.is_empty() {
            lines.push("=".to_owned());
        }
        lines.extend(table.foot.iter().map(&mut row));
        lines.join("\n")
    }

    /// The alignments of the columns, by their first letters.
    pub fn alignments(text: &str) -> String {
        match read(text, Lines::new(text, 0, 0, ""), false).map(|reading| reading.found) {
            Some(Found::Table(written)) => {
                written.table.columns.iter().map(|one| format!("{one:?}")[..1].to_owned()).collect()
            }
            _ => "none".to_owned(),
        }
    }

    #[test]
    fn what_is_no_table_is_left_alone() {
        for text in [
            "word",
            "a | b",
            "---\nkey: value\n---\n",
            "Setext\n---",
            "text\n- - -\ntext",
            "+ plus\n+ plus",
            "+--+  +--+\n|a |->|b |\n+--+  +--+",
        ] {
            assert_eq!(show(text), "none", "{text}");
        }
    }
}
