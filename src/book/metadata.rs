//! What a book says about itself: what its outline says, and for the rest what its notes do.

use super::Outline;
use crate::format::Format;
use crate::ir::Metadata;
use crate::ir::metadata::{Author, Date};
use crate::look::{Key, Look, Value};
use crate::naming::title_from_name;
use crate::read::date;
use crate::settings::Settings;

/// The most words that a book names as its subjects.
const SUBJECTS: usize = 30;

/// The metadata of a book with these notes, each with the length of its text; its output has this name. How it looks is
/// asked for by the command line, the project and the first note; it has a page for its title and a table of contents
/// unless somebody says otherwise.
pub fn of(
    outline: &Outline,
    notes: &[(&Metadata, usize)],
    name: Option<&str>,
    settings: &Settings,
) -> Metadata {
    let first = notes.first().map(|(first, _)| (*first).clone()).unwrap_or_default();
    let language = outline.language.clone().or_else(|| settings.language.clone());
    let language = language.unwrap_or_else(|| most_used(notes));
    let title = outline.title.clone().or_else(|| name.map(title_from_name).filter(|name| !name.is_empty()));
    let mut options = first.options;
    for (key, formats) in
        [(Key::Cover, &[Format::Pdf][..]), (Key::Toc, &[Format::Pdf, Format::Epub, Format::Html])]
    {
        for &format in formats {
            if !Look::of(&settings.look, &options, format).is_asked(key) {
                options.set(key, Value::Switch(true), Some(format));
            }
        }
    }
    let mut publication = first.publication;
    for tag in notes.iter().flat_map(|(note, _)| &note.tags) {
        if publication.subjects.len() < SUBJECTS && !publication.subjects.contains(tag) {
            publication.subjects.push(tag.clone());
        }
    }
    Metadata {
        title: title.unwrap_or(first.title),
        subtitle: outline.subtitle.clone(),
        authors: authors(outline, notes),
        date: outline.date.as_deref().and_then(|date| dated(date, &language)),
        language,
        options,
        publication,
        extra: first.extra,
        ..Metadata::default()
    }
}

/// The authors that the outline names, else all that the notes do.
fn authors(outline: &Outline, notes: &[(&Metadata, usize)]) -> Vec<Author> {
    if !outline.authors.is_empty() {
        let author = |name: &String| Author { name: name.clone(), ..Author::default() };
        return outline.authors.iter().map(author).collect();
    }
    let mut authors: Vec<Author> = Vec::new();
    for author in notes.iter().flat_map(|(note, _)| &note.authors) {
        if !authors.iter().any(|known| known.name == author.name) {
            authors.push(author.clone());
        }
    }
    authors
}

/// A date as it is written; a word that asks a site for the present day is none.
fn dated(text: &str, language: &str) -> Option<Date> {
    match date::in_language(text, language) {
        date::Reading::Date(date) => Some(date),
        _ if date::is_automatic(text) => None,
        _ => Some(date::parse(text).unwrap_or_else(|| Date::Text(text.to_owned()))),
    }
}

/// The language in which most of the text is.
fn most_used(notes: &[(&Metadata, usize)]) -> String {
    let mut lengths: Vec<(&str, usize)> = Vec::new();
    for (note, length) in notes {
        match lengths.iter_mut().find(|(known, _)| *known == note.language) {
            Some((_, total)) => *total += length,
            None => lengths.push((&note.language, *length)),
        }
    }
    let most = lengths.iter().rev().max_by_key(|(_, length)| *length);
    most.map_or_else(|| "en".to_owned(), |(language, _)| (*language).to_owned())
}
