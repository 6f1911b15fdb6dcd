//! The footnotes that were read so far, until they are set where they are referred to.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Block;
use crate::ir::walk::VisitMut;
use crate::source::Span;

/// The footnotes of a text, by label.
#[derive(Debug, Default)]
pub struct Footnotes {
    pub begun: HashSet<String>,
    pub read: HashMap<String, Vec<Block>>,
    pub placed: HashSet<String>,
}

impl Footnotes {
    /// Whether this is the first reference to the footnote: only there is it read.
    pub fn is_first(&mut self, label: &str) -> bool {
        self.begun.insert(label.to_owned())
    }

    /// Leaves the references to a footnote to the text that this one stands in.
    pub fn leave(&mut self, label: &str) {
        self.placed.insert(label.to_owned());
    }

    /// Keeps what a footnote says until it is placed.
    pub fn add(&mut self, label: &str, blocks: Vec<Block>) {
        self.read.insert(label.to_owned(), blocks);
    }

    /// Puts each footnote in the place of the first reference to it in `blocks`.
    pub fn place(&mut self, blocks: &mut Vec<Block>) {
        VisitMut::blocks(self, blocks);
    }

    /// What the footnote says when no reference to it was shown, and a warning. Its words stay, where the note ends.
    pub fn left_over(&mut self, label: &str, span: Span) -> Option<(Vec<Block>, Diagnostic)> {
        let mut blocks = self.read.remove(label)?;
        self.place(&mut blocks);
        let message = match is_inline(label) {
            true => "where this footnote stands is not shown: it is set at the end of the note".to_owned(),
            false => format!("nothing refers to the footnote `{label}`: it is set at the end of the note"),
        };
        Some((blocks, Diagnostic::warning(Code::Footnote, message).at(span)))
    }
}

/// Whether this is the label that comrak gives to a footnote written in a line (`^[…]`).
fn is_inline(label: &str) -> bool {
    label.starts_with("__inline_")
}
