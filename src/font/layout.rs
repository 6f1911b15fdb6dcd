//! The tables `GSUB` and `GPOS` of a subset (ISO/IEC 14496-22, 6.3): for formulas the forms of letters in scripts and below
//! accents, for text ligatures and kerning. They are written anew for the glyphs of the subset, for all scripts alike.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::{Face, GlyphId, Tag};

use super::glyphs::Glyphs;
use super::tables::Bytes;
use crate::limits::KERNED_GLYPHS;

/// The features by which a glyph gets another form in formulas: in scripts, below accents (without its dot, flat), and in
/// formulas from the right.
const FORMS: [&[u8; 4]; 4] = [b"ssty", b"dtls", b"flac", b"rtlm"];

/// The features by which glyphs of a text join.
const LIGATURES: [&[u8; 4]; 3] = [b"liga", b"clig", b"rlig"];

/// The forms of a glyph, by the glyph.
type Forms = BTreeMap<GlyphId, Vec<GlyphId>>;

/// Glyphs that follow another, and what they become together; by the first glyph.
type Ligatures = BTreeMap<GlyphId, Vec<(Vec<GlyphId>, GlyphId)>>;

/// What becomes of glyphs of a font.
#[derive(Debug, Default)]
pub struct Substitutes {
    /// By feature, the forms that a glyph may get.
    forms: BTreeMap<Tag, Forms>,
    /// By feature and the first glyph, those that follow it and what they become.
    ligatures: BTreeMap<Tag, Ligatures>,
}

impl Substitutes {
    /// The other forms that these glyphs have in formulas, which are added to the glyphs.
    pub fn in_formulas(face: &Face<'_>, glyphs: &mut BTreeSet<GlyphId>) -> Self {
        let mut forms: BTreeMap<Tag, Forms> = BTreeMap::new();
        let all = glyphs.clone();
        each(face, &FORMS, |tag, subtable| {
            for &glyph in &all {
                let Some(found) = self::forms(&subtable, glyph) else { continue };
                forms.entry(tag).or_default().entry(glyph).or_insert(found);
            }
        });
        glyphs.extend(forms.values().flat_map(BTreeMap::values).flatten());
        Self { forms, ..Self::default() }
    }

    /// The ligatures of these glyphs, which are added to them.
    pub fn in_text(face: &Face<'_>, glyphs: &mut BTreeSet<GlyphId>) -> Self {
        let mut ligatures: BTreeMap<Tag, Ligatures> = BTreeMap::new();
        let all = glyphs.clone();
        each(face, &LIGATURES, |tag, subtable| {
            let SubstitutionSubtable::Ligature(found) = subtable else { return };
            for &first in &all {
                let set = found.coverage.get(first).and_then(|index| found.ligature_sets.get(index));
                for ligature in set.into_iter().flatten() {
                    let rest: Vec<GlyphId> = ligature.components.into_iter().collect();
                    if rest.iter().all(|glyph| all.contains(glyph)) {
                        ligatures
                            .entry(tag)
                            .or_default()
                            .entry(first)
                            .or_default()
                            .push((rest, ligature.glyph));
                    }
                }
            }
        });
        let joined = ligatures.values().flat_map(BTreeMap::values).flatten();
        glyphs.extend(joined.map(|(_, ligature)| *ligature));
        Self { ligatures, ..Self::default() }
    }

    /// The table `GSUB` of them; `None` when there are none.
    pub fn table(&self, glyphs: &Glyphs) -> Option<Vec<u8>> {
        const ALTERNATE: usize = 3;
        const LIGATURE: usize = 4;
        let mut features = Vec::new();
        for (tag, forms) in &self.forms {
            let sets = forms.values().map(|forms| {
                let new: Vec<usize> = numbers(forms, glyphs)?;
                let mut set = Bytes::default();
                set.u16(new.len()).numbers(new.into_iter());
                Some(set.0)
            });
            features.push((*tag, ALTERNATE, subtable(forms.keys(), sets.collect::<Option<_>>()?, glyphs)?));
        }
        for (tag, ligatures) in &self.ligatures {
            let sets = ligatures.values().map(|ligatures| {
                let parts = ligatures.iter().map(|(rest, joined)| {
                    let mut part = Bytes::default();
                    part.glyph(glyphs.renumbered(*joined)?).u16(rest.len() + 1);
                    part.numbers(numbers(rest, glyphs)?.into_iter());
                    Some(part.0)
                });
                let parts: Vec<Vec<u8>> = parts.collect::<Option<_>>()?;
                let mut set = Bytes::default();
                set.u16(parts.len()).parts(0, &parts)?;
                Some(set.0)
            });
            let sets: Vec<Vec<u8>> = sets.collect::<Option<_>>()?;
            features.push((*tag, LIGATURE, subtable(ligatures.keys(), sets, glyphs)?));
        }
        table(&features)
    }
}

