//! What Docsify writes into places that Markdown has for something else: options in the titles of links and images
//! (`![x](a.png ':size=50%')`), names after headings (`## T :id=name`, `## T {docsify-ignore}`) and callouts (`!> text`).

use crate::ir::*;
use crate::read::syntax::length::length;

/// The options that a title begins with, by name, and the title that is left.
fn options(title: &str) -> (Vec<(&str, &str)>, &str) {
    const NAMES: [&str; 12] = [
        "class",
        "crossorgin",
        "disabled",
        "fragment",
        "id",
        "ignore",
        "include",
        "no-zoom",
        "omitFragmentLine",
        "size",
        "target",
        "type",
    ];
    let (mut options, mut rest) = (Vec::new(), title.trim());
    while let Some(after) = rest.strip_prefix(':') {
        let (word, left) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
        let option = word.split_once('=').unwrap_or((word, ""));
        if !NAMES.contains(&option.0) {
            break;
        }
        options.push(option);
        rest = left.trim_start();
    }
    (options, rest)
}

/// The title of a link without its options.
pub fn link(title: String) -> Option<String> {
    Some(options(&title).1.to_owned()).filter(|title| !title.is_empty())
}

/// Takes the options out of the title of an image, which they size and name.
pub fn image(image: &mut Image) -> Attributes {
    let mut attributes = Attributes::default();
    let title = image.title.take().unwrap_or_default();
    let (options, rest) = options(&title);
    for (name, value) in options {
        match name {
            "size" => {
                let (width, height) = value.split_once('x').unwrap_or((value, ""));
                (image.width, image.height) = (length(width), length(height));
            }
            "id" if !value.is_empty() => attributes.id = Some(value.to_owned()),
            "class" if !value.is_empty() => attributes.classes.push(value.to_owned()),
            _ => {}
        }
    }
    image.title = Some(rest.to_owned()).filter(|title| !title.is_empty());
    attributes
}

/// Takes the name out of the words of a heading that ends with `:id=name`.
pub fn heading(content: &mut [Inline]) -> Option<String> {
    let InlineKind::Text { text } = &mut content.last_mut()?.kind else { return None };
    let (before, name) = text.trim_end().rsplit_once(":id=")?;
    let valid = !name.is_empty() && !name.contains(char::is_whitespace) && before.ends_with(' ');
    let name = valid.then(|| name.to_owned())?;
    *text = before.trim_end().to_owned();
    Some(name)
}

/// Takes the mark from a heading that tables of contents leave out; whether it has one.
pub fn takes_no_entry(content: &mut [Inline]) -> bool {
    let Some(InlineKind::Text { text }) = content.last_mut().map(|last| &mut last.kind) else { return false };
    let marks = ["{docsify-ignore}", "{docsify-ignore-all}"];
    let Some(before) = marks.iter().find_map(|mark| text.trim_end().strip_suffix(mark)) else { return false };
    *text = before.trim_end().to_owned();
    true
}

/// Takes the mark of a callout from the beginning of a paragraph: the kind.
pub fn callout(content: &mut [Inline]) -> Option<&'static str> {
    let InlineKind::Text { text } = &mut content.first_mut()?.kind else { return None };
    let (kind, rest) = match (text.strip_prefix("!> "), text.strip_prefix("?> ")) {
        (Some(rest), _) => ("important", rest),
        (None, Some(rest)) => ("tip", rest),
        (None, None) => return None,
    };
    *text = rest.trim_start().to_owned();
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_told_from_titles() {
        assert_eq!(options(":size=50x10 :id=a"), (vec![("size", "50x10"), ("id", "a")], ""));
        assert_eq!(options(":no-zoom A title"), (vec![("no-zoom", "")], "A title"));
        for title in ["", "A title", ": a", ":-) smile", "size :size=1"] {
            assert_eq!(options(title), (vec![], title), "{title}");
        }
    }
}
