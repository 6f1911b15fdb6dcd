//! Fonts: those of `fonts/`, embedded and read once a run; those of folders that somebody names; those of the system
//! only when a note has a character that the others lack or have only as a makeshift, for to look for them takes longer
//! than to typeset a note.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::foundations::{Bytes, Dict};
use typst::layout::Abs;
use typst::text::{Font, FontInfo, FontInstance, FontStyle, FontVariant, FontVariations, FontWeight};
use typst_kit::fonts::{self, FontStore};
use unicode_script::{Script, UnicodeScript};

use super::families;
use crate::files::open;
use crate::font::files::{self, File, GENERAL, OF_THEMES};
use crate::limits::{FONT_BYTES, FONT_FOLDERS_DEEP};
use crate::nearest::nearest;
use crate::settings::Settings;

static EMBEDDED: LazyLock<FontStore> = LazyLock::new(|| read(GENERAL.iter()));

/// With those that only themes use.
static THEMES: LazyLock<FontStore> = LazyLock::new(|| read(GENERAL.iter().chain(&OF_THEMES)));

/// With those of the system.
static ALL: LazyLock<FontStore> = LazyLock::new(|| {
    let mut store = read(GENERAL.iter().chain(&OF_THEMES));
    store.extend(fonts::system());
    store
});

/// With those of folders that somebody named, and of the system or not. A run has one list of folders, so that few are
/// kept for good.
static NAMED: Mutex<Vec<(Vec<PathBuf>, bool, &'static FontStore)>> = Mutex::new(Vec::new());

/// Where fonts may come from beside those of the program.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// Whether from the system.
    pub system: bool,
    /// From which folders, as [`list`] finds them.
    pub folders: &'a [PathBuf],
}

impl<'a> Sources<'a> {
    /// Those of a run.
    pub fn of(settings: &'a Settings) -> Self {
        Self { system: settings.system_fonts, folders: &settings.font_folders }
    }
}

fn read(files: impl Iterator<Item = &'static File>) -> FontStore {
    let mut store = FontStore::new();
    files.for_each(|file| add(&mut store, Bytes::new(file.data)));
    store
}

fn add(store: &mut FontStore, data: Bytes) {
    store.extend(Font::iter(data).map(|font| {
        let info = font.info().clone();
        (font, info)
    }));
}

