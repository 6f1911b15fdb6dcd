//! A piece as the masked text has it: behind a mark.

use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::tag::Syntax;
use crate::source::Span;

/// What a mark stands for.
#[derive(Debug)]
pub struct Token {
    /// Where it stands in the note.
    pub span: Span,
    /// What it is.
    pub kind: PieceKind,
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
    pub fn of(kind: &PieceKind, written: &str) -> [Edge; 2] {
        let edge = |c: Option<char>| match c {
            Some(c) if c.is_alphanumeric() => Edge::Letter,
            Some(c) if c.is_whitespace() => Edge::Letter,
            Some(_) => Edge::Punctuation,
            None => Edge::Letter,
        };
        let ends = |text: &str| [edge(text.chars().next()), edge(text.chars().next_back())];
        match kind {
            PieceKind::Expression(_) => [Edge::Any; 2],
            PieceKind::Tag { tag, .. } if matches!(tag.syntax, Syntax::Template | Syntax::Hugo) => {
                [Edge::Any; 2]
            }
            PieceKind::Literal(words) => ends(words),
            PieceKind::Role { text, .. } => ends(text),
            PieceKind::LineBlockRow { .. } | PieceKind::Attributes(_) | PieceKind::Table(_) => {
                [Edge::Letter; 2]
            }
            PieceKind::Tag { .. }
            | PieceKind::Drawing(_)
            | PieceKind::Code { .. }
            | PieceKind::Math { .. }
            | PieceKind::Reference(_)
            | PieceKind::Abbreviation(_)
            | PieceKind::Import { .. }
            | PieceKind::Captured { .. }
            | PieceKind::Rewritten(_)
            | PieceKind::Removed => ends(written),
        }
    }
}
