//! Links to files beside the note and to other notes: a publication holds none of them. A link to a file is its text with
//! the file's name, one to a note its text.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::walk::{Visit, VisitMut, plain_text, walk_inline, walk_inlines_mut};
use crate::ir::*;
use crate::source::Span;

/// The document with the names of files in place of links to them; one message tells of all.
pub fn named<'a>(document: &'a Document, diagnostics: &mut Diagnostics) -> Cow<'a, Document> {
    let mut links = Links::default();
    document.blocks.iter().for_each(|block| links.block(block));
    if let Some((span, note)) = links.notes.first() {
        let more = match links.notes.len() - 1 {
            0 => " is set as text".to_owned(),
            1 => " and one more link are set as text".to_owned(),
            more => format!(" and {more} more links are set as text"),
        };
        let message = format!("an EPUB holds no other notes: the link to `{note}`{more}");
        let hint = "pages and PDF files link to the outputs of other notes";
        diagnostics.push(Diagnostic::info(Code::BrokenLink, message).at(*span).hint(hint));
    }
    let Some((span, name)) = links.files.first() else { return Cow::Borrowed(document) };
    let more = match links.files.len() - 1 {
        0 => " is set as text with its name".to_owned(),
        1 => " and one more link are set as text with the names of the files".to_owned(),
        more => format!(" and {more} more links are set as text with the names of the files"),
    };
    let message = format!("an EPUB holds no other files: the link to `{name}`{more}");
    let hint = "link to where the file is on the web (`https://…`)";
    diagnostics.push(Diagnostic::warning(Code::BrokenLink, message).at(*span).hint(hint));
    let mut document = document.clone();
    Named.blocks(&mut document.blocks);
    Cow::Owned(document)
}

/// The name of the file that a link leads to.
fn name_of(inline: &Inline) -> Option<String> {
    let InlineKind::Link { target, .. } = &inline.kind else { return None };
    let LinkTarget::File(address) = &**target else { return None };
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    Some(percent_decode_str(name).decode_utf8_lossy().into_owned())
}

/// Where links stand, and what they lead to.
#[derive(Default)]
struct Links {
    files: Vec<(Span, String)>,
    notes: Vec<(Span, String)>,
}

impl Visit<'_> for Links {
    fn inline(&mut self, inline: &Inline) {
        self.files.extend(name_of(inline).map(|name| (inline.span, name)));
        if let InlineKind::Link { target, .. } = &inline.kind
            && let LinkTarget::Note { path, .. } = &**target
        {
            self.notes.push((inline.span, percent_decode_str(path).decode_utf8_lossy().into_owned()));
        }
        walk_inline(self, inline);
    }
}

struct Named;

impl VisitMut for Named {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        walk_inlines_mut(self, inlines);
        for inline in inlines {
            let Some(name) = name_of(inline) else { continue };
            let InlineKind::Link { content, .. } = &mut inline.kind else { continue };
            let mut content = std::mem::take(content);
            let words = plain_text(&content);
            // A small picture that leads to the large one says what it is by itself.
            let pictured = content.iter().any(|inline| matches!(inline.kind, InlineKind::Image(_)));
            if words.trim().is_empty() && !pictured {
                content.push(Inline::text(inline.span, name));
            } else if !pictured && !words.contains(&name) {
                content.push(Inline::text(inline.span, format!(" ({name})")));
            }
            inline.kind = InlineKind::Span { content };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{link, text};

    #[test]
    fn a_file_is_named_once_and_told_of_once() {
        let file = |address: &str, words: &str| link(LinkTarget::File(address.into()), words);
        let content = vec![
            file("../a%20b.csv#1", "data"),
            text(", "),
            file("c.pdf", "c.pdf"),
            text(", "),
            file("d.pdf", ""),
        ];
        let paragraph = Block::new(Span::default(), BlockKind::Paragraph { content });
        let document = Document { blocks: vec![paragraph], ..Document::default() };
        let mut diagnostics = Diagnostics::default();
        let named = named(&document, &mut diagnostics);
        let BlockKind::Paragraph { content } = &named.blocks[0].kind else { panic!() };
        assert_eq!(plain_text(content), "data (a b.csv), c.pdf, d.pdf");
        let [message] = diagnostics.as_slice() else { panic!("one message") };
        assert!(message.message.contains("the link to `a b.csv` and 2 more links are set as text"));
    }

    #[test]
    fn links_to_other_notes_are_told_of_once() {
        let note = |path: &str| link(LinkTarget::Note { path: path.into(), fragment: None }, "words");
        let content = vec![note("../a%20b"), text(", "), note("c")];
        let paragraph = Block::new(Span::default(), BlockKind::Paragraph { content });
        let document = Document { blocks: vec![paragraph], ..Document::default() };
        let mut diagnostics = Diagnostics::default();
        assert!(matches!(named(&document, &mut diagnostics), Cow::Borrowed(_)));
        let [message] = diagnostics.as_slice() else { panic!("one message") };
        assert_eq!(message.severity, crate::diagnostic::Severity::Info);
        assert!(message.message.contains("the link to `../a b` and one more link are set as text"));
    }
}
