//! Lines of a text on a cover: where they break, and the outlines of their letters.

use std::ops::Range;

use rustybuzz::{Direction, UnicodeBuffer};
use ttf_parser::{Face, GlyphId};
use unicode_bidi::BidiInfo;
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::outline::Outline;
use crate::font::store::Data;

/// What is called with a glyph of a face, where it is moved to and how far it leads, in sizes of the text.
type Place<'p> = &'p mut dyn FnMut(&Face<'_>, GlyphId, (f32, f32), f32);

/// A font of the program or of the system, and its number in its file.
pub type Font = (Data, u32);

/// The fonts of a text, in the order in which they are looked for.
pub struct Fonts<'a> {
    faces: Vec<rustybuzz::Face<'a>>,
}

/// A text whose parts are measured.
pub struct Measured<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
}

/// A part of a text that stays in one line, with its width in sizes of the text.
#[derive(Clone)]
struct Piece {
    range: Range<usize>,
    width: f32,
    /// The space after it, which a line's end has not.
    space: f32,
}

impl<'a> Fonts<'a> {
    /// Those of these files that can be read.
    pub fn new(files: &'a [Font]) -> Self {
        let face = |(data, index): &'a Font| rustybuzz::Face::from_slice(data, *index);
        Self { faces: files.iter().filter_map(face).collect() }
    }

    /// The text without the characters that none of the fonts has.
    pub fn known(&self, text: &str) -> String {
        text.chars().filter(|c| c.is_whitespace() || self.of(*c).is_some()).collect()
    }

    fn of(&self, c: char) -> Option<usize> {
        self.faces.iter().position(|face| face.glyph_index(c).is_some())
    }

    /// A text, to be set in lines.
    pub fn measured<'t>(&self, text: &'t str) -> Measured<'t> {
        Measured { text, pieces: self.pieces(text) }
    }

    /// The text in lines no wider than `width`, in sizes of the text, which are about equally wide. Words that are wider
    /// break anywhere.
    pub fn lines(&self, text: &Measured<'_>, width: f32) -> Vec<String> {
        let broken = |piece: &Piece| self.broken(text.text, piece.clone(), width);
        let pieces: Vec<Piece> = text.pieces.iter().flat_map(broken).collect();
        let breaks = breaks(&pieces, width);
        // The narrowest width that needs no more lines.
        let (mut low, mut high) = (0.0, width);
        for _ in 0..12 {
            let middle = (low + high) / 2.0;
            let narrow = self::breaks(&pieces, middle);
            let fits = narrow.len() <= breaks.len()
                && narrow.iter().all(|line| self::width(&pieces, line) <= middle);
            *(if fits { &mut high } else { &mut low }) = middle;
        }
        let line = |line: Range<usize>| {
            let parts = pieces.get(line.clone()).unwrap_or_default();
            let (first, last) = (parts.first(), parts.last());
            let range = first.map_or(0, |piece| piece.range.start)..last.map_or(0, |piece| piece.range.end);
            text.text.get(range).unwrap_or_default().to_owned()
        };
        let lines = self::breaks(&pieces, high);
        (if lines.len() > breaks.len() { breaks } else { lines }).into_iter().map(line).collect()
    }

    /// The parts of a text that stay together.
    fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (start, word) in text.split_word_bound_indices() {
            let range = start..start + word.len();
            if word.trim().is_empty() {
                if let Some(last) = pieces.last_mut() {
                    last.space = self.advance(" ");
                }
                continue;
            }
            let joined = pieces.last_mut().filter(|last| {
                last.space == 0.0 && !(may_end(text.get(last.range.clone())) && may_begin(word))
            });
            match joined {
                Some(last) => last.range.end = range.end,
                None => pieces.push(Piece { range, width: 0.0, space: 0.0 }),
            }
        }
        for piece in &mut pieces {
            piece.width = self.advance(text.get(piece.range.clone()).unwrap_or_default());
        }
        pieces
    }

    /// A piece in parts no wider than `widest`.
    fn broken(&self, text: &str, piece: Piece, widest: f32) -> Vec<Piece> {
        if piece.width <= widest {
            return vec![piece];
        }
        let word = text.get(piece.range.clone()).unwrap_or_default();
        let mut parts: Vec<Piece> = Vec::new();
        for (at, letter) in word.grapheme_indices(true) {
            let width = self.advance(letter);
            let range = piece.range.start + at..piece.range.start + at + letter.len();
            match parts.last_mut().filter(|last| last.width + width <= widest) {
                Some(last) => (last.range.end, last.width) = (range.end, last.width + width),
                None => parts.push(Piece { range, width, space: 0.0 }),
            }
        }
        if let Some(last) = parts.last_mut() {
            last.space = piece.space;
        }
        parts
    }

    /// How wide a text is in one line, in sizes of the text; where letters do not join, without kerning.
    fn advance(&self, text: &str) -> f32 {
        let letter = |c: char| {
            let face = self.of(c).and_then(|index| self.faces.get(index)).filter(|_| is_simple(c))?;
            let units = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph))?;
            Some(f32::from(units) / face.units_per_em() as f32)
        };
        if let Some(width) = text.chars().map(letter).sum::<Option<f32>>() {
            return width;
        }
        let mut width = 0.0;
        self.shape(text, &mut |_, _, _, advance| width += advance);
        width
    }

    /// How wide a line is, in pixels at a size.
    pub fn width(&self, line: &str, size: f32) -> f32 {
        let mut width = 0.0;
        self.shape(line, &mut |_, _, _, advance| width += advance);
        width * size
    }

    /// The outlines of the glyphs of a line that begins at a point, in pixels.
    pub fn outlines(&self, line: &str, size: f32, (x, y): (f32, f32), mut draw: impl FnMut(&Outline)) {
        let mut pen = x;
        self.shape(line, &mut |face, glyph, moved, advance| {
            let origin = (pen + moved.0 * size, y - moved.1 * size);
            let mut outline = Outline::new(origin, size / f32::from(face.units_per_em()));
            if face.outline_glyph(glyph, &mut outline).is_some() {
                draw(&outline);
            }
            pen += advance * size;
        });
    }

    /// Calls `place` with each glyph of a line from left to right, where it is moved to and how far it leads, in sizes of
    /// the text.
    fn shape(&self, line: &str, place: Place<'_>) {
        let bidi = BidiInfo::new(line, None);
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let rtl = levels.get(run.start).is_some_and(|level| level.is_rtl());
                let mut parts = self.parts(line, run);
                if rtl {
                    parts.reverse();
                }
                for (font, part) in parts {
                    let Some(face) = self.faces.get(font) else { continue };
                    let mut buffer = UnicodeBuffer::new();
                    buffer.push_str(line.get(part).unwrap_or_default());
                    buffer.guess_segment_properties();
                    buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
                    let shaped = rustybuzz::shape(face, &[], buffer);
                    let em = |units: i32| units as f32 / face.units_per_em() as f32;
                    for (glyph, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
                        let moved = (em(position.x_offset), em(position.y_offset));
                        place(face, GlyphId(glyph.glyph_id as u16), moved, em(position.x_advance));
                    }
                }
            }
        }
    }

    /// The parts of a run that are of one font and one script. What has no script of its own, and marks, go with what
    /// stands before.
    fn parts(&self, line: &str, run: Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut parts: Vec<(usize, Script, Range<usize>)> = Vec::new();
        for (at, c) in line.get(run.clone()).unwrap_or_default().char_indices() {
            let range = run.start + at..run.start + at + c.len_utf8();
            let last = parts.last_mut();
            let script = match c.script() {
                Script::Common | Script::Inherited => {
                    last.as_ref().map_or(Script::Common, |(_, script, _)| *script)
                }
                own => own,
            };
            let stays = |font: usize| self.faces.get(font).is_some_and(|face| face.glyph_index(c).is_some());
            match last {
                Some((font, own, before)) if (*own == script || *own == Script::Common) && stays(*font) => {
                    (*own, before.end) = (script, range.end);
                }
                _ => parts.push((self.of(c).unwrap_or_default(), script, range)),
            }
        }
        parts.into_iter().map(|(font, _, range)| (font, range)).collect()
    }
}

