//! Under which paths notes are found: of their files, of pages made from them, of folders whose pages they are.

use std::collections::HashMap;
use std::path::Path;

use super::keys::{key, without_numbers};
use crate::files::NOTES;
use crate::naming::FOLDER_PAGES;

/// Which notes are at paths.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// Which note is at a path (absolute, without extension).
    notes: HashMap<String, usize>,
    /// Which note is at a path whose names have no numbers before them (`docs/02-start/01-install`), as Docusaurus and
    /// others have it in addresses.
    unnumbered: HashMap<String, usize>,
    /// The paths, in lower case, that end in a name, and their notes.
    names: HashMap<String, Vec<(String, usize)>>,
}

impl Paths {
    /// Adds the file of the note of this index.
    pub(super) fn add(&mut self, note: &Path, index: usize) {
        let path = key(&note.with_extension(""));
        self.unnumbered.entry(without_numbers(&path)).or_insert(index);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        // The page of a folder is called as the folder is.
        let folder = Some(folder).filter(|folder| !folder.is_empty() && FOLDER_PAGES.contains(&name));
        for path in [Some(path.as_str()), folder].into_iter().flatten() {
            let path = path.to_lowercase();
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            self.names.entry(name).or_default().push((path, index));
        }
        self.notes.entry(path).or_insert(index);
    }

    /// The note of this file.
    pub(super) fn of_file(&self, note: &Path) -> Option<usize> {
        self.notes.get(&key(&note.with_extension(""))).copied()
    }

    /// The note of a file, of a page made from it, or of a folder.
    pub(super) fn at(&self, path: &Path) -> Option<usize> {
        let is_document = |extension: &str| extension == "html" || NOTES.contains(&extension);
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let plain =
            is_document(&extension.to_lowercase()).then(|| self.notes.get(&key(&path.with_extension(""))));
        // The pages of a folder, of which the path is looked up as one of the keys is.
        let pages = |notes: &HashMap<String, usize>, path: &str| {
            FOLDER_PAGES.iter().find_map(|page| notes.get(&format!("{path}/{page}")).copied())
        };
        let own = key(path);
        let page = || pages(&self.notes, own.trim_end_matches('/'));
        let unnumbered = || {
            let path = without_numbers(&key(&path.with_extension("")));
            self.unnumbered.get(&path).copied().or_else(|| pages(&self.unnumbered, &path))
        };
        plain.flatten().or_else(|| self.notes.get(&own)).copied().or_else(page).or_else(unnumbered)
    }

    /// The notes whose paths end in this one, `folder/name` in lower case.
    pub(super) fn ending_in(&self, path: &str) -> impl Iterator<Item = usize> {
        let ending = format!("/{path}");
        let called = self.names.get(path.rsplit('/').next().unwrap_or_default());
        called.into_iter().flatten().filter(move |(path, _)| path.ends_with(&ending)).map(|(_, index)| *index)
    }
}
