//! The notes of a run as one of them sees them: what its links and names mean.

#![expect(
    clippy::indexing_slicing,
    reason = "indices are those under which notes were added; none is taken away"
)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use unicode_normalization::UnicodeNormalization;

use super::files::files_below;
use super::keys::{key, loose, shown};
use super::recording::{Notes, Read};
use super::{Inside, Site, addresses};
use crate::files::linked::Outputs;
use crate::files::shown::Shown;
use crate::files::{Disk, Files, Question, lexical, relative};
use crate::settings::Assets;

/// The notes of a run as one of them sees them.
#[derive(Debug, Clone)]
pub struct View<'a> {
    pub(super) site: &'a Site,
    pub(super) note: &'a Path,
    pub(super) root: &'a Path,
    /// Where its outputs are.
    pub(super) folder: &'a Path,
    /// The files below its root.
    disk: Disk,
}

impl Site {
    /// The view of the chapter with this note at this place of a book.
    pub fn chapter<'a>(&'a self, note: &'a Path, root: &'a Path, index: usize) -> View<'a> {
        self.of(note, root, self.chapters.get(&index).map_or(Path::new(""), PathBuf::as_path))
    }

    /// The view of a note at `note`, which may read files below `root`; its outputs go to `output`.
    pub fn of<'a>(&'a self, note: &'a Path, root: &'a Path, output: &'a Path) -> View<'a> {
        View::new(self, note, root, output.parent().unwrap_or(output))
    }

    /// Who asked for the chapter at this place of a book.
    pub fn asker(&self, index: usize) -> Option<(Disk, Option<View<'_>>)> {
        let entry = self.notes.iter().find(|entry| entry.chapter == Some(index))?;
        let view = self.chapter(&entry.file, &entry.root, index);
        Some((entry.disk().with_outputs(view.outputs()), Some(view)))
    }
}

