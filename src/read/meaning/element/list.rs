//! Lists of raw HTML.

use crate::ir::*;
use crate::read::core::content::trimmed;
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Element, Node};
use crate::source::Span;

/// The kind of list of an element.
pub fn kind(name: &str, start: Option<&str>, numbering: Option<&str>) -> ListKind {
    match name {
        "ol" => ListKind::Ordered {
            start: start.and_then(|start| start.trim().parse().ok()).unwrap_or(1),
            numbering: numbering.and_then(Numbering::of).unwrap_or_default(),
        },
        _ => ListKind::Bullet,
    }
}

/// Whether no item has more than a line of text and lists.
pub fn is_tight(items: &[ListItem]) -> bool {
    let paragraphs = |item: &ListItem| {
        item.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph { .. })).count()
    };
    items.iter().all(|item| paragraphs(item) <= 1)
}

impl Reader<'_> {
    /// The items of a list; what stands between them becomes items too.
    pub fn list_items(&mut self, children: Vec<Node>) -> Vec<ListItem> {
        let mut items = Vec::new();
        for node in children {
            let (span, mut attributes, children) = match node {
                Node::Element(Element { span, opener, children }) if opener.html() == "li" => {
                    let attributes = match &opener {
                        crate::read::core::tree::Opener::Html { name, attributes } => {
                            self.html_attributes(span, name, attributes)
                        }
                        _ => Attributes::default(),
                    };
                    (span, attributes, children)
                }
                node => (Span::default(), Attributes::default(), vec![node]),
            };
            let blocks = self.flow(children);
            let value = attributes.pairs.iter().position(|(key, _)| key == "value");
            let number = value.and_then(|at| attributes.pairs.remove(at).1.trim().parse().ok());
            if !blocks.is_empty() {
                let span = blocks.first().map_or(span, |block| span.to(block.span));
                items.push(ListItem { span, attributes, task: None, number, blocks });
            }
        }
        items
    }

    /// The entries of a description list; `<div>` may group them.
    #[expect(clippy::indexing_slicing, reason = "the list was found not to be empty")]
    pub fn description_items(&mut self, children: Vec<Node>) -> Vec<DescriptionItem> {
        let mut items: Vec<DescriptionItem> = Vec::new();
        for node in children {
            let Node::Element(Element { span, opener, children }) = node else {
                let blocks = self.flow(vec![node]);
                if !blocks.is_empty() {
                    items.push(item(blocks[0].span, Vec::new(), vec![blocks]));
                }
                continue;
            };
            match opener.html() {
                "dt" => {
                    let term = trimmed(self.phrasing(children));
                    match items.last_mut().filter(|last| last.definitions.is_empty()) {
                        Some(last) => last.terms.push(term),
                        None => items.push(item(span, vec![term], Vec::new())),
                    }
                }
                "div" => items.extend(self.description_items(children)),
                _ => {
                    let definition = self.flow(children);
                    match items.last_mut() {
                        Some(last) => last.definitions.push(definition),
                        None => items.push(item(span, Vec::new(), vec![definition])),
                    }
                }
            }
        }
        items
    }
}

fn item(span: Span, terms: Vec<Vec<Inline>>, definitions: Vec<Vec<Block>>) -> DescriptionItem {
    DescriptionItem { span, attributes: Attributes::default(), terms, definitions }
}
