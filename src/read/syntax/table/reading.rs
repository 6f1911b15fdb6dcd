//! What readers of tables make.

use std::cell::RefCell;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::ir::{Alignment, Attributes, Cell, Row, Table};
use crate::read::syntax::excerpt::Excerpt;
use crate::source::Span;

/// A table as it is written.
#[derive(Debug)]
pub struct WrittenTable {
    /// The table, its cells without content: whoever fills them takes it.
    pub table: RefCell<Table>,
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
    Table(Box<WrittenTable>),
}

impl Reading {
    pub fn new(found: Found, end: usize) -> Self {
        Self { found, end, warnings: Vec::new() }
    }

    pub fn warn(mut self, warning: Diagnostic) -> Self {
        self.warnings.push(warning);
        self
    }
}

/// The groups of rows that a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Head,
    Body,
    Foot,
}

/// A table in the making.
pub struct Maker {
    pub table: Table,
    pub cells: Vec<CellText>,
}

impl Maker {
    pub fn new(columns: Vec<Alignment>) -> Self {
        Self { table: Table { columns, ..Table::default() }, cells: Vec::new() }
    }

    pub fn group(&mut self, group: Group) -> &mut Vec<Row> {
        match group {
            Group::Head => &mut self.table.head,
            Group::Body => &mut self.table.body,
            Group::Foot => &mut self.table.foot,
        }
    }

    /// Begins a row over these bytes. Groups come in their order.
    pub fn row(&mut self, group: Group, range: Range<usize>) {
        let row = Row { span: Span::new(range), attributes: Attributes::default(), cells: Vec::new() };
        self.group(group).push(row);
    }

    /// Adds a cell to the last row of the group.
    pub fn cell(&mut self, group: Group, (columns, rows): (usize, usize), text: CellText) {
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
    pub fn lengthen(&mut self, group: Group, row: usize, cell: usize) {
        self.group(group)[row].cells[cell].rows += 1;
    }

    /// The table; a head that says nothing is none.
    #[expect(
        clippy::indexing_slicing,
        reason = "rows and cells are those that were just added; ranges are of lines of the same text"
    )]
    pub fn finish(mut self) -> Found {
        let count = self.table.head.iter().map(|row| row.cells.len()).sum::<usize>();
        if self.cells[..count].iter().all(|cell| cell.lines.is_empty()) {
            self.table.head.clear();
            self.cells.drain(..count);
        }
        self.table.shrink_to_fit();
        Found::Table(Box::new(WrittenTable { table: RefCell::new(self.table), cells: self.cells }))
    }
}

/// What a caption begins with.
pub const STARTS: [&str; 4] = ["Table:", "table:", "Tableau :", ": "];

/// Whether a text begins as a caption does.
pub fn begins(text: &str) -> bool {
    STARTS.iter().any(|start| text.starts_with(start))
}
