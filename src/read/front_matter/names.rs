//! Names of keys, compared without what does not matter in them.

use crate::naming::normalized;
use crate::read::front_matter::values::words;
use crate::value::{Mapping, Value};

/// Names of keys, as [`key_name`] makes them, with spaces between; the first that says something wins.
pub type Names = &'static str;

/// A key without what does not matter in it.
pub fn key_name(key: &str) -> String {
    normalized(key).chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect()
}

/// The value of the first key that is `name` when what does not matter in a key is left out.
pub fn field<'a>(mapping: &'a Mapping, name: &str) -> Option<&'a Value> {
    mapping
        .iter()
        .find(|(key, value)| key_name(&words(key)) == name && !value.is_null())
        .map(|(_, value)| value)
}
