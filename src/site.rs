//! The notes that belong together, and where their outputs go: what a link from one note to another needs. Notes
//! are found as people link to them, whether by the path of a file, by the address of a page, or by name.

#![expect(
    clippy::indexing_slicing,
    reason = "indices are those under which notes were added; none is taken away"
)]

mod addresses;
mod aliases;
mod called;
pub mod card;
mod files;
mod keys;
mod labels;
mod navigation;
pub mod order;
mod paths;
pub mod recording;
mod view;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use called::Called;
use card::Card;
use files::Names;
use order::Navigation;
use paths::Paths;
pub use view::View;

use crate::diagnostic::Diagnostics;
use crate::files::{Disk, Files, lexical};
use crate::ir::holds::Holds;
use crate::pass::identifiers::{self, Identifiers};
use crate::pass::references::Named;
use crate::pass::{equations, headings, whole};
use crate::settings::Settings;
use crate::source::Source;
use recording::{Read, Recording};

/// The notes of a run.
#[derive(Debug, Default)]
pub struct Site {
    /// The folder below which copies of linked files are put, if they are; `None` for that of each output.
    pub copies: Option<PathBuf>,
    /// How all of them are read.
    settings: Settings,
    notes: Vec<Entry>,
    paths: Paths,
    /// What notes are called beside their files, once a link leads to no file.
    called: OnceLock<Called>,
    /// The numbers of the chapters of a book, once they are known; none where they have none.
    numbers: OnceLock<Vec<Vec<usize>>>,
    /// What the outputs of chapters would be called, by their places.
    chapters: HashMap<usize, PathBuf>,
    /// The folders that are converted: below them names are looked up.
    folders: Vec<PathBuf>,
    /// The files below each folder that was asked for.
    files: Mutex<HashMap<PathBuf, Arc<Names>>>,
    /// Which note has a label, by the label in lower case, once one is asked for.
    by_label: OnceLock<HashMap<String, usize>>,
    /// How pages lead to each other, if they do.
    navigation: Option<Navigation>,
}

/// A note of a run.
#[derive(Debug)]
struct Entry {
    file: PathBuf,
    /// Where its output is, without extension.
    output: PathBuf,
    /// The folder that it may read.
    root: PathBuf,
    /// Its place in a book, if it is a chapter of one.
    chapter: Option<usize>,
    /// What links may lead to in it, once one asked; `None` when it cannot be read.
    inside: OnceLock<Option<Inside>>,
    /// What other pages show of it, once that is known.
    card: OnceLock<Card>,
}

/// What links may lead to in a note.
#[derive(Debug)]
struct Inside {
    identifiers: Identifiers,
    /// What references to it show.
    named: Named,
    /// The files that this was read from: the note, and what it includes.
    files: Read,
}

impl Entry {
    /// The files below the note's root.
    fn disk(&self) -> Disk {
        Disk::new(self.file.parent().unwrap_or(Path::new("")), &self.root)
    }

    /// The files that the note can see.
    fn files<'a>(&'a self, site: &'a Site) -> Recording<'a> {
        Recording::new(self.disk(), Some(site.of(&self.file, &self.root, &self.output)))
    }

    fn inside(&self, site: &Site) -> Option<&Inside> {
        let read = || {
            let files = self.files(site);
            let bytes = files.read(&self.file.file_name()?.to_string_lossy()).ok()?;
            let (identifiers, named) = named(
                &self.file.to_string_lossy(),
                &String::from_utf8_lossy(&bytes),
                &site.settings,
                site.number_of(self.chapter),
                &files,
            )?;
            Some(Inside { identifiers, named, files: files.into_asked().files })
        };
        self.inside.get_or_init(read).as_ref()
    }
}

/// What links and references may lead to in a note of this text, read with these settings; its file's `name` says what
/// it is written in, `files` gives what it includes. `None` when
/// its front matter is malformed.
fn named(
    name: &str,
    text: &str,
    settings: &Settings,
    chapter: &[usize],
    files: &dyn Files,
) -> Option<(Identifiers, Named)> {
    let source = Source::new(name, text);
    let mut diagnostics = Diagnostics::default();
    let mut document = whole::read(&source, None, settings, files, &mut diagnostics).ok()?;
    document.metadata.chapter = chapter.to_vec();
    let holds = Holds::of(&document.blocks);
    if holds.contains(Holds::HEADING) {
        headings::run(&mut document, &mut diagnostics);
    }
    let (numbers, _) = equations::run(&mut document, holds, files);
    let named = Named::of(&document, &numbers, settings, files);
    Some((identifiers::run(&mut document, holds, &mut diagnostics), named))
}

impl Site {
    /// A site of no notes yet, which are read with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// Adds a note, which may read files below `root`, and where its outputs go, without their extension.
    pub fn add(&mut self, note: &Path, root: &Path, output: &Path) {
        let index = self.notes.len();
        let (file, root, output) = (note.to_owned(), root.to_owned(), lexical(output));
        self.notes.push(Entry {
            file,
            output,
            root,
            chapter: None,
            inside: OnceLock::new(),
            card: OnceLock::new(),
        });
        self.paths.add(note, index);
    }

    /// Adds a note that is a chapter of a book, with its place there. Links to it lead to its `index`, as if that were the name
    /// of an output in the folder of the book's.
    pub fn add_chapter(&mut self, note: &Path, root: &Path, folder: &Path, index: usize) {
        self.add(note, root, &folder.join(index.to_string()));
        if let Some(entry) = self.notes.last_mut() {
            entry.chapter = Some(index);
        }
        self.chapters.insert(index, folder.join(index.to_string()));
    }

    /// Says which numbers chapters have, by their places; none where they have none.
    pub fn number_chapters(&self, numbers: &[Vec<usize>]) {
        let _ = self.numbers.set(numbers.to_vec());
    }

    fn number_of(&self, chapter: Option<usize>) -> &[usize] {
        let number = chapter.and_then(|index| self.numbers.get()?.get(index));
        number.map(Vec::as_slice).unwrap_or_default()
    }

    /// The folders below which outputs are.
    pub fn tops(&self) -> Vec<PathBuf> {
        self.copies.as_ref().map_or_else(|| self.folders.clone(), |folder| vec![folder.clone()])
    }

    /// Adds a folder that is converted: a name in a note that is in it means nothing outside it.
    pub fn add_folder(&mut self, folder: &Path) {
        let folder = lexical(folder);
        if !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
    }
}

impl Site {
    /// What notes are called beside their files.
    fn called(&self) -> &Called {
        let notes =
            || self.notes.iter().map(|note| (note.file.as_path(), note.root.as_path(), note.card.get()));
        self.called.get_or_init(|| Called::new(notes()))
    }

    /// The labels of all notes.
    fn by_label(&self) -> &HashMap<String, usize> {
        self.by_label.get_or_init(|| {
            let mut known = HashMap::new();
            let text = |entry: &Entry| called::text(&entry.file, &entry.disk());
            for (index, entry) in self.notes.iter().enumerate() {
                for name in labels::of(&text(entry)) {
                    known.entry(name).or_insert(index);
                }
            }
            let is_chapter =
                |file: &Path| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("rmd"));
            for (index, entry) in self.notes.iter().enumerate().filter(|(_, one)| is_chapter(&one.file)) {
                for name in labels::of_headings(&text(entry)) {
                    known.entry(name).or_insert(index);
                }
            }
            known
        })
    }
}

#[cfg(test)]
mod tests;
