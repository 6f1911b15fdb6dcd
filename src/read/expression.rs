//! Template expressions `{{ … }}`: the small set whose value a note itself gives (its front matter, a quoted
//! text, with filters that change nothing on paper). Everything else stays as it is written, with a warning.

use super::markdown::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Metadata;
use crate::source::Span;

/// Filters of Eleventy, Jekyll and Hugo after which a text reads the same.
const FILTERS: [&str; 9] =
    ["safe", "url", "relative_url", "absolute_url", "escape", "e", "trim", "htmlBaseUrl", "markdownify"];

impl Reader<'_> {
    /// The text of an expression: its value, or itself.
    pub(super) fn expression(&mut self, inside: &str, span: Span) -> String {
        let given = inside.strip_prefix("include.").and_then(|name| self.note.included?.value(name));
        if let Some(value) = given {
            return value.to_owned();
        }
        if let Some(value) = evaluate(inside, self.note.metadata) {
            return value;
        }
        let message = format!("the template expression `{{{{ {inside} }}}}` is kept as it is written");
        let hint = "only values of the front matter are known here, such as `{{ title }}`";
        self.findings.push(Diagnostic::warning(Code::UnknownExpression, message).at(span).hint(hint));
        self.note.source.slice(span).to_owned()
    }
}

/// The value of an expression, if the metadata give it.
pub fn evaluate(inside: &str, metadata: &Metadata) -> Option<String> {
    let mut parts = inside.split('|').map(str::trim);
    let value = parts.next()?;
    if !parts.all(|filter| FILTERS.contains(&filter.split('(').next().unwrap_or_default().trim())) {
        return None;
    }
    let quoted = ['"', '\''].iter().find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote));
    if let Some(text) = quoted {
        return Some(text.to_owned());
    }
    let name = ["page.", "frontmatter.", "meta."]
        .iter()
        .find_map(|prefix| value.strip_prefix(prefix))
        .unwrap_or(value);
    match name {
        "title" => Some(metadata.title.clone()).filter(|title| !title.is_empty()),
        "subtitle" => metadata.subtitle.clone(),
        "description" | "summary" | "résumé" => metadata.summary.clone(),
        _ => {
            let (first, rest) = name.split_once('.').unwrap_or((name, ""));
            metadata.extra.get(first).and_then(|value| value_at(value, rest))
        }
    }
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

fn scalar(value: &serde_yaml::Value) -> Option<String> {
    match value {
        serde_yaml::Value::String(text) => Some(text.clone()),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_front_matter_are_known() {
        let mut metadata = Metadata { title: "T".to_owned(), ..Metadata::default() };
        metadata.extra.insert("version".to_owned(), serde_yaml::Value::from(2));
        for (expression, value) in [
            ("title", Some("T")),
            ("title | safe", Some("T")),
            ("page.title", Some("T")),
            ("version", Some("2")),
            ("'/a/b' | url", Some("/a/b")),
            ("title | reverse", None),
            ("collections.all", None),
        ] {
            assert_eq!(evaluate(expression, &metadata).as_deref(), value, "{expression}");
        }
    }
}
