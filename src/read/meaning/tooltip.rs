//! Words that show more when somebody points at them.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::meaning::arguments::words_of;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;

pub static TOOLTIP: Construct = Construct {
    names: &[(Written::COMPONENT, &["tooltip", "term", "glossary"])],
    body: Body::Markdown,
    doc: "Words, with what a page says of them when somebody points there.",
    example: "A <Tooltip tip=\"what it is\">word</Tooltip>.",
    read: |call, children, reader| {
        const SAYING: [&str; 6] = ["tip", "text", "content", "title", "definition", "description"];
        let mut content = reader.phrasing(children);
        if let Some(said) = words_of(reader, call.tag, &SAYING) {
            content.push(Inline::text(call.span, " ("));
            content.extend(said);
            content.push(Inline::text(call.span, ")"));
        }
        Ok(Content::Inlines(content))
    },
};

pub static CHECK: Construct = Construct {
    names: &[(Written::COMPONENT, &["check", "checkmark", "yes", "cross", "xmark", "no"])],
    body: Body::Markdown,
    doc: "A sign for yes or no.",
    example: "Done: <Check />",
    read: |call, children, _| {
        if !children.is_empty() {
            return Err(children);
        }
        let sign = if matches!(call.name, "check" | "checkmark" | "yes") { "✓" } else { "✗" };
        Ok(Content::Inlines(vec![Inline::text(call.span, sign)]))
    },
};
