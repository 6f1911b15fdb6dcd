//! What readers of bibliographies share.

use hayagriva::Library;

use crate::value::Value;

/// A bibliography of which some works cannot be read.
pub struct Broken {
    /// The others.
    pub library: Library,
    /// What is wrong.
    pub problems: Vec<String>,
}

/// The text that a value is, or those that it is a list of.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Sequence(all) => all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}
