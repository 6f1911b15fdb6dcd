//! Texts of front matter that some sites take as Markdown and others as they are.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// A line without the marks of emphasis, code and links (CommonMark 0.31 §6), their words kept. What as often means
/// itself stays: tags of HTML, and underscores, which names in programs have.
#[expect(clippy::string_slice, reason = "lengths are of the same line without its end")]
pub fn plain(line: &str) -> String {
    /// With this before it, no line is anything but a paragraph.
    const PARAGRAPH: &str = "a ";
    if !line.contains(['*', '`', '[']) || line.contains('\n') {
        return line.to_owned();
    }
    let (arena, text) = (Arena::new(), format!("{PARAGRAPH}{line}"));
    let mut out = String::with_capacity(text.len());
    words(parse_document(&arena, &text, &Options::default()), &text, &mut out);
    // A paragraph has no space at its end; a part of a line may.
    out.push_str(&line[line.trim_end().len()..]);
    out.split_off(PARAGRAPH.len())
}

#[expect(clippy::string_slice, reason = "lengths are of the same line without its end")]
fn words<'a>(node: &'a AstNode<'a>, text: &str, out: &mut String) {
    let delimiter = match &node.data().value {
        NodeValue::Text(text) => return out.push_str(text),
        NodeValue::Code(code) => return out.push_str(&code.literal),
        NodeValue::HtmlInline(html) => return out.push_str(html),
        NodeValue::Emph => "_",
        NodeValue::Strong => "__",
        _ => "",
    };
    let start = node.data().sourcepos.start.column.saturating_sub(1);
    let delimiter = if text[start.min(text.len())..].starts_with('_') { delimiter } else { "" };
    out.push_str(delimiter);
    for child in node.children() {
        words(child, text, out);
    }
    out.push_str(delimiter);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (line, expected) in [
            ("The `foo` *and* the **bar**", "The foo and the bar"),
            ("[Link](https://example.org) and [Draft]", "Link and [Draft]"),
            ("1. `a` ", "1. a "),
            ("# `a`", "# a"),
            ("C* algebras and A*", "C* algebras and A*"),
            ("`__init__` and __init__, *a* _b_", "__init__ and __init__, a _b_"),
            ("The `<b>` and <details> *tags*", "The <b> and <details> tags"),
            ("é `_` ***", "é _ ***"),
        ] {
            assert_eq!(plain(line), expected, "{line}");
        }
    }
}
