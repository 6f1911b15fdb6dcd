//! What the scanner finds in a text.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::ir::reference::Reference;
use crate::read::dialect::Dialect;
use crate::read::syntax::abbreviation::Definition;
use crate::read::syntax::attributes::AttributeLine;
use crate::read::syntax::table::reading::Written;
use crate::read::syntax::tag::Tag;

/// Something that Markdown must not touch.
#[derive(Debug)]
pub struct Piece {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
    /// The line on which it starts.
    pub line: Line,
}

/// What a [`Piece`] is.
#[derive(Debug)]
pub enum PieceKind {
    /// A shortcode's tag.
    Tag(Tag),
    /// A template expression `{{ … }}`: the text between the braces.
    Expression(String),
    /// A formula: its LaTeX.
    Math {
        /// The LaTeX, without delimiters and without the quote markers of its lines.
        tex: String,
        /// Whether it stands on a line of its own.
        display: bool,
        /// The name that stands after it.
        label: Option<String>,
    },
    /// A role: `` {name}`text` ``.
    Role {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// A citation, or a reference to something in the note: `@x`, `\ref{x}`.
    Reference(Reference),
    /// Words that Markdown leaves as they are: a `|` in a code span, which would end the cell of a table, a tag that the note
    /// writes about, or what a literal in braces says.
    Words(String),
    /// A table that Markdown does not know.
    Table(Box<Written>),
    /// An `<svg>` element: its markup, of which Markdown would make paragraphs and code.
    Drawing(String),
    /// Code between the tags of a shortcode, or in a division that is a directive.
    Code {
        /// What a fence around it would say: its language, or a directive.
        info: String,
        /// The code.
        text: String,
    },
    /// A line of attributes.
    Attributes(AttributeLine),
    /// The definition of an abbreviation, which vanishes from where it stands.
    Abbreviation(Definition),
    /// A name under which the note imports a file, and the file; the statement vanishes.
    Import(String, String),
    /// A name under which the note captures what stands in these bytes, to show it elsewhere; it vanishes here.
    Captured(String, Range<usize>),
    /// The mark of a list's item, and what Markdown has for it.
    Marker(String),
    /// The mark of a line that is kept apart, and how far it is indented.
    Line(usize),
    /// Something that vanishes: a template comment, a `raw` tag.
    Nothing,
}

/// What has to be known of a line to set a tag apart in it.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// What a further line of the same container begins with: spaces and quote markers.
    pub prefix: String,
    /// Where the line's own text starts, after the container's markers.
    pub start: usize,
    /// Where the line ends, before its line feed.
    pub end: usize,
    /// Whether the line is a heading or a row of a table, which cannot hold blocks.
    pub flat: bool,
    /// Whether the line is inside an HTML block, which only an empty line ends.
    pub html: bool,
}

/// Where in the note a text stands that is scanned.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The column at which its lines begin.
    pub item: usize,
    /// Whether it is a line that can hold no blocks.
    pub flat: bool,
    /// Whether tables that Markdown does not know are looked for.
    pub tables: bool,
    /// How deep such tables may stand in each other.
    pub depth: usize,
    /// Which constructs there are.
    pub dialect: Dialect,
}

impl Default for Place {
    fn default() -> Self {
        Self { item: 0, flat: false, tables: true, depth: 4, dialect: Dialect::Auto }
    }
}

/// A formula that is never closed.
#[derive(Debug, PartialEq, Eq)]
pub struct NeverClosed {
    /// The bytes of the delimiter.
    pub range: Range<usize>,
    /// What should close it.
    pub close: String,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub struct Scanned {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// What is wrong with its tables.
    pub warnings: Vec<Diagnostic>,
    /// The formulas that are never closed.
    pub never_closed: Vec<NeverClosed>,
}
