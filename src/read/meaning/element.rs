//! What elements mean: paragraphs and raw HTML become blocks and inlines of the intermediate representation.
//! What has no meaning on paper is dropped with a warning that names it; its words stay.

mod attributes;
mod boxes;
mod flow;
mod list;
mod media;
mod table;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::*;
use crate::read::core::content::{Content, is_captioned, merged, page_break, paragraph, trimmed};
use crate::read::core::reader::{MARKUP, Reader, WIKI};
use crate::read::core::tree::{Element, Node, Opener, contains_block, text_of};
use crate::read::core::{brackets, docsify, flatten};
use crate::read::meaning::element::boxes::{callout_from_classes, make_callout, take_bold_name};
use crate::read::meaning::element::flow::Flow;
use crate::read::meaning::version;
use crate::read::syntax::attributes as braces;
use crate::read::syntax::html::{self, is_block};
use crate::source::Span;

/// Controls of forms.
const FORMS: [&str; 12] = [
    "button", "datalist", "fieldset", "form", "input", "label", "legend", "meter", "optgroup", "option",
    "select", "textarea",
];
/// Elements that only group what is in them, or that others look for.
const KNOWN: &str = "a address article aside bdi bdo big body caption center data dd div dt figcaption font footer header \
    hgroup html li main map nav nobr noscript picture rb rp rt ruby search section span summary tbody td \
    tfoot th thead time tr";

