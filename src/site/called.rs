//! What the notes of a run are called beside their files: the addresses on their site, and the names of which front matter
//! or the form of a file's name tell. It takes a look into every note, and is made when a link leads to no file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::addresses::{self, Patterns, SETTINGS};
use super::keys::{loose, shown};
use crate::diagnostic::Diagnostics;
use crate::files::{Disk, Files, relative};
use crate::ir::metadata::Metadata;
use crate::read::front_matter;
use crate::source::Source;
use crate::value::Value;

/// What notes are called, each note by its place among the notes of the run.
#[derive(Debug, Default)]
pub struct Called {
    /// Which note is at an address, as [`addresses::key`] has it.
    pub at: HashMap<String, usize>,
    /// The addresses of each note.
    pub addresses: Vec<Vec<String>>,
    /// Which note has a name that no file has: aliases, names with spaces for hyphens (Gollum), and with folders for
    /// underscores (Logseq's namespaces).
    pub named: HashMap<String, usize>,
}

impl Called {
    /// Looks into all of these notes, each with the folder that it may read.
    pub fn new<'a>(notes: impl Iterator<Item = (&'a Path, &'a Path)>) -> Self {
        let (mut called, mut folders, mut patterns) = (Self::default(), HashMap::new(), HashMap::new());
        for (index, (note, root)) in notes.enumerate() {
            let own = note.parent().unwrap_or(Path::new(""));
            let folder = folders.entry((own, root)).or_insert_with(|| Folder::new(own, root));
            let patterns =
                patterns.entry(folder.site.clone()).or_insert_with(|| patterns_of(&folder.site, root));
            called.add(index, note, folder, patterns);
        }
        called
    }

    fn add(&mut self, index: usize, note: &Path, folder: &Folder, patterns: &Patterns) {
        let text = text(note, &folder.disk);
        let file = shown(&relative(&folder.real(note), &folder.site));
        let front = front_matter::inside(&text);
        let told = addresses::may_tell(front, &file, patterns);
        let metadata = if told { metadata(&text) } else { Metadata::default() };
        let own = addresses::of(&file, &metadata, patterns);
        for address in &own {
            self.at.entry(address.clone()).or_insert(index);
        }
        self.addresses.push(own);
        let stem = note.file_stem().unwrap_or_default().to_string_lossy().replace("___", "/");
        for name in aliases(&text, &metadata).into_iter().chain([stem]) {
            self.named.entry(loose(&name)).or_insert(index);
        }
    }
}

/// A note's text, read from the files of its folder; nothing when it cannot be read.
pub fn text(note: &Path, disk: &Disk) -> String {
    let read = note.file_name().and_then(|name| disk.read_note(name).ok());
    read.map_or_else(String::new, |(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
}

/// A folder of notes.
struct Folder {
    disk: Disk,
    /// The folder of the site: the nearest with settings, else the root.
    site: PathBuf,
}

impl Folder {
    fn new(folder: &Path, root: &Path) -> Self {
        let disk = Disk::new(folder, root);
        let around = disk.above();
        let own = around.iter().find(|folder| settings(folder).is_some()).or(around.last());
        let site = own.cloned().unwrap_or_else(|| root.to_owned());
        Self { disk, site }
    }

    /// Where a note of this folder really is.
    fn real(&self, note: &Path) -> PathBuf {
        let name = note.file_name().unwrap_or_default();
        self.disk.located(name).unwrap_or_else(|_| note.to_owned())
    }
}

/// The file in which a site in this folder would say what its addresses are.
fn settings(folder: &Path) -> Option<&'static str> {
    SETTINGS.into_iter().find(|name| folder.join(name).is_file())
}

fn patterns_of(site: &Path, root: &Path) -> Patterns {
    let Some(name) = settings(site) else { return Patterns::default() };
    let settings = Disk::new(site, root).read(name).unwrap_or_default();
    Patterns::read(name, &String::from_utf8_lossy(&settings))
}

/// What front matter says; nothing when it is malformed.
fn metadata(text: &str) -> Metadata {
    let source = Source::new("", text);
    front_matter::read(&source, &mut Diagnostics::default()).unwrap_or_default().metadata
}

/// What a note says that it is called: the aliases of its front matter, or of Logseq's `alias::`.
fn aliases(text: &str, metadata: &Metadata) -> Vec<String> {
    let mut aliases: Vec<String> = Vec::new();
    if text.contains("alias::") {
        let property = text.lines().take_while(|line| !line.trim().is_empty());
        let property = property.filter_map(|line| line.strip_prefix("alias::"));
        aliases.extend(property.flat_map(|names| names.split(',')).map(str::to_owned));
    }
    for value in ["aliases", "alias"].iter().filter_map(|key| metadata.extra.get(key)) {
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
