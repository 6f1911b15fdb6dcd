//! The footnotes of a body: numbered in the order of their first references, gathered after the text, linked
//! both ways. In a document of several files each note stands in the file that first refers to it.

use std::collections::HashMap;

use super::Body;
use crate::backend::html::address;
use crate::ir::walk::{Visit, walk_inline};
use crate::ir::{Attributes, Block, BlockKind, Document, Inline, InlineKind};
use crate::locale::{Direction, Word};

/// All footnotes of a document and what is known of them so far.
#[derive(Debug, Default)]
pub struct Footnotes<'a> {
    contents: HashMap<&'a str, &'a [Block]>,
    /// Those that were referred to, in the order of their numbers.
    numbered: Vec<Note<'a>>,
    /// The place in `numbered` of each.
    places: HashMap<&'a str, usize>,
    /// How many of them were written.
    written: usize,
    /// How many belong to chapters before the one that is written.
    before: usize,
    /// The title of that chapter; empty in a document that has none.
    chapter: String,
}

#[derive(Debug)]
struct Note<'a> {
    label: &'a str,
    /// The file in which it stands.
    file: String,
    /// How many references there are.
    references: usize,
}

impl<'a> Footnotes<'a> {
    /// Numbers the notes that a note refers to right after it, as the typesetter does: the same in all targets.
    fn number_inside(&mut self, label: &'a str, file: &str) {
        #[derive(Default)]
        struct Inside<'a>(Vec<&'a str>);
        impl<'a> Visit<'a> for Inside<'a> {
            fn inline(&mut self, inline: &'a Inline) {
                match &inline.kind {
                    // What it says is looked into when its turn comes.
                    InlineKind::Footnote { label, .. } | InlineKind::FootnoteReference { label } => {
                        self.0.push(label);
                    }
                    _ => walk_inline(self, inline),
                }
            }
        }
        let mut inside = Inside::default();
        let blocks = self.contents.get(label).copied().unwrap_or_default();
        blocks.iter().for_each(|block| inside.block(block));
        for label in inside.0 {
            if self.contents.contains_key(label) && !self.places.contains_key(label) {
                self.places.insert(label, self.numbered.len());
                self.numbered.push(Note { label, file: file.to_owned(), references: 0 });
                self.number_inside(label, file);
            }
        }
    }

    /// Begins a chapter of this title, in which numbers may begin `anew`.
    pub(super) fn begin_chapter(&mut self, title: String, anew: bool) {
        self.chapter = title;
        if anew {
            self.before = self.numbered.len();
        }
    }

    /// The footnotes of a document, none of them referred to.
    pub fn of(document: &'a Document) -> Self {
        let mut all = Self::default();
        document.blocks.iter().for_each(|block| all.block(block));
        all
    }
}

impl<'a> Visit<'a> for Footnotes<'a> {
    fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::Footnote { label, blocks } = &inline.kind {
            self.contents.entry(label).or_insert(blocks);
        }
        walk_inline(self, inline);
    }
}

/// The identifier of the `reference`-th reference (from 1) to the note of this number; its full stop keeps
/// it apart from identifiers that are made of headings.
fn reference_id(number: usize, reference: usize) -> String {
    match reference {
        1 => format!("fnref.{number}"),
        _ => format!("fnref.{number}.{reference}"),
    }
}

