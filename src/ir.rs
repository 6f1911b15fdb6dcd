//! The intermediate representation: what a note says, free of how it was written (no comrak or HTML type
//! inside) and of what it becomes (no Typst or EPUB type). Blocks and inlines are two enums, so that wrong
//! nesting cannot be built; backends match them without a wildcard, so that a new kind breaks the build
//! wherever work is owed.

mod attributes;
pub mod author;
pub mod chapter;
pub mod code;
mod date;
pub mod dump;
pub mod formula;
pub mod front;
pub(crate) mod holds;
mod image;
mod list;
pub mod metadata;
pub mod publication;
pub mod reference;
mod table;
pub mod walk;

use serde::Serialize;

use crate::source::Span;
pub use attributes::{AttributeList, Attributes};
pub use chapter::{Chapter, Rank};
pub use code::{CodeLines, Mark};
pub use formula::Formula;
pub use image::{Alternative, Image, ImageFile, ImageFormat, ImageSource, Length};
pub use list::{DescriptionItem, ListItem, ListKind, Numbering, Task};
pub use metadata::Metadata;
pub use reference::Reference;
pub use table::{Alignment, Cell, Row, Table};

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

/// What a [`Block`] is. Kinds that are large and rare are in a box, for every block takes the room of the largest.
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
    Table(Box<Table>),
    /// Something set apart, with a caption.
    Figure {
        /// What is shown.
        blocks: Vec<Block>,
        /// Its caption.
        caption: Vec<Inline>,
    },
    /// A note, warning, exercise… set apart by its colour, icon and title.
    Callout(Box<Callout>),
    /// A group without a meaning of its own, kept for its attributes.
    Division {
        /// What it groups.
        blocks: Vec<Block>,
    },
    /// The place where the note wants its table of contents.
    Contents,
    /// A part or a chapter of a book; only a book has some, and nothing else beside them.
    Chapter(Chapter),
}

/// A callout.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Callout {
    /// A kind of `templates/callouts.yaml` (or of the user's), or a name that it does not know.
    pub kind: String,
    /// The title that the note gives; without one the kind's label is shown, with an empty one no title is.
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

/// The key of the attribute with which an answer names its exercise, by the identifier of that.
pub const SOLVES: &str = "solves";

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

impl From<Table> for BlockKind {
    fn from(table: Table) -> Self {
        Self::Table(Box::new(table))
    }
}

impl From<Callout> for BlockKind {
    fn from(callout: Callout) -> Self {
        Self::Callout(Box::new(callout))
    }
}

impl BlockKind {
    /// The caption of a figure or a table, perhaps empty; `None` for what has no caption.
    pub fn caption(&self) -> Option<&[Inline]> {
        match self {
            Self::Figure { caption, .. } => Some(caption),
            Self::Table(table) => Some(&table.caption),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn caption_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Figure { caption, .. } => Some(caption),
            Self::Table(table) => Some(&mut table.caption),
            _ => None,
        }
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
