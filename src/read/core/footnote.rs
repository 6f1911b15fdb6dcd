//! Footnotes: each is read at the first reference to it, and set at the first one that the note shows. Between the two
//! a reference may be dropped (it stood in a drawing, or in code), and the footnote's words must not go with it.

use percent_encoding::percent_decode_str;

use crate::ir::walk::{Visit, VisitMut, plain_text, walk_inline, walk_inline_mut};
use crate::ir::{Inline, InlineKind};
use crate::read::core::footnotes::Footnotes;
use crate::read::core::reader::Reader;
use crate::source::Span;

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
    pub fn linked_footnote(
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
