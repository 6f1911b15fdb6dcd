//! Finds what Markdown must not touch: shortcode tags, template expressions and comments, formulas. Code
//! (fences, indented code, spans, `<pre>`…) is passed over, for there such things are only text. The text is
//! read once, front to back; what it means is decided by others ([`crate::read::syntax::mask`] replaces the pieces).

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

mod ahead;
mod angles;
mod block;
mod braces;
mod captured;
mod code;
mod container;
mod diagram;
mod division;
mod inline;
mod jsx;
mod label;
mod latex;
pub mod line;
mod lists;
pub mod open_latex;
mod options;
pub mod pandoc;
pub mod piece;
pub mod spaced;
pub mod state;
pub mod term;
pub mod text;

use std::collections::HashMap;

use crate::ir::Attributes;
use crate::limits::CONTAINERS;
use crate::read::dialect::Dialect;
use crate::read::syntax::attributes::{self, AttributeLine};
use crate::read::syntax::names::Vocabulary;
use crate::read::syntax::scan::open_latex::Latex;
use crate::read::syntax::scan::piece::{Line, Piece, PieceKind, Place, Scanned};
use crate::read::syntax::scan::state::{Before, Component, Scanner, Spaced};
use crate::read::syntax::table::lines::Lines;
use crate::read::syntax::table::reading::Found;
use crate::read::syntax::{self, include_line, reach, table, tex};

use ahead::Ahead;
use container::{End, Open};
use line::{Fence, Prefix};

pub use lists::numbering;

pub use captured::first_name;
pub use code::without_raw;

/// Scans `text` from byte `start`; where it is a part of a note, `names` are those that the note gives to addresses.
pub fn pieces(
    text: &str,
    start: usize,
    vocabulary: Vocabulary,
    place: Place,
    names: Option<state::Names>,
) -> Scanned {
    let mut scanner = Scanner {
        text,
        vocabulary,
        at: start,
        pieces: Vec::new(),
        line: Line::default(),
        containers: Vec::new(),
        indented: 0,
        mdc: 0,
        fence: None,
        raw: false,
        code_tabs: None,
        next_tags: HashMap::new(),
        ahead: Ahead::new(text),
        html: false,
        components: Vec::new(),
        last_colons: None,
        last_division: None,
        last_slashes: HashMap::new(),
        templated: false,
        stripped: 0,
        fruitless: 0,
        code_may_start: false,
        item: place.item,
        place,
        after_text: false,
        in_footnote: false,
        no_table: start,
        rows: start,
        warnings: Vec::new(),
        formulas: tex::Finder::of(text, place.dialect),
        never_closed: Vec::new(),
        lists: Vec::new(),
        latex: Latex::default(),
        before: Before::default(),
        spaced: Spaced::of(names),
        other_sign: HashMap::new(),
        apart: false,
        examples: 0,
        named_examples: None,
        link_names: None,
        closed_elements: None,
        shown_names: None,
    };
    while scanner.at < text.len() {
        scanner.line();
    }
    scanner.tell_open_containers();
    scanner.close_containers(0);
    let Scanner { pieces, mut warnings, never_closed, latex, .. } = scanner;
    warnings.extend(latex.warnings());
    Scanned { pieces, warnings, never_closed }
}

/// What something may begin with in a line of text.
const SPECIAL: [char; 15] = ['\n', '\\', '`', '{', '}', '[', ']', '$', '@', '<', ':', '&', '*', '_', '^'];

