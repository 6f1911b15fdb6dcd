//! The words that formulas are read aloud with, by language: the data of `templates/speech/`.

use crate::locale;

/// A phrase with a place for each part, `{0}`, `{1}`…
pub(super) type Phrase = &'static str;

/// A phrase for parts whose end can be heard by itself, and one that says where the part ends.
pub(super) type Pair = [Phrase; 2];

/// What signs are called, sorted by the signs.
type Table<T> = &'static [(&'static str, T)];

/// The words of a language.
#[derive(Debug)]
pub(super) struct Words {
    pub phrases: Phrases,
    /// The Greek letters.
    letters: Table<Phrase>,
    functions: Table<Phrase>,
    /// What accents say, with the letters that they stand on.
    marks: Table<Pair>,
    /// Operators that take bounds.
    large: Table<Phrase>,
    signs: Table<Phrase>,
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

/// The languages, by their tags; `build.rs` makes the code.
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
        find(self.letters, letter).copied()
    }

    /// What a function is called.
    pub(super) fn function(&self, name: &str) -> Option<Phrase> {
        find(self.functions, name).copied()
    }

    /// What an accent says.
    pub(super) fn mark(&self, mark: &str) -> Option<Pair> {
        find(self.marks, mark).copied()
    }

    /// What an operator with bounds is called.
    pub(super) fn large(&self, sign: &str) -> Option<Phrase> {
        find(self.large, sign).copied()
    }

    /// What any other sign is called.
    pub(super) fn sign(&self, sign: &str) -> Option<Phrase> {
        find(self.signs, sign).copied()
    }
}

/// The phrase for a part that is short, or the one that says where it ends.
pub(super) fn choose(pair: Pair, is_short: bool) -> Phrase {
    let [short, long] = pair;
    if is_short { short } else { long }
}

fn find<T>(table: Table<T>, sign: &str) -> Option<&'static T> {
    let place = table.binary_search_by_key(&sign, |(own, _)| own).ok()?;
    table.get(place).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs<T>(table: Table<T>) -> Vec<&'static str> {
        table.iter().map(|(sign, _)| *sign).collect()
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
