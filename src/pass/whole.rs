//! A note read to its end: what its front matter leaves open is completed.

use super::metadata;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Failed};
use crate::files::Files;
use crate::ir::{Document, Metadata};
use crate::read::{body, front_matter};
use crate::settings::Settings;
use crate::source::Source;

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
    let front = front_matter::read_with(source, &settings.metadata, &mut found);
    let refused = found.has_error();
    diagnostics.append(found);
    let front = front.map_err(|error| {
        diagnostics.push(error);
        Failed
    })?;
    if refused {
        return Err(Failed);
    }
    let is_empty = source.text()[front.body..].trim().is_empty();
    let dated = front.dated;
    let mut document = body(source, front, settings, files, diagnostics);
    // The words of the first page of a site stand in its front matter.
    if is_empty && document.blocks.iter().all(crate::ir::front::is_front) {
        diagnostics.push(Diagnostic::warning(Code::EmptyNote, "this note has no text"));
    }
    metadata::complete(&mut document, name, settings.language.as_deref(), dated, diagnostics);
    Ok(document)
}

/// What a note says about itself, as [`read`] has it, without its messages; whether its body was read for that, which is so
/// only where its front matter leaves something open. The language stays empty unless the front matter says it.
///
/// # Errors
/// When the front matter is malformed.
pub fn metadata(
    source: &Source,
    name: Option<&str>,
    settings: &Settings,
    files: &dyn Files,
) -> Result<(Metadata, bool), Failed> {
    let mut found = Diagnostics::default();
    let front = front_matter::read_with(source, &settings.metadata, &mut found).map_err(|_| Failed)?;
    if found.has_error() {
        return Err(Failed);
    }
    let language = front.metadata.language.clone();
    if let Some(whole) = metadata::without_body(&front.metadata, settings.language.as_deref()) {
        return Ok((Metadata { language, ..whole }, false));
    }
    let document = read(source, name, settings, files, &mut Diagnostics::default())?;
    Ok((Metadata { language, ..document.metadata }, true))
}
