//! Labels in brackets, `[Title]`, in which brackets, code and escaped characters may stand.

#![expect(clippy::indexing_slicing, reason = "offsets are of marks that were found in the same bytes")]

use crate::limits::LABEL;

/// The byte at which the bracket stands that closes the one which `text` begins with.
pub fn end(text: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LABEL)];
    let (mut depth, mut at) = (0usize, 0);
    while let Some(&byte) = near.get(at) {
        match byte {
            b'\\' => at += 1,
            b'`' => at = end_of_code(near, at) - 1,
            b'[' => depth += 1,
            b']' if depth <= 1 => return (depth == 1).then_some(at),
            b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// The byte after the code span that begins at byte `at`, or after its backticks when it is never closed.
fn end_of_code(text: &[u8], at: usize) -> usize {
    let run = |at: usize| text[at..].iter().take_while(|&&byte| byte == b'`').count();
    let length = run(at);
    let mut close = at + length;
    while let Some(found) = text[close..].iter().position(|&byte| byte == b'`') {
        close += found;
        let other = run(close);
        close += other;
        if other == length {
            return close;
        }
    }
    at + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_ends_at_the_bracket_that_pairs() {
        for (text, label) in [
            ("[a] b]", "[a]"),
            ("[a [b](c) d]{.e}", "[a [b](c) d]"),
            ("[`x[0` y]", "[`x[0` y]"),
            ("[``a`]`` b]", "[``a`]`` b]"),
            ("[a \\] b]", "[a \\] b]"),
            ("[a ` b]", "[a ` b]"),
        ] {
            assert_eq!(end(text).map(|end| &text[..=end]), Some(label), "{text}");
        }
        assert_eq!(end("[a [b]"), None);
        assert_eq!(end("]"), None);
    }
}
