//! Blocks of PyMdown: `/// name | Title`, options that are indented under it, and a line of slashes that closes it.

#![expect(
    clippy::string_slice,
    reason = "offsets are of line ends and marks that were found in the same text"
)]

use std::ops::Range;

use crate::ir::Attributes;
use crate::limits::SLASHES;
use crate::read::syntax::scan::container::argument;
use crate::read::syntax::tag::{Syntax, Tag};

/// The block that a line (bytes `start..end`) of slashes opens, or `None` in the pair when it closes one; with the number
/// of slashes.
pub fn read(text: &str, start: usize, end: usize) -> Option<(usize, Option<Tag>)> {
    let line = text[start..end].trim_end();
    let slashes = line.bytes().take_while(|&byte| byte == b'/').count();
    if !(3..=SLASHES).contains(&slashes) {
        return None;
    }
    let rest = &line[slashes..];
    if rest.trim().is_empty() {
        return Some((slashes, None));
    }
    let (name, title) = rest.split_once('|').map_or((rest, None), |(name, title)| (name, Some(title.trim())));
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let name = name.trim();
    if !rest.starts_with([' ', '\t']) || !is_name(name) {
        return None;
    }
    let mut attributes = Attributes::default();
    let mut arguments = Vec::new();
    match title.filter(|title| !title.is_empty()) {
        // The element and its classes: `html | div.name`.
        Some(element) if name == "html" => {
            attributes
                .classes
                .extend(element.split('.').skip(1).map(|class| class.trim_matches(['[', ']']).to_owned()));
        }
        Some(title) => arguments.push(argument("title", title, start + line.len() - title.len())),
        None => {}
    }
    let name = if name == "html" { "div" } else { name }.to_owned();
    let (closes, empty, syntax) = (false, false, Syntax::Directive);
    Some((slashes, Some(Tag { name, closes, empty, arguments, syntax, attributes })))
}

/// Gives a block an option, `key: value` with the value in these bytes: its kind, whether it is open, its classes.
pub fn option(tag: &mut Tag, text: &str, key: &str, value: Range<usize>) {
    let said = text[value.clone()].trim();
    match key {
        "type" if matches!(tag.name.as_str(), "admonition" | "details") && !said.is_empty() => {
            if tag.name == "details" && tag.argument(&["open"]).is_none() {
                tag.arguments.push(argument("open", "false", value.start));
            }
            tag.name = said.to_owned();
        }
        "open" => tag.arguments.push(argument(
            "open",
            if said.eq_ignore_ascii_case("true") { "true" } else { "false" },
            value.start,
        )),
        "attrs" => {
            let inside = said.trim_matches(['{', '}']);
            for (key, value) in inside.split(',').filter_map(|pair| pair.split_once(':')) {
                let value = value.trim().trim_matches(['"', '\'']);
                match key.trim() {
                    "class" => tag.attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
                    "id" => tag.attributes.id = Some(value.to_owned()),
                    key => tag.attributes.pairs.push((key.to_owned(), value.to_owned())),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_a_name_and_perhaps_a_title() {
        let read =
            |line: &str| read(line, 0, line.len()).map(|(slashes, tag)| (slashes, tag.map(|tag| tag.name)));
        assert_eq!(read("/// note | A title"), Some((3, Some("note".to_owned()))));
        assert_eq!(read("//// html | div.a"), Some((4, Some("div".to_owned()))));
        assert_eq!(read("///"), Some((3, None)));
        for line in ["//", "/// two words", "///note", "/// 1"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn options_say_what_a_block_is() {
        let text = "/// admonition | T";
        let mut tag = read(text, 0, text.len()).unwrap().1.unwrap();
        option(&mut tag, "type: warning", "type", 5..13);
        option(&mut tag, "attrs: {class: a b, id: c}", "attrs", 6..26);
        assert_eq!((tag.name.as_str(), tag.value(&["title"])), ("warning", Some("T")));
        assert_eq!(
            (tag.attributes.classes.join(" "), tag.attributes.id.as_deref()),
            ("a b".to_owned(), Some("c"))
        );
    }
}
