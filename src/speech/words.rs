//! The words that formulas are read aloud with, by language: the data of `templates/speech/`.

use std::cmp::Ordering;

use crate::locale;

/// A phrase with a place for each part, `{0}`, `{1}`…
pub(super) type Phrase = &'static str;

/// A phrase for parts whose end can be heard by itself, and one that says where the part ends.
pub(super) type Pair = [Phrase; 2];

/// What signs are called: a line for each, with tabs between the sign and its names, sorted by the signs (UTF-8).
type Table = &'static str;

/// The words of a language.
#[derive(Debug)]
pub(super) struct Words {
    pub phrases: Phrases,
    /// The Greek letters.
    letters: Table,
    functions: Table,
    /// What accents say, with the letters that they stand on: two names each.
    marks: Table,
    /// Operators that take bounds.
    large: Table,
    signs: Table,
}

/// What surrounds the parts of a formula.
// One field for each phrase of `templates/speech`.
#[derive(Debug)]
pub(super) struct Phrases {
    pub capital: Phrase,
    pub bold: Phrase,
    pub double_struck: Phrase,
    pub script: Phrase,
    pub fraktur: Phrase,
    pub not: Phrase,
    pub fraction: Pair,
    pub stacked: Pair,
    pub binomial: Pair,
    pub square_root: Pair,
    pub cube_root: Pair,
    pub root: Pair,
    pub squared: Phrase,
    pub cubed: Phrase,
    pub power: Pair,
    pub superscript: Pair,
    pub transpose: Phrase,
    pub subscript: Pair,
    pub left_superscript: Phrase,
    pub left_subscript: Phrase,
    pub below: Phrase,
    pub above: Phrase,
    pub group: Phrase,
    pub from_to: Phrase,
    pub over: Phrase,
    pub up_to: Phrase,
    pub of: Phrase,
    pub when: Phrase,
    pub approaches: Phrase,
    pub times: Phrase,
    pub base: Phrase,
    pub exactly_one: Phrase,
    pub such_that: Phrase,
    pub absolute: Pair,
    pub norm: Pair,
    pub floor: Pair,
    pub ceiling: Pair,
    pub matrix: Phrase,
    pub determinant: Phrase,
    pub table: Phrase,
    pub row: Phrase,
    pub cases: Phrase,
    pub case: Phrase,
    pub lines: Phrase,
    pub line: Phrase,
    pub blank: Phrase,
    pub number: Phrase,
    pub boxed: Phrase,
    pub struck: Phrase,
}

/// The languages, by their tags; `build/main.rs` makes the code.
static LANGUAGES: &[(&str, Words)] = include!(concat!(env!("OUT_DIR"), "/speech.rs"));

impl Words {
    /// The words of `language` (BCP 47), or English ones.
    #[expect(clippy::expect_used, reason = "the table is part of the program, and a test reads it")]
    pub(super) fn of(language: &str) -> &'static Words {
        let known = |tag: &str| LANGUAGES.iter().find(|(own, _)| *own == tag).map(|(_, words)| words);
        let closest = locale::lookup(language).find_map(|tag| known(&tag));
        closest.or_else(|| known("en")).expect("templates/speech has English")
    }

    /// The name of a Greek letter, a small one.
    pub(super) fn letter(&self, letter: &str) -> Option<Phrase> {
        find(self.letters, letter)
    }

    /// What a function is called.
    pub(super) fn function(&self, name: &str) -> Option<Phrase> {
        find(self.functions, name)
    }

    /// What an accent says.
    pub(super) fn mark(&self, mark: &str) -> Option<Pair> {
        find(self.marks, mark)?.split_once('\t').map(<[Phrase; 2]>::from)
    }

    /// What an operator with bounds is called.
    pub(super) fn large(&self, sign: &str) -> Option<Phrase> {
        find(self.large, sign)
    }

    /// What any other sign is called.
    pub(super) fn sign(&self, sign: &str) -> Option<Phrase> {
        find(self.signs, sign)
    }
}

/// The phrase for a part that is short, or the one that says where it ends.
pub(super) fn choose(pair: Pair, is_short: bool) -> Phrase {
    let [short, long] = pair;
    if is_short { short } else { long }
}

/// What stands behind a sign.
fn find(table: Table, sign: &str) -> Option<&'static str> {
    let mut rest = table;
    while !rest.is_empty() {
        let middle = rest.floor_char_boundary(rest.len() / 2);
        let start = rest.get(..middle)?.rfind('\n').map_or(0, |end| end + 1);
        let (before, after) = rest.split_at_checked(start)?;
        let (line, after) = after.split_once('\n')?;
        let (own, names) = line.split_once('\t')?;
        match own.cmp(sign) {
            Ordering::Less => rest = after,
            Ordering::Equal => return Some(names),
            Ordering::Greater => rest = before,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(table: Table) -> Vec<&'static str> {
        table.lines().filter_map(|line| line.split_once('\t')).map(|(sign, _)| sign).collect()
    }

    #[test]
    fn every_sign_of_a_table_is_found() {
        for (tag, words) in LANGUAGES {
            for table in [words.letters, words.functions, words.marks, words.large, words.signs] {
                for line in table.lines() {
                    let (sign, names) = line.split_once('\t').unwrap();
                    assert_eq!(find(table, sign), Some(names), "{tag}");
                }
                assert_eq!(find(table, "no sign"), None);
            }
        }
    }

    #[test]
    fn every_language_has_words_for_the_same_things() {
        let english = Words::of("en");
        for (tag, words) in LANGUAGES {
            assert_eq!(signs(words.letters), signs(english.letters), "{tag}");
            assert_eq!(signs(words.functions), signs(english.functions), "{tag}");
            assert_eq!(signs(words.marks), signs(english.marks), "{tag}");
            assert_eq!(signs(words.large), signs(english.large), "{tag}");
            assert_eq!(signs(words.signs), signs(english.signs), "{tag}");
        }
    }

    #[test]
    fn the_closest_language_is_taken_or_english() {
        let plus_or_minus = |language| Words::of(language).sign("±").unwrap();
        assert_eq!(plus_or_minus("fr-CA"), "plus ou moins");
        assert_eq!(plus_or_minus("de"), "plus oder minus");
        assert_eq!(plus_or_minus("fi"), "plus or minus");
        assert_eq!(plus_or_minus(""), "plus or minus");
    }
}
