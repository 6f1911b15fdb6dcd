//! The body of a document in the vocabulary of HTML, as a page and a chapter of an EPUB share it: here its
//! blocks, in the modules below its inlines, tables, callouts, footnotes and contents. What surrounds a body
//! and where its images are is left to the [`Target`].

mod callout;
mod chapter;
mod code;
mod contents;
mod footnotes;
mod inline;
mod table;
#[cfg(test)]
pub(super) mod tests;
mod unbroken;

use std::collections::BTreeSet;

use super::encode::{Encoder, Syntax};
use super::{attributes, highlight};
use crate::backend::{code_options, language, pictures};
use crate::callouts::Callouts;
use crate::ir::Numbering;
use crate::ir::chapter::{Below, below};
use crate::ir::reference::REFERENCES;
use crate::ir::{
    Attributes, Block, BlockKind, DescriptionItem, Document, Inline, ListItem, ListKind, Mark, Task,
};
use crate::locale::{self, Direction, Word};
pub use contents::Entries;
pub use footnotes::Footnotes;

/// What differs between the files that a body is written for.
pub trait Target {
    /// The name of the file that is written, as links from its neighbours have it; one that needs no encoding.
    fn name(&self) -> &str;
    /// The address of [`Document::images`]`[index]`, or `None` when it cannot be shown.
    fn image(&self, index: usize) -> Option<String>;
    /// Whether the file holds this image once, where it is shown first, and refers to it from the other places.
    fn is_shared(&self, index: usize) -> bool {
        let _ = index;
        false
    }
    /// Whether headings have a link to themselves beside them, to copy.
    fn has_anchors(&self) -> bool {
        false
    }
    /// The address of the element with this identifier, or `None` when there is none.
    fn element(&self, id: &str) -> Option<String>;
    /// The address of a file beside the output, or `None` when it cannot be reached from it.
    fn file(&self, address: &str) -> Option<String>;
    /// The address of the output of another note (`path` has no extension), or `None` when it cannot be linked to.
    fn note(&self, path: &str, fragment: Option<&str>) -> Option<String>;
}

/// What a body is written from, and for.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The document that the body belongs to.
    pub document: &'a Document,
    /// The kinds of callout.
    pub callouts: &'a Callouts,
    /// The syntax; XHTML is written as EPUB wants it (`epub:type`, nothing that scrolls).
    pub syntax: Syntax,
    /// The file that is written.
    pub target: &'a dyn Target,
    /// What is added to a heading's level to give its rank (1 for `h1`).
    pub shift: i8,
}

/// What a body makes use of, so that a file carries no style or declaration in vain.
#[derive(Debug, Default)]
pub struct Used {
    /// The kinds of callout, by name.
    pub callouts: BTreeSet<String>,
    /// Code in a language.
    pub code: bool,
    /// Code with something beside its lines.
    pub lines: bool,
    /// How lines of code are marked.
    pub marks: BTreeSet<Mark>,
    /// MathML.
    pub math: bool,
    /// Icons in SVG.
    pub svg: bool,
    /// A table of contents where the note wants it.
    pub contents: bool,
    /// A list of notes.
    pub listing: bool,
}

impl Used {
    /// Adds what another part makes use of.
    pub fn merge(&mut self, other: &Used) {
        let Used { callouts, code, lines, marks, math, svg, contents, listing } = other;
        self.callouts.extend(callouts.iter().cloned());
        self.code |= code;
        self.lines |= lines;
        self.marks.extend(marks);
        self.math |= math;
        self.svg |= svg;
        self.contents |= contents;
        self.listing |= listing;
    }
}

/// Writes the parts of a document one after the other.
pub struct Body<'a> {
    context: Context<'a>,
    encoder: Encoder,
    footnotes: Footnotes<'a>,
    /// Whether identifiers are written: not where text is written a second time.
    identify: bool,
    /// The language of the words that are added to what the note says.
    language: &'a str,
    /// The direction of what is written.
    direction: Direction,
    /// In what gives something its name: a heading, a link, the head of a column.
    in_name: bool,
    /// In the line that opens and closes a callout.
    in_summary: bool,
    /// How many titles of callouts were written.
    titles: usize,
    /// The shared images that were written.
    images: BTreeSet<usize>,
    used: Used,
}

impl<'a> Body<'a> {
    /// An empty body, whose footnotes go on after those in `footnotes`.
    pub fn new(context: Context<'a>, footnotes: Footnotes<'a>) -> Self {
        let encoder = Encoder::new(context.syntax);
        let language = context.document.metadata.language.as_str();
        let direction = locale::direction(language);
        Self {
            context,
            encoder,
            footnotes,
            identify: true,
            language,
            direction,
            in_name: false,
            in_summary: false,
            titles: 0,
            images: BTreeSet::new(),
            used: Used::default(),
        }
    }

    /// What was written since this was asked for, for a page of several parts.
    pub fn part(&mut self) -> String {
        std::mem::replace(&mut self.encoder, Encoder::new(self.context.syntax)).finish()
    }

