//! Lines that define abbreviations: `*[HTML]: HyperText Markup Language`.

#![expect(clippy::string_slice, reason = "offsets are of the text of a line")]

use crate::read::dialect::features::Features;
use crate::read::syntax::abbreviation::definition;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A definition, which vanishes from where it stands.
pub const ABBREVIATION: LineSyntax = LineSyntax { starts: b"*", features: Features::ABBREVIATIONS, read };

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let content = &scanner.cursor.text[line.start..line.end];
    let Some(definition) = definition(content) else { return false };
    scanner.cursor.line = Line { start: scanner.cursor.at, end: line.end, ..Line::default() };
    scanner.piece(scanner.cursor.after(line.end), PieceKind::Abbreviation(definition));
    true
}
