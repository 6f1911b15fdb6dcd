//! The width that the columns of a table need, in tenths of a character.

use std::fmt::{self, Display, Formatter};

use super::letters::{Read, TEXT, each_cell, read};
use super::word_breaks::WordBreaks;
use crate::ir::Table;
use crate::limits::COLUMNS;

/// A table that needs no more than this fits on every page.
const NARROW: usize = 50 * TEXT;

/// What the space between two columns takes.
const GAP: usize = 3 * TEXT;

/// What the columns of a table need; cells over several columns are left out.
pub struct Needs(Vec<Need>);

impl Needs {
    pub fn of(table: &Table) -> Self {
        let mut needs = vec![Need::default(); table.columns.len()];
        each_cell(table, |_, column, cell| {
            if let (1, Some(need)) = (cell.columns, needs.get_mut(column)) {
                read(cell, need);
            }
        });
        let mut needs = Self(needs);
        if needs.word_breaks() == WordBreaks::Letters {
            needs.0.iter_mut().for_each(|need| need.word = need.word.min(TEXT));
        }
        needs
    }

    /// Where words are broken: nowhere else than usual if all lines surely have room on every page.
    pub fn word_breaks(&self) -> WordBreaks {
        if self.0.iter().map(|need| need.line + GAP).sum::<usize>() <= NARROW {
            WordBreaks::Usual
        } else if self.0.len() > COLUMNS {
            WordBreaks::Letters
        } else {
            WordBreaks::Signs
        }
    }

    /// How wide the columns are in a place of this width, about as the template has it (`fitted`).
    pub fn widths(&self, place: usize) -> Vec<usize> {
        let count = self.0.len().max(1);
        let room = place.saturating_sub(count * GAP).max(count * TEXT);
        let (lines, words): (usize, usize) =
            self.0.iter().fold((0, 0), |(lines, words), need| (lines + need.line, words + need.word));
        if lines <= room {
            return self.0.iter().map(|need| need.line.max(TEXT)).collect();
        }
        let width = |need: &Need| match room.checked_sub(words) {
            Some(spare) => need.word + spare * (need.line - need.word) / (lines - words).max(1),
            None => need.word.min(room / count),
        };
        self.0.iter().map(|need| width(need).max(TEXT)).collect()
    }
}

/// As an array of Typst: the characters of the longest line and of the longest word, for each column.
impl Display for Needs {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str("(")?;
        for need in &self.0 {
            write!(f, "({}, {}), ", need.line.div_ceil(TEXT), need.word.div_ceil(TEXT))?;
        }
        f.write_str(")")
    }
}

/// What a column needs.
#[derive(Debug, Clone, Default)]
struct Need {
    /// The longest line.
    line: usize,
    /// The longest word, or part of one that is not broken.
    word: usize,
    /// The line and the word that are being read.
    open: (usize, usize),
}

impl Read for Need {
    fn letters(&mut self, width: usize) {
        let (line, word) = self.open;
        self.open = (line + width, word + width);
    }

    fn end_word(&mut self) {
        self.word = self.word.max(std::mem::take(&mut self.open.1));
    }

    fn space(&mut self, width: usize) {
        self.open.0 += width;
    }

    fn end_line(&mut self) {
        self.end_word();
        self.line = self.line.max(std::mem::take(&mut self.open.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{cell, row};
    use crate::ir::Alignment;

    fn needs(cells: &[&str]) -> Needs {
        let columns = vec![Alignment::default(); cells.len()];
        let cells = cells.iter().map(|text| cell(false, text)).collect();
        Needs::of(&Table { columns, body: vec![row(cells)], ..Table::default() })
    }

    #[test]
    fn a_column_needs_its_longest_line_and_word() {
        let needs = needs(&["an identifier_of_mine\nand a line of five", "one"]);
        assert_eq!(needs.to_string(), "((21, 11), (3, 3), )");
    }

    #[test]
    fn columns_that_have_no_room_for_their_lines_share_what_words_leave() {
        let needs = needs(&["one", "six words that are too long"]);
        assert_eq!(needs.widths(60 * TEXT), [30, 270]);
        assert_eq!(needs.widths(20 * TEXT), [30, 110]);
        assert_eq!(needs.widths(10 * TEXT), [20, 20]);
    }
}
