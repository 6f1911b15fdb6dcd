//! What outlines in YAML share: where a name stands in the text, and what values say.

use std::cell::Cell;

use serde_yaml::{Mapping, Value};

use super::wrong::Wrong;
use crate::source::Span;

/// Finds where names stand in a text, each after the one that was asked for before: outlines are read from the top.
pub struct Places<'a> {
    text: &'a str,
    from: Cell<usize>,
}

impl<'a> Places<'a> {
    /// Nothing asked for yet.
    pub fn of(text: &'a str) -> Self {
        Self { text, from: Cell::new(0) }
    }

    /// The place of a name; that of the last one when it is not written as it is meant.
    pub fn of_name(&self, name: &str) -> Span {
        let from = self.from.get();
        let found = self.text.get(from..).and_then(|rest| rest.find(name)).map(|at| from + at);
        match found.filter(|_| !name.is_empty()) {
            Some(start) => {
                self.from.set(start + name.len());
                Span::new(start..start + name.len())
            }
            None => Span::new(from..from),
        }
    }
}

/// Reads a text as a mapping; `None` when it is another value.
pub fn mapping(text: &str) -> Result<Option<Mapping>, Wrong> {
    let value: Value = crate::yaml::read(text).map_err(|error| {
        let at = error.location().map(|at| Span::new(at.index()..at.index()));
        let message = error.to_string();
        let cause = message.rsplit_once(" at line ").map_or(message.as_str(), |(cause, _)| cause);
        Wrong { message: format!("this is no YAML: {cause}"), span: at }
    })?;
    Ok(match value {
        Value::Mapping(mapping) => Some(mapping),
        _ => None,
    })
}

/// A value that is a text or a number, as text.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Tagged(tagged) => text(&tagged.value),
        _ => None,
    }
}

/// The text of a key.
pub fn text_of(mapping: &Mapping, key: &str) -> Option<String> {
    mapping.get(key).and_then(text)
}

/// The names that a value has: one, several, or several with `name` keys.
pub fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Sequence(all)) => all.iter().flat_map(|one| names(Some(one))).collect(),
        Some(Value::Mapping(one)) => text_of(one, "name").into_iter().collect(),
        Some(one) => text(one).into_iter().collect(),
        None => Vec::new(),
    }
}
