//! One note and what is made of it.

use std::path::{Path, PathBuf};

use crate::book::{Outline, Unit};
use crate::format::Format;

/// One note and what is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Where the note comes from.
    pub input: Input,
    /// Whether its outputs are made even if they are up to date, for it was named by itself.
    pub always: bool,
    /// The folder below which the note may read files; the empty path when it may read none.
    pub root: PathBuf,
    /// The outputs, each format once.
    pub outputs: Vec<(Format, Output)>,
    /// The book that is made, where the outputs are of many notes; the input is then the first of them.
    pub book: Option<Box<Book>>,
    /// Whether the page that lists all notes of a folder is made, which is then the input.
    pub is_list: bool,
}

impl Job {
    /// The note that the outputs are made of, if it is one and a file.
    pub fn note(&self) -> Option<&Path> {
        self.input.path().filter(|_| self.book.is_none() && !self.is_list)
    }

    /// What the record has outputs under: the note, or the folder of a book or a list.
    pub fn subject(&self) -> Option<&Path> {
        self.book.as_ref().map_or(self.input.path(), |book| Some(&book.folder))
    }
}

/// A book that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The folder of its notes.
    pub folder: PathBuf,
    /// What it is called, and what is in it.
    pub outline: Outline,
    /// Its parts and chapters, in reading order.
    pub units: Vec<Unit>,
    /// The folders below which the notes of the units may read files; empty for a unit without a note.
    pub roots: Vec<PathBuf>,
}

/// Where a note comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The name under which messages show the note.
    pub fn name(&self) -> String {
        match self {
            Input::Standard => "<stdin>".to_owned(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// The file, unless it is standard input.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::Standard => None,
            Input::File(path) => Some(path),
        }
    }

    /// The folder that the note's relative paths start from.
    pub fn folder(&self) -> &Path {
        match self {
            Input::Standard => Path::new("."),
            Input::File(path) => {
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
            }
        }
    }
}

/// Where an output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Output {
    /// The file, unless it is standard output.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Output::Standard => None,
            Output::File(path) => Some(path),
        }
    }
}
