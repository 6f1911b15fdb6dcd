//! Tags of DocFX in a line of text: `:::image type="icon" source="a.png":::`, `:::no-loc text="Name":::`.

use crate::read::dialect::features::Features;
use crate::read::syntax::scan::docfx;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A tag that holds nothing.
pub const TAG: SpanSyntax = SpanSyntax { triggers: b":", features: Features::DOCFX, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let cursor = &mut scanner.cursor;
    if !cursor.rest().starts_with(":::") {
        return false;
    }
    // Code before it may have gone on over the end of the line where it began.
    if cursor.at > cursor.line.end {
        cursor.line.end = cursor.end_of_line(cursor.at);
    }
    let Some(tag) = docfx::read(cursor.text, cursor.at, cursor.line.end) else { return false };
    let end = tag.end;
    let Some(kind) = tag.in_line() else { return false };
    scanner.piece(end, kind);
    true
}
