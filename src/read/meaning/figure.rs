//! Pictures, and figures of whatever has a caption.

use crate::ir::*;
use crate::read::core::construct::Call;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::content::take_caption;
use crate::read::core::content::trimmed;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::element_pairs;
use crate::read::meaning::arguments::source_of;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::embed::link;
use crate::read::syntax::length::length;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Argument;
use crate::read::syntax::tag::Syntax;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static PICTURE: Construct = Construct {
    names: &[
        (Written::TAG, &["figure", "image", "img", "imgproc", "picture", "resize_image"]),
        (Written::FENCE, &["figure", "image"]),
    ],
    body: Body::Markdown,
    doc: "A picture, with what stands under it.",
    example: "{{< figure src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" alt=\"A dot\" caption=\"A dot.\" >}}",
    read: |call, children, reader| match source(call.tag) {
        Some(source) => Ok(figure_of(reader, call.span, call.tag, &source, children)),
        None => Err(children),
    },
};

pub static COMPONENT_PICTURE: Construct = Construct {
    names: &[(
        Written::COMPONENT,
        &[
            "figure",
            "listing",
            "image",
            "img",
            "zoomimage",
            "themedimage",
            "themeimage",
            "idealimage",
            "screenshot",
            "picture",
            "nuxtimg",
            "mdximage",
        ],
    )],
    body: Body::Markdown,
    doc: "A picture, or what a figure holds, with its caption.",
    example: "<Figure src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" alt=\"A dot\" caption=\"A dot.\" />",
    read: |call, children, reader| {
        let tag = call.tag;
        let is_listing =
            call.name == "listing" && tag.argument(&["number", "file-name", "filename"]).is_some();
        let is_captioned = matches!(call.name, "listing" | "figure") && tag.text("caption").is_some();
        if !children.is_empty() && (is_captioned || is_listing) {
            return Ok(captioned(call, children, reader));
        }
        match source_of(reader, tag).filter(|_| call.name != "listing") {
            Some(source) => Ok(component_picture(call, source, children, reader)),
            None => Err(children),
        }
    },
};

pub static FIGURE_MD: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["figure-md"])],
    body: Body::Markdown,
    doc: "A figure whose last paragraph is its caption (MyST).",
    example: ":::{figure-md} dot\n![A dot](data:image/gif;base64,R0lGODlhAQABAAAAACw=)\n\nA dot.\n:::",
    read: |call, children, reader| {
        let mut blocks = reader.flow(children);
        let mut attributes = call.tag.attributes.clone();
        let name = call.tag.value(&["title"]).filter(|name| !name.contains(char::is_whitespace));
        if let Some(name) = name {
            attributes.id.get_or_insert(name.to_owned());
        }
        let caption = take_caption(&mut blocks).unwrap_or_default();
        Ok(Content::Blocks(vec![Block {
            span: call.span,
            attributes,
            kind: BlockKind::Figure { blocks, caption },
        }]))
    },
};

/// What a component holds, with its number and its caption.
fn captioned(call: &Call, children: Vec<Node>, reader: &mut Reader) -> Content {
    let Call { span, tag, .. } = *call;
    let colon = if tag.text("caption").is_some() { ": " } else { "" };
    let number = tag.text("number").map(|number| format!("{} {number}{colon}", tag.name));
    let mut caption: Vec<Inline> = number.map(|number| Inline::text(span, number)).into_iter().collect();
    if let Some(said) = tag.argument(&["caption"]) {
        let (at, said) = (said.span, said.value.clone());
        caption.extend(reader.said(at, &said));
    }
    // As the title of code, which names its file.
    let name = words_of(reader, tag, &["file-name", "filename"]);
    let figures = name.into_iter().chain(Some(caption)).filter(|caption| !caption.is_empty());
    let blocks = reader.flow(children);
    Content::Blocks(
        figures.fold(blocks, |blocks, caption| vec![Block::new(span, BlockKind::Figure { blocks, caption })]),
    )
}

