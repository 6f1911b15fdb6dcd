//! Words between angle brackets that are no tag, though Markdown takes them for one: `<your name>`, when HTML has no such
//! element and nothing closes it.

#![expect(clippy::string_slice, reason = "offsets are of brackets that were found in the same text")]

use std::collections::HashSet;

use crate::read::dialect::features::Features;
use crate::read::syntax::html;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// Such words.
pub const PLACEHOLDER: SpanSyntax = SpanSyntax { triggers: b"<", features: Features::PLACEHOLDERS, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let (text, rest) = (scanner.cursor.text, scanner.cursor.rest());
    let Some((name, length)) = words(rest) else { return false };
    let closed = scanner.facts.closed_elements.get_or_insert_with(|| closed_elements(text));
    let is_open = !closed.contains(name);
    if is_open {
        scanner.take(length, PieceKind::Literal(rest[..length].to_owned()));
    }
    is_open
}

/// The first of the words between the brackets that `rest` begins with, and the length of all with the brackets.
fn words(rest: &str) -> Option<(&str, usize)> {
    let inside = rest[1..].split(['>', '\n', '<']).next()?;
    let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let name = inside.split(' ').next().filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let length = inside.len() + 2;
    let is_placeholder = rest.get(..length)?.ends_with('>')
        && inside.split(' ').all(is_word)
        && !html::is_element(&name.to_ascii_lowercase());
    is_placeholder.then_some((name, length))
}

/// The names of the elements that some tag of a text closes.
fn closed_elements(text: &str) -> HashSet<&str> {
    let names = text.match_indices("</").map(|(at, _)| {
        let rest = &text[at + 2..];
        &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len())]
    });
    names.collect()
}
