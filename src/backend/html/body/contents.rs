//! The table of contents, where the note wants it and where the page or the EPUB does.

use super::Body;
use crate::ir::walk::plain_text;
use crate::ir::{Attributes, ContentsEntry};
use crate::locale::Word;

/// How the entries of a table of contents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entries {
    /// As the headings are.
    Full,
    /// As words only.
    Plain,
}

impl<'a> Body<'a> {
    /// Writes a list of headings, each level inside the one above it.
    pub fn contents(&mut self, list: &'a [ContentsEntry], entries: Entries) {
        let identify = std::mem::replace(&mut self.identify, false);
        self.contents_level(list, entries);
        self.identify = identify;
    }

    fn contents_level(&mut self, list: &'a [ContentsEntry], entries: Entries) {
        self.encoder.open("ol").line();
        let mut rest = list;
        while let Some((entry, after)) = rest.split_first() {
            let inside = after.iter().position(|next| next.level <= entry.level).unwrap_or(after.len());
            let (inside, next) = after.split_at(inside);
            self.encoder.open("li");
            self.contents_entry(entry, entries);
            if !inside.is_empty() {
                self.encoder.line();
                self.contents_level(inside, entries);
            }
            self.encoder.close().line();
            rest = next;
        }
        self.encoder.close();
    }

    fn contents_entry(&mut self, entry: &'a ContentsEntry, entries: Entries) {
        let address = self.context.target.element(&entry.id);
        match &address {
            Some(address) => self.encoder.open("a").attribute("href", address),
            None => self.encoder.open("span"),
        };
        let text = plain_text(&entry.content);
        match entries {
            _ if text.trim().is_empty() => {
                self.encoder.text(&entry.id);
            }
            Entries::Full => self.naming(|body| body.inlines(&entry.content)),
            Entries::Plain => {
                self.encoder.text(text.trim());
            }
        }
        self.encoder.close();
    }

    /// The table of contents in the place that the note gives it.
    pub(super) fn contents_in_place(&mut self, attributes: &Attributes) {
        if self.context.document.contents.is_empty() {
            return self.group("div", "", attributes, &[]);
        }
        let name = self.word(Word::Contents);
        if self.used.contents {
            // Only one can be the landmark of this name.
            self.open("div", "contents", attributes);
        } else {
            self.open("nav", "contents", attributes).attribute("aria-label", name);
            self.used.contents = true;
        }
        self.contents(&self.context.document.contents, Entries::Full);
        self.encoder.close();
    }
}
