//! Keys to press.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::arguments::words_or_first;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;

pub static KEYBOARD: Construct = Construct {
    names: &[
        (Written::TAG, &["kbd", "key"]),
        (Written::ROLE, &["kbd"]),
        (Written::COMPONENT, &["kbd", "key", "shortcut"]),
    ],
    body: Body::Markdown,
    doc: "Keys to press, alone or together.",
    example: "Press {{< kbd Ctrl+C >}}.",
    read: |call, children, reader| {
        // Quarto's has a name of the keys for each system.
        let keys = call.tag.value(&["win", "linux"]).or(call.tag.free(0)).filter(|_| call.name == "kbd");
        let content = match keys {
            _ if call.written == Written::COMPONENT => {
                let mut content = words_of(reader, call.tag, &["text", "value", "label"]).unwrap_or_default();
                content.extend(reader.phrasing(children));
                content
            }
            Some(keys) => vec![Inline::text(call.span, keys)],
            None => words_or_first(reader, call.tag, children),
        };
        let kind = InlineKind::Styled { style: Style::Keyboard, content };
        Ok(Content::Inlines(vec![Inline::new(call.span, kind)]))
    },
};
