//! Where the scanner is in its text.

#![expect(clippy::string_slice, reason = "offsets are of line ends that were found in the same text")]

use crate::read::syntax::piece::Line;

/// Where the scanner is.
pub struct Cursor<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The byte that is looked at.
    pub at: usize,
    /// The line in which that stands.
    pub line: Line,
    /// How many columns of indentation were taken from the line.
    pub stripped: usize,
}

impl<'t> Cursor<'t> {
    /// The text from the present byte on.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// What stands before the present byte in the text of its line.
    pub fn before(&self) -> &'t str {
        &self.text[self.line.start.min(self.at)..self.at]
    }

    /// Whether only white space stands before the present byte in the text of its line.
    pub fn leads(&self) -> bool {
        self.before().trim().is_empty()
    }

    /// The byte at which the line of byte `at` ends, before its line feed.
    pub fn end_of_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |found| at + found)
    }

    /// The byte after the line feed at `end`.
    pub fn after(&self, end: usize) -> usize {
        (end + 1).min(self.text.len())
    }

    /// Whether the line after the line feed at `end` is empty but for quote markers.
    pub fn is_blank_after(&self, end: usize) -> bool {
        let next = self.after(end);
        self.text[next..self.end_of_line(next)].chars().all(|c| c.is_whitespace() || c == '>')
    }
}
