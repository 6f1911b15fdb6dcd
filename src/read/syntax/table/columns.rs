//! A line of text by columns, as a person sees them in an editor.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "columns are looked up among the starts that were counted in the same line"
)]

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::ir::Alignment;
use crate::read::syntax::excerpt::Excerpt;
use crate::read::syntax::scan::line::Prefix;

/// How many columns a character takes.
pub type Width = fn(char) -> usize;

/// Wide characters (of Chinese, Japanese, Korean; emoji) take two columns, combining ones none.
pub const AS_SHOWN: Width = |c| c.width().unwrap_or(0);

/// Every character takes one column.
pub const AS_COUNTED: Width = |_| 1;

/// A line.
#[derive(Debug)]
pub struct Columns {
    /// For each column, the byte at which its character starts; then the byte at which the line ends.
    starts: Vec<usize>,
}

impl Columns {
    /// The line in these bytes of the text.
    pub fn of(text: &str, range: Range<usize>, width: Width) -> Self {
        let mut starts = Vec::with_capacity(range.len() + 1);
        for (at, c) in text[range.clone()].char_indices() {
            let columns = if c == '\t' { 4 - starts.len() % 4 } else { width(c) };
            starts.extend(std::iter::repeat_n(range.start + at, columns));
        }
        starts.push(range.end);
        Self { starts }
    }

    /// How many columns it has.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The byte at which a column starts; for one past its end, where the line ends.
    pub fn byte(&self, column: usize) -> usize {
        self.starts[column.min(self.count())]
    }

    /// The character of one byte in a column, or a space.
    pub fn at(&self, text: &str, column: usize) -> u8 {
        if column < self.count() { text.as_bytes()[self.starts[column]] } else { b' ' }
    }
}

/// The bytes without white space at their ends.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + inside.len() - inside.trim_start().len();
    start..(range.start + inside.trim_end().len()).max(start)
}

/// The lines of a cell, as excerpts: without the white space that its first line begins with, and without empty
/// lines before and after.
pub fn block(text: &str, lines: impl IntoIterator<Item = Range<usize>>) -> Vec<Excerpt> {
    let mut indent = None;
    let mut out: Vec<Excerpt> = Vec::new();
    for range in lines {
        let line = &text[range.clone()];
        let own = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line.trim().is_empty() {
            if indent.is_some() {
                out.push(excerpt(text, range.start..range.start));
            }
            continue;
        }
        let start = range.start + own.min(*indent.get_or_insert(own));
        out.push(excerpt(text, start..range.start + line.trim_end().len()));
    }
    while out.last().is_some_and(|line| line.text.is_empty()) {
        out.pop();
    }
    out
}

/// The bytes as an excerpt.
pub fn excerpt(text: &str, range: Range<usize>) -> Excerpt {
    let mut excerpt = Excerpt::default();
    excerpt.copy(text, range);
    excerpt
}

/// The alignment that a run of `mark` with colons at its ends asks for.
pub fn alignment(cell: &str, mark: char) -> Option<Alignment> {
    let run = cell.strip_prefix(':').unwrap_or(cell);
    let run = run.strip_suffix(':').unwrap_or(run);
    let is_run = !run.is_empty() && run.chars().all(|c| c == mark);
    is_run.then_some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Alignment::Center,
        (true, false) => Alignment::Left,
        (false, true) => Alignment::Right,
        (false, false) => Alignment::Default,
    })
}

/// Whether a line begins a block of another kind.
pub fn begins_block(line: &str) -> bool {
    let prefix = Prefix::read(line);
    let line = line.trim();
    let heading = line.trim_start_matches('#');
    prefix.quotes > 0
        || prefix.items
        || heading.len() < line.len() && (heading.is_empty() || heading.starts_with([' ', '\t']))
        || line.starts_with("```")
        || line.starts_with("~~~")
}
