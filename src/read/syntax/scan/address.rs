//! Whether the scanner is in an address, whose characters are nothing special.

#![expect(clippy::string_slice, reason = "the offset is at the boundary of a character")]

use crate::limits::ADDRESS_LOOKED_BACK;
use crate::read::syntax::scan::scanner::Scanner;

/// Whether what stands before the present byte is the start of an address.
pub fn in_address(scanner: &Scanner<'_>) -> bool {
    let cursor = &scanner.cursor;
    let start = cursor.at.saturating_sub(ADDRESS_LOOKED_BACK).max(cursor.line.start);
    let before = &cursor.text[cursor.text.ceil_char_boundary(start)..cursor.at];
    let word = before.rsplit(|c: char| c.is_whitespace() || "<>()".contains(c)).next();
    word.is_some_and(|word| word.starts_with("http://") || word.starts_with("https://"))
}
