//! Finds what Markdown must not touch: shortcode tags, template expressions and comments, formulas. Code
//! (fences, indented code, spans, `<pre>`…) is passed over, for there such things are only text. The text is
//! read once, front to back, line by line: what a line is, the rows of [`LINES`] say, and what stands in one, those of
//! [`SPANS`]. What it means is decided by others ([`crate::read::syntax::mask`] replaces the pieces).

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

pub mod address;
mod ahead;
pub mod block;
pub mod captured;
pub mod code;
pub mod container;
pub mod cursor;
pub mod diagram;
pub mod directive_options;
pub mod docfx;
pub mod enclose;
pub mod facts;
mod indentation;
pub mod jsx;
pub mod label;
pub mod latex_text;
pub mod line;
pub mod line_view;
mod lists;
pub mod open_containers;
pub mod open_latex;
pub mod open_spans;
pub mod pandoc;
pub mod row;
pub mod scan_options;
pub mod scanner;
pub mod spaced;
pub mod term;
pub mod text;
pub mod verbatim;

use crate::limits::CONTAINERS;
use crate::read::dialect::features::Features;
use crate::read::syntax::lines::{self, LINES};
use crate::read::syntax::names::Vocabulary;
use crate::read::syntax::piece::{Line, PieceKind, Scanned};
use crate::read::syntax::reach;
use crate::read::syntax::scan::facts::Names;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::scan_options::ScanOptions;
use crate::read::syntax::scan::scanner::{Output, Scanner};
use crate::read::syntax::spans::{self, SPANS};
use crate::read::syntax::tag;

use line::Prefix;

pub use lists::numbering;

pub use captured::first_name;
pub use code::without_raw;

/// Scans `text` from byte `start`; where it is a part of a note, `names` are those that the note gives to addresses.
pub fn pieces(
    text: &str,
    start: usize,
    vocabulary: Vocabulary,
    options: ScanOptions,
    names: Option<Names>,
) -> Scanned {
    let mut scanner = Scanner::new(text, start, vocabulary, options, names);
    while scanner.cursor.at < text.len() {
        read_line(&mut scanner);
    }
    enclose::tell_open(&mut scanner);
    enclose::close_from(&mut scanner, 0);
    let Scanner { output: Output { pieces, mut warnings, never_closed }, latex, .. } = scanner;
    warnings.extend(latex.warnings());
    Scanned { pieces, warnings, never_closed }
}

/// Scans from a line's start to a line's end (of a later line, if something reaches over the first).
fn read_line(scanner: &mut Scanner<'_>) {
    let (text, from) = (scanner.cursor.text, scanner.cursor.at);
    let end = scanner.cursor.end_of_line(from);
    indentation::take(scanner, end);
    let mut prefix = Prefix::read(&text[scanner.cursor.at..end]);
    let after_text = std::mem::take(&mut scanner.block.after_text) && !prefix.items;
    let is_blank = text[scanner.cursor.at + prefix.length..end].trim().is_empty();
    if stays_in_fence(scanner, &prefix, end) {
        return verbatim::line(scanner, end);
    }
    scanner.block.in_footnote &= !is_blank;
    if prefix.containers > CONTAINERS && scanner.block.fence.is_none() {
        // Markdown would look at all of the line for each of them.
        let surplus = prefix.containers - CONTAINERS;
        let length = Prefix::length_of(&text[scanner.cursor.at..end], surplus);
        scanner.take(length, PieceKind::Removed);
        prefix = Prefix::read(&text[scanner.cursor.at..end]);
    }
    if is_blank {
        return pass_blank_line(scanner, end);
    }
    let term = scanner.definitions.term.take();
    let content = &text[scanner.cursor.at + prefix.length..end];
    let comments = if content.starts_with("<!--") { content.matches("<!--").count() } else { 0 };
    enter_item(scanner, &prefix, end, after_text);
    let may_define = scanner.reads(Features::DESCRIPTION_LISTS)
        && !scanner.options.flat
        && prefix.indent < scanner.block.content_column + 4
        && scanner.cursor.at >= scanner.block.rows_end;
    if may_define && scanner.define(&mut prefix, end, term, after_text) {
        scanner.block.content_column = prefix.width;
        if text[scanner.cursor.at + prefix.length..end].trim().is_empty() {
            return pass_blank_line(scanner, end);
        }
    } else if prefix.indent < scanner.definitions.definition && comments != 1 {
        scanner.definitions.definition = 0;
    }
    let excess = prefix.indent.saturating_sub(scanner.block.content_column);
    let is_laid_out = begins_with_tag(scanner, &prefix, end, after_text);
    if excess >= 4 && !prefix.items && (scanner.block.blank_before || is_laid_out) {
        if !scanner.reads(Features::MDX) && !is_laid_out {
            return verbatim::line(scanner, end);
        }
        let bytes = line::indentation_bytes(&text[scanner.cursor.at..end], excess);
        scanner.take(bytes, PieceKind::Removed);
        scanner.cursor.stripped += excess;
        prefix = Prefix::read(&text[scanner.cursor.at..end]);
    }
    let line = LineView {
        start: scanner.cursor.at + prefix.length,
        end,
        after_text,
        after_blank: std::mem::take(&mut scanner.block.blank_before),
        outermost: prefix.next.is_empty() && scanner.cursor.at == from,
        prefix,
    };
    if !is_taken(scanner, &line) {
        read_text(scanner, line, term, comments);
    }
}

