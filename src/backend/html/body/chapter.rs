//! The parts and chapters of a book as sections. The footnotes of each stand at its end, and are numbered anew in the next.

use super::Body;
use crate::ir::walk::plain_text;
use crate::ir::{Attributes, Block, BlockKind, Chapter, Rank};
use crate::locale::Word;

impl<'a> Body<'a> {
    /// Writes a part or a chapter of a book that is one page.
    pub(super) fn chapter(&mut self, attributes: &Attributes, chapter: &'a Chapter) {
        self.begin_chapter(chapter);
        let class = match chapter.rank {
            Rank::Part => "part",
            Rank::Chapter => "chapter",
            Rank::Section => "section",
        };
        self.open("section", class, attributes).line();
        self.blocks(&chapter.blocks);
        self.footnotes();
        self.encoder.close();
    }

    /// Writes the abstract of a chapter, as pages have it below their title.
    pub(super) fn summary(&mut self, blocks: &'a [Block]) {
        let word = self.word(Word::Abstract);
        self.encoder.open("div").attribute("class", "abstract").line();
        self.encoder.open("p").attribute("class", "abstract-title").text(word).close().line();
        self.blocks(blocks);
        self.encoder.close();
    }

    /// What is written from here on belongs to a part or a chapter.
    pub fn begin_chapter(&mut self, chapter: &'a Chapter) {
        self.language = &chapter.language;
        self.footnotes.begin_chapter(title(chapter), chapter.rank != Rank::Section);
    }
}

/// The words of a chapter's heading.
fn title(chapter: &Chapter) -> String {
    match chapter.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Heading { content, .. }) => plain_text(content),
        _ => String::new(),
    }
}
