//! Typography of text: the language's quotation marks for straight ones, apostrophes, dashes and ellipses for
//! what keyboards have, and the spaces before and inside punctuation, which must not break. Code, formulas and
//! addresses are left alone.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of quotation marks and dashes that were found in the same text"
)]

use std::ops::Range;

use crate::ir::walk::{Visit, VisitMut, walk_inline, walk_inline_mut, walk_inlines_mut};
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
        unspaced: language.split('-').next() != Some("ko"),
        line: None,
        before: None,
        quoted: false,
        quoted_inside: false,
    };
    let Metadata { title, subtitle, summary, .. } = &mut document.metadata;
    for text in std::iter::once(title).chain(subtitle).chain(summary) {
        setter.start(Line::of_text(text.clone()));
        *text = setter.set(text);
    }
    setter.line = None;
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
    /// Whether a line's end between two characters of Chinese or Japanese is none.
    unspaced: bool,
    /// The line of text that is set.
    line: Option<Line>,
    /// The character before, in the same line of text.
    before: Option<char>,
    /// Whether a quotation is open in it.
    quoted: bool,
    /// Whether one inside it is.
    quoted_inside: bool,
}

impl VisitMut for Setter {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        if self.line.is_some() {
            return walk_inlines_mut(self, inlines);
        }
        self.start(Line::of(inlines));
        walk_inlines_mut(self, inlines);
        self.line = None;
    }

    fn inline(&mut self, inline: &mut Inline) {
        match &mut inline.kind {
            InlineKind::Text { text } => *text = self.set(text),
            InlineKind::SoftBreak if self.is_no_space() => {
                self.pass(Line::BREAK, self.before);
                inline.kind = InlineKind::Text { text: String::new() };
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => self.pass(Line::BREAK, Some(' ')),
            InlineKind::Code { .. } | InlineKind::Math { .. } | InlineKind::Image(_) => {
                self.pass(Line::WORD, Some('x'));
            }
            InlineKind::Footnote { .. } => {
                let outside = (self.line.take(), self.before, self.quoted, self.quoted_inside);
                walk_inline_mut(self, inline);
                (self.line, self.before, self.quoted, self.quoted_inside) = outside;
            }
            InlineKind::FootnoteReference { .. } => {}
            InlineKind::Styled { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                walk_inline_mut(self, inline);
            }
        }
    }
}

impl Setter {
    /// A line of text begins.
    fn start(&mut self, line: Line) {
        self.line = Some(line);
        (self.before, self.quoted, self.quoted_inside) = (None, false, false);
    }

    /// Passes over what is no text, after which `before` stands before the text.
    fn pass(&mut self, passed: char, before: Option<char>) {
        if let Some(line) = &mut self.line {
            line.at += passed.len_utf8();
        }
        self.before = before;
    }

    /// Whether the line's end that comes next stands between characters that have no spaces between them.
    fn is_no_space(&self) -> bool {
        let next = || self.line.as_ref()?.text[self.line.as_ref()?.at + 1..].chars().next();
        let marks = |c: char| "“”‘’—…".contains(c);
        match (self.before, next()) {
            (Some(before), Some(next)) if self.unspaced => {
                locale::has_no_spaces(before) && (locale::has_no_spaces(next) || marks(next))
                    || marks(before) && locale::has_no_spaces(next)
            }
            _ => false,
        }
    }

    fn set(&mut self, text: &str) -> String {
        let line = self.line.take().unwrap_or_else(|| Line::of_text(text.to_owned()));
        let mut out = String::with_capacity(text.len() + 8);
        let mut at = 0;
        loop {
            let plain = self.stays(text, at);
            out.push_str(&text[at..at + plain]);
            at += plain;
            let Some(c) = text[at..].chars().next() else { break };
            let before = out.chars().next_back().or(self.before);
            let place = Place { own: &text[at..], line: &line, at: line.at + at, before };
            at += self.one(c, place, &mut out);
        }
        self.before = out.chars().next_back().or(self.before);
        self.line = Some(Line { at: line.at + text.len(), ..line });
        out
    }

    /// How many bytes from `at` on stay as they are, as most of a text does: what follows may be set otherwise.
    fn stays(&self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let may_change = |index: usize| match bytes[index] {
            b'"' | b'\'' => true,
            b'.' => bytes[index..].starts_with(b"..."),
            b'-' => bytes[index..].starts_with(b"--"),
            // What stands beside a space at an end of the text is in another inline.
            b' ' => {
                self.french
                    && (index == 0
                        || matches!(bytes.get(index + 1), None | Some(b';' | b'!' | b'?' | b':' | 0xC2))
                        || bytes[index - 1] == 0xAB)
            }
            0xC2 => self.french && bytes.get(index + 1) == Some(&0xA0),
            _ => false,
        };
        let is_mark = |index: &usize| matches!(bytes[*index], b'"' | b'\'' | b'.' | b'-' | b' ' | 0xC2);
        (at..bytes.len()).filter(is_mark).find(|&index| may_change(index)).unwrap_or(bytes.len()) - at
    }

