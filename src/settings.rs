//! How a run makes its outputs, once that is settled: nothing after it needs to check. Where it comes from, `config`
//! knows.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;

use crate::callouts::Callouts;
use crate::format::Format;
use crate::ir::Document;
use crate::look::{self, Look};
use crate::read::dialect::Dialect;
use crate::shortcodes::Shortcodes;
use crate::value::Mapping;

/// How a run makes its outputs. More may be settled in later versions.
// One field for each thing that can be settled: who uses the library sets them one by one.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The kinds of callout.
    pub callouts: Arc<Callouts>,
    /// The shortcodes that the user defines.
    pub shortcodes: Arc<Shortcodes>,
    /// How outputs look.
    pub look: look::Asked,
    /// The language of notes that do not say theirs (BCP 47), instead of guessing.
    pub language: Option<String>,
    /// The standards that PDF files follow, by Typst's names (`ua-1`, `a-2a`, `1.7`, …).
    pub pdf_standards: Vec<String>,
    /// Whether PDF files may use the fonts of the system for characters that the embedded ones lack.
    pub system_fonts: bool,
    /// Folders of more fonts for PDF files.
    pub font_folders: Vec<PathBuf>,
    /// The templates.
    pub templates: Templates,
    /// Seconds since 1970-01-01 (UTC) that outputs carry as their date when the note has none
    /// (`SOURCE_DATE_EPOCH`, <https://reproducible-builds.org/specs/source-date-epoch/>).
    pub source_date_epoch: Option<i64>,
    /// Where the site is that the notes belong to (an absolute URL), for links to notes that are not converted.
    pub base_url: Option<String>,
    /// Whether a line's end in a note is shown, as some sites have it; `None`: as the note's own `breaks` says.
    pub breaks: Option<bool>,
    /// The dialect of Markdown that notes are in, with features more or less.
    pub dialect: Dialect,
    /// Where images are for pages, and what becomes of the files that notes link to; [`render`](crate::render) always embeds.
    pub assets: Assets,
    /// Keys of front matter in the place of those of notes.
    pub metadata: Mapping,
    /// Whether the chapters of a book are pages of their own in HTML.
    pub split: bool,
    /// Whether raw Typst of notes is set as such in a PDF.
    pub raw_typst: bool,
    /// Which pages are drawn in PNG and SVG, and how.
    pub pictures: Pictures,
}

impl Settings {
    /// The look of a document in a format.
    pub fn look<'a>(&'a self, document: &'a Document, format: Format) -> Look<'a> {
        Look::of(&self.look, &document.metadata.options, format)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            callouts: Callouts::built_in().clone(),
            shortcodes: Arc::default(),
            look: look::Asked::default(),
            language: None,
            pdf_standards: vec!["ua-1".to_owned()],
            system_fonts: true,
            font_folders: Vec::new(),
            templates: Templates::default(),
            source_date_epoch: None,
            base_url: None,
            split: false,
            raw_typst: false,
            pictures: Pictures::default(),
            breaks: None,
            dialect: Dialect::default(),
            assets: Assets::Embed,
            metadata: Mapping::new(),
        }
    }
}

/// The texts that decide how outputs look: those of `templates/`, or the user's.
#[derive(Debug, Clone, Hash)]
pub struct Templates {
    /// The functions that the Typst source calls.
    pub typst: Cow<'static, str>,
    /// The user's file of such functions, which come after those and so in their place.
    pub own_typst: Option<OwnTypst>,
    /// The page of an HTML output.
    pub page: Cow<'static, str>,
    /// The style of HTML outputs and, with that of `epub/`, of EPUB outputs.
    pub style: Cow<'static, str>,
    /// What is added to it.
    pub more_style: Cow<'static, str>,
}

/// A user's file of functions in Typst.
#[derive(Debug, Clone, Hash)]
pub struct OwnTypst {
    /// Where it is; what it imports and reads is below its folder.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

impl Default for Templates {
    fn default() -> Self {
        Self {
            typst: Cow::Borrowed(include_str!("../templates/note.typ")),
            own_typst: None,
            page: Cow::Borrowed(include_str!("../templates/page.html")),
            style: Cow::Borrowed(include_str!("../templates/style.css")),
            more_style: Cow::Borrowed(""),
        }
    }
}

/// Where the images, the fonts and the style of pages are, and what becomes of the files that notes link to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Assets {
    /// In the page, which needs no other file; links lead to files where they are.
    #[default]
    Embed,
    /// In a folder beside the page; copies of files that are linked to are put beside pages and PDF files.
    Copy,
    /// Images that are shown as they are: where the note has them; all else as with [`Assets::Embed`].
    Link,
}

/// Which pages are drawn in PNG and SVG, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pictures {
    /// The numbers of the pages, first to last, from 1; all when there are none.
    pub pages: Vec<RangeInclusive<usize>>,
    /// Dots to an inch, in PNG.
    pub dpi: u16,
}

impl Pictures {
    /// Whether the page of this number is drawn.
    pub fn has(&self, number: usize) -> bool {
        self.pages.is_empty() || self.pages.iter().any(|pages| pages.contains(&number))
    }
}

impl Default for Pictures {
    /// All pages, sharp on a screen of today.
    fn default() -> Self {
        Self { pages: Vec::new(), dpi: 144 }
    }
}
