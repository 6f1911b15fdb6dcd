//! What the reader knows of the note that it reads.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::callouts::Callouts;
use crate::files::Files;
use crate::ir::Metadata;
use crate::read::dialect::Dialect;
use crate::read::dialect::features::Features;
use crate::read::syntax::names::Vocabulary;
use crate::source::Source;

/// What reading needs to know of the note.
pub struct Note<'a> {
    pub source: &'a Source,
    /// The note that it stands in, when it is included.
    pub host: &'a Source,
    pub metadata: &'a Metadata,
    /// What the names in it mean to the scanner; the callouts.
    pub vocabulary: Vocabulary<'a>,
    pub dialect: Dialect,
    pub files: &'a dyn Files,
    /// Whether raw Typst is kept, for paper.
    pub raw_typst: bool,
    /// Of which file this is a part, when it is included, and with what.
    pub included: Option<&'a Included>,
    /// The headings that links may name by their words, once it was asked for them.
    pub headings: OnceCell<Option<Names>>,
}

impl<'a> Note<'a> {
    /// The kinds of callout.
    pub fn callouts(&self) -> &'a Callouts {
        self.vocabulary.callouts
    }

    /// Whether this feature is read.
    pub fn reads(&self, feature: Features) -> bool {
        self.dialect.features().contains(feature)
    }

    /// Whether an image alone in its paragraph is a figure, as Pandoc and programs that are built on it have it.
    pub fn has_implicit_figures(&self) -> bool {
        let name = self.source.name().to_lowercase();
        self.reads(Features::IMPLICIT_FIGURES)
            || [".qmd", ".rmd", ".rmarkdown"].iter().any(|end| name.ends_with(end))
    }
}

impl Note<'_> {
    /// Whether links may name headings by their words (Pandoc's `implicit_header_references`).
    pub fn has_implicit_references(&self) -> bool {
        self.reads(Features::IMPLICIT_REFERENCES)
    }

    /// Whether it may be a chapter of a book of bookdown.
    pub fn is_chapter(&self) -> bool {
        let name = self.source.name().to_lowercase();
        [".rmd", ".rmarkdown"].iter().any(|end| name.ends_with(end))
    }
}

/// The value of the first of the pairs with this key: of an element's attributes, or a directive's options.
pub fn value<'p>(pairs: &'p [(String, String)], key: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// A file that is included.
#[derive(Debug)]
pub struct Included {
    /// Its folder, ending in `/`, or nothing when it is that of the note.
    pub folder: String,
    /// The files that it is included from, and itself.
    pub trail: Vec<String>,
    /// What it is included with: values that it may ask for as `include.name`.
    pub values: Vec<(String, String)>,
}

impl Included {
    /// The value that it is included with under this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The headings of a note, by their words as names of links are compared.
pub type Names = Arc<HashMap<String, String>>;
