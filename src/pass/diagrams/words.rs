//! What a diagram says to those who do not see it: what its author wrote for them, else its own words.

use roxmltree::{Document, Node, ParsingOptions};

use crate::limits::DIAGRAM_WORDS;
use crate::locale::{self, Word};

/// The alternative text of a drawing that was made of a diagram: its title and description (`accTitle`, `accDescr`), else
/// that it is a diagram, in this language, and the words in it.
pub fn alternative(svg: &str, language: &str) -> String {
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let word = locale::word(language, Word::Diagram);
    let Ok(document) = Document::parse_with_options(svg, options) else { return word.to_owned() };
    let root = document.root_element();
    let said = |name: &str| {
        let own = root.children().filter(|child| child.tag_name().name() == name);
        own.map(text).find(|text| !text.is_empty())
    };
    let authored: Vec<String> = [said("title"), said("desc")].into_iter().flatten().collect();
    if !authored.is_empty() {
        return authored.join(". ");
    }
    let mut words: Vec<String> = Vec::new();
    let mut length = 0;
    for label in root.descendants().filter(|node| node.tag_name().name() == "text").map(text) {
        if label.is_empty() || words.contains(&label) {
            continue;
        }
        length += label.len();
        if length > DIAGRAM_WORDS {
            words.push("…".to_owned());
            break;
        }
        words.push(label);
    }
    match words.is_empty() {
        true => word.to_owned(),
        false => format!("{word}{}{}", locale::colon(language), words.join("; ")),
    }
}

/// The text in an element, its lines as words.
fn text(node: Node) -> String {
    let mut all = String::new();
    for part in node.descendants().filter(Node::is_text) {
        if let Some(text) = part.text() {
            all.push_str(text);
            all.push(' ');
        }
    }
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}
