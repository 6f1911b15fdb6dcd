//! How matrices, cases and lines of equations are read: row by row, each with its number.

use super::shape::{bare, is_silent, operator};
use super::words::Phrase;
use super::{Part, Rows, Speaker};
use crate::ir::formula::{Formula, MathStyle, Table, TableLayout};

/// The signs in the middle column of equations that an array aligns.
const RELATIONS: &str = "=≠<>≤≥⩽⩾≈≡∼≃≅≔∈⊂⊆→←↦⇒⇔⟶⟹⟺∝≪≫↔";

impl Speaker {
    /// A table without delimiters.
    pub(super) fn table(&mut self, table: &Table) {
        let phrases = &self.words.phrases;
        match table.layout {
            TableLayout::Stack if table.columns.len() < 2 => {
                for (index, row) in table.rows.iter().enumerate() {
                    if index > 0 {
                        self.pause();
                    }
                    row.iter().for_each(|cell| self.formula(cell));
                }
            }
            TableLayout::Stack => self.grid(phrases.matrix, table),
            TableLayout::Pairs => self.lines(phrases.lines, phrases.line, table),
            TableLayout::Grid if is_of_equations(table) => self.lines(phrases.lines, phrases.line, table),
            TableLayout::Grid => self.grid(phrases.table, table),
        }
    }

    /// A table between delimiters, if they say what it is.
    pub(super) fn fenced_table(&mut self, open: &str, close: &str, table: &Table) -> bool {
        let phrases = &self.words.phrases;
        match (open, close) {
            ("{", "") | ("", "}") if table.rows.len() > 1 => self.lines(phrases.cases, phrases.case, table),
            ("{", "") | ("", "}") => {
                self.sign(open);
                self.lines(phrases.cases, phrases.case, table);
                self.sign(close);
            }
            ("|", "|") if table.layout != TableLayout::Pairs => self.grid(phrases.determinant, table),
            ("(", ")") | ("[", "]") | ("{", "}") | ("‖", "‖") if table.layout != TableLayout::Pairs => {
                self.grid(phrases.matrix, table);
            }
            _ => return false,
        }
        true
    }

    fn grid(&mut self, phrase: Phrase, table: &Table) {
        let rows = Rows { table, name: self.words.phrases.row, is_grid: true };
        let counts = [table.rows.len().to_string(), table.columns.len().to_string()];
        let [height, width] = &counts;
        self.phrase(phrase, &[Part::Rows(rows), Part::Word(height), Part::Word(width)]);
    }

    fn lines(&mut self, phrase: Phrase, name: Phrase, table: &Table) {
        let rows = Rows { table, name, is_grid: false };
        match rows.said().count() {
            0 | 1 => self.rows(rows),
            count => self.phrase(phrase, &[Part::Rows(rows), Part::Word(&count.to_string())]),
        }
    }

    /// The rows, one after the other.
    pub(super) fn rows(&mut self, rows: Rows) {
        let is_single = !rows.is_grid && rows.said().count() < 2;
        for (index, row) in rows.said().enumerate() {
            if index > 0 {
                self.word(";");
            }
            match is_single {
                true => self.cells(row, rows),
                false => {
                    let number = (index + 1).to_string();
                    self.phrase(rows.name, &[Part::Cells(row, rows), Part::Word(&number)]);
                }
            }
        }
    }

    /// The cells of a row.
    pub(super) fn cells(&mut self, row: &[Formula], rows: Rows) {
        let apart = rows.is_grid || rows.table.layout == TableLayout::Grid && !is_of_relations(rows.table);
        for (index, cell) in row.iter().enumerate() {
            if index > 0 && apart && (rows.is_grid || !is_silent(cell)) {
                self.pause();
            }
            match rows.is_grid && is_silent(cell) {
                true => self.word(self.words.phrases.blank),
                false => self.formula(cell),
            }
        }
    }
}

impl<'f> Rows<'f> {
    /// The rows that say something.
    fn said(self) -> impl Iterator<Item = &'f Vec<Formula>> {
        self.table.rows.iter().filter(move |row| self.is_grid || !row.iter().all(is_silent))
    }
}

/// Whether a grid holds equations, one a row.
fn is_of_equations(table: &Table) -> bool {
    let ruled = table.vertical.iter().chain(&table.horizontal).any(Option::is_some);
    !ruled && (table.style == MathStyle::Display || table.columns.len() < 2 || is_of_relations(table))
}

/// Whether one column has nothing but relations.
fn is_of_relations(table: &Table) -> bool {
    let is_relation = |cell: &Formula| {
        operator(bare(cell)).is_some_and(|operator| RELATIONS.contains(operator.text.as_str()))
    };
    (0..table.columns.len()).any(|column| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !is_silent(cell));
        let first = cells.next();
        first.is_some_and(is_relation) && cells.all(is_relation)
    })
}
