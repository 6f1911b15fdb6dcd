//! Since or until when something is there.

use crate::read::core::construct::{Construct, Written, names};
use crate::read::core::content::Content;
use crate::read::meaning::shortcode::version::inline;

pub static VERSION: Construct = Construct {
    names: &names(
        [
            "since",
            "sinceversion",
            "availablesince",
            "addedin",
            "newin",
            "introducedin",
            "versionadded",
            "changedin",
            "versionchanged",
            "deprecatedin",
            "versiondeprecated",
            "removedin",
            "versionremoved",
        ],
        Written::TAG.or(Written::COMPONENT).or(Written::LOOSE),
    ),
    doc: "Since or until when something is there.",
    example: "{% addedin \"0.5\" %}",
    read: |call, children, _| match inline(call.tag, call.span) {
        Some(version) if children.is_empty() => Ok(Content::Inlines(vec![version])),
        _ => Err(children),
    },
};
