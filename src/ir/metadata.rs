//! What a note says about itself: the front matter's known keys, typed, and all the others, as they are.

use serde::{Serialize, Serializer};

pub use super::author::Author;
pub use super::date::{Date, Day};
use super::publication::Publication;
use crate::json;
use crate::look::Options;
pub use crate::value::{Mapping, Number, Value};

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
    pub extra: Mapping,
}

impl Metadata {
    /// The paragraphs of the abstract, each without the space around it.
    pub(crate) fn abstract_paragraphs(&self) -> impl Iterator<Item = &str> {
        let blank = |line: &str| line.trim().is_empty();
        let mut rest = self.summary.as_deref().unwrap_or_default();
        std::iter::from_fn(move || {
            rest = rest.trim_start();
            if rest.is_empty() {
                return None;
            }
            let mut end = 0;
            for line in rest.split_inclusive('\n').take_while(|line| !blank(line)) {
                end += line.len();
            }
            let paragraph;
            (paragraph, rest) = rest.split_at(end);
            Some(paragraph.trim_end())
        })
    }
}

/// The number of the thing that is the `count`-th of its kind in a document: `3`, in chapter 2 of a book `2.3`.
pub fn number(chapter: &[usize], count: usize) -> String {
    let numbers = chapter.iter().chain([&count]);
    numbers.map(usize::to_string).collect::<Vec<_>>().join(".")
}

/// The values in JSON. YAML allows any value as a key, JSON only text: what does not fit is written as the YAML that it was.
fn extra<S: Serializer>(extra: &Mapping, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(extra.iter().map(|(key, value)| {
        let as_yaml = || serde_yaml::to_string(value).unwrap_or_default().into();
        (key, json::sorted(serde_json::to_value(value).unwrap_or_else(|_| as_yaml())))
    }))
}
