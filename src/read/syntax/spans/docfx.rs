//! Tags of DocFX in a line of text: `:::image type="icon" source="a.png":::`, `:::no-loc text="Name":::`, and files that
//! stand there.

use crate::limits;
use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::docfx;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::tag::Tag;

/// A file that stands in the line: `[!INCLUDE [words](part.md)]`.
pub const INCLUSION: SpanSyntax = SpanSyntax { triggers: b"[", features: Features::DOCFX, read: inclusion };
/// A tag that holds nothing.
pub const TAG: SpanSyntax = SpanSyntax { triggers: b":", features: Features::DOCFX, read };

fn inclusion(scanner: &mut Scanner<'_>) -> bool {
    let cursor = &scanner.cursor;
    let rest = cursor.rest();
    let is_inclusion = rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("[!include"));
    if !is_inclusion || scanner.block.raw {
        return false;
    }
    let near = rest.get(..rest.floor_char_boundary(limits::TAG)).unwrap_or(rest);
    let line = near.split('\n').next().unwrap_or_default();
    let Some(length) = line.find(")]").map(|length| length + ")]".len()) else { return false };
    match docfx::inclusion(cursor.text, cursor.at, cursor.at + length) {
        Some(PieceKind::Tag { tag, .. }) => {
            scanner.take(length, PieceKind::tag(Tag { empty: true, ..tag }));
            true
        }
        _ => false,
    }
}

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
