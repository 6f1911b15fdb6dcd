//! Blocks where only a line of text can stand (a heading, a title, a link): their structure is lost, their
//! words stay.

use crate::ir::walk::plain_text;
use crate::ir::*;
use crate::source::Span;

/// A line in the making, in which the words of blocks stay apart from those beside them.
#[derive(Default)]
pub struct Line {
    /// What it has so far.
    pub content: Vec<Inline>,
    /// Whether it ends with what was a block.
    after_block: bool,
    /// Whether it has more than white space.
    has_words: bool,
}

impl Line {
    /// Adds part of a line.
    pub fn inline(&mut self, inline: Inline) {
        let starts_apart = match &inline.kind {
            InlineKind::Text { text } => text.starts_with(char::is_whitespace),
            _ => is_blank(&inline),
        };
        if !is_blank(&inline) && std::mem::take(&mut self.after_block) && !starts_apart {
            self.end(inline.span);
        }
        self.has_words |= !is_blank(&inline);
        self.content.push(inline);
    }

    /// Adds the words of blocks.
    pub fn blocks(&mut self, blocks: Vec<Block>) {
        let words = inlines(blocks);
        let Some(first) = words.first() else { return };
        if self.after_block || !self.ends_apart() {
            self.end(first.span);
        }
        self.content.extend(words);
        (self.after_block, self.has_words) = (true, true);
    }

    /// Whether it ends with white space.
    fn ends_apart(&self) -> bool {
        self.content.last().is_some_and(|last| match &last.kind {
            InlineKind::Text { text } => text.ends_with(char::is_whitespace),
            _ => is_blank(last),
        })
    }

    /// Breaks the line after what it has, if that is more than white space.
    fn end(&mut self, span: Span) {
        if self.has_words {
            self.content.push(Inline::new(span, InlineKind::HardBreak));
        }
    }
}

/// Whether an inline shows nothing but white space.
fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text { text } => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        _ => false,
    }
}

/// The words of the blocks as one line, a line break between blocks.
pub fn inlines(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line = Vec::new();
    for block in blocks {
        let span = block.span;
        let content = of_block(block);
        if !line.is_empty() && !content.is_empty() {
            line.push(Inline::new(span, InlineKind::HardBreak));
        }
        line.extend(content);
    }
    line
}

fn of_block(block: Block) -> Vec<Inline> {
    let span = block.span;
    match block.kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, level: _ } => content,
        BlockKind::ThematicBreak | BlockKind::Contents => Vec::new(),
        BlockKind::Quote { blocks }
        | BlockKind::Division { blocks }
        | BlockKind::Chapter(Chapter { blocks, .. }) => inlines(blocks),
        BlockKind::List { items, kind: _, tight: _ } => {
            inlines(items.into_iter().flat_map(|item| item.blocks).collect())
        }
        BlockKind::DescriptionList { items } => {
            let entry = |item: DescriptionItem| {
                let terms = item
                    .terms
                    .into_iter()
                    .map(move |content| Block::new(item.span, BlockKind::Paragraph { content }));
                terms.chain(item.definitions.into_iter().flatten()).collect::<Vec<_>>()
            };
            inlines(items.into_iter().flat_map(entry).collect())
        }
        BlockKind::Code { language, text, lines: _ } => {
            vec![Inline::new(span, InlineKind::Code { language, text })]
        }
        BlockKind::Table(table) => {
            let rows = table.head.into_iter().chain(table.body);
            let cells = rows.flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
            let mut line = table.caption;
            line.extend(inlines(cells));
            line
        }
        BlockKind::Figure { blocks, caption } => {
            let mut line = inlines(blocks);
            line.extend(caption);
            line
        }
        BlockKind::Callout(callout) => {
            let mut line = callout.title.unwrap_or_default();
            if !line.is_empty() {
                line.push(Inline::text(span, " "));
            }
            line.extend(inlines(callout.blocks));
            line
        }
    }
}

/// The words of inlines, as they are.
pub fn text(inlines: &[Inline]) -> String {
    plain_text(inlines)
}
