//! Statements of modules among the blocks of MDX: `import A from './a'`, `export const …`.

use crate::diagnostic::{Code, Diagnostic};
use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::jsx;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::source::Span;

/// A statement, which may go on over further lines.
pub const STATEMENT: LineSyntax = LineSyntax { starts: b"ie", features: Features::MODULES, read };

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let at = scanner.cursor.at;
    // A line by itself, such as a title, holds no blocks.
    let is_line = scanner.options.flat || !scanner.options.tables;
    let is_template = scanner.block.raw || scanner.block.templated && !scanner.reads(Features::MDX);
    if !line.outermost || line.after_text || is_line || is_template {
        return false;
    }
    let Some(jsx::Statement { end, import, code }) = jsx::statement(scanner.cursor.text, at) else {
        return false;
    };
    if let Some(code) = code {
        let message = format!("`{code}` is left out: a document runs no code");
        let warning = Diagnostic::warning(Code::UnsupportedHtml, message).at(Span::new(at..line.end));
        scanner.output.warnings.push(warning);
    }
    scanner.cursor.line = Line { start: at, end: line.end, ..Line::default() };
    scanner.piece(end, import.map_or(PieceKind::Removed, |(name, path)| PieceKind::Import { name, path }));
    scanner.cursor.at = scanner.cursor.after(scanner.cursor.end_of_line(end));
    true
}
