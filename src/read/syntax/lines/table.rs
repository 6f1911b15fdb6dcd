//! Tables that Markdown does not know: which begins in a line is for [`crate::read::syntax::table`] to say.

#![expect(clippy::string_slice, reason = "offsets are of the text of a line and of indentation in it")]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::table;
use crate::read::syntax::table::lines::Lines;
use crate::read::syntax::table::reading::Found;

/// A table, whose first row may begin with anything.
pub const TABLE: LineSyntax = LineSyntax { starts: b"", features: Features::EXTENDED_TABLES, read };

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let (text, at, start) = (scanner.cursor.text, scanner.cursor.at, line.start);
    if !scanner.options.tables
        || scanner.block.html
        || at < scanner.block.no_table_before
        || text[start..].starts_with('#')
    {
        return false;
    }
    // What a table is indented by is its own, and no mark of a container.
    let prefix = &line.prefix;
    let own = prefix.indent.saturating_sub(scanner.block.content_column);
    let own = if prefix.items { 0 } else { own.min(start - at) };
    let is_blank = text[start - own..start].bytes().all(|byte| byte == b' ');
    let (start, container) = match is_blank {
        true => (start - own, &prefix.next[..prefix.next.len() - own]),
        false => (start, prefix.next.as_str()),
    };
    let lines = Lines::new(text, start, scanner.cursor.stripped, container);
    let Some(reading) = table::read(text, lines, line.after_text) else { return false };
    scanner.block.no_table_before = reading.end;
    scanner.output.warnings.extend(reading.warnings);
    let kind = match reading.found {
        Found::Nothing => return false,
        Found::Markdown => {
            scanner.block.rows_end = reading.end;
            return false;
        }
        Found::Code(text) => PieceKind::Code { info: String::new(), text },
        Found::Table(written) => PieceKind::Table(written),
    };
    let end = scanner.cursor.end_of_line(start);
    scanner.cursor.line = Line { prefix: container.to_owned(), start, end, flat: false, html: false };
    scanner.cursor.at = start;
    scanner.piece(reading.end, kind);
    scanner.cursor.at = scanner.cursor.after(scanner.cursor.end_of_line(reading.end));
    true
}
