//! Content that a note has for some formats only: Quarto's divisions `.content-visible` and `.content-hidden`, and what is
//! for dark pages.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::format::Format;
use crate::ir::walk::{Visit, VisitMut, parts, walk_block, walk_block_mut, walk_inline, walk_inline_mut};
use crate::ir::*;
use crate::source::Span;

/// The document as a format shows it: without what is for others, and without links that lead there.
pub fn shown_in(document: &Document, format: Format) -> Cow<'_, Document> {
    let names = match format {
        Format::Html => HTML,
        Format::Epub => EPUB,
        Format::Pdf | Format::Png | Format::Svg | Format::Typst => PAPER,
        Format::Ir | Format::Json => return Cow::Borrowed(document),
    };
    let mut any = Hides { names, any: false };
    document.blocks.iter().for_each(|block| any.block(block));
    if !any.any {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    let mut hidden = Hidden { names, gone: HashSet::new() };
    hidden.blocks(&mut document.blocks);
    document.contents.retain(|entry| !hidden.gone.contains(&entry.id));
    Unlink { gone: hidden.gone }.blocks(&mut document.blocks);
    Cow::Owned(document)
}

/// The first place with Typst of the note's own, which only paper shows.
pub fn raw_typst(document: &Document) -> Option<Span> {
    struct First(Option<Span>);
    impl Visit<'_> for First {
        fn block(&mut self, block: &Block) {
            if block.attributes.get(RAW_TYPST).is_some() {
                self.0.get_or_insert(block.span);
            }
            walk_block(self, block);
        }

        fn inline(&mut self, inline: &Inline) {
            if inline.attributes.get(RAW_TYPST).is_some() {
                self.0.get_or_insert(inline.span);
            }
            walk_inline(self, inline);
        }
    }
    let mut first = First(None);
    document.blocks.iter().for_each(|block| first.block(block));
    first.0
}

const HTML: &[&str] = &["html", "html4", "html5", "html:js"];
const EPUB: &[&str] = &["epub", "epub2", "epub3", "html"];
const PAPER: &[&str] = &["pdf", "latex", "typst"];

/// Whether a division is for none of the formats that there are here.
pub fn is_for_none(attributes: &Attributes) -> bool {
    [HTML, EPUB, PAPER].iter().all(|names| is_hidden(attributes, names))
}

/// Whether a format of these names does not show a block of these attributes.
fn is_hidden(attributes: &Attributes, names: &[&str]) -> bool {
    let of_class = |name: &str| attributes.classes.iter().any(|class| class == name);
    // Only pages of HTML may be dark.
    if names != HTML && of_class(ONLY_DARK) {
        return true;
    }
    let is = |key: &str| attributes.get(key).map(|format| names.contains(&format));
    let meant = is("when-format").or(is("unless-format").map(|meant| !meant));
    match meant {
        Some(meant) if of_class("content-visible") => !meant,
        Some(meant) if of_class("content-hidden") => meant,
        None if of_class("content-hidden") => attributes.pairs.is_empty(),
        _ => false,
    }
}

struct Hides {
    names: &'static [&'static str],
    any: bool,
}

impl Visit<'_> for Hides {
    fn block(&mut self, block: &Block) {
        self.any |= is_hidden(&block.attributes, self.names);
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        self.any |= is_hidden(&inline.attributes, self.names);
        walk_inline(self, inline);
    }
}

/// Takes out what a format does not show.
struct Hidden {
    names: &'static [&'static str],
    /// The identifiers that are gone with it.
    gone: HashSet<String>,
}

impl VisitMut for Hidden {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let names = self.names;
        for block in blocks.extract_if(.., |block| is_hidden(&block.attributes, names)) {
            Ids(&mut self.gone).block(&block);
        }
        blocks.iter_mut().for_each(|block| walk_block_mut(self, block));
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let names = self.names;
        let count = inlines.len();
        for inline in inlines.extract_if(.., |inline| is_hidden(&inline.attributes, names)) {
            Ids(&mut self.gone).inline(&inline);
        }
        if inlines.len() < count {
            // What is alone in its line now is an image of its own.
            let is_space = |inline: &Inline| match &inline.kind {
                InlineKind::Text { text } => text.trim().is_empty(),
                InlineKind::SoftBreak | InlineKind::HardBreak => true,
                _ => false,
            };
            let first = inlines.iter().position(|inline| !is_space(inline)).unwrap_or(inlines.len());
            inlines.drain(..first);
            while inlines.pop_if(|inline| is_space(inline)).is_some() {}
        }
        inlines.iter_mut().for_each(|inline| walk_inline_mut(self, inline));
    }
}

/// Collects identifiers.
struct Ids<'a>(&'a mut HashSet<String>);

impl Visit<'_> for Ids<'_> {
    fn block(&mut self, block: &Block) {
        self.0.extend(block.attributes.id.clone());
        parts(block, |attributes| self.0.extend(attributes.id.clone()));
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        self.0.extend(inline.attributes.id.clone());
        walk_inline(self, inline);
    }
}

/// Makes text of links to what is gone.
struct Unlink {
    gone: HashSet<String>,
}

impl VisitMut for Unlink {
    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        if let InlineKind::Link { target, content, .. } = &mut inline.kind
            && let LinkTarget::Internal(id) = &**target
            && self.gone.contains(id)
        {
            inline.kind = InlineKind::Span { content: std::mem::take(content) };
        }
    }
}
