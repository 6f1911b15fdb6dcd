//! How high a table is, as far as its letters say it: Typst need not lay it out to know whether it stays on one page.

use std::ops::Range;

use super::letters::{Read, TEXT, each_cell, read};
use super::needs::Needs;
use crate::backend::typst::look::Room;
use crate::ir::Table;

/// A table with more cells is not measured: it is high.
const MEASURED: usize = 200;

/// A line in a table, whose text is smaller, and the space above and below what stands in a row, in hundredths of a line of
/// text.
const LINE: usize = 85;
const AROUND: usize = 25;

/// How high a table is, beside the third of a page: one that is no higher is not divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    Low,
    /// The template has to measure it, which takes as long as to set it.
    Unknown,
    High,
}

/// How high a table and its rows are.
pub struct Heights {
    pub table: Height,
    /// Where lines have the least room.
    rows: Vec<Row>,
    /// The lines of a page.
    lines: usize,
}

/// How high a row is, in hundredths of a line of text.
#[derive(Clone, Copy)]
struct Row {
    height: usize,
    /// Whether its letters say it; otherwise it is at least so high.
    is_known: bool,
}

impl Heights {
    /// Those on pages and in lines with this room, where a line has room for `least` letters at the least.
    pub fn of(table: &Table, needs: &Needs, room: Room, least: usize) -> Self {
        let at = |letters: usize| rows(table, &needs.widths(letters * TEXT));
        let (rows, lines) = (at(least), room.lines);
        let cells =
            || [&table.head, &table.body, &table.foot].into_iter().flatten().map(|row| row.cells.len());
        // What is not divided is lost if a page has no room for it. A third of the paper is two fifths of the text on it.
        let is_third = |rows: &[Row]| sum(rows).is_some_and(|height| height <= 40 * lines);
        let table = match sum(&rows) {
            Some(most) if most <= 75 * lines && (is_third(&rows) || is_third(&at(room.letters))) => {
                Height::Low
            }
            None if rows.len() * 2 <= lines && cells().sum::<usize>() <= MEASURED => Height::Unknown,
            _ => Height::High,
        };
        Self { table, rows, lines }
    }

    /// Whether these rows, counted from the first of the head, take no more than a third of any page together.
    pub fn are_low(&self, rows: Range<usize>) -> bool {
        sum(self.rows.get(rows).unwrap_or_default()).is_some_and(|most| most <= 40 * self.lines)
    }

    /// Whether these rows may take more together than a page has room for.
    pub fn are_high(&self, rows: Range<usize>) -> bool {
        let rows = self.rows.get(rows).unwrap_or_default();
        rows.iter().map(|row| row.height).sum::<usize>() > 60 * self.lines
    }
}

fn sum(rows: &[Row]) -> Option<usize> {
    rows.iter().map(|row| row.is_known.then_some(row.height)).sum()
}

/// The rows of a table with columns of these widths.
fn rows(table: &Table, widths: &[usize]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    each_cell(table, |row, column, cell| {
        rows.resize(rows.len().max(row + 1), Row { height: LINE + AROUND, is_known: true });
        let width = widths.iter().skip(column).take(cell.columns as usize).sum::<usize>();
        let mut read_lines = Lines { width: width.max(TEXT), is_known: true, ..Lines::default() };
        read(cell, &mut read_lines);
        if let Some(row) = rows.get_mut(row) {
            row.height =
                row.height.max(read_lines.count().div_ceil(cell.rows.max(1) as usize) * LINE + AROUND);
            row.is_known &= read_lines.is_known;
        }
    });
    rows
}

/// The lines of a cell.
#[derive(Default)]
struct Lines {
    width: usize,
    ended: usize,
    /// How far the line that is being read goes, and the word.
    line: usize,
    word: usize,
    /// By how many lines it is higher than its letters say.
    more: usize,
    is_known: bool,
}

impl Lines {
    fn count(&self) -> usize {
        self.ended.max(1) + self.more
    }
}

