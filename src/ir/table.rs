//! Tables.

use serde::Serialize;

use super::{Attributes, Block, Inline};
use crate::source::Span;

/// A table: columns, and rows whose cells fill them without a gap or an overlap.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    /// Its caption, perhaps empty.
    pub caption: Vec<Inline>,
    /// One alignment for each column; its length is the number of columns.
    pub columns: Vec<Alignment>,
    /// Header rows, repeated at each page's top.
    pub head: Vec<Row>,
    /// The other rows.
    pub body: Vec<Row>,
    /// Rows that sum the others up, at the table's end.
    pub foot: Vec<Row>,
}

impl Table {
    /// All rows, in order.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.head.iter_mut().chain(&mut self.body).chain(&mut self.foot)
    }

    /// Gives back the room that rows and cells were made in and do not need: a list that grows has room for four, and notes
    /// have many small tables.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.rows_mut().for_each(|row| row.cells.shrink_to_fit());
        [&mut self.head, &mut self.body, &mut self.foot].into_iter().for_each(Vec::shrink_to_fit);
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// Its cells; a cell that an earlier one spans over is not listed.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// Whether it heads its row or column.
    pub header: bool,
    /// How many columns it covers, at least 1.
    pub columns: u32,
    /// How many rows it covers, at least 1.
    pub rows: u32,
    /// Its own alignment, when it is not its column's.
    pub alignment: Option<Alignment>,
    /// Its content; a single paragraph is written without a paragraph's space.
    pub blocks: Vec<Block>,
}

/// How text stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// As the language's direction asks.
    #[default]
    Default,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}
