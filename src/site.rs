//! The notes that belong together, and where their outputs go: what a link from one note to another needs. Notes
//! are found as people link to them, whether by the path of a file, by the address of a page, or by name.

#![expect(
    clippy::indexing_slicing,
    reason = "indices are those under which notes were added; none is taken away"
)]

mod addresses;
mod entry;
mod labels;
pub mod recording;
mod view;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use ignore::WalkBuilder;
use unicode_normalization::UnicodeNormalization;

use entry::Entry;
pub use view::View;

use crate::diagnostic::Diagnostics;
use crate::files::{NOTES, lexical, relative};
use crate::limits::FILES_FOUND;
use crate::read::front_matter;
use crate::settings::Settings;
use crate::source::Source;

/// The names of the note that is its folder's page.
const PAGES: [&str; 3] = ["index", "_index", "README"];

/// The notes of a run.
#[derive(Debug, Default)]
pub struct Site {
    /// The folder below which copies of linked files are put, if they are; `None` for that of each output.
    pub copies: Option<PathBuf>,
    /// How all of them are read.
    settings: Settings,
    notes: Vec<Entry>,
    /// Which note is at a path (absolute, without extension).
    by_path: HashMap<String, usize>,
    /// Which note is at a path whose names have no numbers before them (`docs/02-start/01-install`), as Docusaurus and
    /// others have it in addresses.
    by_address: HashMap<String, usize>,
    /// Which notes have a name, in lower case.
    by_name: HashMap<String, Vec<(String, usize)>>,
    /// The addresses that do not follow from names of files, once a link leads to no file.
    addresses: OnceLock<Addresses>,
    /// Which note is called otherwise than its file, once one asked for a name that no file has.
    by_other_name: OnceLock<HashMap<String, usize>>,
    /// The folders that are converted: below them names are looked up.
    folders: Vec<PathBuf>,
    /// The files below each folder that was asked for.
    files: Mutex<HashMap<PathBuf, Arc<Names>>>,
    /// Which note has a label, by the label in lower case, once one is asked for.
    by_label: OnceLock<HashMap<String, usize>>,
}

/// Addresses of notes on their site.
#[derive(Debug, Default)]
struct Addresses {
    /// Which note is at an address.
    notes: HashMap<String, usize>,
    /// The addresses of each note.
    of: Vec<Vec<String>>,
}

/// Files by name in lower case, NFC; those of one name in the order of their paths.
type Names = HashMap<String, Vec<PathBuf>>;

impl Site {
    /// A site of no notes yet, which are read with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// Adds a note, which may read files below `root`, and where its outputs go, without their extension.
    pub fn add(&mut self, note: &Path, root: &Path, output: &Path) {
        let index = self.notes.len();
        let (file, root, output) = (note.to_owned(), root.to_owned(), lexical(output));
        self.notes.push(Entry { file, output, root, inside: OnceLock::new() });
        let path = key(&note.with_extension(""));
        self.by_address.entry(without_numbers(&path)).or_insert(index);
        let stem = path.rsplit('/').next().unwrap_or_default();
        // The page of a folder is called as the folder is.
        let folder = PAGES.contains(&stem).then(|| path.rsplit_once('/').map(|(folder, _)| folder)).flatten();
        for path in [Some(path.as_str()), folder].into_iter().flatten() {
            let path = path.to_lowercase();
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            self.by_name.entry(name).or_default().push((path, index));
        }
        self.by_path.entry(path).or_insert(index);
    }

    /// Adds a folder that is converted: a name in a note that is in it means nothing outside it.
    pub fn add_folder(&mut self, folder: &Path) {
        let folder = lexical(folder);
        if !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
    }

