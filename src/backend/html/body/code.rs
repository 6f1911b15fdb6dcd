//! Code: the element around it and, where something is shown beside its lines, an element for each line. Numbers and signs
//! are no text: they are neither copied nor read out; what a mark means is said in words to those who do not see it.

use super::Body;
use crate::backend::html::encode::{Encoder, Syntax};
use crate::backend::html::highlight;
use crate::ir::{Attributes, CodeLines, Mark};
use crate::locale::{Direction, Word};

impl Body<'_> {
    pub(super) fn code(
        &mut self,
        language: Option<&str>,
        attributes: &Attributes,
        text: &str,
        lines: Option<&CodeLines>,
    ) {
        self.open("pre", if lines.is_some() { "lines" } else { "" }, attributes);
        if self.context.syntax == Syntax::Html {
            // It scrolls sideways, with the keyboard too (WCAG 2.2, 2.1.1).
            self.encoder.attribute("tabindex", "0");
        }
        self.left_to_right();
        let around = std::mem::replace(&mut self.direction, Direction::LeftToRight);
        match lines {
            None => self.highlighted(language, text),
            Some(lines) => self.lines(language, text, lines),
        }
        self.direction = around;
        self.encoder.close();
    }

    /// A `code` element with an element for each line.
    fn lines(&mut self, language: Option<&str>, text: &str, lines: &CodeLines) {
        self.used.lines = true;
        self.used.marks.extend(lines.marks.iter().map(|(_, mark)| *mark));
        self.open_code(language);
        let last = lines.first.map_or(0, |first| u64::from(first) + text.matches('\n').count() as u64);
        let digits = last.to_string().len();
        let has_signs = lines.has_signs();
        let words = Mark::ALL.map(|mark| self.word(Word::CodeLine(mark)));
        let open = |encoder: &mut Encoder, line: usize| {
            let mark = lines.mark(line);
            encoder.open(match mark {
                Some(Mark::Highlighted) => "mark",
                Some(Mark::Added) => "ins",
                Some(Mark::Removed) => "del",
                Some(Mark::Warning | Mark::Error) | None => "span",
            });
            encoder
                .attribute("class", &mark.map_or("line".to_owned(), |mark| format!("line {}", mark.name())));
            if lines.first.is_some() || has_signs {
                encoder.open("span").attribute("class", "line-number").attribute("aria-hidden", "true");
                if let Some(first) = lines.first {
                    let number = u64::from(first) + line as u64;
                    encoder.data("number", &format!("{number:digits$}"));
                }
                if has_signs {
                    let shown =
                        mark.filter(|mark| !(lines.signed && matches!(mark, Mark::Added | Mark::Removed)));
                    encoder.data("sign", shown.map_or(" ", Mark::sign));
                }
                encoder.close();
            }
            if let Some(word) = mark.and_then(|mark| words.get(mark as usize)) {
                encoder.open("span").attribute("class", "unseen").text(word).text(": ").close();
            }
            encoder.open("span").attribute("class", "line-text");
        };
        let close = |encoder: &mut Encoder, line: usize, end: &str| {
            for number in lines.notes(line) {
                encoder
                    .text(" ")
                    .open("span")
                    .attribute("class", "line-note")
                    .text(&number.to_string())
                    .close();
            }
            encoder.text(end).close().close();
        };
        highlight::write_lines(&mut self.encoder, language, text, &open, &close);
        self.encoder.close();
    }
}
