//! Fonts: those of `fonts/`, embedded and read once a run; those of the system only when a note has a character
//! that the embedded ones lack or have only as a makeshift, for to look for them takes longer than to typeset a note.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::foundations::{Bytes, Dict};
use typst::text::{Font, FontInfo};
use typst_kit::fonts::{self, FontStore};
use unicode_script::{Script, UnicodeScript};

use super::families;

/// The files of `fonts/`, in the order in which Typst prefers them.
const FONTS: [&[u8]; 10] = [
    include_bytes!("../../../fonts/LibertinusSerif-Regular.otf"),
    include_bytes!("../../../fonts/LibertinusSerif-Bold.otf"),
    include_bytes!("../../../fonts/LibertinusSerif-Italic.otf"),
    include_bytes!("../../../fonts/LibertinusSerif-BoldItalic.otf"),
    include_bytes!("../../../fonts/NewCMMath-Book.otf"),
    include_bytes!("../../../fonts/DejaVuSansMono.ttf"),
    include_bytes!("../../../fonts/DejaVuSansMono-Bold.ttf"),
    include_bytes!("../../../fonts/DejaVuSansMono-Oblique.ttf"),
    include_bytes!("../../../fonts/DejaVuSansMono-BoldOblique.ttf"),
    include_bytes!("../../../fonts/TwemojiMozilla.ttf"),
];

static EMBEDDED: LazyLock<FontStore> = LazyLock::new(embedded);

static ALL: LazyLock<FontStore> = LazyLock::new(|| {
    let mut store = embedded();
    store.extend(fonts::system());
    store
});

fn embedded() -> FontStore {
    let mut store = FontStore::new();
    for data in FONTS {
        store.extend(Font::iter(Bytes::new(data)).map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
    }
    store
}

/// The fonts for a text.
pub struct Fonts {
    /// All that can be used.
    pub store: &'static FontStore,
    /// The characters that none of them has, each with the byte where it first stands.
    pub missing: BTreeMap<char, usize>,
    /// The families of the system that the text should be set in (see [`families::inputs`]).
    pub families: Dict,
}

/// The fonts for a text in these languages (BCP 47), that of the document first; those of the `system` only if they may
/// be used.
pub fn for_text(text: &str, languages: &[&str], system: bool) -> Fonts {
    let characters = distinct(text);
    let missing = lacking(&EMBEDDED, &characters);
    if !system || missing.is_empty() && !characters.keys().any(|&c| is_makeshift(c)) {
        return Fonts { store: &EMBEDDED, missing, families: Dict::new() };
    }
    let store: &FontStore = &ALL;
    let wanted =
        characters.keys().copied().filter(|&c| missing.contains_key(&c) || is_makeshift(c)).collect();
    let families = families::inputs(store.book(), FONTS.len(), &wanted, languages);
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

/// Whether of the embedded fonts only that for code has the character, or that for formulas: better than nothing.
fn is_makeshift(c: char) -> bool {
    // A cheap look first: most characters are below or above these blocks.
    matches!(c, '\u{530}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}' | '\u{FB13}'..='\u{FEFF}')
        && matches!(
            c.script(),
            Script::Arabic | Script::Armenian | Script::Devanagari | Script::Georgian | Script::Lao
        )
}

/// Whether a text shows nothing for the character, so that no font needs it.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

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
