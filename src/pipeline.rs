//! The way of a note after it was read: the passes, then a writer.

use crate::backend;
use crate::backend::html::beside::Rendered;
use crate::backend::html::page::Place;
use crate::conditional;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Failed};
use crate::files::Files;
use crate::font;
use crate::format::Format;
use crate::ir::holds::Holds;
use crate::ir::{self, Document};
use crate::pass;
use crate::settings::Settings;
use crate::source::Source;

/// A document that is ready for every target: [`finish`] makes it of one that was read, and [`render`] takes no other.
#[derive(Debug, Clone)]
pub struct Finished(Document);

impl Finished {
    /// Takes a document as it is, for one that a program built: whoever calls this promises what the passes would have
    /// settled. What they did not settle is written as it stands: a link that was not resolved is text, an image that was
    /// not loaded its alternative text.
    pub fn assume(document: Document) -> Self {
        Self(document)
    }

    /// The document, to be changed; it has to be finished again.
    pub fn into_document(self) -> Document {
        self.0
    }
}

impl std::ops::Deref for Finished {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.0
    }
}

/// Runs the passes over a document. `files` gives the note's images and what they name.
pub fn finish(
    mut document: Document,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Finished {
    let mut holds = Holds::of(&document.blocks);
    draw(&mut document, &mut holds, settings, diagnostics);
    pass::run(&mut document, holds, settings, files, diagnostics);
    plain_code(&mut document, holds, diagnostics);
    Finished(document)
}

/// Draws the diagrams of a document, before all other passes; `holds` is what the document holds.
pub fn draw(document: &mut Document, holds: &mut Holds, settings: &Settings, diagnostics: &mut Diagnostics) {
    if holds.contains(Holds::CODE) {
        pass::diagrams::run(document, settings, font::store::width, diagnostics);
        *holds |= Holds::IMAGE;
    }
}

/// Finds the code of a document that has no colours, after all other passes.
pub fn plain_code(document: &mut Document, holds: Holds, diagnostics: &mut Diagnostics) {
    if holds.contains(Holds::CODE) {
        pass::code::run(document, backend::html::highlight::knows, diagnostics);
    }
}

/// Makes the bytes of a document in a format; `source` is what it was read from. They need no other file. Of formats that
/// have a file for each page, this is the first page that [`Settings::pictures`] asks for.
///
/// # Errors
/// When the format cannot be made.
pub fn render(
    document: &Finished,
    format: Format,
    source: &Source,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, Failed> {
    render_with(document, format, source, settings, &Place::default(), diagnostics).map(|made| made.bytes)
}

/// Pictures of pages as an output: the first, and the others beside it.
#[cfg(feature = "pdf")]
fn pictures(mut pages: backend::typst::pages::Drawn) -> Rendered {
    let first = pages.pop_first().map(|(_, picture)| picture.bytes).unwrap_or_default();
    let others = pages.into_iter().map(|(number, picture)| (number, picture.bytes.into()));
    Rendered { numbered: others.collect(), ..Rendered::alone(first) }
}

/// The same; a page is at this `place`.
///
/// # Errors
/// When the format cannot be made.
pub fn render_with(
    document: &Finished,
    format: Format,
    source: &Source,
    settings: &Settings,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Result<Rendered, Failed> {
    if settings.raw_typst
        && matches!(format, Format::Html | Format::Epub)
        && let Some(span) = conditional::raw_typst(document)
    {
        let name = format.extension().to_uppercase();
        let message = format!("what is written in Typst is for paper: {name} leaves it out");
        diagnostics.push(Diagnostic::info(Code::RawContent, message).at(span));
    }
    let document = &*conditional::shown_in(document, format);
    if matches!(format, Format::Html | Format::Epub) {
        backend::html::fonts::check(document, format, settings, diagnostics);
    }
    let alone = Rendered::alone;
    let had_error = diagnostics.has_error();
    let made = match format {
        #[cfg(feature = "pdf")]
        Format::Pdf => backend::typst::pdf::render(document, settings, diagnostics).map(alone),
        #[cfg(feature = "epub")]
        Format::Epub => {
            let named = backend::epub::elsewhere::named(document, diagnostics);
            backend::epub::render(&named, settings, diagnostics).map(alone)
        }
        Format::Html if settings.split && document.chapter_level().is_some() => {
            backend::html::split::render(document, settings, &place.parts)
        }
        Format::Html => backend::html::render(document, settings, place),
        #[cfg(feature = "pdf")]
        Format::Png => backend::typst::pages::png(document, settings, diagnostics).map(pictures),
        #[cfg(feature = "pdf")]
        Format::Svg => backend::typst::pages::svg(document, settings, diagnostics).map(pictures),
        #[cfg(feature = "pdf")]
        Format::Typst => Ok(alone(backend::typst::source(document, settings, diagnostics).into_bytes())),
        Format::Ir => Ok(alone(ir::dump::dump(document, source).into_bytes())),
        Format::Json => serde_json::to_vec(document).map(alone).map_err(Into::into),
        #[cfg(not(all(feature = "pdf", feature = "epub")))]
        format => Err(anyhow::anyhow!(
            "this build makes no {}: a feature of the library is off",
            format.extension()
        )),
    };
    made.map_err(|error| {
        // What failed has a place, that it failed has none.
        if had_error || !diagnostics.has_error() {
            diagnostics.push(Diagnostic::error(Code::Typesetting, format!("{error:#}")));
        }
        Failed
    })
}
