//! Puts texts and a body in the place of marks. The texts go into words, code, addresses and attributes as they are: nothing
//! reads them as Markdown.

use crate::ir::walk::{
    VisitMut, parts_mut, walk_block_mut, walk_blocks_mut, walk_inline_mut, walk_inlines_mut,
};
use crate::ir::*;
use crate::read::core::content::{Content, paragraph};
use crate::read::core::flatten;
use crate::read::meaning::own::template::{is_marked, number};

/// The texts for placeholders, in the order of their marks.
pub struct Filling {
    pub values: Vec<String>,
}

/// What puts texts and a body in the place of marks.
pub struct Fill {
    pub filling: Filling,
    /// What the labels of footnotes begin with, so that they are those of one use alone.
    pub label: String,
    /// What stands in the tag, until it is placed.
    pub body: Option<Content>,
    /// The numbers of the placeholders that were found.
    pub found: Vec<usize>,
}

impl Fill {
    /// Fills blocks in.
    pub fn fill(&mut self, blocks: &mut Vec<Block>) {
        self.blocks(blocks);
    }

    fn text(&mut self, text: &mut String) {
        if !is_marked(text) {
            return;
        }
        let mut filled = String::with_capacity(text.len());
        for c in text.chars() {
            match number(c) {
                Some(number) => {
                    self.found.push(number);
                    let value = number.checked_sub(1).and_then(|at| self.filling.values.get(at));
                    filled.push_str(value.map_or("", String::as_str));
                }
                None => filled.push(c),
            }
        }
        *text = filled;
    }

    fn attributes(&mut self, attributes: &mut Attributes) {
        if attributes.is_empty() {
            return;
        }
        if let Some(mut id) = attributes.take_id() {
            self.text(&mut id);
            attributes.id = Some(id);
        }
        attributes.classes.iter_mut().for_each(|class| self.text(class));
        attributes.pairs.iter_mut().for_each(|(_, value)| self.text(value));
    }

    fn target(&mut self, target: &mut LinkTarget) {
        match target {
            LinkTarget::Unresolved(address) | LinkTarget::External(address) => self.text(address),
            LinkTarget::Reference(reference) => {
                reference.items.iter_mut().for_each(|item| self.text(&mut item.name));
            }
            _ => {}
        }
    }

    fn image(&mut self, image: &mut Image) {
        if let ImageSource::Unresolved(path) = &mut image.source {
            self.text(path);
        }
        if let Alternative::Given(text) | Alternative::Missing(text) = &mut image.alternative {
            self.text(text);
        }
        image.title.iter_mut().for_each(|title| self.text(title));
    }

    /// The body, where a paragraph is nothing but its mark.
    fn body_of(&mut self, block: &Block) -> Option<Vec<Block>> {
        let BlockKind::Paragraph { content } = &block.kind else { return None };
        let [Inline { kind: InlineKind::Text { text }, .. }] = content.as_slice() else { return None };
        let mut characters = text.trim().chars();
        let is_body = characters.next().and_then(number) == Some(0) && characters.next().is_none();
        is_body.then(|| {
            self.found.push(0);
            self.body.take().map(in_blocks).unwrap_or_default()
        })
    }

    /// A text as it is around the mark of the body, with the body's words there.
    fn around_body(&mut self, inline: Inline, into: &mut Vec<Inline>) {
        let InlineKind::Text { text } = &inline.kind else { return into.push(inline) };
        let Some((at, c)) = text.char_indices().find(|&(_, c)| number(c) == Some(0)) else {
            return into.push(inline);
        };
        let (before, after) = text.split_at(at);
        let after = after.strip_prefix(c).unwrap_or_default();
        self.found.push(0);
        let body = match self.body.take() {
            Some(Content::Inlines(inlines)) => inlines,
            Some(Content::Blocks(blocks)) => flatten::inlines(blocks),
            None => Vec::new(),
        };
        for (own, words) in [(before, Some(body)), (after, None)] {
            if !own.is_empty() {
                let mut text = own.to_owned();
                self.text(&mut text);
                into.push(Inline::text(inline.span, text));
            }
            into.extend(words.into_iter().flatten());
        }
    }
}

/// A body as blocks.
fn in_blocks(body: Content) -> Vec<Block> {
    match body {
        Content::Blocks(blocks) => blocks,
        Content::Inlines(inlines) => paragraph(inlines).into_iter().collect(),
    }
}

impl VisitMut for Fill {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let mut filled = Vec::with_capacity(blocks.len());
        for mut block in std::mem::take(blocks) {
            match self.body_of(&block) {
                Some(body) => filled.extend(body),
                None => {
                    walk_blocks_mut(self, std::slice::from_mut(&mut block));
                    filled.push(block);
                }
            }
        }
        *blocks = filled;
    }

    fn block(&mut self, block: &mut Block) {
        self.attributes(&mut block.attributes);
        parts_mut(block, |_, attributes| self.attributes(attributes));
        if let BlockKind::Code { language, text, .. } = &mut block.kind {
            language.iter_mut().for_each(|language| self.text(language));
            self.text(text);
        }
        walk_block_mut(self, block);
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut filled = Vec::with_capacity(inlines.len());
        for mut inline in std::mem::take(inlines) {
            let is_body = |c: char| number(c) == Some(0);
            match &inline.kind {
                InlineKind::Text { text } if text.contains(is_body) => self.around_body(inline, &mut filled),
                _ => {
                    walk_inlines_mut(self, std::slice::from_mut(&mut inline));
                    filled.push(inline);
                }
            }
        }
        *inlines = filled;
    }

    fn inline(&mut self, inline: &mut Inline) {
        self.attributes(&mut inline.attributes);
        match &mut inline.kind {
            InlineKind::Text { text } => self.text(text),
            InlineKind::Code { language, text } => {
                language.iter_mut().for_each(|language| self.text(language));
                self.text(text);
            }
            InlineKind::Link { target, title, .. } => {
                self.target(target);
                title.iter_mut().for_each(|title| self.text(title));
            }
            InlineKind::Image(image) => self.image(image),
            InlineKind::Footnote { label, .. } | InlineKind::FootnoteReference { label } => {
                label.insert_str(0, &self.label);
            }
            InlineKind::SoftBreak
            | InlineKind::HardBreak
            | InlineKind::Styled { .. }
            | InlineKind::Math { .. }
            | InlineKind::Span { .. } => {}
        }
        walk_inline_mut(self, inline);
    }
}
