//! Attributes in a line of text whose values Markdown must not look into.

#![expect(clippy::string_slice, reason = "lengths are of attributes that begin at the present byte")]

use crate::read::dialect::features::Features;
use crate::read::syntax::attributes;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// Attributes with marks of Markdown in their values.
pub const VALUES: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::ATTRIBUTES, read: values };
/// Attributes with something else in them that is no Markdown.
pub const OPAQUE: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::ATTRIBUTES, read: opaque };

fn values(scanner: &mut Scanner<'_>) -> bool {
    let rest = scanner.cursor.rest();
    let length = attributes::read(rest).map(|(_, length)| length).filter(|&length| {
        let own = &rest[..length];
        own.contains(['"', '\'', '“']) && own.contains(['`', '<', '*', '_', '$', '~', '^', '@', '['])
    });
    literal(scanner, length)
}

fn opaque(scanner: &mut Scanner<'_>) -> bool {
    literal(scanner, attributes::opaque(scanner.cursor.rest()))
}

/// Takes so many bytes as they are written, outside of `raw` tags.
fn literal(scanner: &mut Scanner<'_>, length: Option<usize>) -> bool {
    let Some(length) = length.filter(|_| !scanner.block.raw) else { return false };
    scanner.take(length, PieceKind::Literal(scanner.cursor.rest()[..length].to_owned()));
    true
}
