//! The notes that belong together, and where their outputs go: what a link from one note to another needs. Notes
//! are found as people link to them, whether by the path of a file, by the address of a page, or by name.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ignore::WalkBuilder;

use unicode_normalization::UnicodeNormalization;

use super::stamp::Stamp;
use super::{Question, lexical, relative};
use crate::pass::identifiers::Identifiers;

/// The names of the note that is its folder's page.
const PAGES: [&str; 3] = ["index", "_index", "README"];

/// The notes of a run.
#[derive(Debug, Default)]
pub struct Site {
    notes: Vec<Entry>,
    /// Which note is at a path (absolute, without extension).
    by_path: HashMap<String, usize>,
    /// Which notes have a name, in lower case.
    by_name: HashMap<String, Vec<(String, usize)>>,
    /// The files below each root that was asked for, by name in lower case, NFC.
    files: Mutex<HashMap<PathBuf, Arc<HashMap<String, PathBuf>>>>,
    /// Which note has a label, by the label in lower case, once one is asked for.
    by_label: OnceLock<HashMap<String, usize>>,
}

/// A note of a run.
#[derive(Debug)]
struct Entry {
    file: PathBuf,
    /// Where its output is, without extension.
    output: PathBuf,
    /// What links may lead to in it, once one asked; `None` when it cannot be read.
    identifiers: OnceLock<Option<(Identifiers, Stamp)>>,
}

impl Entry {
    fn identifiers(&self) -> Option<&(Identifiers, Stamp)> {
        let read = || {
            let metadata = self.file.metadata().ok()?;
            let bytes = std::fs::read(&self.file).ok()?;
            Some((crate::identifiers(&String::from_utf8_lossy(&bytes)), Stamp::new(&metadata, &bytes)))
        };
        self.identifiers.get_or_init(read).as_ref()
    }
}

impl Site {
    /// Adds a note and where its outputs go, without their extension.
    pub fn add(&mut self, note: &Path, output: &Path) {
        let index = self.notes.len();
        let (file, output) = (note.to_owned(), lexical(output));
        self.notes.push(Entry { file, output, identifiers: OnceLock::new() });
        let path = key(&note.with_extension(""));
        let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        self.by_name.entry(name).or_default().push((path.to_lowercase(), index));
        self.by_path.entry(path).or_insert(index);
    }

    /// The view of a note at `note`, which may read files below `root`; its outputs go to `output`.
    pub fn of<'a>(&'a self, note: &'a Path, root: &'a Path, output: &'a Path) -> View<'a> {
        View { site: self, note, root, folder: output.parent().unwrap_or(output) }
    }
}

/// The notes of a run as one of them sees them.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    site: &'a Site,
    note: &'a Path,
    root: &'a Path,
    folder: &'a Path,
}

impl<'a> View<'a> {
    /// As [`super::Files::note`].
    pub fn note(&self, path: &str) -> Option<String> {
        self.at(path).map(|index| self.way_to(index))
    }

    fn at(&self, path: &str) -> Option<usize> {
        let folder = self.note.parent().unwrap_or(Path::new(""));
        // On many sites `a.md` is the page `a/`, and relative addresses begin there.
        let of_page = folder.join(self.note.file_stem().unwrap_or_default());
        let starts = match path.strip_prefix('/') {
            Some(path) => vec![self.root.join(path)],
            None => vec![folder.join(path), of_page.join(path)],
        };
        starts.iter().find_map(|start| self.site.at(start))
    }

    /// As [`super::Files::note_named`]; of several notes of one name the first, unless the name has their folder.
    pub fn note_named(&self, name: &str) -> Option<String> {
        self.named(name).map(|index| self.way_to(index))
    }

    fn named(&self, name: &str) -> Option<usize> {
        let name: String = name.trim().trim_end_matches(".md").trim_start_matches('/').nfc().collect();
        let name = name.to_lowercase();
        let candidates = self.site.by_name.get(name.rsplit('/').next()?)?;
        let ending = format!("/{name}");
        candidates.iter().find(|(path, _)| path.ends_with(&ending)).map(|(_, index)| *index)
    }

    /// As [`super::Files::heading`], with the file that was read for the answer.
    pub fn heading(&self, note: &Question, fragment: &str) -> Option<(&'a Path, Stamp, Option<String>)> {
        let index = match note {
            Question::Path(path) => self.at(path)?,
            Question::Name(name) => self.named(name)?,
            Question::File(_) | Question::Label(_) => return None,
        };
        let entry = &self.site.notes[index];
        let (identifiers, stamp) = entry.identifiers()?;
        Some((&entry.file, *stamp, identifiers.get(fragment).map(str::to_owned)))
    }

