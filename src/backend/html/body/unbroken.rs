//! Formulas with the characters that stay on their line. Browsers break lines on both sides of a formula, as if it
//! were a picture, though a comma follows (CSS Text 3, 5.1); an element that does not break holds both together.

use super::Body;
use crate::ir::{Inline, InlineKind};

/// A word of more characters does not stay with a formula: a line may have no room for both.
const LONG_WORD: usize = 24;

impl<'a> Body<'a> {
    /// Writes a text with what the formulas beside it keep of it. `unbroken` tells whether an element is open that
    /// holds the formula before it, and is told whether one is for the formula after it.
    pub(super) fn text_beside(&mut self, text: &str, sides: [bool; 2], unbroken: &mut bool) {
        let [formula_before, formula_after] = sides;
        let start = if formula_before { stays_after(text) } else { 0 };
        let (with_formula, rest) = text.split_at(start);
        let end = rest.len() - if formula_after { stays_before(rest) } else { 0 };
        let (between, with_next) = rest.split_at(end);
        self.encoder.text(with_formula);
        if std::mem::take(unbroken) {
            self.encoder.close();
        }
        self.encoder.text(between);
        if !with_next.is_empty() {
            self.begin_unbroken(unbroken);
            self.encoder.text(with_next);
        }
    }

    /// Writes a formula in a line of text, and what holds it together with the text `after` it.
    pub(super) fn formula_beside(
        &mut self,
        formula: &'a Inline,
        after: Option<&Inline>,
        unbroken: &mut bool,
    ) {
        let stays = after.and_then(text).is_some_and(|text| stays_after(text) > 0);
        if stays && !*unbroken {
            self.begin_unbroken(unbroken);
        }
        self.inline(formula);
        if !stays && std::mem::take(unbroken) {
            self.encoder.close();
        }
    }

    fn begin_unbroken(&mut self, unbroken: &mut bool) {
        self.encoder.open("span").attribute("class", "unbroken");
        *unbroken = true;
    }
}

/// Whether this is a formula in a line of text.
pub(super) fn is_formula(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Math { display: false, formula: Some(_), .. })
}

/// The text of an inline that is nothing but text.
pub(super) fn text(inline: &Inline) -> Option<&str> {
    match &inline.kind {
        InlineKind::Text { text } if inline.attributes.is_empty() => Some(text),
        _ => None,
    }
}

/// How many bytes of the text after a formula stay with it: a word, or a character that no line begins with. What follows
/// is parted from it by the rules for text.
fn stays_after(text: &str) -> usize {
    stays(text.chars(), |c| ".,:;!?)]}’”»›-–—%…/、。，．：；！？）］｝」』】〉》".contains(c))
}

/// How many bytes of the text before a formula stay with it: a word, or a character that no line ends with.
fn stays_before(text: &str) -> usize {
    stays(text.chars().rev(), |c| "([{‘“«‹（［｛「『【〈《".contains(c))
}

/// How many bytes stay of the characters that begin beside a formula.
fn stays(beside: impl Iterator<Item = char> + Clone, is_mark: impl Fn(char) -> bool) -> usize {
    // Letters of scripts that part their words by spaces, and whose letters do not join.
    let in_word = |c: &char| *c < '\u{590}' && c.is_alphanumeric();
    let word = beside.clone().take_while(in_word);
    if word.clone().take(LONG_WORD + 1).count() > LONG_WORD {
        return 0;
    }
    let word: usize = word.map(char::len_utf8).sum();
    let no_break = |c| matches!(c, '\u{A0}' | '\u{202F}' | '\u{2060}' | '"' | '\'');
    let mark = beside.take(1).filter(|&c| no_break(c) || is_mark(c)).map(char::len_utf8).sum();
    word.max(mark)
}

#[cfg(test)]
mod tests {
    use super::{stays_after, stays_before};

    #[test]
    fn what_no_line_begins_or_ends_with_stays() {
        for (text, bytes) in [
            (", and", 1),
            ("th", 2),
            ("10 and", 2),
            ("-fold", 1),
            ("\u{202F};", 3),
            (" and", 0),
            ("です", 0),
            ("。", 3),
            ("", 0),
        ] {
            assert_eq!(stays_after(text), bytes, "{text}");
        }
        for (text, bytes) in [
            ("see (", 1),
            ("non-", 0),
            ("à\u{A0}", 2),
            ("see ", 0),
            ("a,", 0),
            ("of 10", 2),
            ("式は", 0),
            ("「", 3),
        ] {
            assert_eq!(stays_before(text), bytes, "{text}");
        }
    }
}