/// Whether the line begins with a tag of a template that is indented only to show what it stands in: right after text or
/// another tag, or, across empty lines, after a tag that it may stand in or beside.
fn begins_with_tag(scanner: &mut Scanner<'_>, prefix: &Prefix, end: usize, after_text: bool) -> bool {
    let (text, start) = (scanner.cursor.text, scanner.cursor.at + prefix.length);
    let is_tag = scanner.reads(Features::TEMPLATES) && text.as_bytes().get(start) == Some(&b'{');
    let tag = if is_tag { tag::read(text, start).filter(|(_, after)| *after <= end) } else { None };
    let before = std::mem::replace(
        &mut scanner.block.tag_before,
        tag.as_ref().map(|(tag, _)| if tag.closes { prefix.indent } else { usize::MAX }),
    );
    let is_after_tag = before.is_some_and(|furthest| prefix.indent <= furthest);
    tag.is_some() && (is_after_tag || after_text && !scanner.block.blank_before)
}

/// Whether the line belongs to the code fence that is open, which it may end.
fn stays_in_fence(scanner: &mut Scanner<'_>, prefix: &Prefix, end: usize) -> bool {
    let content = &scanner.cursor.text[scanner.cursor.at + prefix.length..end];
    let fence = scanner.block.fence.take().filter(|fence| !fence.is_left_by(prefix, content));
    let stays = fence.is_some();
    scanner.block.fence = fence.filter(|fence| !fence.ends_at(prefix, content));
    stays
}

/// Passes over a line that holds nothing but the markers of its containers.
fn pass_blank_line(scanner: &mut Scanner<'_>, end: usize) {
    let block = &mut scanner.block;
    (block.html, block.blank_before, block.in_line_block) = (false, true, false);
    scanner.cursor.at = scanner.cursor.after(end);
}

/// Settles the column from which on a line belongs to the innermost item of a list.
fn enter_item(scanner: &mut Scanner<'_>, prefix: &Prefix, end: usize, after_text: bool) {
    let line = &scanner.cursor.text[scanner.cursor.at..end];
    // A line of text that is not indented goes on the paragraph before it, whatever container that is in
    // (CommonMark 0.31 §5.1, "laziness").
    let is_lazy = || after_text && reach::kind(line, &">".repeat(prefix.quotes)) == reach::Kind::Text;
    if prefix.items {
        if let Some(is_other) = pandoc::sign(line[..prefix.length].trim_end()) {
            scanner.lists.other_sign.insert(prefix.indent, is_other);
        }
        scanner.block.content_column = prefix.width;
    } else if prefix.indent < scanner.block.content_column
        && (scanner.block.blank_before || prefix.indent == 0 && !is_lazy())
    {
        scanner.block.content_column = prefix.indent;
    }
}

