//! Replaces what Markdown must not touch by marks that it leaves alone, so that a note is parsed once, as one
//! document, and nothing in a tag or formula is taken for emphasis or a list. A mark is a private-use
//! character, a number and the character again; tags that stand for blocks are put into an HTML comment on a
//! line of their own, for that ends the paragraph or list before it. A map leads back to the user's bytes.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "pieces, roles and neighbours are lists of one length; offsets are of pieces of the same text"
)]

mod table;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::callouts::Callouts;
use crate::diagnostic::Diagnostic;
use crate::ir::{Reference, Table};
use crate::read::dialect::Dialect;
use crate::read::syntax::abbreviation::Definition;
use crate::read::syntax::attributes::AttributeLine;
use crate::read::syntax::excerpt::Map;
use crate::read::syntax::html::is_block;
use crate::read::syntax::names::is_part;
use crate::read::syntax::pair::{self, Role};
use crate::read::syntax::scan::piece::{NeverClosed, Piece, PieceKind, Place, Scanned};
use crate::read::syntax::scan::state::Names;
use crate::read::syntax::scan::{self, spaced};
use crate::read::syntax::tag::{Syntax, Tag};
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
    map: Map,
}

/// What a mark stands for.
#[derive(Debug)]
pub struct Token {
    /// Where it stands in the note.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it has a line for itself in the masked text, apart from those around it.
    pub own_line: bool,
    /// What its mark begins and ends with.
    edges: [Edge; 2],
}

/// What stands at an end of a mark in a line of text: whether stars beside it open or close emphasis depends on that
/// (CommonMark 0.31 §6.2, "flanking").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// A letter.
    Letter,
    /// Punctuation.
    Punctuation,
    /// What a template will say: stars beside it may open and close.
    Any,
}

impl Edge {
    /// What stands for it in the masked text, beside the mark.
    fn text(self) -> &'static str {
        match self {
            Edge::Letter => "",
            Edge::Punctuation => "\u{2021}",
            // comrak's `cjk_friendly_emphasis`: what is beside a character of Chinese opens and closes.
            Edge::Any => "\u{3005}",
        }
    }

    /// The two ends of what stands in `written`.
    fn of(kind: &TokenKind, written: &str) -> [Edge; 2] {
        let edge = |c: Option<char>| match c {
            Some(c) if c.is_alphanumeric() => Edge::Letter,
            Some(c) if c.is_whitespace() => Edge::Letter,
            Some(_) => Edge::Punctuation,
            None => Edge::Letter,
        };
        let ends = |text: &str| [edge(text.chars().next()), edge(text.chars().next_back())];
        match kind {
            TokenKind::Expression(_) => [Edge::Any; 2],
            TokenKind::Tag { tag, .. } if matches!(tag.syntax, Syntax::Template | Syntax::Hugo) => {
                [Edge::Any; 2]
            }
            TokenKind::Words(words) => ends(words),
            TokenKind::Role { text, .. } => ends(text),
            TokenKind::Line(_) | TokenKind::Attributes(_) | TokenKind::Table(_) => [Edge::Letter; 2],
            TokenKind::Tag { .. }
            | TokenKind::Drawing(_)
            | TokenKind::Code { .. }
            | TokenKind::Math { .. }
            | TokenKind::Reference(_) => ends(written),
        }
    }
}

