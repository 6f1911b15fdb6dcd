//! The width that the columns of a table need.

use std::fmt::{self, Display, Formatter};

use super::words::parts;
use crate::ir::walk::{Visit, walk_block, walk_inline};
use crate::ir::*;

/// A table that needs no more than this fits on every page.
const NARROW: usize = 50 * TEXT;

/// What the space between two columns takes.
const GAP: usize = 3 * TEXT;

/// The width of a character of text, and of one of code, whose letters are wide but small, in tenths.
const TEXT: usize = 10;
const CODE: usize = 10;

/// Where the lines of a table's cells are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    Never,
    BetweenWords,
    Anywhere,
}

/// What the columns of a table need; cells over several columns are left out.
pub struct Needs(Vec<Need>);

impl Needs {
    pub fn of(table: &Table) -> Self {
        let mut needs = vec![Need::default(); table.columns.len()];
        for rows in [&table.head, &table.body, &table.foot] {
            // For each column, how many of the rows to come are covered by a cell above.
            let mut covered = vec![0; table.columns.len()];
            for row in rows {
                let mut column = 0;
                for cell in &row.cells {
                    column += covered.iter().skip(column).take_while(|&&rows| rows > 0).count();
                    if let (1, Some(need)) = (cell.columns, needs.get_mut(column)) {
                        cell.blocks.iter().for_each(|block| need.block(block));
                        need.end_line();
                    }
                    covered
                        .iter_mut()
                        .skip(column)
                        .take(cell.columns as usize)
                        .for_each(|rows| *rows = cell.rows);
                    column += cell.columns as usize;
                }
                covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            }
        }
        Self(needs)
    }

    /// Where lines are broken at the most, on the narrowest page.
    pub fn breaks(&self) -> Breaks {
        let have_room =
            |width: fn(&Need) -> usize| self.0.iter().map(|need| width(need) + GAP).sum::<usize>() <= NARROW;
        if have_room(|need| need.line) {
            Breaks::Never
        } else if have_room(|need| need.word) {
            Breaks::BetweenWords
        } else {
            Breaks::Anywhere
        }
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

/// What a column needs, in tenths of a character.
#[derive(Debug, Clone, Default)]
struct Need {
    /// The longest line.
    line: usize,
    /// The longest word, or part of one that is not broken.
    word: usize,
    /// The line and the word that are being read.
    open: (usize, usize),
}

impl Need {
    /// Text, each character of which takes this many tenths.
    fn text(&mut self, text: &str, width: usize) {
        for line in text.split_inclusive('\n') {
            for word in line.split_inclusive(char::is_whitespace) {
                let ends = word.ends_with(char::is_whitespace);
                for (number, part) in parts(word.trim_end()).into_iter().enumerate() {
                    if number > 0 {
                        self.end_word();
                    }
                    let columns = part.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
                    self.sign(width * columns.sum::<usize>());
                }
                if ends {
                    self.end_word();
                    self.open.0 += width;
                }
            }
            if line.ends_with('\n') {
                self.open.0 -= width;
                self.end_line();
            }
        }
    }

    fn sign(&mut self, width: usize) {
        let (line, word) = self.open;
        self.open = (line + width, word + width);
    }

    fn end_word(&mut self) {
        self.word = self.word.max(std::mem::take(&mut self.open.1));
    }

    fn end_line(&mut self) {
        self.end_word();
        self.line = self.line.max(std::mem::take(&mut self.open.0));
    }
}

impl Visit<'_> for Need {
    fn block(&mut self, block: &Block) {
        self.end_line();
        if let BlockKind::Code { text, .. } = &block.kind {
            self.text(text, CODE);
        }
        walk_block(self, block);
        self.end_line();
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text { text } => self.text(text, TEXT),
            InlineKind::Code { text, .. } => self.text(text, CODE),
            InlineKind::Math { tex, .. } => {
                // A command of LaTeX is one sign.
                let parts =
                    tex.split('\\').map(|part| part.trim_start_matches(char::is_alphabetic).len() + 1);
                self.sign(TEXT * parts.sum::<usize>());
            }
            InlineKind::SoftBreak => self.text(" ", TEXT),
            InlineKind::HardBreak => self.end_line(),
            InlineKind::Image(_) => self.text("an image", TEXT),
            InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => self.text("1", TEXT),
            InlineKind::Styled { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                walk_inline(self, inline)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_needs_its_longest_line_and_word() {
        let mut need = Need::default();
        need.text("an identifier_of_mine\nand a line of five", TEXT);
        need.end_line();
        assert_eq!((need.line / TEXT, need.word / TEXT), (21, 11));
    }
}
