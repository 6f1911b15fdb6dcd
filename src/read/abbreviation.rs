//! Abbreviations (PHP Markdown Extra): lines `*[HTML]: Hypertext Markup Language` say what the letters stand for
//! wherever they stand as a word in the note.

use crate::ir::walk::{VisitMut, walk_block_mut, walk_inline_mut, walk_inlines_mut};
use crate::ir::*;

/// An abbreviation and its long form.
pub type Definition = (String, String);

/// The definition that a line's own text is.
pub fn definition(line: &str) -> Option<Definition> {
    let (short, long) = line.strip_prefix("*[")?.split_once("]:")?;
    let (short, long) = (short.trim(), long.trim());
    (!short.is_empty() && !long.is_empty()).then(|| (short.to_owned(), long.to_owned()))
}

/// Marks the abbreviations in the blocks.
pub fn mark(blocks: &mut Vec<Block>, definitions: &[Definition]) {
    if !definitions.is_empty() {
        Marker { definitions }.blocks(blocks);
    }
}

struct Marker<'a> {
    definitions: &'a [Definition],
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

impl Marker<'_> {
    fn split(&self, inline: Inline) -> Vec<Inline> {
        let InlineKind::Text { text } = &inline.kind else { return vec![inline] };
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while let Some((at, (short, long))) = self.next(rest) {
            if at > 0 {
                parts.push(Inline::text(inline.span, &rest[..at]));
            }
            let content = vec![Inline::text(inline.span, short.as_str())];
            let kind = InlineKind::Styled { style: Style::Abbreviation, content };
            let attributes =
                AttributeList { pairs: vec![("title".to_owned(), long.clone())], ..AttributeList::default() }
                    .into();
            parts.push(Inline { span: inline.span, attributes, kind });
            rest = &rest[at + short.len()..];
        }
        if parts.is_empty() {
            return vec![inline];
        }
        if !rest.is_empty() {
            parts.push(Inline::text(inline.span, rest));
        }
        parts
    }

    /// The first abbreviation in a text, the longest of those that start there.
    fn next(&self, text: &str) -> Option<(usize, &Definition)> {
        let is_word = |at: usize, short: &str| {
            let before = text[..at].chars().next_back();
            let after = text[at + short.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let first = |definition: &'_ Definition| {
            text.match_indices(definition.0.as_str()).map(|(at, _)| at).find(|&at| is_word(at, &definition.0))
        };
        let found = self.definitions.iter().filter_map(|definition| Some((first(definition)?, definition)));
        found.min_by_key(|(at, (short, _))| (*at, std::cmp::Reverse(short.len())))
    }
}