/// The files of fonts in a folder and in those below it (OpenType and TrueType, collections too), as names from there in
/// the order of the alphabet. Links are not followed: a folder that others made leads to nothing outside of it.
///
/// # Errors
/// When a folder cannot be read, or the files have more than [`FONT_BYTES`].
pub fn list(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let (mut found, mut bytes) = (Vec::new(), 0);
    let mut below = vec![(PathBuf::new(), 0)];
    while let Some((way, depth)) = below.pop() {
        for entry in folder.join(&way).read_dir()? {
            let entry = entry?;
            let (kind, way) = (entry.file_type()?, way.join(entry.file_name()));
            if kind.is_dir() && depth < FONT_FOLDERS_DEEP {
                below.push((way, depth + 1));
            } else if kind.is_file() && is_font(&way) {
                bytes += entry.metadata()?.len();
                found.push(way);
            }
        }
    }
    found.sort();
    match bytes <= FONT_BYTES {
        true => Ok(found),
        false => Err(std::io::Error::other(format!("its fonts have more than {} MB", FONT_BYTES >> 20))),
    }
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["otf", "ttf", "otc", "ttc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// How wide the letters of a font are on average, in ems: those of its first family that is known, else those of most
/// fonts for text.
pub fn character(families: &[String], sources: Sources) -> f64 {
    /// A text with letters as often as English, French and German have them.
    const SAMPLE: &str =
        "the rest of it is une note sur la forme des lettres und wie weit sie in einer Zeile stehen";
    const USUAL: f64 = 0.45;
    let store = store(families, sources);
    let book = store.book();
    let index = families.iter().find_map(|family| {
        let info =
            |index: usize| book.info(index).filter(|info| info.family.as_str().eq_ignore_ascii_case(family));
        (0..).take_while(|&index| book.info(index).is_some()).find(|&index| info(index).is_some())
    });
    let Some(font) = index.and_then(|index| store.font(index)) else { return USUAL };
    let font = font.instantiate(FontVariant::default(), Abs::pt(12.0), &FontVariations::default());
    let advance = |c: char| font.ttf().glyph_index(c).and_then(|glyph| font.x_advance(glyph.0));
    let widths: Vec<f64> = SAMPLE.chars().filter_map(advance).map(|em| em.get()).collect();
    if widths.is_empty() { USUAL } else { widths.iter().sum::<f64>() / widths.len() as f64 }
}

/// How wide a text is in the first of these families that is there, or in the embedded font that has a letter when that
/// lacks it, in sizes of the text. Letters are not joined or moved closer.
pub fn width(text: &str, families: &[String], bold: bool) -> f64 {
    /// Of a letter that no font has.
    const SQUARE: f64 = 1.0;
    let store = store(families, Sources { system: false, folders: &[] });
    let book = store.book();
    let weight = if bold { FontWeight::BOLD } else { FontWeight::REGULAR };
    let variant = FontVariant { weight, ..FontVariant::default() };
    let own = families.iter().find_map(|family| book.select(&family.to_lowercase(), variant));
    let instance =
        |index| Some(store.font(index)?.instantiate(variant, Abs::pt(12.0), &FontVariations::default()));
    let first = own.and_then(instance);
    let advance = |font: &FontInstance, c| {
        font.ttf().glyph_index(c).and_then(|glyph| font.x_advance(glyph.0)).map(|em| em.get())
    };
    let letter = |c: char| {
        let found = first.as_ref().and_then(|font| advance(font, c));
        let other = || (0..GENERAL.len()).filter_map(instance).find_map(|font| advance(&font, c));
        found.or_else(other).unwrap_or(SQUARE)
    };
    text.chars().filter(|&c| c == ' ' || !is_invisible(c)).map(letter).sum()
}

/// The fonts among which families are looked for: those of the themes are read only when one of them is asked for, those
/// of the system only when none of the others has the name and they may be used.
fn store(families: &[String], sources: Sources) -> &'static FontStore {
    let has = |store: &FontStore| families.iter().all(|family| is_in(store, family));
    if sources.folders.is_empty() && has(&EMBEDDED) {
        return &EMBEDDED;
    }
    let own = all_of(Sources { system: false, ..sources });
    if !sources.system || has(own) { own } else { all_of(sources) }
}

/// All fonts of these sources.
fn all_of(sources: Sources) -> &'static FontStore {
    let Sources { system, folders } = sources;
    if folders.is_empty() {
        return if system { &ALL } else { &THEMES };
    }
    let mut named = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, _, store)) = named.iter().find(|(of, with, _)| of == folders && *with == system) {
        return store;
    }
    let mut store = read(GENERAL.iter().chain(&OF_THEMES));
    for folder in folders {
        let files = list(folder).unwrap_or_default();
        let files = files.iter().filter_map(|way| open::read_below(folder, way).ok());
        files.for_each(|(_, data)| add(&mut store, Bytes::new(data)));
    }
    if system {
        store.extend(fonts::system());
    }
    let store: &'static FontStore = Box::leak(Box::new(store));
    named.push((folders.to_vec(), system, store));
    store
}

fn is_in(store: &FontStore, family: &str) -> bool {
    store.book().contains_family(&family.to_lowercase())
}

/// Whether one of these families is there. If none is, `Err` names the family of all that are there that is most like
/// the first.
pub fn check(families: &[String], sources: Sources) -> Result<(), Option<String>> {
    let store = store(families, sources);
    if families.is_empty() || families.iter().any(|family| is_in(store, family)) {
        return Ok(());
    }
    // The name as it is written, not as the book sorts it.
    let known = (0..).map_while(|index| store.book().info(index)).map(|info| info.family.as_str().to_owned());
    let known: BTreeSet<String> = known.collect();
    let first = families.first().map(String::as_str).unwrap_or_default();
    Err(nearest(first, known.iter().map(String::as_str)).map(str::to_owned))
}

