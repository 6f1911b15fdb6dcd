//! The table of contents: whether a document gets one, and how deep it goes where space is dear.

use crate::ir::Document;
use crate::look::{Key, Look};

/// From so many headings on, a table of contents helps.
const ENOUGH: usize = 8;
#[cfg(feature = "pdf")]
/// A table of contents on paper is no longer than a page: so many lines of this size, in points, with so much between them.
const MOST: f64 = 36.0;
#[cfg(feature = "pdf")]
const SIZE: f64 = 11.0;
#[cfg(feature = "pdf")]
const SPACING: f64 = 1.15;

/// Whether a document gets a table of contents: when somebody asks for one, or it has headings enough and nobody
/// refuses.
pub fn wanted(document: &Document, look: Look<'_>) -> bool {
    !document.contents.is_empty() && look.switch(Key::Toc).unwrap_or(document.contents.len() >= ENOUGH)
}

#[cfg(feature = "pdf")]
/// Whether a document that gets none by its headings may get one by its pages: when nobody says whether, and there is
/// something to find.
pub fn depends_on_pages(document: &Document, look: Look<'_>) -> bool {
    document.contents.len() > 1 && look.switch(Key::Toc).is_none() && !wanted(document, look)
}

#[cfg(feature = "pdf")]
/// The deepest level of a table of contents on paper: that which is asked for, else from 1 to 3, so that it fits on a
/// page.
pub fn depth(document: &Document, look: Look<'_>) -> u8 {
    if let Some(depth) = look.number(Key::TocDepth) {
        return depth.clamp(1.0, 6.0) as u8;
    }
    let lines = |depth: u8| document.contents.iter().filter(|entry| entry.level <= depth).count();
    let size = look.length(Key::FontSize).map_or(SIZE, |length| length.points(SIZE));
    let spacing = look.number(Key::LineSpacing).unwrap_or(SPACING);
    let most = MOST * SIZE * SPACING / (size * spacing);
    let fitting = (2..=3).rev().find(|&depth| lines(depth) as f64 <= most).unwrap_or(1);
    // A book lists its chapters, however many.
    fitting.max(document.chapter_level().unwrap_or(1))
}
