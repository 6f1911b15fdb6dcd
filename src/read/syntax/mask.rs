//! Replaces what Markdown must not touch by marks that it leaves alone, so that a note is parsed once, as one
//! document, and nothing in a tag or formula is taken for emphasis or a list. A mark is a private-use
//! character, a number and the character again; tags that stand for blocks are put into an HTML comment on a
//! line of their own, for that ends the paragraph or list before it. A map leads back to the user's bytes.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "pieces, pairings and neighbours are lists of one length; offsets are of pieces of the same text"
)]

mod marks;
mod table;
pub mod token;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::read::dialect::features::Features;
use crate::read::syntax::abbreviation::Definition;
use crate::read::syntax::excerpt::OffsetMap;
use crate::read::syntax::mask::marks::{Level, marks};
use crate::read::syntax::mask::token::{Edge, Token};
use crate::read::syntax::names::Vocabulary;
use crate::read::syntax::piece::{Line, NeverClosed, PieceKind, Scanned};
use crate::read::syntax::scan::facts::Names;
use crate::read::syntax::scan::scan_options::ScanOptions;
use crate::read::syntax::scan::{self, spaced};
use crate::source::Span;

/// A note's text with marks in it.
#[derive(Debug)]
pub struct Masked {
    /// The text to parse as Markdown; who has parsed it may take it away.
    pub text: String,
    /// What the marks stand for, by number.
    pub tokens: Vec<Token>,
    /// The abbreviations that the text defines.
    pub abbreviations: Vec<Definition>,
    /// What is wrong with tables in the text.
    pub warnings: Vec<Diagnostic>,
    /// The formulas that are never closed.
    pub never_closed: Vec<NeverClosed>,
    /// The files that the text imports, by the names that it gives them.
    pub imports: HashMap<String, String>,
    /// The bytes that the text captures under names, in order.
    pub captured: HashMap<String, Vec<std::ops::Range<usize>>>,
    mark: char,
    /// The number of the first token.
    first: usize,
    /// The tokens in the cells of tables, whose numbers come after those of the others.
    in_cells: Vec<Token>,
    /// The way back to the source.
    map: OffsetMap,
}

/// Masks the text from byte `start` on. The names in `vocabulary` stand for blocks even in the middle of a line.
pub fn mask(text: &str, start: usize, vocabulary: Vocabulary, features: Features) -> Masked {
    let options = ScanOptions { features, ..ScanOptions::default() };
    mask_at(text, start, vocabulary, unused(&text[start..]), 0, options, None)
}

/// Masks a text that will be a single line, in which no table can stand; `names` are those that its note gives to
/// addresses.
pub fn mask_line(
    text: &str,
    start: usize,
    vocabulary: Vocabulary,
    features: Features,
    names: Names,
) -> Masked {
    let options = ScanOptions { tables: false, features, ..ScanOptions::default() };
    mask_at(text, start, vocabulary, unused(&text[start..]), 0, options, Some(names)).into_heading()
}

