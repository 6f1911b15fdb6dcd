//! Elements of HTML whose content is not text: drawings, code, scripts. Other markup is looked into.

#![expect(clippy::string_slice, reason = "offsets are of tags that were found in the same text")]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::verbatim;

/// An element whose content is not text.
pub const OPAQUE: SpanSyntax = SpanSyntax { triggers: b"<", features: Features::empty(), read };

/// What ends them.
const CLOSING: [&str; 6] = ["</pre", "</code", "</script", "</style", "</textarea", "</svg"];

fn read(scanner: &mut Scanner<'_>) -> bool {
    let (text, at) = (scanner.cursor.text, scanner.cursor.at);
    let inside = &text[at + 1..];
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let closing = CLOSING.iter().find(|close| close[2..].eq_ignore_ascii_case(name));
    let Some(close) = closing.and_then(|close| scanner.facts.ahead.find_tag(close, at)) else { return false };
    if name.eq_ignore_ascii_case("svg") {
        let end = text[close..].find('>').map_or(text.len(), |found| close + found + 1);
        scanner.piece(end, PieceKind::Drawing(text[at..end].to_owned()));
    } else {
        verbatim::pass(scanner, close);
    }
    true
}
