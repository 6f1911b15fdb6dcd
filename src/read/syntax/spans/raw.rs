//! Text that is no template: between `raw` tags of Jinja, Liquid, Nunjucks and Tera, or Handlebars' `{{{{raw}}}}`, and in
//! Vue's division `v-pre` or an element with that attribute.

#![expect(clippy::string_slice, reason = "offsets are of braces that were found in the same text")]

use crate::limits::MARKDOWN_TAG;
use crate::read::dialect::features::Features;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::is_raw;
use crate::read::syntax::scan::verbatim::raw_tag;
use crate::read::syntax::tag;

/// Whatever stands in such text, up to the tag that ends it.
pub const RAW: SpanSyntax =
    SpanSyntax { triggers: b"{", features: Features::TEMPLATES.union(Features::EXPRESSIONS), read: inside };
/// An element of Vue's in which braces stay as they are: `<div v-pre>`. Its tag is read by others.
pub const AS_WRITTEN: SpanSyntax =
    SpanSyntax { triggers: b"<", features: Features::EXPRESSIONS, read: element };
/// The tag of Handlebars that begins it.
pub const HANDLEBARS: SpanSyntax =
    SpanSyntax { triggers: b"{", features: Features::TEMPLATES, read: handlebars };

fn inside(scanner: &mut Scanner<'_>) -> bool {
    if scanner.block.as_written || scanner.cursor.at < scanner.block.as_written_to {
        scanner.cursor.at += 1;
        return true;
    }
    if !scanner.block.raw {
        return false;
    }
    match tag::read(scanner.cursor.text, scanner.cursor.at) {
        Some((tag, end)) if tag.closes && is_raw(&tag.name) => raw_tag(scanner, end, false),
        _ => match handlebars_tag(scanner.cursor.rest()) {
            Some((_, true, length)) => raw_tag(scanner, scanner.cursor.at + length, false),
            _ => scanner.cursor.at += 1,
        },
    }
    true
}

/// The elements that are known to have the attribute `v-pre`, each with the beginning of its closing tag.
const ELEMENTS: [(&str, &str); 12] = [
    ("div", "</div"),
    ("span", "</span"),
    ("p", "</p"),
    ("code", "</code"),
    ("pre", "</pre"),
    ("section", "</section"),
    ("li", "</li"),
    ("td", "</td"),
    ("th", "</th"),
    ("h1", "</h1"),
    ("h2", "</h2"),
    ("h3", "</h3"),
];

fn element(scanner: &mut Scanner<'_>) -> bool {
    let rest = scanner.cursor.rest();
    let length = rest.bytes().take(MARKDOWN_TAG).position(|byte| byte == b'>').unwrap_or_default();
    let mut words = rest[..length].split_whitespace();
    let name = words.next().and_then(|name| name.strip_prefix('<')).unwrap_or_default();
    let closing = ELEMENTS.iter().find(|(own, _)| *own == name).map(|(_, closing)| *closing);
    if let Some(closing) = closing.filter(|_| words.any(|word| word == "v-pre")) {
        let end = scanner.facts.ahead.find_tag(closing, scanner.cursor.at + length);
        scanner.block.as_written_to = end.unwrap_or_default().max(scanner.block.as_written_to);
    }
    false
}

fn handlebars(scanner: &mut Scanner<'_>) -> bool {
    let rest = scanner.cursor.rest();
    let Some((name, false, length)) = handlebars_tag(rest) else { return false };
    let closes = rest[length..].contains(&format!("{{{{{{{{/{name}}}}}}}}}"));
    if closes {
        raw_tag(scanner, scanner.cursor.at + length, true);
    }
    closes
}

/// The tag around such text that `rest` begins with in Handlebars, `{{{{raw}}}}`: its name, whether it closes, and its
/// length.
fn handlebars_tag(rest: &str) -> Option<(&str, bool, usize)> {
    let inside = rest.strip_prefix("{{{{")?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let ends = length > 0 && name[length..].starts_with("}}}}");
    let closes = name.len() < inside.len();
    ends.then(|| (&name[..length], closes, 8 + usize::from(closes) + length))
}
