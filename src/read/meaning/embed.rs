//! What is shown elsewhere: films, posts, files. On paper these are titled links.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::address_in;
use crate::read::meaning::arguments::words_of;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static EMBED: Construct = Construct {
    names: &[
        (
            Written::TAG,
            &[
                "youtube",
                "youtubeembed",
                "youtubelite",
                "youtube-lite",
                "yt",
                "vimeo",
                "vimeo_simple",
                "bilibili",
                "asciinema",
                "tweet",
                "twitter",
                "twitter_simple",
                "x",
                "x_simple",
                "instagram",
                "instagram_simple",
                "jsfiddle",
                "codepen",
                "gist",
                "github",
                "huggingface",
                "video",
                "audio",
                "music",
                "pdf",
                "embed-pdf",
                "pdfviewer",
                "iframe",
                "swaggerui",
                "redoc",
                "rapidoc",
                "openapi",
            ],
        ),
        (Written::FENCE, &["youtube", "vimeo", "video", "audio", "iframe"]),
    ],
    body: Body::None,
    doc: "A film, a post or a file that is elsewhere: a link leads to it.",
    example: "{{< youtube dQw4w9WgXcQ >}}",
    read: |call, children, _| match embed_link(call.name, call.tag) {
        Some((address, shown)) => {
            let content = vec![Inline::text(call.span, shown)];
            Ok(Content::Inlines(vec![Inline::new(call.span, link(address, content))]))
        }
        None => Err(children),
    },
};

pub static PLAYER: Construct = Construct {
    names: &[(
        Written::COMPONENT,
        &[
            "youtube",
            "youtubeembed",
            "liteyoutubeembed",
            "youtubevideo",
            "yt",
            "vimeo",
            "vimeovideo",
            "vimeoembed",
            "video",
            "audio",
            "loom",
            "iframe",
            "reactplayer",
            "player",
            "tweet",
            "codepen",
            "codesandbox",
            "stackblitz",
            "embed",
            "videoplayer",
            "asciinema",
        ],
    )],
    body: Body::Markdown,
    doc: "A film, a post or a file that is elsewhere, by a component.",
    example: "<YouTube id=\"dQw4w9WgXcQ\" />",
    read: |call, children, reader| {
        let site = match call.name {
            "youtube" | "youtubeembed" | "liteyoutubeembed" | "youtubevideo" | "yt" => {
                Some(("https://www.youtube.com/watch?v=", "YouTube"))
            }
            "vimeo" | "vimeovideo" | "vimeoembed" => Some(("https://vimeo.com/", "Vimeo")),
            _ => None,
        };
        let Some((before, shown)) = site else {
            let Some(address) = address_in(reader, call.tag, &["src", "url", "href", "file"]) else {
                return Err(children);
            };
            let shown = address.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&address).to_owned();
            return Ok(played(reader, call.span, call.tag, address, &shown, children));
        };
        let ids = ["id", "videoId", "videoid", "url", "src"];
        let Some(id) = ids.iter().find_map(|key| call.tag.text(key)) else { return Err(children) };
        let address = if id.contains('/') { id.to_owned() } else { format!("{before}{id}") };
        Ok(played(reader, call.span, call.tag, address, shown, children))
    },
};

/// The names under which shortcodes have an address.
pub const ADDRESSES: [&str; 12] =
    ["href", "link", "url", "src", "relref", "ref", "path", "file", "mp4", "webm", "to", "page"];

/// Where a shortcode leads that shows a film, a post or a file, and what the link says.
fn embed_link(name: &str, tag: &Tag) -> Option<(String, String)> {
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
            if let Some(address) = tag.value(&["url"]) {
                return Some((address.to_owned(), "gist".to_owned()));
            }
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

/// A link, with a title, to what a document cannot play.
pub fn played(
    reader: &mut Reader,
    span: Span,
    tag: &Tag,
    address: String,
    shown: &str,
    children: Vec<Node>,
) -> Content {
    let mut content = words_of(reader, tag, &["title", "label", "caption", "alt"]).unwrap_or_default();
    if content.is_empty() {
        content = reader.phrasing(children);
    }
    if content.is_empty() {
        content.push(Inline::text(span, shown));
    }
    Content::Inlines(vec![Inline::new(span, link(address, content))])
}

/// A link to an address that the pass `links` has yet to look at.
pub fn link(address: String, content: Vec<Inline>) -> InlineKind {
    InlineKind::Link { target: LinkTarget::Unresolved(address).into(), title: None, content }
}
