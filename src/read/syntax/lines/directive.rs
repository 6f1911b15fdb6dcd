//! Directives of MyST with text in them: a fence with `{note} Title` after it, closed by as long a fence; and those that
//! open or close a callout without having it in them (Sphinx-exercise, "gated directives").

#![expect(
    clippy::string_slice,
    reason = "offsets are of fences and line ends that were found in the same text"
)]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Mark};
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::run;
use crate::read::syntax::scan::{container, directive_options};
use crate::read::syntax::tag::Tag;

/// A directive, or the fence that closes one.
pub const DIRECTIVE: LineSyntax = LineSyntax { starts: b"`~", features: Features::DIRECTIVES, read };

const NAME: &str = "directive";
const GATE: &str = "gate";

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let text = scanner.cursor.text;
    let Some(&byte) = text.as_bytes().get(line.start) else { return false };
    let length = run(&text[..line.end], line.start, byte);
    if length < 3 {
        return false;
    }
    let info = line.start + length;
    if text[info..line.end].trim().is_empty() {
        return enclose::close_by_fence(scanner, line, NAME, (byte, length));
    }
    if let Some((name, tag)) = container::gate(text, info, line.end, scanner.vocabulary) {
        return gate(scanner, line, &name, tag);
    }
    let Some(tag) = container::fence(text, info, line.end, scanner.vocabulary) else { return false };
    let end = End::Marked(Mark { notation: NAME, byte, length, named: false });
    let piece = enclose::open(scanner, line, tag, end);
    directive_options::read(scanner, piece);
    true
}

/// Takes the directive without content that opens or closes a callout: its options are read, and the line that ends it
/// goes with it.
fn gate(scanner: &mut Scanner<'_>, line: &LineView, name: &str, tag: Option<Tag>) -> bool {
    let cursor = &scanner.cursor;
    let mut last = cursor.end_of_line(cursor.after(line.end));
    let trimmed = |last: usize| {
        let line = cursor.text[..last].rsplit('\n').next().unwrap_or_default();
        line.trim_matches([' ', '\t', '\r', '>'])
    };
    while trimmed(last).starts_with(':') && last < cursor.text.len() {
        last = cursor.end_of_line(cursor.after(last));
    }
    let ends = trimmed(last);
    if ends.len() < 3 || ends.bytes().any(|byte| !matches!(byte, b'`' | b'~')) {
        return false;
    }
    let end = End::Marked(Mark { notation: GATE, byte: b'`', length: 3, named: true });
    let Some(tag) = tag else {
        return enclose::close(scanner, line, last, |open| open.end == end && open.name == name);
    };
    let piece = enclose::open(scanner, line, tag, end);
    directive_options::read(scanner, piece);
    scanner.cursor.line = Line { start: scanner.cursor.at, end: last, ..Line::default() };
    scanner.piece(last, PieceKind::Removed);
    (scanner.block.html, scanner.cursor.at) = (false, scanner.cursor.after(last));
    true
}
