//! A font with the glyphs of some characters only, for pages and books.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId, Tag, name_id};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

use super::glyphs::Glyphs;
use super::layout::{self, Substitutes};
use super::math;
use super::tables::{self, Tables};
use crate::limits::SUBSETS;

/// What a subset is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Formulas: it has the table `MATH`.
    Formulas,
    /// Text: it has ligatures and kerning.
    Text,
}

/// Subsets that were made, the last one last: notes of a folder, and the formats of a note, often need the same.
static MADE: Mutex<Vec<(Asked, Arc<[u8]>)>> = Mutex::new(Vec::new());

/// What a subset is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    /// What tells fonts apart: the sum of all bytes that a font has in its table `head`, and its length.
    font: (u32, usize, u32),
    characters: BTreeSet<char>,
    purpose: Purpose,
    name: String,
}

/// A font (OpenType) of the glyphs that a font has for these characters, as a file with outlines of CFF or TrueType, and
/// called `name`, for it is not the font that others know. `index` is for collections. The same input gives the same bytes.
///
/// `None` when the font has none of them, cannot be read or, for formulas, has no table `MATH`.
pub fn of(
    data: &[u8],
    index: u32,
    characters: &BTreeSet<char>,
    purpose: Purpose,
    name: &str,
) -> Option<Arc<[u8]>> {
    let face = Face::parse(data, index).ok()?;
    let sum = face.raw_face().table(Tag::from_bytes(b"head"))?.get(8..12)?.try_into().ok()?;
    let asked = Asked {
        font: (u32::from_be_bytes(sum), data.len(), index),
        characters: characters.clone(),
        purpose,
        name: name.to_owned(),
    };
    let made = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, subset)) = made().iter().find(|(of, _)| *of == asked) {
        return Some(subset.clone());
    }
    let subset: Arc<[u8]> = make(&face, data, index, characters, purpose, name)?.into();
    let mut made = made();
    if made.len() >= SUBSETS {
        made.remove(0);
    }
    made.push((asked, subset.clone()));
    Some(subset)
}

fn make(
    face: &Face<'_>,
    data: &[u8],
    index: u32,
    characters: &BTreeSet<char>,
    purpose: Purpose,
    name: &str,
) -> Option<Vec<u8>> {
    let found: BTreeMap<char, GlyphId> =
        characters.iter().filter_map(|&c| Some((c, face.glyph_index(c)?))).collect();
    if found.is_empty() {
        return None;
    }
    let mut glyphs: BTreeSet<GlyphId> = found.values().copied().chain([GlyphId(0)]).collect();
    let substitutes = match purpose {
        Purpose::Formulas => Substitutes::in_formulas(face, &mut glyphs),
        Purpose::Text => Substitutes::in_text(face, &mut glyphs),
    };
    if purpose == Purpose::Formulas {
        math::close(face, &mut glyphs);
    }
    glyphs.retain(|glyph| glyph.0 < face.number_of_glyphs());
    let glyphs = Glyphs::of(glyphs);
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs.all());
    // Variable fonts come at their default instance.
    let outlines = subsetter::subset_with_variations(data, index, &[], &remapper).ok()?;
    let outlines = ttf_parser::RawFace::parse(&outlines, 0).ok()?;
    let mut tables = Tables::new();
    for record in outlines.table_records {
        tables.insert(record.tag, outlines.table(record.tag)?.to_vec());
    }
    let mut put = |tag: &[u8; 4], table: Option<Vec<u8>>| {
        table.map(|table| tables.insert(Tag::from_bytes(tag), table));
    };
    put(b"OS/2", face.raw_face().table(Tag::from_bytes(b"OS/2")).map(<[u8]>::to_vec));
    put(b"name", tables::name(&names(face, name)));
    let new = |(&c, &glyph): (&char, &GlyphId)| Some((c, glyphs.renumbered(glyph)?));
    put(b"cmap", tables::cmap(&found.iter().filter_map(new).collect()));
    put(b"GSUB", substitutes.table(&glyphs));
    match purpose {
        Purpose::Formulas => put(b"MATH", Some(math::table(face, &glyphs)?)),
        Purpose::Text => put(b"GPOS", layout::kerning(face, &glyphs)),
    }
    tables::file(tables)
}

