//! What a note captures under a name (`{% capture x %} … {% endcapture %}`) and shows elsewhere (`{{ x }}`).

use std::ops::Range;

use crate::ir::{Block, BlockKind};
use crate::read::core::content::Content;
use crate::read::core::markdown;
use crate::read::core::reader::Reader;
use crate::read::syntax::scan;
use crate::source::Span;

impl Reader<'_> {
    /// The bytes that are captured under the name which an expression at `span` shows: the last before it.
    pub fn captured(&self, inside: &str, span: Span) -> Option<Range<usize>> {
        let captured = self.masked.captured.get(scan::first_name(inside))?;
        let before = captured.partition_point(|range| range.end <= span.start as usize);
        captured.get(before.checked_sub(1)?).cloned()
    }

    /// What is captured, as Markdown (a line where it is one), or as the code that a filter of the expression makes of it.
    pub fn captured_content(&mut self, span: Span, inside: &str, range: Range<usize>) -> Content {
        let text = self.note.source.slice(Span::new(range.clone())).to_owned();
        if let Err(error) = self.weigh_captured(&text) {
            return self.not_included(span, "a captured text", error);
        }
        if let Some(language) = highlighted(inside) {
            let language = Some(language).filter(|language| !language.is_empty());
            let text =
                scan::without_raw(&text).replace("\r\n", "\n").trim_matches('\n').trim_end().to_owned();
            return Content::Blocks(vec![Block::new(span, BlockKind::code(language, text))]);
        }
        let mut blocks = markdown::parse_blocks_in(self.note, range, self.findings);
        match blocks.as_mut_slice() {
            [only] if !text.trim_end_matches('\n').contains('\n') => match &mut only.kind {
                BlockKind::Paragraph { content } => Content::Inlines(std::mem::take(content)),
                _ => Content::Blocks(blocks),
            },
            _ => Content::Blocks(blocks),
        }
    }
}

/// The language in which a filter of an expression colours code: `{{ x | highlight("js") }}`.
#[expect(clippy::string_slice, reason = "offsets are of what was found in the same text")]
fn highlighted(inside: &str) -> Option<String> {
    let filter = inside.split('|').skip(1).map(str::trim).find(|filter| filter.starts_with("highlight"))?;
    let rest = filter["highlight".len()..].trim_start_matches(['(', ':', ' ', '"', '\'']);
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "+#-_".contains(c))).unwrap_or(rest.len());
    Some(rest[..end].to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_makes_code_of_what_is_captured() {
        assert_eq!(highlighted("x | highlight(\"JS\") | safe").as_deref(), Some("js"));
        assert_eq!(highlighted("x | highlight: 'c++'").as_deref(), Some("c++"));
        assert_eq!(highlighted("x | highlight").as_deref(), Some(""));
        assert_eq!(highlighted("highlight | safe"), None);
    }
}