impl<'t> Scanner<'t> {
    /// Scans from a line's start to a line's end (of a later line, if something reaches over the first).
    fn line(&mut self) {
        let end = self.end_of_line(self.at);
        let from = self.at;
        self.take_indentation(end);
        let mut prefix = Prefix::read(&self.text[self.at..end]);
        let mut content = &self.text[self.at + prefix.length..end];
        let after_text = std::mem::take(&mut self.after_text) && !prefix.items;
        let blank = content.trim().is_empty();

        if let Some(fence) = self.fence.take()
            && !fence.is_left_by(&prefix, content)
        {
            self.fence = (!fence.ends_at(&prefix, content)).then_some(fence);
            return self.verbatim_line(end);
        }
        self.in_footnote &= !blank;
        if prefix.containers > CONTAINERS && self.fence.is_none() {
            // Markdown would look at all of the line for each of them.
            let surplus = Prefix::length_of(&self.text[self.at..end], prefix.containers - CONTAINERS);
            self.piece(self.at + surplus, PieceKind::Nothing);
            prefix = Prefix::read(&self.text[self.at..end]);
            content = &self.text[self.at + prefix.length..end];
        }
        if blank {
            return self.blank_line(end);
        }
        let term = self.before.term.take();
        let comments = if content.starts_with("<!--") { content.matches("<!--").count() } else { 0 };
        if prefix.items {
            self.note_sign(&prefix);
            self.item = prefix.width;
        } else if prefix.indent < self.item
            && (self.code_may_start || prefix.indent == 0 && !(after_text && self.is_lazy(&prefix, end)))
        {
            self.item = prefix.indent;
        }
        if self.place.dialect.has_extensions()
            && !self.place.flat
            && prefix.indent < self.item + 4
            && self.at >= self.rows
            && self.define(&mut prefix, end, term, after_text)
        {
            self.item = prefix.width;
            content = &self.text[self.at + prefix.length..end];
            if content.trim().is_empty() {
                return self.blank_line(end);
            }
        } else if prefix.indent < self.before.definition && comments != 1 {
            self.before.definition = 0;
        }
        let indented = prefix.indent >= self.item + 4 && !prefix.items && self.code_may_start;
        if indented && self.place.dialect.is_mdx() {
            let excess = prefix.indent - self.item;
            let bytes = line::indentation_bytes(&self.text[self.at..end], excess);
            self.piece(self.at + bytes, PieceKind::Nothing);
            self.stripped += excess;
            prefix = Prefix::read(&self.text[self.at..end]);
            content = &self.text[self.at + prefix.length..end];
        } else if indented {
            return self.verbatim_line(end);
        }
        let after_blank = std::mem::take(&mut self.code_may_start);
        let (prefix, content) = (prefix, content.len());
        if prefix.next.is_empty() && self.at == from && !after_text && self.statement(end) {
            return;
        }
        if self.place.dialect.has_extensions() && self.container(&prefix, end - content, end) {
            return;
        }
        if self.table(&prefix, end - content, after_text) {
            return;
        }
        let content = &self.text[end - content..end];
        self.fence = Fence::read(&prefix, content);
        if self.fence.is_some() {
            return self.verbatim_line(end);
        }
        let leads = || after_blank && !self.is_blank_after(end);
        if !prefix.items
            && self.place.dialect.has_extensions()
            && content.starts_with(['{', '^', '('])
            && let Some(line) = attributes::line(content, leads())
        {
            let start = self.at + prefix.length;
            self.line = Line { prefix: prefix.next, start, end, flat: false, html: self.html };
            self.at = start;
            self.piece(end, PieceKind::Attributes(line));
            (self.html, self.at) = (false, self.after(end));
            return;
        }
        // In the middle of a paragraph, a `%` is more likely a word's.
        if self.place.dialect.has_extensions()
            && !prefix.items
            && (!after_text || content.starts_with('+') || self.place.dialect == Dialect::Myst)
            && line::is_remark(content)
        {
            self.at += prefix.length;
            self.line = Line { prefix: prefix.next, start: self.at, end, ..Line::default() };
            self.piece(end, PieceKind::Nothing);
            (self.html, self.code_may_start, self.at) = (false, true, self.after(end));
            return;
        }
        if self.place.dialect.has_tables()
            && let Some(path) = include_line::line_includes(content)
        {
            let start = self.at + prefix.length;
            let at = start + content.find(path).unwrap_or_default();
            let tag = container::including(path, at);
            self.line = Line { prefix: prefix.next, start, end, flat: false, html: self.html };
            self.at = start;
            self.piece(start + content.trim_end().len(), PieceKind::Tag(tag));
            self.at = self.after(end);
            return;
        }
        if self.place.dialect.has_tables() && content.contains("8<") && self.snippets(&prefix, end) {
            return;
        }
        // kramdown ends a block with it.
        if content.trim_end() == "^" && prefix.length == 0 && self.place.dialect.has_extensions() {
            let (attributes, contents, leads) = (Attributes::default(), false, false);
            let line = AttributeLine { attributes, contents, leads };
            self.line = Line { prefix: prefix.next, start: self.at, end, flat: false, html: self.html };
            self.piece(end, PieceKind::Attributes(line));
            (self.html, self.at) = (false, self.after(end));
            return;
        }
        if self.place.dialect.has_tables()
            && let Some(definition) = syntax::abbreviation::definition(content)
        {
            self.line = Line { start: self.at, end, ..Line::default() };
            self.piece(self.after(end), PieceKind::Abbreviation(definition));
            return;
        }
        // A definition right after that of a footnote is one too, and no words of it, in all programs but CommonMark's.
        let defines = content.starts_with('[') && content.contains("]:");
        if defines && self.in_footnote && !content.starts_with("[^") {
            self.line = Line { start: self.at, end, ..Line::default() };
            self.piece(self.at, PieceKind::Marker("\n".to_owned()));
        }
        self.in_footnote = defines && content.starts_with("[^") || self.in_footnote && after_text;
        let is_tag = || jsx::name(content).is_some_and(|name| self.is_jsx(name));
        self.html |= line::starts_html_block(content) && !is_tag();
        self.line = Line {
            prefix: prefix.next,
            start: self.at + prefix.length,
            end,
            flat: line::is_flat(content) || self.place.flat || self.at < self.rows,
            html: self.html,
        };
        let (indent, items, quotes) = (prefix.indent, prefix.items, prefix.quotes);
        self.at += prefix.length;
        let free = !self.place.flat && self.at >= self.rows;
        if self.place.dialect.has_extensions() && !self.html && free {
            self.pandoc(indent, after_text && !items, after_blank, end);
        }
        self.after_text = !self.text[self.at..end].starts_with('#');
        self.before.term = match comments {
            0 if self.html || self.line.flat || !self.after_text || term::underlines(content) => None,
            0 => Some((self.item, quotes)),
            // It stands between a term and its definition.
            1 => term.filter(|_| after_text),
            _ => None,
        };
        if !self.after_text {
            self.autodoc_heading(end);
        }
        self.content();
    }

