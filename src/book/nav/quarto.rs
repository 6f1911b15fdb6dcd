//! Quarto's `_quarto.yml`: the chapters and appendices of a book, or the sidebar of a website.

use std::path::PathBuf;

use serde_yaml::{Mapping, Value};

use super::wrong::Wrong;
use super::yaml::{Places, mapping, names, text, text_of};
use crate::book::{Entry, Outline};

/// Reads a project's settings.
pub fn read(source: &str) -> Result<Option<Outline>, Wrong> {
    let Some(project) = mapping(source)? else { return Ok(None) };
    let places = Places::of(source);
    if let Some(Value::Mapping(book)) = project.get("book") {
        let mut all = entries(book.get("chapters"), &places);
        let appendices = entries(book.get("appendices"), &places);
        all.extend(appendices.into_iter().map(|entry| Entry { is_unnumbered: true, ..entry }));
        let outline = Outline {
            title: text_of(book, "title").or_else(|| text_of(&project, "title")),
            subtitle: text_of(book, "subtitle"),
            authors: names(book.get("author").or_else(|| book.get("authors"))),
            date: text_of(book, "date"),
            language: text_of(&project, "lang"),
            entries: all,
        };
        return Ok((!outline.entries.is_empty()).then_some(outline));
    }
    let Some(Value::Mapping(website)) = project.get("website") else { return Ok(None) };
    let contents = match website.get("sidebar") {
        Some(Value::Mapping(sidebar)) => entries(sidebar.get("contents"), &places),
        Some(Value::Sequence(all)) => {
            let sidebars = all.iter().filter_map(Value::as_mapping);
            sidebars.flat_map(|sidebar| entries(sidebar.get("contents"), &places)).collect()
        }
        _ => Vec::new(),
    };
    let outline = Outline {
        title: text_of(website, "title"),
        language: text_of(&project, "lang"),
        entries: contents,
        ..Outline::default()
    };
    Ok((!outline.entries.is_empty()).then_some(outline))
}

fn entries(value: Option<&Value>, places: &Places) -> Vec<Entry> {
    let Some(Value::Sequence(all)) = value else { return Vec::new() };
    all.iter().filter_map(|one| entry(one, places)).collect()
}

fn entry(value: &Value, places: &Places) -> Option<Entry> {
    match value {
        Value::Mapping(keys) => of_keys(keys, places),
        one => text(one).and_then(|path| note(&path, None, places)),
    }
}

fn of_keys(keys: &Mapping, places: &Places) -> Option<Entry> {
    let file = ["file", "href"].iter().find_map(|key| text_of(keys, key));
    let title = ["text", "title"].iter().find_map(|key| text_of(keys, key));
    // A part or a section is named by a file, or by its words.
    let named = ["part", "section"].iter().find_map(|key| text_of(keys, key));
    let Some(named) = named else { return note(&file?, title, places) };
    let below = keys.get("chapters").or_else(|| keys.get("contents"));
    let mut entry = match is_note(&named) {
        true => note(&named, None, places)?,
        false => {
            let span = places.of_name(&named);
            let note = file.map(PathBuf::from);
            Entry { title: Some(named), note, span, ..Entry::default() }
        }
    };
    entry.is_part = true;
    entry.entries = entries(below, places);
    Some(entry)
}

fn note(path: &str, title: Option<String>, places: &Places) -> Option<Entry> {
    let span = places.of_name(path);
    is_note(path).then(|| Entry { title, note: Some(PathBuf::from(path)), span, ..Entry::default() })
}

/// Whether a path is that of a note; computed notebooks are none.
fn is_note(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    !path.contains("://") && crate::files::NOTES.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_has_parts_chapters_and_appendices() {
        let text = "project:\n  type: book\nbook:\n  title: T\n  author: [A, {name: B}]\n  chapters:\n    - index.qmd\n    - part: First\n      chapters:\n        - a.qmd\n        - file: b.qmd\n          text: Bee\n    - part: second.qmd\n      chapters: [c.qmd, x.ipynb]\n  appendices:\n    - d.qmd\nlang: fr\n";
        let outline = read(text).unwrap().unwrap();
        assert_eq!(
            (outline.title.as_deref(), outline.authors.as_slice()),
            (Some("T"), &["A".to_owned(), "B".to_owned()][..])
        );
        assert_eq!(outline.language.as_deref(), Some("fr"));
        let shown: Vec<String> = outline
            .units()
            .iter()
            .map(|unit| {
                let note = unit.note.as_ref().map(|note| note.display().to_string()).unwrap_or_default();
                format!(
                    "{:?} {:?} {} {note}",
                    unit.rank,
                    unit.number,
                    unit.title.as_deref().unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "Chapter [1]  index.qmd",
                "Part [] First ",
                "Chapter [2]  a.qmd",
                "Chapter [3] Bee b.qmd",
                "Part []  second.qmd",
                "Chapter [4]  c.qmd",
                "Chapter []  d.qmd",
            ]
        );
    }

    #[test]
    fn a_website_has_the_order_of_its_sidebar() {
        let text = "website:\n  title: W\n  sidebar:\n    contents:\n      - a.qmd\n      - section: More\n        contents:\n          - href: b.qmd\n            text: B\n          - href: https://example.org\n";
        let outline = read(text).unwrap().unwrap();
        let notes: Vec<_> = outline.notes().into_iter().map(|(note, _)| note).collect();
        assert_eq!(notes, [PathBuf::from("a.qmd"), PathBuf::from("b.qmd")]);
        assert_eq!(read("project: {type: default}\n").unwrap(), None);
    }
}