/// The names of a subset: its own, with the notice of copyright and the licence of the font.
fn names(face: &Face<'_>, name: &str) -> BTreeMap<u16, String> {
    const KEPT: [u16; 5] = [
        name_id::COPYRIGHT_NOTICE,
        name_id::TRADEMARK,
        name_id::MANUFACTURER,
        name_id::LICENSE,
        name_id::LICENSE_URL,
    ];
    let mut names: BTreeMap<u16, String> = BTreeMap::new();
    for entry in face.names().into_iter().filter(|entry| KEPT.contains(&entry.name_id)) {
        if let Some(text) = entry.to_string() {
            names.entry(entry.name_id).or_insert(text);
        }
    }
    let compact: String = name.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    names.extend([
        (name_id::FAMILY, name.to_owned()),
        (name_id::SUBFAMILY, "Regular".to_owned()),
        (name_id::UNIQUE_ID, name.to_owned()),
        (name_id::FULL_NAME, name.to_owned()),
        (name_id::POST_SCRIPT_NAME, compact),
    ]);
    names
}

/// Whether a character needs more of a font than a subset keeps: marks that are put in their places, letters that join.
fn is_complex(c: char) -> bool {
    use Script::*;
    const SIMPLE: [Script; 14] = [
        Latin, Greek, Cyrillic, Hebrew, Armenian, Georgian, Han, Hiragana, Katakana, Hangul, Bopomofo,
        Common, Inherited, Unknown,
    ];
    !c.is_ascii()
        && (c.general_category() == GeneralCategory::NonspacingMark && !matches!(c, '\u{FE00}'..='\u{FE0F}')
            || !SIMPLE.contains(&c.script())
            || matches!(c, '\u{1100}'..='\u{11FF}'))
}

/// Whether a font has a character of these that needs more of it than a subset keeps.
pub fn has_complex(data: &[u8], characters: &BTreeSet<char>) -> bool {
    let mut complex = characters.iter().filter(|c| is_complex(**c)).peekable();
    complex.peek().is_some()
        && Face::parse(data, 0).is_ok_and(|face| complex.any(|c| face.glyph_index(*c).is_some()))
}

