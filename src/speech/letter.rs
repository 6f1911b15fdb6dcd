//! How letters and signs are read: capitals, Greek, the mathematical alphabets of Unicode, signs that are struck through.

use unicode_normalization::UnicodeNormalization;

use super::words::{Phrase, Phrases, choose};
use super::{Part, Speaker, plain};

/// U+0338, which strikes a sign through.
const STRUCK: char = '\u{338}';

impl Speaker {
    /// The letters of an identifier: one by its name, several as a word.
    pub(super) fn identifier(&mut self, text: &str) {
        if let Some(struck) = text.strip_suffix(STRUCK) {
            return self.phrase(self.words.phrases.not, &[Part::Identifier(struck)]);
        }
        let shown = |c: &char| !is_unsaid(*c);
        let mut letters = text.chars().filter(shown);
        match (letters.next(), letters.next()) {
            (Some(letter), None) => self.letter(letter),
            (Some(_), Some(_)) => {
                let plain: String = text.chars().filter(shown).nfkc().collect();
                self.word(self.words.function(&plain).unwrap_or(&plain));
            }
            (None, _) => {}
        }
    }

    /// A sign by its name, or as it stands if it has none.
    pub(super) fn sign(&mut self, text: &str) {
        let shown: String = text.chars().filter(|&c| !is_unsaid(c)).collect();
        let shown = plain(&shown);
        let name = self.words.sign(&shown).or_else(|| self.words.large(&shown));
        if let Some(name) = name.or_else(|| self.words.function(&shown)) {
            return self.word(name);
        }
        let mut apart = shown.nfd();
        match (apart.next(), apart.next(), apart.next()) {
            (Some(sign), Some(STRUCK), None) => {
                self.phrase(self.words.phrases.not, &[Part::Sign(sign.encode_utf8(&mut [0; 4]))]);
            }
            (Some(_), None, None) => self.identifier(&shown),
            _ => self.word(&shown),
        }
    }

    fn letter(&mut self, letter: char) {
        let mut buffer = [0; 4];
        let shown: &str = letter.encode_utf8(&mut buffer);
        if let Some(name) = self.words.sign(shown).or_else(|| self.words.large(shown)) {
            return self.word(name);
        }
        let mut plain = shown.nfkc();
        let (Some(base), None) = (plain.next(), plain.next()) else { return self.word(shown) };
        let phrases = &self.words.phrases;
        match letter {
            '²' => return self.word(phrases.squared),
            '³' => return self.word(phrases.cubed),
            '¹' | '⁰'..='ⁿ' => return self.phrase(choose(phrases.power, true), &[Part::Letter(base)]),
            '₀'..='ₜ' => return self.phrase(choose(phrases.subscript, true), &[Part::Letter(base)]),
            _ => {}
        }
        match Alphabet::of(letter) {
            Some(alphabet) => self.phrase(alphabet.phrase(&self.words.phrases), &[Part::Letter(base)]),
            None => self.plain_letter(base),
        }
    }

    /// A letter of no alphabet of its own.
    pub(super) fn plain_letter(&mut self, letter: char) {
        let mut buffer = [0; 4];
        if let Some(name) = self.words.sign(letter.encode_utf8(&mut buffer)) {
            return self.word(name);
        }
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let mut buffer = [0; 4];
        let name = self.words.letter(small.encode_utf8(&mut buffer));
        let mut buffer = [0; 4];
        // A Latin capital stays one for those who read the words.
        let name = name.unwrap_or(letter.encode_utf8(&mut buffer));
        match small == letter {
            true => self.word(name),
            false => self.phrase(self.words.phrases.capital, &[Part::Word(name)]),
        }
    }
}

/// What is not read: selectors of variants, the invisible operators of Unicode, what has no width.
fn is_unsaid(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{2061}'..='\u{2064}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

/// The alphabets that mean something else than plain letters do; the others differ in the typeface only.
#[derive(Debug, Clone, Copy)]
enum Alphabet {
    Bold,
    DoubleStruck,
    Script,
    Fraktur,
}

impl Alphabet {
    /// The alphabet of a letter or digit (Unicode, "Mathematical Alphanumeric Symbols" and "Letterlike Symbols").
    fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'ℂ' | 'ℍ' | 'ℕ' | 'ℙ' | 'ℚ' | 'ℝ' | 'ℤ' | 'ℼ'..='ℿ' | '⅀' | 'ⅅ'..='ⅉ' => {
                Self::DoubleStruck
            }
            'ℬ' | 'ℰ' | 'ℱ' | 'ℋ' | 'ℐ' | 'ℒ' | 'ℳ' | 'ℛ' | 'ℊ' | 'ℯ' | 'ℴ' => {
                Self::Script
            }
            'ℭ' | 'ℌ' | 'ℨ' => Self::Fraktur,
            '\u{1D400}'..='\u{1D433}' | '\u{1D468}'..='\u{1D49B}' => Self::Bold,
            '\u{1D49C}'..='\u{1D503}' => Self::Script,
            '\u{1D504}'..='\u{1D537}' | '\u{1D56C}'..='\u{1D59F}' => Self::Fraktur,
            '\u{1D538}'..='\u{1D56B}' | '\u{1D7D8}'..='\u{1D7E1}' => Self::DoubleStruck,
            '\u{1D5D4}'..='\u{1D607}' | '\u{1D63C}'..='\u{1D66F}' => Self::Bold,
            '\u{1D6A8}'..='\u{1D6E1}' | '\u{1D71C}'..='\u{1D7CB}' => Self::Bold,
            '\u{1D7CE}'..='\u{1D7D7}' | '\u{1D7EC}'..='\u{1D7F5}' => Self::Bold,
            _ => return None,
        })
    }

    fn phrase(self, phrases: &Phrases) -> Phrase {
        match self {
            Self::Bold => phrases.bold,
            Self::DoubleStruck => phrases.double_struck,
            Self::Script => phrases.script,
            Self::Fraktur => phrases.fraktur,
        }
    }
}
