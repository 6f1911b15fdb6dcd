//! Code between fences (CommonMark 0.31 §4.5).

#![expect(clippy::string_slice, reason = "offsets are of the text of a line")]

use crate::read::dialect::features::Features;
use crate::read::syntax::scan::line::Fence;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::verbatim;

/// The line that opens a fence; those after it are taken while it is open.
pub const FENCE: LineSyntax = LineSyntax { starts: b"`~", features: Features::empty(), read };

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    scanner.block.fence = Fence::read(&line.prefix, &scanner.cursor.text[line.start..line.end]);
    let opens = scanner.block.fence.is_some();
    if opens {
        verbatim::line(scanner, line.end);
    }
    opens
}
