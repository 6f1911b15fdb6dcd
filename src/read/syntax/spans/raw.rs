//! Text that is no template: between `raw` tags of Jinja, Liquid, Nunjucks and Tera, or Handlebars' `{{{{raw}}}}`.

#![expect(clippy::string_slice, reason = "offsets are of braces that were found in the same text")]

use crate::read::dialect::features::Features;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::is_raw;
use crate::read::syntax::scan::verbatim::raw_tag;
use crate::read::syntax::tag;

/// Whatever stands in such text, up to the tag that ends it.
pub const RAW: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::TEMPLATES, read: inside };
/// The tag of Handlebars that begins it.
pub const HANDLEBARS: SpanSyntax =
    SpanSyntax { triggers: b"{", features: Features::TEMPLATES, read: handlebars };

fn inside(scanner: &mut Scanner<'_>) -> bool {
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
