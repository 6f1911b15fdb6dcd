//! Lines of attributes for the block beside them: `{: .class}`, `{.class #name}`, `(name)=`, `^name`.

#![expect(clippy::string_slice, reason = "offsets are of the text of a line")]

use crate::read::dialect::features::Features;
use crate::read::syntax::attributes;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A line of attributes.
pub const ATTRIBUTES: LineSyntax = LineSyntax { starts: b"{^(", features: Features::ATTRIBUTES, read };

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    if line.prefix.items {
        return false;
    }
    let applies_to_next = line.after_blank && !scanner.cursor.is_blank_after(line.end);
    let content = &scanner.cursor.text[line.start..line.end];
    let Some(attributes) = attributes::line(content, applies_to_next) else { return false };
    scanner.take_line(line, line.end, PieceKind::Attributes(attributes));
    true
}