impl Read for Lines {
    fn letters(&mut self, width: usize) {
        self.word += width;
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if self.line > 0 && self.line + word > self.width {
            self.ended += 1;
            self.line = 0;
        }
        self.line += word;
        // A word that has no room is broken.
        let over = self.line.saturating_sub(1) / self.width;
        self.ended += over;
        self.line -= over * self.width;
    }

    fn space(&mut self, width: usize) {
        self.line += if self.line > 0 { width } else { 0 };
    }

    fn end_line(&mut self) {
        self.end_word();
        self.ended += usize::from(self.line > 0);
        self.line = 0;
    }

    fn higher(&mut self, lines: usize) {
        self.more += lines;
    }

    fn other(&mut self) {
        self.is_known = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{cell, footnote, image, inline, paragraph, pictured, row, text, words};
    use crate::ir::{Alignment, Alternative, Cell, ImageSource, InlineKind, Style};

    /// A table of such rows on a page of 40 lines of 80 letters.
    fn high(rows: usize, cells: &[Cell]) -> Height {
        let columns = vec![Alignment::default(); cells.len()];
        let table = Table { columns, body: vec![row(cells.to_vec()); rows], ..Table::default() };
        heights(&table).table
    }

    fn heights(table: &Table) -> Heights {
        let room = Room { run: 38, letters: 80, lines: 40, width: None };
        Heights::of(table, &Needs::of(table), room, room.run)
    }

    fn of_words(words: &str) -> Vec<Cell> {
        vec![cell(false, "1"), cell(false, words)]
    }

    #[test]
    fn a_table_is_low_that_takes_a_third_of_the_paper() {
        assert_eq!(high(14, &of_words("two words")), Height::Low);
        assert_eq!(high(15, &of_words("two words")), Height::High);
        assert_eq!(high(6, &of_words(&"two words ".repeat(14))), Height::Low);
        assert_eq!(high(9, &of_words(&"two words ".repeat(14))), Height::High);
    }

    #[test]
    fn columns_without_room_for_their_words_break_them() {
        assert_eq!(high(3, &vec![cell(false, "12"); 22]), Height::Low);
        assert_eq!(high(9, &vec![cell(false, "12"); 22]), Height::High);
    }

    #[test]
    fn what_a_narrow_place_may_have_no_room_for_is_not_low() {
        assert_eq!(high(4, &of_words(&"﷽ ".repeat(10))), Height::High);
    }

    #[test]
    fn only_what_is_more_than_words_is_measured() {
        let picture = || pictured(image(ImageSource::Loaded(0), Alternative::Decorative));
        let of = |content| vec![Cell { blocks: vec![paragraph(content)], ..cell(false, "") }];
        let formula =
            |tex: &str| inline(InlineKind::Math { tex: tex.to_owned(), display: false, formula: None });
        assert_eq!(high(1, &of(vec![text("a "), formula("x^2")])), Height::Low);
        assert_eq!(high(1, &of(vec![formula(r"\begin{matrix} a \\ b \end{matrix}")])), Height::Low);
        assert_eq!(high(1, &of(vec![footnote("a", vec![words("b")])])), Height::Low);
        assert_eq!(high(1, &of(vec![picture()])), Height::Unknown);
        assert_eq!(high(21, &of(vec![picture()])), Height::High);
    }

    #[test]
    fn lines_of_a_cell_end_where_the_note_says_so() {
        let styled =
            InlineKind::Styled { style: Style::Strong, content: vec![inline(InlineKind::HardBreak)] };
        let content = vec![text("a line"), inline(styled), text("another")];
        let mut lines = Lines { width: 500, ..Lines::default() };
        read(&Cell { blocks: vec![paragraph(content)], ..cell(false, "") }, &mut lines);
        assert_eq!(lines.count(), 2);
    }

    #[test]
    fn a_head_that_a_page_may_have_no_room_for_is_high() {
        let table = |words: usize| Table {
            columns: vec![Alignment::default(); 7],
            head: vec![row(vec![cell(true, &"donaudampfschiff ".repeat(words)); 7])],
            body: vec![row(of_words("a"))],
            ..Table::default()
        };
        assert!(!heights(&table(3)).are_high(0..1));
        assert!(heights(&table(30)).are_high(0..1));
        assert!(heights(&table(1)).are_low(0..1));
    }
}
