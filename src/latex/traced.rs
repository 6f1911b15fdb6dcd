//! Text that remembers where each of its bytes comes from, and a scanner over it: what the expansion of macros
//! needs to know of LaTeX's syntax (commands, groups, arguments), and nothing of what commands mean.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "ranges are of characters of the text, which has one origin for each byte; a command begins with a backslash"
)]

use std::ops::Range;

use crate::limits::FORMULA_OPTION;

/// A text made of a formula's LaTeX; each byte knows the byte of the LaTeX that it was made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Traced {
    text: String,
    origin: Vec<usize>,
}

impl Traced {
    /// The LaTeX itself.
    pub(super) fn source(tex: &str) -> Self {
        Self { text: tex.to_owned(), origin: (0..tex.len()).collect() }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds text that was made of the byte at `origin`.
    pub(super) fn push(&mut self, text: &str, origin: usize) {
        self.text.push_str(text);
        self.origin.resize(self.text.len(), origin);
    }

    /// Adds a part of another text.
    pub(super) fn push_part(&mut self, other: &Traced, range: Range<usize>) {
        self.text.push_str(&other.text[range.clone()]);
        self.origin.extend_from_slice(&other.origin[range]);
    }

    /// Adds the whole of another text.
    pub(super) fn push_traced(&mut self, other: &Traced) {
        self.push_part(other, 0..other.text.len());
    }

    /// A part, as a text of its own.
    pub(super) fn part(&self, range: Range<usize>) -> Traced {
        Traced { text: self.text[range.clone()].to_owned(), origin: self.origin[range].to_vec() }
    }

    /// The byte of the LaTeX that the byte at `at` was made of; at the end, the byte after the last one.
    pub(super) fn origin(&self, at: usize) -> usize {
        let after_last = || self.origin.last().map_or(0, |last| last + 1);
        self.origin.get(at).copied().unwrap_or_else(after_last)
    }

    /// The bytes of the LaTeX that the bytes in `range` were made of.
    pub(super) fn origins(&self, range: Range<usize>) -> Range<usize> {
        let start = self.origin(range.start);
        let last = range.end.checked_sub(1).filter(|last| *last >= range.start);
        start..last.map_or(start, |last| self.origin(last) + 1).max(start)
    }
}

/// A piece of LaTeX.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A backslash and what follows it: a name of letters, or one other character.
    Command(&'a str),
    /// Any other character.
    Char(char),
    /// A `%` and the rest of its line.
    Comment,
}

/// Reads a [`Traced`] text from left to right.
#[derive(Debug, Clone)]
pub(super) struct Scanner<'a> {
    input: &'a Traced,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(input: &'a Traced) -> Self {
        Self { input, at: 0 }
    }

    /// The offset of what comes next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.input.as_str()[self.at..]
    }

    /// The next piece, or `None` at the end.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (token, length) = match first {
            '\\' => {
                let letters = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
                let other = rest[1..].chars().next().map_or(0, char::len_utf8);
                let name = &rest[1..1 + if letters > 0 { letters } else { other }];
                (Token::Command(name), 1 + name.len())
            }
            '%' => (Token::Comment, rest.find('\n').map_or(rest.len(), |end| end + 1)),
            other => (Token::Char(other), other.len_utf8()),
        };
        self.at += length;
        Some(token)
    }

    /// Goes past `prefix` if it comes next.
    pub(super) fn eat(&mut self, prefix: &str) -> bool {
        let found = self.rest().starts_with(prefix);
        if found {
            self.at += prefix.len();
        }
        found
    }

    pub(super) fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// The next argument, without its braces: a group, a command or a single character. `None`, without going
    /// on, when there is none or its group is not closed.
    pub(super) fn argument(&mut self) -> Option<Traced> {
        let mut ahead = self.clone();
        ahead.skip_spaces();
        let start = ahead.at;
        let range = match ahead.next()? {
            Token::Char('{') => start + 1..ahead.close('{', '}', usize::MAX)?,
            Token::Char('}') | Token::Comment => return None,
            Token::Char(_) | Token::Command(_) => start..ahead.at,
        };
        self.at = ahead.at;
        Some(self.input.part(range))
    }

    /// The next argument in square brackets, if one of at most [`FORMULA_OPTION`] bytes comes next.
    pub(super) fn optional(&mut self) -> Option<Traced> {
        let mut ahead = self.clone();
        ahead.skip_spaces();
        let start = ahead.at + 1;
        if !ahead.eat("[") {
            return None;
        }
        let end = ahead.close('[', ']', FORMULA_OPTION)?;
        self.at = ahead.at;
        Some(self.input.part(start..end))
    }

    /// Goes past the delimiter that closes what was just opened, at most `within` bytes on, and returns its offset.
    fn close(&mut self, open: char, close: char, within: usize) -> Option<usize> {
        let (mut depth, mut braces) = (1, 0);
        let last = self.at.saturating_add(within);
        loop {
            let at = self.at;
            if at > last {
                return None;
            }
            match self.next()? {
                Token::Char(found) if found == close && braces == 0 => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                Token::Char(found) if found == open && braces == 0 => depth += 1,
                Token::Char('{') => braces += 1,
                Token::Char('}') => braces -= 1,
                Token::Char(_) | Token::Command(_) | Token::Comment => {}
            }
            if braces < 0 {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(tex: &str) -> Vec<Option<String>> {
        let input = Traced::source(tex);
        let mut scanner = Scanner::new(&input);
        let optional = scanner.optional();
        let arguments = [optional, scanner.argument(), scanner.argument()];
        arguments.into_iter().map(|argument| argument.map(|text| text.as_str().to_owned())).collect()
    }

    #[test]
    fn arguments_are_groups_commands_or_characters() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(arguments("[a] {b{c}} d"), [some("a"), some("b{c}"), some("d")]);
        assert_eq!(arguments(r"\alpha2"), [None, some(r"\alpha"), some("2")]);
        assert_eq!(arguments(r"[{]}]{\}}x"), [some("{]}"), some(r"\}"), some("x")]);
        assert_eq!(arguments("{a"), [None, None, None]);
        assert_eq!(arguments("a}"), [None, some("a"), None]);
        let (long, longer) = ("x".repeat(FORMULA_OPTION), "x".repeat(FORMULA_OPTION + 1));
        assert_eq!(arguments(&format!("[{long}]a"))[0], Some(long));
        assert_eq!(arguments(&format!("[{longer}]a"))[0], None);
    }

    #[test]
    fn made_text_points_at_what_it_was_made_of() {
        let source = Traced::source("abc");
        let mut made = Traced::default();
        made.push("xyz", 1);
        made.push_part(&source, 2..3);
        assert_eq!(made.origins(0..3), 1..2);
        assert_eq!(made.origins(1..4), 1..3);
        assert_eq!(made.origins(4..4), 3..3);
    }
}
