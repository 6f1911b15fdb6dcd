//! Changes of CriticMarkup: `{++new++}`, `{--old--}`, `{~~old~>new~~}`, `{==marked==}` and `{>>a comment<<}`. A change is
//! written as elements of HTML around its words, so that these are read as anywhere else.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the bytes are those of marks of ASCII; a change has a place of its own among the open ones"
)]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::reach;
use crate::read::syntax::scan::address::in_address;
use crate::read::syntax::scan::line::Prefix;
use crate::read::syntax::scan::open_spans::OpenChange;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// The mark that opens a change.
pub const OPENING: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::CRITIC_MARKUP, read: open };
/// The mark between the old words of a substitution and the new ones.
pub const BETWEEN: SpanSyntax =
    SpanSyntax { triggers: b"~", features: Features::CRITIC_MARKUP, read: between };
/// The mark that closes a change: the scanner stops at its brace.
pub const CLOSING: SpanSyntax = SpanSyntax { triggers: b"}", features: Features::CRITIC_MARKUP, read: close };

/// A kind of change.
struct Change {
    /// The mark that opens it, and the elements that stand for that.
    open: (&'static str, &'static str),
    /// The mark that closes it, and the elements that stand for that.
    close: (&'static str, &'static str),
}

/// The kinds of changes, each with its place in `OpenSpans::changes`.
const CHANGES: [Change; 5] = [
    Change { open: ("{~~", "<del>"), close: ("~~}", "</ins>") },
    Change { open: ("{++", "<ins>"), close: ("++}", "</ins>") },
    Change { open: ("{--", "<del>"), close: ("--}", "</del>") },
    Change { open: ("{==", "<mark>"), close: ("==}", "</mark>") },
    Change { open: ("{>>", "<inline-note>"), close: ("<<}", "</inline-note>") },
];

/// Which of [`CHANGES`] is a substitution.
const SUBSTITUTION: usize = 0;

/// What stands between the old words of a substitution and the new ones, and the elements that stand for that.
const BETWEEN_WORDS: (&str, &str) = ("~>", "</del><ins>");

fn open(scanner: &mut Scanner<'_>) -> bool {
    let (rest, at) = (scanner.cursor.rest(), scanner.cursor.at);
    if !matches!(rest.as_bytes().get(1), Some(b'~' | b'+' | b'-' | b'=' | b'>')) {
        return false;
    }
    let Some(kind) = CHANGES.iter().position(|change| rest.starts_with(change.open.0)) else { return false };
    let (mark, inside) = (CHANGES[kind].open.0, at + 3);
    let end = scanner.facts.ahead.end_of_paragraph(at);
    let closing = scanner.facts.ahead.find(CHANGES[kind].close.0, inside).filter(|&closing| closing < end);
    let Some(closing) = closing.filter(|&closing| closing > inside) else { return false };
    let is_whole = kind != SUBSTITUTION
        || scanner.facts.ahead.find(BETWEEN_WORDS.0, inside).is_some_and(|between| between < closing);
    if scanner.block.raw || !is_whole || in_address(scanner) {
        return false;
    }
    let piece = scanner.output.pieces.len();
    scanner.open.changes[kind] = Some(OpenChange { piece, between: None });
    // The mark stays as it is written where what should close it is in code or in a formula.
    let length = mark.len() + end_of_line_after(scanner, &rest[mark.len()..]);
    scanner.take(length, PieceKind::Literal(rest[..length].to_owned()));
    true
}

/// The length of the line's end after a mark that has its line for itself, with the indentation of the text below: an
/// element alone on a line would begin a block of HTML (CommonMark 0.31 §4.6).
fn end_of_line_after(scanner: &Scanner<'_>, rest: &str) -> usize {
    let Line { prefix, flat, .. } = &scanner.cursor.line;
    let below = rest.trim_start_matches([' ', '\t', '\r']);
    let Some(below) = below.strip_prefix('\n') else { return 0 };
    let line = below.lines().next().unwrap_or_default();
    match !flat && scanner.cursor.leads() && reach::kind(line, prefix) == reach::Kind::Text {
        true => rest.len() - below.len() + Prefix::read(line).length,
        false => 0,
    }
}

fn between(scanner: &mut Scanner<'_>) -> bool {
    let mark = BETWEEN_WORDS.0;
    let piece = scanner.output.pieces.len();
    let changes = &mut scanner.open.changes;
    let Some(open) = changes[SUBSTITUTION] else { return false };
    let is_innermost = changes.iter().flatten().all(|other| other.piece <= open.piece);
    if open.between.is_some() || !is_innermost || !scanner.cursor.rest().starts_with(mark) {
        return false;
    }
    changes[SUBSTITUTION] = Some(OpenChange { between: Some(piece), ..open });
    scanner.take(mark.len(), PieceKind::Literal(mark.to_owned()));
    true
}

fn close(scanner: &mut Scanner<'_>) -> bool {
    if scanner.open.changes.iter().all(Option::is_none) {
        return false;
    }
    let end = scanner.cursor.at + 1;
    let before = &scanner.cursor.text[..end];
    let Some(kind) = CHANGES.iter().position(|change| before.ends_with(change.close.0)) else { return false };
    let Change { open: (_, opening), close: (mark, closing) } = CHANGES[kind];
    let start = end - mark.len();
    let Some(open) = scanner.open.changes[kind].filter(|_| start >= scanner.unread_from()) else {
        return false;
    };
    let pieces = &mut scanner.output.pieces;
    let is_row = start < scanner.block.rows_end;
    let crosses_cells = is_row && scanner.cursor.text[pieces[open.piece].range.end..start].contains('|');
    if crosses_cells || kind == SUBSTITUTION && open.between.is_none() {
        return false;
    }
    // What was opened inside and is not closed there stays text.
    for change in &mut scanner.open.changes {
        *change = change.filter(|inner| inner.piece < open.piece);
    }
    pieces[open.piece].kind = PieceKind::Rewritten(opening.to_owned());
    if let Some(between) = open.between {
        pieces[between].kind = PieceKind::Rewritten(BETWEEN_WORDS.1.to_owned());
    }
    scanner.cursor.at = start;
    scanner.take(mark.len(), PieceKind::Rewritten(closing.to_owned()));
    true
}
