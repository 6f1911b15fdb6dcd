//! Quotations, with who said it and where.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::embed::link;
use crate::read::meaning::titled::strong_title;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static QUOTATION: Construct = Construct {
    names: &[
        (Written::SHORTCODE, &["blockquote", "epigraph", "pullquote"]),
        (Written::DIVISION, &["pullquote"]),
    ],
    body: Body::Markdown,
    doc: "A quotation, with who said it.",
    example: "{% blockquote Ann Doe %}\nWords.\n{% endblockquote %}",
    read: |call, children, reader| Ok(quotation(reader, call.span, call.tag, children)),
};

pub static EPIGRAPH: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["epigraph", "pull-quote", "highlights", "blockquote"])],
    body: Body::Markdown,
    doc: "A quotation, whose last paragraph may say after hyphens where it is from.",
    example: ":::{epigraph}\nWords.\n\n-- Ann Doe\n:::",
    read: |call, children, reader| {
        let mut blocks = reader.flow(children);
        blocks.splice(0..0, strong_title(reader, call.span, call.tag));
        if let Some(Block { kind: BlockKind::Paragraph { content }, .. }) = blocks.last_mut()
            && let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.first_mut()
            && let Some(source) = text.strip_prefix("-- ").or(text.strip_prefix("--- "))
        {
            *text = format!("— {source}");
        }
        let attributes = call.tag.attributes.clone();
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind: BlockKind::Quote { blocks } }]))
    },
};

pub fn quotation(reader: &mut Reader, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
    let mut blocks = reader.flow(children);
    if let Some(argument) = tag.argument(&["text", "content"]) {
        blocks.extend(paragraph(reader.line_of(argument.span.range())));
    }
    blocks.extend(attribution(reader, span, tag));
    Content::Blocks(vec![Block::new(span, BlockKind::Quote { blocks })])
}

/// Who said what stands in a quotation, and where.
pub fn attribution(reader: &mut Reader, span: Span, tag: &Tag) -> Option<Block> {
    let mut said: Vec<Inline> = Vec::new();
    for key in ["author", "by", "attribution", "source", "cite"] {
        let Some(argument) = tag.argument(&[key]).filter(|argument| !argument.value.trim().is_empty()) else {
            continue;
        };
        said.push(Inline::text(span, if said.is_empty() { "— " } else { ", " }));
        said.extend(reader.line_of(argument.span.range()));
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
