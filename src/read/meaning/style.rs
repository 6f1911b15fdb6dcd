//! Roles that set their words in some way.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::meaning::reference::{line, shown};
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::source::Span;

pub static STYLE: Construct = Construct {
    names: &[(
        Written::ROLE,
        &[
            "sub",
            "subscript",
            "sup",
            "superscript",
            "strong",
            "guilabel",
            "emphasis",
            "dfn",
            "u",
            "underline",
            "del",
            "strike",
            "title-reference",
            "title",
            "t",
            "menuselection",
            "smallcaps",
            "sc",
        ],
    )],
    body: Body::Markdown,
    doc: "Words in bold, in italics, raised, underlined and so on.",
    example: "H{sub}`2`O",
    read: |call, _, _| {
        let styled = |style, words: &str| {
            let content = vec![Inline::text(call.span, words)];
            Inline::new(call.span, InlineKind::Styled { style, content })
        };
        let style = match call.name {
            "sub" | "subscript" => Style::Subscript,
            "sup" | "superscript" => Style::Superscript,
            "strong" | "guilabel" => Style::Strong,
            "emphasis" | "dfn" => Style::Emphasis,
            "u" | "underline" => Style::Underline,
            "del" | "strike" => Style::Strikethrough,
            "title-reference" | "title" | "t" => Style::Citation,
            "menuselection" => {
                let steps = line(call).replace("-->", "‣").replace('&', "");
                return Ok(Content::Inlines(vec![styled(Style::Strong, &steps)]));
            }
            _ => {
                let attributes = Attributes::of_class("smallcaps");
                let kind = InlineKind::Span { content: vec![Inline::text(call.span, line(call))] };
                return Ok(Content::Inlines(vec![Inline { span: call.span, attributes, kind }]));
            }
        };
        Ok(Content::Inlines(vec![styled(style, line(call))]))
    },
};

pub static ABBREVIATION: Construct = Construct {
    names: &[(Written::ROLE, &["abbr", "abbreviation"])],
    body: Body::Markdown,
    doc: "An abbreviation, with what it stands for.",
    example: "{abbr}`HTML (Hypertext Markup Language)`",
    read: |call, _, _| Ok(Content::Inlines(abbreviation(call.span, line(call)))),
};

pub static WORDS: Construct = Construct {
    names: &[(Written::ROLE, &["index", "text", "span", "nowrap", "external:*"])],
    body: Body::Markdown,
    doc: "Words as they are.",
    example: "{index}`words`",
    read: |call, _, _| Ok(Content::Inlines(vec![Inline::text(call.span, shown(call))])),
};

/// Reads `HTML (Hypertext Markup Language)`.
fn abbreviation(span: Span, text: &str) -> Vec<Inline> {
    let long = text.strip_suffix(')').and_then(|text| text.split_once(" ("));
    let (short, attributes) = match long {
        Some((short, long)) => {
            let pairs = vec![("title".to_owned(), long.to_owned())];
            (short, AttributeList { pairs, ..AttributeList::default() }.into())
        }
        None => (text, Attributes::default()),
    };
    let content = vec![Inline::text(span, short)];
    vec![Inline { span, attributes, kind: InlineKind::Styled { style: Style::Abbreviation, content } }]
}
