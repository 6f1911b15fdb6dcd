//! Components of MDC (Nuxt Content): `::card[Title]{icon="x"}`, closed by a line of as many colons, with properties as
//! YAML below their first line, and the names of their slots, `#default`.

#![expect(
    clippy::string_slice,
    reason = "offsets are of colons and line ends that were found in the same text"
)]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Mark, Open};
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::run;
use crate::read::syntax::scan::{container, jsx};

/// A component, or the line that closes one.
pub const COMPONENT: LineSyntax = LineSyntax { starts: b":", features: Features::MDC, read: component };
/// The name of a slot.
pub const SLOT: LineSyntax = LineSyntax { starts: b"#", features: Features::MDC, read: slot };

/// The name of the notation.
pub const NAME: &str = "mdc";

fn component(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let text = scanner.cursor.text;
    let length = run(&text[..line.end], line.start, b':');
    // Three colons and more are divisions, but in a component.
    if length < 2 || length > 2 && !scanner.containers.has(NAME) {
        return false;
    }
    let end = End::Marked(Mark { notation: NAME, byte: b':', length, named: false });
    if text[line.start + length..line.end].trim().is_empty() {
        return enclose::close(scanner, line, line.end, |open: &Open| open.end == end);
    }
    let closes = |line: &str| line.trim() == "::";
    if !scanner.facts.is_closed_after(text, line.end, (NAME, 2), closes) {
        return false;
    }
    let Some(tag) = jsx::of_line(text, line.start + length, line.end) else { return false };
    let piece = enclose::open(scanner, line, tag, end);
    properties(scanner, piece);
    true
}

fn slot(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    if !scanner.containers.has(NAME) || jsx::of_line(scanner.cursor.text, line.start + 1, line.end).is_none()
    {
        return false;
    }
    scanner.cursor.line = Line { start: line.start, end: line.end, ..Line::default() };
    scanner.cursor.at = line.start;
    scanner.piece(line.end, PieceKind::Removed);
    scanner.cursor.at = scanner.cursor.after(line.end);
    true
}

/// Reads the properties of a component whose tag is piece `component`: YAML between two lines `---` right after its first.
fn properties(scanner: &mut Scanner<'_>, component: usize) {
    let Some(inside) = scanner.cursor.rest().strip_prefix("---\n") else { return };
    let Some(length) = inside.find("\n---\n").filter(|&length| !inside[..length].contains("\n\n")) else {
        return;
    };
    let mut at = scanner.cursor.at + 4;
    let mut arguments = Vec::new();
    for line in inside[..length].split('\n') {
        if let Some((key, value)) = line.split_once(':') {
            let value = value.trim().trim_matches(['"', '\'']);
            let start = at + line.rfind(value).unwrap_or_default();
            arguments.push(container::argument(key.trim(), value, start));
        }
        at += line.len() + 1;
    }
    if let Some(tag) = scanner.tag_of(component) {
        tag.arguments.extend(arguments);
    }
    scanner.cursor.line = Line { start: scanner.cursor.at, end: at + 3, ..Line::default() };
    scanner.piece(at + 4, PieceKind::Removed);
}
