//! What elements mean: paragraphs and raw HTML become blocks and inlines of the intermediate representation.
//! What has no meaning on paper is dropped with a warning that names it; its words stay.

mod attributes;
mod list;
mod media;
mod table;

pub use media::length;

use super::markdown::Reader;
use super::tree::{Element, Node, Opener, is_block};
use super::{attributes as braces, flatten};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::*;
use crate::source::Span;

/// What an element becomes.
pub enum Content {
    /// Blocks.
    Blocks(Vec<Block>),
    /// Parts of a line of text.
    Inlines(Vec<Inline>),
}

impl Reader<'_> {
    /// The nodes as blocks: what stands between blocks becomes paragraphs.
    pub fn flow(&mut self, nodes: Vec<Node>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut line = Vec::new();
        for node in nodes {
            let content = match node {
                Node::Block(block) => Content::Blocks(vec![block]),
                Node::Inline(inline) => Content::Inlines(vec![inline]),
                Node::Element(element) => self.element(element),
            };
            match content {
                Content::Inlines(inlines) => line.extend(inlines),
                Content::Blocks(more) => {
                    blocks.extend(paragraph(std::mem::take(&mut line)));
                    blocks.extend(more);
                }
            }
        }
        blocks.extend(paragraph(line));
        braces::attach_to_blocks(&mut blocks);
        super::table::take_captions(&mut blocks);
        blocks.into_iter().map(|block| self.meant(block)).collect()
    }

    /// What a block is by its class or its words: a quotation or paragraph with the class of a callout, a
    /// paragraph that asks for the table of contents.
    fn meant(&self, block: Block) -> Block {
        const CONTENTS: [&str; 6] = ["[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "{:toc}", "{{toc}}"];
        let Block { span, mut attributes, kind } = block;
        let callout = |attributes: &Attributes| {
            attributes.classes.iter().position(|class| self.note.callouts.get(class).is_some())
        };
        let kind = match (kind, callout(&attributes)) {
            (kind @ (BlockKind::Quote { .. } | BlockKind::Paragraph { .. }), Some(at)) => {
                let class = attributes.classes.remove(at);
                let name = self.note.callouts.get(&class).map_or(class, |kind| kind.kind.clone());
                let blocks = match kind {
                    BlockKind::Quote { blocks } => blocks,
                    kind => vec![Block::new(span, kind)],
                };
                BlockKind::Callout(Callout { kind: name, title: None, folding: Folding::Fixed, blocks })
            }
            (BlockKind::Paragraph { content }, None) => match content.as_slice() {
                [Inline { kind: InlineKind::Text { text }, .. }]
                    if CONTENTS.contains(&text.trim().to_lowercase().as_str()) =>
                {
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
        let mut line = Vec::new();
        for node in nodes {
            let content = match node {
                Node::Block(block) => Content::Blocks(vec![block]),
                Node::Inline(inline) => Content::Inlines(vec![inline]),
                Node::Element(element) => self.element(element),
            };
            match content {
                Content::Inlines(inlines) => line.extend(inlines),
                Content::Blocks(blocks) => line.extend(flatten::inlines(blocks)),
            }
        }
        braces::attach(&mut line);
        merged(line)
    }

    /// What an element becomes.
    pub fn element(&mut self, element: Element) -> Content {
        let Element { span, opener, children } = element;
        match opener {
            Opener::Paragraph => {
                let content = self.phrasing(children);
                Content::Blocks(paragraph(content).into_iter().collect())
            }
            Opener::Shortcode(token) => self.shortcode(span, token, children),
            Opener::Html { name, attributes } => self.html_element(span, &name, attributes, children),
        }
    }

    fn html_element(
        &mut self,
        span: Span,
        name: &str,
        pairs: Vec<(String, String)>,
        children: Vec<Node>,
    ) -> Content {
        let attributes = self.html_attributes(span, name, &pairs);
        let value = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        if let Some(style) = style(name) {
            return self.inline_or_blocks(span, attributes, children, |content| InlineKind::Styled {
                style,
                content,
            });
        }
        let block = |kind| Content::Blocks(vec![Block { span, attributes: attributes.clone(), kind }]);
        let inline = |kind| Content::Inlines(vec![Inline { span, attributes: attributes.clone(), kind }]);
        match name {
            "br" => inline(InlineKind::HardBreak),
            "wbr" => inline(InlineKind::Text { text: "\u{200B}".to_owned() }),
            "hr" => block(BlockKind::ThematicBreak),
            "img" => inline(InlineKind::Image(media::image(&pairs).into())),
            "svg" => inline(InlineKind::Image(media::drawing(&pairs).into())),
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
            "p" => {
                let mut blocks = self.flow(children);
                if let [only] = blocks.as_mut_slice() {
                    only.attributes.merge(attributes);
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
                let language = media::language(&pairs).or_else(|| media::language_inside(&children));
                let text = text_of(&children);
                block(BlockKind::Code { language, text: text.trim_matches('\n').to_owned() })
            }
            "ruby" => {
                let content = self.ruby(children);
                inline(InlineKind::Styled { style: Style::Ruby, content })
            }
            "ul" | "ol" | "menu" => {
                let kind = list::kind(name, value("start"));
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
            "script" | "style" | "template" | "link" | "meta" | "base" | "head" | "source" | "track"
            | "param" | "area" => {
                self.unsupported(span, name, "it has no meaning in a document");
                Content::Inlines(Vec::new())
            }
            _ => self.group(span, name, attributes, children),
        }
    }

    /// An element that only groups, or that is not known: its content stays.
    fn group(&mut self, span: Span, name: &str, mut attributes: Attributes, children: Vec<Node>) -> Content {
        const FORMS: [&str; 12] = [
            "button", "datalist", "fieldset", "form", "input", "label", "legend", "meter", "optgroup",
            "option", "select", "textarea",
        ];
        const KNOWN: [&str; 42] = [
            "a",
            "address",
            "article",
            "aside",
            "bdi",
            "bdo",
            "big",
            "body",
            "caption",
            "center",
            "data",
            "dd",
            "div",
            "dt",
            "figcaption",
            "font",
            "footer",
            "header",
            "hgroup",
            "html",
            "li",
            "main",
            "map",
            "nav",
            "nobr",
            "noscript",
            "picture",
            "rb",
            "rp",
            "rt",
            "ruby",
            "search",
            "section",
            "span",
            "summary",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "time",
            "tr",
        ];
        if FORMS.contains(&name) {
            self.unsupported(span, name, "a document has no form controls");
        } else if !KNOWN.contains(&name) {
            self.unsupported(span, name, "it is not an element of HTML that a document can show");
        }
        if name == "center" {
            attributes.classes.push("align-center".to_owned());
        }
        if is_block(name) || contains_block(&children) {
            let callout = attributes.classes.iter().find_map(|class| self.note.callouts.get(class));
            let callout =
                callout.or_else(|| (name == "aside").then(|| self.note.callouts.get("note")).flatten());
            let kind = callout.map(|callout| callout.kind.clone());
            let blocks = self.flow(children);
            return match kind {
                Some(kind) => {
                    let callout = Callout { kind, title: None, folding: Folding::Fixed, blocks };
                    Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Callout(callout) }])
                }
                None => self.division(span, attributes, blocks),
            };
        }
        let content = self.phrasing(children);
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

/// A paragraph of these inlines, `None` when they say nothing. An image alone in it that has a title is a
/// figure, and the title its caption.
pub fn paragraph(mut content: Vec<Inline>) -> Option<Block> {
    braces::attach(&mut content);
    let mut content = trimmed(merged(content));
    let attributes = braces::trailing(&mut content, false).unwrap_or_default();
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
fn merged(content: Vec<Inline>) -> Vec<Inline> {
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

/// Whether something in these nodes cannot stand in a line of text.
pub fn contains_block(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Block(_) => true,
        Node::Inline(_) => false,
        Node::Element(Element { opener, children, .. }) => {
            *opener == Opener::Paragraph || is_block(opener.html()) || contains_block(children)
        }
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

/// The words of nodes, as they are.
fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Inline(inline) => text.push_str(&flatten::text(std::slice::from_ref(inline))),
            Node::Block(block) => text.push_str(&flatten::text(&flatten::inlines(vec![block.clone()]))),
            Node::Element(Element { opener, .. }) if opener.html() == "br" => text.push('\n'),
            Node::Element(element) => {
                text.push_str(&text_of(&element.children));
                if element.opener == Opener::Paragraph {
                    text.push_str("\n\n");
                }
            }
        }
    }
    text
}
