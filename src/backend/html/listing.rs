//! A page that lists notes, by folder: each with its title, who wrote it and when, and what it is about.

use super::attributes;
use super::encode::{Encoder, Syntax};
use super::page::{Place, Renderer};
use super::{beside::Rendered, body::Target, template};
use crate::ir::metadata::Date;
use crate::ir::{Document, Metadata};
use crate::locale::{self, Word};
use crate::settings::Settings;

/// What is listed.
#[derive(Debug, Default, Hash)]
pub struct Listing {
    /// The title of the page.
    pub title: String,
    /// Its language (BCP 47).
    pub language: String,
    /// What is in it.
    pub items: Vec<Item>,
}

/// A note, or a folder, and what is below it.
#[derive(Debug, Default, Hash)]
pub struct Item {
    /// What it is called.
    pub title: String,
    /// The address of its page, if it has one.
    pub address: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When.
    pub date: Option<Date>,
    /// What it is about.
    pub tags: Vec<String>,
    /// Its language, if that is known (BCP 47).
    pub language: String,
    /// What is below it.
    pub items: Vec<Item>,
}

/// The rank of the deepest heading.
const DEEPEST: u8 = 6;

/// Writes the page at its `place`.
///
/// # Errors
/// As [`super::render`].
pub fn render(listing: &Listing, settings: &Settings, place: &Place) -> anyhow::Result<Rendered> {
    let metadata =
        Metadata { title: listing.title.clone(), language: listing.language.clone(), ..Metadata::default() };
    let document = Document { metadata, ..Document::default() };
    let renderer = Renderer::new(settings)?;
    let placed = renderer.placed(&document, &place.parts);
    let text = renderer.text(&document, &Nowhere, 1, &[]).with_listing(body(listing));
    renderer.whole(&document, &text, placed, &place.around)
}

/// The list as a landmark of its own.
fn body(listing: &Listing) -> String {
    let language = listing.language.as_str();
    let mut encoder = Encoder::new(Syntax::Html);
    let name = locale::word(language, Word::AllNotes);
    encoder.open("nav").attribute("class", "listing").attribute("aria-label", name).line();
    items(&mut encoder, &listing.items, language, 2);
    encoder.close().line();
    encoder.finish()
}

/// Writes items; what others stand below has a heading of this `rank`.
fn items(encoder: &mut Encoder, all: &[Item], language: &str, rank: u8) {
    encoder.open("ul").line();
    for item in all {
        encoder.open("li");
        if item.items.is_empty() {
            title(encoder, item, language);
        } else {
            encoder.open(heading(rank));
            title(encoder, item, language);
            encoder.close();
        }
        about(encoder, item, language);
        if !item.items.is_empty() {
            encoder.line();
            items(encoder, &item.items, language, (rank + 1).min(DEEPEST));
        }
        encoder.close().line();
    }
    encoder.close().line();
}

fn heading(rank: u8) -> &'static str {
    match rank {
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

fn title(encoder: &mut Encoder, item: &Item, language: &str) {
    match &item.address {
        Some(address) => encoder.open("a").attribute("href", address),
        None => encoder.open("span"),
    };
    if !item.language.is_empty() && item.language != language {
        attributes::language(encoder, &item.language);
        encoder.attribute("dir", attributes::direction(&item.language));
    }
    encoder.text(&item.title).close();
}

/// Who wrote a note, when, and about what.
fn about(encoder: &mut Encoder, item: &Item, language: &str) {
    if item.authors.is_empty() && item.date.is_none() && item.tags.is_empty() {
        return;
    }
    encoder.open("div").attribute("class", "about");
    if !item.authors.is_empty() {
        encoder.open("span").text(&item.authors.join(", ")).close().text(" ");
    }
    if let Some(date) = &item.date {
        match template::machine_date(date) {
            Some(machine) => encoder.open("time").attribute("datetime", &machine),
            None => encoder.open("span"),
        };
        encoder.text(&locale::date(language, date)).close().text(" ");
    }
    if !item.tags.is_empty() {
        let name = locale::word(language, Word::Tags);
        encoder.open("ul").attribute("class", "tags").attribute("aria-label", name);
        for tag in &item.tags {
            encoder.open("li").text(tag).close().text(" ");
        }
        encoder.close();
    }
    encoder.close();
}

/// The page has no text whose links it would be asked about.
struct Nowhere;

impl Target for Nowhere {
    fn name(&self) -> &str {
        ""
    }

    fn image(&self, _index: usize) -> Option<String> {
        None
    }

    fn element(&self, _id: &str) -> Option<String> {
        None
    }

    fn file(&self, _address: &str) -> Option<String> {
        None
    }

    fn note(&self, _path: &str, _fragment: Option<&str>) -> Option<String> {
        None
    }
}
