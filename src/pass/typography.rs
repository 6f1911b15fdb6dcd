//! Typography of text: the language's quotation marks for straight ones, apostrophes, dashes and ellipses for
//! what keyboards have, and the spaces before and inside punctuation, which must not break. Code, formulas and
//! addresses are left alone.

use crate::ir::walk::{VisitMut, walk_block_mut, walk_inline_mut};
use crate::ir::*;
use crate::locale;

/// Narrow no-break space.
const NARROW: char = '\u{202F}';
/// No-break space.
const NO_BREAK: char = '\u{A0}';

/// Sets the document's text after its language.
pub fn run(document: &mut Document) {
    let language = document.metadata.language.clone();
    let mut setter = Setter {
        quotes: locale::quotes(&language),
        french: language.split('-').next() == Some("fr"),
        dash: if matches!(language.split('-').next(), Some("ru" | "uk" | "be")) { '—' } else { '–' },
        wide: matches!(language.split('-').next(), Some("zh" | "ja")),
        before: None,
        quoted: false,
        quoted_inside: false,
    };
    let Metadata { title, subtitle, summary, .. } = &mut document.metadata;
    for text in std::iter::once(title).chain(subtitle).chain(summary) {
        setter.start();
        *text = setter.set(text);
    }
    setter.blocks(&mut document.blocks);
}

struct Setter {
    /// Opening and closing marks of a quotation, then of a quotation inside it.
    quotes: [&'static str; 4],
    french: bool,
    /// The dash between parts of a sentence, when a note has two hyphens.
    dash: char,
    /// Whether the mark for an apostrophe is as wide as a character.
    wide: bool,
    /// The character before, in the same line of text.
    before: Option<char>,
    /// Whether a quotation is open in it.
    quoted: bool,
    /// Whether one inside it is.
    quoted_inside: bool,
}

impl VisitMut for Setter {
    fn block(&mut self, block: &mut Block) {
        self.start();
        walk_block_mut(self, block);
        self.start();
    }

    fn inline(&mut self, inline: &mut Inline) {
        match &mut inline.kind {
            InlineKind::Text { text } => *text = self.set(text),
            InlineKind::SoftBreak | InlineKind::HardBreak => self.before = Some(' '),
            // To the text around it, each of these is like a word.
            InlineKind::Code { .. } | InlineKind::Math { .. } | InlineKind::Image(_) => {
                self.before = Some('x')
            }
            InlineKind::Footnote { .. } => {
                let outside = (self.before, self.quoted, self.quoted_inside);
                walk_inline_mut(self, inline);
                (self.before, self.quoted, self.quoted_inside) = outside;
            }
            InlineKind::FootnoteReference { .. } => {}
            InlineKind::Styled { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                walk_inline_mut(self, inline);
            }
        }
    }
}

impl Setter {
    /// A line of text begins, or what comes after it.
    fn start(&mut self) {
        (self.before, self.quoted, self.quoted_inside) = (None, false, false);
    }

    fn set(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        let mut at = 0;
        loop {
            // Most of a text stays as it is.
            let plain = text[at..].find(['"', '\'', '.', '-', ' ', NO_BREAK]).unwrap_or(text.len() - at);
            out.push_str(&text[at..at + plain]);
            at += plain;
            let Some(c) = text[at..].chars().next() else { break };
            let before = out.chars().next_back().or(self.before);
            at += self.one(&text[at..], c, before, &mut out);
        }
        self.before = out.chars().next_back().or(self.before);
        out
    }

