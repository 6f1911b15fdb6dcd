//! Lists, of items, tasks, or terms with what they mean.

use serde::Serialize;

use super::{Attributes, Block, Inline};
use crate::source::Span;

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ListKind {
    /// Bullets.
    Bullet,
    /// Numbers.
    Ordered {
        /// The first number.
        start: u32,
        /// How numbers are written.
        numbering: Numbering,
    },
}

/// How the numbers of a list are written, by the values that HTML has for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Numbering {
    /// `1.`
    #[default]
    #[serde(rename = "1")]
    Decimal,
    /// `a.`
    #[serde(rename = "a")]
    LowerLetter,
    /// `A.`
    #[serde(rename = "A")]
    UpperLetter,
    /// `i.`
    #[serde(rename = "i")]
    LowerRoman,
    /// `I.`
    #[serde(rename = "I")]
    UpperRoman,
}

impl Numbering {
    /// How the first number is written, which is what HTML and Typst call it.
    pub fn first(self) -> &'static str {
        match self {
            Numbering::Decimal => "1",
            Numbering::LowerLetter => "a",
            Numbering::UpperLetter => "A",
            Numbering::LowerRoman => "i",
            Numbering::UpperRoman => "I",
        }
    }

    /// The numbering whose first number is written so.
    pub fn of(first: &str) -> Option<Self> {
        use Numbering::*;
        [Decimal, LowerLetter, UpperLetter, LowerRoman, UpperRoman]
            .into_iter()
            .find(|own| own.first() == first)
    }
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListItem {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// For a task: how far it is.
    pub task: Option<Task>,
    /// The number that it has instead of the next one; the items after it count on from there.
    pub number: Option<u32>,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// It is not done.
    ToDo,
    /// It is done.
    Done,
    /// Whatever the note means by this sign in its box: half done, moved, given up…
    Marked(char),
}

/// One entry of a description list: terms that share definitions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DescriptionItem {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// The terms, each a line of text.
    pub terms: Vec<Vec<Inline>>,
    /// The definitions.
    pub definitions: Vec<Vec<Block>>,
}
