//! Which mark each piece gets: what it stands for, and whether it has a line for itself.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "pieces, pairings and neighbours are lists of one length; offsets are of pieces of the same text"
)]

use crate::read::syntax::html::is_block;
use crate::read::syntax::names::Vocabulary;
use crate::read::syntax::pair::{self, Pairing};
use crate::read::syntax::piece::{Piece, PieceKind};
use crate::read::syntax::scan;
use crate::read::syntax::tag::{Syntax, Tag};

/// How the mark of a piece stands in the masked text.
pub struct Mark {
    pub level: Level,
    /// What the line on which a block stands begins with.
    pub prefix: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// In a line of text.
    Inline,
    /// On a line of its own.
    Block,
}

/// The mark of each piece, `None` for those that have none, and the number after the last token's. Tags get told which
/// tokens they pair with.
pub fn marks(
    text: &str,
    pieces: &mut [Piece],
    vocabulary: Vocabulary,
    first: usize,
) -> (Vec<Option<Mark>>, usize) {
    let pairings = pairings(pieces, vocabulary);
    // Pieces without a mark have no token: the numbers of the others close up.
    let mut numbers = Vec::with_capacity(pieces.len());
    let mut next = first;
    for piece in pieces.iter() {
        numbers.push(next);
        next += usize::from(!piece.kind.is_unmarked());
    }
    let alone = Alone::of(text, pieces);
    let marks = (0..pieces.len()).map(|at| {
        let piece = &pieces[at];
        if piece.kind.is_unmarked() {
            return None;
        }
        let level = level(text, pieces, &alone, at, pairings[at], vocabulary);
        // Formatters indent a closing tag with the list before it: it belongs where its pair was opened.
        let opener = match pairings[at] {
            Pairing::Closes(opener) => &pieces[opener].line.prefix,
            Pairing::Opens(_) | Pairing::Alone | Pairing::Stray => &piece.line.prefix,
        };
        let prefix = if opener.len() < piece.line.prefix.len() { opener } else { &piece.line.prefix };
        Some(Mark { level, prefix: prefix.clone() })
    });
    let marks = marks.collect();
    for (piece, own) in pieces.iter_mut().zip(pairings) {
        if let PieceKind::Tag { pairing, .. } = &mut piece.kind {
            *pairing = match own {
                Pairing::Opens(other) => Pairing::Opens(numbers[other]),
                Pairing::Closes(other) => Pairing::Closes(numbers[other]),
                Pairing::Alone | Pairing::Stray => own,
            };
        }
    }
    (marks, next)
}

/// For each piece, which other it opens or closes.
fn pairings(pieces: &[Piece], vocabulary: Vocabulary) -> Vec<Pairing> {
    let tags: Vec<(usize, &Tag)> =
        pieces.iter().enumerate().filter_map(|(at, piece)| Some((at, piece.tag()?))).collect();
    let of_tags = pair::pairings(&tags.iter().map(|&(_, tag)| tag).collect::<Vec<_>>(), vocabulary);
    let mut pairings = vec![Pairing::Alone; pieces.len()];
    for (&(at, _), pairing) in tags.iter().zip(of_tags) {
        pairings[at] = match pairing {
            Pairing::Opens(other) => Pairing::Opens(tags[other].0),
            Pairing::Closes(other) => Pairing::Closes(tags[other].0),
            Pairing::Alone | Pairing::Stray => pairing,
        };
    }
    pairings
}

/// Whether piece number `at` has a line for itself.
fn level(
    text: &str,
    pieces: &[Piece],
    alone: &Alone,
    at: usize,
    pairing: Pairing,
    vocabulary: Vocabulary,
) -> Level {
    let own_lines = || if alone.has_own_lines(at, at) { Level::Block } else { Level::Inline };
    match &pieces[at].kind {
        PieceKind::Attributes(_) | PieceKind::Table(_) => Level::Block,
        PieceKind::Code { .. } => own_lines(),
        PieceKind::Tag { .. } => match pairing {
            Pairing::Opens(other) => pair_level(text, pieces, alone, at, other, vocabulary),
            Pairing::Closes(other) => pair_level(text, pieces, alone, other, at, vocabulary),
            Pairing::Alone | Pairing::Stray if is_phrase(text, &pieces[at]) => Level::Inline,
            Pairing::Alone | Pairing::Stray => own_lines(),
        },
        _ => Level::Inline,
    }
}

/// A pair stands for a block when it reaches over lines, has its line for itself, or is a callout; but a
/// heading or a table's row cannot be broken up.
pub fn pair_level(
    text: &str,
    pieces: &[Piece],
    alone: &Alone,
    open: usize,
    close: usize,
    vocabulary: Vocabulary,
) -> Level {
    let (opener, closer) = (&pieces[open], &pieces[close]);
    let syntax = opener.tag().map_or(Syntax::Template, |tag| tag.syntax);
    let inside = &text[opener.range.end..closer.range.start];
    let one_line = !inside.contains('\n');
    let is_callout = |tag: &Tag| vocabulary.is_callout(&tag.name) && tag.name != "Link";
    let callout = opener.tag().is_some_and(|tag| is_callout(tag) || vocabulary.has_parts(tag));
    match syntax {
        Syntax::Admonition | Syntax::Directive => return Level::Block,
        // Tags of JSX may stand in a line of text, over its end too.
        Syntax::Component | Syntax::Element => {
            let parts = inside.contains("\n\n") || callout && syntax == Syntax::Component;
            let own = alone.has_own_lines(open, close) && !is_phrase(text, opener);
            let continues_text = one_line && !callout && follows_text(text, opener);
            return if !(one_line && opener.line.flat) && (parts || own && !continues_text) {
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
pub fn is_phrase(text: &str, piece: &Piece) -> bool {
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
pub fn follows_text(text: &str, piece: &Piece) -> bool {
    let before = text[..piece.line.start].trim_end_matches([' ', '\t', '>']);
    let Some(before) = before.strip_suffix('\n') else { return false };
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    !(line.is_empty() || line.ends_with('>') || line.starts_with(['#', '`', '<', '|', ':']))
}

/// For each piece, whether only tags stand before it and after it on its line.
pub struct Alone {
    pub before: Vec<bool>,
    pub after: Vec<bool>,
}

impl Alone {
    pub fn of(text: &str, pieces: &[Piece]) -> Self {
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
    pub fn has_own_lines(&self, first: usize, last: usize) -> bool {
        self.before[first] && self.after[last]
    }
}