/// Whether the font may be embedded (ISO/IEC 14496-22, 5.2.8, `fsType`), as a subset too.
pub fn may_embed(data: &[u8], index: u32) -> bool {
    let Ok(face) = Face::parse(data, index) else { return false };
    // A font that says nothing may be installed and embedded.
    let permitted =
        face.permissions().is_none_or(|permissions| permissions != ttf_parser::Permissions::Restricted);
    permitted && face.is_subsetting_allowed() && face.is_outline_embedding_allowed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::files::{self, FORMULAS};
    use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};

    fn made(family: &str, text: &str, purpose: Purpose) -> Arc<[u8]> {
        let data = files::find(family, false, false).unwrap().data;
        of(data, 0, &text.chars().collect(), purpose, "Name").unwrap()
    }

    #[test]
    fn a_subset_has_the_letters_that_are_asked_for_and_no_others() {
        for (family, text) in [(FORMULAS, "x𝑥(∑"), ("Libertinus Serif", "aßЖ"), ("IBM Plex Sans", "aé")]
        {
            let subset =
                made(family, text, if family == FORMULAS { Purpose::Formulas } else { Purpose::Text });
            let (face, whole) =
                (Face::parse(&subset, 0).unwrap(), files::find(family, false, false).unwrap());
            let whole = Face::parse(whole.data, 0).unwrap();
            for c in text.chars() {
                let (new, old) = (face.glyph_index(c).unwrap(), whole.glyph_index(c).unwrap());
                assert_eq!(face.glyph_hor_advance(new), whole.glyph_hor_advance(old), "{c}");
                assert_eq!(face.glyph_bounding_box(new), whole.glyph_bounding_box(old), "{c}");
            }
            assert_eq!(face.glyph_index('q'), None);
            assert_eq!((face.ascender(), face.units_per_em()), (whole.ascender(), whole.units_per_em()));
        }
    }

    #[test]
    fn delimiters_of_a_subset_grow_as_those_of_the_font() {
        let subset = made(FORMULAS, "(⏞", Purpose::Formulas);
        let (face, whole) = (Face::parse(&subset, 0).unwrap(), files::find(FORMULAS, false, false).unwrap());
        let whole = Face::parse(whole.data, 0).unwrap();
        let grown = |face: &Face<'_>, c: char, vertical: bool| {
            let variants = face.tables().math.unwrap().variants.unwrap();
            let all =
                if vertical { variants.vertical_constructions } else { variants.horizontal_constructions };
            let grown = all.get(face.glyph_index(c).unwrap()).unwrap();
            let sizes: Vec<u16> = grown.variants.into_iter().map(|one| one.advance_measurement).collect();
            let parts = grown.assembly.unwrap().parts.into_iter();
            let parts: Vec<_> = parts
                .map(|part| (part.full_advance, part.part_flags.0, face.glyph_bounding_box(part.glyph_id)))
                .collect();
            (sizes, parts)
        };
        for (c, vertical) in [('(', true), ('⏞', false)] {
            assert_eq!(grown(&face, c, vertical), grown(&whole, c, vertical), "{c}");
        }
    }

    #[test]
    fn text_keeps_its_kerning_and_its_ligatures() {
        let subset = made("Libertinus Serif", "AVofi", Purpose::Text);
        let face = Face::parse(&subset, 0).unwrap();
        let (a, v) = (face.glyph_index('A').unwrap(), face.glyph_index('V').unwrap());
        let lookup = face.tables().gpos.unwrap().lookups.get(0).unwrap();
        let Some(PositioningSubtable::Pair(PairAdjustment::Format2 { classes, matrix, .. })) =
            lookup.subtables.get(0)
        else {
            panic!("no kerning")
        };
        assert!(matrix.get((classes.0.get(a), classes.1.get(v))).unwrap().0.x_advance < -40);
        assert!(face.number_of_glyphs() > 6 && face.tables().gsub.is_some());
    }

    #[test]
    fn a_subset_has_a_name_of_its_own_and_the_notice_of_its_font() {
        let subset = made("IBM Plex Sans", "a", Purpose::Text);
        let face = Face::parse(&subset, 0).unwrap();
        let text =
            |id| face.names().into_iter().find(|name| name.name_id == id).and_then(|name| name.to_string());
        assert_eq!(text(name_id::FAMILY).as_deref(), Some("Name"));
        assert!(text(name_id::COPYRIGHT_NOTICE).unwrap().contains("IBM"));
        assert!(text(name_id::LICENSE_URL).is_some_and(|address| address.contains("OFL")));
    }

    #[test]
    fn what_no_subset_can_be_made_of_gives_none() {
        let data = files::find(FORMULAS, false, false).unwrap().data;
        let x: BTreeSet<char> = ['x'].into();
        assert!(of(data, 0, &['中'].into(), Purpose::Formulas, "Name").is_none());
        assert!(of(&data[..5_000], 0, &x, Purpose::Formulas, "Name").is_none());
        assert!(of(b"no font", 0, &x, Purpose::Text, "Name").is_none());
        // The font of the text is not for formulas.
        let text = files::find("Libertinus Serif", false, false).unwrap().data;
        assert!(of(text, 0, &x, Purpose::Formulas, "Name").is_none());
    }

    #[test]
    fn marks_and_letters_that_join_need_their_whole_font() {
        assert!("aéЖא中가".chars().all(|c| !is_complex(c)));
        assert!("\u{301}سक".chars().all(is_complex));
    }
}
