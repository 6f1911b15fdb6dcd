//! Diagrams in containers of their own, whose content is no Markdown: `<Mermaid>…</Mermaid>`,
//! `<Mermaid chart={`…`} />`, `<div class="mermaid">…</div>`, `:::mermaid`. Each is read as code in the language of the
//! program that draws it; those of shortcodes are read in [`crate::read::syntax::scan::code`], fences need nothing.

#![expect(clippy::string_slice, reason = "offsets are of tags and quotes that were found in the same text")]

use crate::limits;
use crate::read::syntax::html;
use crate::read::syntax::js::{self, Value};
use crate::read::syntax::scan::ahead::Ahead;
use crate::read::syntax::scan::{code, jsx};
use crate::read::syntax::tag::Tag;

/// The language of what is in these containers.
const MERMAID: &str = "mermaid";

/// Attributes of components that hold the diagram.
const CONTENT: [&str; 8] = ["chart", "value", "code", "graph", "definition", "diagram", "source", "content"];

/// Attributes of components that hold what stands below the diagram.
const CAPTIONS: [&str; 2] = ["caption", "title"];

/// Elements of HTML that scripts of Mermaid look for by their class; `pre` is code by itself.
const ELEMENTS: [&str; 2] = ["div", "figure"];

/// Whether what a line of colons says after them opens a division that is a diagram: `mermaid`, `{.mermaid #id}`.
pub fn is_division(words: &str) -> bool {
    let words = words.trim();
    let class = words.strip_prefix("{.").unwrap_or(words).strip_prefix(MERMAID);
    class.is_some_and(|rest| rest.is_empty() || words.starts_with('{') && rest.starts_with([' ', '}']))
}

/// A diagram as code: its info string, its text, and the byte after it.
type Found = Option<(String, String, usize)>;

/// The diagram in the element or component whose tag of this name begins at byte `at`.
///
/// # Errors
/// With the number of bytes that were looked at in vain for the end of the tag.
pub fn read(text: &str, at: usize, name: &str, prefix: &str, ahead: &mut Ahead) -> Result<Found, usize> {
    let is_component = name.eq_ignore_ascii_case(MERMAID);
    let may_be_one = is_component || ELEMENTS.contains(&name) && has_class(&text[at..]);
    if text[at..].starts_with("</") || !may_be_one {
        return Ok(None);
    }
    let (tag, end) = jsx::read(text, at)?;
    Ok(content(text, &tag, end, prefix, ahead))
}

/// What the element with this tag, which ends at byte `end`, has in it.
fn content(text: &str, tag: &Tag, end: usize, prefix: &str, ahead: &mut Ahead) -> Found {
    let is_component = tag.name.eq_ignore_ascii_case(MERMAID);
    let closing = match tag.name.as_str() {
        "div" => "</div",
        "figure" => "</figure",
        _ => "</mermaid",
    };
    let info = info(tag);
    let argument = CONTENT.iter().find_map(|key| value(tag, key));
    if let Some(chart) = argument.filter(|_| is_component) {
        let after = ahead.find_tag(closing, end).filter(|_| !tag.empty);
        let empty = after.filter(|&close| text[end..close].trim().is_empty());
        let end = empty.map_or(end, |close| close + closing.len() + 1);
        return Some((info, code::dedented(&chart, prefix), end));
    }
    if tag.empty {
        return None;
    }
    let close = ahead.find_tag(closing, end)?;
    let inside = &text[end..close];
    let words = inside.trim();
    // A fence, or other elements: a diagram in them is found for itself.
    if words.is_empty() || words.starts_with(['`', '~', '<']) {
        return None;
    }
    let inside = match words.strip_prefix("{`").and_then(|words| words.strip_suffix("`}")) {
        Some(literal) if is_component => match js::value(&words[1..], 0..literal.len() + 2) {
            Value::Text(text, _) => text,
            _ => return None,
        },
        _ => html::unescaped(inside),
    };
    let end = close + text[close..].find('>')? + 1;
    Some((info, code::dedented(&inside, prefix), end))
}

/// Whether a tag has the class that scripts of Mermaid look for.
fn has_class(rest: &str) -> bool {
    let length = rest.bytes().take(limits::MARKDOWN_TAG).position(|byte| byte == b'>').unwrap_or_default();
    let classes = rest[..length].split_once("class=").or(rest[..length].split_once("className="));
    classes.is_some_and(|(_, value)| {
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let value =
            quote.and_then(|quote| value[1..].split(quote).next()).or(value.split_whitespace().next());
        value.is_some_and(|value| value.split_whitespace().any(|class| class == MERMAID))
    })
}

fn value(tag: &Tag, key: &str) -> Option<String> {
    let argument = tag.arguments.iter().find(|one| one.key.as_deref() == Some(key))?;
    Some(argument.value.clone()).filter(|value| argument.quoted && !value.trim().is_empty())
}

/// The info string of a fence that says what the tag does.
fn info(tag: &Tag) -> String {
    let mut info = MERMAID.to_owned();
    if let Some(caption) = CAPTIONS.iter().find_map(|key| value(tag, key)).filter(|_| tag.name != "div") {
        let quote = if caption.contains('"') { '\'' } else { '"' };
        info.push_str(&format!(" title={quote}{}{quote}", caption.replace('\n', " ")));
    }
    info
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, String)> {
        let name = jsx::name(text)?;
        let (info, code, end) = read(text, 0, name, "", &mut Ahead::new(text)).ok()??;
        assert_eq!(&text[end..], "!", "{text}");
        Some((info, code))
    }

    #[test]
    fn elements_and_components_of_mermaid_are_code() {
        for text in [
            "<Mermaid>\na-->b\n</Mermaid>!",
            "<mermaid>a--&gt;b</mermaid>!",
            "<div class=\"mermaid\">\na-->b\n</div>!",
            "<div class='x mermaid' id=y>\na--&gt;b\n</div>!",
            "<Mermaid chart={`a-->b`} />!",
            "<Mermaid chart=\"a-->b\"></Mermaid>!",
            "<Mermaid>{`\na-->b\n`}</Mermaid>!",
        ] {
            assert_eq!(found(text), Some(("mermaid".to_owned(), "a-->b".to_owned())), "{text}");
        }
        let titled = found("<Mermaid title=\"Way\" chart=\"a-->b\"/>!");
        assert_eq!(titled.map(|(info, _)| info).as_deref(), Some("mermaid title=\"Way\""));
    }

    #[test]
    fn other_elements_are_none() {
        for text in
            ["<div>a</div>", "<div class=\"mermaids\">a</div>", "<Mermaid chart={chart} />", "<Mermaid>"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn divisions_are_known_by_their_first_word() {
        assert!(
            ["mermaid", " mermaid ", "{.mermaid}", "{.mermaid #fig-a}"]
                .iter()
                .all(|words| is_division(words))
        );
        assert!(
            !["mermaids", "mermaid Title", "{.x .mermaid}", "{mermaid}"]
                .iter()
                .any(|words| is_division(words))
        );
    }
}
