//! A note as a file: what it is called, its text, and why that cannot be read.

use std::io::Read;
use std::path::Path;

use super::explained::explained;
use crate::config::Input;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Failed};
use crate::files::stamp::Stamp;
use crate::files::{Disk, Files, kind, refused};
use crate::pass::whole;
use crate::pipeline::{self, Finished};
use crate::settings::Settings;
use crate::site::card::name;
use crate::source::{Source, Span};

/// The text of a note that may read files below `root`, with its stamp unless it comes from standard input.
///
/// # Errors
/// When it cannot be read, or may not be, or is no text.
pub fn text(
    input: &Input,
    root: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<(Source, Option<Stamp>), Diagnostic> {
    let (bytes, stamp) = load(input, root).map_err(|error| {
        let message = format!("cannot read this note: {}", explained(&error));
        let diagnostic = Diagnostic::error(Code::Input, message);
        match unread(&error) {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    })?;
    if let Input::File(path) = input
        && let Some(kind) = kind::not_text(path, &bytes)
    {
        let diagnostic = Diagnostic::error(Code::Input, format!("this is no note, but {kind}"));
        return Err(diagnostic.hint("notes are text: leave this file out"));
    }
    Ok((Source::new(input.name(), decoded(bytes, diagnostics)), stamp))
}

fn load(input: &Input, root: &Path) -> std::io::Result<(Vec<u8>, Option<Stamp>)> {
    match input {
        Input::Standard => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            Ok((bytes, None))
        }
        Input::File(path) => {
            let name = path.file_name().ok_or(std::io::ErrorKind::IsADirectory)?;
            let (metadata, bytes) = Disk::new(input.folder(), root).read_note(name)?;
            let stamp = Stamp::new(&metadata, &bytes);
            Ok((bytes, Some(stamp)))
        }
    }
}

/// The text of a note; bytes that are not UTF-8 are replaced, with a warning that tells where the first is.
fn decoded(bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let message =
            format!("this note is not valid UTF-8, first at byte {at}: what is wrong shows as `\u{FFFD}`");
        let diagnostic = Diagnostic::warning(Code::InvalidUtf8, message);
        let span = Span::new(at..at + '\u{FFFD}'.len_utf8());
        diagnostics.push(diagnostic.at(span).hint("save the note as UTF-8 in your editor"));
        text
    })
}

/// What to do about a note that cannot be read.
fn unread(error: &std::io::Error) -> Option<String> {
    match error.kind() {
        std::io::ErrorKind::Unsupported => {
            Some("give it on standard input, with `-` for its name".to_owned())
        }
        _ if refused::way_out(error).is_some() => Some("the note is a link: name the file itself".to_owned()),
        _ => None,
    }
}

/// The document of a note, settled for every target.
///
/// # Errors
/// When its front matter cannot be read.
pub fn finished(
    source: &Source,
    input: &Input,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Result<Finished, Failed> {
    let name = input.path().and_then(name);
    let document = whole::read(source, name.as_deref(), settings, files, diagnostics)?;
    Ok(pipeline::finish(document, settings, files, diagnostics))
}
