//! The way of a note after it was read: the passes, then a writer.

use crate::backend;
use crate::conditional;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Failed};
use crate::files::Files;
use crate::format::Format;
use crate::ir::{self, Document};
use crate::pass;
use crate::settings::Settings;
use crate::source::Source;

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
