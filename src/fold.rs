//! Names as they are compared: without letter case and accents. `build.rs` compares with it, too.

use unicode_normalization::UnicodeNormalization;

/// A name without letter case and accents.
pub(crate) fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // The vowel signs of Thai and Hindi are no accents.
    let accent = |c: &char| matches!(c, '\u{300}'..='\u{36F}');
    name.nfd().filter(|c| !accent(c)).flat_map(char::to_lowercase).collect()
}
