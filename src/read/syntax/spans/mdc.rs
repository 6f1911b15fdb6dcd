//! Components of MDC and of remark-directive in a line of text: `:badge[words]{color=red}`.

#![expect(clippy::string_slice, reason = "the line's text starts before the present byte")]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::jsx;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A component.
pub const COMPONENT: SpanSyntax = SpanSyntax { triggers: b":", features: Features::MDC, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let cursor = &scanner.cursor;
    let before = cursor.text[cursor.line.start..cursor.at].chars().next_back();
    if before.is_some_and(|c| !c.is_whitespace() && !"([\"'*_>|—".contains(c)) {
        return false;
    }
    let Some((tag, end)) = jsx::in_line(cursor.text, cursor.at) else { return false };
    scanner.piece(end, PieceKind::tag(tag));
    true
}
