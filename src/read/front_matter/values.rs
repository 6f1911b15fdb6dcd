//! The values of front matter as text. What they mean is left to `keys` and `authors`.

use crate::value::Value;

/// All the words of a value, separated by commas.
pub fn words(value: &Value) -> String {
    let mut all = Vec::new();
    scalars(value, &mut all);
    all.join(", ")
}

/// Adds each text, number and truth value inside a value, in order.
pub fn scalars(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Bool(truth) => all.push(truth.to_string()),
        Value::Number(number) => all.push(number.to_string()),
        Value::String(text) => all.push(text.clone()),
        Value::Sequence(items) => items.iter().for_each(|item| scalars(item, all)),
        Value::Mapping(mapping) => mapping.values().for_each(|item| scalars(item, all)),
    }
}

/// A text with single spaces between its words.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a value is nothing but an expression or a tag of a template (`{{ title }}`, `{% … %}`).
pub fn is_template(text: &str) -> bool {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    // Quarto's `{{< meta key >}}` has a value.
    !text.starts_with("{{< meta")
        && [("{{", "}}"), ("{%", "%}")]
            .iter()
            .any(|(open, close)| text.starts_with(open) && text.ends_with(close))
}
