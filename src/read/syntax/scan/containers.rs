//! The containers that lines opened and that are still open, and how they are opened and closed.

#![expect(clippy::string_slice, reason = "the bytes are those of a line of the same text")]

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Attributes;
use crate::read::syntax::piece::{Line, Piece, PieceKind};
use crate::read::syntax::scan::row::LineView;
use crate::read::syntax::scan::scanner::Scanner;
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
    syntax: Syntax,
    /// What its further lines begin with.
    prefix: String,
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
    /// Whether the line that closes it names it, as Sphinx's gates do: ```` ```{name-end} ````.
    pub named: bool,
}

impl Mark {
    /// The line that closes a container of this name.
    fn closing(self, name: &str) -> String {
        let mark = char::from(self.byte).to_string().repeat(self.length);
        if self.named { format!("{mark}{{{name}-end}}") } else { mark }
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
    /// Whether a container of this notation is open.
    pub fn has(&self, notation: &str) -> bool {
        self.counts.iter().any(|(own, count)| *own == notation && *count > 0)
    }

    fn count(&mut self, end: End, opened: bool) {
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
    fn closing(&self) -> Tag {
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

/// Opens a container with the tag that a line is, and goes on after the line. Options may follow: the number of the
/// tag's piece.
pub fn open(scanner: &mut Scanner<'_>, line: &LineView, tag: Tag, end: End) -> usize {
    open_until(scanner, line, line.end, tag, end)
}

/// The same with a tag that ends at byte `until`, a line's end.
pub fn open_until(scanner: &mut Scanner<'_>, line: &LineView, until: usize, tag: Tag, end: End) -> usize {
    let (span, prefix) = (Span::new(line.start..until), line.prefix.next.clone());
    let open = Open { name: tag.name.clone(), span, syntax: tag.syntax, prefix, end };
    scanner.take_line(line, until, PieceKind::tag(tag));
    scanner.containers.count(end, true);
    scanner.containers.open.push(open);
    scanner.output.pieces.len() - 1
}

/// Closes the innermost container that `is` the one which a line closes, and those in it; the line ends at byte `until`.
/// Whether there was one.
pub fn close(scanner: &mut Scanner<'_>, line: &LineView, until: usize, is: impl Fn(&Open) -> bool) -> bool {
    let Some(found) = scanner.containers.open.iter().rposition(is) else { return false };
    close_from(scanner, found + 1);
    let Some(open) = scanner.containers.open.pop() else { return false };
    scanner.containers.count(open.end, false);
    scanner.take_line(line, until, PieceKind::tag(open.closing()));
    true
}

/// Closes the containers from number `first` on, at the start of the present line.
pub fn close_from(scanner: &mut Scanner<'_>, first: usize) {
    let at = scanner.cursor.at;
    for open in scanner.containers.open.split_off(first).into_iter().rev() {
        scanner.containers.count(open.end, false);
        let kind = PieceKind::tag(open.closing());
        let line = Line { prefix: open.prefix, start: at, end: at, flat: false, html: scanner.block.html };
        scanner.output.pieces.push(Piece { range: at..at, kind, line });
        (scanner.block.html, scanner.block.fence) = (false, None);
    }
}

/// Says which containers the note closes only by its end, but for those that a line's indentation ends.
pub fn tell_open(scanner: &mut Scanner<'_>) {
    for open in &scanner.containers.open {
        let End::Marked(mark) = open.end else { continue };
        let line = &scanner.cursor.text[open.span.range()];
        let message = format!("`{}` is never closed: it holds everything up to the end", line.trim());
        let warning = Diagnostic::warning(Code::UnbalancedShortcode, message).at(open.span);
        let hint = format!("close it with a line `{}`", mark.closing(&open.name));
        scanner.output.warnings.push(warning.hint(hint));
    }
}
