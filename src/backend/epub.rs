//! The EPUB backend (EPUB 3.3): the body that HTML shares, in chapters, with a cover page and navigation.
//! epub-builder makes the container; `package` writes what a publication says about itself and `finish`
//! puts that in place of what epub-builder says.

mod chapters;
mod cover;
pub mod elsewhere;
mod finish;
mod package;
mod pages;
mod resources;

use anyhow::Context as _;
use epub_builder::{EpubBuilder, EpubContent, ZipLibrary};

use super::html::body::Used;
use super::html::shown::Shown;
use super::html::{fonts, style};
use crate::diagnostic::Diagnostics;
use crate::format::Format;
use crate::ir::Document;
use crate::look::Key;
use crate::settings::Settings;
use chapters::Book;
use package::Item;
use pages::Pages;

/// The name of the style sheet.
const STYLE: &str = "style.css";

/// Writes a document as an EPUB 3.3 publication, the same bytes for the same input: chapters at its
/// outermost headings, pages for cover and title, and a navigation document.
///
/// # Errors
/// When the container cannot be made; nothing in a document leads there.
pub fn render(
    document: &Document,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Vec<u8>> {
    let mut resources = resources::of(document);
    resources.extend(cover::picture(document, settings, diagnostics));
    let mut book = Book::of(document);
    if !settings.look(document, Format::Epub).switch(Key::TitleBlock).unwrap_or(true) {
        book.hide_front();
    }
    let writer = Pages::new(document, settings, &book, &resources)?;
    let pages = writer.all()?;

    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    // Neither is kept, but without them epub-builder asks the clock and the random generator.
    builder.set_uuid(package::identifier(document));
    builder.set_modified_date(package::modified(document, settings));
    let (mut items, mut used) = (Vec::new(), Used::default());
    for page in &pages {
        items.push(Item::page(page));
        used.merge(&page.used);
        // epub-builder writes a navigation document under this name by itself.
        if page.name != pages::NAVIGATION {
            builder.add_content(EpubContent::new(&page.name, page.markup.as_bytes()))?;
        }
    }
    for resource in &resources {
        builder.add_resource(&resource.name, &*resource.data, resource.media_type)?;
        let is_cover = writer.image() == Some(resource.name.as_str());
        let item = if is_cover { Item::cover } else { Item::file };
        items.push(item(&resource.name, resource.media_type));
    }
    let look = settings.look(document, Format::Epub);
    let mut shown = Shown::default();
    let with_text = fonts::embeds_text(look);
    let read = pages.iter().filter(|page| page.used.math || with_text);
    read.for_each(|page| shown.read(&page.markup, with_text));
    let fonts = fonts::of(&shown, settings, look);
    let mut css = String::new();
    for font in &fonts {
        // Core media types (EPUB 3.3, 3.2).
        let (extension, media_type, format) =
            if font.is_cff() { ("otf", "font/otf", "opentype") } else { ("ttf", "font/ttf", "truetype") };
        let name = format!("fonts/{}.{extension}", font.name());
        builder.add_resource(&name, &*font.data, media_type)?;
        items.push(Item::file(&name, media_type));
        font.rule(&mut css, &name, format);
    }
    css.push_str(&style::sheet(&used, settings, look, &fonts, EPUB_STYLE));
    builder.add_resource(STYLE, css.as_bytes(), "text/css")?;
    items.push(Item::file(STYLE, "text/css"));
    let mut archive = Vec::new();
    builder.generate(&mut archive).context("the EPUB container could not be made")?;

    let package = writer.package(package::values(document, settings, &items, used.math))?;
    let navigation = pages.iter().find(|page| page.name == pages::NAVIGATION);
    finish::finish(&archive, &package, navigation.map_or("", |page| &page.markup))
}

/// What EPUB adds to the style of HTML.
const EPUB_STYLE: &str = include_str!("../../templates/epub/style.css");

#[cfg(test)]
mod tests;
