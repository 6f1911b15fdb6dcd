//! Questions about a text that several parts of the scanner ask.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of line ends of the same text"
)]

use crate::read::syntax::statements::{self, Inside};

/// The byte at which the paragraph that byte `start` is in ends: that of an empty line, or the end of the text.
pub fn end_of_paragraph(text: &str, start: usize) -> usize {
    let breaks = text[start..].match_indices('\n').map(|(at, _)| start + at);
    let is_last = |&at: &usize| text[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    breaks.into_iter().find(is_last).unwrap_or(text.len())
}

/// The byte at which the last line starts that is of a kind.
pub fn last_line(text: &str, is: impl Fn(&str) -> bool) -> Option<usize> {
    let mut at = text.len();
    text.rsplit('\n').find_map(|line| {
        let start = at - line.len();
        at = start.saturating_sub(1);
        is(line).then_some(start)
    })
}

/// How often `byte` stands in a row from `at` on.
pub fn run(text: &str, at: usize, byte: u8) -> usize {
    text.as_bytes()[at..].iter().take_while(|&&other| other == byte).count()
}

/// Whether a tag of this name has text in it that is no template.
pub fn is_raw(name: &str) -> bool {
    statements::inside(name) == Inside::Raw
}

/// The name of the command of LaTeX that `rest` begins with.
pub fn command_name(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix('\\')?;
    let length = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    (length > 0).then(|| &name[..length])
}