/// Whether one of the rows takes the line.
fn is_taken(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let first = scanner.cursor.text.as_bytes()[line.start];
    let mut rows = lines::BY_BYTE[usize::from(first)];
    while rows != 0 {
        let row = &LINES[rows.trailing_zeros() as usize];
        if scanner.reads_any(row.features) && (row.read)(scanner, line) {
            return true;
        }
        rows &= rows - 1;
    }
    false
}

/// Scans a line that no row takes: it is text, a heading, HTML, an item's first or the row of a table. Before it may stand
/// the paragraph that is a `term`.
fn read_text(scanner: &mut Scanner<'_>, line: LineView, term: Option<(usize, usize)>, comments: usize) {
    let LineView { prefix, start, end, after_text, after_blank, .. } = line;
    let content = &scanner.cursor.text[start..end];
    // A definition right after that of a footnote is one too, and no words of it, in all programs but CommonMark's.
    let defines = content.starts_with('[') && content.contains("]:");
    let defines_footnote = defines && content.starts_with("[^");
    if defines && scanner.block.in_footnote && !defines_footnote {
        scanner.cursor.line = Line { start: scanner.cursor.at, end, ..Line::default() };
        scanner.take(0, PieceKind::Rewritten("\n".to_owned()));
    }
    scanner.block.in_footnote = defines_footnote || scanner.block.in_footnote && after_text;
    let features = scanner.options.features;
    let is_tag = || jsx::name(content).is_some_and(|name| jsx::is_tag(name, features));
    scanner.block.html |= line::starts_html_block(content) && !is_tag();
    let is_row = scanner.cursor.at < scanner.block.rows_end;
    let (flat, html) = (line::is_flat(content) || scanner.options.flat || is_row, scanner.block.html);
    scanner.cursor.line = Line { prefix: prefix.next, start, end, flat, html };
    scanner.cursor.at = start;
    if !after_text || flat {
        scanner.open.end_paragraph();
    }
    if !html && !scanner.options.flat && !is_row {
        scanner.pandoc(prefix.indent, after_text && !prefix.items, after_blank, end);
    }
    let is_heading = scanner.cursor.text[scanner.cursor.at..end].starts_with('#');
    scanner.block.after_text = !is_heading;
    scanner.definitions.term = match comments {
        0 if scanner.block.html || scanner.cursor.line.flat || is_heading || term::underlines(content) => {
            None
        }
        0 => Some((scanner.block.content_column, prefix.quotes)),
        // It stands between a term and its definition.
        1 => term.filter(|_| after_text),
        _ => None,
    };
    if is_heading && scanner.reads(Features::DIVISIONS) {
        pass_autodoc(scanner, end);
    }
    read_spans(scanner);
}

/// Passes over the mark with which a heading asks mkdocstrings for the documentation of what it names: `## ::: a.b`.
fn pass_autodoc(scanner: &mut Scanner<'_>, end: usize) {
    let heading = &scanner.cursor.text[scanner.cursor.at..end];
    let named = heading.trim_start_matches('#').trim_start();
    if let Some(rest) = named.strip_prefix("::: ") {
        let name = end - rest.trim_start().len();
        scanner.cursor.at = end - named.len();
        scanner.piece(name, PieceKind::Removed);
    }
}

/// For each byte, whether the scanner stops at it in a line of text.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        stops[byte] = spans::BY_BYTE[byte] != 0;
        byte += 1;
    }
    stops[b'\n' as usize] = true;
    stops
};

/// Scans the text of a line, up to its end or to wherever something that starts in it ends.
fn read_spans(scanner: &mut Scanner<'_>) {
    let bytes = scanner.cursor.text.as_bytes();
    while let Some(found) = bytes[scanner.cursor.at..].iter().position(|&byte| STOPS[usize::from(byte)]) {
        scanner.cursor.at += found;
        let byte = bytes[scanner.cursor.at];
        if byte == b'\n' {
            scanner.cursor.at += 1;
            return;
        }
        let mut rows = spans::BY_BYTE[usize::from(byte)];
        while rows != 0 {
            let row = &SPANS[rows.trailing_zeros() as usize];
            if scanner.reads_any(row.features) && (row.read)(scanner) {
                break;
            }
            rows &= rows - 1;
        }
        if rows == 0 {
            scanner.cursor.at += 1;
        }
    }
    scanner.cursor.at = bytes.len();
}

#[cfg(test)]
mod tests;
