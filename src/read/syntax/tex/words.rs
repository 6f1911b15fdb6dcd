//! What tells formulas from words: prices, prose between delimiters, words in escaped brackets.

#![expect(
    clippy::string_slice,
    reason = "offsets are of delimiters of LaTeX, all of ASCII, that were found in the same text"
)]

/// Whether a line has a word and no LaTeX.
pub fn is_wordy(line: &str) -> bool {
    let is_word = |word: &str| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic);
    !line.contains(['\\', '^', '_', '=', '&', '{']) && line.split_whitespace().any(is_word)
}

/// Whether a line is words and no LaTeX.
pub fn is_prose(line: &str) -> bool {
    let words = line.split_whitespace().filter(|word| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        word.chars().count() >= 2 && word.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’')
    });
    !line.contains(['\\', '^', '_', '=', '&', '$']) && words.count() >= 3
}

/// Whether text between dollar signs is what stands between two prices: after a number, or words after one, and
/// no LaTeX.
pub fn is_price(before: &str, inside: &str) -> bool {
    let has_words = || {
        inside
            .split_whitespace()
            .skip(1)
            .any(|word| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic))
    };
    let after_number = before.ends_with(|c: char| c.is_ascii_digit());
    let starts_with_number = inside.starts_with(|c: char| c.is_ascii_digit());
    !inside.contains(['\\', '^', '_', '=', '{', '<', '>'])
        && (after_number && (has_words() || inside.starts_with([',', '.', ';', ')', '/', '|', '-']))
            || starts_with_number && has_words())
}

/// Whether words stand in what may be a formula, beside those of commands and in braces.
pub fn is_worded(formula: &str) -> bool {
    let mut depth = 0_usize;
    let outside: String = formula
        .chars()
        .map(|c| {
            depth = match c {
                '{' => depth + 1,
                '}' => depth.saturating_sub(1),
                _ => depth,
            };
            if depth > 0 || c == '}' { '{' } else { c }
        })
        .collect();
    let is_word = |word: &str| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic);
    outside.split_whitespace().any(is_word) || outside.starts_with("  ") && !outside.contains('\\')
}

/// Whether text between `\[` and `\]` is LaTeX rather than words in escaped brackets.
pub fn says_math(inside: &str) -> bool {
    let mut links = inside.match_indices("](").map(|(at, _)| &inside[at + 2..]);
    let has_link =
        links.any(|address| ["http", "/", "./", "../", "#"].iter().any(|one| address.starts_with(one)));
    !has_link && inside.contains(['\\', '=', '^', '_', '+', '<', '>'])
        || inside.starts_with('\n')
        || matches!(inside.trim().as_bytes(), [letter] if letter.is_ascii_alphabetic())
}

pub fn has_empty_line(inside: &str, prefix: &str) -> bool {
    let marker = |c: char| c.is_whitespace() || c == '>' && prefix.contains('>');
    let mut lines = inside.split('\n').skip(1).collect::<Vec<_>>();
    lines.pop();
    lines.into_iter().any(|line| line.chars().all(marker))
}
