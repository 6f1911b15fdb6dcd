//! References by name: to figures, tables, sections and formulas of the document, and to works of a bibliography. They
//! share a syntax in Pandoc and Quarto (`@name`), so only the document and its bibliography tell which is which.

use serde::Serialize;

/// A reference whose names are yet to be looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// What it refers to, in order; never empty.
    pub items: Vec<Item>,
    /// What of it is shown.
    pub form: Form,
}

/// One thing that is referred to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its name in the note, or the key of a work.
    pub name: String,
    /// The words before it: `see` in `[see @doe]`.
    pub before: String,
    /// The words after it, often the place that is meant: `p. 3` in `[@doe, p. 3]`.
    pub after: String,
    /// Whether what goes without saying is left out: the author of a work, the word before a number (`-@doe`).
    pub short: bool,
}

/// What a [`Reference`] shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A part of the sentence: `Figure 1`, `Doe (2020)`.
    Prose,
    /// An addition to the sentence: `(Doe 2020)`.
    Aside,
    /// The title of what it refers to.
    Title,
    /// The title of the note at a path, or of what has a name in it (`path#name`).
    Document,
    /// Its number with what it is: `Figure 1`.
    Named,
    /// Its number alone.
    Number,
    /// Its number in parentheses, as formulas have theirs.
    Parenthesized,
}

impl Reference {
    /// A reference to one thing.
    pub fn to(name: impl Into<String>, form: Form) -> Self {
        Self { items: vec![Item { name: name.into(), ..Item::default() }], form }
    }

    /// Whether it may be to works.
    pub fn may_cite(&self) -> bool {
        matches!(self.form, Form::Prose | Form::Aside)
    }
}

/// The class of the links that a citation consists of.
pub const CITATION: &str = "citation";

/// The class of the list of the works that are cited.
pub const REFERENCES: &str = "references";
/// The class of a list of works that has all works of the bibliography, cited or not, rather than those cited.
pub const ALL_WORKS: &str = "all-works";