    /// Passes over a line that holds nothing but the markers of its containers.
    pub fn blank_line(&mut self, end: usize) {
        (self.html, self.code_may_start, self.apart) = (false, true, false);
        self.at = self.after(end);
    }

    /// Whether a line of text that is not indented goes on the paragraph before it, whatever container that is in
    /// (CommonMark 0.31 §5.1, "laziness").
    fn is_lazy(&self, prefix: &Prefix, end: usize) -> bool {
        let quotes = ">".repeat(prefix.quotes);
        reach::kind(&self.text[self.at..end], &quotes) == reach::Kind::Text
    }

    /// Remembers with which sign the numbers of a list of Markdown's own end.
    fn note_sign(&mut self, prefix: &Prefix) {
        let markers = self.text[self.at..self.at + prefix.length].trim_end();
        if let Some(is_other) = pandoc::sign(markers) {
            self.other_sign.insert(prefix.indent, is_other);
        }
    }

    /// Takes the block that lists files to include which the present line begins, or a mark of a section, which says nothing.
    fn snippets(&mut self, prefix: &Prefix, end: usize) -> bool {
        let start = self.at + prefix.length;
        let line = Line { prefix: prefix.next.clone(), start, end, flat: false, html: self.html };
        if let Some((paths, after)) = include_line::block(self.text, start) {
            for path in paths {
                let own = self.text[..path.start].rfind('\n').map_or(0, |at| at + 1);
                self.at = own;
                self.line = Line { start: own, end: path.end, ..line.clone() };
                let tag = container::including(&self.text[path.clone()], path.start);
                if self.pieces.last().is_none_or(|last| last.range.end < start) {
                    self.at = start;
                }
                self.piece(path.end, PieceKind::Tag(tag));
            }
            self.line = Line { start: self.at.max(start), end: after, ..line };
            self.at = self.at.max(start);
            self.piece(after, PieceKind::Nothing);
        } else if include_line::marks_section(&self.text[start..end]).is_some() {
            (self.line, self.at) = (line, start);
            self.piece(end, PieceKind::Nothing);
        } else {
            return false;
        }
        self.at = self.after(self.end_of_line(self.at));
        true
    }