    /// As [`super::Files::note_labelled`].
    pub fn note_labelled(&self, name: &str) -> Option<String> {
        let index = *self.site.by_label().get(&name.to_lowercase())?;
        let folder = self.note.parent().unwrap_or(Path::new(""));
        let way = relative(&self.site.notes[index].file, folder);
        Some(way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// As [`super::Files::file_named`].
    pub fn file_named(&self, name: &str) -> Option<String> {
        let mut known = self.site.files.lock().unwrap_or_else(PoisonError::into_inner);
        let files = match known.get(self.root) {
            Some(files) => files.clone(),
            None => known.entry(self.root.to_owned()).or_insert(Arc::new(files_below(self.root))).clone(),
        };
        drop(known);
        let name: String = name.rsplit('/').next().unwrap_or_default().nfc().collect();
        let folder = self.note.parent().unwrap_or(Path::new(""));
        let way = relative(files.get(&name.to_lowercase())?, folder);
        Some(way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
    }

    fn way_to(&self, index: usize) -> String {
        let way = relative(&self.site.notes[index].output, self.folder);
        way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}

impl Site {
    /// The labels of all notes: lines `(name)=`, and the options `:name:` and `:label:` of directives.
    fn by_label(&self) -> &HashMap<String, usize> {
        self.by_label.get_or_init(|| {
            let mut labels = HashMap::new();
            for (index, entry) in self.notes.iter().enumerate() {
                let Ok(text) = std::fs::read_to_string(&entry.file) else { continue };
                let label = |line: &str| {
                    let line = line.trim();
                    let target = line.strip_prefix('(').and_then(|line| line.strip_suffix(")="));
                    let option = || line.strip_prefix(":name:").or(line.strip_prefix(":label:"));
                    target.or_else(option).map(|name| name.trim().to_lowercase())
                };
                for name in text.lines().filter_map(label).filter(|name| !name.is_empty()) {
                    labels.entry(name).or_insert(index);
                }
            }
            labels
        })
    }

    /// The note of a file, of a page made from it, or of a folder.
    fn at(&self, path: &Path) -> Option<usize> {
        let is_document = |extension: &str| matches!(extension, "md" | "markdown" | "mdx" | "qmd" | "html");
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let plain =
            is_document(&extension.to_lowercase()).then(|| self.by_path.get(&key(&path.with_extension(""))));
        let own = || self.by_path.get(&key(path));
        let page = || PAGES.iter().find_map(|page| self.by_path.get(&key(&path.join(page))));
        plain.flatten().or_else(own).or_else(page).copied()
    }
}

/// The files below a folder by name, of several of one name the first; hidden ones and `node_modules` are left out, and
/// so is what comes after very many.
fn files_below(root: &Path) -> HashMap<String, PathBuf> {
    const MOST: usize = 200_000;
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false).hidden(true).sort_by_file_name(|a, b| a.cmp(b));
    walk.filter_entry(|entry| entry.file_name() != "node_modules");
    let mut files = HashMap::new();
    let found = walk
        .build()
        .take(MOST)
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    for entry in found {
        let name: String = entry.file_name().to_string_lossy().nfc().collect();
        files.entry(name.to_lowercase()).or_insert_with(|| entry.into_path());
    }
    files
}

/// A path as the tables have it: accents may be written in one form in a note and in another on the disk.
fn key(path: &Path) -> String {
    lexical(path).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let mut site = Site::default();
        for note in ["a.md", "sub/index.md", "sub/b c.md", "sub/deep/é.markdown", "other/b c.md", "v1.2.md"]
        {
            let note = Path::new("/n").join(note);
            let output = Path::new("/out").join(note.strip_prefix("/n").unwrap()).with_extension("");
            site.add(&note, &output);
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
            ("a.md", "missing.md", ""),
        ] {
            assert_eq!(way(from, |view| view.note(path)), expected, "{path} from {from}");
        }
    }

    #[test]
    fn notes_are_found_by_their_labels() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("b.md"), "(The-Label)=\n# Title\n\n:::{figure} x.png\n:name: fig\n:::\n")
            .unwrap();
        let mut site = Site::default();
        site.add(&path("b.md"), &path("out/b"));
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
            ("x", ""),
        ] {
            let expected = if name == "é.md" { "sub/deep/é" } else { expected };
            assert_eq!(way("a.md", |view| view.note_named(name)), expected, "{name}");
        }
    }
}
