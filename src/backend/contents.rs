//! The table of contents: whether a document gets one, and how deep it goes where space is dear.

use crate::config::Settings;
use crate::ir::Document;

/// From so many headings on, a table of contents helps.
const ENOUGH: usize = 3;
/// A table of contents on paper is no longer than a page.
const MOST: usize = 36;

/// Whether a document gets a table of contents: the command line says so, else the note, else the number of its
/// headings.
pub fn wanted(document: &Document, settings: &Settings) -> bool {
    let wanted = settings.contents.or(document.metadata.contents);
    !document.contents.is_empty() && wanted.unwrap_or(document.contents.len() >= ENOUGH)
}

/// The deepest level of a table of contents on paper: that which the note asks for, else from 1 to 3, so that it fits
/// on a page.
pub fn depth(document: &Document) -> u8 {
    if let Some(depth) = document.metadata.contents_depth {
        return depth.max(1);
    }
    let lines = |depth: u8| document.contents.iter().filter(|entry| entry.level <= depth).count();
    (2..=3).rev().find(|&depth| lines(depth) <= MOST).unwrap_or(1)
}
