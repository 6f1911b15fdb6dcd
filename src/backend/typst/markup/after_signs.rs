//! Words that are divided after signs that part names, as in paths and identifiers.

#![expect(clippy::string_slice, reason = "offsets are of signs that were found in the same word")]

/// The parts of a word that end after `signs` where `divides` allows it, which is given the part and what is after it in the
/// word; never after those of `https://`.
pub fn parts_after<'w>(word: &'w str, signs: &[char], divides: impl Fn(&str, &str) -> bool) -> Vec<&'w str> {
    let mut parts = Vec::new();
    let (mut start, mut from) = (0, 0);
    while let Some(at) = word[from..].find(signs) {
        let after = word[from + at..].trim_start_matches(signs);
        let end = word.len() - after.len();
        let part = &word[start..end];
        if divides(part, after) && !part.ends_with("://") {
            parts.push(part);
            start = end;
        }
        from = end;
    }
    parts.push(&word[start..]);
    parts
}
