//! bookdown's `_bookdown.yml`: the files of a book in their order. Its parts are headings in the notes.

use std::path::PathBuf;

use serde_yaml::Value;

use super::wrong::Wrong;
use super::yaml::{Places, mapping, names, text_of};
use crate::book::{Entry, Outline};

/// Reads a book's settings; without a list of files the order is that of their names, with `index` first.
pub fn read(source: &str) -> Result<Option<Outline>, Wrong> {
    let Some(book) = mapping(source)? else { return Ok(None) };
    let files = match book.get("rmd_files") {
        // A list for each kind of output.
        Some(Value::Mapping(all)) => names(all.values().next()),
        files => names(files),
    };
    let places = Places::of(source);
    let entry = |file: String| Entry {
        span: places.of_name(&file),
        is_unnumbered: file.starts_with("index."),
        note: Some(PathBuf::from(file)),
        ..Entry::default()
    };
    let entries: Vec<Entry> = files.into_iter().map(entry).collect();
    let outline = Outline { title: text_of(&book, "title"), entries, ..Outline::default() };
    Ok((!outline.entries.is_empty()).then_some(outline))
}
