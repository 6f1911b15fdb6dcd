//! Breaks of lines, of thoughts and of pages.

use crate::ir::{Attributes, Block, BlockKind, Inline, InlineKind, PAGE_BREAK};
use crate::read::core::construct::Construct;
use crate::read::core::content::{Content, page_break};
use crate::read::syntax::names::{Body, Written};

pub static LINE_BREAK: Construct = Construct {
    names: &[(Written::TAG, &["br"])],
    body: Body::None,
    doc: "A new line.",
    example: "A line,{{< br >}}and another.",
    read: |call, _, _| Ok(Content::Inlines(vec![Inline::new(call.span, InlineKind::HardBreak)])),
};

pub static RULE: Construct = Construct {
    names: &[(Written::TAG, &["hr", "divider"])],
    body: Body::None,
    doc: "A thematic break.",
    example: "Before.\n\n{{< hr >}}\n\nAfter.",
    read: |call, _, _| Ok(Content::Blocks(vec![Block::new(call.span, BlockKind::ThematicBreak)])),
};

pub static NEW_PAGE: Construct = Construct {
    names: &[(Written::TAG, &["pagebreak", "newpage", "clearpage"])],
    body: Body::Markdown,
    doc: "A new page, on paper.",
    example: "Before.\n\n{{< pagebreak >}}\n\nAfter.",
    read: |call, children, reader| {
        if children.is_empty() {
            // It may stand in a line.
            return Ok(Content::Inlines(vec![page_break(call.span)]));
        }
        // What it holds, if it is a division, follows it.
        let kind = BlockKind::Division { blocks: reader.flow(children) };
        let attributes = Attributes::of_class(PAGE_BREAK);
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind }]))
    },
};
