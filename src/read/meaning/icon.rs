//! Icons and emoji. The pass `icons` knows what the icons of sets are: here they get the name that it looks for.

use crate::ir::Inline;
use crate::read::core::construct::{Call, Construct};
use crate::read::core::content::Content;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::words_or_first;
use crate::read::syntax::names::{Body, Written};
use crate::read::syntax::role::parts;

pub static ICON: Construct = Construct {
    names: &[(Written::TAG, &["fa", "fontawesome", "bi", "iconify"])],
    body: Body::Markdown,
    doc: "An icon of a set: what it means as a character, where there is one.",
    example: "{{< fa check >}} done",
    read: |call, children, _| {
        let tag = call.tag;
        let Some(first) = tag.free(0) else { return sign(call, children) };
        let set = match (tag.name.as_str(), tag.free(1)) {
            (_, None) | ("bi", _) => "fontawesome-solid",
            (_, Some(_)) => "fontawesome-brands",
        };
        Ok(icon(call, set, name(tag.free(1).unwrap_or(first))))
    },
};

pub static ICON_ROLE: Construct = Construct {
    names: &[(
        Written::ROLE,
        &[
            "octicon",
            "fab",
            "fa-brands",
            "fa",
            "fas",
            "far",
            "fa-solid",
            "material-regular",
            "material-outlined",
            "material-round",
            "material-sharp",
        ],
    )],
    body: Body::Markdown,
    doc: "An icon of sphinx-design's sets.",
    example: "{octicon}`check` done",
    read: |call, children, _| {
        let Some(text) = call.tag.free(0) else { return Err(children) };
        let (_, target) = parts(text);
        // Its size and its classes stand after it.
        let own = target.split([';', ' ']).next().unwrap_or_default();
        let own = own.strip_prefix("fa-").unwrap_or(own).replace('_', "-");
        let set = match call.name {
            "octicon" => "octicons",
            "fab" | "fa-brands" => "fontawesome-brands",
            "fa" | "fas" | "far" | "fa-solid" => "fontawesome-solid",
            _ => "material",
        };
        Ok(icon(call, set, name(&own)))
    },
};

pub static SIGN: Construct = Construct {
    names: &[(Written::SHORTCODE, &["icon", "fas", "fab", "swatches", "clear", "clearfix"])],
    body: Body::Markdown,
    doc: "A sign that only decorates: it is left out.",
    example: "{{< icon \"star\" >}} Words.",
    read: |call, children, _| sign(call, children),
};

pub static EMOJI: Construct = Construct {
    names: &[(Written::TAG, &["emoji"])],
    body: Body::Markdown,
    doc: "An emoji by its name.",
    example: "{{< emoji \":smile:\" >}}",
    read: |call, children, reader| Ok(Content::Inlines(words_or_first(reader, call.tag, children))),
};

/// What only draws a sign says nothing.
fn sign(call: &Call, children: Vec<Node>) -> Result<Content, Vec<Node>> {
    let draws = Written::SHORTCODE.meets(call.written) && !matches!(call.name, "bi" | "iconify");
    if draws && children.is_empty() { Ok(Content::Inlines(Vec::new())) } else { Err(children) }
}

/// A name of an icon, without what cannot stand in one.
fn name(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

fn icon(call: &Call, set: &str, name: String) -> Content {
    Content::Inlines(vec![Inline::text(call.span, format!(":{set}-{name}:"))])
}
