//! What a note says once and an output shows often: long forms of abbreviations, values of the front matter, titles in
//! references, tables of contents. A note of a megabyte could ask for a gigabyte so; this counts what repetition brings.

use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{REPEATED, REPEATED_FREE};
use crate::source::Span;

/// Counts the bytes that one kind of repetition brings to an output.
#[derive(Debug, Clone, Default)]
pub struct Repeated {
    bytes: usize,
    is_told: bool,
}

impl Repeated {
    /// Whether `bytes` may be shown once more; what is no longer than a line costs nothing ([`REPEATED_FREE`]), for the
    /// note has some bytes wherever it asks for it.
    pub fn takes(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes.saturating_sub(REPEATED_FREE));
        self.bytes <= REPEATED
    }

    /// The warning at the first place where `what` is not shown for that reason; `None` at the others.
    pub fn refused(&mut self, what: &str, span: Span) -> Option<Diagnostic> {
        if std::mem::replace(&mut self.is_told, true) {
            return None;
        }
        let message =
            format!("what this note repeats has grown beyond {} MB: from here on {what}", REPEATED >> 20);
        let hint = "shorten what is repeated, or divide the note";
        Some(Diagnostic::warning(Code::Repeated, message).at(span).hint(hint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_may_be_repeated_without_end() {
        let mut repeated = Repeated::default();
        assert!((0..REPEATED).all(|_| repeated.takes(REPEATED_FREE)));
    }

    #[test]
    fn what_is_long_may_be_repeated_up_to_the_bound_and_is_told_once() {
        let mut repeated = Repeated::default();
        let long = REPEATED / 2 + REPEATED_FREE;
        assert_eq!([(); 3].map(|()| repeated.takes(long)), [true, true, false]);
        assert!(repeated.refused("a title is left out", Span::default()).is_some());
        assert!(repeated.refused("a title is left out", Span::default()).is_none());
    }
}