/// The numbers of glyphs in the subset.
fn numbers(old: &[GlyphId], glyphs: &Glyphs) -> Option<Vec<usize>> {
    old.iter().map(|glyph| Some(glyphs.renumbered(*glyph)?.0.into())).collect()
}

/// Calls `found` with each subtable of the lookups of these features, in the order of the lookups.
fn each(face: &Face<'_>, features: &[&[u8; 4]], mut found: impl FnMut(Tag, SubstitutionSubtable<'_>)) {
    let Some(table) = face.tables().gsub else { return };
    let mut lookups = BTreeSet::new();
    for feature in table.features {
        if features.iter().any(|own| Tag::from_bytes(own) == feature.tag) {
            lookups.extend(feature.lookup_indices.into_iter().map(|index| (index, feature.tag)));
        }
    }
    for (index, tag) in lookups {
        let Some(lookup) = table.lookups.get(index) else { continue };
        lookup.subtables.into_iter().for_each(|subtable| found(tag, subtable));
    }
}

/// The forms that a glyph gets by a subtable: always the one, or by a number.
fn forms(subtable: &SubstitutionSubtable<'_>, glyph: GlyphId) -> Option<Vec<GlyphId>> {
    match subtable {
        SubstitutionSubtable::Single(SingleSubstitution::Format1 { coverage, delta }) => {
            coverage.get(glyph).map(|_| vec![GlyphId(glyph.0.wrapping_add_signed(*delta))])
        }
        SubstitutionSubtable::Single(SingleSubstitution::Format2 { coverage, substitutes }) => {
            Some(vec![substitutes.get(coverage.get(glyph)?)?])
        }
        SubstitutionSubtable::Alternate(found) => {
            Some(found.alternate_sets.get(found.coverage.get(glyph)?)?.alternates.into_iter().collect())
        }
        _ => None,
    }
}

/// A subtable of substitutions: a set for each of the glyphs.
fn subtable<'g>(
    covered: impl ExactSizeIterator<Item = &'g GlyphId>,
    sets: Vec<Vec<u8>>,
    glyphs: &Glyphs,
) -> Option<Vec<u8>> {
    let covered: Vec<GlyphId> = covered.map(|glyph| glyphs.renumbered(*glyph)).collect::<Option<_>>()?;
    let mut table = Bytes::default();
    table.u16(1).u16(0).u16(sets.len()).parts(0, &sets)?;
    table.point(0, 2)?;
    table.coverage(covered.into_iter());
    Some(table.0)
}

/// A table of layout for all scripts; each feature has one lookup of a type with one subtable.
fn table(features: &[(Tag, usize, Vec<u8>)]) -> Option<Vec<u8>> {
    if features.is_empty() {
        return None;
    }
    let mut table = Bytes::default();
    table.u16(1).u16(0).u16(10).u16(0).u16(0);
    // The list of scripts: one, for all.
    table.u16(1).u32(Tag::from_bytes(b"DFLT").0).u16(8).u16(4).u16(0);
    table.u16(0).u16(0xFFFF).u16(features.len());
    table.numbers(0..features.len());
    table.point(0, 6)?;
    let start = table.0.len();
    table.u16(features.len());
    for (index, (tag, _, _)) in features.iter().enumerate() {
        table.u32(tag.0).u16(2 + 6 * features.len() + 6 * index);
    }
    table.numbers((0..features.len()).flat_map(|index| [0, 1, index]));
    debug_assert_eq!(table.0.len(), start + 2 + 12 * features.len());
    table.point(0, 8)?;
    let start = table.0.len();
    let lookups: Vec<Vec<u8>> = features
        .iter()
        .map(|(_, kind, subtable)| {
            let mut lookup = Bytes::default();
            lookup.u16(*kind).u16(0).u16(1).u16(8);
            lookup.0.extend_from_slice(subtable);
            lookup.0
        })
        .collect();
    table.u16(lookups.len()).parts(start, &lookups)?;
    Some(table.0)
}

