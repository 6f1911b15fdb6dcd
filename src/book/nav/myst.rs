//! MyST's `project.toc` (`myst.yml`) and Jupyter Book's `_toc.yml`: files, titles, and what is below them.

use std::path::PathBuf;

use serde_yaml::{Mapping, Value};

use super::wrong::Wrong;
use super::yaml::{Places, mapping, names, text, text_of};
use crate::book::{Entry, Outline};

/// Reads the settings of a MyST project.
pub fn project(source: &str) -> Result<Option<Outline>, Wrong> {
    let Some(settings) = mapping(source)? else { return Ok(None) };
    let Some(Value::Mapping(project)) = settings.get("project") else { return Ok(None) };
    let Some(Value::Sequence(toc)) = project.get("toc") else { return Ok(None) };
    let places = Places::of(source);
    places.of_name("toc:");
    let outline = Outline {
        title: text_of(project, "title"),
        subtitle: text_of(project, "subtitle"),
        authors: names(project.get("authors").or_else(|| project.get("author"))),
        date: text_of(project, "date"),
        entries: entries(toc, &places),
        ..Outline::default()
    };
    Ok((!outline.entries.is_empty()).then_some(outline))
}

/// Reads a table of contents of Jupyter Book: a root, and chapters, or parts with chapters.
pub fn contents(source: &str) -> Result<Option<Outline>, Wrong> {
    let Some(book) = mapping(source)? else { return Ok(None) };
    let places = Places::of(source);
    let mut outline = Outline { title: text_of(&book, "title"), ..Outline::default() };
    let root = text_of(&book, "root").and_then(|root| note(&root, None, &places));
    outline.entries.extend(root.map(|root| Entry { is_unnumbered: true, ..root }));
    if let Some(Value::Sequence(parts)) = book.get("parts") {
        for part in parts.iter().filter_map(Value::as_mapping) {
            let title = ["caption", "title"].iter().find_map(|key| text_of(part, key));
            let span = places.of_name(title.as_deref().unwrap_or_default());
            let entries = below(part, &places);
            match title {
                title @ Some(_) => {
                    outline.entries.push(Entry { title, is_part: true, entries, span, ..Entry::default() });
                }
                None => outline.entries.extend(entries),
            }
        }
    }
    outline.entries.extend(below(&book, &places));
    Ok((!outline.entries.is_empty()).then_some(outline))
}

fn below(keys: &Mapping, places: &Places) -> Vec<Entry> {
    let lists = ["children", "chapters", "sections", "entries"].iter().filter_map(|key| keys.get(*key));
    lists.filter_map(Value::as_sequence).flat_map(|list| entries(list, places)).collect()
}

fn entries(list: &[Value], places: &Places) -> Vec<Entry> {
    list.iter().filter_map(|one| entry(one, places)).collect()
}

fn entry(value: &Value, places: &Places) -> Option<Entry> {
    let Value::Mapping(keys) = value else { return note(&text(value)?, None, places) };
    let title = text_of(keys, "title");
    let mut entry = match text_of(keys, "file") {
        Some(file) => note(&file, title, places)?,
        None => {
            let span = places.of_name(title.as_deref()?);
            Entry { title, span, ..Entry::default() }
        }
    };
    entry.entries = below(keys, places);
    (entry.note.is_some() || !entry.entries.is_empty()).then_some(entry)
}

/// The entry of a file, whose ending may be left out; notebooks are no notes.
fn note(path: &str, title: Option<String>, places: &Places) -> Option<Entry> {
    let span = places.of_name(path);
    let is_note = !path.contains("://") && !path.ends_with(".ipynb");
    is_note.then(|| Entry { title, note: Some(PathBuf::from(path)), span, ..Entry::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(outline: &Outline) -> Vec<String> {
        outline.notes().into_iter().map(|(note, _)| note.display().to_string()).collect()
    }

    #[test]
    fn a_project_has_files_and_titles_with_files_below() {
        let text = "version: 1\nproject:\n  title: T\n  authors:\n    - name: A\n  toc:\n    - file: index.md\n    - title: Guide\n      children:\n        - file: a.md\n          children:\n            - file: b.md\n        - file: c.ipynb\n        - url: https://example.org\n          title: Web\n";
        let outline = project(text).unwrap().unwrap();
        assert_eq!(notes(&outline), ["index.md", "a.md", "b.md"]);
        assert_eq!((outline.title.as_deref(), outline.authors.len()), (Some("T"), 1));
    }

    #[test]
    fn a_table_of_contents_has_a_root_and_parts() {
        let text = "format: jb-book\nroot: intro\nparts:\n  - caption: One\n    chapters:\n      - file: a\n        sections:\n          - file: b\n  - caption: Two\n    chapters:\n      - file: c\n";
        let outline = contents(text).unwrap().unwrap();
        assert_eq!(notes(&outline), ["intro", "a", "b", "c"]);
        assert_eq!(outline.entries.iter().filter(|entry| entry.is_part).count(), 2);
    }
}
