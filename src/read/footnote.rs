//! Footnotes: each is read at the first reference to it, and set at the first one that the note shows. Between the two
//! a reference may be dropped (it stood in a drawing, or in code), and the footnote's words must not go with it.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use super::markdown::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::walk::{Visit, VisitMut, plain_text, walk_inline, walk_inline_mut};
use crate::ir::{Block, Inline, InlineKind};
use crate::source::Span;

/// The footnotes of a text, by label.
#[derive(Debug, Default)]
pub struct Footnotes {
    begun: HashSet<String>,
    read: HashMap<String, Vec<Block>>,
    placed: HashSet<String>,
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
        let message = format!("nothing refers to the footnote `{label}`: it is set at the end of the note");
        Some((blocks, Diagnostic::warning(Code::Footnote, message).at(span)))
    }
}

/// The labels of the footnotes that a line refers to, in order.
pub fn labels(line: &[Inline]) -> Vec<String> {
    struct Labels(Vec<String>);
    impl<'a> Visit<'a> for Labels {
        fn inline(&mut self, inline: &'a Inline) {
            if let InlineKind::FootnoteReference { label } = &inline.kind {
                self.0.push(label.clone());
            }
            walk_inline(self, inline);
        }
    }
    let mut labels = Labels(Vec::new());
    line.iter().for_each(|inline| labels.inline(inline));
    labels.0
}

impl Reader<'_> {
    /// A link to a footnote by the address that sites give it (`#fn:1` in Python-Markdown, kramdown and Hugo,
    /// `#user-content-fn-1` on GitHub): its words, unless they are the footnote's mark, and a reference to it. The words
    /// come back when the address is of another kind.
    pub(super) fn linked_footnote(
        &mut self,
        address: &str,
        mut content: Vec<Inline>,
        span: Span,
    ) -> Result<InlineKind, Vec<Inline>> {
        let label = ["#fn:", "#user-content-fn-"].iter().find_map(|start| address.strip_prefix(start));
        let Some(label) = label.map(|label| percent_decode_str(label).decode_utf8_lossy()) else {
            return Err(content);
        };
        let Some(reference) = self.footnote(&label) else { return Err(content) };
        let words = plain_text(&content);
        let mark = words.trim().trim_matches(['[', ']', '^']);
        if mark.is_empty() || mark == label {
            return Ok(reference);
        }
        content.push(Inline::new(span, reference));
        Ok(InlineKind::Span { content })
    }
}

impl VisitMut for Footnotes {
    fn inline(&mut self, inline: &mut Inline) {
        match &mut inline.kind {
            InlineKind::FootnoteReference { label } => {
                if let Some(blocks) = self.read.remove(label) {
                    let label = std::mem::take(label);
                    self.placed.insert(label.clone());
                    inline.kind = InlineKind::Footnote { label, blocks };
                } else if !self.placed.contains(label) {
                    // It is in a footnote that was itself set at the end, and refers to one before it there.
                    inline.kind = InlineKind::Text { text: format!("[^{label}]") };
                }
            }
            // One of Markdown's own that stands in its place, or of an included note.
            InlineKind::Footnote { label, .. } => {
                self.placed.insert(label.clone());
            }
            _ => {}
        }
        walk_inline_mut(self, inline);
    }
}