impl Notes for View<'_> {
    fn note(&self, path: &str) -> Option<String> {
        self.at(path).map(|index| self.way_to(index))
    }

    fn own(&self) -> Option<String> {
        Some(self.way_to(self.site.paths.of_file(self.note)?))
    }

    fn note_named(&self, name: &str) -> Option<String> {
        self.named(name).map(|index| self.way_to(index))
    }

    fn heading(&self, note: &Question, fragment: &str) -> Option<(&Read, Option<String>)> {
        let inside = self.inside(note)?;
        let id = inside.identifiers.get(fragment);
        // The top of a note is the note.
        let id = id.map(|id| if id == inside.identifiers.top() { "" } else { id });
        Some((&inside.files, id.map(str::to_owned)))
    }

    fn shown(&self, note: &Question, name: &str) -> Option<(&Read, Option<Shown>)> {
        let inside = self.inside(note)?;
        Some((&inside.files, inside.named.find(name)))
    }

    fn note_labelled(&self, name: &str) -> Option<String> {
        let index = *self.site.by_label().get(&name.to_lowercase())?;
        let folder = self.note.parent().unwrap_or(Path::new(""));
        let way = relative(&self.site.notes[index].file, folder);
        Some(way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
    }

    fn file_named(&self, name: &str) -> Option<String> {
        let below = self.names();
        let mut known = self.site.files.lock().unwrap_or_else(PoisonError::into_inner);
        let files = match known.get(below) {
            Some(files) => files.clone(),
            None => known.entry(below.to_owned()).or_insert(Arc::new(files_below(below))).clone(),
        };
        drop(known);
        let name = name.trim_start_matches('/').nfc().collect::<String>().to_lowercase();
        let folder = self.note.parent().unwrap_or(Path::new(""));
        let found = files.get(name.rsplit('/').next()?)?;
        let ending = format!("/{name}");
        let nearest = |path: &&PathBuf| self.steps_to(path);
        let exact =
            found.iter().filter(|path| key(path).to_lowercase().ends_with(&ending)).min_by_key(nearest);
        let way = relative(exact.or_else(|| found.iter().min_by_key(nearest))?, folder);
        Some(way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
    }

    fn siblings(&self, path: &str) -> Vec<String> {
        self.disk.siblings(path)
    }

    fn linked(&self, path: &str) -> Option<String> {
        self.disk.clone().with_outputs(self.outputs()).linked(path)
    }
}

impl<'a> View<'a> {
    pub(super) fn new(site: &'a Site, note: &'a Path, root: &'a Path, folder: &'a Path) -> Self {
        let disk = Disk::new(note.parent().unwrap_or(Path::new("")), root);
        Self { site, note, root, folder, disk }
    }

    fn at(&self, path: &str) -> Option<usize> {
        let folder = self.note.parent().unwrap_or(Path::new(""));
        // On many sites `a.md` is the page `a/`, and relative addresses begin there.
        let of_page = folder.join(self.note.file_stem().unwrap_or_default());
        let starts = match path.strip_prefix('/') {
            Some(path) => {
                // Addresses begin with the name of the folder of notes, or leave it out; a site may be below the root.
                let name = self.root.file_name().unwrap_or_default();
                let inside = Path::new(path).strip_prefix(name).ok().map(|path| self.root.join(path));
                std::iter::once(self.root.join(path))
                    .chain(inside)
                    .chain([self.root.join("docs").join(path)])
                    .chain(self.disk.above().into_iter().map(|folder| folder.join(path)))
                    .collect()
            }
            None => {
                let beside = folder.join(path);
                let note = self.site.paths.at(&beside);
                // What is there is meant, though it may be no note of this run.
                if note.is_some() || self.has_file(&beside) {
                    return note;
                }
                vec![of_page.join(path)]
            }
        };
        starts.iter().find_map(|start| self.site.paths.at(start)).or_else(|| self.at_address(path))
    }

    /// Whether a file that the note may read is at a path.
    fn has_file(&self, path: &Path) -> bool {
        let path = lexical(path);
        path.starts_with(lexical(self.root)) && path.is_file()
    }

    /// The note that has an address on its site. A relative one starts from an address of this note, as a page or as a
    /// folder.
    fn at_address(&self, path: &str) -> Option<usize> {
        let name = path.rsplit('/').next().unwrap_or_default();
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        let is_file = |extension: &str| extension != "html" && extension.chars().all(char::is_alphabetic);
        if path.is_empty() || extension.is_some_and(is_file) {
            return None;
        }
        let called = self.site.called();
        if path.starts_with('/') {
            return called.at.get(&addresses::key(path)?).copied();
        }
        let plain = self.note.with_extension("");
        let own = self.site.paths.of_file(self.note).and_then(|index| called.addresses.get(index));
        let of_file = shown(&relative(&plain, self.root));
        own.into_iter().flatten().chain([&of_file]).find_map(|own| {
            let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
            let starts = [own, folder].map(|start| addresses::key(&format!("{start}/{path}")));
            starts.into_iter().flatten().find_map(|address| called.at.get(&address).copied())
        })
    }

    fn named(&self, name: &str) -> Option<usize> {
        let name: String = name.trim().trim_end_matches(".md").trim_start_matches('/').nfc().collect();
        let name = name.to_lowercase();
        let called = self.site.paths.ending_in(&name);
        let nearest = called.min_by_key(|index| self.steps_to(&self.site.notes[*index].file));
        nearest.or_else(|| self.site.called().named.get(&loose(&name)).copied())
    }

    fn inside(&self, note: &Question) -> Option<&'a Inside> {
        let index = match note {
            Question::Path(path) => self.at(path)?,
            Question::Name(name) => self.named(name)?,
            _ => return None,
        };
        self.site.notes[index].inside(self.site)
    }

    /// Where the note's outputs are.
    pub fn outputs(&self) -> Outputs {
        let copied = self.site.settings.assets == Assets::Copy;
        let below = self.site.copies.as_deref().unwrap_or(self.folder);
        Outputs { folder: self.folder.to_owned(), copied_below: copied.then(|| below.to_owned()) }
    }

    /// The folder below which names are looked up: that which is converted, else the root.
    fn names(&self) -> &Path {
        let note = lexical(self.note);
        let around = self.site.folders.iter().filter(|folder| note.starts_with(folder));
        let innermost = around.max_by_key(|folder| folder.components().count());
        let inside = |folder: &&PathBuf| {
            let root = self.root.canonicalize();
            root.is_ok_and(|root| folder.canonicalize().is_ok_and(|folder| folder.starts_with(root)))
        };
        innermost.filter(inside).map_or(self.root, PathBuf::as_path)
    }

    /// How many folders are between the note and a file: up, down and into.
    fn steps_to(&self, file: &Path) -> usize {
        relative(file, self.note.parent().unwrap_or(Path::new(""))).components().count()
    }

    pub(super) fn way_to(&self, index: usize) -> String {
        self.way(&self.site.notes[index].output)
    }

    /// The way from where the note's outputs are to an output.
    pub(super) fn way(&self, output: &Path) -> String {
        // The note may be called as this folder is: `flow` from `flow/` is `../flow`.
        let way = relative(output.parent().unwrap_or(Path::new("")), self.folder);
        let way = way.join(output.file_name().unwrap_or_default());
        way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}
