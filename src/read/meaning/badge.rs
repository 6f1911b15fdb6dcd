//! Badges: a few words that a site sets in a box.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::reference::shown;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;

pub static BADGE: Construct = Construct {
    names: &[
        (Written::COMPONENT, &["badge", "tag", "pill", "chip", "label", "ubadge", "vpbadge"]),
        (Written::ROLE, &["bdg*"]),
    ],
    body: Body::Markdown,
    doc: "A few words in a box.",
    example: "A {bdg-primary}`new` thing.",
    read: |call, children, reader| {
        let attributes = Attributes::of_class("badge".to_owned());
        if call.written == Written::ROLE {
            let content = vec![Inline::text(call.span, shown(call))];
            let kind = InlineKind::Span { content };
            return Ok(Content::Inlines(vec![Inline { span: call.span, attributes, kind }]));
        }
        let said = words_of(reader, call.tag, &["text", "label", "title", "content"]);
        let mut content = said.unwrap_or_default();
        content.extend(reader.phrasing(children));
        let kind = InlineKind::Styled { style: Style::Small, content };
        Ok(Content::Inlines(vec![Inline { span: call.span, attributes, kind }]))
    },
};
