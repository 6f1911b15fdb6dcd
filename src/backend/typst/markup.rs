//! A document as Typst code: calls of Typst's own functions and of those of `templates/note.typ`, with string
//! literals for all text. Which code came from where in the note is kept, so that messages about the code can
//! be shown at the note's line.

mod after_signs;
mod block;
pub mod block_id;
mod breaks;
mod code;
pub mod cut;
mod expected;
mod heading;
mod inline;
mod leads;
mod picture;
mod places;
mod plain;
mod room;
mod table;

use std::collections::HashSet;
use std::ops::Range;

use crate::backend::{code_theme, contents, language, properties};
use crate::font::sources::Sources;
use crate::format::Format;
use crate::ir::*;
use crate::locale::{self, Direction, Word};
use crate::look::{Key, Look};
use crate::settings::Settings;
use crate::source::Span;

use super::encode::{line_literal, literal};
use super::uses::Uses;
use block_id::{BlockId, Plain, footnotes_lost};
use places::{InHeadings, Places, footnotes_referred};
use table::word_breaks::WordBreaks;

/// The grammar of what a terminal shows, which Typst lacks.
const CONSOLE_GRAMMAR: &str = include_str!("../../../templates/console.sublime-syntax");

/// Typst code and where it comes from.
#[derive(Debug)]
pub struct Markup {
    /// The code of a whole file.
    pub source: String,
    /// Offsets in bytes into the code, ascending, each with the place in the note that the code from there on
    /// comes from.
    map: Vec<(usize, Span)>,
    /// The code of each block; that of a block stands after those in it.
    blocks: Vec<(Range<usize>, BlockId)>,
    /// The code that the user's own file is.
    own: Range<usize>,
    /// Whether a picture may get smaller to fill a page.
    pub fills: bool,
}

impl Markup {
    /// Where in the user's own file a byte of the code is, if it is there.
    pub fn in_own_file(&self, offset: usize) -> Option<usize> {
        self.own.contains(&offset).then(|| offset - self.own.start)
    }

    /// The innermost block that the byte of the code belongs to.
    pub fn block(&self, offset: usize) -> Option<BlockId> {
        self.blocks.iter().find(|(range, _)| range.contains(&offset)).map(|&(_, block)| block)
    }

    /// Where the code of the body begins.
    pub fn body(&self) -> usize {
        self.map.first().map_or(self.source.len(), |&(start, _)| start)
    }

    /// The place in the note of a byte of the code; `None` for the template.
    pub fn span(&self, offset: usize) -> Option<Span> {
        let next = self.map.partition_point(|&(start, _)| start <= offset);
        self.map.get(next.checked_sub(1)?).map(|&(_, span)| span)
    }
}

/// How the code names image files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageNames {
    /// By their path as the note has it, for a file that people go on working with.
    Paths,
    /// By their number in [`Document::images`] (see [`numbered`]), for typesetting in memory.
    Numbers,
}

/// The name of the image of this number.
pub fn numbered(index: usize) -> String {
    format!("image-{index}")
}

/// How all code begins, so that a file of it is known as an output again.
pub const MARK: &str = "// Made by convert.\n";

