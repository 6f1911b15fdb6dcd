//! How high a table is, as far as its letters say it: Typst need not lay it out to know whether it stays on one page.

use super::letters::{Read, TEXT, each_cell, read};
use super::needs::{NARROW, Needs};
use crate::ir::{Cell, Table};

/// A table with more cells is not measured: it is high.
const MEASURED: usize = 200;

/// The space above and below what stands in a row, in tenths of a line.
const AROUND: usize = 6;

/// How high a table is, beside the third of a page: one that is no higher is not divided.
#[derive(Debug, PartialEq, Eq)]
pub enum Height {
    Low,
    /// The template has to measure it, which takes as long as to set it.
    Unknown,
    High,
}

/// How high a table is, on pages of so many lines, of which each holds so many letters.
pub fn height(table: &Table, needs: &Needs, lines: usize, letters: usize) -> Height {
    let rows = || [&table.head, &table.body, &table.foot].into_iter().flatten();
    if rows().count() * 2 > lines || rows().map(|row| row.cells.len()).sum::<usize>() > MEASURED {
        return Height::High;
    }
    let at = |place: usize| expected(table, &needs.widths(place));
    match (at(letters * TEXT), at(NARROW)) {
        // A third of the paper is four tenths of the text on it. What is not divided is lost if a page has no room for it,
        // and nobody knows how wide letters are.
        (Some(usual), Some(most)) if usual <= 4 * lines && most <= 6 * lines => Height::Low,
        (Some(_), Some(_)) => Height::High,
        _ => Height::Unknown,
    }
}

/// How high a table with columns of these widths is, in tenths of a line; `None` where its letters do not say it.
fn expected(table: &Table, widths: &[usize]) -> Option<usize> {
    let mut rows: Vec<usize> = Vec::new();
    let mut is_known = true;
    each_cell(table, |row, column, cell| {
        rows.resize(rows.len().max(row + 1), 1);
        let width = widths.iter().skip(column).take(cell.columns as usize).sum::<usize>();
        match (lines_of(cell, width), rows.get_mut(row)) {
            (Some(lines), Some(most)) => *most = (*most).max(lines.div_ceil(cell.rows.max(1) as usize)),
            _ => is_known = false,
        }
    });
    is_known.then(|| rows.iter().map(|lines| 10 * lines + AROUND).sum())
}

/// How many lines a cell takes in this width; `None` where that is not known.
fn lines_of(cell: &Cell, width: usize) -> Option<usize> {
    let mut lines = Lines { width: width.max(TEXT), is_known: true, ..Lines::default() };
    read(cell, &mut lines);
    lines.is_known.then(|| lines.ended.max(1) + lines.formulas)
}

/// The lines of a cell.
#[derive(Default)]
struct Lines {
    width: usize,
    ended: usize,
    /// How far the line that is being read goes, and the word.
    line: usize,
    word: usize,
    /// The lines by which formulas make those around them higher, at the most.
    formulas: usize,
    is_known: bool,
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

    fn formula(&mut self, tex: &str, display: bool) {
        let high = ["frac", "binom", "over", "under", "stack"];
        self.formulas += high.iter().map(|name| tex.matches(name).count()).sum::<usize>();
        self.formulas += usize::from(tex.contains(['^', '_'])) + 3 * usize::from(display);
        // Rows.
        self.is_known &= !tex.contains("\\\\") && !tex.contains("\\begin");
    }

    fn other(&mut self) {
        self.is_known = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{cell, footnote, inline, paragraph, row, text, words};
    use crate::ir::{Alignment, InlineKind, Style};

    /// A table of such rows on a page of 40 lines of 80 letters.
    fn high(rows: usize, cells: &[Cell]) -> Height {
        let columns = vec![Alignment::default(); cells.len()];
        let table = Table { columns, body: vec![row(cells.to_vec()); rows], ..Table::default() };
        height(&table, &Needs::of(&table), 40, 80)
    }

    fn of_words(words: &str) -> Vec<Cell> {
        vec![cell(false, "1"), cell(false, words)]
    }

    #[test]
    fn a_table_is_low_that_takes_a_third_of_the_paper() {
        assert_eq!(high(10, &of_words("two words")), Height::Low);
        assert_eq!(high(11, &of_words("two words")), Height::High);
        assert_eq!(high(5, &of_words(&"two words ".repeat(14))), Height::Low);
        assert_eq!(high(6, &of_words(&"two words ".repeat(14))), Height::High);
    }

    #[test]
    fn columns_without_room_for_their_words_break_them() {
        assert_eq!(high(3, &vec![cell(false, "12"); 22]), Height::Low);
        assert_eq!(high(7, &vec![cell(false, "12"); 22]), Height::High);
    }

    #[test]
    fn what_a_narrow_place_may_have_no_room_for_is_not_low() {
        assert_eq!(high(4, &of_words(&"﷽ ".repeat(10))), Height::High);
    }

    #[test]
    fn only_what_is_more_than_words_is_measured() {
        let of = |content| vec![Cell { blocks: vec![paragraph(content)], ..cell(false, "") }];
        let formula =
            |tex: &str| inline(InlineKind::Math { tex: tex.to_owned(), display: false, formula: None });
        assert_eq!(high(1, &of(vec![text("a "), formula("x^2")])), Height::Low);
        assert_eq!(high(1, &of(vec![formula(r"\begin{matrix} a \\ b \end{matrix}")])), Height::Unknown);
        assert_eq!(high(1, &of(vec![footnote("a", vec![words("b")])])), Height::Unknown);
    }

    #[test]
    fn lines_of_a_cell_end_where_the_note_says_so() {
        let styled =
            InlineKind::Styled { style: Style::Strong, content: vec![inline(InlineKind::HardBreak)] };
        let content = vec![text("a line"), inline(styled), text("another")];
        assert_eq!(lines_of(&Cell { blocks: vec![paragraph(content)], ..cell(false, "") }, 500), Some(2));
    }
}
