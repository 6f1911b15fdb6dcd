//! Under which keys notes are found: paths and names without what does not matter in them.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::files::lexical;

/// A path with `/` between names.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// A name without what does not matter in it.
pub(super) fn loose(name: &str) -> String {
    let name: String = name.trim().nfc().collect();
    name.to_lowercase().replace(['-', '_'], " ")
}

/// A path (with `/` between names) without the numbers by which the files of a site are put in order.
pub(super) fn without_numbers(path: &str) -> String {
    let name = |name: &str| {
        let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
        let apart = rest.strip_prefix(['-', '_', '.', ' ']).filter(|_| rest.len() < name.len());
        apart.map(str::trim_start).filter(|rest| !rest.is_empty()).unwrap_or(name).to_owned()
    };
    path.split('/').map(name).collect::<Vec<_>>().join("/")
}

/// A path as the tables have it: accents may be written in one form in a note and in another on the disk.
pub(super) fn key(path: &Path) -> String {
    let key = shown(&lexical(path));
    if key.is_ascii() { key } else { key.nfc().collect() }
}