/// All families of these sources by name, each with where it is from: the program, or elsewhere.
pub fn families(sources: Sources) -> Vec<(String, &'static str)> {
    let own = all_of(Sources { system: false, folders: &[] });
    let store = all_of(sources);
    let names = (0..).map_while(|index| store.book().info(index)).map(|info| info.family.as_str().to_owned());
    let place = |name: &String| match (is_in(own, name), sources.folders.is_empty()) {
        (true, _) => "built in",
        (false, true) => "system",
        (false, false) => "system or --font-path",
    };
    let names: BTreeSet<String> = names.collect();
    names
        .into_iter()
        .map(|name| {
            let place = place(&name);
            (name, place)
        })
        .collect()
}

/// Whether a family is there.
pub fn has(family: &str, sources: Sources) -> bool {
    is_in(store(&[family.to_owned()], sources), family)
}

/// The file of a font, and its number in it: that of a family which is most like bold and italic, or not. `None` when the
/// family is nowhere.
pub fn file(family: &str, bold: bool, italic: bool, sources: Sources<'_>) -> Option<(Bytes, u32)> {
    let store = store(&[family.to_owned()], sources);
    let weight = if bold { FontWeight::BOLD } else { FontWeight::REGULAR };
    let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
    let variant = FontVariant { weight, style, ..FontVariant::default() };
    let font = store.font(store.book().select(&family.to_lowercase(), variant)?)?;
    Some((font.data().clone(), font.index()))
}

/// The files of fonts that have the letters of a text, with their numbers in these: those of the families that are there,
/// then the embedded ones, and those of the other sources for what the embedded ones lack or have only as a makeshift.
/// Coloured drawings of emoji are not among them.
pub fn covering(text: &str, families: &[String], bold: bool, sources: Sources<'_>) -> Vec<(Bytes, u32)> {
    let own = |family: &String| {
        let embedded = files::find(family, bold, false).map(|file| (Bytes::new(file.data), 0));
        embedded.or_else(|| file(family, bold, false, sources))
    };
    let mut all: Vec<(Bytes, u32)> = families.iter().filter_map(own).collect();
    let mut lacking: BTreeSet<char> = text.chars().filter(|&c| !c.is_ascii() && !is_invisible(c)).collect();
    all.iter().for_each(|font| take_covered(&mut lacking, font));
    if lacking.is_empty() {
        return all;
    }
    let file = |file: &File| (Bytes::new(file.data), 0);
    let is_like = |own: &&File| (own.bold, own.italic) == (bold, false) && own.family != files::EMOJI;
    let for_formulas = files::find(files::FORMULAS, false, false).map(file);
    let embedded: Vec<_> = GENERAL.iter().filter(is_like).map(file).chain(for_formulas).collect();
    let mut missing = lacking.clone();
    let emoji = files::find(files::EMOJI, false, false).map(file);
    embedded.iter().chain(&emoji).for_each(|font| take_covered(&mut missing, font));
    missing.extend(lacking.iter().filter(|&&c| is_makeshift(c)));
    if sources.system || !sources.folders.is_empty() {
        let weight = if bold { FontWeight::BOLD } else { FontWeight::REGULAR };
        let variant = FontVariant { weight, ..FontVariant::default() };
        while let Some(c) = missing.pop_first() {
            let store = all_of(sources);
            let found =
                store.book().select_fallback(store.book().info(0), variant, c.encode_utf8(&mut [0; 4]));
            let Some(font) = found.and_then(|index| store.font(index)) else { continue };
            let font = (font.data().clone(), font.index());
            take_covered(&mut missing, &font);
            all.push(font);
        }
    }
    all.extend(embedded);
    all
}

/// Takes the characters away that a font has.
fn take_covered(characters: &mut BTreeSet<char>, (data, index): &(Bytes, u32)) {
    if let Ok(face) = ttf_parser::Face::parse(data, *index) {
        characters.retain(|&c| face.glyph_index(c).is_none());
    }
}

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