impl<'a> Body<'a> {
    /// A number that leads to the note.
    #[expect(clippy::indexing_slicing, reason = "the index was found in the same list")]
    pub(super) fn footnote_reference(&mut self, attributes: &Attributes, label: &'a str) {
        if !self.identify || !self.footnotes.contents.contains_key(label) {
            return;
        }
        let here = self.context.target.name();
        let notes = &mut self.footnotes.numbered;
        let index = *self.footnotes.places.entry(label).or_insert(notes.len());
        if index == notes.len() {
            notes.push(Note { label, file: here.to_owned(), references: 0 });
            self.footnotes.number_inside(label, here);
        }
        let notes = &mut self.footnotes.numbered;
        let (number, note) = (index + 1, &mut notes[index]);
        note.references += 1;
        let id = reference_id(number, note.references);
        let mut address = address::fragment(&format!("fn.{number}"));
        if note.file != here {
            address.insert_str(0, &note.file);
        }
        self.open("sup", "footnote-reference", attributes);
        self.encoder
            .open("a")
            .attribute("id", &id)
            .attribute("href", &address)
            .attribute("role", "doc-noteref");
        self.epub_type("noteref");
        let shown = number - self.footnotes.before;
        self.encoder.text(&shown.to_string()).close().close();
    }

    /// Writes the notes that were referred to since the last call, and those that they refer to.
    pub fn footnotes(&mut self) {
        if self.footnotes.written == self.footnotes.numbered.len() {
            return;
        }
        // A file of a publication may have the notes of several chapters: no two of them have one name.
        let (first, last) = (self.footnotes.written + 1, self.footnotes.numbered.len());
        let before = self.footnotes.before;
        let (first, last) = (first - before, last - before);
        let name = match (first, self.word(Word::Footnotes)) {
            (1, name) if self.footnotes.chapter.is_empty() => name.to_owned(),
            (_, name) if !self.footnotes.chapter.is_empty() => format!("{name}: {}", self.footnotes.chapter),
            (_, name) if first == last => format!("{name} {first}"),
            (_, name) => format!("{name} {first}–{last}"),
        };
        self.encoder.open("section").attribute("class", "footnotes").attribute("aria-label", &name);
        self.epub_type("footnotes");
        self.encoder.line();
        while let Some(note) = self.footnotes.numbered.get(self.footnotes.written) {
            let blocks = self.footnotes.contents.get(note.label).copied().unwrap_or_default();
            let references = note.references;
            self.footnotes.written += 1;
            self.footnote(self.footnotes.written, references, blocks);
        }
        self.encoder.close().line();
    }

    fn footnote(&mut self, number: usize, references: usize, blocks: &'a [Block]) {
        let id = format!("fn.{number}");
        let shown = number - self.footnotes.before;
        self.encoder.open("aside").attribute("id", &id).attribute("class", "footnote");
        self.encoder.attribute("role", "doc-footnote");
        self.epub_type("footnote");
        self.encoder.open("span").attribute("class", "footnote-number").text(&shown.to_string()).close();
        self.encoder.text(" ").open("div").line();
        let (before, last) = match blocks.split_last() {
            Some((Block { kind: BlockKind::Paragraph { content }, attributes, .. }, before)) => {
                (before, Some((attributes, content)))
            }
            _ => (blocks, None),
        };
        self.blocks(before);
        let none = Attributes::default();
        let (attributes, content) =
            last.map_or((&none, <&[Inline]>::default()), |(own, content)| (own, content));
        self.open("p", "", attributes);
        self.inlines(content);
        for reference in 1..=references {
            self.back(number, reference);
        }
        self.encoder.close().line().close().close().line();
    }

    fn back(&mut self, number: usize, reference: usize) {
        let shown = number - self.footnotes.before;
        let mut name = format!("{} {shown}", self.word(Word::BackToText));
        if reference > 1 {
            name.push_str(&format!("-{reference}"));
        }
        let address = address::fragment(&reference_id(number, reference));
        let arrow = match self.direction {
            Direction::LeftToRight => "\u{21a9}\u{fe0e}",
            Direction::RightToLeft => "\u{21aa}\u{fe0e}",
        };
        // U+FE0E: a character, not a coloured picture.
        self.encoder.text("\u{a0}").open("a").attribute("href", &address).attribute("class", "footnote-back");
        self.encoder.attribute("role", "doc-backlink").attribute("aria-label", &name);
        self.encoder.text(arrow).close();
    }
}
