//! How the pages of a folder lead to each other: what is known of it before notes are read, and the order that comes of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::book::Outline;
use crate::files::lexical;

/// How the pages of a folder lead to each other.
#[derive(Debug, Default)]
pub struct Navigation {
    /// The folder.
    pub folder: PathBuf,
    /// Where the page that lists all is, without its extension; it may be that of a note.
    pub home: PathBuf,
    /// What a file says of the notes and their order; those that it does not name stand by their names and what they say of
    /// their places.
    pub outline: Option<Outline>,
    /// That file, if it says their order: it is on no list.
    pub source: Option<PathBuf>,
    pub(super) order: OnceLock<Order>,
}

impl Navigation {
    /// The navigation of a folder whose page that lists all is at `home`, with the order that a file says, and that file.
    pub fn new(folder: &Path, home: &Path, order: Option<(Outline, Option<PathBuf>)>) -> Self {
        let (outline, source) = order.unzip();
        let (folder, home, source) = (lexical(folder), lexical(home), source.flatten());
        Self { folder, home, outline, source, order: OnceLock::new() }
    }
}

/// The notes in their order.
#[derive(Debug, Default)]
pub(super) struct Order {
    pub(super) outline: Outline,
    /// The notes one after the other.
    pub(super) sequence: Vec<usize>,
    /// The place of each in that.
    pub(super) places: HashMap<usize, usize>,
    /// Which note is at a path.
    pub(super) by_path: HashMap<PathBuf, usize>,
    /// What the outline calls notes.
    pub(super) titles: HashMap<usize, String>,
    /// The note whose page lists all, if it is that of one.
    pub(super) home: Option<usize>,
}
