//! Lists of terms and their definitions.

use std::collections::VecDeque;

use comrak::nodes::NodeValue;

use crate::ir::*;
use crate::read::core::flatten;
use crate::read::core::markdown::Markdown;
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Builder, Node};
use crate::read::syntax::scan::term::NO_TERM;
use crate::source::Span;

impl<'a> Reader<'a> {
    /// A list of terms; what is defined without a term stands as it is.
    pub fn description_list(&mut self, node: Markdown<'a>, span: Span) -> Vec<Block> {
        let mut items: Vec<DescriptionItem> = Vec::new();
        for item in node.children().map(|item| self.description(item)) {
            match items.last_mut() {
                // A further definition of the same term is an item of its own in comrak.
                Some(last) if item.terms.iter().all(Vec::is_empty) => {
                    last.definitions.extend(item.definitions)
                }
                _ => items.push(item),
            }
        }
        let mut blocks = Vec::new();
        let mut list = Vec::new();
        for item in items {
            match has_term(&item) {
                true => list.push(item),
                false => {
                    blocks.extend(listed(span, &mut list));
                    blocks.extend(item.definitions.into_iter().flatten());
                }
            }
        }
        blocks.extend(listed(span, &mut list));
        blocks
    }

    /// Adds what goes on the description list that was read last: the terms that stand after a cut through it.
    pub fn go_on_with_terms(&mut self, node: Markdown<'a>, builder: &mut Builder) {
        self.depth = builder.depth();
        let mut blocks = VecDeque::from(self.description_list(node, self.span(node)));
        if let Some(Node::Block(Block { kind: BlockKind::DescriptionList { items }, span, .. })) =
            builder.last_mut()
            && let Some(Block { kind: BlockKind::DescriptionList { items: more }, span: end, .. }) =
                blocks.front_mut()
        {
            items.append(more);
            *span = span.to(*end);
            blocks.pop_front();
        }
        blocks.into_iter().for_each(|block| builder.push(Node::Block(block)));
    }

    fn description(&mut self, node: Markdown<'a>) -> DescriptionItem {
        let mut item = DescriptionItem {
            span: self.span(node),
            attributes: Attributes::default(),
            terms: Vec::new(),
            definitions: Vec::new(),
        };
        for child in node.children() {
            if matches!(child.data().value, NodeValue::DescriptionTerm) {
                item.terms.push(flatten::inlines(self.children(child)));
            } else {
                item.definitions.push(self.children(child));
            }
        }
        item
    }
}

fn has_term(item: &DescriptionItem) -> bool {
    let says_nothing = |inline: &Inline| matches!(&inline.kind, InlineKind::Text { text } if text == NO_TERM);
    !item.terms.iter().flatten().all(says_nothing) || item.terms.iter().all(Vec::is_empty)
}

/// The list of these items, which are taken, if there are any.
fn listed(span: Span, items: &mut Vec<DescriptionItem>) -> Option<Block> {
    let items = std::mem::take(items);
    (!items.is_empty()).then(|| Block::new(span, BlockKind::DescriptionList { items }))
}
