//! Links: buttons, references to pages, and what is shown elsewhere.

use crate::ir::Inline;
use crate::read::core::construct::{Construct, Written, names};
use crate::read::core::content::Content;
use crate::read::meaning::shortcode::media::{link, posted};
use crate::read::meaning::shortcode::value::address;

pub static BUTTON: Construct = Construct {
    names: &names(["link", "button", "btn", "cta", "linkbutton"], Written::TAG),
    doc: "A link, often drawn as a button.",
    example: "{{< button href=\"https://example.org\" >}}Go{{< /button >}}",
    read: |call, children, reader| reader.button(call.span, call.tag, children),
};

pub static REFERENCE: Construct = Construct {
    names: &names(["ref", "relref", "post_url", "get_url"], Written::TAG),
    doc: "The address of a page of the site.",
    example: "[words]({{< ref \"#a\" >}})\n\n# A",
    read: |call, children, _| {
        let Some(path) = call.tag.value(&["path"]).or(call.tag.free(0)) else { return Err(children) };
        let content = vec![Inline::text(call.span, path)];
        let address = address(call.tag).unwrap_or_else(|| path.to_owned());
        Ok(Content::Inlines(vec![Inline::new(call.span, link(address, content))]))
    },
};

pub static EMBED: Construct = Construct {
    names: &names(
        [
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
        Written::TAG,
    ),
    doc: "A film, a post or a file that is elsewhere: a link leads to it.",
    example: "{{< youtube dQw4w9WgXcQ >}}",
    read: |call, children, _| match posted(call.name, call.tag) {
        Some((address, shown)) => {
            let content = vec![Inline::text(call.span, shown)];
            Ok(Content::Inlines(vec![Inline::new(call.span, link(address, content))]))
        }
        None => Err(children),
    },
};
