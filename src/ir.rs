//! The intermediate representation: what a note says, free of how it was written (no comrak or HTML type
//! inside) and of what it becomes (no Typst or EPUB type). Blocks and inlines are two enums, so that wrong
//! nesting cannot be built; backends match them without a wildcard, so that a new kind breaks the build
//! wherever work is owed.

pub mod author;
pub mod code;
pub mod dump;
pub mod formula;
pub mod front;
pub mod metadata;
pub mod publication;
pub mod reference;
pub mod walk;

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::Serialize;

use crate::source::Span;
pub use code::{CodeLines, Mark};
pub use formula::Formula;
pub use metadata::Metadata;
pub use reference::Reference;

/// A whole note.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Document {
    /// What the front matter says, completed (title, language).
    pub metadata: Metadata,
    /// The body, in reading order.
    pub blocks: Vec<Block>,
    /// The headings of the body, in order: what a table of contents lists.
    pub contents: Vec<ContentsEntry>,
    /// The images that [`ImageSource::Loaded`] refers to, each file once.
    pub images: Vec<ImageFile>,
}

/// A line of the table of contents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContentsEntry {
    /// The heading's level, from 1.
    pub level: u8,
    /// The heading's identifier.
    pub id: String,
    /// The heading's text, without footnotes, links and anchors.
    pub content: Vec<Inline>,
}

/// A structural element.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// What it is.
    #[serde(flatten)]
    pub kind: BlockKind,
}

/// What a [`Block`] is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum BlockKind {
    /// A paragraph.
    Paragraph {
        /// Its text.
        content: Vec<Inline>,
    },
    /// A section's heading.
    Heading {
        /// Level from 1 (outermost) to 6; [`front::TITLE`] for the document's title.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A change of subject without a heading.
    ThematicBreak,
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A bulleted or numbered list.
    List {
        /// Bullets or numbers.
        kind: ListKind,
        /// Whether the items are set without space between them.
        tight: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// Terms and what they mean.
    DescriptionList {
        /// The entries.
        items: Vec<DescriptionItem>,
    },
    /// Code or other text to be shown as it is.
    Code {
        /// The language's name as the note gives it, lower case.
        language: Option<String>,
        /// The text, lines separated by `\n`, without a final line feed.
        text: String,
        /// What is shown beside its lines, if anything is.
        #[serde(skip_serializing_if = "Option::is_none")]
        lines: Option<Box<CodeLines>>,
    },
    /// A table.
    Table(Table),
    /// Something set apart, with a caption.
    Figure {
        /// What is shown.
        blocks: Vec<Block>,
        /// Its caption.
        caption: Vec<Inline>,
    },
    /// A note, warning, exercise… set apart by its colour, icon and title.
    Callout(Callout),
    /// A group without a meaning of its own, kept for its attributes.
    Division {
        /// What it groups.
        blocks: Vec<Block>,
    },
    /// The place where the note wants its table of contents.
    Contents,
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ListKind {
    /// Bullets.
    Bullet,
    /// Numbers.
    Ordered {
        /// The first number.
        start: u32,
        /// How numbers are written.
        numbering: Numbering,
    },
}

/// How the numbers of a list are written, by the values that HTML has for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Numbering {
    /// `1.`
    #[default]
    #[serde(rename = "1")]
    Decimal,
    /// `a.`
    #[serde(rename = "a")]
    LowerLetter,
    /// `A.`
    #[serde(rename = "A")]
    UpperLetter,
    /// `i.`
    #[serde(rename = "i")]
    LowerRoman,
    /// `I.`
    #[serde(rename = "I")]
    UpperRoman,
}

impl Numbering {
    /// How the first number is written, which is what HTML and Typst call it.
    pub fn first(self) -> &'static str {
        match self {
            Numbering::Decimal => "1",
            Numbering::LowerLetter => "a",
            Numbering::UpperLetter => "A",
            Numbering::LowerRoman => "i",
            Numbering::UpperRoman => "I",
        }
    }

    /// The numbering whose first number is written so.
    pub fn of(first: &str) -> Option<Self> {
        use Numbering::*;
        [Decimal, LowerLetter, UpperLetter, LowerRoman, UpperRoman]
            .into_iter()
            .find(|own| own.first() == first)
    }
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListItem {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// For a task: how far it is.
    pub task: Option<Task>,
    /// The number that it has instead of the next one; the items after it count on from there.
    pub number: Option<u32>,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// It is not done.
    ToDo,
    /// It is done.
    Done,
    /// Whatever the note means by this sign in its box: half done, moved, given up…
    Marked(char),
}

/// One entry of a description list: terms that share definitions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DescriptionItem {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// The terms, each a line of text.
    pub terms: Vec<Vec<Inline>>,
    /// The definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A table: columns, and rows whose cells fill them without a gap or an overlap.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    /// Its caption, perhaps empty.
    pub caption: Vec<Inline>,
    /// One alignment for each column; its length is the number of columns.
    pub columns: Vec<Alignment>,
    /// Header rows, repeated at each page's top.
    pub head: Vec<Row>,
    /// The other rows.
    pub body: Vec<Row>,
    /// Rows that sum the others up, at the table's end.
    pub foot: Vec<Row>,
}

