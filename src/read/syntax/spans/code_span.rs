//! Code in a line of text (CommonMark 0.31 §6.1). In the row of a table, bars in it end no cell.

#![expect(
    clippy::string_slice,
    reason = "offsets are of backticks and bars that were found in the same text"
)]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::run;
use crate::read::syntax::scan::verbatim;

/// A code span, or backticks that open none.
pub const CODE: SpanSyntax = SpanSyntax { triggers: b"`", features: Features::empty(), read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let length = run(scanner.cursor.text, scanner.cursor.at, b'`');
    let inside = scanner.cursor.at + length;
    match scanner.facts.ahead.closing_backticks(length, inside) {
        Some(end) => {
            bars(scanner, end);
            verbatim::pass(scanner, end);
        }
        None => scanner.cursor.at = inside,
    }
    true
}

/// Passes over the code up to `end`, as far as it has bars in the row of a table. One that the note escapes is Markdown's
/// own affair.
fn bars(scanner: &mut Scanner<'_>, end: usize) {
    let text = scanner.cursor.text;
    while scanner.cursor.line.flat
        && let Some(found) = text[scanner.cursor.at..end].find('|')
    {
        let bar = scanner.cursor.at + found;
        if text[..bar].ends_with('\\') {
            verbatim::pass(scanner, bar + 1);
        } else {
            verbatim::pass(scanner, bar);
            scanner.take(1, PieceKind::Literal("|".to_owned()));
        }
    }
}
