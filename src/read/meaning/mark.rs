//! Words that are marked, as with a pen.

use crate::ir::{Inline, InlineKind, Style};
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::tree::contains_block;
use crate::read::meaning::arguments::words_or_first;
use crate::read::syntax::names::{Body, Written};

pub static MARK: Construct = Construct {
    names: &[(Written::SHORTCODE, &["mark", "marker"])],
    body: Body::Markdown,
    doc: "Words that are marked, as with a pen.",
    example: "Some {{< mark >}}words{{< /mark >}}.",
    read: |call, children, reader| {
        if contains_block(&children) {
            return Err(children);
        }
        let content = words_or_first(reader, call.tag, children);
        let kind = InlineKind::Styled { style: Style::Highlight, content };
        Ok(Content::Inlines(vec![Inline::new(call.span, kind)]))
    },
};
