//! Which pictures may get smaller to fill the rest of a page, and where that rest begins: before the headings and the lines
//! that lead in to a picture, for these stay with it. The template finds out how much room there is.

use super::leads::stays;
use super::{Room, Writer};
use crate::backend::pictures;
use crate::ir::walk::plain_text;
use crate::ir::{Block, BlockKind, Image, Inline};

impl Writer<'_> {
    /// Marks where the room of a picture begins, if that is before the block at `at`; and, at the picture, that it is its own.
    pub(super) fn room(&mut self, blocks: &[Block], at: usize) {
        let Some(block) = blocks.get(at) else { return };
        self.own_room = None;
        let Some(rooms) = self.rooms.filter(|_| !self.is_in_cell) else { return };
        let caption = picture(block);
        // The room begins where the first of the blocks does that stay together. The first of all may stay with the title of
        // what they are in.
        if at.checked_sub(1).is_some_and(|before| !stays(blocks, before))
            && (caption.is_some() || stays(blocks, at) && leads_to_picture(blocks, at))
        {
            self.rooms = Some(rooms + 1);
            self.out.push_str(&format!("room-for-picture({})\n", rooms + 1));
        }
        self.own_room = self.rooms.zip(caption).map(|(number, caption)| Room { number, caption });
    }

    /// The arguments that say which room a picture may fill.
    pub(super) fn fills(&mut self) {
        if let Some(Room { number, caption }) = self.own_room.take() {
            self.out.push_str(&format!(", fills: {number}"));
            if caption > 0 {
                self.out.push_str(&format!(", caption: {caption}"));
            }
        }
    }
}

/// Whether blocks that stay with what follows them, from this on, end at a picture. There are never many of them in a row.
fn leads_to_picture(blocks: &[Block], at: usize) -> bool {
    const IN_A_ROW: usize = 8;
    let mut rest = blocks.iter().enumerate().skip(at).take(IN_A_ROW);
    rest.find(|(at, _)| !stays(blocks, *at)).is_some_and(|(_, block)| picture(block).is_some())
}

/// The length of a picture's caption, if the block is nothing but a picture that nobody gives a size.
fn picture(block: &Block) -> Option<usize> {
    let is_free = |image: &Image| image.width.is_none() && image.height.is_none();
    let alone = |content: &[Inline]| match pictures::alone(content).as_deref() {
        Some([(_, image)]) => is_free(image),
        _ => false,
    };
    match &block.kind {
        BlockKind::Paragraph { content } => alone(content).then_some(0),
        BlockKind::Figure { blocks, caption } => match blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph { content }, .. }] if alone(content) => {
                Some(plain_text(caption).chars().count())
            }
            _ => None,
        },
        _ => None,
    }
}