    /// Ends the indented containers that a line is no longer in, and passes over the indentation of the others.
    pub fn take_indentation(&mut self, end: usize) {
        let verbatim = self.fence.is_some().then_some(self.stripped);
        self.stripped = 0;
        if self.containers.is_empty() && self.components.is_empty()
            || self.text[self.at..end].trim().is_empty()
        {
            self.stripped = verbatim.unwrap_or_default();
            return;
        }
        let indent = Prefix::indentation(&self.text[self.at..end]);
        let left =
            |(open, _): &(Open, String)| matches!(open.end, End::Indent(column) if indent < column + 4);
        // Most notes have none, and a note may have very many of the others open.
        if self.indented > 0
            && let Some(first) = self.containers.iter().position(left)
        {
            self.close_containers(first);
        }
        let indented = self.indented;
        if let Some(Component { column, indent: own @ None, .. }) = self.components.last_mut() {
            *own = Some(indent.saturating_sub(*column));
        }
        let of_component =
            |one: &Component| one.indent.unwrap_or_default().min(indent.saturating_sub(one.column));
        let of_components = self.components.iter().map(of_component).sum::<usize>();
        self.stripped = (4 * indented + of_components).min(verbatim.unwrap_or(usize::MAX));
        let bytes = line::indentation_bytes(&self.text[self.at..end], self.stripped);
        if bytes > 0 {
            self.piece(self.at + bytes, PieceKind::Nothing);
        }
    }

    /// Takes the table that begins in a line whose own text starts at byte `start`, if Markdown does not know it.
    pub fn table(&mut self, prefix: &Prefix, start: usize, after_text: bool) -> bool {
        if !self.place.tables || self.html || self.at < self.no_table || self.text[start..].starts_with('#') {
            return false;
        }
        // What a table is indented by is its own, and no mark of a container.
        let own = if prefix.items { 0 } else { prefix.indent.saturating_sub(self.item) };
        let own = own.min(start - self.at);
        let blank = self.text[start - own..start].bytes().all(|byte| byte == b' ');
        let (start, container) = match blank {
            true => (start - own, &prefix.next[..prefix.next.len() - own]),
            false => (start, prefix.next.as_str()),
        };
        let lines = Lines::new(self.text, start, self.stripped, container);
        let Some(reading) = table::read(self.text, lines, after_text) else { return false };
        self.no_table = reading.end;
        self.warnings.extend(reading.warnings);
        match reading.found {
            Found::Nothing => false,
            Found::Markdown => {
                self.rows = reading.end;
                false
            }
            Found::Code(text) => {
                let end = self.end_of_line(start);
                self.line = Line { prefix: container.to_owned(), start, end, flat: false, html: false };
                self.at = start;
                self.piece(reading.end, PieceKind::Code { info: String::new(), text });
                self.at = self.after(self.end_of_line(reading.end));
                true
            }
            Found::Table(written) => {
                let end = self.end_of_line(start);
                self.line = Line { prefix: container.to_owned(), start, end, flat: false, html: false };
                self.at = start;
                self.piece(reading.end, PieceKind::Table(written));
                self.at = self.after(self.end_of_line(reading.end));
                true
            }
        }
    }

    /// Scans the text of a line, up to its end or to wherever something that starts in it ends.
    fn content(&mut self) {
        while let Some(found) = self.text[self.at..].find(SPECIAL) {
            self.at += found;
            match self.text.as_bytes()[self.at] {
                b'\n' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.backslash(),
                b'`' => self.code_span(),
                b'{' => self.brace(),
                b'}' => self.closing_brace(),
                b'[' => self.opening_bracket(),
                b']' => self.closing_bracket(),
                b'&' => {
                    if !self.tabular(1) {
                        self.at += 1;
                    }
                }
                b'*' | b'_' => self.stars(),
                b'$' if self.place.dialect.has_tables() => self.formula(1),
                b'$' => self.at += 1,
                b':' => self.colon(),
                b'^' => self.caret(),
                b'@' => self.citation(),
                _ => self.angle(),
            }
        }
        self.at = self.text.len();
    }

    pub fn piece(&mut self, end: usize, kind: PieceKind) {
        let leads = self.text[self.line.start.min(self.at)..self.at].trim().is_empty();
        self.html &= !(leads && matches!(kind, PieceKind::Tag(_)));
        self.pieces.push(Piece { range: self.at..end, kind, line: self.line.clone() });
        // Only what reaches over the line's end needs a look for another: a line may be very long.
        if end > self.line.end {
            self.line.end = self.end_of_line(end);
        }
        self.at = end;
    }

    /// Whether the line after the line feed at `end` is empty but for quote markers.
    pub fn is_blank_after(&self, end: usize) -> bool {
        let next = self.after(end);
        self.text[next..self.end_of_line(next)].chars().all(|c| c.is_whitespace() || c == '>')
    }

    pub fn end_of_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |found| at + found)
    }

    /// The byte after the line feed at `end`.
    pub fn after(&self, end: usize) -> usize {
        (end + 1).min(self.text.len())
    }
}

#[cfg(test)]
mod tests;
