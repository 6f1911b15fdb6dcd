//! Fonts: those of `fonts/`, embedded and read once a run; those of the system only when a note has a character
//! that the embedded ones lack, for to look for them takes longer than to typeset a note.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;
use typst_kit::fonts::{self, FontStore};

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

/// The fonts for a text, and the characters that none of them has, each with the byte where it first stands.
pub fn for_text(text: &str) -> (&'static FontStore, BTreeMap<char, usize>) {
    let missing = lacking(&EMBEDDED, text);
    if missing.is_empty() {
        return (&EMBEDDED, missing);
    }
    let all: &FontStore = &ALL;
    (all, lacking(all, text))
}

fn lacking(store: &FontStore, text: &str) -> BTreeMap<char, usize> {
    let mut seen = BTreeMap::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        seen.entry(c).or_insert(at);
    }
    let infos: Vec<_> = (0..).map_while(|index| store.book().info(index)).collect();
    seen.retain(|&c, _| !is_invisible(c) && !infos.iter().any(|info| info.coverage.contains(c as u32)));
    seen
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
            assert!(lacking(&EMBEDDED, text).is_empty(), "{text}: {:?}", lacking(&EMBEDDED, text));
        }
    }

    #[test]
    fn what_is_lacking_is_told_with_its_place() {
        assert_eq!(
            lacking(&EMBEDDED, "a\u{10FFFF}b\u{10FFFF}").into_iter().collect::<Vec<_>>(),
            [('\u{10FFFF}', 1)]
        );
    }
}
