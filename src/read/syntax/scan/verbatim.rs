//! Text in which only `raw` tags of templates mean something: code.

#![expect(
    clippy::string_slice,
    reason = "offsets are of braces and line ends that were found in the same text"
)]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::is_raw;
use crate::read::syntax::tag::{self, Tag};

/// Passes over a line of code, which ends at byte `end`.
pub fn line(scanner: &mut Scanner<'_>, end: usize) {
    let at = scanner.cursor.at;
    let blank = scanner.cursor.text[at..end].trim().is_empty();
    scanner.cursor.line = Line { start: at, end, ..Line::default() };
    pass(scanner, scanner.cursor.after(end));
    scanner.block.blank_before |= blank;
}

/// Passes over code up to byte `end`.
pub fn pass(scanner: &mut Scanner<'_>, end: usize) {
    let text = scanner.cursor.text;
    while scanner.reads(Features::TEMPLATES)
        && let Some(found) = text[scanner.cursor.at..end].find("{%")
    {
        scanner.cursor.at += found;
        match tag::read(text, scanner.cursor.at) {
            Some((tag, after)) if is_raw(&tag.name) && after <= end && pairs(scanner, &tag, after) => {
                raw_tag(scanner, after, !tag.closes);
            }
            _ => scanner.cursor.at += 2,
        }
    }
    scanner.cursor.at = end;
}

/// Whether a `raw` tag that ends at byte `after` has one that it pairs with.
fn pairs(scanner: &mut Scanner<'_>, tag: &Tag, after: usize) -> bool {
    if tag.closes {
        return scanner.block.raw;
    }
    let end = if tag.name == "verbatim" { "endverbatim" } else { "endraw" };
    !scanner.block.raw && scanner.facts.ahead.find(end, after).is_some()
}

/// Takes the `raw` tag up to byte `end`, which vanishes, in code with its whole line when nothing else stands there; after
/// it, text is `raw` or not.
pub fn raw_tag(scanner: &mut Scanner<'_>, end: usize, raw: bool) {
    scanner.block.raw = raw;
    let cursor = &scanner.cursor;
    // A line may have very many of them.
    let line_end = if end <= cursor.line.end { cursor.line.end } else { cursor.end_of_line(end) };
    let start = cursor.line.start;
    let alone =
        cursor.text[start..cursor.at].trim().is_empty() && cursor.text[end..line_end].trim().is_empty();
    if alone && scanner.block.fence.is_some() {
        scanner.cursor.at = start;
        scanner.piece(scanner.cursor.after(line_end), PieceKind::Removed);
    } else {
        scanner.piece(end, PieceKind::Removed);
    }
}
