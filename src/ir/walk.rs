//! Walks over a document: [`VisitMut`] changes it, [`Visit`] only looks. The functions `walk_*` name every
//! place that holds nodes once, so that passes and checks need not.

use super::*;

/// Changes nodes on the way through a document; each method's default goes on to what is inside.
pub trait VisitMut {
    /// Called for each sequence of blocks, before its blocks: here blocks can be added and removed.
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        walk_blocks_mut(self, blocks);
    }
    /// Called for each block.
    fn block(&mut self, block: &mut Block) {
        walk_block_mut(self, block);
    }
    /// Called for each sequence of inlines, before its inlines: here inlines can be added and removed.
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        walk_inlines_mut(self, inlines);
    }
    /// Called for each inline.
    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
    }
}

/// Goes on to each block.
pub fn walk_blocks_mut<V: VisitMut + ?Sized>(visitor: &mut V, blocks: &mut [Block]) {
    for block in blocks {
        visitor.block(block);
    }
}

/// Goes on to each inline.
pub fn walk_inlines_mut<V: VisitMut + ?Sized>(visitor: &mut V, inlines: &mut [Inline]) {
    for inline in inlines {
        visitor.inline(inline);
    }
}

/// Goes on to what is inside a block.
pub fn walk_block_mut<V: VisitMut + ?Sized>(visitor: &mut V, block: &mut Block) {
    match &mut block.kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, level: _ } => {
            visitor.inlines(content)
        }
        BlockKind::ThematicBreak | BlockKind::Code { .. } | BlockKind::Contents => {}
        BlockKind::Quote { blocks }
        | BlockKind::Division { blocks }
        | BlockKind::Chapter(Chapter { blocks, rank: _, level: _, language: _ }) => visitor.blocks(blocks),
        BlockKind::List { items, kind: _, tight: _ } => {
            for item in items {
                visitor.blocks(&mut item.blocks);
            }
        }
        BlockKind::DescriptionList { items } => {
            for item in items {
                item.terms.iter_mut().for_each(|term| visitor.inlines(term));
                item.definitions.iter_mut().for_each(|definition| visitor.blocks(definition));
            }
        }
        BlockKind::Table(table) => {
            let Table { caption, columns: _, head, body, foot } = &mut **table;
            visitor.inlines(caption);
            for cell in head.iter_mut().chain(body).chain(foot).flat_map(|row| &mut row.cells) {
                visitor.blocks(&mut cell.blocks);
            }
        }
        BlockKind::Figure { blocks, caption } => {
            visitor.blocks(blocks);
            visitor.inlines(caption);
        }
        BlockKind::Callout(callout) => {
            let Callout { kind: _, title, folding: _, blocks } = &mut **callout;
            title.iter_mut().for_each(|title| visitor.inlines(title));
            visitor.blocks(blocks);
        }
    }
}

