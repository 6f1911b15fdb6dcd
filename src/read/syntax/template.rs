//! Template expressions, `{{ … }}`: where one ends, and what those say that a note can answer by itself.

#![expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]

use std::fmt::Write as _;

use chrono::format::{Item, StrftimeItems};

use crate::ir::Metadata;
use crate::ir::metadata::Date;
use crate::limits;
use crate::value::Value;

/// What a site's addresses begin with: nothing, in a path from its root.
pub const BASES: [&str; 7] = [
    "site.baseurl",
    "site.url",
    "site.github.url",
    "site.base_url",
    "config.base_url",
    "site.BaseURL",
    "base_url",
];

/// The inside of a template expression; LaTeX has `{{` too, but with a backslash, or without words.
pub fn expression(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix("{{")?;
    // Vue's `$frontmatter` is no formula.
    let variable = inside.trim_start_matches([' ', '\t']);
    let variable = variable.strip_prefix('$').filter(|name| name.starts_with("frontmatter."));
    let before = variable.map_or(0, |name| inside.len() - name.len());
    let length = before + end_of_expression(&inside[before..])?;
    let ends = inside[length..].starts_with("}}");
    let inside = &inside[..length];
    let first = inside.trim_start_matches('-').trim_start().chars().next()?;
    // `{{1}}` is text; `{{ 1 + 1 }}` and `{{ 2 | times: 3 }}` are not.
    let computes = first.is_ascii_digit()
        && (inside.contains(['|', '+', '*', '/', '%', '<', '>', '=']) || inside.contains(" - "));
    let starts = first.is_alphabetic() || matches!(first, '_' | '"' | '\'') || computes;
    (ends && (starts || variable.is_some())).then_some(inside)
}

