//! The syntax of citations and of references to figures, tables, sections and formulas: `@name` in a sentence,
//! `[see @name, p. 3; -@other]` beside it (Pandoc's manual, "Citation syntax"; Quarto's cross-references).

#![expect(
    clippy::string_slice,
    reason = "offsets are of brackets, `@` and separators that were found in the same text"
)]

use crate::ir::reference::{Form, Item, Reference};
use crate::limits::{CITATION, CITATION_BEFORE};

/// The citation that the `@` at byte `at` stands in, and its bytes; nothing of it stands before byte `from`.
/// `is_link` tells whether a text in brackets is the name of a link.
pub fn read(
    text: &str,
    from: usize,
    at: usize,
    is_link: impl FnOnce(&str) -> bool,
) -> Option<(Reference, std::ops::Range<usize>)> {
    let start = text.ceil_char_boundary(at.saturating_sub(CITATION_BEFORE).max(from));
    if let Some(open) = text[start..at].rfind(['[', ']']).map(|found| start + found)
        && text[open..].starts_with('[')
        && let Some((reference, length)) = aside(&text[open..])
        && !text[..open].ends_with(['!', ']'])
        && !is_link(&text[open + 1..open + length - 1])
    {
        return Some((reference, open..open + length));
    }
    let before = text[from..at].chars().next_back();
    let free = before.is_none_or(|c| c.is_whitespace() || "([{-–—'\"“«‘*_~;,:|>/".contains(c));
    let in_path = before == Some('/') || in_markup(&text[start..at]);
    if !free || in_path {
        return None;
    }
    let (name, length) = key(&text[at..])?;
    let short = before == Some('-');
    let mut end = at + length;
    let mut item = Item { name: name.to_owned(), short, ..Item::default() };
    if let Some((place, length)) = place(&text[end..]) {
        item.after = place.to_owned();
        end += length;
    }
    let start = at - usize::from(short);
    Some((Reference { items: vec![item], form: Form::Prose }, start..end))
}

/// Whether a text ends inside of a tag of HTML, where an `@` is part of an attribute.
fn in_markup(text: &str) -> bool {
    text.rfind(['<', '>']).is_some_and(|at| {
        text[at..].starts_with('<') && text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

/// The citation in brackets that `text` begins with, and its length.
fn aside(text: &str) -> Option<(Reference, usize)> {
    let limit = text.floor_char_boundary(CITATION.min(text.len()));
    let close = 1 + text[1..limit].find(['[', ']'])?;
    let inside = text[1..close].trim();
    if !text[close..].starts_with(']')
        || text[close + 1..].starts_with(['(', '[', ':', '{'])
        || inside.contains("\n\n")
    {
        return None;
    }
    let items = inside.split(';').map(item).collect::<Option<Vec<_>>>()?;
    Some((Reference { items, form: Form::Aside }, close + 1))
}

/// Reads `see -@key, p. 3`.
fn item(text: &str) -> Option<Item> {
    let at = text.match_indices('@').map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || "-(–—".contains(c))
    })?;
    let (name, length) = key(&text[at..])?;
    let before = &text[..at];
    let short = before.ends_with('-');
    let before = before.strip_suffix('-').unwrap_or(before);
    let after = text[at + length..].trim();
    let after = after.strip_prefix(',').unwrap_or(after).trim();
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Item { name: name.to_owned(), before: line(before), after: line(after), short })
}

/// The key after the `@` that `text` begins with, and the length of both: letters, digits, underscores, single
/// punctuation between them, or whatever stands in braces.
fn key(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix('@')?;
    if let Some(inside) = rest.strip_prefix('{') {
        let length = inside.find(['}', '\n']).filter(|&length| length > 0)?;
        return inside[length..].starts_with('}').then(|| (&inside[..length], length + 3));
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut length = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let joins = at > 0
            && ":.#$%&-+?<>~/".contains(c)
            && characters.peek().is_some_and(|&(_, next)| is_word(next));
        match is_word(c) {
            true => length = at + c.len_utf8(),
            false if joins => {}
            false => break,
        }
    }
    (length > 0).then(|| (&rest[..length], length + 1))
}

/// The place in a work that stands in brackets after its key: ` [p. 33]`.
fn place(text: &str) -> Option<(&str, usize)> {
    const NAMES: [&str; 12] =
        ["p.", "pp.", "page", "chap", "ch.", "sec", "§", "vol", "fig", "S.", "art", "line"];
    let inside = text.strip_prefix(" [")?;
    let length = inside.find(['[', ']', '@', '\n'])?;
    let place = &inside[..length];
    let named =
        NAMES.iter().any(|name| place.starts_with(name)) || place.starts_with(|c: char| c.is_ascii_digit());
    let free = inside[length..].starts_with(']') && !inside[length + 1..].starts_with(['(', '[', ':']);
    (named && free).then_some((place, length + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let Some(at) = text.find('@') else { return "none".to_owned() };
        let Some((Reference { items, form }, range)) = read(text, 0, at, |_| false) else {
            return "none".to_owned();
        };
        let item = |Item { name, before, after, short }: &Item| {
            format!("{before}({}{name}){after}", if *short { "-" } else { "" })
        };
        format!("{form:?} {} | {}", items.iter().map(item).collect::<Vec<_>>().join(" "), &text[range])
    }

    #[test]
    fn citations_are_read() {
        assert_eq!(show("so @doe2020."), "Prose (doe2020) | @doe2020");
        assert_eq!(show("@doe2020 [p. 3] says"), "Prose (doe2020)p. 3 | @doe2020 [p. 3]");
        assert_eq!(show("a [see @a:b, p. 3; -@c]."), "Aside see(a:b)p. 3 (-c) | [see @a:b, p. 3; -@c]");
        assert_eq!(show("[-@fig-x]"), "Aside (-fig-x) | [-@fig-x]");
        assert_eq!(show("@{a b}"), "Prose (a b) | @{a b}");
    }

    #[test]
    fn what_is_no_citation_is_text() {
        for text in ["a@b.org", "x/@b", "@ b", "<a @click=\"x\">", "no"] {
            assert_eq!(show(text), "none", "{text}");
        }
        assert_eq!(show("[@a](b)"), "Prose (a) | @a");
        assert_eq!(show("@a [link](b)"), "Prose (a) | @a");
    }
}
