//! Where the words in the cells of a table that may be too wide are broken.

use unicode_segmentation::UnicodeSegmentation;

use crate::backend::typst::markup::after_signs::parts_after;

/// The signs after which a word in a cell may be broken; those of Unicode's own rules are not named here.
const BREAKS: [char; 8] = ['_', '/', ':', '?', '&', '=', '@', '#'];

/// Shorter words in cells are not broken.
const SHORT: usize = 10;

/// No part of a word that begins a line is shorter.
const SHORTEST: usize = 4;

/// Where the words in a table may be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WordBreaks {
    /// Where those of the text may: it is no table, or one that has room.
    #[default]
    Usual,
    /// After signs too; the template breaks them elsewhere if that does not help.
    Signs,
    /// After each letter: it has so many columns that no word has room.
    Letters,
}

impl WordBreaks {
    /// Whether words of this text are broken at places of their own.
    pub fn are_in(self, text: &str) -> bool {
        match self {
            Self::Usual => false,
            Self::Signs => text.len() > SHORT && text.contains(BREAKS),
            Self::Letters => text.len() > 1,
        }
    }

    /// The parts of a word between which it may be broken.
    pub fn parts(self, word: &str) -> Vec<&str> {
        match self {
            Self::Usual => vec![word],
            Self::Signs => parts(word),
            Self::Letters => word.graphemes(true).collect(),
        }
    }
}

/// The parts between which a word may be broken: after signs that part names, as in paths and identifiers.
pub fn parts(word: &str) -> Vec<&str> {
    if word.len() <= SHORT {
        return vec![word];
    }
    let divides = |part: &str, after: &str| {
        part.contains(|c| !BREAKS.contains(&c))
            && after.len() >= SHORTEST
            && after.starts_with(char::is_alphanumeric)
    };
    parts_after(word, &BREAKS, divides)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_may_be_broken_where_names_are_parted() {
        assert_eq!(parts("https://example.org/a/path/1"), ["https://example.org/", "a/", "path/1"]);
        assert_eq!(parts("std::vec::Vec"), ["std::", "vec::Vec"]);
        assert_eq!(parts("_with_underscores_"), ["_with_", "underscores_"]);
        assert_eq!(parts("short_name"), ["short_name"]);
        assert_eq!(parts("====================="), ["====================="]);
    }

    #[test]
    fn words_in_many_columns_are_broken_after_each_letter_with_its_marks() {
        assert_eq!(WordBreaks::Letters.parts("ae\u{301}1"), ["a", "e\u{301}", "1"]);
        assert!(WordBreaks::Letters.are_in("ab") && !WordBreaks::Signs.are_in("ab"));
    }
}
