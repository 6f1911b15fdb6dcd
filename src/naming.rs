//! How names are made and compared: what does not matter in a name, and what sites make of the words of a heading.
//! `build.rs` compares with it, too.

use unicode_normalization::UnicodeNormalization;

/// A name without letter case and accents.
pub fn normalized(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // The vowel signs of Thai and Hindi are no accents.
    let accent = |c: &char| matches!(c, '\u{300}'..='\u{36F}');
    name.nfd().filter(|c| !accent(c)).flat_map(char::to_lowercase).collect()
}

/// The identifier that GitHub and most sites make of a heading: lower case, words joined by hyphens, no
/// punctuation.
pub fn slug(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_');
    let joined = |c: char| if c.is_whitespace() { '-' } else { c };
    text.trim().chars().filter(kept).map(joined).flat_map(char::to_lowercase).collect()
}

/// What is left of a heading's identifier in all styles: GitHub keeps accents and drops punctuation, Python-Markdown
/// drops accents and joins hyphens, markdown-it keeps punctuation.
pub fn loose_key(name: &str) -> String {
    let kept = name.nfkd().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_sites() {
        assert_eq!(slug("Complexité en moyenne"), "complexité-en-moyenne");
        assert_eq!(slug("  1. What's `new`? "), "1-whats-new");
    }
}
