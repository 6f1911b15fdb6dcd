//! What a note captures under a name (`{% capture x %} … {% endcapture %}`) and shows elsewhere (`{{ x }}`).

use std::ops::Range;

use super::element::Content;
use super::markdown::{self, Reader};
use super::scan;
use crate::ir::BlockKind;
use crate::source::Span;

impl Reader<'_> {
    /// The bytes that are captured under the name which an expression at `span` shows: the last before it.
    pub(super) fn captured(&self, inside: &str, span: Span) -> Option<Range<usize>> {
        let name = scan::first_name(inside);
        let before = |(own, range): &&(String, Range<usize>)| own == name && range.end <= span.start as usize;
        self.masked.captured.iter().rev().find(before).map(|(_, range)| range.clone())
    }

    /// What is captured, as Markdown: a line where it is one.
    pub(super) fn captured_content(&mut self, span: Span, range: Range<usize>) -> Content {
        let text = self.note.source.slice(Span::new(range.clone())).to_owned();
        if let Err(error) = self.weigh_captured(&text) {
            return self.not_included(span, "a captured text", error);
        }
        let mut blocks = markdown::blocks(self.note, range, self.findings);
        match blocks.as_mut_slice() {
            [only] if !text.trim_end_matches('\n').contains('\n') => match &mut only.kind {
                BlockKind::Paragraph { content } => Content::Inlines(std::mem::take(content)),
                _ => Content::Blocks(blocks),
            },
            _ => Content::Blocks(blocks),
        }
    }
}
