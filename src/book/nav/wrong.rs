//! What is wrong with a file that an outline is read from.

use crate::source::Span;

/// What is wrong with a file that an outline is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// Where, in bytes.
    pub span: Option<Span>,
}

impl Wrong {
    /// Something that is wrong with the file as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), span: None }
    }
}