impl Reader<'_> {
    /// The nodes as blocks: what stands between blocks becomes paragraphs.
    #[expect(clippy::indexing_slicing, reason = "the index is that of the token that opens it")]
    pub fn flow(&mut self, nodes: Vec<Node>) -> Vec<Block> {
        let mut flow = Flow::default();
        for node in nodes {
            match node {
                Node::Block(block) => flow.blocks(vec![block]),
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
        let blocks = crate::read::core::table::take_captions(flow.finish(), self.note.source.text());
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
        let BlockKind::Paragraph { content } = &mut block.kind else { return block };
        let [image @ Inline { kind: InlineKind::Image(_), .. }] = content.as_mut_slice() else {
            return block;
        };
        let named = image.attributes.id.as_deref().is_some_and(is_captioned);
        let InlineKind::Image(picture) = &image.kind else { return block };
        let Alternative::Given(words) = &picture.alternative else { return block };
        if !named && !self.note.has_implicit_figures() {
            return block;
        }
        let span = image.span;
        let written = self.note.source.slice(span);
        let caption = match written.strip_prefix("![").and_then(|rest| rest.rfind("](")) {
            Some(length) => {
                let start = span.start as usize + 2;
                self.line_of(start..start + length)
            }
            None => vec![Inline::text(span, words.as_str())],
        };
        let id = image.attributes.take_id();
        let attributes = AttributeList { id, ..AttributeList::default() }.into();
        Block { span: block.span, attributes, kind: BlockKind::Figure { blocks: vec![block], caption } }
    }

    /// What a block is by its class or its words: a quotation or paragraph with the class of a callout, a
    /// paragraph that asks for the table of contents.
    fn meant(&self, block: Block) -> Block {
        const CONTENTS: [&str; 6] = ["[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "{:toc}", "{{toc}}"];
        let Block { span, mut attributes, kind } = block;
        let callouts = self.note.callouts();
        let mut kind = kind;
        let docsify = match &mut kind {
            BlockKind::Paragraph { content } => docsify::callout(content),
            _ => None,
        };
        let kind = match (kind, callout_from_classes(callouts, &attributes.classes)) {
            (kind, None) if docsify.is_some() => BlockKind::Callout(Callout {
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
                    BlockKind::Callout(Callout { kind, title, folding: Folding::Fixed, blocks })
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

    #[expect(clippy::too_many_lines, reason = "one arm for each element")]
    pub fn html_element(
        &mut self,
        span: Span,
        name: &str,
        pairs: Vec<(String, String)>,
        children: Vec<Node>,
    ) -> Content {
        let attributes = self.html_attributes(span, name, &pairs);
        let value = |key: &str| crate::read::core::note::value(&pairs, key);
        if let Some(style) = style(name) {
            return self.inline_or_blocks(span, attributes, children, |content| InlineKind::Styled {
                style,
                content,
            });
        }
        let block = |kind| Content::Blocks(vec![Block { span, attributes: attributes.clone(), kind }]);
        let inline = |kind| Content::Inlines(vec![Inline { span, attributes: attributes.clone(), kind }]);
        match name {
            // Its style asks for a new page.
            "br" if attributes.get("style").is_some() => block(BlockKind::Division { blocks: Vec::new() }),
            "br" => inline(InlineKind::HardBreak),
            "wbr" => inline(InlineKind::Text { text: "\u{200B}".to_owned() }),
            "hr" => block(BlockKind::ThematicBreak),
            name if html::is_page_break(name) => Content::Inlines(vec![page_break(span)]),
            "picture" if let Some((light, dark)) = media::schemes(&children) => {
                let mut content = self.phrasing(children);
                media::by_scheme(&mut content, light, dark);
                Content::Inlines(content)
            }
            "img" => inline(InlineKind::Image(media::image(&pairs).into())),
            "svg" if let Some(markup) = value(MARKUP) => {
                inline(InlineKind::Image(media::drawing(&pairs, markup).into()))
            }
            "video" | "audio" | "iframe" | "embed" | "object" => {
                let link = media::link(name, &pairs, &children);
                link.map_or(Content::Inlines(Vec::new()), inline)
            }
            "code" | "tt" | "samp" | "output" => {
                inline(InlineKind::Code { language: media::language(&pairs), text: text_of(&children) })
            }
            "a" if value("href").is_some() => {
                let target = LinkTarget::Unresolved(value("href").unwrap_or_default().to_owned()).into();
                let title = value("title").map(str::to_owned);
                self.inline_or_blocks(span, attributes, children, |content| InlineKind::Link {
                    target,
                    title,
                    content,
                })
            }
            "ruby" => {
                let content = self.ruby(children);
                inline(InlineKind::Styled { style: Style::Ruby, content })
            }
            // What a `<picture>`, a film or a sound can choose among: the element that they stand in shows one.
            "source" | "track" | "param" => Content::Inlines(Vec::new()),
            "script" | "style" | "template" | "link" | "meta" | "base" | "head" | "area" => {
                self.unsupported(span, name, "it has no meaning in a document");
                Content::Inlines(Vec::new())
            }
            // What `\footnote` of LaTeX is in a list or a table.
            "latex-note" => {
                let content = self.phrasing(children);
                // No label of a note ends in a space.
                let label = format!("{} ", span.start);
                let blocks = vec![Block::new(span, BlockKind::Paragraph { content })];
                Content::Inlines(vec![Inline::new(span, InlineKind::Footnote { label, blocks })])
            }
            _ => match self.block_element(span, name, &pairs, attributes, children) {
                Ok(content) => content,
                Err((attributes, children)) => {
                    // A component of a site may say all that it says so.
                    let said = ["text", "label"].iter().find_map(|key| value(key)).map(str::to_owned);
                    let said = said
                        .or_else(|| {
                            version::words(name, version::VERSIONS.iter().find_map(|key| value(key))?)
                        })
                        .filter(|words| children.is_empty() && !words.trim().is_empty());
                    self.group(span, name, attributes, children, said)
                }
            },
        }
    }

    /// An element that holds blocks, or is one; its attributes and children come back when it is no such element.
    #[expect(clippy::indexing_slicing, reason = "a heading's name is `h` and a digit")]
    fn block_element(
        &mut self,
        span: Span,
        name: &str,
        pairs: &[(String, String)],
        attributes: Attributes,
        children: Vec<Node>,
    ) -> Result<Content, (Attributes, Vec<Node>)> {
        let value = |key: &str| crate::read::core::note::value(pairs, key);
        let block = |kind| Content::Blocks(vec![Block { span, attributes: attributes.clone(), kind }]);
        Ok(match name {
            "p" => {
                let mut blocks = self.flow(children);
                match blocks.as_mut_slice() {
                    [only] => only.attributes.merge(attributes),
                    // An empty one may ask for a new page.
                    [] if !attributes.is_empty() => {
                        blocks.push(Block {
                            span,
                            attributes,
                            kind: BlockKind::Division { blocks: Vec::new() },
                        });
                    }
                    _ => {}
                }
                Content::Blocks(blocks)
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                let content = trimmed(self.phrasing(children));
                block(BlockKind::Heading { level, content })
            }
            "blockquote" => block(BlockKind::Quote { blocks: self.flow(children) }),
            "pre" => {
                let language = media::language(pairs).or_else(|| media::language_inside(&children));
                let text = text_of(&children);
                block(BlockKind::code(language, text.trim_matches('\n')))
            }
            "ul" | "ol" | "menu" => {
                let kind = list::kind(name, value("start"), value("type"));
                let items = self.list_items(children);
                block(BlockKind::List { kind, tight: list::is_tight(&items), items })
            }
            "dl" => block(BlockKind::DescriptionList { items: self.description_items(children) }),
            "table" => block(BlockKind::Table(self.html_table(children))),
            "figure" => {
                let (caption, rest) = split_off(children, "figcaption");
                let caption = trimmed(self.phrasing(caption));
                let blocks = self.flow(rest);
                match caption.is_empty() {
                    true => self.division(span, attributes, blocks),
                    false => block(BlockKind::Figure { blocks, caption }),
                }
            }
            "details" => {
                let (summary, rest) = split_off(children, "summary");
                let title = Some(trimmed(self.phrasing(summary))).filter(|title| !title.is_empty());
                let folding = if value("open").is_some() { Folding::Open } else { Folding::Closed };
                let blocks = self.flow(rest);
                block(BlockKind::Callout(Callout { kind: "details".to_owned(), title, folding, blocks }))
            }
            _ => return Err((attributes, children)),
        })
    }

    /// An element that only groups, or that is not known: its content stays, or what its attributes have `said`.
    fn group(
        &mut self,
        span: Span,
        name: &str,
        mut attributes: Attributes,
        children: Vec<Node>,
        said: Option<String>,
    ) -> Content {
        if FORMS.contains(&name) {
            self.unsupported(span, name, "a document has no form controls");
        } else if !KNOWN.split(' ').any(|own| own == name) {
            if let Some(words) = said {
                let message = format!("the component `<{name}>` is not known: its words are kept");
                self.findings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
                return Content::Inlines(vec![Inline::text(span, words)]);
            }
            self.unsupported(span, name, "it is not an element of HTML that a document can show");
        }
        if name == "center" {
            attributes.classes.push("align-center".to_owned());
        }
        if is_block(name) || contains_block(&children) {
            let found = callout_from_classes(self.note.callouts(), &attributes.classes);
            let blocks = self.flow(children);
            let kind = match found {
                Some((_, kind, titled)) => make_callout(kind, titled, blocks),
                None if name == "aside" => make_callout("note".to_owned(), false, blocks),
                None => return self.division(span, attributes, blocks),
            };
            return Content::Blocks(vec![Block { span, attributes, kind }]);
        }
        let mut content = self.phrasing(children);
        if FORMS.contains(&name) {
            // Their frames set them apart, not their text.
            content.push(Inline::text(span, " "));
        }
        match attributes.is_empty() {
            true => Content::Inlines(content),
            false => Content::Inlines(vec![Inline { span, attributes, kind: InlineKind::Span { content } }]),
        }
    }

    /// Characters and their readings; the parentheses that a ruby has for those who cannot show it go.
    fn ruby(&mut self, children: Vec<Node>) -> Vec<Inline> {
        let mut line = Vec::new();
        for node in children {
            match node {
                Node::Element(Element { opener, .. }) if opener.html() == "rp" => {}
                Node::Element(Element { span, opener, children }) if opener.html() == "rt" => {
                    let content = trimmed(self.phrasing(children));
                    line.push(Inline::new(span, InlineKind::Styled { style: Style::Reading, content }));
                }
                node => line.extend(self.phrasing(vec![node])),
            }
        }
        line
    }

    /// The blocks, in a division only when something is attached to it.
    fn division(&mut self, span: Span, attributes: Attributes, blocks: Vec<Block>) -> Content {
        if attributes.is_empty() {
            return Content::Blocks(blocks);
        }
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }

    fn inline_or_blocks(
        &mut self,
        span: Span,
        attributes: Attributes,
        children: Vec<Node>,
        kind: impl FnOnce(Vec<Inline>) -> InlineKind,
    ) -> Content {
        if contains_block(&children) {
            let blocks = self.flow(children);
            return self.division(span, attributes, blocks);
        }
        let kind = kind(self.phrasing(children));
        Content::Inlines(vec![Inline { span, attributes, kind }])
    }

    fn unsupported(&mut self, span: Span, name: &str, why: &str) {
        let message = format!("the HTML element `<{name}>` is left out: {why}");
        self.findings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
    }
}

/// Whether a wiki link is markdown-it's mark of the place for the table of contents.
fn asks_for_contents(target: &LinkTarget) -> bool {
    let LinkTarget::Unresolved(address) = target else { return false };
    let name = address.strip_prefix(WIKI).unwrap_or_default();
    name.eq_ignore_ascii_case("toc") || name.eq_ignore_ascii_case("_toc_")
}

/// The style that an element of this name stands for.
fn style(name: &str) -> Option<Style> {
    Some(match name {
        "em" | "i" | "var" | "dfn" => Style::Emphasis,
        "strong" | "b" => Style::Strong,
        "s" | "strike" | "del" => Style::Strikethrough,
        "u" => Style::Underline,
        "ins" => Style::Inserted,
        "mark" => Style::Highlight,
        "sup" => Style::Superscript,
        "sub" => Style::Subscript,
        "kbd" => Style::Keyboard,
        "small" => Style::Small,
        "q" => Style::Quotation,
        "cite" => Style::Citation,
        "abbr" | "acronym" => Style::Abbreviation,
        _ => return None,
    })
}

/// The children of the first element of this name, and the other nodes.
fn split_off(nodes: Vec<Node>, name: &str) -> (Vec<Node>, Vec<Node>) {
    let mut found = Vec::new();
    let mut rest = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if element.opener.html() == name && found.is_empty() => {
                found = element.children
            }
            node => rest.push(node),
        }
    }
    (found, rest)
}
