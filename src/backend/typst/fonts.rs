//! The fonts for a text that is typeset: those of its families, and others for the characters that these lack.

use std::collections::BTreeMap;

use typst::foundations::Dict;
use typst::text::FontInfo;
use typst_kit::fonts::FontStore;
use unicode_script::{Script, UnicodeScript};

use super::families;
use crate::font::characters::{is_invisible, is_makeshift};
use crate::font::files::{GENERAL, OF_THEMES};
use crate::font::sources::Sources;
use crate::font::store::{all_of, store};

/// The fonts for a text.
pub struct Fonts {
    /// All that can be used.
    pub store: &'static FontStore,
    /// The characters that none of them has, each with the byte where it first stands.
    pub missing: BTreeMap<char, usize>,
    /// The families of the system that the text should be set in (see `families::inputs`).
    pub families: Dict,
}

/// The fonts for a text in these languages (BCP 47), that of the document first, with the families that are `named`; for
/// characters that they lack those of the other `sources`.
pub fn for_text(text: &str, languages: &[&str], named: &[String], sources: Sources) -> Fonts {
    let characters = distinct(text);
    let own = store(named, sources);
    let missing = lacking(own, &characters);
    let is_alone = !sources.system && sources.folders.is_empty();
    if is_alone || missing.is_empty() && !characters.keys().any(|&c| is_makeshift(c)) {
        return Fonts { store: own, missing, families: Dict::new() };
    }
    let store = all_of(sources);
    let wanted =
        characters.keys().copied().filter(|&c| missing.contains_key(&c) || is_makeshift(c)).collect();
    let families = families::inputs(store.book(), GENERAL.len() + OF_THEMES.len(), &wanted, languages);
    Fonts { store, missing: lacking(store, &characters), families }
}

/// The characters beyond ASCII, each with the byte where it first stands.
fn distinct(text: &str) -> BTreeMap<char, usize> {
    let mut seen = BTreeMap::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        seen.entry(c).or_insert(at);
    }
    seen
}

fn lacking(store: &FontStore, characters: &BTreeMap<char, usize>) -> BTreeMap<char, usize> {
    let infos: Vec<_> = (0..).map_while(|index| store.book().info(index)).collect();
    let mut missing = characters.clone();
    missing.retain(|&c, _| {
        let has = |info: &&FontInfo| {
            info.coverage.contains(c as u32)
                // The letters in the font for formulas do not join.
                && !(c.script() == Script::Devanagari && info.family.as_str() == "New Computer Modern Math")
        };
        !is_invisible(c) && !infos.iter().any(has)
    });
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::store::EMBEDDED;

    #[test]
    fn the_embedded_fonts_have_what_most_notes_need() {
        for text in ["Ça, œuvre, ß, ğ, ő, ș", "αβγ Ω", "абв Я", "אב", "→ ≤ ∑ ℝ 𝒪 ½", "☐ ☑ ✓ │ └──", "😀 👍 ⚠"]
        {
            assert!(lacking(&EMBEDDED, &distinct(text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_lacking_is_told_with_its_place() {
        assert_eq!(
            lacking(&EMBEDDED, &distinct("a\u{10FFFF}b\u{10FFFF}")).into_iter().collect::<Vec<_>>(),
            [('\u{10FFFF}', 1)]
        );
    }
}
