//! What a value of authors says.

use crate::ir::metadata::Author;

/// An author as front matter has it.
#[derive(Debug, PartialEq)]
pub enum Found {
    /// One whose name is given.
    Named(Author),
    /// All the words of something else.
    Words(String),
}
