//! Files that a tag includes.

use crate::read::core::construct::{Construct, Written, names};

pub static INCLUSION: Construct = Construct {
    names: &names(
        [
            "include",
            "include_relative",
            "include_cached",
            "include-markdown",
            "readfile",
            "render",
            "includecode",
        ],
        Written::TAG,
    ),
    doc: "What a file says, in the place of the tag.",
    example: "{% include toc.html %}\n\n# One",
    read: |call, _, reader| Ok(reader.include(call.span, call.tag)),
};
