//! The files below a folder, by name.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use unicode_normalization::UnicodeNormalization;

use crate::limits::FILES_FOUND;

/// Files by name in lower case, NFC; those of one name in the order of their paths.
pub(super) type Names = HashMap<String, Vec<PathBuf>>;

/// The files below a folder by name; hidden ones and `node_modules` are left out, and so is what comes after very many. What
/// lies beside a page (`page.html`, `page_files/`) has a name only where nothing else has it: it may be a copy.
pub(super) fn files_below(root: &Path) -> Names {
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false).hidden(true).sort_by_file_name(|a, b| a.cmp(b));
    walk.filter_entry(|entry| entry.file_name() != "node_modules");
    let found = walk
        .build()
        .take(FILES_FOUND)
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let (copies, own): (Vec<PathBuf>, Vec<PathBuf>) =
        found.map(|entry| entry.into_path()).partition(|path| is_of_page(path));
    let mut files = Names::new();
    own.into_iter().for_each(|path| files.entry(name(&path)).or_default().push(path));
    for path in copies {
        files.entry(name(&path)).or_insert_with(|| vec![path]);
    }
    files
}

/// The name of a file as names are compared.
fn name(path: &Path) -> String {
    let name: String = path.file_name().unwrap_or_default().to_string_lossy().nfc().collect();
    name.to_lowercase()
}

/// Whether a file lies in the folder beside a page.
fn is_of_page(file: &Path) -> bool {
    let page = |folder: &Path| {
        let name = folder.file_name()?.to_str()?.strip_suffix("_files")?;
        Some(folder.with_file_name(format!("{name}.html")))
    };
    file.parent().and_then(page).is_some_and(|page| page.is_file())
}
