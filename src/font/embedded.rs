//! The fonts of the program alone, in the place of [`super::store`] where Typst, which looks for others, is not built in.

use std::collections::BTreeSet;

use super::characters::is_invisible;
use super::files::{self, File, GENERAL};
use super::sources::Sources;

/// The bytes of a font's file.
#[derive(Debug, Clone, Copy)]
pub struct Data(&'static [u8]);

impl Data {
    /// The bytes as such.
    pub fn new(data: &'static [u8]) -> Self {
        Self(data)
    }
}

impl std::ops::Deref for Data {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

/// How wide a text is in the first of these families that is there, or in the first font that has a letter when that lacks
/// it, in sizes of the text.
pub fn width(text: &str, families: &[String], bold: bool) -> f64 {
    /// Of a letter that no font has.
    const SQUARE: f64 = 1.0;
    let own = families.iter().find_map(|family| files::find(family, bold, false));
    let faces: Vec<_> = own.into_iter().chain(GENERAL.iter()).filter_map(face).collect();
    let advance = |face: &ttf_parser::Face<'_>, c| {
        let advance = face.glyph_hor_advance(face.glyph_index(c)?)?;
        Some(f64::from(advance) / f64::from(face.units_per_em()))
    };
    let letter = |c: char| faces.iter().find_map(|face| advance(face, c)).unwrap_or(SQUARE);
    text.chars().filter(|&c| c == ' ' || !is_invisible(c)).map(letter).sum()
}

fn face(file: &File) -> Option<ttf_parser::Face<'static>> {
    ttf_parser::Face::parse(file.data, 0).ok()
}

/// The file of a font, and its number in it; `None` when the program has no such family.
pub fn file(family: &str, bold: bool, italic: bool, _: Sources<'_>) -> Option<(Data, u32)> {
    files::find(family, bold, italic).map(|file| (Data(file.data), 0))
}

/// The files of fonts that may have the letters of a text, with their numbers in these: those of the families that are there,
/// then the others for text.
pub fn covering(text: &str, families: &[String], bold: bool, _: Sources<'_>) -> Vec<(Data, u32)> {
    let data = |file: &File| (Data(file.data), 0);
    let own = families.iter().filter_map(|family| files::find(family, bold, false)).map(data);
    let mut all: Vec<(Data, u32)> = own.collect();
    let lacking: BTreeSet<char> = text.chars().filter(|&c| !c.is_ascii() && !is_invisible(c)).collect();
    if !lacking.is_empty() {
        let is_like = |own: &&File| (own.bold, own.italic) == (bold, false) && own.family != files::EMOJI;
        all.extend(GENERAL.iter().filter(is_like).map(data));
    }
    all
}
