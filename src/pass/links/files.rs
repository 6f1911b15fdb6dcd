//! Links to files that are no notes: where they are, and what is said of those that are not there.

use indexmap::IndexSet;
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::super::images::{PUBLIC, other_case};
use crate::diagnostic::{Code, Diagnostic};
use crate::files::{Files, NOTES};

/// The way from the output to the file at a path as a link has it; `None` when there is none, and for notes, which have
/// outputs of their own.
pub fn find(files: &dyn Files, path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let extension =
        decoded.rsplit('/').next()?.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    if decoded.is_empty() || extension.is_some_and(|extension| NOTES.contains(&&*extension)) {
        return None;
    }
    // Accents may be written in one form in the note and in the other on the disk.
    let written = IndexSet::from([
        decoded.to_string(),
        path.to_owned(),
        decoded.nfc().collect(),
        decoded.nfd().collect(),
    ]);
    let public = |path: &String| PUBLIC.map(|folder| format!("{folder}{path}"));
    let from_root = written.iter().filter(|path| path.starts_with('/')).flat_map(public);
    written.iter().cloned().chain(from_root).find_map(|path| files.linked(&path))
}

/// Tells of a file that is not there.
pub fn missing(files: &dyn Files, path: &str) -> Diagnostic {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let message = format!("the link to `{decoded}` is set as plain text: there is no such file");
    let diagnostic = Diagnostic::warning(Code::BrokenLink, message);
    match other_case(files, &decoded) {
        Some(name) => diagnostic.hint(format!("there is a file `{name}`: letter case matters")),
        None => diagnostic.hint("put the file there, or link to where it is on the web (`https://…`)"),
    }
}
