//! Shortcodes that hold parts: tabs, cards, columns, trees of files, quotations. Paper has no tabs: each part stands
//! under its title.

use std::collections::VecDeque;

use crate::ir::*;
use crate::read::core::content::{Content, paragraph, trimmed};
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, contains_block};
use crate::read::meaning::shortcode::media::link;
use crate::read::syntax::line_keys;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

/// The names under which parts have a title, in the order in which several are shown.
const TITLES: [&str; 6] = ["header", "title", "name", "label", "heading", "summary"];

impl Reader<'_> {
    /// What stands in a shortcode that only says how it looks.
    pub fn plain(&mut self, tag: &Tag, children: Vec<Node>) -> Content {
        if contains_block(&children) {
            return self.parts(tag, children);
        }
        let content = self.phrasing(children);
        // `{{< badge "new" >}}`
        Content::Inlines(match content.is_empty() {
            true => self.words_of_arguments(&tag.arguments),
            false => content,
        })
    }

    /// The blocks in a shortcode that only says how they are laid out, after its title if it has one.
    pub fn parts(&mut self, tag: &Tag, children: Vec<Node>) -> Content {
        let title = tag.argument(&["title", "heading"]).filter(|title| !title.value.trim().is_empty());
        let title = title.map(|title| self.line_of(title.span.range()));
        let mut blocks = self.flow(children);
        // What stands between the columns of hugo-book.
        blocks.retain(|block| match &block.kind {
            BlockKind::Paragraph { content } => walk::plain_text(content).trim() != "<--->",
            _ => true,
        });
        if tag.name == "code"
            && let [Block { kind: BlockKind::Code { .. }, attributes, span }] = blocks.as_mut_slice()
        {
            // GitBook's title of code, and what is said of its lines.
            let said = tag.arguments.iter().filter_map(|one| Some((one.key.clone()?, one.value.clone())));
            attributes.pairs.extend(said.filter(|(key, _)| line_keys::is_known(key)));
            if let Some(caption) = title.filter(|title| !title.is_empty()) {
                let span = *span;
                return Content::Blocks(vec![Block::new(span, BlockKind::Figure { blocks, caption })]);
            }
            return Content::Blocks(blocks);
        }
        blocks.splice(0..0, title.and_then(strong));
        Content::Blocks(blocks)
    }

    /// A pane of tabs, which may name them itself (`items="A,B"`).
    pub fn tabs(&mut self, tag: &Tag, children: Vec<Node>) -> Content {
        let items = tag.value(&["items"]).unwrap_or_default();
        let items = items.split(',').map(str::trim).filter(|item| !item.is_empty());
        self.tab_titles.push(items.map(str::to_owned).collect::<VecDeque<_>>());
        let blocks = self.flow(children);
        self.tab_titles.pop();
        Content::Blocks(blocks)
    }

    pub fn tab(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let free = || tag.arguments.iter().find(|argument| argument.key.is_none());
        let title = tag.argument(&TITLES).or_else(free);
        let from_pane = self.tab_titles.last_mut().and_then(VecDeque::pop_front);
        let title = match title {
            Some(argument) => Some(self.line_of(argument.span.range())),
            None => from_pane.map(|title| vec![Inline::text(span, title)]),
        };
        self.under_title(span, "tab", title, children)
    }

    /// A division of this class that begins with its title.
    pub fn under_title(
        &mut self,
        span: Span,
        class: &str,
        title: Option<Vec<Inline>>,
        children: Vec<Node>,
    ) -> Content {
        let mut blocks = self.flow(children);
        blocks.splice(0..0, title.and_then(strong));
        let attributes = Attributes::of_class(class.to_owned());
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }

    /// A part with a title, which may lead somewhere, and words around its content.
    pub fn titled(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let mut words = |key: &str| {
            let argument = tag.argument(&[key]).filter(|argument| !argument.value.trim().is_empty())?;
            Some(self.line_of(argument.span.range()))
        };
        let mut titles: Vec<Vec<Inline>> = TITLES.iter().filter_map(|key| words(key)).collect();
        let below = ["badge", "tag", "subtitle", "subheader", "description", "text", "content"];
        let below: Vec<Vec<Inline>> = below.iter().filter_map(|key| words(key)).collect();
        let footer = words("footer");
        if titles.is_empty()
            && let Some(free) =
                tag.arguments.iter().find(|argument| argument.key.is_none() && argument.quoted)
        {
            titles.push(self.line_of(free.span.range()));
        }
        if let (Some(address), Some(title)) = (tag.value(&["link", "href", "url"]), titles.last_mut()) {
            let content = std::mem::take(title);
            title.push(Inline::new(span, link(address.to_owned(), content)));
        }
        let mut blocks: Vec<Block> = titles.into_iter().filter_map(strong).collect();
        blocks.extend(below.into_iter().filter_map(paragraph));
        if let Some(source) = tag.value(&["image", "img"]).map(str::to_owned) {
            let image = Image {
                source: ImageSource::Unresolved(source),
                alternative: match tag.value(&["alt"]) {
                    Some(text) => Alternative::Given(text.to_owned()),
                    None => Alternative::Decorative,
                },
                title: None,
                width: None,
                height: None,
            };
            blocks.extend(paragraph(vec![Inline::new(span, InlineKind::Image(Box::new(image)))]));
        }
        blocks.extend(self.flow(children));
        blocks.extend(footer.and_then(paragraph));
        let attributes = Attributes::of_class(tag.name.replace('/', "-"));
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }

    pub fn quotation(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let mut blocks = self.flow(children);
        if let Some(argument) = tag.argument(&["text", "content"]) {
            blocks.extend(paragraph(self.line_of(argument.span.range())));
        }
        blocks.extend(self.attribution(span, tag));
        Content::Blocks(vec![Block::new(span, BlockKind::Quote { blocks })])
    }

    /// Who said what stands in a quotation, and where.
    pub fn attribution(&mut self, span: Span, tag: &Tag) -> Option<Block> {
        let mut said: Vec<Inline> = Vec::new();
        for key in ["author", "by", "attribution", "source", "cite"] {
            let Some(argument) = tag.argument(&[key]).filter(|argument| !argument.value.trim().is_empty())
            else {
                continue;
            };
            said.push(Inline::text(span, if said.is_empty() { "— " } else { ", " }));
            said.extend(self.line_of(argument.span.range()));
        }
        if let Some(address) = tag.value(&["link", "href", "url"]).map(str::to_owned) {
            let content = match said.is_empty() {
                true => vec![Inline::text(span, address.clone())],
                false => std::mem::take(&mut said),
            };
            said.push(Inline::new(span, link(address, content)));
        }
        paragraph(said)
    }

    /// A tree of files (Hextra): lists in lists.
    pub fn file_tree(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let mut items = Vec::new();
        for block in self.flow(children) {
            match block.kind {
                BlockKind::List { items: own, .. } => items.extend(own),
                kind => items.push(item(block.span, vec![Block { kind, ..block }])),
            }
        }
        let name = tag.argument(&["name"]).or(tag.arguments.first()).map(|name| name.value.clone());
        if let Some(name) = name.filter(|_| tag.name != "filetree/container") {
            let code = Inline::new(span, InlineKind::Code { language: None, text: name });
            let mut blocks = vec![Block::new(span, BlockKind::Paragraph { content: vec![code] })];
            if !items.is_empty() {
                blocks.push(list(span, items));
            }
            items = vec![item(span, blocks)];
        }
        Content::Blocks(if items.is_empty() { Vec::new() } else { vec![list(span, items)] })
    }
}

fn list(span: Span, items: Vec<ListItem>) -> Block {
    Block::new(span, BlockKind::List { kind: ListKind::Bullet, tight: true, items })
}

fn item(span: Span, blocks: Vec<Block>) -> ListItem {
    ListItem { span, attributes: Attributes::default(), task: None, number: None, blocks }
}

/// A title as a paragraph of its own.
fn strong(title: Vec<Inline>) -> Option<Block> {
    let content = trimmed(title);
    let span = content.first()?.span;
    let strong = Inline::new(span, InlineKind::Styled { style: Style::Strong, content });
    Some(Block::new(span, BlockKind::Paragraph { content: vec![strong] }))
}
