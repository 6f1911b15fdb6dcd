//! What a document may hold, found in one walk: a pass that is about formulas need not walk through a document without
//! any. A pass that adds nodes says so here.

use bitflags::bitflags;

use super::walk::{Visit, parts, walk_block, walk_inline};
use super::{Attributes, Block, BlockKind, Inline, InlineKind};

bitflags! {
    /// What some node of a document is or has.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Holds: u16 {
        /// A heading.
        const HEADING = 1;
        /// A description list.
        const DESCRIPTION_LIST = 1 << 1;
        /// A callout.
        const CALLOUT = 1 << 2;
        /// A figure or a table with a caption.
        const CAPTION = 1 << 3;
        /// A formula.
        const MATH = 1 << 4;
        /// A link, or a reference that is not settled yet.
        const LINK = 1 << 5;
        /// An image.
        const IMAGE = 1 << 6;
        /// Attributes of any sort.
        const ATTRIBUTES = 1 << 7;
        /// An identifier.
        const IDENTIFIER = 1 << 8;
        /// Code in a block.
        const CODE = 1 << 9;
        /// A place that asks for the table of contents.
        const CONTENTS = 1 << 10;
    }
}

impl Holds {
    /// What these blocks and all that is in them hold.
    pub fn of(blocks: &[Block]) -> Self {
        let mut holds = Self::default();
        blocks.iter().for_each(|block| holds.block(block));
        holds
    }

    fn attributes(&mut self, attributes: &Attributes) {
        self.set(Self::ATTRIBUTES, self.contains(Self::ATTRIBUTES) || !attributes.is_empty());
        self.set(Self::IDENTIFIER, self.contains(Self::IDENTIFIER) || attributes.id.is_some());
    }
}

impl Visit<'_> for Holds {
    fn block(&mut self, block: &Block) {
        self.attributes(&block.attributes);
        parts(block, |attributes| self.attributes(attributes));
        if block.kind.caption().is_some_and(|caption| !caption.is_empty()) {
            *self |= Self::CAPTION;
        }
        *self |= match &block.kind {
            BlockKind::Heading { .. } => Self::HEADING,
            BlockKind::DescriptionList { .. } => Self::DESCRIPTION_LIST,
            BlockKind::Callout(_) => Self::CALLOUT,
            BlockKind::Code { .. } => Self::CODE,
            BlockKind::Contents => Self::CONTENTS,
            BlockKind::Paragraph { .. }
            | BlockKind::ThematicBreak
            | BlockKind::Quote { .. }
            | BlockKind::List { .. }
            | BlockKind::Table(_)
            | BlockKind::Figure { .. }
            | BlockKind::Division { .. }
            | BlockKind::Chapter(_) => Self::empty(),
        };
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        self.attributes(&inline.attributes);
        *self |= match &inline.kind {
            InlineKind::Math { .. } => Self::MATH,
            InlineKind::Link { .. } => Self::LINK,
            InlineKind::Image(_) => Self::IMAGE,
            InlineKind::Text { .. }
            | InlineKind::SoftBreak
            | InlineKind::HardBreak
            | InlineKind::Styled { .. }
            | InlineKind::Code { .. }
            | InlineKind::Footnote { .. }
            | InlineKind::FootnoteReference { .. }
            | InlineKind::Span { .. } => Self::empty(),
        };
        walk_inline(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{AttributeList, Cell, Row, Table};
    use crate::source::Span;

    #[test]
    fn what_stands_in_a_cell_of_a_table_is_found() {
        let math = InlineKind::Math { tex: "x".to_owned(), display: false, formula: None };
        let content = vec![Inline::new(Span::default(), math)];
        let cell = Cell {
            span: Span::default(),
            attributes: AttributeList { id: Some("a".to_owned()), ..AttributeList::default() }.into(),
            header: false,
            columns: 1,
            rows: 1,
            alignment: None,
            blocks: vec![Block::new(Span::default(), BlockKind::Paragraph { content })],
        };
        let row = Row { span: Span::default(), attributes: Attributes::default(), cells: vec![cell] };
        let table = Block::new(Span::default(), Table { body: vec![row], ..Table::default() }.into());
        assert_eq!(Holds::of(&[table]), Holds::MATH | Holds::ATTRIBUTES | Holds::IDENTIFIER);
    }

    #[test]
    fn text_holds_nothing() {
        let content = vec![Inline::text(Span::default(), "Words.")];
        let block = Block::new(Span::default(), BlockKind::Paragraph { content });
        assert_eq!(Holds::of(&[block]), Holds::empty());
    }
}
