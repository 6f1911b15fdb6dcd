//! The indentation of lines in containers that end with it, and in components whose content is indented with them.

#![expect(clippy::string_slice, reason = "offsets are of the line's end and of white space in it")]

use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line::{self, Prefix};
use crate::read::syntax::scan::open_containers::{Component, End, Open};
use crate::read::syntax::scan::scanner::Scanner;

/// Ends the indented containers that the line up to byte `end` is no longer in, and passes over the indentation of the
/// others.
pub fn take(scanner: &mut Scanner<'_>, end: usize) {
    let in_fence = scanner.block.fence.is_some().then_some(scanner.cursor.stripped);
    scanner.cursor.stripped = 0;
    let line = &scanner.cursor.text[scanner.cursor.at..end];
    if scanner.containers.open.is_empty() && scanner.containers.components.is_empty()
        || line.trim().is_empty()
    {
        scanner.cursor.stripped = in_fence.unwrap_or_default();
        return;
    }
    let indent = Prefix::indentation(line);
    let is_left = |open: &Open| matches!(open.end, End::Indented(column) if indent < column + 4);
    // Most notes have none, and a note may have very many of the others open.
    if scanner.containers.indented > 0
        && let Some(first) = scanner.containers.open.iter().position(is_left)
    {
        enclose::close_from(scanner, first);
    }
    if let Some(Component { column, indent: own @ None, .. }) = scanner.containers.components.last_mut() {
        *own = Some(indent.saturating_sub(*column));
    }
    let of_component =
        |one: &Component| one.indent.unwrap_or_default().min(indent.saturating_sub(one.column));
    let of_components = scanner.containers.components.iter().map(of_component).sum::<usize>();
    let stripped = 4 * scanner.containers.indented + of_components;
    scanner.cursor.stripped = stripped.min(in_fence.unwrap_or(usize::MAX));
    let bytes = line::indentation_bytes(line, scanner.cursor.stripped);
    if bytes > 0 {
        scanner.take(bytes, PieceKind::Removed);
    }
}
