//! Why a formula cannot be read.

use std::ops::Range;

/// Why a formula could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// The cause, in lower case, without a final full stop.
    pub message: String,
    /// The bytes of the LaTeX that it concerns.
    pub range: Range<usize>,
}

impl FormulaError {
    /// The same about the whole command, where it is about a backslash of `tex` alone: what a macro stands for comes
    /// from there.
    pub(super) fn of_command(mut self, tex: &str) -> Self {
        if tex.get(self.range.clone()) == Some("\\") {
            let name = tex.bytes().skip(self.range.end).take_while(u8::is_ascii_alphabetic);
            self.range.end += name.count();
        }
        self
    }
}
