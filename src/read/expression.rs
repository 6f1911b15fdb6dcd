//! Template expressions `{{ … }}`: the small set whose value a note itself gives (its front matter, a quoted
//! text, with filters of Liquid and Nunjucks that a text can go through). Everything else stays as it is written, with a
//! warning.

use std::fmt::Write as _;

use chrono::format::{Item, StrftimeItems};
use serde_yaml::Value;

use super::markdown::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Metadata;
use crate::ir::metadata::Date;
use crate::source::Span;

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

/// What a site's addresses begin with: nothing, in a path from its root.
const BASES: [&str; 7] = [
    "site.baseurl",
    "site.url",
    "site.github.url",
    "site.base_url",
    "config.base_url",
    "site.BaseURL",
    "base_url",
];

impl Reader<'_> {
    /// The text of an expression: its value, or itself.
    pub(super) fn expression(&mut self, inside: &str, span: Span) -> String {
        let given = inside.strip_prefix("include.").and_then(|name| self.note.included?.value(name));
        let value = given.map(str::to_owned).or_else(|| evaluate(inside, self.note.metadata));
        match value {
            Some(value) => self.findings.repeated(value, self.note.source.slice(span), span),
            None => self.unknown_value(span),
        }
    }

    /// As [`Reader::expression`], in an address: where the site is does not matter there.
    pub(super) fn address_of(&mut self, inside: &str, span: Span) -> String {
        match BASES.contains(&inside.split('|').next().unwrap_or_default().trim()) {
            true => String::new(),
            false => self.expression(inside, span),
        }
    }

    /// The expression as it is written, which has no value here.
    pub(super) fn unknown_value(&mut self, span: Span) -> String {
        let written = self.note.source.slice(span);
        let line = written.lines().next().unwrap_or_default();
        let shown = if line.len() < written.len() { format!("{line} …") } else { line.to_owned() };
        let message = format!("the template expression `{shown}` is kept as it is written");
        let hint = "only values of the front matter are known here, such as `{{ title }}`";
        self.findings.push(Diagnostic::warning(Code::UnknownExpression, message).at(span).hint(hint));
        self.note.source.slice(span).to_owned()
    }
}

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
pub fn value_at(value: &serde_yaml::Value, path: &str) -> Option<String> {
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
        metadata.date = chrono::NaiveDate::from_ymd_opt(2024, 3, 9).map(Date::Day);
        metadata.extra.insert("version".to_owned(), Value::from(2));
        metadata.extra.insert("extra".to_owned(), serde_yaml::from_str("{ lead: { text: L } }").unwrap());
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
