//! How an abbreviation is defined.

use crate::limits::ABBREVIATION;

/// An abbreviation and its long form.
pub type Definition = (String, String);

/// The definition that a line's own text is.
pub fn definition(line: &str) -> Option<Definition> {
    let (short, long) = line.strip_prefix("*[")?.split_once("]:")?;
    let (short, long) = (short.trim(), long.trim());
    (!short.is_empty() && !long.is_empty() && short.len() <= ABBREVIATION)
        .then(|| (short.to_owned(), long.to_owned()))
}