    /// The view of a note at `note`, which may read files below `root`; its outputs go to `output`.
    pub fn of<'a>(&'a self, note: &'a Path, root: &'a Path, output: &'a Path) -> View<'a> {
        View { site: self, note, root, folder: output.parent().unwrap_or(output) }
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

    /// The note of a file, of a page made from it, or of a folder.
    fn at(&self, path: &Path) -> Option<usize> {
        let is_document = |extension: &str| extension == "html" || NOTES.contains(&extension);
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let plain =
            is_document(&extension.to_lowercase()).then(|| self.by_path.get(&key(&path.with_extension(""))));
        let own = || self.by_path.get(&key(path));
        let page = || PAGES.iter().find_map(|page| self.by_path.get(&key(&path.join(page))));
        let address = || {
            let path = without_numbers(&key(&path.with_extension("")));
            let page = |page: &&str| self.by_address.get(&format!("{path}/{page}"));
            self.by_address.get(&path).or_else(|| PAGES.iter().find_map(page))
        };
        plain.flatten().or_else(own).or_else(page).or_else(address).copied()
    }
}

/// The files below a folder by name; hidden ones and `node_modules` are left out, and
/// so is what comes after very many.
fn files_below(root: &Path) -> Names {
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

/// A path with `/` between names.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// A name without what does not matter in it.
fn loose(name: &str) -> String {
    let name: String = name.trim().nfc().collect();
    name.to_lowercase().replace(['-', '_'], " ")
}

/// A path (with `/` between names) without the numbers by which the files of a site are put in order.
fn without_numbers(path: &str) -> String {
    let name = |name: &str| {
        let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
        let apart = rest.strip_prefix(['-', '_', '.', ' ']).filter(|_| rest.len() < name.len());
        apart.map(str::trim_start).filter(|rest| !rest.is_empty()).unwrap_or(name).to_owned()
    };
    path.split('/').map(name).collect::<Vec<_>>().join("/")
}

/// A path as the tables have it: accents may be written in one form in a note and in another on the disk.
fn key(path: &Path) -> String {
    lexical(path).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::recording::Notes;
    use super::*;

    fn site() -> Site {
        let mut site = Site::default();
        let notes = [
            "a.md",
            "sub/index.md",
            "sub/b c.md",
            "sub/deep/é.markdown",
            "other/b c.md",
            "v1.2.md",
            "01-chapters/2. start.mdx",
            "docs/guide/index.md",
        ];
        for note in notes {
            let note = Path::new("/n").join(note);
            let output = Path::new("/out").join(note.strip_prefix("/n").unwrap()).with_extension("");
            site.add(&note, Path::new("/n"), &output);
        }
        site
    }

    fn way(from: &str, ask: impl Fn(View) -> Option<String>) -> String {
        let (site, note) = (site(), Path::new("/n").join(from));
        let output = Path::new("/out").join(from);
        ask(site.of(&note, Path::new("/n"), &output)).unwrap_or_default()
    }

    #[test]
    fn notes_are_found_by_file_page_and_folder() {
        for (from, path, expected) in [
            ("a.md", "sub/b c.md", "sub/b c"),
            ("a.md", "sub/b c.html", "sub/b c"),
            ("a.md", "sub/b c", "sub/b c"),
            ("a.md", "sub/b c/", "sub/b c"),
            ("a.md", "sub/", "sub/index"),
            ("a.md", "v1.2", "v1.2"),
            ("a.md", "/sub/deep/e\u{301}", "sub/deep/é"),
            ("sub/b c.md", "../a.md", "../a"),
            ("sub/b c.md", "../../a/", "../a"),
            ("sub/b c.md", "../deep/é/", "deep/é"),
            ("sub/b c.md", ".", "index"),
            ("a.md", "/chapters/start", "01-chapters/2. start"),
            ("a.md", "chapters/start.md", "01-chapters/2. start"),
            ("a.md", "/n/sub/b c", "sub/b c"),
            ("a.md", "/guide/", "docs/guide/index"),
            ("a.md", "missing.md", ""),
        ] {
            assert_eq!(way(from, |view| view.note(path)), expected, "{path} from {from}");
        }
    }

    #[test]
    fn a_note_may_be_called_as_the_folder_beside_it() {
        let mut site = Site::default();
        for note in ["flow.md", "flow/m.md"].map(|note| Path::new("/n").join(note)) {
            site.add(&note, Path::new("/n"), &note.with_extension(""));
        }
        let view = site.of(Path::new("/n/flow/m.md"), Path::new("/n"), Path::new("/n/flow/m"));
        assert_eq!(view.note("../flow.md").as_deref(), Some("../flow"));
    }

    #[test]
    fn notes_are_found_by_their_labels() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("b.md"), "(The-Label)=\n# Title\n\n:::{figure} x.png\n:name: fig\n:::\n")
            .unwrap();
        let mut site = Site::default();
        site.add(&path("b.md"), folder.path(), &path("out/b"));
        let (note, output) = (path("sub/a.md"), path("out/sub/a"));
        let view = site.of(&note, folder.path(), &output);
        assert_eq!(view.note_labelled("the-label").as_deref(), Some("../b.md"));
        assert_eq!(view.note_labelled("fig").as_deref(), Some("../b.md"));
        assert_eq!(view.note_labelled("title"), None);
    }

    #[test]
    fn notes_are_found_by_name() {
        for (name, expected) in [
            ("B C", "sub/b c"),
            ("other/b c", "other/b c"),
            ("é.md", ""),
            ("e\u{301}", "sub/deep/é"),
            ("sub", "sub/index"),
            ("x", ""),
        ] {
            let expected = if name == "é.md" { "sub/deep/é" } else { expected };
            assert_eq!(way("a.md", |view| view.note_named(name)), expected, "{name}");
        }
    }
}
