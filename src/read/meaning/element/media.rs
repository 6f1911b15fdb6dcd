//! Images, drawings, sound and films of raw HTML.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::ir::*;
use crate::read::core::note::value;
use crate::read::core::tree::{Element, Node, Opener};
use crate::read::length;
use crate::source::Span;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

type Pairs = [(String, String)];

/// The image that an `<img>` shows.
pub fn image(pairs: &Pairs) -> Image {
    let length = |key| value(pairs, key).and_then(length);
    Image {
        source: ImageSource::Unresolved(value(pairs, "src").unwrap_or_default().to_owned()),
        alternative: match value(pairs, "alt").map(str::trim) {
            Some("") => Alternative::Decorative,
            Some(text) => Alternative::Given(text.to_owned()),
            None => Alternative::Missing(String::new()),
        },
        title: value(pairs, "title").map(str::to_owned),
        width: length("width"),
        height: length("height"),
    }
}

/// The image that an `<svg>` draws.
pub fn drawing(pairs: &Pairs, markup: &str) -> Image {
    let markup = with_namespaces(markup);
    let label = value(pairs, "aria-label").map(str::to_owned).or_else(|| title(&markup));
    Image {
        source: ImageSource::Unresolved(format!(
            "data:image/svg+xml,{}",
            utf8_percent_encode(&markup, NON_ALPHANUMERIC)
        )),
        alternative: label.map_or(Alternative::Missing(String::new()), Alternative::Given),
        title: None,
        width: None,
        height: None,
    }
}

/// The markup of an `<svg>` in a page as that of a file of its own, which has to name what HTML knows by itself.
fn with_namespaces(markup: &str) -> String {
    let (tag, rest) = markup.split_at(markup.find('>').unwrap_or(markup.len()));
    let mut out = tag.to_owned();
    let name = tag.len().min("<svg".len());
    for (attribute, namespace) in [("xmlns", SVG), ("xmlns:xlink", XLINK)] {
        if !tag.contains(&format!("{attribute}=")) {
            out.insert_str(name, &format!(" {attribute}=\"{namespace}\""));
        }
    }
    out + rest
}

/// The title that a drawing has (SVG 2, 5.9).
fn title(markup: &str) -> Option<String> {
    let document = roxmltree::Document::parse(markup).ok()?;
    let title = document.root_element().children().find(|child| child.has_tag_name((SVG, "title")))?;
    title.text().map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned)
}

/// A link, with a title, to what a document cannot play.
pub fn link(name: &str, pairs: &Pairs, children: &[Node]) -> Option<InlineKind> {
    let source = children.iter().find_map(|child| match child {
        Node::Element(Element { opener: Opener::Html { name, attributes }, .. }) if name == "source" => {
            value(attributes, "src")
        }
        _ => None,
    });
    let address = value(pairs, "src").or(value(pairs, "data")).or(source)?;
    let title =
        value(pairs, "title").or(value(pairs, "aria-label")).map(str::trim).filter(|title| !title.is_empty());
    let shown = title.unwrap_or(match name {
        "iframe" => address,
        _ => address.rsplit('/').next().unwrap_or(address),
    });
    let content = vec![Inline::text(Span::default(), shown)];
    Some({
        let target = LinkTarget::Unresolved(address.to_owned()).into();
        InlineKind::Link { target, title: None, content }
    })
}

/// The language that the class `language-x` of a `<code>` or `<pre>` names.
pub fn language(pairs: &Pairs) -> Option<String> {
    let classes = value(pairs, "class")?.split_whitespace();
    let names = classes.filter_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-")));
    names.map(str::to_lowercase).find(|name| !name.is_empty())
}

/// The language of the first `<code>` among the nodes.
pub fn language_inside(nodes: &[Node]) -> Option<String> {
    nodes.iter().find_map(|node| match node {
        Node::Inline(Inline { kind: InlineKind::Code { language, .. }, .. }) => language.clone(),
        Node::Element(Element { opener: Opener::Html { name, attributes }, children, .. }) => {
            (name == "code").then(|| language(attributes)).flatten().or_else(|| language_inside(children))
        }
        Node::Inline(_) | Node::Block(_) | Node::Attributes(..) | Node::Element(_) => None,
    })
}

/// What the attribute `style` of an image says of its size: the declarations alone.
pub fn style_of_size(style: &str) -> Option<String> {
    const SIZES: [&str; 5] = ["width", "height", "max-width", "max-height", "zoom"];
    let declarations = style.split(';').filter(|declaration| {
        let property = declaration.split(':').next().unwrap_or_default().trim();
        SIZES.iter().any(|size| size.eq_ignore_ascii_case(property))
    });
    let declarations: Vec<&str> = declarations.collect();
    (!declarations.is_empty()).then(|| declarations.join(";"))
}

/// The addresses that the sources of a `<picture>` have for light and for dark pages; `None` when they say nothing of it.
pub fn schemes(children: &[Node]) -> Option<(Option<String>, Option<String>)> {
    let source = |scheme: &str| {
        children.iter().find_map(|child| match child {
            Node::Element(Element { opener: Opener::Html { name, attributes }, .. }) if name == "source" => {
                let media = value(attributes, "media")?.to_ascii_lowercase();
                let set = value(attributes, "srcset").or(value(attributes, "src"))?;
                let asks = media.contains("prefers-color-scheme") && media.contains(scheme);
                asks.then(|| set.split([',', ' ']).find(|part| !part.is_empty()).unwrap_or(set).to_owned())
            }
            _ => None,
        })
    };
    let (light, dark) = (source("light"), source("dark"));
    (light.is_some() || dark.is_some()).then_some((light, dark))
}

/// Divides the image of a `<picture>` into one for light pages and one for dark ones, which have other addresses.
pub fn by_scheme(content: &mut Vec<Inline>, light: Option<String>, dark: Option<String>) {
    let Some(at) = content.iter().position(|inline| matches!(inline.kind, InlineKind::Image(_))) else {
        return;
    };
    let of = |address: Option<String>, class: &str, shown: &Inline| {
        let mut shown = shown.clone();
        shown.attributes.classes.push(class.to_owned());
        if let (Some(address), InlineKind::Image(image)) = (address, &mut shown.kind) {
            image.source = ImageSource::Unresolved(address);
        }
        shown
    };
    if let Some(shown) = content.get(at) {
        let both = [of(light, ONLY_LIGHT, shown), of(dark, ONLY_DARK, shown)];
        content.splice(at..=at, both);
    }
}
