//! Which characters a backslash takes their meaning from (CommonMark 0.31 §2.4; in LaTeX, `\\` ends a line).

/// Whether the character that comes after this text is escaped: by a backslash that is not itself escaped.
pub fn is_escaped(before: &str) -> bool {
    before.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_backslashes_in_a_row_each_second_one_is_escaped() {
        let escaped = ["", "a", r"\", r"\\", r"a\\\"].map(is_escaped);
        assert_eq!(escaped, [false, false, true, false, true]);
    }
}
