//! Keys to press.

use crate::ir::{Inline, InlineKind, Style};
use crate::read::core::construct::{Construct, Name, Written};
use crate::read::core::content::Content;

pub static KEYBOARD: Construct = Construct {
    names: &[
        Name { text: "kbd", written: Written::TAG.or(Written::ROLE) },
        Name { text: "key", written: Written::TAG },
    ],
    doc: "Keys to press, alone or together.",
    example: "Press {{< kbd Ctrl+C >}}.",
    read: |call, children, reader| {
        // Quarto's has a name of the keys for each system.
        let keys = call.tag.value(&["win", "linux"]).or(call.tag.free(0)).filter(|_| call.name == "kbd");
        let content = match keys {
            Some(keys) => vec![Inline::text(call.span, keys)],
            None => reader.words_or_first(call.tag, children),
        };
        let kind = InlineKind::Styled { style: Style::Keyboard, content };
        Ok(Content::Inlines(vec![Inline::new(call.span, kind)]))
    },
};
