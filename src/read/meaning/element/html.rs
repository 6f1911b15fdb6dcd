//! An element of HTML as it stands in a note, and what becomes of one that only groups or that nobody knows.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::walk::VisitMut;
use crate::ir::*;
use crate::read::core::content::Content;
use crate::read::core::note;
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, contains_block};
use crate::read::meaning::element::boxes::{callout_from_classes, make_callout};
use crate::read::meaning::version;
use crate::read::syntax::html::is_block;
use crate::source::Span;

/// An element in a note.
pub struct Html<'n> {
    /// Where it stands.
    pub span: Span,
    /// Its name, in lower case.
    pub name: &'n str,
    /// Its attributes as they are written.
    pub pairs: &'n [(String, String)],
    /// Those of its attributes that a document keeps.
    pub attributes: Attributes,
    /// What stands in it.
    pub children: Vec<Node>,
}

impl<'n> Html<'n> {
    /// The value of an attribute.
    pub fn value(&self, key: &str) -> Option<&'n str> {
        note::value(self.pairs, key)
    }

    /// A block of this kind in its place.
    pub fn block(span: Span, attributes: Attributes, kind: BlockKind) -> Content {
        Content::Blocks(vec![Block { span, attributes, kind }])
    }

    /// An inline of this kind in its place.
    pub fn inline(span: Span, attributes: Attributes, kind: InlineKind) -> Content {
        Content::Inlines(vec![Inline { span, attributes, kind }])
    }
}

impl Reader<'_> {
    /// An element that has no row: its content stays, or what its attributes say.
    pub fn unknown_element(&mut self, html: Html<'_>) -> Content {
        let (span, name) = (html.span, html.name);
        // A component of a site may say all that it says so.
        let said = ["text", "label"].iter().find_map(|key| html.value(key)).map(str::to_owned);
        let said = said
            .or_else(|| version::words(name, version::VERSIONS.iter().find_map(|key| html.value(key))?))
            .filter(|words| html.children.is_empty() && !words.trim().is_empty());
        if let Some(words) = said {
            let message = format!("the component `<{name}>` is not known: its words are kept");
            self.findings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
            return Content::Inlines(vec![Inline::text(span, words)]);
        }
        self.unsupported(span, name, "it is not an element of HTML that a document can show");
        self.group(html)
    }

    /// What stands in an element, with its attributes; by its class it may be a callout.
    pub fn group(&mut self, html: Html<'_>) -> Content {
        let Html { span, name, mut attributes, children, .. } = html;
        if name == "center" {
            attributes.classes.push("align-center".to_owned());
        }
        if is_block(name) || contains_block(&children) {
            let found = callout_from_classes(self.note.callouts(), &attributes.classes);
            let blocks = self.flow(children);
            let kind = match found {
                Some((_, kind, titled)) => make_callout(kind, titled, blocks),
                None if name == "aside" => make_callout("note".to_owned(), false, blocks),
                None => return self.division(span, attributes, blocks),
            };
            return Html::block(span, attributes, kind);
        }
        let content = self.phrasing(children);
        match attributes.is_empty() {
            true => Content::Inlines(content),
            false => Html::inline(span, attributes, InlineKind::Span { content }),
        }
    }

    /// The blocks, in a division only when something is attached to it.
    pub fn division(&mut self, span: Span, attributes: Attributes, blocks: Vec<Block>) -> Content {
        match attributes.is_empty() {
            true => Content::Blocks(blocks),
            false => Html::block(span, attributes, BlockKind::Division { blocks }),
        }
    }

    /// An inline of what stands in an element, or the blocks that do.
    pub fn inline_or_blocks(
        &mut self,
        html: Html<'_>,
        kind: impl FnOnce(Vec<Inline>) -> InlineKind,
    ) -> Content {
        let Html { span, attributes, children, .. } = html;
        if contains_block(&children) {
            let blocks = self.flow(children);
            return self.division(span, attributes, blocks);
        }
        let kind = kind(self.phrasing(children));
        Html::inline(span, attributes, kind)
    }

    /// What stands in an element in a style: an inline, or the blocks with each line of theirs in it.
    pub fn styled_element(&mut self, html: Html<'_>, style: Style) -> Content {
        if !contains_block(&html.children) {
            return self.inline_or_blocks(html, |content| InlineKind::Styled { style, content });
        }
        let Html { span, attributes, children, .. } = html;
        let mut blocks = self.flow(children);
        Lines { span, style }.blocks(&mut blocks);
        self.division(span, attributes, blocks)
    }

    /// Tells that an element is left out.
    pub fn unsupported(&mut self, span: Span, name: &str, why: &str) {
        let message = format!("the HTML element `<{name}>` is left out: {why}");
        self.findings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
    }
}

/// Sets lines of text in a style.
struct Lines {
    span: Span,
    style: Style,
}

impl VisitMut for Lines {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let is_set =
            |inline: &Inline| matches!(inline.kind, InlineKind::Styled { style, .. } if style == self.style);
        if !inlines.iter().all(is_set) {
            let content = std::mem::take(inlines);
            inlines.push(Inline::new(self.span, InlineKind::Styled { style: self.style, content }));
        }
    }
}
