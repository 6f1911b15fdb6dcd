//! What stands in the cells of a table, as letters and the places where their lines may be broken. Widths are in tenths of a
//! character.

use super::word_breaks::parts;
use crate::backend::columns::Columns;
use crate::ir::walk::{Visit, walk_block, walk_inline};
use crate::ir::*;

/// The width of a character of text, and of one of code, whose letters are wide but small.
pub const TEXT: usize = 10;
const CODE: usize = 10;

/// What is made of the letters of a cell, one after the other.
pub trait Read {
    /// Letters between which no line is broken.
    fn letters(&mut self, width: usize);
    /// A place where a line may be broken.
    fn end_word(&mut self);
    /// A space, after the end of a word.
    fn space(&mut self, width: usize);
    /// The end of a line or of a block.
    fn end_line(&mut self);
    /// What it has is higher than its letters, by so many lines at the most.
    fn higher(&mut self, _lines: usize) {}
    /// It has something of which nobody knows how high it is: an image, a block of another kind.
    fn other(&mut self) {}
}

/// Gives the letters of the blocks of a cell to a reader.
pub fn read(cell: &Cell, reader: &mut impl Read) {
    cell.blocks.iter().for_each(|block| Reading(reader).block(block));
    reader.end_line();
}

/// Gives each cell of a table, with the numbers of its row and of its first column, both from 0.
pub fn each_cell(table: &Table, mut each: impl FnMut(usize, usize, &Cell)) {
    let mut first = 0;
    for rows in [&table.head, &table.body, &table.foot] {
        let mut columns = Columns::new(table.columns.len());
        for (number, row) in rows.iter().enumerate() {
            for cell in &row.cells {
                each(first + number, columns.place(cell.columns as usize, cell.rows as usize), cell);
            }
            columns.end_row();
        }
        first += rows.len();
    }
}

struct Reading<'r, R>(&'r mut R);

impl<R: Read> Reading<'_, R> {
    /// Text, each character of which is so wide.
    fn text(&mut self, text: &str, width: usize) {
        for line in text.split_inclusive('\n') {
            for word in line.split_inclusive(char::is_whitespace) {
                let ends = word.ends_with(char::is_whitespace);
                for (number, part) in parts(word.trim_end()).into_iter().enumerate() {
                    if number > 0 {
                        self.0.end_word();
                    }
                    self.0.letters(width * part.chars().map(usual_characters).sum::<usize>());
                }
                if ends {
                    self.0.end_word();
                    if !word.ends_with('\n') {
                        self.0.space(width);
                    }
                }
            }
            if line.ends_with('\n') {
                self.0.end_line();
            }
        }
    }
}

impl<R: Read> Visit<'_> for Reading<'_, R> {
    fn block(&mut self, block: &Block) {
        self.0.end_line();
        match &block.kind {
            BlockKind::Paragraph { .. } | BlockKind::List { .. } => {}
            BlockKind::Code { text, .. } => {
                self.text(text, CODE);
                // The frame, and the space around it.
                self.0.higher(3);
            }
            _ => self.0.other(),
        }
        walk_block(self, block);
        self.0.end_line();
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text { text } => self.text(text, TEXT),
            InlineKind::Code { text, .. } => self.text(text, CODE),
            InlineKind::Math { tex, display, .. } => {
                // A command of LaTeX is one sign.
                let parts =
                    tex.split('\\').map(|part| part.trim_start_matches(char::is_alphabetic).len() + 1);
                self.0.letters(TEXT * parts.sum::<usize>());
                self.0.higher(lines_of_formula(tex) + if *display { 3 } else { 0 });
            }
            InlineKind::SoftBreak => self.text(" ", TEXT),
            InlineKind::HardBreak => self.0.end_line(),
            InlineKind::Image(_) => {
                self.text("an image", TEXT);
                self.0.other();
            }
            InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => self.text("1", TEXT),
            InlineKind::Styled { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                walk_inline(self, inline)
            }
        }
    }
}

/// By how many lines a formula is higher than a line, at the most.
fn lines_of_formula(tex: &str) -> usize {
    let high = ["frac", "binom", "over", "under", "stack"];
    let high = high.iter().map(|name| tex.matches(name).count()).sum::<usize>();
    let rows = tex.matches(r"\\").count();
    high + 2 * rows + usize::from(tex.contains(['^', '_']))
}

/// How many usual characters are as wide as one.
fn usual_characters(c: char) -> usize {
    match c {
        c if c.is_ascii() => 1,
        // Dashes of two and three letters, words of Arabic, cuneiform.
        '\u{2E3A}' | '\u{2E3B}' | '\u{FDFA}'..='\u{FDFD}' | '\u{12000}'..='\u{1254F}' => 24,
        _ => 2,
    }
}
