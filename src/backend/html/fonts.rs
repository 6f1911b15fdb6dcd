//! The fonts that go with a page or a book: a subset of that for formulas where there are formulas, for few systems have
//! one; with `embed-fonts` subsets of those of the text too. Where they are put is left to the page and the book.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use typst::foundations::Bytes;

use super::shown::{Face, Shown};
use crate::backend::typst::fonts::{self, Sources};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::font::files;
use crate::font::subset::{self, Purpose};
use crate::format::Format;
use crate::ir::Document;
use crate::limits::FONT_WHOLE;
use crate::look::{Key, Look};
use crate::settings::Settings;

/// The families, under which style sheets know these fonts: they are not those that they were made of.
pub const FORMULAS: &str = "Note Formulas";
/// That of the text.
pub const TEXT: &str = "Note Text";
/// That of headings.
pub const HEADINGS: &str = "Note Headings";
/// That of code.
pub const CODE: &str = "Note Code";

/// A font of a page or a book.
#[derive(Debug, Clone)]
pub struct WebFont {
    /// Its family.
    pub family: &'static str,
    /// Which face of it.
    pub face: Face,
    /// Its bytes (OpenType).
    pub data: Arc<[u8]>,
}

impl WebFont {
    /// The rule of CSS that makes it known, with its `address` and the name of its `format` (CSS Fonts Module Level 4).
    pub fn rule(&self, css: &mut String, address: &str, format: &str) {
        let weight = if self.face.bold { "bold" } else { "normal" };
        let style = if self.face.italic { "italic" } else { "normal" };
        let _ = writeln!(
            css,
            "@font-face {{ font-family: \"{}\"; font-weight: {weight}; font-style: {style}; src: url(\"{address}\") format(\"{format}\"); }}",
            self.family,
        );
    }

    /// The name of its file, without what it ends in.
    pub fn name(&self) -> String {
        let family = self.family.to_lowercase().replace("note ", "");
        let bold = if self.face.bold { "-bold" } else { "" };
        let italic = if self.face.italic { "-italic" } else { "" };
        format!("{family}{bold}{italic}")
    }

    /// Whether its outlines are those of CFF, not of TrueType.
    pub fn is_cff(&self) -> bool {
        self.data.starts_with(b"OTTO")
    }
}

/// The fonts for what is shown.
pub fn of(shown: &Shown, settings: &Settings, look: Look<'_>) -> Vec<WebFont> {
    let sources = Sources::of(settings);
    let mut all = Vec::new();
    if !shown.formulas.is_empty() {
        all.extend(formulas(&shown.formulas, look.list(Key::MathFont), sources));
    }
    let mut text = |family, key, is_wanted: &dyn Fn(&Face) -> bool| {
        for (face, characters) in shown.text.iter().filter(|(face, _)| is_wanted(face)) {
            let data = of_text(look.list(key), *face, characters, family, sources);
            all.extend(data.map(|data| WebFont { family, face: Face { code: false, ..*face }, data }));
        }
    };
    text(TEXT, Key::Font, &|face| !face.code);
    if look.list(Key::HeadingFont) != look.list(Key::Font) {
        text(HEADINGS, Key::HeadingFont, &|face| !face.code);
    }
    text(CODE, Key::CodeFont, &|face| face.code);
    all
}

/// The first of these families that is there, is for formulas and may be embedded, else our own.
fn formulas(characters: &BTreeSet<char>, families: &[String], sources: Sources<'_>) -> Option<WebFont> {
    let subset = |family: &str| {
        let (data, index) = find(family, false, false, sources)?;
        subset::may_embed(&data, index).then_some(())?;
        subset::of(&data, index, characters, Purpose::Formulas, FORMULAS)
    };
    let families = families.iter().map(String::as_str).chain([files::FORMULAS]);
    let data = families.into_iter().find_map(subset)?;
    Some(WebFont { family: FORMULAS, face: Face::default(), data })
}

/// A face of the first of these families that is there and may be embedded.
fn of_text(
    families: &[String],
    face: Face,
    characters: &BTreeSet<char>,
    name: &str,
    sources: Sources<'_>,
) -> Option<Arc<[u8]>> {
    let Face { bold, italic, .. } = face;
    let usable = |family: &String| {
        let (data, index) = find(family, bold, italic, sources)?;
        subset::may_embed(&data, index).then_some((data, index))
    };
    let (data, index) = families.iter().find_map(usable)?;
    // Letters that join and marks that are put in their places need all of their font.
    let is_whole = index == 0 && data.len() <= FONT_WHOLE && subset::has_complex(&data, characters);
    if is_whole { Some(data[..].into()) } else { subset::of(&data, index, characters, Purpose::Text, name) }
}

/// A font of a family: one of ours, or of the folders and the system where fonts may come from.
fn find(family: &str, bold: bool, italic: bool, sources: Sources<'_>) -> Option<(Bytes, u32)> {
    if let Some(file) = files::find(family, bold, italic) {
        return Some((Bytes::new(file.data), 0));
    }
    fonts::file(family, bold, italic, sources)
}

/// Whether the fonts of the text are to be embedded.
pub fn embeds_text(look: Look<'_>) -> bool {
    look.is_on(Key::EmbedFonts)
}

/// Tells of fonts that are asked for by name and cannot be embedded.
pub fn check(document: &Document, format: Format, settings: &Settings, diagnostics: &mut Diagnostics) {
    let look = settings.look(document, format);
    if !embeds_text(look) {
        return;
    }
    let sources = Sources::of(settings);
    for key in [Key::Font, Key::HeadingFont, Key::CodeFont, Key::MathFont] {
        for family in look.list(key) {
            let message = match find(family, false, false, sources) {
                Some((data, index)) if subset::may_embed(&data, index) => break,
                Some(_) => {
                    format!("the font `{family}` is not embedded: its licence (`fsType`) does not allow it")
                }
                None => format!("the font `{family}` is not embedded: it is nowhere"),
            };
            let hint =
                format!("name another one with `{}`; readers see it where it is installed", key.name());
            diagnostics.push(Diagnostic::warning(Code::Configuration, message).hint(hint));
        }
    }
}

#[cfg(test)]
mod tests;
