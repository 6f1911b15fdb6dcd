//! Lines that are a tag of DocFX: `:::row:::` and what it holds up to `:::row-end:::`, pictures, code of files,
//! those that stand for a file: `[!INCLUDE [words](part.md)]`, and the headings of tabs, `# [Linux](#tab/linux)`.

#![expect(clippy::string_slice, reason = "offsets are of the line and of a tag in it")]

use crate::ir::Attributes;
use crate::read::dialect::features::Features;
use crate::read::syntax::scan::container::{self, argument};
use crate::read::syntax::scan::docfx;
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Mark, Open};
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::tag::Syntax;

/// A tag that stands alone on its line.
pub const TAG: LineSyntax = LineSyntax { starts: b":", features: Features::DOCFX, read };
/// The heading that begins a pane: `# [Linux](#tab/linux)`.
pub const TAB: LineSyntax = LineSyntax { starts: b"#", features: Features::DOCFX, read: tab };
/// The line that ends the last of several panes.
pub const TABS_END: LineSyntax = LineSyntax { starts: b"*-_", features: Features::DOCFX, read: tabs_end };
/// A line that stands for a file.
pub const INCLUSION: LineSyntax = LineSyntax { starts: b"[", features: Features::DOCFX, read: inclusion };

const TABS_NAME: &str = "docfx-tab";

fn is_tab(open: &Open) -> bool {
    matches!(open.end, End::Marked(mark) if mark.notation == TABS_NAME)
}

fn tab(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let Some(title) = docfx::tab(&scanner.cursor.text[line.start..line.end]) else { return false };
    if scanner.containers.open.last().is_some_and(is_tab) {
        enclose::close_from(scanner, scanner.containers.open.len() - 1);
    }
    let title = line.start + title.start..line.start + title.end;
    let title = argument("title", &scanner.cursor.text[title.clone()], title.start);
    let tag = container::tag("tab", Syntax::Directive, vec![title], Attributes::default());
    let end = End::Marked(Mark { notation: TABS_NAME, byte: b'*', length: 3, named: false });
    enclose::open(scanner, line, tag, end);
    true
}

fn tabs_end(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let content = scanner.cursor.text[line.start..line.end].trim_end();
    let is_rule = content.len() >= 3 && content.bytes().all(|byte| content.as_bytes().first() == Some(&byte));
    let underlines = line.after_text && content.starts_with('-');
    is_rule
        && !underlines
        && scanner.containers.open.last().is_some_and(is_tab)
        && enclose::close(scanner, line, line.end, is_tab)
}

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
