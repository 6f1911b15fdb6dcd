//! The end of a cell (`&`) or of a row (`\\`) of an open table of LaTeX's.

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::open_latex::Kind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// The end of a cell or of a row.
pub const TABULAR: SpanSyntax = SpanSyntax { triggers: b"&\\", features: Features::LATEX, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let (at, rest) = (scanner.cursor.at, scanner.cursor.rest());
    let length = if rest.starts_with('&') { 1 } else { 2 };
    let Some(table) = scanner.latex.environments.last_mut() else { return false };
    if table.kind != Kind::Table || length == 2 && !rest.starts_with("\\\\") {
        return false;
    }
    let mut mark = table.end_of_cell();
    if length == 1 {
        table.column += 1;
        mark.push_str(&table.cell());
        scanner.take(length, PieceKind::Rewritten(mark));
        return true;
    }
    let Some(rest) = scanner.cursor.text.get(at + length..table.end) else { return false };
    let mut rest = rest.trim_start();
    while let Some(after) = ["\\hline", "\\bottomrule"].iter().find_map(|rule| rest.strip_prefix(rule)) {
        rest = after.trim_start();
    }
    if rest.is_empty() {
        scanner.take(length, PieceKind::Removed);
        return true;
    }
    (table.column, table.head) = (0, false);
    mark.push_str(&format!("</tr>\n<tr>{}", table.cell()));
    scanner.take(length, PieceKind::Rewritten(mark));
    true
}
