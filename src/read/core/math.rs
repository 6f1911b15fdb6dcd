//! Formulas as inlines: what has a label in a note has an identifier in the document.

#![expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]

use crate::ir::{Attributes, Inline, InlineKind};
use crate::read::syntax::tex::{Finder, Start};
use crate::source::Span;

/// A formula, with `label` from outside of it if it has one there. Further labels (`\label` of rows) become
/// anchors before it.
pub fn inlines(span: Span, tex: &str, display: bool, label: Option<String>) -> Vec<Inline> {
    let mut labels = label.into_iter().chain(labels(tex).map(str::to_owned));
    let mut formula = Inline::new(span, InlineKind::Math { tex: tex.to_owned(), display, formula: None });
    formula.attributes = named(labels.next());
    let anchor = |label| Inline {
        attributes: named(Some(label)),
        ..Inline::new(span, InlineKind::Span { content: Vec::new() })
    };
    labels.map(anchor).chain([formula]).collect()
}

/// A line of plain text as inlines: its formulas, and the text between them.
pub fn formulas_in(line: &str) -> Vec<Inline> {
    let text = |text: &str| (!text.is_empty()).then(|| Inline::text(Span::default(), text));
    let mut finder = Finder::new(line);
    let mut content = Vec::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = line[at..].find(['$', '\\']) {
        at += found;
        match finder.at(at, "", 0, true) {
            Start::Formula(found) => {
                content.extend(text(&line[copied..at]));
                content.extend(inlines(Span::default(), &found.tex, false, None));
                (copied, at) = (found.end, found.end);
            }
            Start::NeverClosed(..) | Start::Text => at += 1,
        }
    }
    content.extend(text(&line[copied..]));
    content
}

/// The labels in a formula.
pub fn labels(tex: &str) -> impl Iterator<Item = &str> {
    let inside = tex.match_indices(r"\label{").map(|(at, open)| &tex[at + open.len()..]);
    inside.filter_map(|inside| inside.split_once('}')).map(|(label, _)| label.trim())
}

fn named(id: Option<String>) -> Attributes {
    let mut attributes = Attributes::default();
    if id.is_some() {
        attributes.id = id;
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_identifiers() {
        let ids = |inlines: Vec<Inline>| -> Vec<_> {
            inlines.into_iter().map(|inline| inline.attributes.id.clone().unwrap_or_default()).collect()
        };
        let span = Span::default();
        assert_eq!(ids(inlines(span, "x", true, None)), [""]);
        assert_eq!(ids(inlines(span, r"x \label{a} \\ y \label{b}", true, None)), ["b", "a"]);
    }
}
