//! The files below a folder, by name.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use unicode_normalization::UnicodeNormalization;

use crate::limits::FILES_FOUND;

/// Files by name in lower case, NFC; those of one name in the order of their paths.
pub(super) type Names = HashMap<String, Vec<PathBuf>>;

/// The files below a folder by name; hidden ones and `node_modules` are left out, and
/// so is what comes after very many.
pub(super) fn files_below(root: &Path) -> Names {
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false).hidden(true).sort_by_file_name(|a, b| a.cmp(b));
    walk.filter_entry(|entry| entry.file_name() != "node_modules");
    let mut files = Names::new();
    let found = walk
        .build()
        .take(FILES_FOUND)
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    for entry in found {
        let name: String = entry.file_name().to_string_lossy().nfc().collect();
        files.entry(name.to_lowercase()).or_default().push(entry.into_path());
    }
    files
}
