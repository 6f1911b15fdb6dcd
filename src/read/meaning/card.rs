//! Cards: parts with a title, which may lead somewhere.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::core::tree::contains_block;
use crate::read::meaning::arguments::TITLES;
use crate::read::meaning::arguments::address_in;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::data::link;
use crate::read::meaning::embed::link as embedded_link;
use crate::read::meaning::tabs::PART_TITLES;
use crate::read::meaning::titled::strong_line;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static CARD: Construct = Construct {
    names: &[
        (Written::SHORTCODE, &["card"]),
        (
            Written::TAG,
            &["timelineitem", "hextra/feature-card", "feature", "step", "accordion-item", "accordionitem"],
        ),
    ],
    body: Body::Parts,
    doc: "A part with a title, which may lead somewhere.",
    example: "{{< card title=\"Start\" link=\"https://example.org\" >}}",
    read: |call, children, reader| {
        // One with words alone is a callout.
        let leads = call.tag.value(&["header", "footer", "subtitle", "link"]).is_some();
        match matches!(call.name, "card" | "accordion-item") && !call.alone && !leads {
            true => Err(children),
            false => Ok(titled_part(reader, call.span, call.tag, children)),
        }
    },
};

pub static COMPONENT_CARD: Construct = Construct {
    names: &[(Written::COMPONENT, &["card"])],
    body: Body::Parts,
    doc: "A card: its title, which may lead somewhere, and its content.",
    example: "<Card title=\"Start\" href=\"https://example.org\">\n\nWords.\n\n</Card>",
    read: |call, children, reader| Ok(component_card(reader, call.span, call.tag, children)),
};

pub static LINK_CARD: Construct = Construct {
    names: &[(
        Written::COMPONENT,
        &["linkcard", "cardlink", "cardscard", "linkbutton", "buttonlink", "featurecard", "ucard"],
    )],
    body: Body::Markdown,
    doc: "A card that may stand in a line.",
    example: "<LinkCard title=\"Start\" href=\"https://example.org\" />",
    read: |call, children, reader| Ok(component_card(reader, call.span, call.tag, children)),
};

/// A card: its title, which leads somewhere, what it says, and its content.
pub fn component_card(reader: &mut Reader, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
    let address = address_in(reader, tag, &["href", "to", "url", "link"]);
    let title = words_of(reader, tag, &TITLES);
    let mut blocks: Vec<Block> =
        words_of(reader, tag, &["description", "text", "content"]).and_then(paragraph).into_iter().collect();
    if title.is_none() && address.is_some() && !contains_block(&children) {
        let content = reader.phrasing(children);
        blocks.insert(
            0,
            Block::new(
                span,
                BlockKind::Paragraph { content: vec![link(span, address.unwrap_or_default(), content)] },
            ),
        );
        return Content::Blocks(blocks);
    }
    blocks.extend(reader.flow(children));
    let title = title.or_else(|| Some(vec![Inline::text(span, address.as_deref()?)]));
    if let Some(title) = title {
        let content = vec![Inline::new(span, InlineKind::Styled { style: Style::Strong, content: title })];
        let content = match address {
            Some(address) => vec![link(span, address, content)],
            None => content,
        };
        blocks.insert(0, Block::new(span, BlockKind::Paragraph { content }));
    }
    let attributes = Attributes::of_class("card".to_owned());
    Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
}

/// A part with a title, which may lead somewhere, and words around its content.
pub fn titled_part(reader: &mut Reader, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
    let mut words = |key: &str| {
        let argument = tag.argument(&[key]).filter(|argument| !argument.value.trim().is_empty())?;
        Some(reader.line_of(argument.span.range()))
    };
    let mut titles: Vec<Vec<Inline>> = PART_TITLES.iter().filter_map(|key| words(key)).collect();
    let below = ["badge", "tag", "subtitle", "subheader", "description", "text", "content"];
    let below: Vec<Vec<Inline>> = below.iter().filter_map(|key| words(key)).collect();
    let footer = words("footer");
    if titles.is_empty()
        && let Some(free) = tag.arguments.iter().find(|argument| argument.key.is_none() && argument.quoted)
    {
        titles.push(reader.line_of(free.span.range()));
    }
    if let (Some(address), Some(title)) = (tag.value(&["link", "href", "url"]), titles.last_mut()) {
        let content = std::mem::take(title);
        title.push(Inline::new(span, embedded_link(address.to_owned(), content)));
    }
    let mut blocks: Vec<Block> = titles.into_iter().filter_map(strong_line).collect();
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
    blocks.extend(reader.flow(children));
    blocks.extend(footer.and_then(paragraph));
    let attributes = Attributes::of_class(tag.name.replace('/', "-"));
    Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
}
