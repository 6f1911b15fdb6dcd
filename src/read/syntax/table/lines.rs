//! The lines of a container, without its marks.

#![expect(
    clippy::string_slice,
    reason = "offsets are of line ends and indentation that were found in the same text"
)]

use std::ops::Range;

use crate::read::syntax::scan::line::{Prefix, indentation_bytes};

/// The lines of a container from some place on, up to where the container ends; each as its bytes, without the
/// container's marks and the line feed.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    /// Where the next line starts, and where its own text does when that is known.
    at: Option<(usize, Option<usize>)>,
    /// The columns by which the lines of containers such as `!!! note` are indented.
    indented: usize,
    /// What the lines begin with after that.
    prefix: &'t str,
}

impl<'t> Lines<'t> {
    /// The lines from the one on that is in a container whose lines begin with `prefix` after `indented` columns; the
    /// first line's own text starts at byte `start`.
    pub fn new(text: &'t str, start: usize, indented: usize, prefix: &'t str) -> Self {
        Self { text, at: Some((start, Some(start))), indented, prefix }
    }
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let (at, own) = self.at.take().filter(|&(at, _)| at < self.text.len())?;
        let end = self.text[at..].find('\n').map_or(self.text.len(), |length| at + length);
        let start = match own {
            Some(start) => start,
            None => at + inside(&self.text[at..end], self.indented, self.prefix)?,
        };
        self.at = Some((end + 1, None));
        Some(start..start + self.text[start..end].trim_end().len())
    }
}

/// The length of the container's marks that `line` begins with, if it is in the container.
fn inside(line: &str, indented: usize, prefix: &str) -> Option<usize> {
    let mut at = 0;
    let mut width = indented;
    for mark in prefix.bytes() {
        if mark == b'>' {
            // A quotation's mark may be indented a little, CommonMark 0.31 §5.1.
            at += indentation_bytes(&line[at..], width + 3);
            line[at..].starts_with('>').then(|| at += 1)?;
            width = 0;
        } else {
            width += 1;
        }
    }
    let rest = &line[at..];
    let optional = width == 1 && prefix.contains('>');
    let is_inside = rest.trim().is_empty() || optional || Prefix::indentation(rest) >= width;
    is_inside.then(|| at + indentation_bytes(rest, width))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show<'t>(text: &'t str, start: usize, indented: usize, prefix: &str) -> Vec<&'t str> {
        Lines::new(text, start, indented, prefix).map(|range| &text[range]).collect()
    }

    #[test]
    fn lines_end_with_their_container() {
        assert_eq!(show("- a\n  b\n\n   c\nd", 2, 0, "  "), ["a", "b", "", " c"]);
        assert_eq!(show("> a\n>b\n> c\nd", 2, 0, "> "), ["a", "b", "c"]);
        assert_eq!(show("    a\r\n    b\r\nc", 4, 4, ""), ["a", "b"]);
        assert_eq!(show("> - a\n>   b\n> c", 4, 0, ">   "), ["a", "b"]);
    }
}
