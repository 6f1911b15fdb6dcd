//! Access to the files that a note names, behind one trait: a note reads nothing outside its root ([`root`]) and
//! nothing hidden ([`refused`]), tests need no disk, and what was read is known for dependency files (`site/recording.rs`).

pub mod disk;
pub mod kind;
pub mod linked;
pub mod open;
pub mod paths;
pub mod refused;
pub mod root;
pub mod shown;
pub mod stamp;

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};

pub use disk::{Disk, first_of};
#[cfg(feature = "cli")]
pub(crate) use paths::common;
pub use paths::{folder, lexical, normalized, relative};

use crate::limits::FOLDERS_UP;
use shown::Shown;

/// What the names of notes end in, in lower case: Markdown, and what MDX, Quarto and R Markdown call it.
pub const NOTES: [&str; 5] = ["md", "markdown", "mdx", "qmd", "rmd"];

/// Reads the files that a note names.
pub trait Files: Sync {
    /// The bytes of the file at `path`, relative to the note's folder with `/` between names; one that begins
    /// with `/` is relative to the root, or else to the nearest folder above the note in which it is.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when there is no such file, [`io::ErrorKind::PermissionDenied`] when it is
    /// outside the root or hidden, and whatever else reading can give.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Where the output of the note at `path` is, relative to this note's output and without an extension, when
    /// both are converted together; for a folder, that of the note which is its page.
    fn note(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }

    /// What [`Files::note`] answers for this note itself.
    fn own(&self) -> Option<String> {
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

    /// What a reference to the thing of this name in another note shows; `None` when there is none, or that is not known.
    fn shown(&self, note: &Question, name: &str) -> Option<Shown> {
        let _ = (note, name);
        None
    }

    /// The path, relative to the note's folder, of the note that has a label of this name, wherever it is among those
    /// that are converted together: so Sphinx refers to sections.
    fn note_labelled(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// The path, relative to the note's folder, of the file that people call `name`, wherever it is below the folder
    /// that is converted or else the root; of several, the nearest. So the programs for vaults of notes refer to images.
    fn file_named(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// Whether [`Files::file_named`] knows all files that a name may mean.
    fn knows_names(&self) -> bool {
        false
    }

    /// The way from this note's output to the file at `path`, for a link to it; `None` when no file is there. A file
    /// that the note may not read may still be linked to.
    fn linked(&self, path: &str) -> Option<String> {
        self.read(path).is_ok().then(|| path.to_owned())
    }

    /// The names in the folder in which `path` would be, to find a name of other letter case.
    fn siblings(&self, path: &str) -> Vec<String>;

    /// How many folders above the note's own there are files for it, at most.
    fn folders_up(&self) -> usize {
        FOLDERS_UP
    }
}

/// The ways from a note's folder to those in which the settings of its project may be, the nearest first: its own (the
/// empty way), and those above it (`../`) for which there are files.
pub(crate) fn ways_up(files: &dyn Files) -> impl Iterator<Item = String> {
    (0..=files.folders_up().min(FOLDERS_UP)).map(|up| "../".repeat(up))
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
    /// The file that a link leads to.
    Linked(String),
    /// The names of the files that lie where this one would be and end as it does.
    Names(String),
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
