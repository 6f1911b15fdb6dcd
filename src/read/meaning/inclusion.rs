//! Files that a tag includes.

use crate::read::core::construct::Construct;
use crate::read::core::construct::Verbatim;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;

pub static INCLUSION: Construct = Construct {
    names: &[(
        Written::SHORTCODE,
        &[
            "include",
            "include_relative",
            "include_cached",
            "include-markdown",
            "readfile",
            "render",
            "includecode",
        ],
    )],
    body: Body::None,
    doc: "What a file says, in the place of the tag.",
    example: "{% include toc.html %}\n\n# One",
    read: |call, _, reader| Ok(reader.include(call.span, call.tag)),
};

pub static INCLUDE_DIRECTIVE: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["include", "literalinclude"])],
    body: Body::Verbatim,
    doc: "What a file says, by a directive.",
    example: "```{include} part.md\n```",
    read: |call, children, reader| match &call.verbatim {
        Some(Verbatim { argument, given, .. }) => {
            Ok(reader.include_directive(call.span, call.name, argument, given))
        }
        None => Err(children),
    },
};
