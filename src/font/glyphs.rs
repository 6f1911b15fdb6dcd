//! Which glyphs of a font a subset has, and their numbers there.

use std::collections::BTreeSet;

use ttf_parser::GlyphId;

/// The glyphs of a subset: their numbers in the font, in their order; the place of each is its number in the subset.
#[derive(Debug)]
pub struct Glyphs(Vec<GlyphId>);

impl Glyphs {
    /// Those of a font.
    pub fn of(glyphs: BTreeSet<GlyphId>) -> Self {
        Self(glyphs.into_iter().collect())
    }

    /// Their numbers in the font.
    pub fn all(&self) -> Vec<u16> {
        self.0.iter().map(|glyph| glyph.0).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The number in the subset of a glyph of the font.
    pub fn renumbered(&self, old: GlyphId) -> Option<GlyphId> {
        let index = self.0.binary_search(&old).ok()?;
        u16::try_from(index).ok().map(GlyphId)
    }

    /// Those of which something is true: the number in the subset, and that in the font.
    pub fn filter(&self, is_kept: impl Fn(GlyphId) -> bool) -> Vec<(GlyphId, GlyphId)> {
        let numbered = self.0.iter().enumerate().map(|(new, old)| (GlyphId(new as u16), *old));
        numbered.filter(|(_, old)| is_kept(*old)).collect()
    }
}
