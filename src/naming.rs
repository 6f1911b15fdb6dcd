//! How names are made and compared: what does not matter in a name, and what sites make of the words of a heading.
//! `build/main.rs` compares with it, too.

use unicode_normalization::UnicodeNormalization;

/// The names, without extension, of the note that is its folder's page, in the order in which they are looked for.
pub const FOLDER_PAGES: [&str; 3] = ["index", "_index", "README"];

/// Whether a note of this name, without extension, is its folder's page; letter case does not matter.
pub fn is_folder_page(stem: &str) -> bool {
    FOLDER_PAGES.iter().any(|page| page.eq_ignore_ascii_case(stem))
}

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
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '_' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            _ if c.is_whitespace() => slug.push('-'),
            _ if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// What is left of a heading's identifier in all styles: GitHub keeps accents and drops punctuation, Python-Markdown
/// drops accents and joins hyphens, markdown-it keeps punctuation.
pub fn loose_key(name: &str) -> String {
    let kept = name.nfkd().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The name of a file as words: `2024-03-16-mon-cours_2` is `Mon cours 2`. A name with spaces keeps its
/// hyphens and underscores, one of figures alone too.
pub fn title_from_name(name: &str) -> String {
    let name = without_date(name.trim());
    let kept = name.contains(' ') || !name.contains(char::is_alphabetic);
    let words = if kept { name.to_owned() } else { name.replace(['-', '_'], " ") };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name without the date that blogs put before it, if something is left.
fn without_date(name: &str) -> &str {
    let date = name.char_indices().take(10).all(|(at, c)| match at {
        4 | 7 => c == '-',
        _ => c.is_ascii_digit(),
    });
    let rest = if date { name.get(10..).unwrap_or_default() } else { "" };
    let rest = rest.trim_start_matches(['-', '_', ' ']);
    if rest.is_empty() { name } else { rest }
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