    /// Sets what `rest` begins with; how many bytes of it that was.
    fn one(&mut self, rest: &str, c: char, before: Option<char>, out: &mut String) -> usize {
        let mut after = rest[c.len_utf8()..].chars();
        let (next, second) = (after.next(), after.next());
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{«“‘„—–-/".contains(c));
        let follows_word = before.is_none_or(|c| !c.is_whitespace());
        // Not in `a != b` or `:-)`.
        let stands_alone = second.is_none_or(|c| c.is_whitespace() || ".,;:!?»)…”\"".contains(c));
        let spaced = before.is_some_and(char::is_whitespace);
        match c {
            // An abbreviation or a number: `צה"ל`, `ג'ון`.
            '"' if before.is_some_and(is_hebrew) && next.is_some_and(is_hebrew) => out.push('״'),
            '\'' if before.is_some_and(is_hebrew) => out.push('׳'),
            '"' => {
                let closes = match before {
                    Some(before) if is_unspaced(before) => self.quoted,
                    // In German, what closes a quotation opens one elsewhere.
                    Some(before) if self.quoted && self.quotes[3].starts_with(before) => true,
                    before => !opens || next.is_none_or(char::is_whitespace) && before.is_some(),
                };
                self.quoted = !closes;
                out.push_str(self.quotes[usize::from(closes)]);
            }
            '\'' if self.wide && before.is_some_and(|c| c.is_ascii_alphanumeric()) => out.push('\''),
            '\'' if opens && next.is_some_and(char::is_alphanumeric) && rest[1..].contains('\'') => {
                self.quoted_inside = true;
                out.push_str(self.quotes[2]);
            }
            '\'' if self.quoted_inside && !next.is_some_and(char::is_alphanumeric) => {
                self.quoted_inside = false;
                out.push_str(self.quotes[3]);
            }
            '\'' => out.push('’'),
            '.' if rest.starts_with("...") && !rest.starts_with("....") && before != Some('.') => {
                out.push('…');
                return 3;
            }
            '-' if rest.starts_with("--- ") && spaced => {
                out.push('—');
                return 3;
            }
            '-' if rest.starts_with("-- ") && spaced => {
                out.push(self.dash);
                return 2;
            }
            ' ' | NO_BREAK
                if self.french && matches!(next, Some(';' | '!' | '?')) && follows_word && stands_alone =>
            {
                out.push(NARROW);
            }
            ' ' if self.french && next == Some(':') && follows_word && stands_alone => out.push(NO_BREAK),
            ' ' if self.french && next == Some('»') && follows_word => out.push(NO_BREAK),
            ' ' if self.french && before == Some('«') => out.push(NO_BREAK),
            _ => out.push(c),
        }
        c.len_utf8()
    }
}

/// Whether a character is of a script that does not put spaces between words, so that a space does not tell where a
/// quotation opens.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// The text of a paragraph, given in parts that stand in different inlines, set in a language.
    fn set(language: &str, parts: &[&str]) -> String {
        let content = parts.iter().map(|part| Inline::text(Span::default(), *part)).collect();
        let blocks = vec![Block::new(Span::default(), BlockKind::Paragraph { content })];
        let mut document = Document { blocks, ..Document::default() };
        document.metadata.language = language.to_owned();
        run(&mut document);
        let BlockKind::Paragraph { content } = &document.blocks[0].kind else { unreachable!() };
        walk::plain_text(content)
    }

    #[test]
    fn french_punctuation_keeps_its_space_on_its_line() {
        let quoi = "Quoi\u{202F}? «\u{A0}Oui\u{A0}»\u{A0}: non\u{202F}; si\u{202F}!";
        assert_eq!(set("fr", &["Quoi ? « Oui » : non ; si !"]), quoi);
        assert_eq!(set("fr", &["mot", " ?"]), "mot\u{202F}?");
        assert_eq!(set("fr", &["a != b :-) 12:30 a : b"]), "a != b :-) 12:30 a\u{A0}: b");
        assert_eq!(set("en", &["What ?"]), "What ?");
    }

    #[test]
    fn straight_quotation_marks_become_those_of_the_language() {
        assert_eq!(set("en", &["\"a\" (\"b\")"]), "“a” (“b”)");
        assert_eq!(set("fr", &["le \"CEO\"."]), "le «\u{A0}CEO\u{A0}».");
        assert_eq!(set("de", &["\"", "a", "\" b"]), "„a“ b");
        assert_eq!(set("ru", &["сказал: \"да\"."]), "сказал: «да».");
        assert_eq!(set("de", &["\"das ist 'wahr'\", sagt's"]), "„das ist ‚wahr‘“, sagt’s");
        assert_eq!(set("es", &["\"es 'cierto'\""]), "«es “cierto”»");
        assert_eq!(set("ar", &["قال \"نعم\"."]), "قال «نعم».");
        assert_eq!(set("en", &["it's 'so' the dogs' '90s"]), "it’s ‘so’ the dogs’ ’90s");
    }

    #[test]
    fn quotations_open_and_close_in_turn_where_words_have_no_spaces() {
        assert_eq!(set("zh", &["他说\"早上好\"，又说：\"好\"。"]), "他说“早上好”，又说：“好”。");
        assert_eq!(set("ja", &["彼は\"はい\"と「いいえ」"]), "彼は「はい」と「いいえ」");
        assert_eq!(set("zh", &["Newton's 方法"]), "Newton's 方法");
        assert_eq!(set("th", &["พูดว่า\"สวัสดี\"แล้ว"]), "พูดว่า“สวัสดี”แล้ว");
        assert_eq!(set("ko", &["그는 \"아침\"이라고"]), "그는 “아침”이라고");
    }

    #[test]
    fn hebrew_abbreviations_have_marks_of_their_own() {
        assert_eq!(set("he", &["צה\"ל, ג'ון, \"שלום\""]), "צה״ל, ג׳ון, ”שלום”");
    }

    #[test]
    fn keyboards_dashes_and_dots_become_those_of_print() {
        assert_eq!(set("en", &["a -- b --- c --option a..."]), "a – b — c --option a…");
        assert_eq!(set("ru", &["а -- б"]), "а — б");
        assert_eq!(set("en", &["1..n .... "]), "1..n .... ");
    }
}