    /// What was written and what it uses, and the footnotes so far.
    pub fn finish(self) -> (String, Used, Footnotes<'a>) {
        (self.encoder.finish(), self.used, self.footnotes)
    }

    /// Writes the heading that is the document's title, whatever rank others have.
    pub fn title(&mut self, title: &'a Block) {
        if let BlockKind::Heading { content, .. } = &title.kind {
            self.element("h1", &title.attributes, content);
        }
    }

    /// Writes a title of mere words.
    pub fn plain_title(&mut self, words: &str) {
        self.encoder.open("h1").text(words).close();
    }

    /// Writes what stands in a paragraph.
    pub fn content(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph { content } => self.inlines(content),
            _ => self.block(block),
        }
    }

    /// Writes blocks, each on a line of its own.
    pub fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
            self.encoder.line();
        }
    }

    fn block(&mut self, block: &'a Block) {
        let around = self.direction;
        self.direction = language::direction(&block.attributes).unwrap_or(around);
        self.block_kind(block);
        self.direction = around;
    }

    fn block_kind(&mut self, block: &'a Block) {
        let attributes = &block.attributes;
        match &block.kind {
            BlockKind::Paragraph { content } => {
                let class = match below(block) {
                    Some(Below::Byline) => "byline",
                    Some(Below::Subtitle) => "subtitle",
                    _ => pictures::class(content),
                };
                self.open("p", class, attributes);
                self.inlines(content);
                self.encoder.close();
            }
            BlockKind::Heading { level, content } => self.heading(*level, attributes, content),
            BlockKind::ThematicBreak => {
                self.open("hr", "", attributes);
                self.encoder.close();
            }
            BlockKind::Quote { blocks } => self.group("blockquote", "", attributes, blocks),
            BlockKind::List { kind, tight, items } => self.list(*kind, *tight, attributes, items),
            BlockKind::DescriptionList { items } => {
                self.open("dl", "", attributes).line();
                items.iter().for_each(|item| self.description(item));
                self.encoder.close();
            }
            BlockKind::Code { language, text, lines } => {
                self.code(language.as_deref(), attributes, text, lines.as_deref());
            }
            BlockKind::Table(table) => self.table(attributes, table),
            BlockKind::Figure { blocks, caption } => {
                // The title of code stands above it.
                let is_code = matches!(blocks.as_slice(), [Block { kind: BlockKind::Code { .. }, .. }]);
                self.open("figure", if is_code { "listing" } else { "" }, attributes).line();
                if !is_code {
                    self.blocks(blocks);
                }
                if !caption.is_empty() {
                    self.encoder.open("figcaption");
                    self.inlines(caption);
                    self.encoder.close().line();
                }
                if is_code {
                    self.blocks(blocks);
                }
                self.encoder.close();
            }
            BlockKind::Callout(callout) => self.callout(attributes, callout),
            BlockKind::Division { blocks } if attributes.classes.iter().any(|class| class == REFERENCES) => {
                self.open("div", "", attributes).attribute("role", "doc-bibliography").line();
                self.blocks(blocks);
                self.encoder.close();
            }
            BlockKind::Division { blocks } if below(block) == Some(Below::Abstract) => self.summary(blocks),
            BlockKind::Division { blocks } => self.group("div", "", attributes, blocks),
            BlockKind::Contents => self.contents_in_place(attributes),
            BlockKind::Chapter(chapter) => self.chapter(attributes, chapter),
        }
    }

    /// Opens an element with the note's attributes and classes of ours before its own.
    fn open(&mut self, name: &'static str, classes: &str, attributes: &Attributes) -> &mut Encoder {
        self.encoder.open(name);
        attributes::write(&mut self.encoder, classes, attributes, self.identify);
        &mut self.encoder
    }

    fn element(&mut self, name: &'static str, attributes: &Attributes, content: &'a [Inline]) {
        self.open(name, "", attributes);
        self.inlines(content);
        self.encoder.close();
    }

    fn group(&mut self, name: &'static str, classes: &str, attributes: &Attributes, blocks: &'a [Block]) {
        self.open(name, classes, attributes).line();
        self.blocks(blocks);
        self.encoder.close();
    }

    fn heading(&mut self, level: u8, attributes: &Attributes, content: &'a [Inline]) {
        if content.is_empty() {
            // An empty heading would be announced; its place stays a target of links.
            return self.element("div", attributes, content);
        }
        let rank = (i16::from(level) + i16::from(self.context.shift)).max(1);
        let name = match rank {
            1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        };
        self.open(name, "", attributes);
        if rank > 6 {
            self.encoder.attribute("aria-level", &rank.to_string());
        }
        self.naming(|body| body.inlines(content));
        if let Some(id) =
            attributes.id.as_deref().filter(|_| self.identify && self.context.target.has_anchors())
            && let Some(address) = self.context.target.element(id)
        {
            // Its sign is of the style: it is no word of the heading.
            let name = self.word(Word::Anchor);
            self.encoder.open("a").attribute("class", "anchor").attribute("href", &address);
            self.encoder.attribute("aria-label", name).close();
        }
        self.encoder.close();
    }

    fn list(&mut self, kind: ListKind, tight: bool, attributes: &Attributes, items: &'a [ListItem]) {
        let tasks = !items.is_empty() && items.iter().all(|item| item.task.is_some());
        let classes = match (tight, tasks) {
            (true, true) => "tight tasks",
            (true, false) => "tight",
            (false, true) => "tasks",
            (false, false) => "",
        };
        match kind {
            ListKind::Bullet => {
                self.open("ul", classes, attributes);
            }
            ListKind::Ordered { start, numbering } => {
                self.open("ol", classes, attributes);
                if numbering != Numbering::Decimal {
                    self.encoder.attribute("type", numbering.first());
                }
                if start != 1 {
                    self.encoder.attribute("start", &start.to_string());
                }
            }
        }
        self.encoder.line();
        for item in items {
            self.open("li", "", &item.attributes);
            if let (ListKind::Ordered { .. }, Some(number)) = (kind, item.number) {
                self.encoder.attribute("value", &number.to_string());
            }
            if let Some(task) = item.task {
                self.task(task);
            }
            if tight {
                self.compact(&item.blocks)
            } else {
                self.blocks(&item.blocks)
            }
            self.encoder.close().line();
        }
        self.encoder.close();
    }

    /// The box before a task: a picture with a name rather than a control, for it cannot be ticked.
    fn task(&mut self, task: Task) {
        let (class, sign, name) = match task {
            Task::Done => ("task done", "\u{2611}", Word::Done),
            Task::ToDo => ("task", "\u{2610}", Word::ToDo),
            Task::Marked(sign) => {
                self.encoder.open("span").attribute("class", "task");
                self.encoder.text(&format!("[{sign}]")).close().text(" ");
                return;
            }
        };
        let name = self.word(name);
        self.encoder
            .open("span")
            .attribute("class", class)
            .attribute("role", "img")
            .attribute("aria-label", name);
        self.encoder.text(sign).close().text(" ");
    }

    /// Writes what stands in a narrow place: a first paragraph without attributes as its mere text, unless
    /// another follows, which must not run into it.
    fn compact(&mut self, blocks: &'a [Block]) {
        let paragraphs = blocks.iter().filter(|b| matches!(b.kind, BlockKind::Paragraph { .. })).count();
        match blocks {
            [Block { kind: BlockKind::Paragraph { content }, attributes, .. }, rest @ ..]
                if paragraphs == 1 && attributes.is_empty() =>
            {
                match pictures::class(content) {
                    "" => self.inlines(content),
                    class => {
                        self.encoder.open("span").attribute("class", class);
                        self.inlines(content);
                        self.encoder.close();
                    }
                }
                if !rest.is_empty() {
                    self.encoder.line();
                }
                self.blocks(rest);
            }
            _ => self.blocks(blocks),
        }
    }

    fn description(&mut self, item: &'a DescriptionItem) {
        let none = Attributes::default();
        for (index, term) in item.terms.iter().enumerate() {
            self.element("dt", if index == 0 { &item.attributes } else { &none }, term);
            self.encoder.line();
        }
        for definition in &item.definitions {
            self.encoder.open("dd");
            self.compact(definition);
            self.encoder.close().line();
        }
    }

    /// Says that the element that was opened runs as code does, where the text around it does not.
    fn left_to_right(&mut self) {
        if self.direction == Direction::RightToLeft {
            self.encoder.attribute("dir", "ltr");
        }
    }

    /// A `code` element.
    fn highlighted(&mut self, language: Option<&str>, text: &str) {
        self.open_code(language);
        highlight::write(&mut self.encoder, language, text);
        self.encoder.close();
    }

    /// Code in a line of text, in which no option is divided.
    fn code_in_line(&mut self, language: Option<&str>, text: &str) {
        if language.is_some_and(highlight::knows) || !code_options::any(text) {
            return self.highlighted(language, text);
        }
        self.open_code(language);
        for (is_option, part) in code_options::split(text) {
            match is_option {
                true => self.encoder.open("span").attribute("class", "unbroken").text(part).close(),
                false => self.encoder.text(part),
            };
        }
        self.encoder.close();
    }

    fn open_code(&mut self, language: Option<&str>) {
        self.encoder.open("code");
        self.left_to_right();
        if let Some(language) =
            language.filter(|name| !name.is_empty() && !name.contains(char::is_whitespace))
        {
            self.encoder.attribute("class", &format!("language-{language}"));
            self.used.code = true;
        }
    }

    /// What `write` writes, as the name of what it stands in.
    fn naming(&mut self, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.in_name, true);
        write(self);
        self.in_name = outer;
    }

    fn word(&self, word: Word) -> &'static str {
        locale::word(self.language, word)
    }

    /// Says what an element is in EPUB's vocabulary (EPUB Structural Semantics Vocabulary 1.1).
    fn epub_type(&mut self, value: &str) {
        if self.context.syntax == Syntax::Xhtml {
            self.encoder.attribute("epub:type", value);
        }
    }
}
