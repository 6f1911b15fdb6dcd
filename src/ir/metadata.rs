//! What a note says about itself: the front matter's known keys, typed, and all the others, as they are.

use indexmap::IndexMap;
use serde::{Serialize, Serializer};

pub use super::author::Author;
use super::publication::Publication;
use crate::json;
use crate::look::Options;

/// The metadata of a note.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Metadata {
    /// The title; never empty once the pass `metadata` has run.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Who wrote it, in the note's order.
    pub authors: Vec<Author>,
    /// When it was written.
    pub date: Option<Date>,
    /// What it is about.
    pub tags: Vec<String>,
    /// What it says, in short: paragraphs of plain text.
    pub summary: Option<String>,
    /// The language (BCP 47); never empty once the pass `metadata` has run.
    pub language: String,
    /// What the note asks for of the look.
    #[serde(skip_serializing_if = "Options::is_empty")]
    pub options: Options,
    /// The number of the chapter of a book that it is, from that of the outermost chapter on (2, 3 for the third section
    /// of the second chapter); empty for a note by itself, and where chapters have no numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chapter: Vec<usize>,
    /// What it says about itself as a publication.
    pub publication: Publication,
    /// The keys that this program does not know (`layout`, …) or has use for in a publication only, in the note's order.
    #[serde(serialize_with = "extra")]
    pub extra: IndexMap<String, serde_yaml::Value>,
}

/// The number of the thing that is the `count`-th of its kind in a document: `3`, in chapter 2 of a book `2.3`.
pub fn number(chapter: &[usize], count: usize) -> String {
    let numbers = chapter.iter().chain([&count]);
    numbers.map(usize::to_string).collect::<Vec<_>>().join(".")
}

/// A date, as precise as the note has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum Date {
    /// A day of the Gregorian calendar.
    Day(#[serde(serialize_with = "text")] chrono::NaiveDate),
    /// A month.
    Month {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// A year.
    Year(i32),
    /// Something else, printed as it is written.
    Text(String),
}

impl Date {
    /// The date for programs, as `2024-03-16`, `2024-03` or `2024` (ISO 8601; a valid date of HTML and EPUB);
    /// `None` for a text.
    pub fn iso(&self) -> Option<String> {
        match self {
            Date::Day(day) => Some(day.format("%Y-%m-%d").to_string()),
            Date::Month { year, month } => Some(format!("{year:04}-{month:02}")),
            Date::Year(year) => Some(format!("{year:04}")),
            Date::Text(_) => None,
        }
    }
}

fn text<S: Serializer>(value: &impl std::fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// YAML allows any value as a key, most formats only text: what does not fit is written as the YAML that it was.
fn extra<S: Serializer>(
    extra: &IndexMap<String, serde_yaml::Value>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(extra.iter().map(|(key, value)| {
        let as_yaml = || serde_yaml::to_string(value).unwrap_or_default().into();
        (key, json::sorted(serde_json::to_value(value).unwrap_or_else(|_| as_yaml())))
    }))
}