impl Table {
    /// All rows, in order.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.head.iter_mut().chain(&mut self.body).chain(&mut self.foot)
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// Its cells; a cell that an earlier one spans over is not listed.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// Whether it heads its row or column.
    pub header: bool,
    /// How many columns it covers, at least 1.
    pub columns: u32,
    /// How many rows it covers, at least 1.
    pub rows: u32,
    /// Its own alignment, when it is not its column's.
    pub alignment: Option<Alignment>,
    /// Its content; a single paragraph is written without a paragraph's space.
    pub blocks: Vec<Block>,
}

/// How text stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// As the language's direction asks.
    #[default]
    Default,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A callout.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Callout {
    /// A kind of `templates/callouts.yaml` (or of the user's), or a name that it does not know.
    pub kind: String,
    /// The title that the note gives; without one the kind's label is shown.
    pub title: Option<Vec<Inline>>,
    /// Whether it folds, and how it is at first.
    pub folding: Folding,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// Whether something folds where the target can fold; on paper everything is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Folding {
    /// It does not fold.
    #[default]
    Fixed,
    /// It folds and is open at first.
    Open,
    /// It folds and is closed at first.
    Closed,
}

/// The class of an empty division after which a new page begins, where there are pages.
pub const PAGE_BREAK: &str = "page-break";

/// The class of what is shown on light pages only, paper among them.
pub const ONLY_LIGHT: &str = "only-light";
/// The class of what is shown on dark pages only.
pub const ONLY_DARK: &str = "only-dark";

/// The key of code that is set as Typst where that is allowed. No note can write it, for keys have no spaces.
pub const RAW_TYPST: &str = " raw-typst";

/// The key of the words that a heading's identifier is made of, where these are not all that it shows; the pass
/// `identifiers` takes it away. No note can write it, for keys have no spaces.
pub const NAMED: &str = " named";

/// An element of a line of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inline {
    /// Where it stands in the note.
    pub span: Span,
    /// Its identifier, classes and pairs.
    pub attributes: Attributes,
    /// What it is.
    #[serde(flatten)]
    pub kind: InlineKind,
}

/// What an [`Inline`] is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum InlineKind {
    /// Words.
    Text {
        /// The words, entities and escapes resolved.
        text: String,
    },
    /// A line ending in the note that may be shown as a space.
    SoftBreak,
    /// A line ending that must be shown.
    HardBreak,
    /// Text with a style or a meaning.
    Styled {
        /// Which.
        style: Style,
        /// The text.
        content: Vec<Inline>,
    },
    /// Code in a line of text.
    Code {
        /// The language's name, lower case, if the note gives it.
        language: Option<String>,
        /// The code.
        text: String,
    },
    /// A formula.
    Math {
        /// The LaTeX that the note has, without delimiters.
        tex: String,
        /// Whether it stands on a line of its own.
        display: bool,
        /// What the LaTeX says, or `None` when it was not or could not be read: then it shows as code.
        formula: Option<Box<Formula>>,
    },
    /// A link.
    Link {
        /// Where it leads.
        target: Box<LinkTarget>,
        /// What shows when the pointer rests on it.
        title: Option<String>,
        /// What is clicked on.
        content: Vec<Inline>,
    },
    /// An image.
    Image(Box<Image>),
    /// A footnote, at its (first) reference.
    Footnote {
        /// The note's own name for it, unique in the document.
        label: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// A further reference to a footnote that stands elsewhere.
    FootnoteReference {
        /// The [`InlineKind::Footnote`]'s label.
        label: String,
    },
    /// Text without a meaning of its own, kept for its attributes; an anchor when it is empty.
    Span {
        /// The text.
        content: Vec<Inline>,
    },
}

/// The styles and meanings of text, after the elements of HTML of the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// Stress (`em`).
    Emphasis,
    /// Importance (`strong`).
    Strong,
    /// No longer valid (`del`, `s`).
    Strikethrough,
    /// Underlined (`u`).
    Underline,
    /// Added (`ins`).
    Inserted,
    /// Marked (`mark`).
    Highlight,
    /// Raised (`sup`).
    Superscript,
    /// Lowered (`sub`).
    Subscript,
    /// A key to press (`kbd`).
    Keyboard,
    /// Side remark (`small`).
    Small,
    /// A short quotation (`q`), without quotation marks in its content.
    Quotation,
    /// A work's title (`cite`).
    Citation,
    /// An abbreviation (`abbr`); its long form is the pair `title`.
    Abbreviation,
    /// Characters with their readings (`ruby`).
    Ruby,
    /// The reading of the characters before it in a ruby (`rt`).
    Reading,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum LinkTarget {
    /// As written in the note; the pass `links` has yet to look at it.
    Unresolved(String),
    /// To whatever has these names; the pass `references` has yet to look for it. The link's content shows when it finds
    /// nothing.
    Reference(Reference),
    /// An address outside (an absolute URL, percent-encoded).
    External(String),
    /// An element of this document, by identifier.
    Internal(String),
    /// Another note that is converted too.
    Note {
        /// Its output, relative to this one's, percent-encoded, without the format's extension.
        path: String,
        /// The element of it that is meant, percent-encoded.
        fragment: Option<String>,
    },
    /// Another file: its address relative to the output, percent-encoded.
    File(String),
}

