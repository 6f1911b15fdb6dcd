//! Elements that stand in a line of text.

use crate::ir::*;
use crate::read::core::content::{Content, trimmed};
use crate::read::core::reader::{MARKUP, Reader};
use crate::read::core::tree::{Element, Node, text_of};
use crate::read::meaning::element::html::Html;
use crate::read::meaning::element::media;

/// `<code>` and its fellows.
pub fn code(_: &mut Reader<'_>, html: Html<'_>) -> Content {
    let kind = InlineKind::Code { language: media::language(html.pairs), text: text_of(&html.children) };
    Html::inline(html.span, html.attributes, kind)
}

/// `<a>`: one without an address is a place that others lead to.
pub fn link(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let Some(address) = html.value("href") else { return reader.group(html) };
    let target = LinkTarget::Unresolved(address.to_owned()).into();
    let title = html.value("title").map(str::to_owned);
    reader.inline_or_blocks(html, |content| InlineKind::Link { target, title, content })
}

/// `<ruby>`; the parentheses that it has for those who cannot show it go.
pub fn ruby(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let mut content = Vec::new();
    for node in html.children {
        match node {
            Node::Element(Element { opener, .. }) if opener.html() == "rp" => {}
            Node::Element(Element { span, opener, children }) if opener.html() == "rt" => {
                let reading = trimmed(reader.phrasing(children));
                let kind = InlineKind::Styled { style: Style::Reading, content: reading };
                content.push(Inline::new(span, kind));
            }
            node => content.extend(reader.phrasing(vec![node])),
        }
    }
    Html::inline(html.span, html.attributes, InlineKind::Styled { style: Style::Ruby, content })
}

/// `<br>`; one with a style asks for a new page.
pub fn line_break(_: &mut Reader<'_>, html: Html<'_>) -> Content {
    match html.attributes.get("style").is_some() {
        true => Html::block(html.span, html.attributes, BlockKind::Division { blocks: Vec::new() }),
        false => Html::inline(html.span, html.attributes, InlineKind::HardBreak),
    }
}

/// `<wbr>`.
pub fn break_opportunity(_: &mut Reader<'_>, html: Html<'_>) -> Content {
    Html::inline(html.span, html.attributes, InlineKind::Text { text: "\u{200B}".to_owned() })
}

/// A footnote whose text stands in its place.
pub fn note(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let content = reader.phrasing(html.children);
    // No label of a note ends in a space.
    let label = format!("{} ", html.span.start);
    let blocks = vec![Block::new(html.span, BlockKind::Paragraph { content })];
    Content::Inlines(vec![Inline::new(html.span, InlineKind::Footnote { label, blocks })])
}

/// `<img>`.
pub fn image(_: &mut Reader<'_>, html: Html<'_>) -> Content {
    Html::inline(html.span, html.attributes, InlineKind::Image(media::image(html.pairs).into()))
}

/// `<svg>`, if it is whole.
pub fn drawing(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let Some(markup) = html.value(MARKUP) else { return reader.unknown_element(html) };
    let drawing = media::drawing(html.pairs, markup);
    Html::inline(html.span, html.attributes, InlineKind::Image(drawing.into()))
}

/// `<picture>`: the images for light and for dark pages that it can choose among.
pub fn picture(reader: &mut Reader<'_>, html: Html<'_>) -> Content {
    let Some((light, dark)) = media::schemes(&html.children) else { return reader.group(html) };
    let mut content = reader.phrasing(html.children);
    media::by_scheme(&mut content, light, dark);
    Content::Inlines(content)
}

/// What plays something.
pub fn player(_: &mut Reader<'_>, html: Html<'_>) -> Content {
    match media::link(html.name, html.pairs, &html.children) {
        Some(link) => Html::inline(html.span, html.attributes, link),
        None => Content::Inlines(Vec::new()),
    }
}
