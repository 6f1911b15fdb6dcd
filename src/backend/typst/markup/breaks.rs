//! Runs of characters without a place to break that are longer than a line has room for: they are broken at signs that
//! part names, and anywhere at last, as browsers do. Typst would set them beyond the edge of the paper.

#![expect(clippy::string_slice, reason = "offsets are of signs that were found in the same name")]

use super::Writer;
use super::after_signs::parts_after;

/// The signs after which a name may be broken that Unicode's rules (UAX #14) do not break after.
const SIGNS: [char; 13] = ['_', '/', ':', '?', '&', '=', '@', '#', '.', ',', ';', '|', '+'];

/// No part of a name that begins a line is shorter.
const SHORTEST: usize = 3;

impl Writer<'_> {
    /// A line of text as an expression: one string, or strings and calls of `breakable` for the words that are too long.
    pub(super) fn line(&mut self, text: &str) {
        let most = self.run;
        if text.len() <= most || !is_too_long(text, most) {
            return super::super::encode::line(&mut self.out, text);
        }
        let mut plain = String::new();
        let mut is_first = true;
        for word in text.split_inclusive(char::is_whitespace) {
            let name = word.trim_end();
            if !is_too_long(name, most) {
                plain.push_str(word);
                continue;
            }
            self.piece(&mut plain, &mut is_first);
            self.next(&mut is_first);
            self.out.push_str("breakable(");
            for (at, part) in parts(name).into_iter().enumerate() {
                self.out.push_str(if at > 0 { ", " } else { "" });
                super::super::encode::line(&mut self.out, part);
            }
            self.out.push(')');
            plain.push_str(&word[name.len()..]);
        }
        self.piece(&mut plain, &mut is_first);
    }

    fn piece(&mut self, plain: &mut String, is_first: &mut bool) {
        if !plain.is_empty() {
            self.next(is_first);
            super::super::encode::line(&mut self.out, plain);
            plain.clear();
        }
    }

    fn next(&mut self, is_first: &mut bool) {
        if !std::mem::replace(is_first, false) {
            self.out.push_str("; ");
        }
    }
}

/// Whether a text has a run without a place to break that is longer than a line has room for.
pub fn is_too_long(text: &str, most: usize) -> bool {
    // Words of small letters are hyphenated, in most languages.
    let hyphenated = text.len() <= most + most / 5 && text.chars().skip(1).all(char::is_lowercase);
    if hyphenated {
        return false;
    }
    let mut run = 0;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        run = match c {
            // No line is broken between dashes.
            '-' | '–' | '—' if !characters.peek().is_some_and(|next| next.is_alphabetic()) => run + 2,
            c if breaks(c) => 0,
            c if c.is_uppercase() || c.len_utf8() > 2 => run + 3,
            _ => run + 2,
        };
        if run > 2 * most {
            return true;
        }
    }
    false
}

/// Whether a line may be broken after a character anyway: at spaces, some marks, and in scripts without spaces.
pub fn breaks(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '–' | '—' | '\u{AD}' | '\u{200B}')
        || matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
        || matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}')
        || matches!(c, '\u{FF00}'..='\u{FFEF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The parts of a name between which it is broken rather than elsewhere.
fn parts(name: &str) -> Vec<&str> {
    parts_after(name, &SIGNS, |part, after| part.len() >= SHORTEST && after.len() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    const RUN: usize = 50;

    #[test]
    fn only_runs_that_no_line_has_room_for_are_too_long() {
        assert!(is_too_long(&"x9".repeat(RUN), RUN));
        assert!(is_too_long(&"W".repeat(RUN), RUN));
        assert!(is_too_long(&"-".repeat(RUN + 1), RUN));
        for text in [
            "words and words and words and words and words and words and words",
            "a-name-of-many-words-that-can-be-broken-after-each-of-its-hyphens",
            "数学数学数学数学数学数学数学数学数学数学数学数学数学数学数学数学数学数学",
            "donaudampfschifffahrtsgesellschaftskapitaenswitwe",
        ] {
            assert!(!is_too_long(text, RUN), "{text}");
        }
    }

    #[test]
    fn a_name_is_broken_after_signs() {
        assert_eq!(parts("org.example.config.Name"), ["org.", "example.", "config.", "Name"]);
        assert_eq!(parts("https://example.org/a"), ["https://example.", "org/a"]);
        assert_eq!(parts("_____"), ["_____"]);
    }
}