/// An image.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Image {
    /// Where its data is.
    pub source: ImageSource,
    /// What it says to those who do not see it.
    pub alternative: Alternative,
    /// What shows when the pointer rests on it.
    pub title: Option<String>,
    /// The width that the note asks for.
    pub width: Option<Length>,
    /// The height that the note asks for.
    pub height: Option<Length>,
}

/// Where an image's data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum ImageSource {
    /// As written in the note; the pass `images` has yet to look at it.
    Unresolved(String),
    /// The file of this index in [`Document::images`].
    Loaded(usize),
    /// Not to be had (a warning was given): as written in the note.
    Missing(String),
}

/// An image's alternative text (WCAG 2.2, 1.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum Alternative {
    /// The note gives it.
    Given(String),
    /// The image says nothing that the text does not.
    Decorative,
    /// The note does not give it; the text is a substitute made from the file's name.
    Missing(String),
}

/// A length that a note asks for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum Length {
    /// CSS pixels (1/96 inch).
    Pixels(f32),
    /// Parts of a hundred of the text's width.
    Percent(f32),
}

/// The data of an image.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImageFile {
    /// Path as written in the note, relative to the note's folder, `/` between names.
    pub path: String,
    /// What the bytes are.
    pub format: ImageFormat,
    /// The file's bytes.
    #[serde(skip)]
    pub data: Arc<[u8]>,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
}

/// The image formats that every target shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImageFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// SVG.
    Svg,
}

impl ImageFormat {
    /// The media type (IANA).
    pub fn media_type(self) -> &'static str {
        match self {
            ImageFormat::Png => "image/png",
            ImageFormat::Jpeg => "image/jpeg",
            ImageFormat::Gif => "image/gif",
            ImageFormat::Webp => "image/webp",
            ImageFormat::Svg => "image/svg+xml",
        }
    }

    /// The usual file name extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpg",
            ImageFormat::Gif => "gif",
            ImageFormat::Webp => "webp",
            ImageFormat::Svg => "svg",
        }
    }
}

/// What can be attached to any element: `{#id .class key=value}`. Few elements have any, and there are many elements:
/// without attributes this takes no room beyond a pointer's.
#[derive(Debug, Clone, Default)]
pub struct Attributes(Option<Box<AttributeList>>);

/// The attributes of an element.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AttributeList {
    /// The identifier, unique in a document after the pass `identifiers`.
    pub id: Option<String>,
    /// The classes, in order.
    pub classes: Vec<String>,
    /// Everything else, in order.
    pub pairs: Vec<(String, String)>,
}

impl Deref for Attributes {
    type Target = AttributeList;

    fn deref(&self) -> &AttributeList {
        static NONE: AttributeList = AttributeList { id: None, classes: Vec::new(), pairs: Vec::new() };
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Attributes {
    fn deref_mut(&mut self) -> &mut AttributeList {
        self.0.get_or_insert_default()
    }
}

impl From<AttributeList> for Attributes {
    fn from(list: AttributeList) -> Self {
        Self(Some(Box::new(list)))
    }
}

impl Attributes {
    /// One class.
    pub fn of_class(name: impl Into<String>) -> Self {
        AttributeList { classes: vec![name.into()], ..AttributeList::default() }.into()
    }
}

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Attributes {}

impl Serialize for Attributes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl Attributes {
    /// Takes the identifier away.
    pub fn take_id(&mut self) -> Option<String> {
        self.0.as_mut()?.id.take()
    }

    /// Whether nothing is attached.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.pairs.is_empty()
    }

    /// The value of the first pair with this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Adds what `other` has; an identifier that is already there stays.
    pub fn merge(&mut self, other: Attributes) {
        let Some(other) = other.0 else { return };
        self.id = self.id.take().or(other.id);
        for class in other.classes {
            if !self.classes.contains(&class) {
                self.classes.push(class);
            }
        }
        self.pairs.extend(other.pairs);
    }
}

impl Block {
    /// A block without attributes.
    pub fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, attributes: Attributes::default(), kind }
    }
}

impl Inline {
    /// An inline without attributes.
    pub fn new(span: Span, kind: InlineKind) -> Self {
        Self { span, attributes: Attributes::default(), kind }
    }

    /// Text without attributes.
    pub fn text(span: Span, text: impl Into<String>) -> Self {
        Self::new(span, InlineKind::Text { text: text.into() })
    }
}
