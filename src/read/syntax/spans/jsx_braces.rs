//! Braces of JSX: comments `{/* … */}`, and expressions of MDX.

#![expect(clippy::string_slice, reason = "offsets are of braces that were found in the same text")]

use crate::limits::MAX_WASTED_LOOKAHEAD_BYTES;
use crate::read::dialect::features::Features;
use crate::read::syntax::attributes;
use crate::read::syntax::js::{self, Value};
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A comment. One that has nothing but `#id` names the heading that it stands in.
pub const COMMENT: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::COMPONENTS, read: comment };
/// An expression: a literal says what it says, the rest is decided by the reader.
pub const EXPRESSION: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::MDX, read: expression };

fn comment(scanner: &mut Scanner<'_>) -> bool {
    let (rest, at) = (scanner.cursor.rest(), scanner.cursor.at);
    if scanner.block.raw || !rest.starts_with("{/*") {
        return false;
    }
    let Some(end) = scanner.facts.ahead.find("*/}", at) else {
        scanner.cursor.at += 1;
        return true;
    };
    let inside = rest[3..(end - at).max(3)].trim();
    let names = inside.starts_with('#') && inside.len() > 1 && !inside.contains(char::is_whitespace);
    let kind = if names { PieceKind::Literal(format!("{{{inside}}}")) } else { PieceKind::Removed };
    scanner.piece(end + 3, kind);
    true
}

fn expression(scanner: &mut Scanner<'_>) -> bool {
    let (text, at, rest) = (scanner.cursor.text, scanner.cursor.at, scanner.cursor.rest());
    // A word alone is the name of a value here.
    let inside = rest[1..].split(['}', '\n']).next();
    let is_word = inside.is_some_and(|inside| inside.bytes().all(|b| b.is_ascii_alphanumeric()));
    if let Some((_, length)) = attributes::read(rest).filter(|_| !is_word) {
        scanner.cursor.at += length;
        return true;
    }
    let may_look = scanner.facts.wasted_lookahead < MAX_WASTED_LOOKAHEAD_BYTES;
    let Some(end) = may_look.then(|| js::end_of_group(text, at)).flatten() else {
        scanner.facts.wasted_lookahead += rest.len();
        scanner.cursor.at += 1;
        return true;
    };
    let inside = text[at + 1..end - 1].trim();
    let kind = match js::value(text, at + 1..end - 1) {
        Value::Text(text, _) => PieceKind::Literal(text),
        Value::Word(word) if word.parse::<f64>().is_ok() => PieceKind::Literal(word),
        Value::Word(word) if matches!(word.as_str(), "true" | "false" | "null" | "undefined") => {
            PieceKind::Removed
        }
        Value::Code if inside.is_empty() || inside.starts_with("/*") && inside.ends_with("*/") => {
            PieceKind::Removed
        }
        Value::Word(_) | Value::List(_) | Value::Object(_) | Value::Code => {
            PieceKind::Expression(inside.to_owned())
        }
    };
    scanner.piece(end, kind);
    true
}
