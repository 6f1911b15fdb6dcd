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
        || in_destination(before, cursor.rest())
}

/// Whether a link's words end in `before`, and its parenthesis, without a space in it, in `rest` (CommonMark 0.31 §6.3,
/// "link destination").
fn in_destination(before: &str, rest: &str) -> bool {
    let Some((_, inside)) = before.rsplit_once("](") else { return false };
    let near = &rest[..rest.floor_char_boundary(ADDRESS_LOOKED_BACK)];
    let mut depth = 1_usize;
    let mut escaped = false;
    for (at, byte) in inside.bytes().chain(near.bytes()).enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ if byte.is_ascii_whitespace() => return false,
            _ => {}
        }
        if depth == 0 {
            return at >= inside.len();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_between_the_parentheses_of_a_link() {
        assert!(in_destination("a [b](c", "\\(d\\)) e"));
        assert!(in_destination("[b](c(d", "$))"));
        assert!(!in_destination("[b](c)", "$d$)"));
        assert!(!in_destination("[b](c ", "$d$)"));
        assert!(!in_destination("[b](", "$d$ e)"));
        assert!(!in_destination("f(", "$d$)"));
    }
}
