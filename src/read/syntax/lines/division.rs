//! Fenced divisions: `::: note Title` (Pandoc, Docusaurus, VitePress), `:::{directive}` (MyST), closed by a line of colons;
//! those that are diagrams or directives with code in them, and what asks mkdocstrings for documentation, `::: a.b`.

#![expect(
    clippy::string_slice,
    reason = "offsets are of colons and line ends that were found in the same text"
)]

use crate::diagnostic::{Code, Diagnostic};
use crate::read::dialect::features::Features;
use crate::read::syntax::lines::mdc;
use crate::read::syntax::names::{Body, Written};
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::docfx::{self, DocfxTag};
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Mark, Open};
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::run;
use crate::read::syntax::scan::{code, container, diagram, directive_options};
use crate::source::Span;

/// A division that is a diagram.
pub const DIAGRAM: LineSyntax = LineSyntax { starts: b":", features: Features::DIVISIONS, read: diagram };
/// A division, or the line that closes one.
pub const DIVISION: LineSyntax = LineSyntax { starts: b":", features: Features::DIVISIONS, read: division };

const NAME: &str = "division";

fn diagram(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let text = scanner.cursor.text;
    let colons = run(&text[..line.end], line.start, b':');
    let is = colons >= 3
        && !scanner.containers.has(mdc::NAME)
        && diagram::is_division(&text[line.start + colons..line.end])
        && is_closed_after(scanner, line.end);
    if is {
        code_division(scanner, line, colons);
    }
    is
}

fn division(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    // There, colons are those of components.
    if scanner.containers.has(mdc::NAME) {
        return false;
    }
    let text = scanner.cursor.text;
    let is_words = |tag: DocfxTag| tag.in_line().is_some();
    if scanner.reads(Features::DOCFX) && docfx::read(text, line.start, line.end).is_some_and(is_words) {
        return false;
    }
    let content = &text[line.start..line.end];
    let Some((colons, tag)) = container::division(text, line.start, line.end) else {
        return false;
    };
    let words = content[colons..].trim();
    let marked = |length| End::Marked(Mark { notation: NAME, byte: b':', length, named: false });
    let Some(tag) = tag else {
        let same = |open: &Open| open.end == marked(colons);
        let any = |open: &Open| matches!(open.end, End::Marked(mark) if mark.notation == NAME);
        return enclose::close(scanner, line, line.end, same) || enclose::close(scanner, line, line.end, any);
    };
    let is_code = scanner.vocabulary.body(&tag.name, Written::DIVISION).is_some_and(Body::is_verbatim);
    if is_code && words.starts_with('{') && tag.attributes.is_empty() {
        code_division(scanner, line, colons);
        return true;
    }
    // `::: package.module` of mkdocstrings, or a division that is never closed.
    if !scanner.vocabulary.is_callout(&tag.name)
        && !words.contains([' ', '{', '['])
        && !is_closed_after(scanner, line.end)
    {
        if documentation(scanner, line) {
            return true;
        }
        let content = content.trim();
        let message = format!("`{content}` is never closed: it is kept as it is written");
        let warning = Diagnostic::warning(Code::UnbalancedShortcode, message);
        scanner.output.warnings.push(warning.at(Span::new(line.start..line.start + content.len())));
        return false;
    }
    let piece = enclose::open(scanner, line, tag, marked(colons));
    directive_options::read(scanner, piece);
    true
}

/// Whether a later line than the one that ends at byte `end` closes a division.
fn is_closed_after(scanner: &mut Scanner<'_>, end: usize) -> bool {
    let closes = |line: &str| {
        let line = line.trim_matches([' ', '\t', '\r', '>']);
        line.len() >= 3 && line.bytes().all(|byte| byte == b':')
    };
    scanner.facts.is_closed_after(scanner.cursor.text, end, (NAME, 3), closes)
}

/// Takes the directive with code in it that a division with this many colons is, up to the line that closes it.
fn code_division(scanner: &mut Scanner<'_>, line: &LineView, colons: usize) {
    let cursor = &scanner.cursor;
    let mut lines = Vec::new();
    let mut at = cursor.after(line.end);
    let closed = loop {
        if at >= cursor.text.len() {
            break at;
        }
        let line_end = cursor.end_of_line(at);
        let own = code::dedented(&cursor.text[at..line_end], &line.prefix.next);
        let closing = own.trim();
        if closing.len() == colons && closing.bytes().all(|byte| byte == b':') {
            break line_end;
        }
        lines.push(own);
        at = cursor.after(line_end);
        if line_end == cursor.text.len() {
            break line_end;
        }
    };
    let info = cursor.text[line.start + colons..line.end].trim_end_matches(':').trim().to_owned();
    scanner.take_line(line, closed, PieceKind::Code { info, text: lines.join("\n") });
}

/// Takes the line with which mkdocstrings is asked for the documentation of code, which only it knows, and the indented
/// options below it.
fn documentation(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let cursor = &scanner.cursor;
    let name = cursor.text[line.start..line.end].trim_start_matches(':').trim();
    let mut lines = Vec::new();
    let mut last = line.end;
    loop {
        let at = cursor.after(last);
        if at >= cursor.text.len() {
            break;
        }
        let line_end = cursor.end_of_line(at);
        let own = code::dedented(&cursor.text[at..line_end], &line.prefix.next);
        if !own.starts_with("    ") {
            break;
        }
        lines.push(own);
        last = line_end;
    }
    if !name.contains('.') && lines.is_empty() {
        return false;
    }
    let info = format!("{{mkdocstrings}} {name}");
    scanner.take_line(line, last, PieceKind::Code { info, text: lines.join("\n") });
    true
}
