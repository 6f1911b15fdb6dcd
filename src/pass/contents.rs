//! The lines of the table of contents, from the headings as they will be shown.

use crate::diagnostic::Diagnostics;
use crate::format::Format;
use crate::ir::walk::{Visit, VisitMut, plain_text, walk_block, walk_block_mut, walk_blocks_mut};
use crate::ir::*;
use crate::look::{Key, Look};
use crate::repeated::Repeated;
use crate::settings::Settings;

/// Lists the headings of the document, as deep as is asked for; when there are none, no place of it asks for the list any more.
pub fn run(document: &mut Document, settings: &Settings, diagnostics: &mut Diagnostics) {
    let mut found = Found { headings: Vec::new(), has_place: false };
    document.blocks.iter().for_each(|block| found.block(block));
    document.contents = found.headings;
    let depth = |format| Look::of(&settings.look, &document.metadata.options, format).number(Key::TocDepth);
    let depths = [Format::Pdf, Format::Epub, Format::Html].map(|format| depth(format).unwrap_or(f64::MAX));
    let deepest = depths.into_iter().fold(0.0, f64::max);
    document.contents.retain(|entry| f64::from(entry.level) <= deepest);
    if !found.has_place {
        return;
    }
    if document.contents.is_empty() {
        WithoutContents.blocks(&mut document.blocks);
    } else {
        let bytes =
            document.contents.iter().map(|entry| ENTRY + entry.id.len() + plain_text(&entry.content).len());
        let bytes = bytes.sum();
        Often { bytes, repeated: Repeated::default(), diagnostics }.blocks(&mut document.blocks);
    }
}

/// About as many bytes as an output has around the words of a line of the list.
const ENTRY: usize = 50;

/// Leaves out lists beyond what may be repeated.
struct Often<'a> {
    bytes: usize,
    repeated: Repeated,
    diagnostics: &'a mut Diagnostics,
}

impl VisitMut for Often<'_> {
    fn block(&mut self, block: &mut Block) {
        if block.kind == BlockKind::Contents && !self.repeated.takes(self.bytes) {
            let warning = self.repeated.refused("tables of contents are left out", block.span);
            warning.into_iter().for_each(|warning| self.diagnostics.push(warning));
            block.kind = BlockKind::Division { blocks: Vec::new() };
        }
        walk_block_mut(self, block);
    }
}

struct WithoutContents;

impl VisitMut for WithoutContents {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        blocks.retain_mut(|block| {
            if block.kind != BlockKind::Contents {
                return true;
            }
            block.kind = BlockKind::Division { blocks: Vec::new() };
            // Links may lead there.
            block.attributes.id.is_some()
        });
        walk_blocks_mut(self, blocks);
    }
}

struct Found {
    headings: Vec<ContentsEntry>,
    /// Whether some place asks for the list.
    has_place: bool,
}

impl<'a> Visit<'a> for Found {
    fn block(&mut self, block: &'a Block) {
        self.has_place |= matches!(block.kind, BlockKind::Contents);
        // kramdown's class and Pandoc's for headings that are not to be listed.
        let hidden = |class: &String| matches!(class.as_str(), "no_toc" | "unlisted");
        if let (BlockKind::Heading { level, content }, Some(id)) = (&block.kind, &block.attributes.id)
            && *level != front::TITLE
            && !block.attributes.classes.iter().any(hidden)
        {
            // Python-Markdown's words for a heading in the list.
            let content = match block.attributes.get("data-toc-label") {
                Some(label) => vec![Inline::text(block.span, label)],
                None => plain(content),
            };
            self.headings.push(ContentsEntry { level: *level, id: id.clone(), content });
        }
        walk_block(self, block);
    }
}

/// The inlines without what cannot stand in a link, or twice: footnotes, links, identifiers.
pub(super) fn plain(content: &[Inline]) -> Vec<Inline> {
    let mut line = Vec::new();
    for inline in content {
        let Inline { span, attributes, kind } = inline;
        let attributes = AttributeList { id: None, ..AttributeList::clone(attributes) }.into();
        let kind = match kind {
            InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => continue,
            InlineKind::SoftBreak | InlineKind::HardBreak => InlineKind::Text { text: " ".to_owned() },
            InlineKind::Styled { style, content } => {
                InlineKind::Styled { style: *style, content: plain(content) }
            }
            InlineKind::Link { content, .. } | InlineKind::Span { content } => {
                line.extend(plain(content));
                continue;
            }
            InlineKind::Text { .. }
            | InlineKind::Code { .. }
            | InlineKind::Math { .. }
            | InlineKind::Image(_) => kind.clone(),
        };
        line.push(Inline { span: *span, attributes, kind });
    }
    line
}
