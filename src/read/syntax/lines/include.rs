//! Lines that stand for a file, and PyMdown's blocks that list files.

#![expect(
    clippy::string_slice,
    reason = "offsets are of the text of a line and of paths that were found in it"
)]

use crate::read::dialect::features::Features;
use crate::read::syntax::include_line;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::container;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A line that stands for a file.
pub const FILE: LineSyntax = LineSyntax { starts: b"<[{-", features: Features::INCLUDES, read: file };
/// Code from a file, as VuePress has it: `@[code{1-5} js{2}](./a.js)`.
pub const CODE: LineSyntax = LineSyntax { starts: b"@", features: Features::INCLUDES, read: code };
/// A block that lists files, or a line that marks where a section of a file begins or ends.
pub const SNIPPETS: LineSyntax = LineSyntax { starts: b"", features: Features::INCLUDES, read: snippets };

fn file(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let content = &scanner.cursor.text[line.start..line.end];
    let Some(path) = include_line::line_includes(content) else { return false };
    let at = line.start + content.find(path).unwrap_or_default();
    let until = line.start + content.trim_end().len();
    scanner.take_line(line, until, PieceKind::tag(container::including(path, at)));
    true
}

fn code(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let content = &scanner.cursor.text[line.start..line.end];
    let Some(directive) = include_line::code_import(content) else { return false };
    let until = line.start + content.trim_end().len();
    let (info, text) = directive;
    scanner.take_line(line, until, PieceKind::Code { info, text });
    true
}

fn snippets(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let (text, start) = (scanner.cursor.text, line.start);
    let content = &text[start..line.end];
    if !content.contains("8<") {
        return false;
    }
    let prefix = line.prefix.next.clone();
    let first = Line { prefix, start, end: line.end, flat: false, html: scanner.block.html };
    if let Some((paths, after)) = include_line::block(text, start) {
        for path in paths {
            let own = text[..path.start].rfind('\n').map_or(0, |at| at + 1);
            scanner.cursor.at = own;
            scanner.cursor.line = Line { start: own, end: path.end, ..first.clone() };
            let tag = container::including(&text[path.clone()], path.start);
            if scanner.output.pieces.last().is_none_or(|last| last.range.end < start) {
                scanner.cursor.at = start;
            }
            scanner.piece(path.end, PieceKind::tag(tag));
        }
        scanner.cursor.line = Line { start: scanner.cursor.at.max(start), end: after, ..first };
        scanner.cursor.at = scanner.cursor.at.max(start);
        scanner.piece(after, PieceKind::Removed);
    } else if include_line::marks_section(content).is_some() {
        (scanner.cursor.line, scanner.cursor.at) = (first, start);
        scanner.piece(line.end, PieceKind::Removed);
    } else {
        return false;
    }
    scanner.cursor.at = scanner.cursor.after(scanner.cursor.end_of_line(scanner.cursor.at));
    true
}
