//! The language and the direction that a part of a document has of its own.

use crate::ir::Attributes;
use crate::locale::{self, Direction};

/// The language (BCP 47) that attributes name.
pub fn tag(attributes: &Attributes) -> Option<String> {
    pair(attributes, "lang").and_then(locale::language_tag)
}

/// The direction that attributes ask for, or that of the language that they name.
pub fn direction(attributes: &Attributes) -> Option<Direction> {
    match pair(attributes, "dir") {
        Some("rtl") => Some(Direction::RightToLeft),
        Some("ltr") => Some(Direction::LeftToRight),
        _ => tag(attributes).as_deref().map(locale::direction),
    }
}

fn pair<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    let found = attributes.pairs.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}
