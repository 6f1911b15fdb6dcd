//! Pieces of raw HTML: opening and closing tags on the way.

#![expect(
    clippy::string_slice,
    reason = "offsets are of marks that were found in the same text; lists are looked at where they were found not to be empty"
)]

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::*;
use crate::limits::LEVELS_OF_BOX;
use crate::locale::has_no_spaces;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Builder, Node, Opener, Unbalanced};
use crate::read::syntax::html::{self, Event};
use crate::source::Span;

impl<'a> Reader<'a> {
    /// The blocks of raw HTML that stands by itself.
    pub fn raw_html(&mut self, span: Span, html: &str) -> Vec<Block> {
        let mut builder = Builder::new(self.depth + LEVELS_OF_BOX);
        self.html(html, span, &mut builder);
        let nodes = self.finish(builder);
        self.flow(nodes)
    }

    /// Tells of what hides the rest of the note because nothing closes it.
    pub fn findings_of_hidden(&mut self, span: Span, read: &str) {
        if let Some(warning) = crate::read::syntax::unclosed::warning(self.note.source, span, read) {
            self.findings.push(warning);
        }
    }

    /// A piece of raw HTML.
    pub fn html(&mut self, html: &str, span: Span, builder: &mut Builder) {
        if let Some((comment, after)) = html::comment_alone(html) {
            self.comment(comment, span, builder);
            // A line end between blocks says nothing.
            if !after.is_empty() && builder.has_open() {
                self.html_text(after, span, builder);
            }
            return;
        }
        for event in html::events(html) {
            match event {
                Event::Open { name, attributes, empty } => {
                    let mut unmask = |(key, value): (String, String)| (key, self.address(&value));
                    let attributes = attributes.into_iter().map(&mut unmask).collect();
                    self.open_element(span, Opener::Html { name, attributes }, empty, builder);
                }
                Event::Close(name) => self.close_element(span, &name, builder),
                Event::Comment(comment) => self.comment(&comment, span, builder),
                Event::Text(text) => self.html_text(&text, span, builder),
            }
        }
    }

    /// A comment of HTML, which may stand for a piece of the note, or ask for a new page.
    fn comment(&mut self, comment: &str, span: Span, builder: &mut Builder) {
        if let Some(token) = self.masked.comment_token(comment) {
            self.token(token, builder);
        } else if is_page_break(comment) {
            let kind = BlockKind::Division { blocks: Vec::new() };
            let attributes = Attributes::of_class(PAGE_BREAK);
            builder.push(Node::Block(Block { span, attributes, kind }));
        }
    }

    /// Text between tags of HTML.
    fn html_text(&mut self, text: &str, span: Span, builder: &mut Builder) {
        let inside = |names: &[&str]| builder.inside(|opener| names.contains(&opener.html()));
        if inside(&["pre", "textarea"]) {
            builder.push(Node::Inline(Inline::text(span, self.unmask(text))));
        } else if inside(&["script", "style"]) {
            // What no page shows.
        } else if inside(&["summary", "figcaption", "caption"]) && self.refers(text) {
            self.caption_text(&collapsed(text), span, builder);
        } else {
            self.text(&collapsed(text), span, builder);
        }
    }

    /// The words of a title in raw HTML that refer to what the note defines.
    pub fn caption_text(&mut self, text: &str, span: Span, builder: &mut Builder) {
        let written = self.unmask(text);
        let mut content = self.said(span, &written);
        let space = || Inline::text(span, " ");
        if written.starts_with(' ') {
            content.insert(0, space());
        }
        if written.ends_with(' ') {
            content.push(space());
        }
        builder.extend(Content::Inlines(content));
    }

    pub fn open_element(&mut self, span: Span, opener: Opener, empty: bool, builder: &mut Builder) {
        builder.open(span, opener.clone());
        if empty {
            builder.close(|open| *open == opener);
        }
    }

    pub fn close_element(&mut self, span: Span, name: &str, builder: &mut Builder) {
        for one in builder.close(|opener| opener.html() == name) {
            if one == Unbalanced::ClosesNothing && name != "p" && name != "br" && !html::is_page_break(name) {
                let message = format!("`</{name}>` closes an element that is not open here");
                self.findings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
            }
            self.unbalanced(one);
        }
    }
}

/// Whether a comment asks for a new page, as some converters read it.
pub fn is_page_break(comment: &str) -> bool {
    let word = comment.trim().trim_start_matches('\\').replace(['-', '_', ' '], "").to_ascii_lowercase();
    matches!(word.as_str(), "pagebreak" | "newpage" | "clearpage")
}

/// The text with each run of white space as one space (CSS, "white-space: normal"), and a line's end between characters
/// that have no spaces as none.
pub fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find([' ', '\n', '\t', '\r', '\u{C}']) {
        let after = rest[at..].trim_start_matches([' ', '\n', '\t', '\r', '\u{C}']);
        out.push_str(&rest[..at]);
        let spaces = &rest[at..rest.len() - after.len()];
        let beside = [out.chars().next_back(), after.chars().next()];
        if !(spaces.contains('\n') && beside.iter().all(|c| c.is_some_and(has_no_spaces))) {
            out.push(' ');
        }
        rest = after;
    }
    out + rest
}
