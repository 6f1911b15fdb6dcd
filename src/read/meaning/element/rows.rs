//! The table of elements: what each element of HTML means in a document. A new one is a row here and, if it is more than a
//! style or a group, a function in a file beside this one.

use crate::ir::Style;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::meaning::element::html::Html;
use crate::read::meaning::element::{blocks, inlines};

/// A row of [`ELEMENTS`].
pub struct ElementRow {
    /// Its names, in lower case.
    pub names: &'static [&'static str],
    /// What becomes of it.
    pub meaning: Meaning,
    /// A sentence for `docs/constructs.md`.
    pub doc: &'static str,
}

/// What becomes of an element.
#[derive(Clone, Copy)]
pub enum Meaning {
    /// A style of its text.
    Styled(Style),
    /// What a function makes of it.
    Made(fn(&mut Reader<'_>, Html<'_>) -> Content),
    /// What stands in it, with its attributes; or others look for it.
    Grouped,
    /// What stands in it, with a warning: a document has no controls.
    Control,
    /// Nothing, with a warning.
    Dropped,
    /// Nothing: the element that it stands in shows what it names.
    Silent,
}

use Meaning::{Control, Dropped, Grouped, Made, Silent, Styled};

const fn row(names: &'static [&'static str], meaning: Meaning, doc: &'static str) -> ElementRow {
    ElementRow { names, meaning, doc }
}

/// The elements that a document can show, or that it leaves out on purpose.
pub const ELEMENTS: &[ElementRow] = &[
    // Text.
    row(&["em", "i", "var", "dfn"], Styled(Style::Emphasis), "emphasis"),
    row(&["strong", "b"], Styled(Style::Strong), "strong emphasis"),
    row(&["s", "strike", "del"], Styled(Style::Strikethrough), "struck through"),
    row(&["u"], Styled(Style::Underline), "underlined"),
    row(&["ins"], Styled(Style::Inserted), "inserted"),
    row(&["mark"], Styled(Style::Highlight), "highlighted"),
    row(&["sup"], Styled(Style::Superscript), "above the line"),
    row(&["sub"], Styled(Style::Subscript), "below the line"),
    row(&["kbd"], Styled(Style::Keyboard), "a key to press"),
    row(&["small"], Styled(Style::Small), "small print"),
    row(&["q"], Styled(Style::Quotation), "a quotation in the marks of the language"),
    row(&["cite"], Styled(Style::Citation), "the title of a work"),
    row(&["abbr", "acronym"], Styled(Style::Abbreviation), "an abbreviation"),
    row(&["code", "tt", "samp", "output"], Made(inlines::code), "code"),
    row(&["a"], Made(inlines::link), "a link, or a place to link to"),
    row(&["ruby"], Made(inlines::ruby), "characters with their readings"),
    row(&["br"], Made(inlines::line_break), "a new line"),
    row(&["wbr"], Made(inlines::break_opportunity), "a place where a word may break"),
    // What notations that are written as elements have for a footnote.
    row(&["inline-note"], Made(inlines::note), "a footnote"),
    // Pictures.
    row(&["img"], Made(inlines::image), "an image"),
    row(&["svg"], Made(inlines::drawing), "a drawing"),
    row(&["picture"], Made(inlines::picture), "an image, one for light pages and one for dark ones"),
    row(&["video", "audio", "iframe", "embed", "object"], Made(inlines::player), "a link to what it plays"),
    row(&["source", "track", "param"], Silent, "what the element around it can choose among"),
    // Blocks.
    row(&["p"], Made(blocks::paragraph), "a paragraph"),
    row(&["h1", "h2", "h3", "h4", "h5", "h6"], Made(blocks::heading), "a heading"),
    row(&["blockquote"], Made(blocks::quote), "a quotation"),
    row(&["pre"], Made(blocks::code), "code in lines"),
    row(&["ul", "ol", "menu"], Made(blocks::list), "a list"),
    row(&["dl"], Made(blocks::descriptions), "terms and what they mean"),
    row(&["table"], Made(blocks::table), "a table"),
    row(&["figure"], Made(blocks::figure), "a figure, if it has a `<figcaption>`"),
    row(&["details"], Made(blocks::details), "a callout that opens and closes"),
    row(&["hr"], Made(blocks::rule), "a thematic break"),
    row(&["pagebreak", "page-break"], Made(blocks::new_page), "a new page, on paper"),
    // What groups, or what others look for.
    row(
        &[
            "address",
            "article",
            "aside",
            "bdi",
            "bdo",
            "big",
            "body",
            "caption",
            "center",
            "data",
            "dd",
            "div",
            "dt",
            "figcaption",
            "font",
            "footer",
            "header",
            "hgroup",
            "html",
            "li",
            "main",
            "map",
            "nav",
            "nobr",
            "noscript",
            "rb",
            "rp",
            "rt",
            "search",
            "section",
            "span",
            "summary",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "time",
            "tr",
        ],
        Grouped,
        "what stands in it, with its language, its alignment and its classes: one with that of a callout is one",
    ),
    row(
        &[
            "button", "datalist", "fieldset", "form", "input", "label", "legend", "meter", "optgroup",
            "option", "select", "textarea",
        ],
        Control,
        "its words, with a warning: a document has no form controls",
    ),
    row(
        &["script", "style", "template", "link", "meta", "base", "head", "area"],
        Dropped,
        "nothing, with a warning: it has no meaning in a document",
    ),
];

/// What an element of this name (lower case) means; `None` when it is none of HTML's that a document can show.
pub fn meaning(name: &str) -> Option<Meaning> {
    ELEMENTS.iter().find(|row| row.names.contains(&name)).map(|row| row.meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_has_two_meanings() {
        let mut names: Vec<&str> = ELEMENTS.iter().flat_map(|row| row.names).copied().collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
