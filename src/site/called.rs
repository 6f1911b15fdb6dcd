//! What the notes of a run are called beside their files: the addresses on their site, and the names of which front matter
//! or the form of a file's name tell. It takes a look into every note whose card does not say it, and is made when a link leads
//! to no file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::addresses::{self, Patterns, SETTINGS};
use super::aliases;
use super::card::Card;
use super::keys::{loose, shown};
use crate::diagnostic::Diagnostics;
use crate::files::{Disk, Files, relative};
use crate::ir::metadata::Metadata;
use crate::read::front_matter;
use crate::source::Source;

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
    /// Looks into all of these notes, each with the folder that it may read, and its card if that is known.
    pub fn new<'a>(notes: impl Iterator<Item = (&'a Path, &'a Path, Option<&'a Card>)>) -> Self {
        let (mut called, mut folders, mut patterns) = (Self::default(), HashMap::new(), HashMap::new());
        let mut sites: HashMap<PathBuf, bool> = HashMap::new();
        let mut has_settings =
            |folder: &Path| *sites.entry(folder.to_owned()).or_insert_with(|| settings(folder).is_some());
        for (index, (note, root, card)) in notes.enumerate() {
            let own = note.parent().unwrap_or(Path::new(""));
            let folder =
                folders.entry((own, root)).or_insert_with(|| Folder::new(own, root, &mut has_settings));
            let patterns =
                patterns.entry(folder.site.clone()).or_insert_with(|| patterns_of(&folder.site, root));
            let file = shown(&relative(&folder.real(note), &folder.site));
            let told =
                card.filter(|card| !card.is_unreadable).and_then(|card| Told::by_card(card, &file, patterns));
            let told = told.unwrap_or_else(|| Told::by_text(&text(note, &folder.disk), &file, patterns));
            called.add(index, note, told);
        }
        called
    }

    fn add(&mut self, index: usize, note: &Path, told: Told) {
        for address in &told.addresses {
            self.at.entry(address.clone()).or_insert(index);
        }
        self.addresses.push(told.addresses);
        let stem = note.file_stem().unwrap_or_default().to_string_lossy().replace("___", "/");
        for name in told.aliases.into_iter().chain([stem]) {
            self.named.entry(loose(&name)).or_insert(index);
        }
    }
}

/// What a note tells of itself.
struct Told {
    addresses: Vec<String>,
    aliases: Vec<String>,
}

impl Told {
    /// What a card says of the note at a path below the folder of its site; `None` when only the note can say it.
    fn by_card(card: &Card, file: &str, patterns: &Patterns) -> Option<Self> {
        let is_known = !card.has_address && !addresses::follow_front_matter(file, patterns);
        let of_file = || addresses::of(file, &Metadata::default(), patterns);
        is_known.then(|| Self { addresses: of_file(), aliases: card.aliases.clone() })
    }

    /// What the text of the note at a path below the folder of its site says.
    fn by_text(text: &str, file: &str, patterns: &Patterns) -> Self {
        let front = front_matter::inside(text);
        let is_needed = addresses::has_names(front) || addresses::follow_front_matter(file, patterns);
        let metadata = if is_needed && !front.is_empty() { metadata(text) } else { Metadata::default() };
        Self { addresses: addresses::of(file, &metadata, patterns), aliases: aliases::of(text, &metadata) }
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
    fn new(folder: &Path, root: &Path, has_settings: &mut impl FnMut(&Path) -> bool) -> Self {
        let disk = Disk::new(folder, root);
        let around = disk.above();
        let own = around.iter().find(|folder| has_settings(folder)).or(around.last());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;
    use crate::settings::Settings;

    fn card(text: &str) -> Card {
        Card::of(&Source::new("a.md", text), Some("a"), &Settings::default(), &Memory::default())
    }

    #[test]
    fn a_card_says_what_the_text_of_its_note_says() {
        let known = |text: &str, file: &str| {
            let told = |told: Told| (told.addresses, told.aliases);
            let card = Told::by_card(&card(text), file, &Patterns::default()).map(told);
            let same = card.iter().all(|card| *card == told(Told::by_text(text, file, &Patterns::default())));
            assert!(same, "{text}");
            card.is_some()
        };
        assert!(known("Words.\n", "a.md"));
        assert!(known("---\ntitle: T\naliases: [One, Two]\n---\nWords.\n", "a.md"));
        assert!(known("alias:: One, Two\n\nWords.\n", "pages/a.md"));
        assert!(!known("---\naliases: [/old/place/]\n---\nWords.\n", "a.md"), "an address");
        assert!(!known("---\npermalink: /b/\n---\nWords.\n", "a.md"));
        assert!(!known("---\ndate: 2024-03-09\n---\nWords.\n", "_posts/2024-03-09-a.md"));
    }

    #[test]
    fn a_note_whose_card_is_known_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("a.md");
        std::fs::write(&note, "---\naliases: Text\n---\n").unwrap();
        let known = card("---\naliases: Card\n---\n");
        let called = |card| Called::new([(note.as_path(), folder.path(), card)].into_iter());
        assert!(called(None).named.contains_key(&loose("Text")));
        assert!(called(Some(&known)).named.contains_key(&loose("Card")));
    }
}
