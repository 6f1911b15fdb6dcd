//! What a note says about itself as a publication, beside what every document has (EPUB 3.3, 5.5): most of it shows in
//! catalogues of books only.

use serde::Serialize;

use super::author::Author;
use crate::source::Span;

/// The metadata of a publication.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Publication {
    /// Titles beside the main one and the subtitle: their type (`short`, `collection`, `edition`, `expanded`) and text.
    pub titles: Vec<(String, String)>,
    /// Who helped.
    pub contributors: Vec<Author>,
    /// Its identifiers; the first is that of the publication.
    pub identifiers: Vec<Identifier>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Who has which rights.
    pub rights: Option<String>,
    /// The series that it belongs to.
    pub collection: Option<String>,
    /// Its place there: numbers with full stops between.
    pub position: Option<String>,
    /// What it is, where the abstract is something else.
    pub description: Option<String>,
    /// What it is about, in the words of a catalogue.
    pub subjects: Vec<String>,
    /// The address of the cover's image, and where the note names it.
    pub cover: Option<(String, Span)>,
}

/// An identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identifier {
    /// What it is one of, as the note says (`ISBN-13`, `DOI`).
    pub scheme: Option<String>,
    /// The identifier; one that is an ISBN by its key is a URN.
    pub text: String,
}
