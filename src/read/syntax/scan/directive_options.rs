//! The options below the line that opens a directive: lines `:name: value` (MyST), or lines `name: value` between two of
//! hyphens.

#![expect(
    clippy::string_slice,
    reason = "offsets are of colons and line ends that were found in the same text"
)]

use std::ops::Range;

use crate::limits;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::container;
use crate::read::syntax::scan::cursor::Cursor;
use crate::read::syntax::scan::scanner::Scanner;

/// Reads the options of a directive, whose tag is piece `directive`, right after its first line.
pub fn read(scanner: &mut Scanner<'_>, directive: usize) {
    if between_hyphens(scanner, directive) {
        return;
    }
    loop {
        let cursor = &scanner.cursor;
        let end = cursor.end_of_line(cursor.at);
        let line = cursor.text[cursor.at..end].trim_start();
        let start = end - line.len();
        let Some((name, _)) = line.strip_prefix(':').and_then(|rest| rest.split_once(':')) else { return };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
            return;
        }
        option(scanner, directive, name, start + name.len() + 2..end);
        scanner.cursor.line = Line { start: scanner.cursor.at, end, ..Line::default() };
        scanner.piece(scanner.cursor.after(end), PieceKind::Removed);
    }
}

/// Reads options between two lines of hyphens; whether there are such.
fn between_hyphens(scanner: &mut Scanner<'_>, directive: usize) -> bool {
    let cursor = &scanner.cursor;
    let text = cursor.text;
    let first = cursor.end_of_line(cursor.at);
    if text[cursor.at..first].trim() != "---" {
        return false;
    }
    let mut at = cursor.after(first);
    let Some(close) = closing_hyphens(cursor, at) else { return false };
    while at < close {
        let end = scanner.cursor.end_of_line(at);
        if let Some((name, _)) = text[at..end].split_once(':') {
            option(scanner, directive, name.trim(), at + name.len() + 1..end);
        }
        at = scanner.cursor.after(end);
    }
    let end = scanner.cursor.end_of_line(close);
    scanner.cursor.line = Line { start: scanner.cursor.at, end: first, ..Line::default() };
    scanner.piece(scanner.cursor.after(end), PieceKind::Removed);
    true
}

/// The start of the line of hyphens that closes the options which begin at byte `start`.
fn closing_hyphens(cursor: &Cursor<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    for _ in 0..limits::OPTION_LINES {
        let end = cursor.end_of_line(at);
        let line = cursor.text[at..end].trim();
        if line == "---" {
            return Some(at);
        }
        if end == cursor.text.len() || line.starts_with(['`', ':']) {
            return None;
        }
        at = cursor.after(end);
    }
    None
}

/// Gives an option to the directive whose tag is piece `directive`; its value stands in these bytes.
fn option(scanner: &mut Scanner<'_>, directive: usize, name: &str, value: Range<usize>) {
    let source = scanner.cursor.text;
    let text = source[value.clone()].trim();
    let at = value.end - source[value].trim_start().len();
    let quoted = ['"', '\''].iter().find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote));
    let (text, at) = quoted.map_or((text, at), |inside| (inside, at + 1));
    let own = scanner.vocabulary.own;
    let Some(tag) = scanner.tag_of(directive) else { return };
    if own.get(&tag.name).is_some() {
        // What the user defines may have options of any name.
        tag.arguments.push(container::argument(name, text, at));
    }
    match name {
        "class" => tag.attributes.classes.extend(text.split_whitespace().map(str::to_owned)),
        "name" | "label" if !text.is_empty() => tag.attributes.id = Some(text.to_owned()),
        "open" => tag.arguments.push(container::argument("open", "true", at)),
        "alt" | "width" | "height" | "target" | "header-rows" | "stub-columns" if !text.is_empty() => {
            let key = if name == "target" { "link" } else { name };
            tag.arguments.push(container::argument(key, text, at));
        }
        _ => {}
    }
}
