//! Admonitions of Python-Markdown: `!!! note "Title"`, `??? note`, tabs `=== "Tab"`, with what is indented below them.

use crate::read::dialect::features::Features;
use crate::read::syntax::scan::container;
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::End;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// An admonition or a tab.
pub const ADMONITION: LineSyntax = LineSyntax { starts: b"!?=", features: Features::ADMONITIONS, read };

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let Some(tag) = container::admonition(scanner.cursor.text, line.start, line.end) else { return false };
    let end = End::Indented(line.prefix.width + scanner.cursor.stripped);
    enclose::open(scanner, line, tag, end);
    true
}
