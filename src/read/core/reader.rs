//! The state of reading a text, which what it means is read with.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use comrak::Node as Markdown;

use crate::read::core::appended::Appended;
use crate::read::core::findings::Findings;
use crate::read::core::footnotes::Footnotes;
use crate::read::core::note::Note;
use crate::read::syntax::definitions::Definitions;
use crate::read::syntax::mask::Masked;
use crate::source::Lines;

/// The attribute under which an `<svg>` element carries its own markup.
pub const MARKUP: &str = " markup";

/// What the address of a wiki's link begins with until the pass `links` has looked for the note.
pub const WIKI: &str = "wiki:";

/// Reads part of a text (a note's body, a shortcode's argument) into the intermediate representation.
pub struct Reader<'a> {
    /// The note.
    pub note: &'a Note<'a>,
    /// What was found on the way.
    pub findings: &'a mut Findings,
    /// The text that is read, masked.
    pub masked: &'a Masked,
    /// The lines of the stretch of it that is read, and the byte at which that starts.
    pub lines: &'a Lines,
    pub start: usize,
    /// The definitions of footnotes, by label.
    pub definitions: HashMap<String, Markdown<'a>>,
    pub footnotes: Footnotes,
    pub depth: usize,
    /// The titles that panes of tabs give to those in them, from the outermost on.
    pub tab_titles: Vec<VecDeque<String>>,
    /// What the note's site appends to it.
    pub appended: &'a [Appended],
    /// What the note defines, once a title asked for it.
    pub defined: Option<Rc<Definitions>>,
    /// Whether this is such a title: its footnotes are the note's.
    pub is_line: bool,
}
