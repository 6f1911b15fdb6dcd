//! Parts under a title, which is set in bold: paper has no panes and no margins.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::content::take_heading;
use crate::read::core::content::trimmed;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::TITLES;
use crate::read::meaning::arguments::given_title;
use crate::read::meaning::arguments::texts_of;
use crate::read::meaning::arguments::words_of;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static TITLED: Construct = Construct {
    names: &[
        (
            Written::DIRECTIVE,
            &["card", "grid-item-card", "grid-item", "sidebar", "topic", "margin", "tabbed"],
        ),
        (Written::DIVISION, &["column-margin"]),
    ],
    body: Body::Markdown,
    doc: "A part with a title, beside the text on a site.",
    example: ":::{sidebar} A title\nWords.\n:::",
    read: |call, children, reader| Ok(titled_division(reader, call.span, call.tag, children)),
};

pub static RUBRIC: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["rubric", "centered"])],
    body: Body::Markdown,
    doc: "A title that is no heading, in bold.",
    example: "```{rubric} A title\n```",
    read: |call, children, reader| {
        let mut blocks: Vec<Block> = strong_title(reader, call.span, call.tag).into_iter().collect();
        blocks.extend(reader.flow(children));
        let attributes = call.tag.attributes.clone();
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind: BlockKind::Division { blocks } }]))
    },
};

pub static SECTION: Construct = Construct {
    names: &[(Written::COMPONENT, &["update", "field", "section", "panel", "tile", "feature"])],
    body: Body::Markdown,
    doc: "A part under its title.",
    example: "<Panel title=\"A title\">\n\nWords.\n\n</Panel>",
    read: |call, children, reader| {
        let title = words_of(reader, call.tag, &TITLES);
        let about = words_of(reader, call.tag, &["description"]).and_then(paragraph);
        let tags = texts_of(reader, call.tag, "tags").join(", ");
        let tags = paragraph(vec![Inline::text(call.span, tags)]);
        let mut content = under_title(reader, call.span, call.name, None, children);
        if let Content::Blocks(blocks) = &mut content
            && let Some(BlockKind::Division { blocks }) = blocks.first_mut().map(|block| &mut block.kind)
        {
            blocks.splice(0..0, title.and_then(strong_line).into_iter().chain(about).chain(tags));
        }
        Ok(content)
    },
};

/// A division of this class that begins with its title.
pub fn under_title(
    reader: &mut Reader,
    span: Span,
    class: &str,
    title: Option<Vec<Inline>>,
    children: Vec<Node>,
) -> Content {
    let mut blocks = reader.flow(children);
    blocks.splice(0..0, title.and_then(strong_line));
    let attributes = Attributes::of_class(class.to_owned());
    Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
}

/// A division whose title, an argument or the heading that it begins with, is set in bold.
pub fn titled_division(reader: &mut Reader, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
    let mut attributes = tag.attributes.clone();
    attributes.classes.insert(0, tag.name.clone());
    let mut blocks = reader.flow(children);
    let title =
        strong_title(reader, span, tag).or_else(|| strong_paragraph(span, take_heading(&mut blocks)?));
    blocks.splice(0..0, title);
    Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
}

pub fn strong_title(reader: &mut Reader, span: Span, tag: &Tag) -> Option<Block> {
    let title = given_title(reader, &tag.arguments)?;
    strong_paragraph(span, title)
}

/// A title as a paragraph of its own.
pub fn strong_line(title: Vec<Inline>) -> Option<Block> {
    let content = trimmed(title);
    let span = content.first()?.span;
    let strong = Inline::new(span, InlineKind::Styled { style: Style::Strong, content });
    Some(Block::new(span, BlockKind::Paragraph { content: vec![strong] }))
}

pub fn strong_paragraph(span: Span, content: Vec<Inline>) -> Option<Block> {
    let strong = Inline::new(span, InlineKind::Styled { style: Style::Strong, content });
    paragraph(vec![strong])
}
