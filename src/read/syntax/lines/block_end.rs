//! A line `^`, with which kramdown ends the block before it.

#![expect(clippy::string_slice, reason = "offsets are of the text of a line")]

use crate::ir::Attributes;
use crate::read::dialect::features::Features;
use crate::read::syntax::attributes::AttributeLine;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// The line, which is one of attributes that says nothing.
pub const BLOCK_END: LineSyntax = LineSyntax { starts: b"^", features: Features::BLOCK_ENDS, read };

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let content = &scanner.cursor.text[line.start..line.end];
    if content.trim_end() != "^" || line.prefix.length > 0 {
        return false;
    }
    let (attributes, contents, applies_to_next) = (Attributes::default(), false, false);
    scanner.take_line(
        line,
        line.end,
        PieceKind::Attributes(AttributeLine { attributes, contents, applies_to_next }),
    );
    true
}