/// Calls `each` with the parts of a block that are no nodes but have a place and attributes: the items of a list, the
/// entries of a description list, the rows and cells of a table.
pub fn parts_mut(block: &mut Block, mut each: impl FnMut(&mut Span, &mut Attributes)) {
    match &mut block.kind {
        BlockKind::List { items, kind: _, tight: _ } => {
            items.iter_mut().for_each(|item| each(&mut item.span, &mut item.attributes));
        }
        BlockKind::DescriptionList { items } => {
            items.iter_mut().for_each(|item| each(&mut item.span, &mut item.attributes));
        }
        BlockKind::Table(table) => {
            let Table { caption: _, columns: _, head, body, foot } = &mut **table;
            for row in head.iter_mut().chain(body).chain(foot) {
                each(&mut row.span, &mut row.attributes);
                row.cells.iter_mut().for_each(|cell| each(&mut cell.span, &mut cell.attributes));
            }
        }
        BlockKind::Paragraph { .. }
        | BlockKind::Heading { .. }
        | BlockKind::ThematicBreak
        | BlockKind::Quote { .. }
        | BlockKind::Code { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Callout(_)
        | BlockKind::Division { .. }
        | BlockKind::Chapter(_)
        | BlockKind::Contents => {}
    }
}

/// As [`parts_mut`], only to look at their attributes.
pub fn parts<'a>(block: &'a Block, mut each: impl FnMut(&'a Attributes)) {
    match &block.kind {
        BlockKind::List { items, kind: _, tight: _ } => items.iter().for_each(|item| each(&item.attributes)),
        BlockKind::DescriptionList { items } => items.iter().for_each(|item| each(&item.attributes)),
        BlockKind::Table(table) => {
            let Table { caption: _, columns: _, head, body, foot } = &**table;
            for row in head.iter().chain(body).chain(foot) {
                each(&row.attributes);
                row.cells.iter().for_each(|cell| each(&cell.attributes));
            }
        }
        BlockKind::Paragraph { .. }
        | BlockKind::Heading { .. }
        | BlockKind::ThematicBreak
        | BlockKind::Quote { .. }
        | BlockKind::Code { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Callout(_)
        | BlockKind::Division { .. }
        | BlockKind::Chapter(_)
        | BlockKind::Contents => {}
    }
}

/// Goes on to what is inside an inline.
pub fn walk_inline_mut<V: VisitMut + ?Sized>(visitor: &mut V, inline: &mut Inline) {
    match &mut inline.kind {
        InlineKind::Text { .. }
        | InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::Code { .. }
        | InlineKind::Math { .. }
        | InlineKind::Image(_)
        | InlineKind::FootnoteReference { .. } => {}
        InlineKind::Styled { content, style: _ }
        | InlineKind::Link { content, target: _, title: _ }
        | InlineKind::Span { content } => visitor.inlines(content),
        InlineKind::Footnote { blocks, label: _ } => visitor.blocks(blocks),
    }
}

/// Looks at nodes on the way through a document; each method's default goes on to what is inside.
pub trait Visit<'a> {
    /// Called for each block.
    fn block(&mut self, block: &'a Block) {
        walk_block(self, block);
    }
    /// Called for each inline.
    fn inline(&mut self, inline: &'a Inline) {
        walk_inline(self, inline);
    }
}

/// Goes on to what is inside a block.
pub fn walk_block<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, block: &'a Block) {
    match &block.kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, level: _ } => {
            content.iter().for_each(|inline| visitor.inline(inline));
        }
        BlockKind::ThematicBreak | BlockKind::Code { .. } | BlockKind::Contents => {}
        BlockKind::Quote { blocks }
        | BlockKind::Division { blocks }
        | BlockKind::Chapter(Chapter { blocks, rank: _, level: _, language: _ }) => {
            blocks.iter().for_each(|block| visitor.block(block));
        }
        BlockKind::List { items, kind: _, tight: _ } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| visitor.block(block));
        }
        BlockKind::DescriptionList { items } => {
            for item in items {
                item.terms.iter().flatten().for_each(|inline| visitor.inline(inline));
                item.definitions.iter().flatten().for_each(|block| visitor.block(block));
            }
        }
        BlockKind::Table(table) => {
            let Table { caption, columns: _, head, body, foot } = &**table;
            caption.iter().for_each(|inline| visitor.inline(inline));
            let cells = head.iter().chain(body).chain(foot).flat_map(|row| &row.cells);
            cells.flat_map(|cell| &cell.blocks).for_each(|block| visitor.block(block));
        }
        BlockKind::Figure { blocks, caption } => {
            blocks.iter().for_each(|block| visitor.block(block));
            caption.iter().for_each(|inline| visitor.inline(inline));
        }
        BlockKind::Callout(callout) => {
            let Callout { kind: _, title, folding: _, blocks } = &**callout;
            title.iter().flatten().for_each(|inline| visitor.inline(inline));
            blocks.iter().for_each(|block| visitor.block(block));
        }
    }
}

/// Goes on to what is inside an inline.
pub fn walk_inline<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, inline: &'a Inline) {
    match &inline.kind {
        InlineKind::Text { .. }
        | InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::Code { .. }
        | InlineKind::Math { .. }
        | InlineKind::Image(_)
        | InlineKind::FootnoteReference { .. } => {}
        InlineKind::Styled { content, style: _ }
        | InlineKind::Link { content, target: _, title: _ }
        | InlineKind::Span { content } => content.iter().for_each(|inline| visitor.inline(inline)),
        InlineKind::Footnote { blocks, label: _ } => blocks.iter().for_each(|block| visitor.block(block)),
    }
}

/// The identifiers of all that is in these blocks, in reading order.
pub(crate) fn identifiers(blocks: &[Block]) -> Vec<&str> {
    struct Found<'a>(Vec<&'a str>);
    impl<'a> Visit<'a> for Found<'a> {
        fn block(&mut self, block: &'a Block) {
            self.0.extend(block.attributes.id.as_deref());
            parts(block, |attributes| self.0.extend(attributes.id.as_deref()));
            walk_block(self, block);
        }

        fn inline(&mut self, inline: &'a Inline) {
            self.0.extend(inline.attributes.id.as_deref());
            walk_inline(self, inline);
        }
    }
    let mut found = Found(Vec::new());
    blocks.iter().for_each(|block| found.block(block));
    found.0
}

/// The words of inlines without their styles: line breaks become spaces, formulas what they say once they are read, images their
/// alternative text, footnotes nothing.
pub fn plain_text(inlines: &[Inline]) -> String {
    struct Words(String);
    impl Visit<'_> for Words {
        fn inline(&mut self, inline: &Inline) {
            match &inline.kind {
                InlineKind::Text { text } | InlineKind::Code { text, .. } => self.0.push_str(text),
                InlineKind::Math { tex, formula, .. } => match formula {
                    Some(formula) => self.0.push_str(&formula.plain()),
                    None => self.0.push_str(tex),
                },
                InlineKind::SoftBreak | InlineKind::HardBreak => self.0.push(' '),
                InlineKind::Image(image) => match &image.alternative {
                    Alternative::Given(text) => self.0.push_str(text),
                    Alternative::Decorative | Alternative::Missing(_) => {}
                },
                InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => {}
                InlineKind::Styled { style: Style::Reading, .. } => {
                    self.0.push('(');
                    walk_inline(self, inline);
                    self.0.push(')');
                }
                InlineKind::Styled { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                    walk_inline(self, inline);
                }
            }
        }
    }
    let mut words = Words(String::new());
    inlines.iter().for_each(|inline| words.inline(inline));
    words.0
}
