//! Extensions of kramdown's that show nothing: `{::options …/}`, `{::comment}…{:/comment}`, or the tags around what is not
//! Markdown.

#![expect(clippy::string_slice, reason = "offsets are of braces that were found in the same text")]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// An extension.
pub const EXTENSION: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::TEMPLATES, read };

/// What closes any of them.
const CLOSE: &str = "{:/";

fn read(scanner: &mut Scanner<'_>) -> bool {
    let end = end(scanner);
    if let Some(end) = end {
        scanner.piece(end, PieceKind::Removed);
    }
    end.is_some()
}

/// The byte after the extension that begins at the present byte.
fn end(scanner: &mut Scanner<'_>) -> Option<usize> {
    let rest = scanner.cursor.rest();
    let inside = rest.strip_prefix("{::").or(rest.strip_prefix(CLOSE))?;
    let length = inside.find(['}', '\n']).filter(|&length| inside[length..].starts_with('}'))?;
    let end = scanner.cursor.at + 3 + length + 1;
    let name = inside[..length].split([' ', '/']).next().unwrap_or_default();
    if !["", "options", "comment", "nomarkdown"].contains(&name) {
        return None;
    }
    if name != "comment" || rest.starts_with(CLOSE) || inside[..length].ends_with('/') {
        return Some(end);
    }
    let text = scanner.cursor.text;
    let closing = scanner.facts.next_tag(CLOSE, end, || {
        let at = end + text[end..].find(CLOSE)?;
        Some((at..at + text[at..].find('}')? + 1, true))
    });
    closing.map(|(found, _)| found.end)
}
