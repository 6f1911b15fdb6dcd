//! The containers that lines opened and that are still open.

use crate::ir::Attributes;
use crate::limits::COMPONENTS_INDENTED;
use crate::read::syntax::tag::{Syntax, Tag};
use crate::source::Span;

/// The open containers of a text.
#[derive(Default)]
pub struct Containers {
    /// Those that lines opened, the innermost last.
    pub open: Vec<Open>,
    /// How many of them end with their indentation.
    pub indented: usize,
    /// How many of them each notation has that asked for it to be counted.
    counts: Vec<(&'static str, usize)>,
    /// The components whose content may be indented with them.
    pub components: Vec<Component>,
    /// In a pane of tabs with code in them: the language that it names.
    pub code_tabs: Option<Option<String>>,
}

/// An open container.
#[derive(Debug)]
pub struct Open {
    /// The name of the tag that opened it.
    pub name: String,
    /// Where that tag is.
    pub span: Span,
    /// The notation of that tag.
    pub syntax: Syntax,
    /// What its further lines begin with.
    pub prefix: String,
    /// What ends it.
    pub end: End,
}

/// What ends an open container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A line that is indented less than four columns more than this.
    Indented(usize),
    /// A line with a mark of its notation.
    Marked(Mark),
}

/// The mark with which a notation opens and closes its containers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The name of the notation's row.
    pub notation: &'static str,
    /// The byte that the mark is made of.
    pub byte: u8,
    /// How often it stands there.
    pub length: usize,
    /// Whether the line that closes it names it, as Sphinx's gates do, ```` ```{name-end} ````, and DocFX, `:::name-end:::`.
    pub named: bool,
}

impl Mark {
    /// The line that closes a container of this name.
    pub fn closing(self, name: &str) -> String {
        let mark = char::from(self.byte).to_string().repeat(self.length);
        match (self.named, self.byte) {
            (true, b':') => format!("{mark}{}-end{mark}", self.notation),
            (true, _) => format!("{mark}{{{name}-end}}"),
            (false, _) => mark,
        }
    }
}

/// An open component that began a line.
pub struct Component {
    /// Its name.
    pub name: String,
    /// The column of its opening tag.
    pub column: usize,
    /// How many columns more its content is indented, once that has begun.
    pub indent: Option<usize>,
}

impl Containers {
    /// A component whose tag is in this column begins; of many, the innermost are not followed.
    pub fn begin_component(&mut self, name: &str, column: usize) {
        if self.components.len() < COMPONENTS_INDENTED {
            self.components.push(Component { name: name.to_owned(), column, indent: None });
        }
    }

    /// The innermost component of this name ends, with those in it.
    pub fn end_component(&mut self, name: &str) {
        if let Some(found) = self.components.iter().rposition(|one| one.name == name) {
            self.components.truncate(found);
        }
    }

    /// Whether a container of this notation is open.
    pub fn has(&self, notation: &str) -> bool {
        self.counts.iter().any(|(own, count)| *own == notation && *count > 0)
    }

    /// Counts a container that ends in this way and is opened or closed.
    pub fn count(&mut self, end: End, opened: bool) {
        let number = match end {
            End::Indented(_) => &mut self.indented,
            End::Marked(Mark { notation, .. }) => {
                let at = self.counts.iter().position(|(own, _)| *own == notation);
                let at = at.unwrap_or_else(|| {
                    self.counts.push((notation, 0));
                    self.counts.len() - 1
                });
                match self.counts.get_mut(at) {
                    Some((_, number)) => number,
                    None => return,
                }
            }
        };
        *number = if opened { *number + 1 } else { *number - 1 };
    }
}

impl Open {
    /// The tag that closes it.
    pub fn closing(&self) -> Tag {
        Tag {
            name: self.name.clone(),
            closes: true,
            empty: false,
            arguments: Vec::new(),
            syntax: self.syntax,
            attributes: Attributes::default(),
        }
    }
}
