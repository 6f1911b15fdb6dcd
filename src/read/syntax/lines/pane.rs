//! Panes in a division of tabs, each with its title on a line of its own: `@tab Title` (VuePress), `== Title` (the plugins of
//! VitePress). The next such line ends a pane, or what ends the division.

#![expect(clippy::string_slice, reason = "offsets are of the text of a line")]

use std::ops::Range;

use crate::ir::Attributes;
use crate::read::dialect::features::Features;
use crate::read::syntax::scan::container::{self, argument};
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Mark, Open};
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::tag::Syntax;

/// The line that begins a pane.
pub const PANE: LineSyntax = LineSyntax { starts: b"@=", features: Features::DIVISIONS, read };

const NAME: &str = "pane";
/// The divisions that have panes.
const HOLDERS: [&str; 3] = ["tabs", "code-tabs", "code-group"];

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let text = scanner.cursor.text;
    let content = &text[line.start..line.end];
    let Some(title) = title(content) else { return false };
    let is_holder = |open: &Open| HOLDERS.contains(&open.name.as_str());
    let is_pane = |open: &Open| matches!(open.end, End::Marked(mark) if mark.notation == NAME);
    match scanner.containers.open.as_slice() {
        [.., holder, last] if is_holder(holder) && is_pane(last) => {
            enclose::close_from(scanner, scanner.containers.open.len() - 1);
        }
        [.., last] if is_holder(last) => {}
        _ => return false,
    }
    let title = argument("title", &content[title.clone()], line.start + title.start);
    let tag = container::tag("tab", Syntax::Directive, vec![title], Attributes::default());
    let end = End::Marked(Mark { notation: NAME, byte: b'@', length: 1, named: false });
    enclose::open(scanner, line, tag, end);
    true
}

/// The bytes of the title of the pane that a line begins; an identifier after it is the site's.
fn title(line: &str) -> Option<Range<usize>> {
    let rest = match line.strip_prefix("@tab") {
        Some(rest) => rest.strip_prefix(":active").unwrap_or(rest),
        None => line.strip_prefix("==").filter(|rest| !rest.starts_with('='))?,
    };
    if !rest.starts_with([' ', '\t']) {
        return None;
    }
    let words = rest.trim();
    let title = words.rsplit_once('#').map_or(words, |(title, _)| title.trim());
    let title = if title.is_empty() { words } else { title };
    let start = line.len() - rest.trim_start().len();
    (!title.is_empty()).then(|| start..start + title.len())
}
