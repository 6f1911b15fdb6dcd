//! Helpers of mdBook's that stand for a file: `{{#include a.rs}}`.

use crate::read::dialect::features::Features;
use crate::read::syntax::include_line;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::container;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::tag::Tag;

/// A helper that stands for a file.
pub const INCLUDE: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::INCLUDES, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let rest = scanner.cursor.rest();
    let found = if scanner.block.raw { None } else { include_line::in_braces(rest) };
    let Some((path, length)) = found else { return false };
    let at = scanner.cursor.at + rest.find(path).unwrap_or_default();
    let tag = Tag { empty: true, ..container::including(path, at) };
    scanner.take(length, PieceKind::tag(tag));
    true
}