/// Masks a text at some place of the note, with marks of the character `mark` and numbers from `first` on.
fn mask_at(
    text: &str,
    start: usize,
    vocabulary: Vocabulary,
    mark: char,
    first: usize,
    options: ScanOptions,
    mut names: Option<Names>,
) -> Masked {
    let Scanned { mut pieces, warnings, never_closed } =
        scan::pieces(text, start, vocabulary, options, names.clone());
    let mut masked = Masked {
        text: String::with_capacity(text.len() - start),
        tokens: Vec::new(),
        abbreviations: Vec::new(),
        warnings,
        never_closed,
        imports: HashMap::new(),
        captured: HashMap::new(),
        mark,
        first,
        in_cells: Vec::new(),
        map: OffsetMap::default(),
    };
    let (marks, total) = marks(text, &mut pieces, vocabulary, first);
    let mut copied = start;
    let mut after_block = false;
    for (mut piece, mark) in pieces.into_iter().zip(marks) {
        let fresh = copied <= piece.line.start || after_block;
        let own = copied.max(piece.line.start).min(piece.range.start)..piece.range.start;
        let fresh = fresh && text[own].trim().is_empty();
        masked.copy(text, copied..piece.range.start);
        copied = piece.range.end;
        let Some(mark) = mark else {
            masked.take_unmarked(piece.kind, copied);
            continue;
        };
        after_block = mark.level == Level::Block;
        let written = &text[piece.range.clone()];
        let edges = if after_block { [Edge::Letter; 2] } else { Edge::of(&piece.kind, written) };
        if piece.range.is_empty() {
            masked.push_closing(&mark.prefix);
        } else if after_block {
            masked.start_block(&piece.line, &mark.prefix, fresh);
            if let PieceKind::Table(table) = &mut piece.kind {
                if options.features.contains(Features::SPACED_LINKS) {
                    names.get_or_insert_with(|| spaced::names(text).into());
                }
                let cells = std::mem::take(&mut table.cells);
                masked.push_table(cells, &mark.prefix, total, options, names.as_ref(), vocabulary);
            } else {
                masked.push_comment();
            }
            let (spaces, alone) = scan::line::blank_after(text, copied);
            copied += spaces;
            if !alone {
                masked.break_line(&mark.prefix, 1);
            }
        } else {
            masked.text.push_str(edges[0].text());
            masked.push_mark();
            masked.text.push_str(edges[1].text());
        }
        let span = Span::new(piece.range);
        masked.tokens.push(Token { span, kind: piece.kind, own_line: after_block, edges });
    }
    masked.copy(text, copied..text.len());
    masked.tokens.append(&mut masked.in_cells);
    masked
}

/// The first private-use character that the text does not have.
fn unused(text: &str) -> char {
    // They begin with these bytes in UTF-8, as few other characters do.
    if memchr::memchr2(0xEE, 0xEF, text.as_bytes()).is_none() {
        return '\u{E000}';
    }
    let mut seen = [false; 0x1900];
    for c in text.chars().filter(|c| ('\u{E000}'..'\u{F900}').contains(c)) {
        seen[c as usize - 0xE000] = true;
    }
    let free = seen.iter().position(|&seen| !seen).unwrap_or_default() as u32;
    char::from_u32(0xE000 + free).unwrap_or('\u{E000}')
}

impl Masked {
    /// The same text as the content of a heading, which is one line of inlines whatever it begins with.
    fn into_heading(mut self) -> Self {
        let line = self.text.trim_end().replace(['\n', '\r'], " ");
        let escape = if line.ends_with('#') { "\\" } else { "" };
        let kept = line.len() - escape.len();
        self.text = format!("# {}{escape}{}", &line[..kept], &line[kept..]);
        self.map.shift(2);
        self
    }

    /// Takes a piece for which no mark stands, and which ends at byte `end` of the source.
    fn take_unmarked(&mut self, kind: PieceKind, end: usize) {
        match kind {
            PieceKind::Abbreviation(definition) => self.abbreviations.push(definition),
            PieceKind::Import { name, path } => drop(self.imports.insert(name, path)),
            PieceKind::Captured { name, inside } => self.captured.entry(name).or_default().push(inside),
            PieceKind::Rewritten(text) => {
                self.text.push_str(&text);
                self.map.push(self.text.len(), end);
            }
            _ => {}
        }
    }

