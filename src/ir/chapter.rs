//! The parts and chapters of a book, each of them made of one note.

use serde::Serialize;

use super::front::{ABSTRACT, SUBTITLE};
use super::{Block, BlockKind, Document};

/// A part or a chapter of a book. Parts stand before the chapters that belong to them, and chapters before the chapters
/// below them: the level of the heading says what belongs to what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chapter {
    /// What it is.
    pub rank: Rank,
    /// The level of its heading, from 1; the headings in it have levels below that.
    pub level: u8,
    /// The language (BCP 47) of the words that are printed in it beside its own.
    pub language: String,
    /// Its heading first, then what its note says about itself, and its text.
    pub blocks: Vec<Block>,
}

/// What a [`Chapter`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// A part, which chapters belong to.
    Part,
    /// A chapter.
    Chapter,
    /// A section of a chapter that has a note of its own.
    Section,
}

impl Document {
    /// Of a book, the level of the headings of its chapters: 1, below parts 2.
    pub fn chapter_level(&self) -> Option<u8> {
        let of_chapters = self.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Chapter(chapter) => Some(if chapter.rank == Rank::Part { 2 } else { 1 }),
            _ => None,
        });
        of_chapters.max()
    }
}

/// The class of the paragraph below the heading of a chapter that says who wrote it, and when. No note can write it: a
/// class has no spaces.
pub const BYLINE: &str = " byline";

/// What a block is that stands below the heading of a chapter, before its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// The paragraph that is the subtitle.
    Subtitle,
    /// The paragraph that says who wrote it.
    Byline,
    /// The division that is the abstract.
    Abstract,
}

/// What a block is below the heading of a chapter; `None` for text.
pub fn below(block: &Block) -> Option<Below> {
    let has = |class: &str| block.attributes.classes.iter().any(|own| own == class);
    match block.kind {
        BlockKind::Paragraph { .. } if has(BYLINE) => Some(Below::Byline),
        BlockKind::Paragraph { .. } if has(SUBTITLE) => Some(Below::Subtitle),
        BlockKind::Division { .. } if has(ABSTRACT) => Some(Below::Abstract),
        _ => None,
    }
}
