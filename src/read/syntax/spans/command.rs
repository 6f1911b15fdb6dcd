//! Commands of LaTeX that stand for something of the document: references and citations, new pages.

#![expect(clippy::string_slice, reason = "offsets are of the names of commands and of the line's text")]

use crate::ir::reference::{Form, Reference};
use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::container;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::command_name;
use crate::read::syntax::tex::command;

/// bookdown's own command, `\@ref(label)`.
pub const BOOKDOWN: SpanSyntax = SpanSyntax { triggers: b"\\", features: Features::LATEX, read: bookdown };
/// `\newpage` and its kin; in a heading or a cell, there is no page to begin.
pub const PAGE_BREAK: SpanSyntax =
    SpanSyntax { triggers: b"\\", features: Features::LATEX, read: page_break };
/// `\ref{label}`, `\cite{work}`.
pub const REFERENCE: SpanSyntax = SpanSyntax { triggers: b"\\", features: Features::LATEX, read: reference };

fn bookdown(scanner: &mut Scanner<'_>) -> bool {
    let Some((label, length)) = command::bookdown_reference(&scanner.cursor.rest()[1..]) else {
        return false;
    };
    let kind = PieceKind::Reference(Reference::to(label, Form::Number));
    scanner.take(1 + length, kind);
    true
}

fn page_break(scanner: &mut Scanner<'_>) -> bool {
    let cursor = &scanner.cursor;
    let Some(name) = command_name(cursor.rest()) else { return false };
    if !matches!(name, "newpage" | "pagebreak" | "clearpage" | "cleardoublepage" | "eject") {
        return false;
    }
    let Some(length) = command::argument_of_page_break(&cursor.rest()[1 + name.len()..]) else {
        return false;
    };
    let length = 1 + name.len() + length;
    let breaks = !cursor.line.flat;
    if breaks {
        scanner.take(length, PieceKind::tag(container::page_break()));
    }
    breaks
}

fn reference(scanner: &mut Scanner<'_>) -> bool {
    let rest = scanner.cursor.rest();
    let Some(name) = command_name(rest) else { return false };
    let Some((reference, length)) = command::reference(name, &rest[1 + name.len()..]) else { return false };
    scanner.take(1 + name.len() + length, PieceKind::Reference(reference));
    true
}