impl Measured<'_> {
    /// How wide the widest part is that stays in one line, in sizes of the text.
    pub fn widest(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.width).fold(0.0, f32::max)
    }
}

/// The lines that pieces are set in, each as wide as it can be.
fn breaks(pieces: &[Piece], width: f32) -> Vec<Range<usize>> {
    let (mut lines, mut start, mut taken) = (Vec::new(), 0, 0.0);
    for (index, piece) in pieces.iter().enumerate() {
        if index > start && taken + piece.width > width {
            lines.push(start..index);
            (start, taken) = (index, 0.0);
        }
        taken += piece.width + piece.space;
    }
    if start < pieces.len() {
        lines.push(start..pieces.len());
    }
    lines
}

fn width(pieces: &[Piece], line: &Range<usize>) -> f32 {
    let parts = pieces.get(line.clone()).unwrap_or_default();
    let all: f32 = parts.iter().map(|piece| piece.width + piece.space).sum();
    all - parts.last().map_or(0.0, |piece| piece.space)
}

/// Whether a line may end after a text: after letters of scripts without spaces, and after hyphens and dashes.
fn may_end(text: Option<&str>) -> bool {
    let last = text.and_then(|text| text.chars().next_back());
    last.is_some_and(|c| {
        is_ideograph(c)
            || matches!(c, '-' | '‐' | '–' | '—' | '/')
            || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF65}') && !is_opening(c)
    })
}

/// Whether a line may begin with a text: not with marks that close.
fn may_begin(text: &str) -> bool {
    const CLOSING: &str = "、。，．・：；？！）」』】〕〉》〗〙〛”’…ー々,.;:!?)]}»%";
    !text.starts_with(|c| CLOSING.contains(c))
}

fn is_opening(c: char) -> bool {
    "（「『【〔〈《〖〘〚".contains(c)
}

/// Whether a letter is as wide by itself as beside others, or nearly.
fn is_simple(c: char) -> bool {
    use Script::*;
    c.is_ascii()
        || matches!(c.script(), Latin | Greek | Cyrillic | Han | Hiragana | Katakana | Hangul | Common)
}

fn is_ideograph(c: char) -> bool {
    matches!(
        c.script(),
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Thai
            | Script::Lao
            | Script::Khmer
    )
}
