//! Carets before brackets, `^[…]`: Markdown would look for the end of a footnote that has none.

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A caret that begins no footnote.
pub const CARET: SpanSyntax = SpanSyntax { triggers: b"^", features: Features::INLINE_FOOTNOTES, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let at = scanner.cursor.at;
    let is_plain = scanner.cursor.rest().starts_with("^[") && !scanner.facts.ahead.begins_footnote(at);
    if is_plain {
        scanner.take(1, PieceKind::Literal("^".to_owned()));
    }
    is_plain
}