/// Where the first brace stands in the text after `{{`; none of those in the parentheses of a call.
fn end_of_expression(text: &str) -> Option<usize> {
    let end = text.find(['{', '}', '\\', '$', '\n'])?;
    if !text[..end].contains('(') || text[end..].starts_with("}}") {
        return Some(end);
    }
    let (mut calls, mut quote) = (0usize, None);
    for (at, c) in text.char_indices().take(limits::TAG) {
        match (c, quote) {
            ('\\' | '$' | '\n', _) => return None,
            // Another expression begins, so that this is none.
            ('{', None) if text[at..].starts_with("{{") => return None,
            (_, Some(open)) => quote = Some(open).filter(|open| *open != c),
            ('"' | '\'', None) => quote = Some(c),
            ('(', None) => calls += 1,
            (')', None) => calls = calls.saturating_sub(1),
            ('{' | '}', None) if calls == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// Filters of Eleventy, Jekyll and Hugo after which a text reads the same.
const FILTERS: [&str; 19] = [
    "safe",
    "url",
    "relative_url",
    "absolute_url",
    "absURL",
    "relURL",
    "escape",
    "escape_once",
    "xml_escape",
    "e",
    "trim",
    "strip",
    "strip_html",
    "strip_newlines",
    "htmlBaseUrl",
    "markdownify",
    "smartify",
    "dump",
    "string",
];

/// The value of an expression, if the metadata give it.
pub fn evaluate(inside: &str, metadata: &Metadata) -> Option<String> {
    let mut parts = split(inside).into_iter();
    let first = parts.next()?;
    let mut value = quoted(first).map(str::to_owned).or_else(|| value(first, metadata));
    for filter in parts {
        let (name, argument) = filter.split_once([':', '(']).unwrap_or((filter, ""));
        let argument = argument.trim().trim_end_matches(')').trim();
        value = match (name.trim(), value, quoted(argument)) {
            ("default", None, Some(text)) => Some(text.to_owned()),
            ("default", value, _) => value,
            ("upcase" | "upper", Some(text), _) => Some(text.to_uppercase()),
            ("downcase" | "lower", Some(text), _) => Some(text.to_lowercase()),
            ("append", Some(text), Some(after)) => Some(text + after),
            ("prepend", Some(text), Some(before)) => Some(format!("{before}{text}")),
            ("prepend", Some(text), None) if BASES.contains(&argument) => Some(text),
            ("date", Some(text), Some(format)) => dated(&text, format),
            (name, Some(text), _) if FILTERS.contains(&name) => Some(text),
            _ => return None,
        };
    }
    value
}

/// The parts of an expression between bars that stand in no quotes.
#[expect(clippy::string_slice, reason = "offsets are of separators that were found in the same text")]
fn split(inside: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, c) in inside.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('|', None) => {
                parts.push(inside[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(inside[start..].trim());
    parts
}

fn quoted(text: &str) -> Option<&str> {
    ['"', '\''].iter().find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

/// The value that the front matter has under a name, perhaps one in another (`page.author.name`).
fn value(name: &str, metadata: &Metadata) -> Option<String> {
    let prefixes = ["page.", "frontmatter.", "$frontmatter.", "frontMatter.", "$page.", "meta."];
    let name = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    match name {
        "title" => given(metadata.title.clone()),
        "subtitle" => metadata.subtitle.clone(),
        "description" | "summary" | "résumé" | "excerpt" => metadata.summary.clone(),
        "author" | "authors" => {
            given(metadata.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", "))
        }
        "tags" | "categories" => given(metadata.tags.join(", ")),
        "date" => match metadata.date.as_ref()? {
            Date::Text(text) => Some(text.clone()),
            date => date.iso(),
        },
        "lang" | "language" => given(metadata.language.clone()),
        _ => {
            let mut names = name.split('.');
            let first = metadata.extra.get(names.next()?)?;
            scalar(names.try_fold(first, |value, name| value.get(name))?)
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// A day (ISO 8601) in a format of strftime.
fn dated(day: &str, format: &str) -> Option<String> {
    let day = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0)?;
    let items: Vec<Item> = StrftimeItems::new(format).collect();
    let mut text = String::new();
    // A time zone, say, is not known.
    write!(text, "{}", day.format_with_items(items.iter())).ok()?;
    (!items.contains(&Item::Error)).then_some(text)
}

/// The words for which a name stands that MyST's front matter gives (`substitutions:`), as Markdown.
pub fn substitution(name: &str, metadata: &Metadata) -> Option<String> {
    let own = metadata.extra.get("substitutions");
    let of_myst = metadata.extra.get("myst").and_then(|myst| myst.get("substitutions"));
    own.into_iter().chain(of_myst).find_map(|names| scalar(names.get(name)?))
}

/// What stands at a path of keys (`a.b`) in a value; the value itself when the path is empty.
pub fn value_at(value: &crate::value::Value, path: &str) -> Option<String> {
    let keys = path.split('.').filter(|key| !key.is_empty());
    let mut value = value;
    for key in keys {
        value = value.get(key)?;
    }
    scalar(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_front_matter_are_known() {
        let mut metadata = Metadata { title: "T".to_owned(), ..Metadata::default() };
        metadata.date = crate::ir::metadata::Day::new(2024, 3, 9).map(Date::Day);
        metadata.extra.insert("version".into(), 2.into());
        metadata.extra.insert("extra".into(), crate::yaml::read("{ lead: { text: L } }").unwrap());
        for (expression, value) in [
            ("title", Some("T")),
            ("title | safe", Some("T")),
            ("page.title", Some("T")),
            ("version", Some("2")),
            ("page.extra.lead.text", Some("L")),
            ("page.extra.lead", None),
            ("'/a/b' | url", Some("/a/b")),
            ("\"a|b\" | upcase", Some("A|B")),
            ("\"/a\" | prepend: site.baseurl", Some("/a")),
            ("\"a\" | append: '.png' | relative_url", Some("a.png")),
            ("page.date | date: \"%d.%m.%Y\"", Some("09.03.2024")),
            ("page.date | date: \"%Q\"", None),
            ("page.missing | default: \"d\"", Some("d")),
            ("title | reverse", None),
            ("collections.all", None),
        ] {
            assert_eq!(evaluate(expression, &metadata).as_deref(), value, "{expression}");
        }
    }
}
