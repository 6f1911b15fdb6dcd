//! What a part of a note becomes: blocks, or a part of a line.

use crate::ir::*;
use crate::read::core::brackets;
use crate::read::syntax::attributes as braces;
use crate::source::Span;

/// What an element becomes.
pub enum Content {
    /// Blocks.
    Blocks(Vec<Block>),
    /// Parts of a line of text.
    Inlines(Vec<Inline>),
}

/// What begins a new page, in a line or alone.
pub fn page_break(span: Span) -> Inline {
    let kind = InlineKind::Span { content: Vec::new() };
    Inline { span, attributes: Attributes::of_class(PAGE_BREAK), kind }
}

/// A paragraph of these inlines, `None` when they say nothing. An image alone in it that has a title is a
/// figure, and the title its caption.
pub fn paragraph(mut content: Vec<Inline>) -> Option<Block> {
    braces::attach(&mut content);
    brackets::pair(&mut content);
    let attributes = braces::trailing(&mut content, false).unwrap_or_default();
    let mut content = trimmed(merged(content));
    let span = content.first()?.span.to(content.last()?.span);
    let kind = match content.as_mut_slice() {
        [Inline { kind: InlineKind::Image(image), span, .. }] if image.title.is_some() => {
            let caption = image.title.take().map(|title| Inline::text(*span, title));
            let caption = caption.into_iter().collect();
            let blocks = vec![Block::new(*span, BlockKind::Paragraph { content })];
            BlockKind::Figure { blocks, caption }
        }
        _ => BlockKind::Paragraph { content },
    };
    Some(Block { span, attributes, kind })
}

/// The inlines with neighbouring texts as one, spans to which nothing is attached dissolved.
pub fn merged(content: Vec<Inline>) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::with_capacity(content.len());
    let mut push = |inline: Inline| match (line.last_mut(), inline.kind) {
        (Some(Inline { kind: InlineKind::Text { text: before }, span, .. }), InlineKind::Text { text }) => {
            before.push_str(&text);
            *span = span.to(inline.span);
        }
        (_, kind) => line.push(Inline { kind, ..inline }),
    };
    for inline in content {
        match inline {
            Inline { attributes, kind: InlineKind::Span { content }, .. } if attributes.is_empty() => {
                content.into_iter().for_each(&mut push);
            }
            inline => push(inline),
        }
    }
    line
}

/// The inlines without white space and line breaks at their ends.
pub fn trimmed(mut content: Vec<Inline>) -> Vec<Inline> {
    let blank = |inline: &Inline| match &inline.kind {
        InlineKind::Text { text } => text.trim_matches([' ', '\n', '\t']).is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        _ => false,
    };
    while content.last().is_some_and(blank) {
        content.pop();
    }
    let start = content.iter().take_while(|inline| blank(inline)).count();
    content.drain(..start);
    if let Some(InlineKind::Text { text }) = content.first_mut().map(|inline| &mut inline.kind) {
        text.drain(..text.len() - text.trim_start_matches([' ', '\n', '\t']).len());
    }
    if let Some(InlineKind::Text { text }) = content.last_mut().map(|inline| &mut inline.kind) {
        text.truncate(text.trim_end_matches([' ', '\n', '\t']).len());
    }
    content
}

/// Whether an identifier is one that Quarto gives to what has a caption.
pub fn is_captioned(id: &str) -> bool {
    ["fig-", "fig:", "tbl-", "tab:", "lst-"].iter().any(|kind| id.starts_with(kind))
}

/// The text of the paragraph that the blocks end with: Quarto's caption of a figure.
pub fn take_caption(blocks: &mut Vec<Block>) -> Option<Vec<Inline>> {
    let is_text = |inline: &Inline| !matches!(inline.kind, InlineKind::Image(_));
    match blocks.as_mut_slice() {
        [.., _, Block { kind: BlockKind::Paragraph { content }, .. }] if content.iter().any(is_text) => {
            let caption = std::mem::take(content);
            blocks.pop();
            Some(caption)
        }
        _ => None,
    }
}

/// The text of the heading that the blocks begin with: Quarto's title of a callout.
pub fn take_heading(blocks: &mut Vec<Block>) -> Option<Vec<Inline>> {
    match blocks.first_mut() {
        Some(Block { kind: BlockKind::Heading { content, .. }, .. }) => {
            let title = std::mem::take(content);
            blocks.remove(0);
            Some(title)
        }
        _ => None,
    }
}
