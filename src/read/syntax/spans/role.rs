//! Roles of MyST: `` {name}`text` ``.

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::role;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A role.
pub const ROLE: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::ROLES, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let found = if scanner.block.raw { None } else { role::read(scanner.cursor.rest()) };
    let Some((name, text, length)) = found else { return false };
    scanner.take(length, PieceKind::Role { name: name.to_owned(), text: text.to_owned() });
    true
}
