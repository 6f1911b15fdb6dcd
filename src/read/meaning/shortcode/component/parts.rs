//! Components that hold parts: panes of tabs, steps, cards, fields.

use crate::ir::*;
use crate::read::core::content::{Content, paragraph};
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Element, Node, Opener, contains_block};
use crate::read::meaning::shortcode::component::data::{link, title_of, titled_by};
use crate::read::meaning::shortcode::component::{TABS, TITLES, plain};
use crate::read::syntax::js::Value;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

impl Reader<'_> {
    /// The content of something that says nothing itself.
    pub fn content(&mut self, children: Vec<Node>) -> Content {
        match contains_block(&children) {
            true => Content::Blocks(self.flow(children)),
            false => Content::Inlines(self.phrasing(children)),
        }
    }

    /// Tabs, whose titles may stand in the opening tag: `<Tabs items={['a', 'b']}>`.
    #[expect(clippy::indexing_slicing, reason = "spans are of the same note and its tokens")]
    pub fn component_tabs(&mut self, tag: &Tag, children: Vec<Node>) -> Content {
        let titles =
            ["items", "values", "labels", "tabs"].iter().find_map(|key| self.data_of(tag.argument(&[key])?));
        let Some(Value::List(titles)) = titles else { return Content::Blocks(self.flow(children)) };
        let masked = self.masked;
        let mut number = 0;
        let mut nodes = Vec::with_capacity(children.len());
        for node in children {
            let Node::Element(Element { span, opener: Opener::Shortcode(token), children }) = node else {
                nodes.push(node);
                continue;
            };
            let own = match &masked.tokens[token].kind {
                PieceKind::Tag { tag, .. } if TABS.contains(&plain(&tag.name).as_str()) => tag,
                _ => {
                    nodes.push(Node::Element(Element { span, opener: Opener::Shortcode(token), children }));
                    continue;
                }
            };
            let by_value = titles.iter().find_map(|title| titled_by(title, own.text("value")?));
            let title = by_value.or_else(|| titles.get(number).and_then(title_of));
            number += 1;
            let title =
                self.words_of(own, &["label", "title"]).or_else(|| Some(vec![Inline::text(span, title?)]));
            let title = title.or_else(|| self.words_of(own, &["value", "name"]));
            if let Content::Blocks(blocks) = self.under_title(span, "tab", title, children) {
                nodes.extend(blocks.into_iter().map(Node::Block));
            }
        }
        Content::Blocks(self.flow(nodes))
    }

    /// Steps: a list with numbers when each is a component with a title, else what stands in them.
    pub fn steps(&mut self, span: Span, children: Vec<Node>) -> Content {
        let blocks = self.flow(children);
        let is_step = |block: &Block| {
            matches!(block.kind, BlockKind::Division { .. })
                && block.attributes.classes.iter().any(|class| class == "step")
        };
        if blocks.is_empty() || !blocks.iter().all(is_step) {
            return Content::Blocks(blocks);
        }
        let item = |block: Block| ListItem {
            span: block.span,
            attributes: Attributes::default(),
            task: None,
            number: None,
            blocks: match block.kind {
                BlockKind::Division { blocks } => blocks,
                kind => vec![Block::new(block.span, kind)],
            },
        };
        let items = blocks.into_iter().map(item).collect();
        let kind = BlockKind::List {
            kind: ListKind::Ordered { start: 1, numbering: Numbering::Decimal },
            tight: false,
            items,
        };
        Content::Blocks(vec![Block::new(span, kind)])
    }

    /// A card: its title, which leads somewhere, what it says, and its content.
    pub fn card(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let address = self.address_in(tag, &["href", "to", "url", "link"]);
        let title = self.words_of(tag, &TITLES);
        let mut blocks: Vec<Block> =
            self.words_of(tag, &["description", "text", "content"]).and_then(paragraph).into_iter().collect();
        if title.is_none() && address.is_some() && !contains_block(&children) {
            let content = self.phrasing(children);
            blocks.insert(
                0,
                Block::new(
                    span,
                    BlockKind::Paragraph { content: vec![link(span, address.unwrap_or_default(), content)] },
                ),
            );
            return Content::Blocks(blocks);
        }
        blocks.extend(self.flow(children));
        let title = title.or_else(|| Some(vec![Inline::text(span, address.as_deref()?)]));
        if let Some(title) = title {
            let content =
                vec![Inline::new(span, InlineKind::Styled { style: Style::Strong, content: title })];
            let content = match address {
                Some(address) => vec![link(span, address, content)],
                None => content,
            };
            blocks.insert(0, Block::new(span, BlockKind::Paragraph { content }));
        }
        let attributes = Attributes::of_class("card".to_owned());
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }

    /// A parameter of an interface, by its name and type.
    pub fn field(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let named = ["name", "path", "query", "body", "header"].iter().find_map(|key| tag.text(key));
        let code = |text: &str| Inline::new(span, InlineKind::Code { language: None, text: text.to_owned() });
        let mut term: Vec<Inline> = named.map(code).into_iter().collect();
        if let Some(kind) = tag.text("type") {
            term.extend([Inline::text(span, " "), code(kind)]);
        }
        if let Some(default) = tag.text("default") {
            term.extend([Inline::text(span, " = "), code(default)]);
        }
        let mut definition: Vec<Block> =
            self.words_of(tag, &["description"]).and_then(paragraph).into_iter().collect();
        definition.extend(self.flow(children));
        let item = DescriptionItem {
            span,
            attributes: Attributes::default(),
            terms: vec![term],
            definitions: vec![definition],
        };
        Content::Blocks(vec![Block::new(span, BlockKind::DescriptionList { items: vec![item] })])
    }

    /// A link, with a title, to what a document cannot play.
    pub fn played(
        &mut self,
        span: Span,
        tag: &Tag,
        address: String,
        shown: &str,
        children: Vec<Node>,
    ) -> Content {
        let mut content = self.words_of(tag, &["title", "label", "caption", "alt"]).unwrap_or_default();
        if content.is_empty() {
            content = self.phrasing(children);
        }
        if content.is_empty() {
            content.push(Inline::text(span, shown));
        }
        Content::Inlines(vec![link(span, address, content)])
    }
}
