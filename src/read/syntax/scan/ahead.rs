//! What stands further on in a text. Each question has the same answer for many places, so that answers are kept: a
//! note of a hundred thousand comments that are never closed is not looked through as often.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of marks that were found in the same text, before its end"
)]

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::limits::FOOTNOTES_INLINE_DEEP;
use crate::read::syntax::scan::text::end_of_paragraph;

/// Answers questions about what follows a byte of one text; they are asked front to back.
#[derive(Debug)]
pub struct Ahead<'t> {
    text: &'t str,
    /// For each needle, where it stands next after the last place that was asked from, if it does.
    next: HashMap<&'static str, Option<usize>>,
    /// The bytes of the paragraph that was last asked about, from there on.
    paragraph: Range<usize>,
    /// The runs of backticks in a paragraph, by their length, and where that ends.
    backticks: (usize, HashMap<usize, Vec<usize>>),
    /// Where the carets stand in a paragraph that begin no footnote, and where that ends.
    carets: (usize, HashSet<usize>),
}

impl<'t> Ahead<'t> {
    /// Answers for `text`.
    pub fn new(text: &'t str) -> Self {
        let (next, paragraph) = (HashMap::new(), 0..0);
        Self { text, next, paragraph, backticks: (0, HashMap::new()), carets: (0, HashSet::new()) }
    }

    /// The first byte from `from` on where `needle` stands.
    pub fn find(&mut self, needle: &'static str, from: usize) -> Option<usize> {
        let text = self.text;
        self.next_with(needle, from, |from| text[from..].find(needle).map(|at| from + at))
    }

    /// The first byte from `from` on where the closing tag of an element stands, in whatever letter case; `tag` is its
    /// beginning, `</name`.
    pub fn find_tag(&mut self, tag: &'static str, from: usize) -> Option<usize> {
        let text = self.text;
        self.next_with(tag, from, |from| {
            let is = |at: &usize| {
                text.as_bytes()[*at..]
                    .get(..tag.len())
                    .is_some_and(|own| own.eq_ignore_ascii_case(tag.as_bytes()))
            };
            text[from..].match_indices("</").map(|(at, _)| from + at).find(is)
        })
    }

    fn next_with(
        &mut self,
        needle: &'static str,
        from: usize,
        find: impl Fn(usize) -> Option<usize>,
    ) -> Option<usize> {
        match self.next.get(needle) {
            Some(None) => None,
            Some(Some(at)) if *at >= from => Some(*at),
            _ => {
                let found = find(from);
                self.next.insert(needle, found);
                found
            }
        }
    }

    /// The byte at which the paragraph that byte `from` is in ends.
    pub fn end_of_paragraph(&mut self, from: usize) -> usize {
        if !(self.paragraph.start..self.paragraph.end).contains(&from) {
            self.paragraph = from..end_of_paragraph(self.text, from);
        }
        self.paragraph.end
    }

    /// The byte after the next run of so many backticks in the paragraph of byte `from`, which no backtick stands
    /// before.
    pub fn closing_backticks(&mut self, length: usize, from: usize) -> Option<usize> {
        let end = self.end_of_paragraph(from);
        if self.backticks.0 != end {
            let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
            let mut at = from;
            while let Some(found) = self.text[at..end].find('`') {
                let length = crate::read::syntax::scan::text::run(&self.text[..end], at + found, b'`');
                runs.entry(length).or_default().push(at + found);
                at += found + length;
            }
            self.backticks = (end, runs);
        }
        let runs = self.backticks.1.get(&length)?;
        runs.get(runs.partition_point(|&at| at < from)).map(|at| at + length)
    }

    /// Whether the caret at byte `at`, which a bracket follows, can begin a footnote (`^[…]`): its bracket is closed in
    /// its paragraph, and it is not too deep in others.
    pub fn begins_footnote(&mut self, at: usize) -> bool {
        let end = self.end_of_paragraph(at);
        if self.carets.0 != end {
            self.carets = (end, plain_carets(self.text, at..end));
        }
        !self.carets.1.contains(&at)
    }
}

/// The carets before brackets that are never closed, or that stand too deep in others.
fn plain_carets(text: &str, range: Range<usize>) -> HashSet<usize> {
    let bytes = &text.as_bytes()[..range.end];
    let mut plain = HashSet::new();
    // The open brackets, each with its caret if it has one.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut carets = 0;
    let mut at = range.start;
    while at < range.end {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => {
                let caret =
                    at.checked_sub(1).filter(|&before| bytes[before] == b'^' && before >= range.start);
                carets += usize::from(caret.is_some());
                if carets > FOOTNOTES_INLINE_DEEP {
                    plain.extend(caret);
                }
                open.push(caret);
            }
            b']' => carets -= usize::from(open.pop().flatten().is_some()),
            _ => {}
        }
        at += 1;
    }
    plain.extend(open.into_iter().flatten());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_next_is_found_from_wherever_it_is_asked() {
        let mut ahead = Ahead::new("a --> b --> c </Script> d");
        assert_eq!(
            [0, 2, 3, 9, 10].map(|from| ahead.find("-->", from)),
            [Some(2), Some(2), Some(8), None, None]
        );
        assert_eq!(ahead.find_tag("</script", 0), Some(14));
        assert_eq!(ahead.find_tag("</style", 0), None);
    }

    #[test]
    fn backticks_close_with_their_number_and_in_their_paragraph() {
        let mut ahead = Ahead::new("`a ``b` c`` `\n\n`d`");
        assert_eq!(ahead.closing_backticks(1, 1), Some(7));
        assert_eq!(ahead.closing_backticks(2, 5), Some(11));
        assert_eq!(ahead.closing_backticks(1, 13), None);
        assert_eq!(ahead.closing_backticks(1, 16), Some(18));
    }

    #[test]
    fn a_footnote_in_a_line_is_closed_and_not_too_deep() {
        let mut ahead = Ahead::new("^[a [b] c] ^[d\n\n]");
        assert!(ahead.begins_footnote(0));
        assert!(!ahead.begins_footnote(11));
        let deep = "^[".repeat(100) + &"]".repeat(100);
        let mut ahead = Ahead::new(&deep);
        assert!(ahead.begins_footnote(0) && !ahead.begins_footnote(100));
    }
}
