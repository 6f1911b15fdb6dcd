//! Citations, `@name` and `[@name, p. 3]`, and references to Pandoc's examples, `(@name)`.

#![expect(
    clippy::string_slice,
    reason = "offsets are of names of which the ends were found in the same text"
)]

use std::collections::HashSet;

use crate::read::dialect::features::Features;
use crate::read::syntax::citation;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::address::in_address;
use crate::read::syntax::scan::pandoc;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// The name of an example in parentheses, which shows its number.
pub const EXAMPLE: SpanSyntax = SpanSyntax { triggers: b"@", features: Features::FANCY_LISTS, read: example };
/// A citation.
pub const CITATION: SpanSyntax = SpanSyntax { triggers: b"@", features: Features::CITATIONS, read: citation };

fn example(scanner: &mut Scanner<'_>) -> bool {
    let (text, at) = (scanner.cursor.text, scanner.cursor.at);
    let name = &text[at + 1..];
    let Some(length) = name.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c))) else { return false };
    if !text[..at].ends_with('(') || !name[length..].starts_with(')') || in_address(scanner) {
        return false;
    }
    let known = scanner.facts.named_examples.get_or_insert_with(|| pandoc::examples(text));
    let Some(number) = known.get(&name[..length]) else { return false };
    // Its number is a word like another.
    let kind = PieceKind::Role { name: "text".to_owned(), text: number.to_string() };
    scanner.take(1 + length, kind);
    true
}

fn citation(scanner: &mut Scanner<'_>) -> bool {
    if in_address(scanner) {
        return false;
    }
    let (text, from) = (scanner.cursor.text, scanner.unread_from());
    let links = &mut scanner.facts.link_names;
    let is_link = |name: &str| links.get_or_insert_with(|| names_of_links(text)).contains(name);
    let Some((reference, range)) = citation::read(text, from, scanner.cursor.at, is_link) else {
        return false;
    };
    scanner.cursor.at = range.start;
    scanner.piece(range.end, PieceKind::Reference(reference));
    true
}

/// The names in a text that begin with an `@` and that an address is given to: `[@user]: https://…`.
fn names_of_links(text: &str) -> HashSet<&str> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix('['));
    lines
        .filter_map(|line| line.split_once("]:"))
        .map(|(name, _)| name)
        .filter(|name| name.starts_with('@'))
        .collect()
}
