//! The notes that belong together, and where their outputs go: what a link from one note to another needs. Notes
//! are found as people link to them, whether by the path of a file, by the address of a page, or by name.

#![expect(
    clippy::indexing_slicing,
    reason = "indices are those under which notes were added; none is taken away"
)]

mod addresses;
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

use addresses::{Patterns, SETTINGS};
use card::Card;
use files::Names;
use keys::{loose, shown};
use order::Navigation;
use paths::Paths;
pub use view::View;

use crate::diagnostic::Diagnostics;
use crate::files::{Disk, Files, above, lexical, relative};
use crate::pass::identifiers::{self, Identifiers};
use crate::pass::references::Named;
use crate::pass::{equations, headings, whole};
use crate::read::front_matter;
use crate::settings::Settings;
use crate::source::Source;
use crate::value::Value;
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
    /// The addresses that do not follow from names of files, once a link leads to no file.
    addresses: OnceLock<Addresses>,
    /// Which note is called otherwise than its file, once one asked for a name that no file has.
    by_other_name: OnceLock<HashMap<String, usize>>,
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

/// Addresses of notes on their site.
#[derive(Debug, Default)]
struct Addresses {
    /// Which note is at an address.
    notes: HashMap<String, usize>,
    /// The addresses of each note.
    of: Vec<Vec<String>>,
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
    /// The files that the note can see.
    fn files<'a>(&'a self, site: &'a Site) -> Recording<'a> {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        Recording::new(Disk::new(folder, &self.root), Some(site.of(&self.file, &self.root, &self.output)))
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

    /// The note's text; nothing when it cannot be read.
    fn text(&self) -> String {
        let disk = Disk::new(self.file.parent().unwrap_or(Path::new("")), &self.root);
        let read = self.file.file_name().and_then(|name| disk.read_note(name).ok());
        read.map_or_else(String::new, |(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The folder of the note's site, and what its settings say of addresses: those of the nearest folder that has some,
    /// else the root.
    fn site<'p>(&self, known: &'p mut HashMap<PathBuf, Patterns>) -> (PathBuf, &'p Patterns) {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let around = above(folder, &self.root);
        let settings = |folder: &Path| SETTINGS.iter().find(|name| folder.join(name).is_file());
        let own = around.iter().find(|folder| settings(folder).is_some()).or(around.last());
        let site = own.cloned().unwrap_or_else(|| self.root.clone());
        let patterns = known.entry(site.clone()).or_insert_with(|| {
            let Some(name) = settings(&site) else { return Patterns::default() };
            let settings = Disk::new(&site, &self.root).read(name).unwrap_or_default();
            Patterns::read(name, &String::from_utf8_lossy(&settings))
        });
        (site, patterns)
    }

    /// What the note says that it is called beside the name of its file: the aliases of its front matter, or of
    /// Logseq's `alias::`.
    fn aliases(&self) -> Vec<String> {
        let text = self.text();
        if !text.contains("alias") {
            return Vec::new();
        }
        let property = text.lines().take_while(|line| !line.trim().is_empty());
        let property = property.filter_map(|line| line.strip_prefix("alias::"));
        let mut aliases: Vec<String> =
            property.flat_map(|names| names.split(',')).map(str::to_owned).collect();
        let source = Source::new("", text);
        let front = front_matter::read(&source, &mut Diagnostics::default()).unwrap_or_default();
        for value in ["aliases", "alias"].iter().filter_map(|key| front.metadata.extra.get(key)) {
            match value {
                Value::String(names) => aliases.extend(names.split(',').map(str::to_owned)),
                Value::Sequence(names) => {
                    aliases.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                _ => {}
            }
        }
        aliases
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
    headings::run(&mut document, &mut diagnostics);
    let (numbers, _) = equations::run(&mut document, files);
    let named = Named::of(&document, &numbers, settings, files);
    Some((identifiers::run(&mut document, &mut diagnostics), named))
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
    fn addresses(&self) -> &Addresses {
        self.addresses.get_or_init(|| {
            let (mut known, mut patterns) = (Addresses::default(), HashMap::new());
            for (index, note) in self.notes.iter().enumerate() {
                let (site, patterns) = note.site(&mut patterns);
                let source = Source::new("", note.text());
                let front = front_matter::read(&source, &mut Diagnostics::default()).unwrap_or_default();
                let file = note.file.canonicalize().unwrap_or_else(|_| note.file.clone());
                let own = addresses::of(&shown(&relative(&file, &site)), &front.metadata, patterns);
                for address in &own {
                    known.notes.entry(address.clone()).or_insert(index);
                }
                known.of.push(own);
            }
            known
        })
    }

    /// The names of notes that are no names of files: aliases, names with spaces for hyphens (Gollum), and with folders
    /// for underscores (Logseq's namespaces).
    fn by_other_name(&self) -> &HashMap<String, usize> {
        self.by_other_name.get_or_init(|| {
            let mut names = HashMap::new();
            for (index, note) in self.notes.iter().enumerate() {
                let stem = note.file.file_stem().unwrap_or_default().to_string_lossy().replace("___", "/");
                for name in note.aliases().into_iter().chain([stem]) {
                    names.entry(loose(&name)).or_insert(index);
                }
            }
            names
        })
    }

    /// The labels of all notes.
    fn by_label(&self) -> &HashMap<String, usize> {
        self.by_label.get_or_init(|| {
            let mut known = HashMap::new();
            for (index, entry) in self.notes.iter().enumerate() {
                for name in labels::of(&entry.text()) {
                    known.entry(name).or_insert(index);
                }
            }
            let is_chapter =
                |file: &Path| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("rmd"));
            for (index, entry) in self.notes.iter().enumerate().filter(|(_, one)| is_chapter(&one.file)) {
                for name in labels::of_headings(&entry.text()) {
                    known.entry(name).or_insert(index);
                }
            }
            known
        })
    }
}

#[cfg(test)]
mod tests;
