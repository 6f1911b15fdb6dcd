//! The rows of the tables of notations: [`crate::read::syntax::lines`] has those of whole lines, and
//! [`crate::read::syntax::spans`] those that stand in a line of text.

use crate::read::dialect::features::Features;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::scanner::Scanner;

/// A notation that a line of its own begins, or is.
pub struct LineSyntax {
    /// The bytes with which the line's own text can begin; none: with any.
    pub starts: &'static [u8],
    /// The features of which one must be read; none: it always is.
    pub features: Features,
    /// Takes the line, with those that go with it, if it is of this notation; whether it is.
    pub read: fn(&mut Scanner<'_>, &LineView) -> bool,
}

/// A notation in a line of text.
pub struct SpanSyntax {
    /// The bytes with which it begins.
    pub triggers: &'static [u8],
    /// The features of which one must be read; none: it always is.
    pub features: Features,
    /// Takes what begins at the present byte, or passes over it, if it is of this notation; whether it is.
    pub read: fn(&mut Scanner<'_>) -> bool,
}

/// For each byte, the rows that it can begin, as bits by their numbers.
pub type RowsByByte = [u64; 256];

/// The rows of [`LineSyntax`] by their first bytes.
pub const fn lines_by_byte(rows: &[LineSyntax]) -> RowsByByte {
    let mut table = [0; 256];
    let mut row = 0;
    while row < rows.len() {
        add(&mut table, row, rows[row].starts);
        row += 1;
    }
    table
}

/// The rows of [`SpanSyntax`] by the bytes that trigger them.
pub const fn spans_by_byte(rows: &[SpanSyntax]) -> RowsByByte {
    let mut table = [0; 256];
    let mut row = 0;
    while row < rows.len() {
        add(&mut table, row, rows[row].triggers);
        row += 1;
    }
    table
}

/// Sets the bit of a row for these bytes, or for all when there are none.
const fn add(table: &mut RowsByByte, row: usize, bytes: &[u8]) {
    assert!(row < 64, "the rows are bits of one number");
    let mut at = 0;
    while at < 256 {
        let mut is = bytes.is_empty();
        let mut own = 0;
        while own < bytes.len() {
            is |= bytes[own] as usize == at;
            own += 1;
        }
        if is {
            table[at] |= 1 << row;
        }
        at += 1;
    }
}