    /// Sets the character at a place; how many bytes that was.
    fn one(&mut self, c: char, place: Place, out: &mut String) -> usize {
        let Place { own, line, at, before } = place;
        let rest = line.text.get(at..).unwrap_or(own);
        let mut after = rest.chars().skip(1);
        let (next, second) = (after.next(), after.next());
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{«“‘„—–-/=¿¡".contains(c));
        let follows_word = before.is_none_or(|c| !c.is_whitespace());
        // Not in `a != b` or `:-)`.
        let stands_alone = second.is_none_or(|c| c.is_whitespace() || ".,;:!?»)…”\"".contains(c));
        match c {
            // An abbreviation or a number: `צה"ל`, `ג'ון`.
            '"' if before.is_some_and(is_hebrew) && next.is_some_and(is_hebrew) => out.push('״'),
            '\'' if before.is_some_and(is_hebrew) => out.push('׳'),
            '"' => {
                let closes = match before {
                    Some(before) if is_unspaced(before) => self.quoted,
                    // In German, what closes a quotation opens one elsewhere.
                    Some(before) if self.quoted && self.quotes[3].starts_with(before) => true,
                    None => false,
                    Some(_) if next.is_none() => true,
                    Some(_) => !opens || next.is_some_and(char::is_whitespace) && self.quoted,
                };
                self.quoted = !closes;
                out.push_str(self.quotes[usize::from(closes)]);
            }
            '\'' if self.wide && before.is_some_and(|c| c.is_ascii_alphanumeric()) => out.push('\''),
            '\'' if opens
                && next.is_some_and(|c| !c.is_whitespace())
                && line.closes_after(at)
                && !is_year(rest) =>
            {
                self.quoted_inside = true;
                out.push_str(self.quotes[2]);
            }
            '\'' if self.quoted_inside && !next.is_some_and(char::is_alphanumeric) => {
                self.quoted_inside = false;
                out.push_str(self.quotes[3]);
            }
            '\'' => out.push('’'),
            '.' if own.starts_with("...") && !rest.starts_with("....") && before != Some('.') => {
                out.push('…');
                return 3;
            }
            '-' if before != Some('-') && own.starts_with("--") => {
                let hyphens = rest.bytes().take_while(|&byte| byte == b'-').count();
                match self.dash(hyphens, &place) {
                    Some(dash) => out.push(dash),
                    None => out.push_str(&own[..hyphens.min(own.len())]),
                }
                return hyphens.min(own.len());
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

    /// The dash that this many hyphens stand for, as in Pandoc, Quarto and kramdown: three between words, with spaces or
    /// without, two between words or numbers. An option of a command (`--force`), an arrow and a rule stay.
    fn dash(&self, hyphens: usize, place: &Place) -> Option<char> {
        let Place { own, line, at, before } = *place;
        let rest = line.text.get(at + hyphens..)?;
        if own.len() < hyphens || line.is_verbatim(at) {
            return None;
        }
        let mut after = rest.chars();
        let (next, second) = (after.next(), after.next());
        let spaced_before = before.is_some_and(char::is_whitespace);
        let spaced_after = next.is_some_and(char::is_whitespace) && second != Some('-');
        let word_before = before.is_some_and(|c| {
            c.is_alphanumeric() || ".,;:!?)]}»”’\"'%…°".contains(c) || self.quotes[1].ends_with(c)
        });
        let word_after = next.is_some_and(|c| c.is_alphanumeric() || "([{«“‘„\"'¿¡$€£".contains(c));
        let rule = || line.text[..at].trim_end().ends_with('-');
        match hyphens {
            2 if spaced_before && next == Some(' ') && spaced_after => Some(self.dash),
            2 if word_before && word_after => Some('–'),
            3 if (word_before || spaced_before) && (word_after || spaced_after) && !rule() => Some('—'),
            3 if before.is_none() && spaced_after || next.is_none() && word_before => Some('—'),
            _ => None,
        }
    }
}

/// A line of text, whatever inlines it is made of: what a mark means depends on what stands before and after it.
struct Line {
    /// Its text; what is no text is a word or a break.
    text: String,
    /// The byte that is set next.
    at: usize,
    /// The byte of the last `'` that can close a quotation.
    last_closing: Option<usize>,
    /// The words in which hyphens are hyphens: addresses, options, names.
    verbatim: Vec<Range<usize>>,
}

impl Line {
    /// Code, a formula or an image: to the text around it, each is like a word.
    const WORD: char = 'x';
    /// The end of a line.
    const BREAK: char = '\n';

    fn of(inlines: &[Inline]) -> Self {
        struct Collector(String);
        impl Visit<'_> for Collector {
            fn inline(&mut self, inline: &Inline) {
                match &inline.kind {
                    InlineKind::Text { text } => self.0.push_str(text),
                    InlineKind::SoftBreak | InlineKind::HardBreak => self.0.push(Line::BREAK),
                    InlineKind::Code { .. } | InlineKind::Math { .. } | InlineKind::Image(_) => {
                        self.0.push(Line::WORD);
                    }
                    InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => {}
                    InlineKind::Styled { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                        walk_inline(self, inline);
                    }
                }
            }
        }
        let mut collector = Collector(String::new());
        inlines.iter().for_each(|inline| collector.inline(inline));
        Self::of_text(collector.0)
    }

    fn of_text(text: String) -> Self {
        let closes = |&(at, _): &(usize, &str)| {
            let before = text[..at].chars().next_back();
            let next = text[at + 1..].chars().next();
            before.is_some_and(|c| !c.is_whitespace()) && !next.is_some_and(char::is_alphanumeric)
        };
        let last_closing = text.rmatch_indices('\'').find(closes).map(|(at, _)| at);
        let is_verbatim = |word: &&str| {
            word.contains("--")
                && !word.trim_matches('-').is_empty()
                && (word.starts_with(['-', '/', '.', '~'])
                    || word.starts_with("www.")
                    || ["://", "__", "@", "="].iter().any(|mark| word.contains(mark)))
        };
        let mut at = 0;
        let mut verbatim = Vec::new();
        let words = text.contains("--").then(|| text.split_inclusive(char::is_whitespace));
        for word in words.into_iter().flatten() {
            let start = at;
            at += word.len();
            if is_verbatim(&word.trim_end()) {
                verbatim.push(start..at);
            }
        }
        Self { text, at: 0, last_closing, verbatim }
    }

    fn closes_after(&self, at: usize) -> bool {
        self.last_closing.is_some_and(|closing| closing > at)
    }

    fn is_verbatim(&self, at: usize) -> bool {
        let next = self.verbatim.partition_point(|word| word.end <= at);
        self.verbatim.get(next).is_some_and(|word| word.contains(&at))
    }
}

/// Where a character stands.
#[derive(Clone, Copy)]
struct Place<'t> {
    /// The text of its own inline, from it on.
    own: &'t str,
    line: &'t Line,
    /// Its byte in the line.
    at: usize,
    /// The character before, as it is set.
    before: Option<char>,
}

/// Whether an apostrophe stands for the century: `'90s`.
fn is_year(rest: &str) -> bool {
    let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let after = rest[1 + digits..].trim_start_matches('s');
    digits == 2 && !after.starts_with(|c: char| c.is_alphanumeric() || c == '\'')
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

    #[test]
    fn hyphens_between_words_are_dashes_without_spaces_too() {
        assert_eq!(
            set("en", &["a label---its name, pages 3--7, ", "Erdős", "--Rényi"]),
            "a label—its name, pages 3–7, Erdős–Rényi"
        );
        assert_eq!(set("en", &["“so”---he said---(twice)"]), "“so”—he said—(twice)");
        for kept in [
            "run --force",
            "i--; --i",
            "a --> b",
            "<!-- x -->",
            "|---|--:|",
            "--- ---",
            "https://a.b/c--d",
            "x__y--z",
            "--a--b",
            "----",
            "---",
            "make -- --quiet",
        ] {
            assert_eq!(set("en", &[kept]), kept);
        }
    }

    #[test]
    fn a_mark_opens_or_closes_by_what_stands_beside_it_in_whatever_inline() {
        let styled = |text: &str| {
            Inline::new(
                Span::default(),
                InlineKind::Styled {
                    style: Style::Strong,
                    content: vec![Inline::text(Span::default(), text)],
                },
            )
        };
        let text = |text: &str| Inline::text(Span::default(), text);
        let code = || Inline::new(Span::default(), InlineKind::Code { language: None, text: "c".to_owned() });
        let content = vec![
            text("the \""),
            styled("Save"),
            text("\" button, '"),
            styled("y"),
            text("', \""),
            code(),
            text("\"."),
        ];
        let mut document = Document {
            blocks: vec![Block::new(Span::default(), BlockKind::Paragraph { content })],
            ..Document::default()
        };
        document.metadata.language = "en".to_owned();
        run(&mut document);
        let BlockKind::Paragraph { content } = &document.blocks[0].kind else { unreachable!() };
        assert_eq!(walk::plain_text(content), "the “Save” button, ‘y’, “c”.");
    }

    #[test]
    fn single_marks_open_before_punctuation_when_something_closes_them() {
        assert_eq!(set("en", &["'--force' '.git' '$5' '(a)'"]), "‘--force’ ‘.git’ ‘$5’ ‘(a)’");
        assert_eq!(set("en", &["the '90s and '80s' ends"]), "the ’90s and ‘80s’ ends");
    }
}