/// Writes `document` as Typst code, the blocks of `plain` as their plain text; pictures may get smaller to fill pages if it
/// `fills` them.
pub fn write(
    document: &Document,
    settings: &Settings,
    names: ImageNames,
    plain: &Plain,
    fills: bool,
) -> Markup {
    let lost = footnotes_lost(document, plain);
    let look = settings.look(document, Format::Pdf);
    let room = super::look::room(look, document, Sources::of(settings));
    let mut writer = Writer {
        out: String::with_capacity(settings.templates.typst.len() + 64 * 1024),
        map: Vec::new(),
        blocks: Vec::new(),
        document,
        look,
        settings,
        uses: Uses::of(document, settings),
        names,
        plain,
        referred: footnotes_referred(document),
        in_headings: InHeadings::of(document),
        places: Places::of(document, &lost),
        listed: document.contents.iter().map(|entry| entry.id.as_str()).collect(),
        written: HashSet::new(),
        run: room.run,
        line: room,
        word_breaks: WordBreaks::default(),
        is_in_cell: false,
        is_contained: false,
        is_inline: false,
        language: document.metadata.language.clone(),
        words: document.metadata.language.clone(),
        rooms: fills.then_some(0),
        own_room: None,
    };
    writer.out.push_str(MARK);
    let look = super::look::write(look, document, room, &writer.uses, Sources::of(settings));
    writer.out.push_str(&look);
    writer.out.push_str(include_str!("../../../templates/math.typ"));
    writer.out.push_str(&settings.templates.typst);
    let start = writer.out.len();
    if let Some(own) = &settings.templates.own_typst {
        writer.out.push_str(&own.text);
    }
    let own = start..writer.out.len();
    writer.front();
    writer.out.push_str("\n#{\n");
    writer.grammars();
    writer.blocks(document.front().body);
    writer.out.push_str("}\n");
    let fills = writer.rooms.is_some_and(|rooms| rooms > 0);
    Markup { source: writer.out, map: writer.map, blocks: writer.blocks, own, fills }
}

// One state, which all that writes in `markup/` shares: what was written, what is known of the whole document, and what is
// around the node that is written.
struct Writer<'a> {
    out: String,
    map: Vec<(usize, Span)>,
    blocks: Vec<(Range<usize>, BlockId)>,
    document: &'a Document,
    look: Look<'a>,
    settings: &'a Settings,
    uses: Uses,
    names: ImageNames,
    /// The blocks that are set as their plain text.
    plain: &'a Plain,
    /// The labels of footnotes that are referred to more than once.
    referred: HashSet<&'a str>,
    in_headings: InHeadings<'a>,
    places: Places<'a>,
    /// The identifiers of the headings that a table of contents lists; none when nothing says which.
    listed: HashSet<&'a str>,
    /// The identifiers that are written: no label may stand twice.
    written: HashSet<String>,
    /// How many characters without a place to break a line has room for.
    run: usize,
    /// What the lines of the text have room for, outside of headings and the like.
    line: super::look::Room,
    /// Those of the table that is written.
    word_breaks: WordBreaks,
    /// In the cell of a table, where nothing stays with what follows it.
    is_in_cell: bool,
    /// In a block that is no division or chapter, where there is no new page, and less room for a line.
    is_contained: bool,
    /// In a link or in the term of a description, where no formula can have a line of its own.
    is_inline: bool,
    /// The language (BCP 47) of the text.
    language: String,
    /// The language (BCP 47) of the words that are added to what the document says.
    words: String,
    /// How many rooms for pictures are marked, where any are.
    rooms: Option<usize>,
    /// That of the picture which is the block that is written.
    own_room: Option<Room>,
}

/// A picture that may get smaller.
#[derive(Debug, Clone, Copy)]
struct Room {
    /// Which it is, of all of the document.
    number: usize,
    /// How many letters stand below it.
    caption: usize,
}

