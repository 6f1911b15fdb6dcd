//! Our own outline: the key `book` of a project file.

use std::path::PathBuf;

use serde_yaml::{Mapping, Value};

use super::wrong::Wrong;
use super::yaml::{Places, names, text, text_of};
use crate::book::{Entry, Outline};
use crate::nearest::nearest;

/// The keys of a book.
const KEYS: [&str; 8] = ["title", "subtitle", "author", "authors", "date", "lang", "chapters", "output"];

/// The keys of a chapter or a part.
const OF_ENTRY: [&str; 5] = ["title", "part", "file", "chapters", "numbered"];

/// Reads the value of the key `book`, which stands in this text.
///
/// # Errors
/// When a key or a value is none.
pub fn outline(value: &Value, text: &str) -> Result<Outline, Wrong> {
    let places = Places::of(text);
    places.of_name("book:");
    let Value::Mapping(book) = value else {
        return Err(wrong(
            "`book` has keys below it: `title`, `chapters` and the like".to_owned(),
            &places,
            "",
        ));
    };
    check(book, &KEYS, &places)?;
    let entries = match book.get("chapters") {
        Some(chapters) => entries(chapters, &places)?,
        None => Vec::new(),
    };
    Ok(Outline {
        title: text_of(book, "title"),
        subtitle: text_of(book, "subtitle"),
        authors: names(book.get("authors").or_else(|| book.get("author"))),
        date: text_of(book, "date"),
        language: text_of(book, "lang"),
        entries,
    })
}

fn entries(value: &Value, places: &Places) -> Result<Vec<Entry>, Wrong> {
    let Value::Sequence(all) = value else {
        return Err(wrong("`chapters` is a list of notes".to_owned(), places, "chapters"));
    };
    all.iter().map(|one| entry(one, places)).collect()
}

fn entry(value: &Value, places: &Places) -> Result<Entry, Wrong> {
    if let Some(path) = text(value) {
        return Ok(Entry {
            span: places.of_name(&path),
            note: Some(PathBuf::from(path)),
            ..Entry::default()
        });
    }
    let Value::Mapping(keys) = value else {
        let message =
            "a chapter is the path of a note, or has the keys `title`, `part`, `file` and `chapters`";
        return Err(wrong(message.to_owned(), places, ""));
    };
    check(keys, &OF_ENTRY, places)?;
    let (part, file) = (text_of(keys, "part"), text_of(keys, "file"));
    let title = part.clone().or_else(|| text_of(keys, "title"));
    let span = places.of_name(title.as_deref().or(file.as_deref()).unwrap_or_default());
    let below =
        keys.get("chapters").map(|chapters| entries(chapters, places)).transpose()?.unwrap_or_default();
    if title.is_none() && file.is_none() {
        return Err(Wrong {
            message: "this chapter has neither a `file` nor a `title`".to_owned(),
            span: Some(span),
        });
    }
    Ok(Entry {
        title,
        note: file.map(PathBuf::from),
        is_part: part.is_some(),
        is_unnumbered: keys.get("numbered") == Some(&Value::Bool(false)),
        entries: below,
        span,
    })
}

fn check(keys: &Mapping, known: &[&str], places: &Places) -> Result<(), Wrong> {
    for key in keys.keys() {
        let key = text(key).unwrap_or_default();
        if !known.contains(&key.as_str()) {
            let hint = match nearest(&key, known.iter().copied()) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("there are `{}`", known.join("`, `")),
            };
            return Err(wrong(format!("a book has no key `{key}`: {hint}"), places, &key));
        }
    }
    Ok(())
}

fn wrong(message: String, places: &Places, name: &str) -> Wrong {
    Wrong { message, span: Some(places.of_name(name)) }
}
