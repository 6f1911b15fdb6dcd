//! What a note tells others of the things in it that they refer to.

use crate::ir::Inline;
use crate::locale::Word;

/// What a reference to something can show of it.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// What it is called where it stands, if that is another note.
    pub name: String,
    /// Its title.
    pub title: Vec<Inline>,
    /// Its number, and the word before it; a formula has none.
    pub number: Option<(Option<Word>, String)>,
    /// The letter that it has as a part of another figure or table.
    pub part: Option<char>,
}
