//! What of LaTeX is open in a text, and what stays of it.

use std::collections::HashMap;
use std::ops::Range;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, times};
use crate::source::Span;

/// An environment that is open.
pub struct Environment {
    pub kind: Kind,
    /// The byte at which its `\end` stands.
    pub end: usize,
    /// Whether an item of it is open.
    pub item: bool,
    /// For a table: how its columns are aligned, in which one the text is, and whether the row is its head.
    pub columns: Vec<&'static str>,
    pub column: usize,
    pub head: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What is between these two is Markdown.
    Block(&'static str, &'static str),
    /// A list or a figure: what is between these two are elements of HTML.
    Elements(&'static str, &'static str),
    Table,
}

/// An argument that is open.
pub struct Open {
    /// The byte at which its brace closes.
    pub end: usize,
    /// The byte after what the brace stands for: a heading's name may follow.
    pub until: usize,
    /// What stands for that.
    pub close: String,
    /// Whether it is a heading's.
    pub heading: bool,
}

/// What of LaTeX is open in a text, and what stays of it.
#[derive(Default)]
pub struct Latex {
    pub environments: Vec<Environment>,
    /// The open arguments, the innermost last.
    pub arguments: Vec<Open>,
    /// The commands that stay: where each is first, and how often it is there.
    pub kept: IndexMap<String, (Range<usize>, usize)>,
    /// Where the first entry for an index is, and how many there are.
    pub entries: Option<(Range<usize>, usize)>,
    /// For environments by their names, the byte before which no such environment ends.
    pub never_ended: HashMap<String, usize>,
}

impl Latex {
    /// Whether an environment is open that is written as elements of HTML.
    pub fn is_in_elements(&self) -> bool {
        self.environments.iter().any(|open| !matches!(open.kind, Kind::Block(..)))
    }

    /// Remembers that an argument ends at byte `end`, and what stands for its brace.
    pub fn open(&mut self, end: usize, close: &str) {
        self.arguments.push(Open { end, until: end + 1, close: close.to_owned(), heading: false });
    }

    /// Remembers a command in these bytes that stays.
    pub fn keep(&mut self, command: String, range: Range<usize>) {
        self.kept.entry(command).or_insert((range, 0)).1 += 1;
    }

    /// One message for each command that stays, and for those that show nothing.
    pub fn warnings(self) -> impl Iterator<Item = Diagnostic> {
        let entries = self.entries.map(|(range, count)| {
            let message = format!("the entry for an index is left out{}: no index is made", times(count));
            Diagnostic::warning(Code::RawContent, message).at(Span::new(range))
        });
        let kept = self.kept.into_iter().map(|(command, (range, count))| {
            let message = format!(
                "the LaTeX command `{command}` is not read{}: it is kept as it is written",
                times(count)
            );
            let diagnostic = Diagnostic::warning(Code::RawContent, message).at(Span::new(range));
            diagnostic.hint("say it in Markdown, or take it away")
        });
        entries.into_iter().chain(kept)
    }
}

impl Environment {
    /// What begins a cell of a table.
    pub fn cell(&self) -> String {
        let name = if self.head { "th" } else { "td" };
        match self.columns.get(self.column) {
            Some(alignment) => format!("<{name} align=\"{alignment}\">"),
            None => format!("<{name}>"),
        }
    }

    /// What ends a cell of a table.
    pub fn end_of_cell(&self) -> String {
        format!("</{}>", if self.head { "th" } else { "td" })
    }
}
