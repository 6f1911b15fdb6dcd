//! The pieces of a note that Markdown must not touch: what the scanner finds, and what marks in the masked text stand for.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::ir::reference::Reference;
use crate::read::syntax::abbreviation::Definition;
use crate::read::syntax::attributes::AttributeLine;
use crate::read::syntax::pair::Pairing;
use crate::read::syntax::table::reading::WrittenTable;
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
    /// A tag.
    Tag {
        /// The tag.
        tag: Tag,
        /// What it opens or closes: of the scanner's, each stands alone; the mask says which tokens pair.
        pairing: Pairing,
    },
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
    Literal(String),
    /// A table that Markdown does not know: the mask takes its cells, and leaves the rest.
    Table(Box<WrittenTable>),
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
    /// A statement that imports a file, which vanishes.
    Import {
        /// The name under which the note has the file.
        name: String,
        /// The file.
        path: String,
    },
    /// What the note captures to show it elsewhere; it vanishes here.
    Captured {
        /// The name under which it is captured.
        name: String,
        /// Its bytes.
        inside: Range<usize>,
    },
    /// Something that Markdown or HTML has other characters for: these, which are read as if the note had them. Elements of
    /// HTML (`<ins>` and `</ins>`) around words leave the words to Markdown.
    Rewritten(String),
    /// The mark of a row of a line block (`| row`).
    LineBlockRow {
        /// By how many columns its text is indented.
        indent: usize,
    },
    /// Something that vanishes: a template comment, a `raw` tag.
    Removed,
}

impl PieceKind {
    /// A tag of which it is not known yet which other it pairs with.
    pub fn tag(tag: Tag) -> Self {
        PieceKind::Tag { tag, pairing: Pairing::Alone }
    }

    /// Whether no mark stands for it in the masked text.
    pub fn is_unmarked(&self) -> bool {
        matches!(
            self,
            PieceKind::Removed
                | PieceKind::Abbreviation(_)
                | PieceKind::Import { .. }
                | PieceKind::Captured { .. }
                | PieceKind::Rewritten(_)
        )
    }
}

impl Piece {
    /// The tag that it is.
    pub fn tag(&self) -> Option<&Tag> {
        match &self.kind {
            PieceKind::Tag { tag, .. } => Some(tag),
            _ => None,
        }
    }
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
