//! The table `MATH` of a subset (ISO/IEC 14496-22, 6.3.6): constants, corrections, and the larger glyphs and parts that
//! delimiters, roots and accents grow from. Kerning of scripts is left out, for MathML Core does not use it.

use std::collections::BTreeSet;

use ttf_parser::math::{GlyphConstruction, GlyphConstructions, MathValues, Variants};
use ttf_parser::{Face, GlyphId, Tag};

use super::glyphs::Glyphs;
use super::tables::Bytes;

/// Adds the glyphs that these grow into.
pub fn close(face: &Face<'_>, glyphs: &mut BTreeSet<GlyphId>) {
    let Some(variants) = face.tables().math.and_then(|math| math.variants) else { return };
    for glyph in glyphs.clone() {
        for construction in constructions(&variants).iter().filter_map(|all| all.get(glyph)) {
            glyphs.extend(construction.variants.into_iter().map(|variant| variant.variant_glyph));
            let parts = construction.assembly.map(|assembly| assembly.parts);
            glyphs.extend(parts.into_iter().flatten().map(|part| part.glyph_id));
        }
    }
}

fn constructions<'a>(variants: &Variants<'a>) -> [GlyphConstructions<'a>; 2] {
    [variants.vertical_constructions, variants.horizontal_constructions]
}

/// The table for these glyphs; `None` when the font has none.
pub fn table(face: &Face<'_>, glyphs: &Glyphs) -> Option<Vec<u8>> {
    /// From the start of the table of constants.
    const CONSTANTS: usize = 214;
    const RECORDS: usize = 51;
    let raw = face.raw_face().table(Tag::from_bytes(b"MATH"))?;
    let at = u16::from_be_bytes(raw.get(4..6)?.try_into().ok()?);
    let mut constants = raw.get(usize::from(at)..)?.get(..CONSTANTS)?.to_vec();
    // Corrections for single sizes in pixels are no part of the subset.
    for record in constants.get_mut(8..)?.chunks_mut(4).take(RECORDS) {
        record.get_mut(2..)?.fill(0);
    }
    let mut table = Bytes::default();
    table.u32(0x0001_0000).u16(0).u16(0).u16(0);
    table.point(0, 4)?;
    table.0.extend(constants);
    let math = face.tables().math?;
    if let Some(info) = math.glyph_info {
        table.point(0, 6)?;
        let start = table.0.len();
        table.u16(0).u16(0).u16(0).u16(0);
        for (index, values) in [info.italic_corrections, info.top_accent_attachments].into_iter().enumerate()
        {
            let Some(values) = values.and_then(|values| self::values(values, glyphs)) else { continue };
            table.point(start, start + 2 * index)?;
            table.0.extend(values);
        }
        let extended = info.extended_shapes.map(|shapes| glyphs.filter(|old| shapes.contains(old)));
        if let Some(extended) = extended.filter(|extended| !extended.is_empty()) {
            table.point(start, start + 4)?;
            table.coverage(extended.iter().map(|(new, _)| *new));
        }
    }
    if let Some(variants) = math.variants {
        table.point(0, 8)?;
        table.0.extend(self::variants(&variants, glyphs)?);
    }
    Some(table.0)
}

/// Values of glyphs, with their coverage.
fn values(values: MathValues<'_>, glyphs: &Glyphs) -> Option<Vec<u8>> {
    let kept = glyphs.filter(|old| values.get(old).is_some());
    let mut table = Bytes::default();
    table.u16(4 + 4 * kept.len()).u16(kept.len());
    for (_, old) in &kept {
        table.i16(values.get(*old)?.value).u16(0);
    }
    table.coverage(kept.iter().map(|(new, _)| *new));
    (!kept.is_empty()).then_some(table.0)
}

fn variants(variants: &Variants<'_>, glyphs: &Glyphs) -> Option<Vec<u8>> {
    let kept = constructions(variants).map(|all| {
        let grown = glyphs.filter(|old| all.get(old).is_some());
        grown
            .into_iter()
            .filter_map(|(new, old)| Some((new, construction(&all.get(old)?, glyphs)?)))
            .collect::<Vec<_>>()
    });
    let mut table = Bytes::default();
    table.u16(variants.min_connector_overlap.into()).u16(0).u16(0);
    table.numbers(kept.iter().map(Vec::len));
    let parts: Vec<Vec<u8>> = kept.iter().flatten().map(|(_, part)| part.clone()).collect();
    table.parts(0, &parts)?;
    for (index, kept) in kept.iter().enumerate() {
        table.point(0, 2 + 2 * index)?;
        table.coverage(kept.iter().map(|(new, _)| *new));
    }
    Some(table.0)
}

/// What a glyph grows into; `None` when a part of it is not in the subset, as for glyphs that only others grow into.
fn construction(grown: &GlyphConstruction<'_>, glyphs: &Glyphs) -> Option<Vec<u8>> {
    let mut table = Bytes::default();
    table.u16(0).u16(grown.variants.len().into());
    for variant in grown.variants {
        table.glyph(glyphs.renumbered(variant.variant_glyph)?).u16(variant.advance_measurement.into());
    }
    if let Some(assembly) = grown.assembly {
        table.point(0, 0)?;
        table.i16(assembly.italics_correction.value).u16(0).u16(assembly.parts.len().into());
        for part in assembly.parts {
            table.glyph(glyphs.renumbered(part.glyph_id)?);
            let lengths = [part.start_connector_length, part.end_connector_length, part.full_advance];
            table.numbers(lengths.into_iter().map(usize::from));
            table.u16(part.part_flags.0.into());
        }
    }
    Some(table.0)
}
