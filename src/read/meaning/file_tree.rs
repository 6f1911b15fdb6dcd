//! Trees of files: lists in lists.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::data::bullets;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static FILE_TREE: Construct = Construct {
    names: &[(Written::TAG, &["filetree", "filetree/container", "filetree/folder", "filetree/file"])],
    body: Body::Markdown,
    doc: "A tree of files: lists in lists.",
    example: "{{< filetree/container >}}\n{{< filetree/folder name=\"src\" >}}\n{{< filetree/file name=\"a.rs\" >}}\n{{< /filetree/folder >}}\n{{< /filetree/container >}}",
    read: |call, children, reader| Ok(tree_of_files(reader, call.span, call.tag, children)),
};

pub static FILE: Construct = Construct {
    names: &[(Written::COMPONENT, &["filetreefolder", "filetreefile", "folder", "file"])],
    body: Body::Markdown,
    doc: "A file or folder in a tree of files.",
    example: "<FileTree>\n<Folder name=\"src\">\n<File name=\"a.rs\" />\n</Folder>\n</FileTree>",
    read: |call, children, reader| {
        if call.tag.text("name").is_none() {
            return Err(children);
        }
        let mut blocks: Vec<Block> =
            words_of(reader, call.tag, &["name"]).and_then(paragraph).into_iter().collect();
        blocks.extend(reader.flow(children));
        Ok(Content::Blocks(vec![bullets(call.span, vec![blocks])]))
    },
};

/// A tree of files (Hextra): lists in lists.
pub fn tree_of_files(reader: &mut Reader, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
    let mut items = Vec::new();
    for block in reader.flow(children) {
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

fn list(span: Span, items: Vec<ListItem>) -> Block {
    Block::new(span, BlockKind::List { kind: ListKind::Bullet, tight: true, items })
}

fn item(span: Span, blocks: Vec<Block>) -> ListItem {
    ListItem { span, attributes: Attributes::default(), task: None, number: None, blocks }
}