/// A component that shows the picture at `source`.
fn component_picture(call: &Call, source: String, children: Vec<Node>, reader: &mut Reader) -> Content {
    let Call { span, tag, .. } = *call;
    let mut pairs = element_pairs(reader, tag);
    pairs.retain(|(key, _)| !matches!(key.as_str(), "src" | "title"));
    pairs.push(("src".to_owned(), source));
    let image = reader.html_element(span, "img", pairs, Vec::new());
    let mut caption = words_of(reader, tag, &["caption", "title"]).unwrap_or_default();
    caption.extend(reader.phrasing(children));
    match (image, caption.is_empty()) {
        (Content::Inlines(image), false) => {
            let blocks = paragraph(image).into_iter().collect();
            Content::Blocks(vec![Block::new(span, BlockKind::Figure { blocks, caption })])
        }
        (image, _) => image,
    }
}

/// The names under which a tag has the file of a picture.
const FILES: [&str; 7] = ["src", "path", "image_path", "url", "file", "image", "filename"];

/// The file of a picture.
fn source(tag: &Tag) -> Option<String> {
    if tag.syntax == Syntax::Directive {
        // The directive of MyST has the path where others have a title.
        return tag.value(&["title"]).map(str::to_owned);
    }
    tag.value(&FILES).or(tag.free(0)).filter(|source| !source.trim().is_empty()).map(str::to_owned)
}

/// What stands after the file of a picture without a key: its alternative text and, of a figure, its caption, as in
/// `{% figure "a.png", "words", "caption" %}`; an image of Eleventy has sizes there.
fn said_after_file(tag: &Tag) -> (Option<&Argument>, Option<&Argument>) {
    if !matches!(tag.name.as_str(), "figure" | "image" | "img" | "picture") || tag.value(&FILES).is_some() {
        return (None, None);
    }
    let mut said = tag.arguments.iter().filter(|argument| argument.key.is_none()).skip(1);
    let alternative = said.next().filter(|argument| argument.quoted);
    let caption = said.next().filter(|argument| argument.quoted && tag.name == "figure");
    (alternative, caption.filter(|_| alternative.is_some()))
}

/// A picture with what stands under it.
pub fn figure_of(reader: &mut Reader, span: Span, tag: &Tag, source: &str, children: Vec<Node>) -> Content {
    let (alternative, under) = said_after_file(tag);
    let image = InlineKind::Image(Box::new(Image {
        source: ImageSource::Unresolved(source.to_owned()),
        alternative: match tag.value(&["alt"]).or(alternative.map(|argument| argument.value.as_str())) {
            Some(text) if !text.trim().is_empty() => Alternative::Given(text.to_owned()),
            Some(_) => Alternative::Decorative,
            None => Alternative::Missing(String::new()),
        },
        title: None,
        width: tag.value(&["width"]).and_then(length),
        height: tag.value(&["height"]).and_then(length),
    }));
    let image = match tag.value(&["link", "href"]) {
        Some(address) => link(address.to_owned(), vec![Inline::new(span, image)]),
        None => image,
    };
    let keys: &[&str] =
        if tag.syntax == Syntax::Directive { &["caption"] } else { &["title", "caption", "attr"] };
    let mut caption = Vec::new();
    for &key in keys {
        let argument = tag.argument(&[key]).or(under.filter(|_| key == "caption"));
        let Some(argument) = argument.filter(|argument| !argument.value.trim().is_empty()) else { continue };
        let content = reader.line_of(argument.span.range());
        if !caption.is_empty() {
            caption.push(Inline::text(span, " "));
        }
        match (key, tag.value(&["attrlink"])) {
            ("attr", Some(address)) => {
                caption.push(Inline::new(span, link(address.to_owned(), content)));
            }
            ("title", _) => {
                caption.push(Inline::new(span, InlineKind::Styled { style: Style::Strong, content }));
            }
            _ => caption.extend(content),
        }
    }
    caption.extend(reader.phrasing(children));
    let caption = trimmed(caption);
    let paragraph = Block::new(span, BlockKind::Paragraph { content: vec![Inline::new(span, image)] });
    let mut block = match caption.is_empty() {
        true => paragraph,
        false => Block::new(span, BlockKind::Figure { blocks: vec![paragraph], caption }),
    };
    block.attributes = tag.attributes.clone();
    if let Some(id) = tag.value(&["id", "name"]).filter(|id| !id.contains(char::is_whitespace)) {
        block.attributes.id = Some(id.to_owned());
    }
    let classes = tag.value(&["class"]).into_iter().flat_map(str::split_whitespace);
    for class in classes {
        block.attributes.classes.push(class.to_owned());
    }
    Content::Blocks(vec![block])
}
