//! Since or until when something is there: `<Since v="1.0"/>`, `{% addedin "0.5" %}`, ```` ```{versionadded} 0.5 ````.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::meaning::arguments::given_title;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::{Written, plain};
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static VERSION: Construct = Construct {
    names: &[
        (
            Written::SHORTCODE.or(Written::DIVISION).or(Written::COMPONENT).or(Written::LOOSE),
            &[
                "since",
                "sinceversion",
                "availablesince",
                "addedin",
                "newin",
                "introducedin",
                "changedin",
                "deprecatedin",
                "versiondeprecated",
                "removedin",
                "versionremoved",
            ],
        ),
        // As divisions, these are directives of Sphinx.
        (Written::SHORTCODE.or(Written::COMPONENT).or(Written::LOOSE), &["versionadded", "versionchanged"]),
    ],
    body: Body::Markdown,
    doc: "Since or until when something is there.",
    example: "{% addedin \"0.5\" %}",
    read: |call, children, _| match inline(call.tag, call.span) {
        Some(version) if children.is_empty() => Ok(Content::Inlines(vec![version])),
        _ => Err(children),
    },
};

pub static VERSION_DIRECTIVE: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["versionadded", "versionchanged", "deprecated"])],
    body: Body::Markdown,
    doc: "Since when something is there or is not, and what is to be said of it.",
    example: "```{versionadded} 0.5\nWords.\n```",
    read: |call, children, reader| {
        // The words that Sphinx has for these, in English: its own translations are not here.
        let name = match call.name {
            "versionadded" => "Added in version",
            "versionchanged" => "Changed in version",
            _ => "Deprecated since version",
        };
        let span = call.span;
        let mut content = vec![Inline::text(span, format!("{name} "))];
        content.extend(given_title(reader, &call.tag.arguments).unwrap_or_default());
        let content = vec![Inline::new(span, InlineKind::Styled { style: Style::Emphasis, content })];
        let mut blocks = vec![Block::new(span, BlockKind::Paragraph { content })];
        blocks.extend(reader.flow(children));
        let attributes = call.tag.attributes.clone();
        Ok(Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }]))
    },
};

/// What a tag of this kind, at `span`, says: words apart from those around it, which alone name a heading that they stand
/// in. `None` when it is of another kind, or gives no version.
fn inline(tag: &Tag, span: Span) -> Option<Inline> {
    let content = vec![Inline::text(span, said(tag)?)];
    let attributes = Attributes::of_class("version");
    Some(Inline { span, attributes, kind: InlineKind::Span { content } })
}

fn said(tag: &Tag) -> Option<String> {
    let version = tag.free(0).or(tag.value(&VERSIONS));
    words(&tag.name, version?)
}

/// The attributes that may give the version.
pub const VERSIONS: [&str; 7] = ["version", "v", "since", "in", "name", "value", "date"];

/// What a tag of this name says of a version; `None` when it says something else.
pub fn words(name: &str, version: &str) -> Option<String> {
    let what = match plain(name).as_str() {
        "since" | "sinceversion" | "availablesince" => "Since",
        "addedin" | "newin" | "introducedin" | "versionadded" => "New in",
        "changedin" | "versionchanged" => "Changed in",
        "deprecatedin" | "versiondeprecated" => "Deprecated in",
        "removedin" | "versionremoved" => "Removed in",
        _ => return None,
    };
    Some(format!("{what} {}", version.trim()))
}
