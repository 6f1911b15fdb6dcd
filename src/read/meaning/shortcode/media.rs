//! Shortcodes that show what is elsewhere: pictures, films, posts. On paper the latter are titled links.

use crate::ir::*;
use crate::read::core::content::{Content, trimmed};
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::syntax::length::length;
use crate::read::syntax::tag::{Syntax, Tag};
use crate::source::Span;

/// The names under which shortcodes have an address.
const ADDRESSES: [&str; 12] =
    ["href", "link", "url", "src", "relref", "ref", "path", "file", "mp4", "webm", "to", "page"];

/// Where a shortcode leads that shows a film, a post or a file, and what the link says.
pub fn posted(name: &str, tag: &Tag) -> Option<(String, String)> {
    let id = tag.value(&["id", "slug", "code"]).or(tag.free(0));
    let free: Vec<&str> =
        tag.arguments.iter().filter(|one| one.key.is_none()).map(|one| &*one.value).collect();
    let (address, site) = match name {
        "youtube" | "youtubeembed" | "youtubelite" | "youtube-lite" | "yt" => {
            (format!("https://www.youtube.com/watch?v={}", id?), "YouTube")
        }
        "vimeo" | "vimeo_simple" => (format!("https://vimeo.com/{}", id?), "Vimeo"),
        "bilibili" => (format!("https://www.bilibili.com/video/{}", id?), "bilibili"),
        "asciinema" if !id?.contains(['/', '.']) => (format!("https://asciinema.org/a/{}", id?), "asciinema"),
        "tweet" | "twitter" | "twitter_simple" | "x" | "x_simple" => {
            let (user, id) = match free.as_slice() {
                [user, id] => (*user, *id),
                _ => (tag.value(&["user"]).unwrap_or("i"), id?),
            };
            (format!("https://x.com/{user}/status/{id}"), "X")
        }
        "instagram" | "instagram_simple" => (format!("https://www.instagram.com/p/{}/", id?), "Instagram"),
        "jsfiddle" => (format!("https://jsfiddle.net/{}", id?), "JSFiddle"),
        "codepen" => (format!("https://codepen.io/pen/{}", id?), "CodePen"),
        "gist" => {
            let parts = free.iter().take(2).copied().collect::<Vec<_>>().join("/");
            return Some((format!("https://gist.github.com/{parts}"), format!("gist {parts}")));
        }
        "github" | "huggingface" => {
            let host = if name == "github" { "https://github.com" } else { "https://huggingface.co" };
            let path =
                tag.value(&["repo", "model", "dataset"]).or(tag.free(0)).filter(|path| path.contains('/'))?;
            return Some((format!("{host}/{path}"), path.to_owned()));
        }
        "video" | "audio" | "music" | "pdf" | "embed-pdf" | "pdfviewer" | "iframe" | "swaggerui"
        | "redoc" | "rapidoc" | "openapi" | "asciinema" => {
            let address =
                tag.value(&ADDRESSES).or(tag.free(0)).filter(|address| address.contains(['/', '.']))?;
            (address.to_owned(), address.rsplit('/').next().unwrap_or(address))
        }
        _ => return None,
    };
    let said = tag.arguments.iter().skip(1).filter(|one| one.key.is_none() && one.quoted);
    let said = said.map(|one| one.value.as_str()).find(|value| value.contains(char::is_alphabetic));
    let titles = ["title", "label", "caption", "alt", "text", "name", "artist"];
    let mut titles =
        titles.iter().filter_map(|key| tag.value(&[key])).filter(|title| !title.trim().is_empty());
    let shown = match titles.next() {
        Some(title) => titles.fold(title.to_owned(), |shown, title| format!("{shown}, {title}")),
        None => said.unwrap_or(site).to_owned(),
    };
    Some((address, shown))
}

/// The file of a picture.
pub fn source(tag: &Tag) -> Option<String> {
    if tag.syntax == Syntax::Directive {
        // The directive of MyST has the path where others have a title.
        return tag.value(&["title"]).map(str::to_owned);
    }
    let keys = ["src", "path", "image_path", "url", "file", "image", "filename"];
    tag.value(&keys).or(tag.free(0)).filter(|source| !source.trim().is_empty()).map(str::to_owned)
}

impl Reader<'_> {
    /// A link that looks like a button, or a link with its words as an argument.
    pub fn button(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Result<Content, Vec<Node>> {
        let free: Vec<_> = tag.arguments.iter().filter(|argument| argument.key.is_none()).collect();
        let leads =
            |value: &&str| value.contains(['/', '#', '.', ':']) && !value.contains(char::is_whitespace);
        let first = free.first().map(|argument| argument.value.as_str()).filter(leads);
        let Some(address) = tag.value(&ADDRESSES).or(first).map(str::to_owned) else { return Err(children) };
        let mut content = trimmed(self.phrasing(children));
        if content.is_empty() {
            let said = tag.argument(&["text", "content", "label", "title", "name"]);
            let said = said.or_else(|| free.iter().copied().find(|one| one.value != address));
            content = match said {
                Some(said) => self.line_of(said.span.range()),
                None => vec![Inline::text(span, address.clone())],
            };
        }
        // `{% link _posts/a.md %}` is Jekyll's.
        let address = crate::read::meaning::shortcode::value::address(tag)
            .filter(|_| tag.value(&ADDRESSES).is_none())
            .unwrap_or(address);
        Ok(Content::Inlines(vec![Inline::new(span, link(address, content))]))
    }

    /// A picture with what stands under it.
    pub fn figure(&mut self, span: Span, tag: &Tag, source: &str, children: Vec<Node>) -> Content {
        let image = InlineKind::Image(Box::new(Image {
            source: ImageSource::Unresolved(source.to_owned()),
            alternative: match tag.value(&["alt"]) {
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
            let Some(argument) = tag.argument(&[key]).filter(|argument| !argument.value.trim().is_empty())
            else {
                continue;
            };
            let content = self.line_of(argument.span.range());
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
        caption.extend(self.phrasing(children));
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
}

/// A link to an address that the pass `links` has yet to look at.
pub fn link(address: String, content: Vec<Inline>) -> InlineKind {
    InlineKind::Link { target: LinkTarget::Unresolved(address).into(), title: None, content }
}
