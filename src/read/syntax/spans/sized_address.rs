//! Addresses in angle brackets with a size after them, with which CommonMark does not know them:
//! `![a](<b c.png> =150x80)`. They lose their brackets.

#![expect(clippy::string_slice, reason = "offsets are of brackets that were found in the same text")]

use crate::limits::ADDRESS;
use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// Such an address, after the bracket that closes the words of its link.
pub const SIZED_ADDRESS: SpanSyntax =
    SpanSyntax { triggers: b"]", features: Features::LOOSE_ADDRESSES, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let found = if scanner.block.raw { None } else { sized(&scanner.cursor.rest()[1..]) };
    let Some(path) = found else { return false };
    scanner.cursor.at += "](".len();
    scanner.take(path.len() + "<>".len(), PieceKind::Rewritten(path.to_owned()));
    true
}

/// The path in the address that `rest` begins with.
fn sized(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix("(<")?;
    let inside = &inside[..inside.floor_char_boundary(ADDRESS)];
    let (path, after) = inside.split('\n').next()?.split_once('>')?;
    let size = after.trim_start().strip_prefix('=')?.split(')').next()?;
    let is_size = size.starts_with(|c: char| c.is_ascii_digit() || c == 'x');
    (is_size && !path.is_empty() && !path.contains('<')).then_some(path)
}
