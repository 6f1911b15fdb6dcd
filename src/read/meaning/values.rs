//! Values of the front matter and of the site.

use crate::ir::Inline;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::syntax::names::{Body, Written};
use crate::read::syntax::template;

pub static PARAMETER: Construct = Construct {
    names: &[(Written::TAG, &["param", "site-param"])],
    body: Body::None,
    doc: "A value of the front matter, as text.",
    example: "---\nversion: 2\n---\n\nVersion {{< param version >}}.",
    read: |call, children, reader| {
        let Some(name) = call.tag.free(0).or(call.tag.value(&["name"])) else { return Err(children) };
        let text = match template::evaluate(name, reader.note.metadata) {
            Some(value) => {
                let written = reader.note.source.slice(call.span);
                reader.findings.repeated(value, written, call.span)
            }
            None => reader.unknown_value(call.span),
        };
        Ok(Content::Inlines(vec![Inline::text(call.span, text)]))
    },
};

pub static VALUE: Construct = Construct {
    names: &[(Written::SHORTCODE, &["meta", "var", "env"])],
    body: Body::None,
    doc: "A value of the front matter or of the project, as Markdown.",
    example: "---\nversion: 2\n---\n\nVersion {{< meta version >}}.",
    read: |call, children, reader| match call.tag.free(0).and_then(|_| reader.value_of(call.tag)) {
        Some(value) => Ok(Content::Inlines(reader.value_said(call.span, &value))),
        None => Err(children),
    },
};
