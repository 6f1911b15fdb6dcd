//! What a mark stands for.

use crate::ir::{Reference, Table};
use crate::read::syntax::attributes::AttributeLine;
use crate::read::syntax::pair::Role;
use crate::read::syntax::tag::{Syntax, Tag};
use crate::source::Span;

/// What a mark stands for.
#[derive(Debug)]
pub struct Token {
    /// Where it stands in the note.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it has a line for itself in the masked text, apart from those around it.
    pub own_line: bool,
    /// What its mark begins and ends with.
    pub edges: [Edge; 2],
}

/// What stands at an end of a mark in a line of text: whether stars beside it open or close emphasis depends on that
/// (CommonMark 0.31 §6.2, "flanking").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// A letter.
    Letter,
    /// Punctuation.
    Punctuation,
    /// What a template will say: stars beside it may open and close.
    Any,
}

impl Edge {
    /// What stands for it in the masked text, beside the mark.
    pub fn text(self) -> &'static str {
        match self {
            Edge::Letter => "",
            Edge::Punctuation => "\u{2021}",
            // comrak's `cjk_friendly_emphasis`: what is beside a character of Chinese opens and closes.
            Edge::Any => "\u{3005}",
        }
    }

    /// The two ends of what stands in `written`.
    pub fn of(kind: &TokenKind, written: &str) -> [Edge; 2] {
        let edge = |c: Option<char>| match c {
            Some(c) if c.is_alphanumeric() => Edge::Letter,
            Some(c) if c.is_whitespace() => Edge::Letter,
            Some(_) => Edge::Punctuation,
            None => Edge::Letter,
        };
        let ends = |text: &str| [edge(text.chars().next()), edge(text.chars().next_back())];
        match kind {
            TokenKind::Expression(_) => [Edge::Any; 2],
            TokenKind::Tag { tag, .. } if matches!(tag.syntax, Syntax::Template | Syntax::Hugo) => {
                [Edge::Any; 2]
            }
            TokenKind::Words(words) => ends(words),
            TokenKind::Role { text, .. } => ends(text),
            TokenKind::Line(_) | TokenKind::Attributes(_) | TokenKind::Table(_) => [Edge::Letter; 2],
            TokenKind::Tag { .. }
            | TokenKind::Drawing(_)
            | TokenKind::Code { .. }
            | TokenKind::Math { .. }
            | TokenKind::Reference(_) => ends(written),
        }
    }
}

/// What a [`Token`] is.
#[derive(Debug)]
pub enum TokenKind {
    /// A shortcode's tag; in its role, indices are those of tokens.
    Tag {
        /// The tag.
        tag: Tag,
        /// What it does.
        role: Role,
    },
    /// A template expression: the text between the braces.
    Expression(String),
    /// The markup of an `<svg>` element.
    Drawing(String),
    /// Code.
    Code {
        /// What a fence around it would say: its language, or a directive.
        info: String,
        /// The code.
        text: String,
    },
    /// A formula.
    Math {
        /// The LaTeX.
        tex: String,
        /// Whether it stands on a line of its own.
        display: bool,
        /// The name that stands after it.
        label: Option<String>,
    },
    /// A role: `` {name}`text` ``.
    Role {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Words that Markdown leaves as they are.
    Words(String),
    /// A citation, or a reference to something in the note.
    Reference(Reference),
    /// The mark of a line that is kept apart, and how far it is indented.
    Line(usize),
    /// A line of attributes.
    Attributes(AttributeLine),
    /// A table whose cells are written as the items of a list, in order: all of it but what stands in them.
    Table(Table),
}
