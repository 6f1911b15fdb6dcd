//! What the scanner knows at the byte where it is.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::read::dialect::features::Features;
use crate::read::syntax::names::Vocabulary;
use crate::read::syntax::piece::{Line, NeverClosed, Piece, PieceKind};
use crate::read::syntax::scan::cursor::Cursor;
use crate::read::syntax::scan::facts::{Facts, Names};
use crate::read::syntax::scan::line::Fence;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::Containers;
use crate::read::syntax::scan::open_latex::Latex;
use crate::read::syntax::scan::open_spans::OpenSpans;
use crate::read::syntax::scan::pandoc;
use crate::read::syntax::scan::scan_options::ScanOptions;
use crate::read::syntax::tag::Tag;
use crate::read::syntax::tex;

/// The state of scanning one text.
pub struct Scanner<'t> {
    /// The kinds of callout.
    pub vocabulary: Vocabulary<'t>,
    /// Where the text stands, and what is read in it.
    pub options: ScanOptions,
    /// Where the scanner is.
    pub cursor: Cursor<'t>,
    /// The blocks around that.
    pub block: BlockState,
    /// The containers around that.
    pub containers: Containers,
    /// Pandoc's lists around that.
    pub lists: PandocLists,
    /// The definitions around that.
    pub definitions: Definitions,
    /// What is known of the whole text.
    pub facts: Facts<'t>,
    /// What is open in the line.
    pub open: OpenSpans,
    /// What of LaTeX is open.
    pub latex: Latex,
    /// Finds formulas.
    pub formulas: tex::Finder<'t>,
    /// What was found.
    pub output: Output,
}

/// What is known of the blocks around a line.
pub struct BlockState {
    /// The last line was text that a line can go on.
    pub after_text: bool,
    /// The last line was empty, or indented code.
    pub blank_before: bool,
    /// Column from which on the text belongs to the innermost open list item.
    pub content_column: usize,
    /// Inside an HTML block.
    pub html: bool,
    /// Inside `{% raw %}`.
    pub raw: bool,
    /// Inside a division `v-pre`, in which braces stay as they are written.
    pub as_written: bool,
    /// Up to this byte, braces stay so, too: an element with that attribute ends there.
    pub as_written_to: usize,
    /// The lines are those of a line block.
    pub in_line_block: bool,
    /// The text is that of a footnote's definition.
    pub in_footnote: bool,
    /// Tags of a template language were seen, which can have code between them that nothing here knows.
    pub templated: bool,
    /// How far a tag may be indented that the last line, which began with one, may have around or beside it.
    pub tag_before: Option<usize>,
    /// The code fence that is open.
    pub fence: Option<Fence>,
    /// Up to this byte, no table begins.
    pub no_table_before: usize,
    /// Up to this byte, lines are rows of a table that Markdown knows.
    pub rows_end: usize,
}

/// The lists of Pandoc's that a line may go on.
#[derive(Default)]
pub struct PandocLists {
    /// How each counts, its indentation and its last number; the outermost first.
    pub open: Vec<(pandoc::Count, usize, u32)>,
    /// With which of the two signs the numbers of the last list end, by its indentation.
    pub other_sign: HashMap<usize, bool>,
    /// How many examples there were.
    pub examples: u32,
}

/// What stands before a line that may be a definition's.
#[derive(Default)]
pub struct Definitions {
    /// The paragraph that may be a term: the column of its container's text, and the quotations that it is in.
    pub term: Option<(usize, usize)>,
    /// The column from which on a line belongs to the definition before it; 0 where there is none.
    pub definition: usize,
    /// The quotations that this definition is in.
    pub quotes: usize,
}

/// What was found in a text.
#[derive(Default)]
pub struct Output {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// What is wrong.
    pub warnings: Vec<Diagnostic>,
    /// The formulas that are never closed.
    pub never_closed: Vec<NeverClosed>,
}

impl<'t> Scanner<'t> {
    /// Before the first byte that is scanned, `start`; `names` are those that the note gives to addresses, as far as they
    /// are known.
    pub fn new(
        text: &'t str,
        start: usize,
        vocabulary: Vocabulary<'t>,
        options: ScanOptions,
        names: Option<Names>,
    ) -> Self {
        let doubled = options.features.contains(Features::DOUBLED_MATH);
        let block = BlockState {
            after_text: false,
            blank_before: false,
            content_column: options.content_column,
            html: false,
            raw: false,
            as_written: false,
            as_written_to: start,
            in_line_block: false,
            in_footnote: false,
            templated: false,
            tag_before: None,
            fence: None,
            no_table_before: start,
            rows_end: start,
        };
        Self {
            vocabulary,
            options,
            cursor: Cursor { text, at: start, line: Line::default(), stripped: 0 },
            block,
            containers: Containers::default(),
            lists: PandocLists::default(),
            definitions: Definitions::default(),
            facts: Facts::new(text, names),
            open: OpenSpans::default(),
            latex: Latex::default(),
            formulas: tex::Finder::doubled(text, doubled),
            output: Output::default(),
        }
    }

    /// Whether this feature is read.
    pub fn reads(&self, feature: Features) -> bool {
        self.options.features.contains(feature)
    }

    /// Whether a row with these features is read: one of them, or there are none.
    pub fn reads_any(&self, features: Features) -> bool {
        features.is_empty() || self.options.features.intersects(features)
    }

    /// Makes a piece of what stands up to byte `end`, and goes there.
    pub fn piece(&mut self, end: usize, kind: PieceKind) {
        self.block.html &= !(matches!(kind, PieceKind::Tag { .. }) && self.cursor.leads());
        let (range, line) = (self.cursor.at..end, self.cursor.line.clone());
        self.output.pieces.push(Piece { range, kind, line });
        // Only what reaches over the line's end needs a look for another: a line may be very long.
        if end > self.cursor.line.end {
            self.cursor.line.end = self.cursor.end_of_line(end);
        }
        self.cursor.at = end;
    }

    /// The byte from which on nothing of the line is in a piece yet.
    pub fn unread_from(&self) -> usize {
        let last = self.output.pieces.last().map_or(0, |last| last.range.end);
        last.max(self.cursor.line.start)
    }

    /// The tag that a piece is, by its number.
    pub fn tag_of(&mut self, piece: usize) -> Option<&mut Tag> {
        match &mut self.output.pieces.get_mut(piece)?.kind {
            PieceKind::Tag { tag, .. } => Some(tag),
            _ => None,
        }
    }

    /// Makes a piece of the next `length` bytes.
    pub fn take(&mut self, length: usize, kind: PieceKind) {
        self.piece(self.cursor.at + length, kind);
    }

    /// Makes a piece of a line's own text, up to byte `until`, and goes on after the line in which that is.
    pub fn take_line(&mut self, line: &LineView, until: usize, kind: PieceKind) {
        let html = self.block.html;
        let prefix = line.prefix.next.clone();
        self.cursor.line = Line { prefix, start: line.start, end: line.end, flat: false, html };
        self.cursor.at = line.start;
        self.piece(until, kind);
        self.block.html = false;
        self.cursor.at = self.cursor.after(self.cursor.end_of_line(until));
    }
}
