//! What the scanner knows at the byte where it is.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::read::syntax::names::Vocabulary;
use crate::read::syntax::scan::ahead::Ahead;
use crate::read::syntax::scan::container::Open;
use crate::read::syntax::scan::line::Fence;
use crate::read::syntax::scan::open_latex::Latex;
use crate::read::syntax::scan::pandoc;
use crate::read::syntax::scan::piece::{Line, NeverClosed, Piece, Place};
use crate::read::syntax::tex;

pub struct Scanner<'t> {
    pub text: &'t str,
    pub vocabulary: Vocabulary<'t>,
    pub at: usize,
    pub pieces: Vec<Piece>,
    pub line: Line,
    /// The containers that lines opened, with what their further lines begin with.
    pub containers: Vec<(Open, String)>,
    /// How many of them end with their indentation, and how many are components of MDC.
    pub indented: usize,
    pub mdc: usize,
    pub fence: Option<Fence>,
    /// Inside `{% raw %}`.
    pub raw: bool,
    /// In a pane of tabs with code in them: the language that it names.
    pub code_tabs: Option<Option<String>>,
    /// For names of shortcodes, the next tag that was found and whether it closes, or that there is none any more.
    pub next_tags: HashMap<String, Option<(Range<usize>, bool)>>,
    pub ahead: Ahead<'t>,
    /// Inside an HTML block.
    pub html: bool,
    /// The components whose content may be indented with them.
    pub components: Vec<Component>,
    /// Where the last line is that can close a component of MDC, once that was asked.
    pub last_colons: Option<Option<usize>>,
    /// The byte at which the last line starts that closes a division, once one asked for it.
    pub last_division: Option<Option<usize>>,
    /// Where the last line of so many slashes is, once that was asked.
    pub last_slashes: HashMap<usize, Option<usize>>,
    /// Tags of a template language were seen, which can have code between them that nothing here knows.
    pub templated: bool,
    /// How many columns of indentation were taken from the present line.
    pub stripped: usize,
    /// How many bytes were looked at for tags and expressions of JSX that are none.
    pub fruitless: usize,
    /// The last line was empty, or indented code.
    pub code_may_start: bool,
    /// Column from which on the text belongs to the innermost open list item.
    pub item: usize,
    pub place: Place,
    /// The last line was text that a line can go on.
    pub after_text: bool,
    /// Such text is that of a footnote's definition.
    pub in_footnote: bool,
    /// Up to here, no table begins.
    pub no_table: usize,
    /// Up to here, lines are rows of a table that Markdown knows.
    pub rows: usize,
    pub warnings: Vec<Diagnostic>,
    pub formulas: tex::Finder<'t>,
    pub never_closed: Vec<NeverClosed>,
    /// The lists of Pandoc's that the line may go on, from the outermost on: how each counts, its indentation and its
    /// last number.
    pub lists: Vec<(pandoc::Count, usize, u32)>,
    pub latex: Latex,
    pub before: Before,
    pub spaced: Spaced,
    /// With which of the two signs the numbers of the last list end, by its indentation.
    pub other_sign: HashMap<usize, bool>,
    /// The lines are kept apart.
    pub apart: bool,
    /// How many examples there were, and the numbers of those with names once one is referred to.
    pub examples: u32,
    pub named_examples: Option<HashMap<&'t str, u32>>,
    /// The names of links that begin with an `@`, once one may be meant.
    pub link_names: Option<HashSet<&'t str>>,
    /// The names of the elements that some tag closes, once a tag asked for it.
    pub closed_elements: Option<HashSet<&'t str>>,
    /// The names that expressions begin with, once something was captured under one.
    pub shown_names: Option<HashSet<&'t str>>,
}

/// An open component that began a line.
pub struct Component {
    pub name: String,
    /// The column of its opening tag.
    pub column: usize,
    /// How many columns more its content is indented, once that has begun.
    pub indent: Option<usize>,
}

/// The links of a text whose names stand apart.
pub struct Spaced {
    /// Where the words of those end that were begun, and where their names begin; the innermost last.
    pub open: Vec<(usize, usize)>,
    /// The names that the text gives to addresses, once a bracket asked for them.
    pub names: Option<Names>,
}

/// The names that a note gives to addresses.
pub type Names = Rc<HashSet<String>>;

impl Spaced {
    /// The links of a text, with the names that are known already.
    pub fn of(names: Option<Names>) -> Self {
        Self { open: Vec::new(), names }
    }
}

/// What stands before a line that may be a definition's.
#[derive(Default)]
pub struct Before {
    /// The paragraph that may be a term: the column of its container's text, and the quotations that it is in.
    pub term: Option<(usize, usize)>,
    /// The column from which on a line belongs to the definition before it; 0 where there is none.
    pub definition: usize,
    /// The quotations that this definition is in.
    pub quotes: usize,
}

/// The term of a definition that has none: an invisible separator, which no note has for a term.
pub const NO_TERM: &str = "\u{2063}";
