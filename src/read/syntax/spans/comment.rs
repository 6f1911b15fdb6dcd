//! Comments of HTML, in which nothing is looked for. One between a definition and its term, or the definition before it,
//! is taken away, for it would end the list.

#![expect(clippy::string_slice, reason = "offsets are of marks that were found in the same text")]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A comment.
pub const COMMENT: SpanSyntax = SpanSyntax { triggers: b"<", features: Features::empty(), read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    if !scanner.cursor.rest().starts_with("<!--") {
        return false;
    }
    let inside = scanner.cursor.at + 4;
    let end = scanner.facts.ahead.find("-->", inside).map_or(inside, |end| end + 3);
    match stands_before_definition(scanner, end) {
        true => scanner.piece(end, PieceKind::Removed),
        false => scanner.cursor.at = end,
    }
    true
}

/// Whether the comment up to byte `end` stands alone between a definition and its term, or the definition before it.
fn stands_before_definition(scanner: &Scanner<'_>, end: usize) -> bool {
    let cursor = &scanner.cursor;
    let after = cursor.text[end.min(cursor.text.len())..].trim_start_matches([' ', '\t']);
    let next = after.trim_start();
    scanner.reads(Features::DESCRIPTION_LISTS)
        && cursor.leads()
        && (scanner.definitions.definition > 0 || scanner.definitions.term.is_some())
        && after.starts_with(['\n', '\r'])
        && next.strip_prefix([':', '~']).is_some_and(|next| next.starts_with([' ', '\t']))
}
