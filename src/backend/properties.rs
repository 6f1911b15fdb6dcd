//! The keys of front matter that are shown below the title, as names and values for people.

use crate::ir::Document;
use crate::locale;
use crate::look::{Key, Look};
use crate::value::Value;

/// Each key that is asked for and that the note has: its name and its value. `all` asks for those that are nothing else.
pub fn of(document: &Document, look: Look<'_>) -> Vec<(String, String)> {
    let extra = &document.metadata.extra;
    let names: Vec<&str> = match look.list(Key::Properties) {
        [all] if ["all", "true"].contains(&all.as_str()) => extra.keys().filter_map(Value::as_str).collect(),
        names => names.iter().map(String::as_str).filter(|name| *name != "none").collect(),
    };
    let value = |name: &str| {
        let own = extra
            .iter()
            .find(|(key, _)| key.as_str().is_some_and(|key| plain(key) == plain(name)))
            .map(|(_, value)| shown(value));
        let value = own.or_else(|| known(document, name))?.trim().to_owned();
        Some(value).filter(|value| !value.is_empty())
    };
    names.into_iter().filter_map(|name| Some((label(name), value(name)?))).collect()
}

/// What is said under a name that has a meaning of its own.
fn known(document: &Document, name: &str) -> Option<String> {
    let metadata = &document.metadata;
    match plain(name).as_str() {
        "title" => Some(metadata.title.clone()),
        "subtitle" => metadata.subtitle.clone(),
        "author" | "authors" => {
            let names: Vec<&str> = metadata.authors.iter().map(|author| author.name.as_str()).collect();
            Some(names.join(", "))
        }
        "date" => metadata.date.as_ref().map(|date| locale::date(&metadata.language, date)),
        "tags" | "keywords" | "categories" => Some(metadata.tags.join(", ")),
        "lang" | "language" => Some(metadata.language.clone()),
        "abstract" | "summary" | "description" => metadata.summary.clone(),
        "publisher" => metadata.publication.publisher.clone(),
        "rights" => metadata.publication.rights.clone(),
        _ => None,
    }
}

/// A name without what does not matter in it.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// A key as words: `due_date` is `Due date`.
fn label(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A value on one line, without the marks of a vault's links.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => unlinked(text),
        Value::Sequence(items) => joined(items.iter().map(shown), ", "),
        Value::Mapping(mapping) => {
            joined(mapping.iter().map(|(key, value)| format!("{}: {}", shown(key), shown(value))), "; ")
        }
    }
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// `[[Note|words]]` shows its words.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((link, after)) = after.split_once("]]") else { break };
        out.push_str(before);
        out.push_str(link.rsplit_once('|').map_or(link, |(_, words)| words));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_words_on_a_line() {
        for (yaml, expected) in [
            ("[a, [b, 2]]", "a, b, 2"),
            ("{a: 1, b: x}", "a: 1; b: x"),
            ("'see [[Note|this]] and [[That]]'", "see this and That"),
            ("~", ""),
            ("true", "true"),
        ] {
            assert_eq!(shown(&crate::yaml::read(yaml).unwrap()), expected, "{yaml}");
        }
    }

    #[test]
    fn a_key_is_shown_as_words() {
        assert_eq!(label("due_date"), "Due date");
        assert_eq!(label("état"), "État");
    }
}