    /// Closes what the lines before were in; the line that comes next is left as it is.
    fn push_closing(&mut self, prefix: &str) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text.push_str(prefix);
        self.push_comment();
        self.text.push('\n');
    }

    /// Begins the line of a block that stood in `line`; `fresh` says that nothing else is on the line so far.
    fn start_block(&mut self, line: &Line, prefix: &str, fresh: bool) {
        match usize::from(!fresh) + usize::from(line.html) {
            0 if prefix.len() < line.prefix.len() => self.start_line_anew(prefix),
            breaks => self.break_line(prefix, breaks),
        }
    }

    fn copy(&mut self, text: &str, range: std::ops::Range<usize>) {
        self.map.push(self.text.len(), range.start);
        self.text.push_str(&text[range.clone()]);
        self.map.push(self.text.len(), range.end);
    }

    fn push_comment(&mut self) {
        self.text.push_str("<!--");
        self.push_mark();
        self.text.push_str("-->");
    }

    fn push_mark(&mut self) {
        self.text.push_str(&self.next_token());
    }

    /// The mark of the token that comes next.
    fn next_token(&self) -> String {
        format!("{}{}{}", self.mark, self.first + self.tokens.len(), self.mark)
    }

    /// Starts a new line of the same containers, after `count` line feeds (perhaps none).
    fn break_line(&mut self, prefix: &str, count: usize) {
        if count == 0 {
            return;
        }
        let trimmed = self.text.trim_end_matches([' ', '\t']).len();
        self.truncate(trimmed.max(self.line_start()));
        for at in 0..count {
            self.text.push('\n');
            let last = at + 1 == count;
            self.text.push_str(if last { prefix } else { prefix.trim_end() });
        }
    }

    /// Replaces what the line begins with, which is all that it has so far.
    fn start_line_anew(&mut self, prefix: &str) {
        self.truncate(self.line_start());
        self.text.push_str(prefix);
    }

    fn line_start(&self) -> usize {
        self.text.rfind('\n').map_or(0, |at| at + 1)
    }

    fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        self.map.truncate(length);
    }

    /// The byte in the source that a byte of the masked text comes from.
    pub fn source_offset(&self, offset: usize) -> usize {
        self.map.origin(offset)
    }

    /// Whether no token stands in the text.
    pub fn is_plain(&self, text: &str) -> bool {
        !text.contains(self.mark)
    }

    /// The tokens and the text between them, in order.
    pub fn split<'t>(&self, text: &'t str) -> Vec<Part<'t>> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((start, end, token)) = self.next_mark(rest) {
            if start > 0 {
                parts.push(Part::Text(&rest[..start]));
            }
            parts.push(Part::Token(token));
            rest = &rest[end..];
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest));
        }
        parts
    }

    /// The token, when the text is the inside of a comment that stands for a block tag.
    pub fn comment_token(&self, comment: &str) -> Option<usize> {
        let (start, end, token) = self.next_mark(comment)?;
        (start == 0 && end == comment.len()).then_some(token)
    }

    /// The text as the user wrote it: marks replaced by what they stand for.
    pub fn unmask<'t>(&self, text: &'t str, source: &str) -> Cow<'t, str> {
        if !text.contains(self.mark) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((start, end, token)) = self.next_mark(rest) {
            let comment = rest[..start].ends_with("<!--") && rest[end..].starts_with("-->");
            out.push_str(if comment { &rest[..start - 4] } else { &rest[..start] });
            out.push_str(source.get(self.tokens[token].span.range()).unwrap_or_default());
            rest = if comment { &rest[end + 3..] } else { &rest[end..] };
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    fn next_mark(&self, text: &str) -> Option<(usize, usize, usize)> {
        let start = text.find(self.mark)?;
        let number = &text[start + self.mark.len_utf8()..];
        let length = number.find(self.mark)?;
        let token = number[..length].parse().ok().filter(|&token: &usize| token < self.tokens.len())?;
        let [before, after] = self.tokens[token].edges.map(Edge::text);
        let end = start + length + 2 * self.mark.len_utf8();
        let end = if text[end..].starts_with(after) { end + after.len() } else { end };
        let start = if text[..start].ends_with(before) { start - before.len() } else { start };
        Some((start, end, token))
    }
}

