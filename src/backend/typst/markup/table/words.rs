//! The words in the cells of a table.

use super::word_breaks::WordBreaks;
use crate::backend::typst::encode;
use crate::backend::typst::markup::Writer;

impl Writer<'_> {
    /// Whether it writes a table that may be too wide.
    pub(in super::super) fn is_fitted(&self) -> bool {
        self.word_breaks != WordBreaks::Usual
    }

    /// Words: in a table that may be too wide, with zero-width spaces where they may be broken.
    pub(in super::super) fn words(&mut self, text: &str) {
        let breaks = self.word_breaks;
        match breaks {
            WordBreaks::Usual => self.line(text),
            _ if !breaks.are_in(text) => encode::line(&mut self.out, text),
            _ => {
                let words = text.split_inclusive(char::is_whitespace);
                let words: String = words.map(|word| breaks.parts(word).join("\u{200B}")).collect();
                encode::line(&mut self.out, &words);
            }
        }
    }
}
