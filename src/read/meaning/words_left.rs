//! Words in the attributes of a component that what became of it does not show: nothing that a site shows is lost.

use crate::ir::walk::plain_text;
use crate::ir::*;
use crate::read::core::content::{Content, paragraph};
use crate::read::core::flatten;
use crate::read::core::reader::Reader;
use crate::read::meaning::arguments::words_of;
use crate::read::syntax::tag::{Argument, Tag};

/// The attributes that hold words for readers.
const SAYING: [&str; 18] = [
    "title",
    "heading",
    "header",
    "subtitle",
    "subheading",
    "caption",
    "summary",
    "question",
    "text",
    "message",
    "description",
    "details",
    "footer",
    "author",
    "attribution",
    "credit",
    "source",
    "note",
];

/// The content of a component with a paragraph at its end for each attribute whose words are not in it.
pub fn with_words_left(reader: &mut Reader, tag: &Tag, content: Content) -> Content {
    let Content::Blocks(mut blocks) = content else { return content };
    let says = |one: &&Argument| {
        let value = one.value.trim();
        let is_address = !value.contains(' ') && value.contains(['/', '.', '#']);
        one.quoted && !is_address && one.key.as_deref().is_some_and(|key| SAYING.contains(&key))
    };
    let is_component = tag.name.starts_with(char::is_uppercase) || tag.name.contains('-');
    let said: Vec<&Argument> = tag.arguments.iter().filter(says).collect();
    if !is_component || said.is_empty() {
        return Content::Blocks(blocks);
    }
    let shown = bare(&flatten::text(&flatten::inlines(blocks.clone())));
    let mut left = Vec::new();
    for argument in said {
        let key = argument.key.as_deref().unwrap_or_default();
        let words = match argument.value.contains('`') {
            true => reader.said(argument.span, argument.value.trim()),
            false => words_of(reader, tag, &[key]).unwrap_or_default(),
        };
        if !shown.contains(&bare(&plain_text(&words))) {
            left.extend(paragraph(words));
        }
    }
    match blocks.last_mut().map(|block| &mut block.kind) {
        Some(BlockKind::Division { blocks }) => blocks.extend(left),
        Some(BlockKind::Callout(callout)) => callout.blocks.extend(left),
        _ => blocks.extend(left),
    }
    Content::Blocks(blocks)
}

/// Words without marks of Markdown, which may be read in one place and not in another.
fn bare(text: &str) -> String {
    text.replace(['*', '_', '`'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}
