//! Lines that are a tag of DocFX: `:::row:::` and what it holds up to `:::row-end:::`, pictures, code of files,
//! and those that stand for a file: `[!INCLUDE [words](part.md)]`.

#![expect(clippy::string_slice, reason = "offsets are of the line and of a tag in it")]

use crate::read::dialect::features::Features;
use crate::read::syntax::scan::docfx;
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Mark};
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A tag that stands alone on its line.
pub const TAG: LineSyntax = LineSyntax { starts: b":", features: Features::DOCFX, read };
/// A line that stands for a file.
pub const INCLUSION: LineSyntax = LineSyntax { starts: b"[", features: Features::DOCFX, read: inclusion };

fn inclusion(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let found = docfx::inclusion(scanner.cursor.text, line.start, line.end);
    let is = found.is_some();
    if let Some(kind) = found {
        scanner.take_line(line, line.end, kind);
    }
    is
}

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let text = scanner.cursor.text;
    let Some(tag) = docfx::read(text, line.start, line.end) else { return false };
    let kind = tag.kind;
    if !text[tag.end..line.end].trim().is_empty() || kind.is_words() {
        return false;
    }
    let end = End::Marked(Mark { notation: kind.name, byte: b':', length: 3, named: true });
    if tag.closes {
        scanner.containers.end_component(kind.name);
        if !enclose::close(scanner, line, line.end, |open| open.end == end) {
            scanner.take_line(line, line.end, tag.piece());
        }
        return true;
    }
    if !tag.holds() {
        scanner.take_line(line, line.end, tag.piece());
        return true;
    }
    let closes = |line: &str| docfx::closes(line, kind);
    if !scanner.facts.is_closed_after(text, line.end, (kind.name, 3), closes) {
        return false;
    }
    // What it holds is indented with it, as a rule.
    let column = line.prefix.indent + scanner.cursor.stripped;
    scanner.containers.begin_component(kind.name, column);
    enclose::open(scanner, line, tag.tag(), end);
    true
}
