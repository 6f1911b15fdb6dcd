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
