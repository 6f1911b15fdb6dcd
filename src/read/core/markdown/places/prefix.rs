//! What begins a line in quotations and lists, and is none of its text.

/// The characters of which it is made.
pub(super) const PREFIX: [char; 3] = [' ', '\t', '>'];
