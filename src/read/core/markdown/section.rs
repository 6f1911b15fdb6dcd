//! The part of a note that a link of a vault names: what stands under a heading, or a block with an identifier
//! (`^name`). It is found in comrak's tree, before anything in it is read, so that what a note embeds elsewhere does
//! not matter.

use comrak::nodes::NodeValue;

use crate::naming::loose_key;
use crate::read::core::markdown::Markdown;
use crate::read::core::reader::Reader;
use crate::read::syntax::piece::PieceKind;

impl<'a> Reader<'a> {
    /// The nodes that `name` (`Heading`, `Heading#Heading below` or `^block`) means; `None` when there are none.
    pub fn section(&self, root: Markdown<'a>, name: &str) -> Option<Vec<Markdown<'a>>> {
        match name.rsplit('#').find(|name| !name.is_empty())? {
            block if block.starts_with('^') => self.block_called(root, block).map(|node| vec![node]),
            heading => self.below(root, heading),
        }
    }

    /// A heading and what stands under it, up to the next one that is not below it.
    fn below(&self, root: Markdown<'a>, name: &str) -> Option<Vec<Markdown<'a>>> {
        let level = |node: Markdown<'a>| match &node.data().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        let name = loose_key(name);
        let is_meant = |node: &Markdown<'a>| {
            let words = self.words(node);
            let words = words.trim_end();
            let own = words.strip_suffix('}').and_then(|words| words.rsplit_once('{'));
            let (title, own) = own.unwrap_or((words, ""));
            loose_key(title) == name || own.strip_prefix('#').is_some_and(|own| loose_key(own) == name)
        };
        let mut nodes =
            root.children().skip_while(|node| level(node).is_none() || !is_meant(node)).peekable();
        let depth = level(nodes.peek()?)?;
        let mut section: Vec<_> = nodes.next().into_iter().collect();
        section.extend(nodes.take_while(|node| level(node).is_none_or(|own| own > depth)));
        Some(section)
    }

    /// The block that ends with `^name`, or stands before a line that is `^name`; of a list the item.
    #[expect(clippy::indexing_slicing, reason = "the index is that of a token of the same text")]
    fn block_called(&self, root: Markdown<'a>, name: &str) -> Option<Markdown<'a>> {
        for node in root.descendants() {
            let found = match &node.data().value {
                NodeValue::Paragraph | NodeValue::Heading(_) => {
                    self.words(node).trim_end().strip_suffix(name).is_some_and(|rest| rest.ends_with(' '))
                }
                NodeValue::HtmlBlock(html) => {
                    let mark = html.literal.trim();
                    let mark = mark.strip_prefix("<!--").and_then(|mark| mark.strip_suffix("-->"));
                    let token = mark.and_then(|mark| self.masked.comment_token(mark));
                    if let Some(PieceKind::Attributes(line)) =
                        token.map(|token| &self.masked.tokens[token].kind)
                        && line.attributes.id.as_deref() == Some(name)
                    {
                        return node.previous_sibling();
                    }
                    false
                }
                _ => false,
            };
            if !found {
                continue;
            }
            let item = node
                .parent()
                .filter(|parent| matches!(parent.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_)));
            let Some(item) = item.filter(|_| node.previous_sibling().is_none()) else { return Some(node) };
            let list = item.parent()?;
            for other in list.children().filter(|other| !other.same_node(item)).collect::<Vec<_>>() {
                other.detach();
            }
            return Some(list);
        }
        None
    }

    /// The words of a node, as the user wrote them.
    fn words(&self, node: Markdown<'a>) -> String {
        let mut words = String::new();
        for node in node.descendants() {
            match &node.data().value {
                NodeValue::Text(text) => words.push_str(text),
                NodeValue::Code(code) => words.push_str(&code.literal),
                NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
                _ => {}
            }
        }
        self.unmask(&words)
    }
}
