//! Opens and closes containers: with the lines that say so, or where their lines end.

#![expect(clippy::string_slice, reason = "the bytes are those of a line of the same text")]

use crate::diagnostic::{Code, Diagnostic};
use crate::read::syntax::piece::{Line, Piece, PieceKind};
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Open};
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

/// The division in which braces are no template (Vue).
const AS_WRITTEN: &str = "v-pre";

/// Opens a container with the tag that a line is, and goes on after the line. Options may follow: the number of the
/// tag's piece.
pub fn open(scanner: &mut Scanner<'_>, line: &LineView, tag: Tag, end: End) -> usize {
    let (span, prefix) = (Span::new(line.start..line.end), line.prefix.next.clone());
    let open = Open { name: tag.name.clone(), span, syntax: tag.syntax, prefix, end };
    scanner.take_line(line, line.end, PieceKind::tag(tag));
    scanner.containers.count(end, true);
    scanner.block.as_written |= open.name == AS_WRITTEN;
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
    scanner.block.as_written &= open.name != AS_WRITTEN;
    scanner.take_line(line, until, PieceKind::tag(open.closing()));
    true
}

/// Closes the container of this notation that the line ends as a fence: of the same marks, and of at least as many.
pub fn close_by_fence(
    scanner: &mut Scanner<'_>,
    line: &LineView,
    notation: &str,
    (byte, length): (u8, usize),
) -> bool {
    let is = |open: &Open| {
        matches!(open.end, End::Marked(mark)
            if mark.notation == notation && mark.byte == byte && length >= mark.length)
    };
    close(scanner, line, line.end, is)
}

/// Closes the containers from number `first` on, at the start of the present line.
pub fn close_from(scanner: &mut Scanner<'_>, first: usize) {
    let at = scanner.cursor.at;
    for open in scanner.containers.open.split_off(first).into_iter().rev() {
        scanner.containers.count(open.end, false);
        scanner.block.as_written &= open.name != AS_WRITTEN;
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
