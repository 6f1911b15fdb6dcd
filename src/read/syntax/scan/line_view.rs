//! A line as the rows of [`crate::read::syntax::lines`] see it.

use crate::read::syntax::scan::line::Prefix;

/// The line that is read.
pub struct LineView {
    /// The marks of the containers that it is in.
    pub prefix: Prefix,
    /// The byte at which its own text starts.
    pub start: usize,
    /// The byte at which it ends, before its line feed.
    pub end: usize,
    /// Whether the line before it is text that a line can go on.
    pub after_text: bool,
    /// Whether the line before it is empty.
    pub after_blank: bool,
    /// Whether it is in no container, not even one by its indentation.
    pub outermost: bool,
}