impl<'a> Writer<'a> {
    /// The call that sets the document up.
    #[expect(clippy::too_many_lines, reason = "one line for each argument of the template")]
    fn front(&mut self) {
        let Metadata { title, subtitle, authors, date, tags, summary, language, .. } =
            &self.document.metadata;
        let front = self.document.front();
        let word = |word| literal(locale::word(language, word));
        let text = |text: &Option<String>| text.as_ref().map_or("none".to_owned(), |text| line_literal(text));
        let list = |items: Vec<String>| {
            format!("({})", items.iter().map(|item| format!("{item}, ")).collect::<String>())
        };
        let author = |author: &metadata::Author| {
            format!("(name: {}, affiliation: {})", line_literal(&author.name), text(&author.affiliation))
        };
        let (primary, region) = locale_parts(language);
        let by_pages = contents::depends_on_pages(self.document, self.look);
        let wanted = (by_pages || contents::wanted(self.document, self.look)) && !self.has_contents();
        let depth = wanted.then(|| contents::depth(self.document, self.look));
        let date = date.as_ref().map(|date| locale::date(language, date));
        let arguments = [
            ("title", line_literal(title)),
            ("subtitle", text(subtitle)),
            ("authors", list(authors.iter().map(author).collect())),
            ("date", text(&date)),
            ("tags", list(tags.iter().map(|tag| line_literal(tag)).collect())),
            // It may have paragraphs.
            ("summary", summary.as_ref().map_or("none".to_owned(), |text| literal(&text.replace('\t', " ")))),
            ("language", literal(&primary)),
            ("region", text(&region)),
            ("contents", depth.map_or("none".to_owned(), |depth| depth.to_string())),
            ("code-theme", self.code_theme()),
            (
                "words",
                format!("(contents: {}, summary: {})", literal(self.contents_title()), word(Word::Abstract)),
            ),
        ];
        self.out.push_str("\n#show: note.with(\n");
        for (name, value) in arguments {
            self.out.push_str(&format!("  {name}: {value},\n"));
        }
        if locale::direction(language) == Direction::RightToLeft {
            self.out.push_str("  direction: rtl,\n");
        }
        if let Some(level) = self.document.chapter_level() {
            self.out.push_str(&format!("  parts: {},\n", level > 1));
        }
        if by_pages {
            self.out.push_str("  contents-from: 4,\n");
        }
        if let Some(depth) = depth.filter(|_| !by_pages || self.expects_pages()) {
            self.out.push_str("  contents-entries: ");
            self.contents_entries(depth);
            self.out.push_str(",\n");
        }
        if depth.is_some() && !self.in_headings.footnotes.is_empty() {
            self.out.push_str("  heading-notes: true,\n");
        }
        if self.look.is_on(Key::Cover)
            && let Some(image) = front.cover
        {
            self.shown("cover-image", Some(image), |writer, image| {
                writer.front_picture("cover-picture(", image)
            });
        }
        if let Some(Inline { kind: InlineKind::Image(image), .. }) = front.logo {
            self.shown("logo", Some(image), |writer, image| writer.front_picture("logo-picture(", image));
        }
        let properties = properties::of(self.document, self.look);
        if !properties.is_empty() {
            let pair = |(name, value): &(String, String)| {
                format!("({}, {})", line_literal(name), line_literal(value))
            };
            let properties = list(properties.iter().map(pair).collect());
            self.out.push_str(&format!("  properties: {properties},\n"));
        }
        self.shown("shown-title", front.title, |writer, title| {
            if let BlockKind::Heading { content, .. } = &title.kind {
                title.attributes.id.iter().for_each(|id| writer.anchor(id));
                writer.inlines(content);
            }
        });
        self.shown("shown-subtitle", front.subtitle, |writer, content| writer.inlines(content));
        self.shown("shown-summary", front.summary, |writer, blocks| writer.blocks(blocks));
        self.out.push_str(")\n");
    }

    /// An argument that shows more than words, if there is one.
    fn shown<T>(&mut self, name: &str, part: Option<T>, write: impl FnOnce(&mut Self, T)) {
        let Some(part) = part else { return };
        self.out.push_str(&format!("  {name}: "));
        self.group(|writer| write(writer, part));
        self.out.push_str(",\n");
    }

