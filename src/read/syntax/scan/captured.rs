//! What template languages take for later and show nowhere: `{% capture x %} … {% endcapture %}` (Liquid),
//! `{% set x %} … {% endset %}` (Nunjucks, Jinja), macros, and the styles and scripts of a page.

use std::collections::HashSet;

use crate::read::syntax::statements::{self, Inside};
use crate::read::syntax::tag::{Syntax, Tag};

/// The name under which a tag captures what stands up to the tag that closes it.
pub fn name(tag: &Tag) -> Option<&str> {
    let is_assignment =
        |tag: &Tag| tag.arguments.iter().any(|one| one.key.is_some() || one.value.starts_with('='));
    let captures = is_opening(tag) && statements::inside(&tag.name) == Inside::Captured;
    // `{% set x = 1 %}` is whole.
    if captures && !(tag.name == "set" && is_assignment(tag)) { tag.free(0) } else { None }
}

/// Whether what stands in a tag is left out.
pub fn is_left_out(tag: &Tag) -> bool {
    is_opening(tag) && statements::inside(&tag.name) == Inside::LeftOut
}

fn is_opening(tag: &Tag) -> bool {
    tag.syntax == Syntax::Template && !tag.closes
}

/// The names that the expressions `{{ name … }}` of a text begin with.
#[expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]
pub fn shown(text: &str) -> HashSet<&str> {
    let names = text.match_indices("{{").map(|(at, _)| first_name(&text[at + 2..]));
    names.filter(|name| !name.is_empty()).collect()
}

/// The name that the inside of an expression begins with.
#[expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]
pub fn first_name(inside: &str) -> &str {
    let inside = inside.trim_start_matches(['-', ' ', '\n']);
    let end = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(inside.len());
    inside[..end].trim_end_matches('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::syntax::tag;

    #[test]
    fn blocks_with_a_name_alone_capture() {
        for (text, captured) in [
            ("{% capture x %}", Some("x")),
            ("{%- set x -%}", Some("x")),
            ("{% set x = 1 %}", None),
            ("{% set x=1 %}", None),
            ("{% note x %}", None),
        ] {
            assert_eq!(name(&tag::read(text, 0).unwrap().0), captured, "{text}");
        }
    }

    #[test]
    fn expressions_show_names() {
        assert_eq!(shown("{{ a | b }} {{-c }} {{d.e}} {{ 'f' }}"), HashSet::from(["a", "c", "d"]));
    }
}
