//! The one place where text becomes Typst code: string literals, in which only `\\`, `\"`, `\n`, `\r`, `\t`
//! and `\u{…}` mean something, so that nothing in a note can run.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::limits::MARKS;

/// Writes `text` as a string literal, quotes included: what is shown as it is, such as code, and names.
pub fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in bounded(text) {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // PDF/UA refuses a byte order mark, and what no font has a glyph for.
            '\u{FEFF}' => {}
            c if c.is_control() || c == '\u{FFFE}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Writes a line of text as a string literal: a tab or a line end in it is a space, as it is in HTML.
pub fn line(out: &mut String, text: &str) {
    match text.contains(is_break) {
        true => string(out, &text.replace(is_break, " ")),
        false => string(out, text),
    }
}

/// A text with one space for each run of spaces and breaks, as HTML shows it; Typst shows those of a string all.
pub fn collapsed(text: &str) -> Cow<'_, str> {
    let is_space = |c: char| c == ' ' || is_break(c);
    if !text.as_bytes().windows(2).any(|two| two.iter().all(u8::is_ascii_whitespace)) {
        return Cow::Borrowed(text);
    }
    let mut was_space = false;
    let kept = text.chars().filter_map(|c| {
        let before = std::mem::replace(&mut was_space, is_space(c));
        if !was_space { Some(c) } else { (!before).then_some(' ') }
    });
    Cow::Owned(kept.collect())
}

fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The characters of a text, with no more marks on a letter than [`MARKS`].
fn bounded(text: &str) -> impl Iterator<Item = char> {
    let mut marks = 0;
    text.chars().filter(move |&c| {
        marks = if c.is_ascii() || !is_mark(c) { 0 } else { marks + 1 };
        marks <= MARKS
    })
}

/// The most marks on one letter of a text.
pub fn most_marks(text: &str) -> usize {
    if text.is_ascii() {
        return 0;
    }
    let (mut marks, mut most) = (0, 0);
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        most = most.max(marks);
    }
    most
}

/// Whether a character is set with the one before it.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E01EF}')
        || is_combining_mark(c)
}

/// The string literal of `text`.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    string(&mut out, text);
    out
}

/// The string literal of a line of text.
pub fn line_literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    line(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use typst::syntax::{ast, parse_code};

    /// The strings that Typst's own parser finds in a code expression; `None` when anything else is there.
    fn strings(code: &str) -> Option<Vec<String>> {
        let root = parse_code(code);
        let code: ast::Code = root.cast()?;
        let string = |expression: ast::Expr| match expression {
            ast::Expr::Str(string) => Some(string.get().to_string()),
            _ => None,
        };
        root.errors_and_warnings().0.is_empty().then(|| code.exprs().map(string).collect())?
    }

    #[test]
    fn what_could_run_is_only_text() {
        for text in ["\"; panic() //", "\\", "#panic()", "\n\r\t", "${x}", "\\u{41}", ""] {
            assert_eq!(strings(&literal(text)), Some(vec![text.to_owned()]), "{text:?}");
        }
    }

    #[test]
    fn a_tab_or_a_line_end_in_a_line_of_text_is_a_space() {
        let mut out = String::new();
        line(&mut out, "a\tb\r\u{2028}c");
        assert_eq!(out, "\"a b  c\"");
    }

    #[test]
    fn spaces_in_a_row_are_one() {
        assert_eq!(collapsed("a  b \n c\u{A0}\u{A0}d "), "a b c\u{A0}\u{A0}d ");
        assert!(matches!(collapsed("a b"), Cow::Borrowed(_)));
    }

    #[test]
    fn marks_on_one_letter_are_bounded() {
        let letter = format!("a{}b", "\u{301}".repeat(MARKS + 5));
        assert_eq!(most_marks(&letter), MARKS + 5);
        assert_eq!(literal(&letter), format!("\"a{}b\"", "\u{301}".repeat(MARKS)));
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_one_string(text in any::<String>()) {
            let refused = |c: char| (c.is_control() && !"\n\r\t".contains(c)) || c == '\u{FFFE}';
            prop_assume!(most_marks(&text) <= MARKS);
            let shown = text.replace(refused, "\u{FFFD}").replace('\u{FEFF}', "");
            prop_assert_eq!(strings(&literal(&text)), Some(vec![shown]));
        }
    }
}
