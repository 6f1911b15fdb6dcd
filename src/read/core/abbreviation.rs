//! Abbreviations (PHP Markdown Extra): lines `*[HTML]: Hypertext Markup Language` say what the letters stand for
//! wherever they stand as a word in the note.

#![expect(
    clippy::string_slice,
    reason = "offsets are those of characters of the same text; lengths are of words that it was found to begin with"
)]

use std::collections::HashMap;

use crate::ir::walk::{VisitMut, walk_block_mut, walk_inline_mut, walk_inlines_mut};
use crate::ir::*;
use crate::read::core::findings::Findings;
use crate::read::syntax::abbreviation::Definition;

/// Marks the abbreviations in the blocks, until their long forms bring too much.
pub fn mark(blocks: &mut Vec<Block>, definitions: &[Definition], findings: &mut Findings) {
    if !definitions.is_empty() {
        Marker::new(definitions, findings).blocks(blocks);
    }
}

struct Marker<'a> {
    definitions: HashMap<&'a str, &'a Definition>,
    /// The lengths that abbreviations have, the longest first.
    lengths: Vec<usize>,
    findings: &'a mut Findings,
}

impl VisitMut for Marker<'_> {
    fn block(&mut self, block: &mut Block) {
        walk_block_mut(self, block);
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        if inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Text { .. })) {
            *inlines = std::mem::take(inlines).into_iter().flat_map(|inline| self.split(inline)).collect();
        }
        walk_inlines_mut(self, inlines);
    }

    fn inline(&mut self, inline: &mut Inline) {
        // What was just marked is not looked at again.
        if !matches!(inline.kind, InlineKind::Styled { style: Style::Abbreviation, .. }) {
            walk_inline_mut(self, inline);
        }
    }
}

impl<'a> Marker<'a> {
    fn new(all: &'a [Definition], findings: &'a mut Findings) -> Self {
        let mut definitions = HashMap::new();
        for definition in all {
            definitions.entry(definition.0.as_str()).or_insert(definition);
        }
        let mut lengths: Vec<usize> = all.iter().map(|definition| definition.0.len()).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        Self { definitions, lengths, findings }
    }

    fn split(&mut self, inline: Inline) -> Vec<Inline> {
        let InlineKind::Text { text } = &inline.kind else { return vec![inline] };
        let mut parts = Vec::new();
        let mut copied = 0;
        while let Some((at, (short, long))) = self.next(text, copied) {
            if !self.findings.repeated.takes(long.len()) {
                let warning = self.findings.repeated.refused("abbreviations are not explained", inline.span);
                warning.into_iter().for_each(|warning| self.findings.push(warning));
                break;
            }
            if at > copied {
                parts.push(Inline::text(inline.span, &text[copied..at]));
            }
            let content = vec![Inline::text(inline.span, short.as_str())];
            let kind = InlineKind::Styled { style: Style::Abbreviation, content };
            let attributes =
                AttributeList { pairs: vec![("title".to_owned(), long.clone())], ..AttributeList::default() }
                    .into();
            parts.push(Inline { span: inline.span, attributes, kind });
            copied = at + short.len();
        }
        if parts.is_empty() {
            return vec![inline];
        }
        if copied < text.len() {
            parts.push(Inline::text(inline.span, &text[copied..]));
        }
        parts
    }

    /// The first abbreviation in a text from a byte on, the longest of those that start there.
    fn next(&self, text: &str, from: usize) -> Option<(usize, &'a Definition)> {
        let mut within = from > 0 && text[..from].ends_with(char::is_alphanumeric);
        text[from..].char_indices().find_map(|(at, c)| {
            let starts = !std::mem::replace(&mut within, c.is_alphanumeric());
            starts.then(|| self.at(text, from + at))?
        })
    }

    fn at(&self, text: &str, at: usize) -> Option<(usize, &'a Definition)> {
        let rest = &text[at..];
        let ends = |length: &usize| {
            rest.get(*length..).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        };
        let mut lengths = self.lengths.iter().copied().filter(ends);
        lengths.find_map(|length| Some((at, *self.definitions.get(&rest[..length])?)))
    }
}
