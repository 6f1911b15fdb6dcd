//! Elements that hold blocks, or are one.

use crate::ir::*;
use crate::read::core::content::{Content, page_break, trimmed};
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, text_of};
use crate::read::meaning::element::html::Html;
use crate::read::meaning::element::{list, media};

/// `<p>`.
pub fn paragraph(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let mut blocks = reader.flow(html.children);
    match blocks.as_mut_slice() {
        [only] => only.attributes.merge(html.attributes),
        // An empty one may ask for a new page.
        [] if !html.attributes.is_empty() => {
            let kind = BlockKind::Division { blocks: Vec::new() };
            blocks.push(Block { span: html.span, attributes: html.attributes, kind });
        }
        _ => {}
    }
    Content::Blocks(blocks)
}

/// `<h1>` to `<h6>`.
pub fn heading(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let level = html.name.as_bytes().last().map_or(1, |digit| digit - b'0');
    let content = trimmed(reader.phrasing(html.children));
    Html::block(html.span, html.attributes, BlockKind::Heading { level, content })
}

/// `<blockquote>`.
pub fn quote(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let blocks = reader.flow(html.children);
    Html::block(html.span, html.attributes, BlockKind::Quote { blocks })
}

/// `<pre>`.
pub fn code(_: &mut Reader<'_>, html: Html<'_>) -> Content {
    let language = media::language(html.pairs).or_else(|| media::language_inside(&html.children));
    let text = text_of(&html.children);
    Html::block(html.span, html.attributes, BlockKind::code(language, text.trim_matches('\n')))
}

/// `<ul>` and `<ol>`.
pub fn list(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let kind = list::kind(html.name, html.value("start"), html.value("type"));
    let items = reader.list_items(html.children);
    Html::block(html.span, html.attributes, BlockKind::List { kind, tight: list::is_tight(&items), items })
}

/// `<dl>`.
pub fn descriptions(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let items = reader.description_items(html.children);
    Html::block(html.span, html.attributes, BlockKind::DescriptionList { items })
}

/// `<table>`.
pub fn table(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let table = reader.html_table(html.children);
    Html::block(html.span, html.attributes, table.into())
}

/// `<figure>`; without a caption it only groups.
pub fn figure(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let (caption, rest) = split_off(html.children, "figcaption");
    let caption = trimmed(reader.phrasing(caption));
    let blocks = reader.flow(rest);
    match caption.is_empty() {
        true => reader.division(html.span, html.attributes, blocks),
        false => Html::block(html.span, html.attributes, BlockKind::Figure { blocks, caption }),
    }
}

/// `<details>`.
pub fn details(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let folding = if html.value("open").is_some() { Folding::Open } else { Folding::Closed };
    let (summary, rest) = split_off(html.children, "summary");
    let title = Some(trimmed(reader.phrasing(summary))).filter(|title| !title.is_empty());
    let blocks = reader.flow(rest);
    let callout = Callout { kind: "details".to_owned(), title, folding, blocks };
    Html::block(html.span, html.attributes, callout.into())
}

/// `<hr>`.
pub fn rule(_: &mut Reader<'_>, html: Html<'_>) -> Content {
    Html::block(html.span, html.attributes, BlockKind::ThematicBreak)
}

/// An element that is none of HTML's and asks for a new page.
pub fn new_page(_: &mut Reader<'_>, html: Html<'_>) -> Content {
    Content::Inlines(vec![page_break(html.span)])
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
