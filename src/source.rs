//! Where the words of a note are: a [`Source`] is one file that the user wrote, a [`Span`] a range of its
//! bytes, and a [`Location`] what a person is shown. Nothing here knows Markdown.

use std::ops::Range;
use std::sync::OnceLock;

/// A range of bytes (UTF-8, end excluded) in the [`Source`] that a user wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, serde::Serialize)]
pub struct Span {
    /// Offset in bytes of the first byte.
    pub start: u32,
    /// Offset in bytes just after the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `range` (byte offsets). Offsets past 4 GiB are clamped.
    pub fn new(range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    /// The same span as a range of `usize`, to slice a text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A position as people count: lines and columns from 1, columns in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One text that the user wrote, with the name under which messages show it.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    lines: OnceLock<Lines>,
}

/// Where the lines of a text start.
#[derive(Debug)]
pub struct Lines {
    starts: Vec<u32>,
    length: usize,
}

impl Lines {
    /// The lines of a text.
    pub fn of(text: &str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(breaks.map(|at| Span::new(at + 1..at + 1).start));
        Self { starts: starts.collect(), length: text.len() }
    }

    /// The byte offset at which `line` (from 1) starts; past the last line, the length of the text.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).map_or(self.length, |&start| start as usize)
    }

    /// The line (from 1) in which a byte offset is.
    fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset)
    }
}

impl Source {
    /// A source from its display name (a path, or `<stdin>`) and its text. A carriage return that no line feed follows
    /// ends a line (CommonMark 0.31 §2.1): it becomes a line feed, so that all that reads the text agrees on its lines. A
    /// NUL becomes U+FFFD (§2.3): the parser would put that in its place, and count its bytes from there on.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = with_line_feeds(text.into());
        if memchr::memchr(b'\0', text.as_bytes()).is_some() {
            text = text.replace('\0', "\u{fffd}");
        }
        Self { name: name.into(), text, lines: OnceLock::new() }
    }

    /// The name under which messages show this source.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under `span`, or `""` when the span is not in this source or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line and column of a byte offset; an offset past the end is the end.
    #[expect(clippy::string_slice, reason = "both are brought to the starts of characters")]
    pub fn location(&self, offset: usize) -> Location {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.lines().at(offset);
        let start = self.line_start(line);
        Location { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The byte offset at which `line` (from 1) starts; past the last line, the length of the text.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines().start(line)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }
}

/// The text with a line feed for each carriage return that stands alone; its length stays.
fn with_line_feeds(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split("\r\n").enumerate() {
        if index > 0 {
            out.push_str("\r\n");
        }
        out.push_str(&line.replace('\r', "\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        let source = Source::new("note.md", "a\rb\r\nc\r\r\nd\r");
        assert_eq!(source.text(), "a\nb\r\nc\n\r\nd\n");
        assert_eq!(source.location(2), Location { line: 2, column: 1 });
    }

    #[test]
    fn a_nul_is_the_replacement_character() {
        let source = Source::new("note.md", "a\0b");
        assert_eq!((source.text(), source.location("a\u{fffd}".len()).column), ("a\u{fffd}b", 3));
    }

    #[test]
    fn locations_count_characters_from_one() {
        let source = Source::new("note.md", "été\r\nà b");
        assert_eq!(source.location(0), Location { line: 1, column: 1 });
        assert_eq!(source.location(5), Location { line: 1, column: 4 });
        assert_eq!(source.location("été\r\nà ".len()), Location { line: 2, column: 3 });
        assert_eq!(source.location(999), Location { line: 2, column: 4 });
        assert_eq!(source.line_start(9), source.text().len());
    }
}
