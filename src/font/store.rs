//! Fonts: those of `fonts/`, embedded and read once a run; those of folders that somebody names; those of the system
//! only when a note has a character that the others lack or have only as a makeshift, for to look for them takes longer
//! than to typeset a note.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontStyle, FontVariant, FontVariations, FontWeight};
use typst_kit::fonts::{self, FontStore};

use super::characters::{is_invisible, is_makeshift};
use super::files::{self, File, GENERAL, OF_THEMES};
use super::sources::{Sources, list};
use crate::files::open;
use crate::nearest::nearest;

/// The bytes of a font's file, shared.
pub type Data = typst::foundations::Bytes;

pub static EMBEDDED: LazyLock<FontStore> = LazyLock::new(|| read(GENERAL.iter()));

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

fn read(files: impl Iterator<Item = &'static File>) -> FontStore {
    let mut store = FontStore::new();
    files.for_each(|file| add(&mut store, Data::new(file.data)));
    store
}

fn add(store: &mut FontStore, data: Data) {
    store.extend(Font::iter(data).map(|font| {
        let info = font.info().clone();
        (font, info)
    }));
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
pub fn store(families: &[String], sources: Sources) -> &'static FontStore {
    let has = |store: &FontStore| families.iter().all(|family| is_in(store, family));
    if sources.folders.is_empty() && has(&EMBEDDED) {
        return &EMBEDDED;
    }
    let own = all_of(Sources { system: false, ..sources });
    if !sources.system || has(own) { own } else { all_of(sources) }
}

/// All fonts of these sources.
pub fn all_of(sources: Sources) -> &'static FontStore {
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
        files.for_each(|(_, data)| add(&mut store, Data::new(data)));
    }
    if system {
        store.extend(fonts::system());
    }
    let store: &'static FontStore = Box::leak(Box::new(store));
    named.push((folders.to_vec(), system, store));
    store
}

pub fn is_in(store: &FontStore, family: &str) -> bool {
    store.book().contains_family(&family.to_lowercase())
}

/// Whether one of these families is there. If none is, `Err` names the family of all that are there that is most like
/// the first.
pub fn check(families: &[String], sources: Sources) -> Result<(), Option<String>> {
    let store = store(families, sources);
    if families.is_empty() || families.iter().any(|family| is_in(store, family)) {
        return Ok(());
    }
    let known = names(store);
    let first = families.first().map(String::as_str).unwrap_or_default();
    Err(nearest(first, known.iter().map(String::as_str)).map(str::to_owned))
}

/// All families of these sources by name, each with where it is from: the program, or elsewhere.
pub fn families(sources: Sources) -> Vec<(String, &'static str)> {
    let own = all_of(Sources { system: false, folders: &[] });
    let store = all_of(sources);
    let place = |name: &String| match (is_in(own, name), sources.folders.is_empty()) {
        (true, _) => "built in",
        (false, true) => "system",
        (false, false) => "system or --font-path",
    };
    let placed = |name: String| {
        let place = place(&name);
        (name, place)
    };
    names(store).into_iter().map(placed).collect()
}

/// The names of all families, as they are written, not as the book sorts them.
fn names(store: &FontStore) -> BTreeSet<String> {
    (0..).map_while(|index| store.book().info(index)).map(|info| info.family.as_str().to_owned()).collect()
}

/// Whether a family is there.
pub fn has(family: &str, sources: Sources) -> bool {
    is_in(store(&[family.to_owned()], sources), family)
}

/// The file of a font, and its number in it: that of a family which is most like bold and italic, or not. `None` when the
/// family is nowhere.
pub fn file(family: &str, bold: bool, italic: bool, sources: Sources<'_>) -> Option<(Data, u32)> {
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
pub fn covering(text: &str, families: &[String], bold: bool, sources: Sources<'_>) -> Vec<(Data, u32)> {
    let own = |family: &String| {
        let embedded = files::find(family, bold, false).map(|file| (Data::new(file.data), 0));
        embedded.or_else(|| file(family, bold, false, sources))
    };
    let mut all: Vec<(Data, u32)> = families.iter().filter_map(own).collect();
    let mut lacking: BTreeSet<char> = text.chars().filter(|&c| !c.is_ascii() && !is_invisible(c)).collect();
    all.iter().for_each(|font| take_covered(&mut lacking, font));
    if lacking.is_empty() {
        return all;
    }
    let file = |file: &File| (Data::new(file.data), 0);
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
fn take_covered(characters: &mut BTreeSet<char>, (data, index): &(Data, u32)) {
    if let Ok(face) = ttf_parser::Face::parse(data, *index) {
        characters.retain(|&c| face.glyph_index(c).is_none());
    }
}
