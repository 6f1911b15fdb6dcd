//! The three syntaxes of front matter: text in, keys and values in the note's order out, or an error at its
//! place in the note. What the keys mean is left to `keys`.

#![expect(
    clippy::string_slice,
    reason = "offsets are of line ends, colons and quotation marks that were found in the same text"
)]

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use crate::value::{Mapping, Value};
use crate::yaml;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    Yaml,
    Toml,
    Json,
    /// What Eleventy runs; a mapping is one for YAML too.
    JavaScript,
}

/// Reads the bytes `inside` of the source as a mapping.
pub fn parse(syntax: Syntax, source: &Source, inside: Range<usize>) -> Result<Mapping, Diagnostic> {
    let text = &source.text()[inside.clone()];
    let error = |offset: usize, message: String| {
        let start = source.text().floor_char_boundary((inside.start + offset).min(inside.end));
        let end = start + source.text()[start..inside.end].chars().next().map_or(0, char::len_utf8);
        Diagnostic::error(Code::FrontMatter, message).at(Span::new(start..end))
    };
    match syntax {
        Syntax::Yaml | Syntax::JavaScript => match yaml::read(text) {
            Ok(Value::Mapping(mapping)) => Ok(mapping),
            Ok(Value::Null) => Ok(Mapping::new()),
            Ok(_) => {
                let first = text.len() - text.trim_start().len();
                Err(error(first, "the front matter does not consist of keys and values".to_owned())
                    .hint("Write one `key: value` on each line.")
                    .hint(crate::read::front_matter::syntax::NOT_FRONT_MATTER))
            }
            Err(yaml) => {
                let problem = yaml_problem(text, &yaml);
                let message = format!("the front matter is not valid YAML: {}", problem.message);
                let diagnostic = error(problem.offset, message);
                Err(match problem.hint {
                    Some(hint) => diagnostic.hint(hint),
                    None => diagnostic,
                })
            }
        },
        Syntax::Toml => toml::from_str(text).map(without_dates).map_err(|toml| {
            let message = toml.message().lines().next().unwrap_or_default();
            error(
                toml.span().map_or(0, |span| span.start),
                format!("the front matter is not valid TOML: {message}"),
            )
        }),
        Syntax::Json => serde_json::from_str(text).map_err(|json| {
            let message = json.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            let line =
                text.split_inclusive('\n').take(json.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let offset = line + json.column().saturating_sub(1);
            error(offset, format!("the front matter is not valid JSON: {message}"))
        }),
    }
}

/// The length in bytes of the JSON value at the start of a text.
pub fn json_length(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

/// Where a key of the outermost level stands, and what follows it on its line; the start when the key is not
/// at the beginning of a line.
pub fn place<'a>(source: &'a Source, inside: Range<usize>, key: &str) -> (Span, &'a str) {
    let mut at = inside.start;
    let mut places = Vec::new();
    for line in source.text()[inside.clone()].split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t', '{', '[']);
        let indent = line.len() - content.len();
        let unquoted = content.trim_start_matches(['"', '\'']);
        let after =
            unquoted.strip_prefix(key).map(|after| after.trim_start_matches(['"', '\'']).trim_start());
        if let Some(after) = after.filter(|after| after.starts_with([':', '=', '.', ']'])) {
            let start = at + line.len() - unquoted.len();
            places.push((indent, Span::new(start..start + key.len()), after[1..].trim()));
        }
        at += line.len();
    }
    let outermost = places.into_iter().min_by_key(|&(indent, span, _)| (indent, span));
    let start = Span::new(inside.start..inside.start);
    outermost.map_or((start, ""), |(_, span, value)| (span, value))
}

/// TOML's dates become text; the crate `toml` shows them to others as a mapping with this key.
fn without_dates(mapping: Mapping) -> Mapping {
    fn plain(value: Value) -> Value {
        match value {
            Value::Mapping(mut mapping) => match mapping.remove("$__toml_private_datetime") {
                Some(date) => date,
                None => Value::Mapping(without_dates(mapping)),
            },
            Value::Sequence(items) => Value::Sequence(items.into_iter().map(plain).collect()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
        }
    }
    mapping.into_iter().map(|(key, value)| (key, plain(value))).collect()
}

struct Problem {
    /// In bytes from the start of the YAML.
    offset: usize,
    message: String,
    hint: Option<&'static str>,
}

/// What is wrong with a YAML text, where a person would look for it: libyaml often notices later.
fn yaml_problem(text: &str, error: &serde_yaml::Error) -> Problem {
    const QUOTE: &str = "Close the quotation mark, or leave both out.";
    let whole = error.to_string();
    let problem = whole.split(", ").next().unwrap_or_default();
    let message = problem.split(" at line ").next().unwrap_or_default().to_owned();
    let reported = error.location().map_or(0, |location| offset(text, location.line(), location.column()));
    if let Some((_, key)) = message.split_once("duplicate entry with key ") {
        let key = key.trim_matches('"');
        let message = format!("the key `{key}` is given twice");
        return Problem {
            offset: second(text, key).unwrap_or(reported),
            message,
            hint: Some("Keep one of them."),
        };
    }
    if let Some(offset) = unclosed_quote(text).filter(|&quote| quote <= reported) {
        return Problem { offset, message: "a quotation mark is not closed".to_owned(), hint: Some(QUOTE) };
    }
    if message.starts_with("did not find expected ',' or ") {
        let opening = place_in(whole.split(", while ").nth(1).unwrap_or_default())
            .map(|(line, column)| offset(text, line, column));
        let offset =
            opening.filter(|&at| at < reported && text[at..reported].contains('\n')).unwrap_or(reported);
        let hint = Some("Check the brackets and commas of this list or mapping.");
        return Problem { offset, message, hint };
    }
    let hint = match message.as_str() {
        "mapping values are not allowed in this context" => {
            Some("Put a value that contains `: ` between quotation marks.")
        }
        "found character that cannot start any token" if text[reported..].starts_with('\t') => {
            Some("Indent with spaces instead of tabs.")
        }
        "found character that cannot start any token" => {
            Some("Put a value that begins with this character between quotation marks.")
        }
        _ if message.contains("its aliases bring more than ") => {
            Some("Write what is meant in place of the aliases (`*name`), or less of it.")
        }
        "did not find expected key" | "could not find expected ':'" => {
            Some("Check the indentation and quotation marks of this line and of the one before.")
        }
        _ => None,
    };
    Problem { offset: reported, message, hint }
}

/// The line and the column that a message of libyaml names.
fn place_in(message: &str) -> Option<(usize, usize)> {
    let (line, column) = message.split_once(" at line ")?.1.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// The offset of a line and a column (from 1, in characters); past the end of a line, its end.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(line.saturating_sub(1)).map(str::len).sum();
    let line = lines.next().unwrap_or_default().trim_end_matches(['\n', '\r']);
    start + line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}

/// Where a key stands for the second time in one mapping.
fn second(text: &str, key: &str) -> Option<usize> {
    let mut at = 0;
    let mut seen: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '-']);
        let indent = line.len() - content.len();
        let name = content.split(':').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        if name == key {
            if seen == Some(indent) {
                return Some(at + indent);
            }
            seen = Some(indent);
        } else if !content.trim().is_empty() && seen.is_some_and(|level| indent < level) {
            seen = None;
        }
        at += line.len();
    }
    None
}

/// Where a value begins with a quotation mark that its line does not close, when a key or nothing follows.
fn unclosed_quote(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n').peekable();
    let mut at = 0;
    while let Some(line) = lines.next() {
        let value = line.split_once(':').map_or("", |(_, value)| value).trim_start();
        if let Some(quote @ ('"' | '\'')) = value.chars().next() {
            let open = !value[1..].replace("\\\"", "").contains(quote);
            let ends = lines
                .peek()
                .is_none_or(|next| crate::read::front_matter::syntax::starts_with_key(next.trim_end()));
            if open && ends {
                return Some(at + line.len() - value.len());
            }
        }
        at += line.len();
    }
    None
}

pub const NOT_FRONT_MATTER: &str = "If this is a thematic break, leave a blank line after it.";

/// Whether a line begins as `key:` does, with a key of one word.
pub fn starts_with_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let word = |c: char| c.is_alphanumeric() || "-_.'\"".contains(c);
    !key.is_empty() && key.chars().all(word) && (value.is_empty() || value.starts_with([' ', '\t']))
}