/// What a [`Token`] is.
#[derive(Debug)]
pub enum TokenKind {
    /// A shortcode's tag; in its role, indices are those of tokens.
    Tag {
        /// The tag.
        tag: Tag,
        /// What it does.
        role: Role,
    },
    /// A template expression: the text between the braces.
    Expression(String),
    /// The markup of an `<svg>` element.
    Drawing(String),
    /// Code.
    Code {
        /// What a fence around it would say: its language, or a directive.
        info: String,
        /// The code.
        text: String,
    },
    /// A formula.
    Math {
        /// The LaTeX.
        tex: String,
        /// Whether it stands on a line of its own.
        display: bool,
        /// The name that stands after it.
        label: Option<String>,
    },
    /// A role: `` {name}`text` ``.
    Role {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Words that Markdown leaves as they are.
    Words(String),
    /// A citation, or a reference to something in the note.
    Reference(Reference),
    /// The mark of a line that is kept apart, and how far it is indented.
    Line(usize),
    /// A line of attributes.
    Attributes(AttributeLine),
    /// A table whose cells are written as the items of a list, in order: all of it but what stands in them.
    Table(Table),
}

/// Masks the text from byte `start` on. The names in `callouts` stand for blocks even in the middle of a line.
pub fn mask(text: &str, start: usize, callouts: &Callouts, dialect: Dialect) -> Masked {
    let place = Place { tables: dialect.has_extensions(), dialect, ..Place::default() };
    mask_at(text, start, callouts, unused(&text[start..]), 0, place, None)
}

/// Masks a text that will be a single line, in which no table can stand; `names` are those that its note gives to
/// addresses.
pub fn mask_line(text: &str, start: usize, callouts: &Callouts, dialect: Dialect, names: Names) -> Masked {
    let place = Place { tables: false, dialect, ..Place::default() };
    mask_at(text, start, callouts, unused(&text[start..]), 0, place, Some(names)).into_heading()
}

/// Masks a text at some place of the note, with marks of the character `mark` and numbers from `first` on.
fn mask_at(
    text: &str,
    start: usize,
    callouts: &Callouts,
    mark: char,
    first: usize,
    place: Place,
    mut names: Option<Names>,
) -> Masked {
    let Scanned { pieces, warnings, never_closed } =
        scan::pieces(text, start, callouts, place, names.clone());
    let mut masked = Masked {
        text: String::new(),
        tokens: Vec::new(),
        abbreviations: Vec::new(),
        warnings,
        never_closed,
        imports: HashMap::new(),
        captured: HashMap::new(),
        mark,
        first,
        in_cells: Vec::new(),
        map: Map::default(),
    };
    masked.text.reserve(text.len() - start);
    let (marks, total) = marks(text, &pieces, callouts, first);
    let mut copied = start;
    let mut after_block = false;
    for (piece, mark) in pieces.into_iter().zip(marks) {
        let fresh = copied <= piece.line.start || after_block;
        let own = copied.max(piece.line.start).min(piece.range.start)..piece.range.start;
        let fresh = fresh && text[own].trim().is_empty();
        masked.copy(text, copied..piece.range.start);
        copied = piece.range.end;
        let Some(mark) = mark else {
            match piece.kind {
                PieceKind::Abbreviation(definition) => masked.abbreviations.push(definition),
                PieceKind::Import(name, path) => drop(masked.imports.insert(name, path)),
                PieceKind::Captured(name, inside) => masked.captured.entry(name).or_default().push(inside),
                PieceKind::Marker(number) => {
                    masked.text.push_str(&number);
                    masked.map.push(masked.text.len(), copied);
                }
                _ => {}
            }
            continue;
        };
        after_block = mark.level == Level::Block;
        let written = &text[piece.range.clone()];
        let edges = if after_block { [Edge::Letter; 2] } else { Edge::of(&mark.kind, written) };
        if piece.range.is_empty() {
            // It closes what the lines before were in; the line that it stands before is left as it is.
            if !masked.text.is_empty() && !masked.text.ends_with('\n') {
                masked.text.push('\n');
            }
            masked.text.push_str(&mark.prefix);
            masked.push_comment();
            masked.text.push('\n');
        } else if after_block {
            let breaks = usize::from(!fresh) + usize::from(piece.line.html);
            match breaks {
                0 if mark.prefix.len() < piece.line.prefix.len() => masked.start_line_anew(&mark.prefix),
                breaks => masked.break_line(&mark.prefix, breaks),
            }
            if let PieceKind::Table(table) = piece.kind {
                if place.dialect.has_spaced_links() {
                    names.get_or_insert_with(|| spaced::names(text).into());
                }
                masked.push_table(table.cells, &mark.prefix, total, place, names.as_ref(), callouts);
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
        masked.tokens.push(Token { span, kind: mark.kind, own_line: after_block, edges });
    }
    masked.copy(text, copied..text.len());
    masked.tokens.append(&mut masked.in_cells);
    masked
}

struct Mark {
    kind: TokenKind,
    level: Level,
    /// What the line on which a block stands begins with.
    prefix: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// In a line of text.
    Inline,
    /// On a line of its own.
    Block,
}

/// The mark of each piece, `None` for those that vanish, and the number after the last token's.
fn marks(text: &str, pieces: &[Piece], callouts: &Callouts, first: usize) -> (Vec<Option<Mark>>, usize) {
    let tags: Vec<(usize, &Tag)> =
        pieces.iter().enumerate().filter_map(|(at, piece)| Some((at, piece.tag()?))).collect();
    let roles = pair::roles(&tags.iter().map(|&(_, tag)| tag).collect::<Vec<_>>());
    let mut role_of = vec![Role::Alone; pieces.len()];
    for (&(at, _), role) in tags.iter().zip(roles) {
        role_of[at] = match role {
            Role::Opens(other) => Role::Opens(tags[other].0),
            Role::Closes(other) => Role::Closes(tags[other].0),
            Role::Alone | Role::Stray => role,
        };
    }
    // Pieces that vanish have no token: the numbers of the others close up.
    let mut numbers = Vec::with_capacity(pieces.len());
    let mut next = first;
    for piece in pieces {
        numbers.push(next);
        next += usize::from(!piece.vanishes());
    }
    let alone = Alone::of(text, pieces);
    let level = |at: usize| match role_of[at] {
        Role::Opens(other) => pair_level(text, pieces, &alone, at, other, callouts),
        Role::Closes(other) => pair_level(text, pieces, &alone, other, at, callouts),
        Role::Alone | Role::Stray if is_phrase(text, &pieces[at]) => Level::Inline,
        Role::Alone | Role::Stray if alone.has_own_lines(at, at) => Level::Block,
        Role::Alone | Role::Stray => Level::Inline,
    };
    let mark = |(at, piece): (usize, &Piece)| {
        let (kind, level) = match &piece.kind {
            PieceKind::Nothing
            | PieceKind::Abbreviation(_)
            | PieceKind::Import(..)
            | PieceKind::Captured(..)
            | PieceKind::Marker(_) => return None,
            PieceKind::Words(words) => (TokenKind::Words(words.clone()), Level::Inline),
            PieceKind::Line(indent) => (TokenKind::Line(*indent), Level::Inline),
            PieceKind::Expression(inside) => (TokenKind::Expression(inside.clone()), Level::Inline),
            PieceKind::Code { info, text: code } => {
                let level = if alone.has_own_lines(at, at) { Level::Block } else { Level::Inline };
                (TokenKind::Code { info: info.clone(), text: code.clone() }, level)
            }
            PieceKind::Math { tex, display, label } => {
                let kind = TokenKind::Math { tex: tex.clone(), display: *display, label: label.clone() };
                (kind, Level::Inline)
            }
            PieceKind::Drawing(markup) => (TokenKind::Drawing(markup.clone()), Level::Inline),
            PieceKind::Role { name, text } => {
                (TokenKind::Role { name: name.clone(), text: text.clone() }, Level::Inline)
            }
            PieceKind::Reference(reference) => (TokenKind::Reference(reference.clone()), Level::Inline),
            PieceKind::Attributes(line) => (TokenKind::Attributes(line.clone()), Level::Block),
            PieceKind::Table(table) => (TokenKind::Table(table.table.clone()), Level::Block),
            PieceKind::Tag(tag) => {
                let role = match role_of[at] {
                    Role::Opens(other) => Role::Opens(numbers[other]),
                    Role::Closes(other) => Role::Closes(numbers[other]),
                    role @ (Role::Alone | Role::Stray) => role,
                };
                (TokenKind::Tag { tag: tag.clone(), role }, level(at))
            }
        };
        // Formatters indent a closing tag with the list before it: it belongs where its pair was opened.
        let opener = match role_of[at] {
            Role::Closes(opener) => &pieces[opener].line.prefix,
            Role::Opens(_) | Role::Alone | Role::Stray => &piece.line.prefix,
        };
        let prefix = if opener.len() < piece.line.prefix.len() { opener } else { &piece.line.prefix };
        Some(Mark { kind, level, prefix: prefix.clone() })
    };
    (pieces.iter().enumerate().map(mark).collect(), next)
}

/// A pair stands for a block when it reaches over lines, has its line for itself, or is a callout; but a
/// heading or a table's row cannot be broken up.
fn pair_level(
    text: &str,
    pieces: &[Piece],
    alone: &Alone,
    open: usize,
    close: usize,
    callouts: &Callouts,
) -> Level {
    let (opener, closer) = (&pieces[open], &pieces[close]);
    let syntax = opener.tag().map_or(Syntax::Template, |tag| tag.syntax);
    let inside = &text[opener.range.end..closer.range.start];
    let one_line = !inside.contains('\n');
    let is_callout = |tag: &Tag| callouts.get(&tag.name).is_some() && tag.name != "Link";
    let callout = opener.tag().is_some_and(|tag| is_callout(tag) || is_part(&tag.name));
    match syntax {
        Syntax::Admonition | Syntax::Directive => return Level::Block,
        // Tags of JSX may stand in a line of text, over its end too.
        Syntax::Component | Syntax::Element => {
            let parts = inside.contains("\n\n") || callout && syntax == Syntax::Component;
            let own = alone.has_own_lines(open, close) && !is_phrase(text, opener);
            let goes_on = one_line && !callout && follows_text(text, opener);
            return if !(one_line && opener.line.flat) && (parts || own && !goes_on) {
                Level::Block
            } else {
                Level::Inline
            };
        }
        Syntax::Template | Syntax::Hugo => {}
    }
    match one_line {
        true if opener.line.flat => Level::Inline,
        true if !alone.has_own_lines(open, close) && !callout => Level::Inline,
        _ => Level::Block,
    }
}

/// Whether a tag of JSX is part of a line of text: that of an element of HTML which is one, or of an empty component
/// that shares its line.
fn is_phrase(text: &str, piece: &Piece) -> bool {
    piece.tag().is_some_and(|tag| match tag.syntax {
        Syntax::Element => !is_block(&tag.name),
        Syntax::Component => {
            tag.empty
                && !(text[piece.line.start..piece.range.start].trim().is_empty()
                    && scan::line::blank_after(text, piece.range.end).1)
        }
        Syntax::Template | Syntax::Hugo | Syntax::Admonition | Syntax::Directive => false,
    })
}

/// Whether the line before that of a piece is one of text, which the piece's line goes on.
fn follows_text(text: &str, piece: &Piece) -> bool {
    let before = text[..piece.line.start].trim_end_matches([' ', '\t', '>']);
    let Some(before) = before.strip_suffix('\n') else { return false };
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    !(line.is_empty() || line.ends_with('>') || line.starts_with(['#', '`', '<', '|', ':']))
}

/// For each piece, whether only tags stand before it and after it on its line.
struct Alone {
    before: Vec<bool>,
    after: Vec<bool>,
}

impl Alone {
    fn of(text: &str, pieces: &[Piece]) -> Self {
        let blank = |start: usize, end: usize| start <= end && text[start..end].trim().is_empty();
        let mut before: Vec<bool> = Vec::with_capacity(pieces.len());
        for (at, piece) in pieces.iter().enumerate() {
            let (line, start) = (piece.line.start, piece.range.start);
            before.push(match at.checked_sub(1).map(|at| &pieces[at]) {
                Some(last) if last.range.start >= line => {
                    last.tag().is_some() && before[at - 1] && blank(last.range.end, start)
                }
                _ => blank(line, start),
            });
        }
        let mut after = vec![false; pieces.len()];
        for (at, piece) in pieces.iter().enumerate().rev() {
            let end = piece.range.end;
            let next = pieces.get(at + 1).filter(|next| !text[end..next.range.start].contains('\n'));
            after[at] = match next {
                Some(next) => next.tag().is_some() && after[at + 1] && blank(end, next.range.start),
                None => blank(end, text[end..].find('\n').map_or(text.len(), |length| end + length)),
            };
        }
        Self { before, after }
    }

    /// Whether only tags share the lines on which these pieces, or this one, begin and end.
    fn has_own_lines(&self, first: usize, last: usize) -> bool {
        self.before[first] && self.after[last]
    }
}

impl Piece {
    fn tag(&self) -> Option<&Tag> {
        match &self.kind {
            PieceKind::Tag(tag) => Some(tag),
            PieceKind::Expression(_)
            | PieceKind::Drawing(_)
            | PieceKind::Code { .. }
            | PieceKind::Math { .. }
            | PieceKind::Reference(_)
            | PieceKind::Role { .. }
            | PieceKind::Words(_)
            | PieceKind::Attributes(_)
            | PieceKind::Table(_)
            | PieceKind::Abbreviation(_)
            | PieceKind::Marker(_)
            | PieceKind::Line(_)
            | PieceKind::Import(..)
            | PieceKind::Captured(..)
            | PieceKind::Nothing => None,
        }
    }

    /// Whether nothing stands for it in the masked text.
    fn vanishes(&self) -> bool {
        matches!(
            self.kind,
            PieceKind::Nothing
                | PieceKind::Abbreviation(_)
                | PieceKind::Import(..)
                | PieceKind::Captured(..)
                | PieceKind::Marker(_)
        )
    }
}

/// The first private-use character that the text does not have.
fn unused(text: &str) -> char {
    // They begin with these bytes in UTF-8, as few other characters do.
    if !text.bytes().any(|byte| matches!(byte, 0xEE | 0xEF)) {
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

    /// The masked text, with marks as `⟨number⟩`.
    fn show(text: &str) -> String {
        let masked = mask(text, 0, Callouts::built_in(), Dialect::Auto);
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
        let masked = mask(text, 0, Callouts::built_in(), Dialect::Auto);
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
        let masked = mask(text, 0, Callouts::built_in(), Dialect::Auto);
        assert_eq!(masked.split(&masked.text), [Part::Text("\u{E000}0\u{E000} "), Part::Token(0)]);
    }
}