    /// The title of the table of contents.
    fn contents_title(&self) -> &'a str {
        self.look.text(Key::TocTitle).unwrap_or_else(|| self.word(Word::Contents))
    }

    /// The colours of code, when the document has code to colour.
    fn code_theme(&self) -> String {
        let design = &self.look.theme().design;
        let theme = || code_theme::with(&design.light_code, design.light.text);
        if self.uses.coloured_code { format!("bytes({})", literal(&theme())) } else { "none".to_owned() }
    }

    /// The grammar that Typst lacks, when the document has code of its language.
    fn grammars(&mut self) {
        if self.uses.console {
            let grammar = literal(CONSOLE_GRAMMAR);
            self.out.push_str(&format!("set raw(syntaxes: bytes({grammar}))\n"));
        }
    }

    /// Whether the note itself says where its table of contents goes.
    fn has_contents(&self) -> bool {
        struct Find(bool);
        impl<'a> walk::Visit<'a> for Find {
            fn block(&mut self, block: &'a Block) {
                self.0 |= matches!(block.kind, BlockKind::Contents);
                walk::walk_block(self, block);
            }
        }
        let mut find = Find(false);
        self.document.blocks.iter().for_each(|block| walk::Visit::block(&mut find, block));
        find.0
    }

    /// What `content` writes, which is that of a block.
    fn of_block(&mut self, block: &Block, content: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        self.at(block.span);
        match self.plain.contains(&BlockId::of(block)) {
            true => self.plain(block),
            false => content(self),
        }
        self.blocks.push((start..self.out.len(), BlockId::of(block)));
    }

    /// What `content` writes, in a line that is narrower, or in larger letters, than most.
    fn in_narrow_line(&mut self, content: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.run, self.line.run * 3 / 5);
        content(self);
        self.run = outer;
    }

    /// What `content` writes, where no formula can have a line of its own.
    fn within_line(&mut self, content: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.is_inline, true);
        content(self);
        self.is_inline = outer;
    }

    fn at(&mut self, span: Span) {
        self.map.push((self.out.len(), span));
    }

    fn word(&self, word: Word) -> &'static str {
        locale::word(&self.words, word)
    }

    fn string(&mut self, text: &str) {
        super::encode::string(&mut self.out, text);
    }

    /// What `content` writes, in the language and the direction that attributes give, if they do.
    fn within(&mut self, attributes: &Attributes, content: impl FnOnce(&mut Self)) {
        let (tag, direction) = (language::tag(attributes), language::direction(attributes));
        let Some(direction) = direction else { return content(self) };
        self.out.push_str("in-language(");
        if let Some(tag) = &tag {
            let (primary, region) = locale_parts(tag);
            let region = region.map_or("none".to_owned(), |region| literal(&region));
            self.out.push_str(&format!(
                "tag: {}, language: {}, region: {region}, ",
                literal(tag),
                literal(&primary)
            ));
        }
        self.out.push_str(match direction {
            Direction::LeftToRight => "direction: ltr, ",
            Direction::RightToLeft => "direction: rtl, ",
        });
        let outer = tag.map(|tag| std::mem::replace(&mut self.language, tag));
        self.group(content);
        self.language = outer.unwrap_or_else(|| std::mem::take(&mut self.language));
        self.out.push(')');
    }

    /// A content block in code: what `content` writes, joined.
    fn group(&mut self, content: impl FnOnce(&mut Self)) {
        self.out.push_str("{ ");
        let start = self.out.len();
        content(self);
        // An empty `{ }` would be a dictionary, or none.
        self.out.push_str(if self.out.len() == start { "[] }" } else { " }" });
    }
}

/// The language and, if the tag has one, the region (BCP 47), as Typst wants them.
fn locale_parts(language: &str) -> (String, Option<String>) {
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default().to_ascii_lowercase();
    let region = parts.find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    // Typst knows scripts by the countries that use them.
    let traditional = locale::lookup(language).any(|tag| tag == "zh-Hant");
    let region = region.or(traditional.then_some("TW"));
    let primary = if (2..=3).contains(&primary.len()) { primary } else { "en".to_owned() };
    (primary, region.map(str::to_ascii_uppercase))
}

/// The languages (BCP 47) that parts of a document are marked with.
#[derive(Default)]
pub struct Languages(pub std::collections::BTreeSet<String>);

impl Languages {
    fn add(&mut self, attributes: &Attributes) {
        self.0.extend(language::tag(attributes));
    }
}

impl walk::Visit<'_> for Languages {
    fn block(&mut self, block: &Block) {
        self.add(&block.attributes);
        walk::walk_block(self, block);
    }
    fn inline(&mut self, inline: &Inline) {
        self.add(&inline.attributes);
        walk::walk_inline(self, inline);
    }
}
