//! Access to the files that a note names, behind one trait: a note reads nothing outside its root, tests need
//! no disk, and what was read is known for dependency files ([`recording`]).

pub mod recording;
pub mod site;
pub mod stamp;

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

/// What the names of notes end in, in lower case: Markdown, and what MDX, Quarto and R Markdown call it.
pub const NOTES: [&str; 5] = ["md", "markdown", "mdx", "qmd", "rmd"];

/// Reads the files that a note names.
pub trait Files: Sync {
    /// The bytes of the file at `path`, relative to the note's folder with `/` between names; one that begins
    /// with `/` is relative to the root.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when there is no such file, [`io::ErrorKind::PermissionDenied`] when it is
    /// outside the root, and whatever else reading can give.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Where the output of the note at `path` is, relative to this note's output and without an extension, when
    /// both are converted together; for a folder, that of the note which is its page.
    fn note(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }

    /// As [`Files::note`], for the note that people call `name`: its file's name without extension, perhaps with
    /// folders before it.
    fn note_named(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// What a heading of another note, or another element with an identifier, is called in that note's output; empty for
    /// what is its title; the inner `None` when the note has nothing that `fragment` names, the outer one when that is not known.
    fn heading(&self, note: &Question, fragment: &str) -> Option<Option<String>> {
        let _ = (note, fragment);
        None
    }

    /// The path, relative to the note's folder, of the note that has a label of this name, wherever it is among those
    /// that are converted together: so Sphinx refers to sections.
    fn note_labelled(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// The path, relative to the note's folder, of the file that people call `name`, wherever it is below the root:
    /// so the programs for vaults of notes refer to images.
    fn file_named(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// The names in the folder in which `path` would be, to find a name of other letter case.
    fn siblings(&self, path: &str) -> Vec<String>;
}

/// Which other note, or which file, is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Question {
    /// The note at a path.
    Path(String),
    /// The note of a name.
    Name(String),
    /// The file of a name that is no note.
    File(String),
    /// The note that has a label.
    Label(String),
}

/// The files of a disk, below a root.
#[derive(Debug, Clone)]
pub struct Disk {
    folder: PathBuf,
    root: PathBuf,
}

impl Disk {
    /// The files that a note in `folder` may name, all below `root`.
    pub fn new(folder: impl Into<PathBuf>, root: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), root: root.into() }
    }

    /// The folder that paths from `/` on start from.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the file that a note names would be.
    pub fn locate(&self, path: &str) -> PathBuf {
        match path.strip_prefix('/') {
            Some(path) => self.root.join(path),
            None => self.folder.join(path),
        }
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let path = self.locate(path).canonicalize()?;
        if !path.starts_with(self.root.canonicalize()?) {
            let message = "it is outside the folder that the note may read";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
        }
        std::fs::read(path)
    }

    fn siblings(&self, path: &str) -> Vec<String> {
        let located = self.locate(path);
        let entries = located.parent().and_then(|folder| folder.read_dir().ok()).into_iter().flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}

/// Files in memory, by path; for tests and for callers without a disk.
#[derive(Debug, Clone, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.get(&normalized(path)).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn siblings(&self, path: &str) -> Vec<String> {
        let path = normalized(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let names = self.0.keys().filter_map(|key| {
            let (parent, name) = key.rsplit_once('/').unwrap_or(("", key));
            (parent == folder).then(|| name.to_owned())
        });
        names.collect()
    }
}

/// The path from the root of the disk, without `.` and `..`, by its names alone: links are not followed, and
/// nothing need be there.
pub fn lexical(path: &Path) -> PathBuf {
    let mut absolute =
        if path.is_absolute() { PathBuf::new() } else { std::env::current_dir().unwrap_or_default() };
    for component in path.components() {
        match component {
            Component::ParentDir => drop(absolute.pop()),
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => absolute.push(component),
        }
    }
    absolute
}

/// The way from `folder` to `path`, by their names alone.
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
    let (path, folder) = (lexical(path), lexical(folder));
    let (mut names, mut left) = (path.components().peekable(), folder.components().peekable());
    while names.peek().is_some() && names.peek() == left.peek() {
        names.next();
        left.next();
    }
    left.map(|_| Component::ParentDir).chain(names).collect()
}

/// The path without `.` and, where that is possible, without `..`.
pub fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::ParentDir if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            Component::ParentDir => parts.push(".."),
            Component::Normal(name) => parts.extend(name.to_str()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_reads_nothing_outside_its_root() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("root/notes")).unwrap();
        std::fs::write(folder.path().join("secret"), "s").unwrap();
        std::fs::write(folder.path().join("root/a.png"), "a").unwrap();
        let files = Disk::new(folder.path().join("root/notes"), folder.path().join("root"));
        assert_eq!(files.read("../a.png").unwrap(), b"a");
        assert_eq!(files.read("/a.png").unwrap(), b"a");
        assert_eq!(files.read("../../secret").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(files.read("/../secret").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(files.read("b.png").unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn the_way_between_two_places_goes_over_their_common_folder() {
        let way =
            |path: &str, folder: &str| relative(Path::new(path), Path::new(folder)).display().to_string();
        assert_eq!(way("/a/b/c", "/a/b"), "c");
        assert_eq!(way("/a/b/../c", "/a/b/d"), "../../c");
        assert_eq!(way("a/./b", "a/x/.."), "b");
        assert_eq!(lexical(Path::new("/../a")), Path::new("/a"));
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_does_not_lead_outside_either() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("root")).unwrap();
        std::fs::write(folder.path().join("secret"), "s").unwrap();
        std::os::unix::fs::symlink("../secret", folder.path().join("root/link")).unwrap();
        let files = Disk::new(folder.path().join("root"), folder.path().join("root"));
        assert_eq!(files.read("link").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }
}
