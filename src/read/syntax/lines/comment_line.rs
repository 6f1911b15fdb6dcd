//! Lines that MyST does not show: `% comment`, and `+++` between the cells of a notebook.

#![expect(clippy::string_slice, reason = "offsets are of the text of a line")]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::line::is_remark;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A line that is not shown.
pub const COMMENT: LineSyntax = LineSyntax { starts: b"%+", features: Features::COMMENT_LINES, read };

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let content = &scanner.cursor.text[line.start..line.end];
    // In the middle of a paragraph, a `%` is more likely a word's.
    let may_be = !line.after_text || content.starts_with('+') || scanner.reads(Features::COMMENTS_IN_TEXT);
    if line.prefix.items || !may_be || !is_remark(content) {
        return false;
    }
    scanner.cursor.at = line.start;
    let prefix = line.prefix.next.clone();
    scanner.cursor.line = Line { prefix, start: line.start, end: line.end, ..Line::default() };
    scanner.piece(line.end, PieceKind::Removed);
    (scanner.block.html, scanner.block.blank_before) = (false, true);
    scanner.cursor.at = scanner.cursor.after(line.end);
    true
}
