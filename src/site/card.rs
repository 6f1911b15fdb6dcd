//! What other pages show of a note: its title, who wrote it and when, what it is about, and its place among the others.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{addresses, aliases};
use crate::book::folder::Place;
use crate::files::Files;
use crate::ir::metadata::{Date, Metadata};
use crate::naming::{is_folder_page, title_from_name};
use crate::pass::whole;
use crate::read::front_matter;
use crate::settings::Settings;
use crate::source::Source;

/// What other pages show of a note.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// The names of its authors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// When it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Its language, if its front matter says it (BCP 47).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Other names that it says it has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whether its front matter may say at which addresses its page is.
    #[serde(skip_serializing_if = "is_false")]
    pub has_address: bool,
    /// Where it stands among the notes of its folder.
    pub place: Place,
    /// Whether its text was read for that, and not only its front matter.
    #[serde(skip_serializing_if = "is_false")]
    pub of_text: bool,
    /// Whether it cannot be read, so that it has no page.
    #[serde(skip)]
    pub is_unreadable: bool,
}

impl Card {
    /// The card of a note with this text, whose file is called `name`. `files` gives what it includes.
    pub(super) fn of(source: &Source, name: Option<&str>, settings: &Settings, files: &dyn Files) -> Self {
        let Ok((metadata, of_text)) = whole::metadata(source, name, settings, files) else {
            return Self::of_name(name);
        };
        let place = Place::of(&metadata);
        let aliases = aliases::of(source.text(), &metadata);
        let has_address = addresses::has_address(front_matter::inside(source.text()))
            || aliases.iter().any(|alias| alias.contains('/'));
        let Metadata { title, authors, date, tags, language, .. } = metadata;
        let authors = authors.into_iter().map(|author| author.name).collect();
        Self {
            title,
            authors,
            date,
            tags,
            language,
            aliases,
            has_address,
            place,
            of_text,
            is_unreadable: false,
        }
    }

    /// The card of a note that cannot be read.
    pub(super) fn of_name(name: Option<&str>) -> Self {
        let title = name.map(title_from_name).unwrap_or_default();
        Self { title, is_unreadable: true, ..Self::default() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What a note is called: the name of its file, or of its folder when the file is the folder's page.
pub fn name(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    if !is_folder_page(&stem) {
        return Some(stem);
    }
    let path = path.canonicalize().ok();
    path.and_then(|path| Some(path.parent()?.file_name()?.to_string_lossy().into_owned())).or(Some(stem))
}