/// A part of a text: words, or a token's number.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Words.
    Text(&'t str),
    /// A token.
    Token(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::syntax::names::tests::vocabulary;

    /// The masked text, with marks as `⟨number⟩`.
    fn show(text: &str) -> String {
        let masked = mask(text, 0, vocabulary(), Features::AUTO);
        let mut open = false;
        let mut shown = String::new();
        for c in masked.text.chars() {
            match c {
                '\u{E000}' => {
                    open = !open;
                    shown.push(if open { '⟨' } else { '⟩' });
                }
                // What stands beside marks says only what they hide.
                '\u{2021}' | '\u{3005}' => {}
                _ => shown.push(c),
            }
        }
        shown
    }

    #[test]
    fn block_tags_stand_on_lines_of_their_own() {
        assert_eq!(show("{% note %}\ntext\n{% endnote %}\n"), "<!--⟨0⟩-->\ntext\n<!--⟨1⟩-->\n");
        assert_eq!(
            show("{% note %} text\nmore {% endnote %} after"),
            "<!--⟨0⟩-->\ntext\nmore\n<!--⟨1⟩-->\nafter"
        );
        assert_eq!(show("{% note %}text{% endnote %}"), "<!--⟨0⟩-->\ntext\n<!--⟨1⟩-->");
        assert_eq!(
            show("{% info %}{% note %}\nx\n{% endnote %}{% endinfo %}"),
            "<!--⟨0⟩-->\n<!--⟨1⟩-->\nx\n<!--⟨2⟩-->\n<!--⟨3⟩-->"
        );
    }

    #[test]
    fn block_tags_stay_in_their_container() {
        assert_eq!(show("- {% note %}\n  x\n  {% endnote %}"), "- <!--⟨0⟩-->\n  x\n  <!--⟨1⟩-->");
        assert_eq!(
            show("1. do {% aller %}\n   x\n   {% endaller %}"),
            "1. do\n   <!--⟨0⟩-->\n   x\n   <!--⟨1⟩-->"
        );
        assert_eq!(show("> - a {% note %}b{% endnote %}"), "> - a\n>   <!--⟨0⟩-->\n>   b\n>   <!--⟨1⟩-->");
        assert_eq!(show("- {% note %}x\n  {% endnote %}"), "- <!--⟨0⟩-->\n  x\n  <!--⟨1⟩-->");
    }

    #[test]
    fn a_closing_tag_indented_with_a_list_closes_what_is_outside_the_list() {
        assert_eq!(show("{% note %}\n- a\n  {% endnote %}\nb"), "<!--⟨0⟩-->\n- a\n<!--⟨1⟩-->\nb");
        assert_eq!(show("{% note %}\n- a\n  {% endnote %} b"), "<!--⟨0⟩-->\n- a\n<!--⟨1⟩-->\nb");
    }

    #[test]
    fn tags_in_a_line_stay_in_the_line() {
        assert_eq!(show("a {% user %}b{% enduser %} c"), "a ⟨0⟩b⟨1⟩ c");
        assert_eq!(show("# T {% note %}x{% endnote %}"), "# T ⟨0⟩x⟨1⟩");
        assert_eq!(show("| {% note %}x{% endnote %} | b |"), "| ⟨0⟩x⟨1⟩ | b |");
        assert_eq!(show("{% img a %} text"), "⟨0⟩ text");
    }

    #[test]
    fn containers_of_lines_lose_their_indentation() {
        assert_eq!(show("!!! note\n    a\n\n    - b\nc"), "<!--⟨0⟩-->\na\n\n- b\n<!--⟨1⟩-->\nc");
        assert_eq!(
            show("- x\n\n    !!! note\n        a\n\n    b"),
            "- x\n\n    <!--⟨0⟩-->\n    a\n\n    <!--⟨1⟩-->\n    b"
        );
        assert_eq!(show(":::note\na\n:::\nb"), "<!--⟨0⟩-->\na\n<!--⟨1⟩-->\nb");
    }

    #[test]
    fn a_block_tag_gets_out_of_an_html_block() {
        assert_eq!(
            show("<div>\nx\n</div>\n{% note %}\ny\n{% endnote %}"),
            "<div>\nx\n</div>\n\n<!--⟨0⟩-->\ny\n<!--⟨1⟩-->"
        );
    }

    #[test]
    fn the_way_back_leads_to_the_users_bytes() {
        let text = "é {% note %}\nab $x$ cd\n{% endnote %}\nef";
        let masked = mask(text, 0, vocabulary(), Features::AUTO);
        for word in ["é", "ab", "cd", "ef"] {
            let offset = masked.text.find(word).unwrap();
            assert_eq!(masked.source_offset(offset), text.find(word).unwrap(), "{word}");
        }
        assert_eq!(masked.source_offset(masked.text.len()), text.len());
        assert_eq!(
            masked.unmask(&masked.text, text).replace("\n\n", "\n"),
            "é\n{% note %}\nab $x$ cd\n{% endnote %}\nef"
        );
    }

    #[test]
    fn a_note_that_has_the_mark_itself_is_not_confused() {
        let text = "\u{E000}0\u{E000} $x$";
        let masked = mask(text, 0, vocabulary(), Features::AUTO);
        assert_eq!(masked.split(&masked.text), [Part::Text("\u{E000}0\u{E000} "), Part::Token(0)]);
    }
}
