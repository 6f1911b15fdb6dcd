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

/// Whether a byte (UTF-8) begins what may be set otherwise, or what stands beside a space that may be.
static IS_MARK: [bool; 256] = {
    let marks = b"\"'.-;!?:\xC2";
    let (mut is_mark, mut index) = ([false; 256], 0);
    while index < marks.len() {
        is_mark[marks[index] as usize] = true;
        index += 1;
    }
    is_mark
};

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
        setter.set(text);
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
        if let [Inline { kind: InlineKind::Text { text }, .. }] = inlines.as_slice()
            && self.stays(text, 0) == text.len()
        {
            return;
        }
        self.start(Line::of(inlines));
        walk_inlines_mut(self, inlines);
        self.line = None;
    }

    fn inline(&mut self, inline: &mut Inline) {
        match &mut inline.kind {
            InlineKind::Text { text } => self.set(text),
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

    /// Sets a text of the line that is set.
    fn set(&mut self, text: &mut String) {
        let length = text.len();
        // Most texts stay as they are.
        if self.stays(text, 0) < length {
            *text = self.set_anew(text);
        } else {
            self.before = text.chars().next_back().or(self.before);
        }
        if let Some(line) = &mut self.line {
            line.at += length;
        }
    }

    /// The text as it is set; the character before the next is known then.
    fn set_anew(&mut self, text: &str) -> String {
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
        self.line = Some(line);
        out
    }

    /// How many bytes from `at` on stay as they are, as most of a text does: what follows may be set otherwise.
    fn stays(&self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        // What stands beside a space at an end of the text is in another inline.
        if self.french && at == 0 && bytes.first() == Some(&b' ') {
            return 0;
        }
        let mut from = at;
        while let Some(plain) = bytes[from..].iter().position(|&byte| IS_MARK[usize::from(byte)]) {
            let mark = from + plain;
            if let Some(place) = self.place_at(bytes, mark).filter(|&place| place >= at) {
                return place - at;
            }
            from = mark + 1;
        }
        let ends_in_space = self.french && bytes.len() > at && bytes.last() == Some(&b' ');
        bytes.len() - usize::from(ends_in_space) - at
    }

    /// What a mark may set otherwise: itself, or a space beside it.
    fn place_at(&self, bytes: &[u8], mark: usize) -> Option<usize> {
        let space_before = || mark.checked_sub(1).filter(|&before| self.french && bytes[before] == b' ');
        match bytes[mark] {
            b'"' | b'\'' => Some(mark),
            b'.' => bytes[mark..].starts_with(b"...").then_some(mark),
            b'-' => bytes[mark..].starts_with(b"--").then_some(mark),
            0xC2 => match bytes.get(mark + 1) {
                Some(0xA0) => Some(mark).filter(|_| self.french),
                Some(0xAB) => Some(mark + 2).filter(|&after| self.french && bytes.get(after) == Some(&b' ')),
                Some(0xBB) => space_before(),
                _ => None,
            },
            _ => space_before(),
        }
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
mod tests;
