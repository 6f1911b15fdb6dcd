//! Runs of stars or underscores. A single `+` or `=` beside one is a sign like others, but comrak looks through the
//! characters of which two are a mark of its own.

#![expect(clippy::indexing_slicing, reason = "the bytes are those of the run, and the one before it")]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::address::in_address;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::run;

/// A run of stars or underscores.
pub const STARS: SpanSyntax = SpanSyntax { triggers: b"*_", features: Features::empty(), read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let (start, bytes) = (scanner.cursor.at, scanner.cursor.text.as_bytes());
    let end = start + run(scanner.cursor.text, start, bytes[start]);
    let before = start.checked_sub(1);
    let is_sign = |byte: u8| matches!(byte, b'+' | b'=');
    let is_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let is_sign_at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|&byte| is_sign(byte));
    let marks = Features::HIGHLIGHT.union(Features::INSERT);
    if (is_sign_at(before) || is_sign_at(Some(end))) && scanner.reads_any(marks) && !in_address(scanner) {
        let from = scanner.unread_from();
        if let Some(before) = before.filter(|&before| before >= from)
            && is_sign(bytes[before])
            && !is_word(Some(end))
            && (before == from || bytes[before - 1] != bytes[before])
        {
            scanner.cursor.at = before;
            scanner.take(1, PieceKind::Literal(char::from(bytes[before]).to_string()));
        }
        scanner.cursor.at = end;
        if let Some(&sign) = bytes.get(end).filter(|&&byte| is_sign(byte))
            && bytes.get(end + 1) != Some(&sign)
            && !is_word(before)
        {
            scanner.take(1, PieceKind::Literal(char::from(sign).to_string()));
        }
    }
    scanner.cursor.at = scanner.cursor.at.max(end);
    true
}
