//! `convert` makes documents of Markdown notes, as people have them: PDF (typeset by Typst), EPUB 3 and HTML.
//!
//! The way of a note: a [`Source`] is [`read()`] into a [`Document`], the passes of [`finish`] settle what every
//! target needs, and [`render`] makes the bytes of one target. What is wrong with the note is collected in
//! [`Diagnostics`] on the way; the library never prints.
//!
//! ```
//! use note_convert::{Diagnostics, Format, Settings, Source, files::Memory};
//!
//! let source = Source::new("note.md", "---\ntitle: Bonjour\n---\n{% note %}\nUn **mot**.\n{% endnote %}\n");
//! let (settings, files) = (Settings::default(), Memory::default());
//! let mut diagnostics = Diagnostics::default();
//!
//! let mut document = note_convert::read(&source, Some("note"), &settings, &files, &mut diagnostics)?;
//! note_convert::finish(&mut document, &settings, &files, &mut diagnostics);
//! let html = note_convert::render(&document, Format::Html, &source, &settings, &mut diagnostics)?;
//!
//! assert!(String::from_utf8(html)?.contains("<strong>mot</strong>"));
//! assert!(diagnostics.as_slice().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// What may panic on some input needs a reason why it does not. A test that panics has told something.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented
    )
)]

pub mod address;
pub mod backend;
pub mod batch;
pub mod callouts;
pub mod cli;
pub mod conditional;
pub mod config;
pub mod diagnostic;
pub mod files;
mod fold;
pub mod ir;
mod json;
pub mod latex;
pub mod limits;
pub mod locale;
pub mod look;
pub mod output;
pub mod pass;
pub mod read;
pub mod repeated;
pub mod signals;
pub mod source;
pub mod supervisor;
mod yaml;

pub use config::Settings;
pub use diagnostic::{Diagnostic, Diagnostics};
pub use ir::Document;
pub use source::Source;

use diagnostic::Code;
use files::Files;

/// What a document can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// A PDF file, typeset by Typst.
    Pdf,
    /// An EPUB 3.3 publication.
    Epub,
    /// A self-contained HTML page.
    Html,
    /// The Typst source of the PDF.
    Typst,
    /// A text dump of the intermediate representation.
    Ir,
    /// The intermediate representation for programs, as JSON (RFC 8259).
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 6] =
        [Format::Pdf, Format::Epub, Format::Html, Format::Typst, Format::Ir, Format::Json];

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Epub => "epub",
            Format::Html => "html",
            Format::Typst => "typ",
            Format::Ir => "ir",
            Format::Json => "json",
        }
    }
}

/// The way of a note could not be gone to its end; the reason is among the diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("the note could not be converted")
    }
}

impl std::error::Error for Failed {}

/// Reads a note. `name` is what its file is called, without extension, for a title when the note has none; `files`
/// gives what it includes.
///
/// # Errors
/// When the front matter is malformed.
#[expect(clippy::string_slice, reason = "front matter ends at the end of a line of the same text")]
pub fn read(
    source: &Source,
    name: Option<&str>,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Result<Document, Failed> {
    let mut found = Diagnostics::default();
    let front = read::front_matter::read(source, &mut found);
    let refused = found.has_error();
    diagnostics.append(found);
    let front = front.map_err(|error| {
        diagnostics.push(error);
        Failed
    })?;
    if refused {
        return Err(Failed);
    }
    if source.text()[front.body..].trim().is_empty() {
        diagnostics.push(Diagnostic::warning(Code::EmptyNote, "this note has no text"));
    }
    let dated = front.dated;
    let mut document = read::body(source, front, settings, files, diagnostics);
    pass::metadata::complete(&mut document, name, settings.language.as_deref(), dated, diagnostics);
    Ok(document)
}

/// Runs the passes: after them the document is ready for every target. `files` gives the note's images.
pub fn finish(
    document: &mut Document,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    pass::diagrams::run(document, settings, backend::typst::fonts::width, diagnostics);
    pass::run(document, settings, files, diagnostics);
    pass::code::run(document, backend::html::highlight::knows, diagnostics);
}

/// What links and references may lead to in a note of this text, read with these settings; its file's `name` says what
/// it is written in, `files` gives what it includes. `None` when
/// its front matter is malformed.
pub fn named(
    name: &str,
    text: &str,
    settings: &Settings,
    files: &dyn Files,
) -> Option<(pass::identifiers::Identifiers, pass::references::Named)> {
    let source = Source::new(name, text);
    let mut diagnostics = Diagnostics::default();
    let mut document = read(&source, None, settings, files, &mut diagnostics).ok()?;
    pass::headings::run(&mut document, &mut diagnostics);
    let (numbers, _) = pass::equations::run(&mut document, files);
    let named = pass::references::Named::of(&document, &numbers, settings, files);
    Some((pass::identifiers::run(&mut document, &mut diagnostics), named))
}

/// Makes the bytes of a finished document in a format; `source` is what it was read from.
///
/// # Errors
/// When the format cannot be made.
pub fn render(
    document: &Document,
    format: Format,
    source: &Source,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, Failed> {
    if settings.raw_typst
        && matches!(format, Format::Html | Format::Epub)
        && let Some(span) = conditional::raw_typst(document)
    {
        let name = format.extension().to_uppercase();
        let message = format!("what is written in Typst is for paper: {name} leaves it out");
        diagnostics.push(Diagnostic::info(Code::RawContent, message).at(span));
    }
    let document = &*conditional::shown_in(document, format);
    let bytes = match format {
        Format::Pdf => backend::typst::pdf::render(document, settings, diagnostics),
        Format::Epub => {
            backend::epub::render(&backend::epub::elsewhere::named(document, diagnostics), settings)
        }
        Format::Html => backend::html::render(document, settings),
        Format::Typst => Ok(backend::typst::source(document, settings, diagnostics).into_bytes()),
        Format::Ir => Ok(ir::dump::dump(document, source).into_bytes()),
        Format::Json => serde_json::to_vec(document).map_err(Into::into),
    };
    bytes.map_err(|error| {
        diagnostics.push(Diagnostic::error(Code::Typesetting, format!("{error:#}")));
        Failed
    })
}
