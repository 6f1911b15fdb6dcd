//! What begins a line in quotations and lists, and is none of its text.

/// The line without it.
pub(super) fn without_prefix(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}
