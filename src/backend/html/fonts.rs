//! The fonts that go with a page or a book: a subset of that for formulas where there are formulas, for few systems have
//! one; with `embed-fonts` subsets of those of the text too. Where they are put is left to the page and the book.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use super::shown::{Face, Shown};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::font::files;
use crate::font::sources::Sources;
use crate::font::store::{self, Data};
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
fn find(family: &str, bold: bool, italic: bool, sources: Sources<'_>) -> Option<(Data, u32)> {
    if let Some(file) = files::find(family, bold, italic) {
        return Some((Data::new(file.data), 0));
    }
    store::file(family, bold, italic, sources)
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
            diagnostics
                .push(Diagnostic::warning(Code::Configuration, message).hint(hint).at(look.place(key)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use flate2::read::ZlibDecoder;
    use ttf_parser::{Face, Tag};
    use zip::ZipArchive;

    use super::*;
    use crate::files::Memory;
    use crate::look::Value;
    use crate::source::Source;

    /// An output of a note.
    fn output(note: &str, format: Format, settings: &Settings) -> (Vec<u8>, Diagnostics) {
        let source = Source::new("note.md", format!("---\ntitle: T\nlang: en\n---\n{note}\n"));
        let (files, mut diagnostics) = (Memory::default(), Diagnostics::default());
        let document = crate::read(&source, None, settings, &files, &mut diagnostics).unwrap();
        let document = crate::finish(document, settings, &files, &mut diagnostics);
        (crate::render(&document, format, &source, settings, &mut diagnostics).unwrap(), diagnostics)
    }

    fn page(note: &str, settings: &Settings) -> String {
        String::from_utf8(output(note, Format::Html, settings).0).unwrap()
    }

    fn embedding() -> Settings {
        let mut settings = Settings { system_fonts: false, ..Settings::default() };
        settings.look.command_line.set(Key::EmbedFonts, Value::Switch(true), None);
        settings
    }

    /// The fonts of a page by their names, unpacked from WOFF.
    fn fonts_of(page: &str) -> Vec<(String, Vec<u8>)> {
        let rules = page.split("@font-face").skip(1);
        let font = |rule: &str| {
            let family = rule.split('"').nth(1).unwrap().to_owned();
            let data = rule.split("base64,").nth(1).unwrap().split('"').next().unwrap();
            (family, unpacked(&STANDARD.decode(data).unwrap()))
        };
        rules.map(font).collect()
    }

    fn unpacked(woff: &[u8]) -> Vec<u8> {
        let number = |at: usize| u32::from_be_bytes(woff[at..at + 4].try_into().unwrap()) as usize;
        let count = u16::from_be_bytes([woff[12], woff[13]]) as usize;
        let mut tables = crate::font::Tables::new();
        for entry in (0..count).map(|index| 44 + 20 * index) {
            let (start, packed, length) = (number(entry + 4), number(entry + 8), number(entry + 12));
            let mut table = woff[start..start + packed].to_vec();
            if packed < length {
                table.clear();
                ZlibDecoder::new(&woff[start..start + packed]).read_to_end(&mut table).unwrap();
            }
            assert_eq!(table.len(), length);
            tables.insert(Tag(number(entry) as u32), table);
        }
        assert_eq!(number(8), woff.len());
        crate::font::file(tables).unwrap()
    }

    fn has_all(font: &[u8], characters: &str) {
        let face = Face::parse(font, 0).unwrap();
        for c in characters.chars() {
            assert!(face.glyph_index(c).is_some(), "{c}");
        }
    }

    #[test]
    fn a_page_with_formulas_holds_a_font_for_them() {
        let page = page("Of $\\sqrt{x^2 - h}$ and $\\sum_{i=0}^\\infty \\mathbb{R}$.", &Settings::default());
        let fonts = fonts_of(&page);
        assert_eq!(fonts.len(), 1);
        assert!(page.contains("--math: \"Note Formulas\", "));
        has_all(&fonts[0].1, "x𝑥2−ℎ√∑i𝑖=0∞ℝ");
        let face = Face::parse(&fonts[0].1, 0).unwrap();
        let math = face.tables().math.unwrap();
        assert_eq!(math.constants.unwrap().script_percent_scale_down(), 70);
        let root = face.glyph_index('√').unwrap();
        let grown = math.variants.unwrap().vertical_constructions.get(root).unwrap();
        assert!(grown.variants.len() > 2 && grown.assembly.is_some());
        assert!(
            face.tables()
                .gsub
                .unwrap()
                .features
                .into_iter()
                .any(|feature| feature.tag == Tag::from_bytes(b"ssty"))
        );
    }

    #[test]
    fn a_page_without_formulas_holds_no_font() {
        assert_eq!(fonts_of(&page("Only `code` and **text**.", &Settings::default())), []);
    }

    #[test]
    fn formulas_of_titles_and_headings_count() {
        let page = page("# On $\\zeta$\n\nText.", &Settings::default());
        has_all(&fonts_of(&page)[0].1, "ζ𝜁");
    }

    #[test]
    fn a_body_without_a_style_has_no_font() {
        let mut settings = Settings::default();
        settings.templates.page = include_str!("../../../templates/fragment.html").into();
        assert!(!page("$x$", &settings).contains("font-face"));
    }

    #[test]
    fn the_fonts_of_the_text_are_embedded_when_that_is_asked_for() {
        let note = "## Head\n\nText *slanted* **strong** `code` fi é.";
        let fonts = fonts_of(&page(note, &embedding()));
        let families: Vec<&str> = fonts.iter().map(|(family, _)| family.as_str()).collect();
        assert_eq!(families, ["Note Text", "Note Text", "Note Text", "Note Code"]);
        has_all(&fonts[0].1, "Text fié");
        has_all(&fonts[1].1, "slanted");
        has_all(&fonts[2].1, "Headstrong");
        has_all(&fonts[3].1, "code");
        assert!(fonts.iter().all(|(_, font)| font.len() < 40_000));
        assert!(!page(note, &Settings::default()).contains("font-face"));
    }

    #[test]
    fn a_font_that_is_nowhere_is_told() {
        let mut settings = embedding();
        settings.look.command_line.set(Key::Font, Value::List(vec!["No Such Font".to_owned()]), None);
        let (_, diagnostics) = output("Text.", Format::Html, &settings);
        let told: Vec<&str> = diagnostics.as_slice().iter().map(|one| one.message.as_str()).collect();
        assert_eq!(told, ["the font `No Such Font` is not embedded: it is nowhere"]);
    }

    #[test]
    fn a_book_declares_its_fonts() {
        let (book, _) = output("Of $x$.", Format::Epub, &embedding());
        let mut archive = ZipArchive::new(Cursor::new(&book)).unwrap();
        let mut read = |name: &str| {
            let mut data = Vec::new();
            archive.by_name(&format!("OEBPS/{name}")).unwrap().read_to_end(&mut data).unwrap();
            data
        };
        let package = String::from_utf8(read("content.opf")).unwrap();
        for (name, family) in [("formulas", FORMULAS), ("text", TEXT), ("text-bold", TEXT)] {
            let href = format!("fonts/{name}.otf");
            assert!(package.contains(&format!("href=\"{href}\" media-type=\"font/otf\"/>")), "{package}");
            let style = String::from_utf8(read("style.css")).unwrap();
            assert!(
                style.contains(&format!("url(\"{href}\") format(\"opentype\")")) && style.contains(family)
            );
            has_all(&read(&href), if name == "text-bold" { "T" } else { "x" });
        }
    }

    #[test]
    fn the_same_note_gives_the_same_fonts() {
        let note = "Of $x^2$ and *text*.";
        assert_eq!(page(note, &embedding()), page(note, &embedding()));
    }
}
