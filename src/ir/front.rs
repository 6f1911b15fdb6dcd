//! What stands before the body: the title and, where they have more than words (a footnote, say), the subtitle and the
//! abstract. They are blocks like others, so that passes settle what is in them; here writers find them.

use super::*;

/// The level of the heading that is the document's title. It is the first block, and there only when the title has
/// more than the words of [`Metadata::title`], or when a link leads to it.
pub const TITLE: u8 = 0;

/// The class of the paragraph that is the subtitle, in place of the words of [`Metadata::subtitle`]. No note can write
/// it: a class has no spaces.
pub const SUBTITLE: &str = " subtitle";

/// The class of the division that is the abstract, in place of the words of [`Metadata::summary`].
pub const ABSTRACT: &str = " abstract";

/// The class of the paragraph that holds the image of the cover, which books show, and a PDF whose title has a page.
pub const COVER: &str = " cover";

/// The class of the paragraph that holds the logo, which stands above the title.
pub const LOGO: &str = " logo";

/// A document's blocks, told apart.
#[derive(Debug, Clone, Copy)]
pub struct Front<'a> {
    /// The heading of level [`TITLE`].
    pub title: Option<&'a Block>,
    /// The text of the subtitle.
    pub subtitle: Option<&'a [Inline]>,
    /// The paragraphs of the abstract.
    pub summary: Option<&'a [Block]>,
    /// The image of the cover.
    pub cover: Option<&'a Image>,
    /// The logo.
    pub logo: Option<&'a Inline>,
    /// The blocks before the body.
    pub blocks: &'a [Block],
    /// The body.
    pub body: &'a [Block],
}

impl Document {
    /// What stands before the body, and the body.
    pub fn front(&self) -> Front<'_> {
        let before = self.blocks.iter().take_while(|block| is_front(block)).count();
        let (blocks, body) = self.blocks.split_at(before);
        let mut front =
            Front { title: None, subtitle: None, summary: None, cover: None, logo: None, blocks, body };
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph { content } if has(block, LOGO) => front.logo = content.first(),
                BlockKind::Paragraph { content } => match content.first().map(|inline| &inline.kind) {
                    Some(InlineKind::Image(image)) if has(block, COVER) => front.cover = Some(image),
                    _ => front.subtitle = Some(content),
                },
                BlockKind::Division { blocks } => front.summary = Some(blocks),
                _ => front.title = Some(block),
            }
        }
        front
    }
}

fn has(block: &Block, name: &str) -> bool {
    block.attributes.classes.iter().any(|class| class == name)
}

/// Whether a block is the title, the subtitle, the abstract, the cover or the logo.
pub fn is_front(block: &Block) -> bool {
    match block.kind {
        BlockKind::Heading { level, .. } => level == TITLE,
        BlockKind::Paragraph { .. } => [SUBTITLE, COVER, LOGO].iter().any(|name| has(block, name)),
        BlockKind::Division { .. } => has(block, ABSTRACT),
        _ => false,
    }
}