/// The table `GPOS` with the kerning of these glyphs; `None` when there is none, or when there are too many glyphs.
pub fn kerning(face: &Face<'_>, glyphs: &Glyphs) -> Option<Vec<u8>> {
    const PAIRS: usize = 2;
    const ADVANCE: usize = 4;
    if glyphs.len() > KERNED_GLYPHS {
        return None;
    }
    let pairs = pairs(face)?;
    let old = glyphs.filter(|_| true);
    let rows: Vec<Vec<i16>> = old
        .iter()
        .map(|(_, first)| old.iter().map(|(_, second)| kern(&pairs, *first, *second)).collect())
        .collect();
    let columns: Vec<Vec<i16>> = (0..old.len())
        .map(|at| rows.iter().map(|row| row.get(at).copied().unwrap_or_default()).collect())
        .collect();
    // Glyphs that stand alike to all others are of one class.
    let (first, firsts) = classes(&rows);
    let (second, seconds) = classes(&columns);
    if firsts.len() < 2 {
        return None;
    }
    let mut table = Bytes::default();
    table.u16(2).u16(0).u16(ADVANCE).u16(0).u16(0).u16(0).u16(firsts.len()).u16(seconds.len());
    for row in &firsts {
        for column in &seconds {
            let value = rows.get(*row).and_then(|row| row.get(*column));
            table.i16(value.copied().unwrap_or_default());
        }
    }
    table.point(0, 2)?;
    table.coverage(old.iter().map(|(new, _)| *new));
    for (at, classes) in [(8, first), (10, second)] {
        table.point(0, at)?;
        table.u16(1).u16(0).u16(classes.len());
        table.numbers(classes.into_iter());
    }
    self::table(&[(Tag::from_bytes(b"kern"), PAIRS, table.0)])
}

/// The class of each row, and the first row of each class. Rows of zeros are of the class 0.
fn classes(rows: &[Vec<i16>]) -> (Vec<usize>, Vec<usize>) {
    let none = rows.iter().position(|row| row.iter().all(|value| *value == 0));
    // Without such a row nothing is of the class 0, and what its values are does not matter.
    let mut firsts = vec![none.unwrap_or_default()];
    let mut known: HashMap<&[i16], usize> =
        none.and_then(|row| Some((rows.get(row)?.as_slice(), 0))).into_iter().collect();
    let classes = rows.iter().enumerate().map(|(index, row)| {
        *known.entry(row).or_insert_with(|| {
            firsts.push(index);
            firsts.len() - 1
        })
    });
    (classes.collect(), firsts)
}

/// The lookups of kerning by pairs, with their subtables.
fn pairs<'a>(face: &Face<'a>) -> Option<Vec<Vec<PairAdjustment<'a>>>> {
    let table = face.tables().gpos?;
    let features = table.features.into_iter().filter(|feature| feature.tag == Tag::from_bytes(b"kern"));
    let lookups: BTreeSet<u16> = features.flat_map(|feature| feature.lookup_indices).collect();
    let of = |index| {
        let subtables = table.lookups.get(index)?.subtables;
        let pairs = (0..subtables.len()).filter_map(|at| match subtables.get(at)? {
            PositioningSubtable::Pair(pair) => Some(pair),
            _ => None,
        });
        Some(pairs.collect())
    };
    Some(lookups.into_iter().filter_map(of).collect())
}

/// How much farther the second glyph stands from the first.
fn kern(lookups: &[Vec<PairAdjustment<'_>>], first: GlyphId, second: GlyphId) -> i16 {
    let of = |subtable: &PairAdjustment<'_>| match subtable {
        PairAdjustment::Format1 { coverage, sets } => {
            sets.get(coverage.get(first)?)?.get(second).map(|(value, _)| value.x_advance)
        }
        PairAdjustment::Format2 { coverage, classes: (firsts, seconds), matrix } => {
            coverage.get(first)?;
            let value = matrix.get((firsts.get(first), seconds.get(second)));
            Some(value.map_or(0, |(value, _)| value.x_advance))
        }
    };
    lookups.iter().filter_map(|subtables| subtables.iter().find_map(of)).fold(0, i16::saturating_add)
}
