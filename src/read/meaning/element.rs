//! What elements mean: paragraphs and raw HTML become blocks and inlines of the intermediate representation.
//! What has no meaning on paper is dropped with a warning that names it; its words stay.

mod attributes;
mod blocks;
mod boxes;
mod flow;
pub mod html;
mod inlines;
mod list;
mod media;
pub mod rows;
mod table;

use crate::ir::walk::plain_text;
use crate::ir::*;
use crate::read::core::content::{Content, is_captioned, merged, paragraph};
use crate::read::core::reader::{Reader, WIKI};
use crate::read::core::tree::{Element, Node, Opener};
use crate::read::core::{brackets, docsify, flatten};
use crate::read::dialect::features::Features;
use crate::read::meaning::caption;
use crate::read::meaning::element::boxes::{callout_from_classes, make_callout, take_bold_name};
use crate::read::meaning::element::flow::Flow;
use crate::read::meaning::element::html::Html;
use crate::read::meaning::element::rows::{Meaning, meaning};
use crate::read::syntax::attributes as braces;
use crate::source::Span;

impl Reader<'_> {
    /// The nodes as blocks: what stands between blocks becomes paragraphs.
    #[expect(clippy::indexing_slicing, reason = "the index is that of the token that opens it")]
    pub fn flow(&mut self, nodes: Vec<Node>) -> Vec<Block> {
        let mut flow = Flow::default();
        for node in nodes {
            match node {
                Node::Block(block) => {
                    flow.end_line();
                    flow.block(block);
                }
                Node::Inline(inline) => flow.line.push(inline),
                Node::Attributes(span, line) => flow.attributes(span, line),
                Node::Element(element) => {
                    let own_line = match element.opener {
                        Opener::Shortcode(token) => self.masked.tokens[token].own_line,
                        Opener::Paragraph | Opener::Html { .. } => false,
                    };
                    match self.element(element) {
                        Content::Inlines(inlines) if own_line => {
                            flow.end_line();
                            flow.line.extend(inlines);
                            flow.end_line();
                        }
                        Content::Inlines(inlines) => flow.line.extend(inlines),
                        Content::Blocks(blocks) => flow.blocks(blocks),
                    }
                }
            }
        }
        let blocks = caption::attach(flow.finish());
        let blocks = crate::read::core::table::take_captions(blocks, self.note.source.text());
        let meant = |block| {
            let block = self.meant(block);
            self.pictured(block)
        };
        blocks.into_iter().map(meant).collect()
    }

    /// A paragraph with nothing but an image that Quarto or Pandoc makes a figure of, as one: its text is the caption.
    fn pictured(&mut self, mut block: Block) -> Block {
        if let BlockKind::Figure { caption, .. } = &mut block.kind
            && let [Inline { kind: InlineKind::Text { text }, span, .. }] = caption.as_slice()
            && self.refers(text)
        {
            *caption = self.said(*span, &text.clone());
        }
        if let BlockKind::Figure { blocks, caption } = &mut block.kind
            && self.note.has_implicit_figures()
            && let [Block { kind: BlockKind::Paragraph { content }, .. }] = blocks.as_mut_slice()
            && let [Inline { kind: InlineKind::Image(picture), span, .. }] = content.as_mut_slice()
            && let Alternative::Given(words) = &picture.alternative
            && self.note.source.slice(*span).starts_with("![")
        {
            // The caption that its title would be elsewhere.
            picture.title = Some(plain_text(caption));
            *caption = self.alternative_as_caption(*span, words);
        }
        let BlockKind::Paragraph { content } = &mut block.kind else { return block };
        // With a backslash after it the image is one in a line (Pandoc, "Implicit figures").
        if let [Inline { kind: InlineKind::Image(_), .. }, Inline { kind: InlineKind::Text { text }, .. }] =
            content.as_slice()
            && text == "\\"
            && self.note.has_implicit_figures()
        {
            content.truncate(1);
            return block;
        }
        let [image @ Inline { kind: InlineKind::Image(_), .. }] = content.as_mut_slice() else {
            return block;
        };
        let named = image.attributes.id.as_deref().is_some_and(is_captioned);
        let InlineKind::Image(picture) = &image.kind else { return block };
        let Alternative::Given(words) = &picture.alternative else { return block };
        if !named && !self.note.has_implicit_figures() {
            return block;
        }
        let caption = self.alternative_as_caption(image.span, words);
        let id = image.attributes.take_id();
        let attributes = AttributeList { id, ..AttributeList::default() }.into();
        Block { span: block.span, attributes, kind: BlockKind::Figure { blocks: vec![block], caption } }
    }

    /// The alternative text of an image in Markdown, with its styles, as the caption of a figure.
    fn alternative_as_caption(&mut self, span: Span, words: &str) -> Vec<Inline> {
        match self.note.source.slice(span).strip_prefix("![").and_then(|rest| rest.rfind("](")) {
            Some(length) => {
                let start = span.start as usize + 2;
                self.line_of(start..start + length)
            }
            None => vec![Inline::text(span, words)],
        }
    }

    /// What a block is by its class or its words: a quotation or paragraph with the class of a callout, a
    /// paragraph that asks for the table of contents.
    fn meant(&self, block: Block) -> Block {
        const CONTENTS: [&str; 6] = ["[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "{:toc}", "{{toc}}"];
        let Block { span, mut attributes, kind } = block;
        let callouts = self.note.callouts();
        let mut kind = kind;
        let docsify = match &mut kind {
            BlockKind::Paragraph { content } if self.note.reads(Features::CALLOUTS) => {
                docsify::callout(content)
            }
            _ => None,
        };
        let kind = match (kind, callout_from_classes(callouts, &attributes.classes)) {
            (kind, None) if docsify.is_some() => BlockKind::from(Callout {
                kind: docsify.unwrap_or_default().to_owned(),
                title: None,
                folding: Folding::Fixed,
                blocks: vec![Block::new(span, kind)],
            }),
            (kind @ (BlockKind::Quote { .. } | BlockKind::Paragraph { .. }), Some((class, name, titled))) => {
                attributes.classes.retain(|own| *own != class);
                let blocks = match kind {
                    BlockKind::Quote { blocks } => blocks,
                    kind => vec![Block::new(span, kind)],
                };
                make_callout(name, titled, blocks)
            }
            (BlockKind::Quote { mut blocks }, None) => match take_bold_name(callouts, &mut blocks) {
                Some((kind, title)) => {
                    let title = Some(vec![Inline::text(span, title)]);
                    BlockKind::from(Callout { kind, title, folding: Folding::Fixed, blocks })
                }
                None => BlockKind::Quote { blocks },
            },
            (BlockKind::Paragraph { content }, None) => match content.as_slice() {
                [Inline { kind: InlineKind::Text { text }, .. }]
                    if CONTENTS.iter().any(|own| own.eq_ignore_ascii_case(text.trim())) =>
                {
                    BlockKind::Contents
                }
                [Inline { kind: InlineKind::Link { target, .. }, .. }] if asks_for_contents(target) => {
                    BlockKind::Contents
                }
                _ => BlockKind::Paragraph { content },
            },
            (kind, _) => kind,
        };
        Block { span, attributes, kind }
    }

    /// The nodes as a line of text: blocks lose their structure, not their words.
    pub fn phrasing(&mut self, nodes: Vec<Node>) -> Vec<Inline> {
        let mut line = self.line(nodes);
        braces::attach(&mut line);
        brackets::pair(&mut line);
        merged(line)
    }

    /// As [`Reader::phrasing`], with attributes in braces still among the words.
    pub fn line(&mut self, nodes: Vec<Node>) -> Vec<Inline> {
        let mut line = flatten::Line::default();
        for node in nodes {
            match node {
                Node::Block(block) => line.blocks(vec![block]),
                Node::Inline(inline) => line.inline(inline),
                // There is no block to attach them to.
                Node::Attributes(..) => {}
                Node::Element(element) => match self.element(element) {
                    Content::Inlines(inlines) => inlines.into_iter().for_each(|inline| line.inline(inline)),
                    Content::Blocks(blocks) => line.blocks(blocks),
                },
            }
        }
        line.content
    }

    /// What an element becomes.
    pub fn element(&mut self, element: Element) -> Content {
        let Element { span, opener, children } = element;
        match opener {
            Opener::Paragraph => {
                let content = self.line(children);
                Content::Blocks(paragraph(content).into_iter().collect())
            }
            Opener::Shortcode(token) => self.shortcode(span, token, children),
            Opener::Html { name, attributes } => self.html_element(span, &name, attributes, children),
        }
    }

    /// What an element of this name (lower case) becomes, with its attributes as they are written.
    pub fn html_element(
        &mut self,
        span: Span,
        name: &str,
        pairs: Vec<(String, String)>,
        children: Vec<Node>,
    ) -> Content {
        let attributes = self.html_attributes(span, name, &pairs);
        let html = Html { span, name, pairs: &pairs, attributes, children };
        match meaning(name) {
            Some(Meaning::Styled(style)) => self.styled_element(html, style),
            Some(Meaning::Made(make)) => make(self, html),
            Some(Meaning::Grouped) => self.group(html),
            Some(Meaning::Control) => {
                self.unsupported(span, name, "a document has no form controls");
                match self.group(html) {
                    Content::Inlines(mut content) => {
                        // Their frames set them apart, not their text.
                        content.push(Inline::text(span, " "));
                        Content::Inlines(content)
                    }
                    blocks @ Content::Blocks(_) => blocks,
                }
            }
            Some(Meaning::Dropped) => {
                self.unsupported(span, name, "it has no meaning in a document");
                Content::Inlines(Vec::new())
            }
            Some(Meaning::Silent) => Content::Inlines(Vec::new()),
            None => self.unknown_element(html),
        }
    }
}

/// Whether a wiki link is markdown-it's mark of the place for the table of contents.
fn asks_for_contents(target: &LinkTarget) -> bool {
    let LinkTarget::Unresolved(address) = target else { return false };
    let name = address.strip_prefix(WIKI).unwrap_or_default();
    name.eq_ignore_ascii_case("toc") || name.eq_ignore_ascii_case("_toc_")
}
