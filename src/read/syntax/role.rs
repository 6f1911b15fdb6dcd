//! How a role is written.

#![expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]

/// The name and the text of the role that `text` begins with, and its length; it ends with its paragraph.
pub fn read(text: &str) -> Option<(&str, &str, usize)> {
    let inside = text.strip_prefix('{')?;
    let valid = |c: char| c.is_ascii_alphanumeric() || "_.:+-".contains(c);
    let length = inside.find(|c: char| !valid(c))?;
    let name = &inside[..length];
    let rest = inside[length..].strip_prefix('}')?;
    let ticks = rest.bytes().take_while(|&byte| byte == b'`').count();
    if ticks == 0 || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let body = &rest[ticks..];
    let mut at = 0;
    loop {
        let found = at + body[at..].find(['`', '\n'])?;
        if body[found..].starts_with('\n') {
            if body[found + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
                return None;
            }
            at = found + 1;
            continue;
        }
        let run = body[found..].bytes().take_while(|&byte| byte == b'`').count();
        if run == ticks {
            return Some((name, &body[..found], length + 2 + ticks + found + ticks));
        }
        at = found + run;
    }
}

/// The words and the target of a role's text: `words <target>`, or one text for both.
pub fn parts(text: &str) -> (Option<&str>, &str) {
    match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((words, target)) if !words.trim().is_empty() => (Some(words.trim()), target.trim()),
        Some((_, target)) => (None, target.trim()),
        None => (None, text.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read() {
        assert_eq!(read("{ref}`a b <c>` d"), Some(("ref", "a b <c>", 14)));
        assert_eq!(read("{py:func}``a`b`` c"), Some(("py:func", "a`b", 16)));
        for text in ["{ref}", "{.a}`b`", "{ref}`a\n\nb`", "{a b}`c`", "{ref} `a`", "{1}`a`"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
