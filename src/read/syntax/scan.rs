//! Finds what Markdown must not touch: shortcode tags, template expressions and comments, formulas. Code
//! (fences, indented code, spans, `<pre>`…) is passed over, for there such things are only text. The text is
//! read once, front to back; what it means is decided by others ([`crate::read::syntax::mask`] replaces the pieces).

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

mod ahead;
mod block;
mod captured;
mod code;
mod container;
mod diagram;
mod jsx;
mod label;
mod latex;
pub mod line;
pub mod open_latex;
pub mod pandoc;
pub mod piece;
pub mod spaced;
pub mod state;
pub mod term;
pub mod text;

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;

use crate::callouts::Callouts;
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Attributes;
use crate::ir::Numbering;
use crate::ir::reference::Form;
use crate::ir::reference::Reference;
use crate::latex as formula;
use crate::limits;
use crate::limits::COMPONENTS_INDENTED;
use crate::limits::CONTAINERS;
use crate::limits::FRUITLESS;
use crate::read::dialect::Dialect;
use crate::read::syntax;
use crate::read::syntax::attributes;
use crate::read::syntax::attributes::AttributeLine;
use crate::read::syntax::citation;
use crate::read::syntax::html;
use crate::read::syntax::include_line;
use crate::read::syntax::js;
use crate::read::syntax::js::Value;
use crate::read::syntax::names::is_code;
use crate::read::syntax::reach;
use crate::read::syntax::scan::open_latex::Latex;
use crate::read::syntax::scan::piece::Line;
use crate::read::syntax::scan::piece::NeverClosed;
use crate::read::syntax::scan::piece::Piece;
use crate::read::syntax::scan::piece::PieceKind;
use crate::read::syntax::scan::piece::Place;
use crate::read::syntax::scan::piece::Scanned;
use crate::read::syntax::scan::state::Before;
use crate::read::syntax::scan::state::Component;
use crate::read::syntax::scan::state::Scanner;
use crate::read::syntax::scan::state::Spaced;
use crate::read::syntax::scan::text::is_raw;
use crate::read::syntax::scan::text::last_line;
use crate::read::syntax::scan::text::run;
use crate::read::syntax::table;
use crate::read::syntax::table::lines::Lines;
use crate::read::syntax::table::reading::Found;
use crate::read::syntax::tag;
use crate::read::syntax::tag::Argument;
use crate::read::syntax::tag::Tag;
use crate::read::syntax::template::expression;
use crate::read::syntax::tex;
use crate::source::Span;

use ahead::Ahead;
use container::{End, Open};
use line::{Fence, Prefix};

pub use captured::first_name;
pub use code::without_raw;

/// Scans `text` from byte `start`; where it is a part of a note, `names` are those that the note gives to addresses.
pub fn pieces(
    text: &str,
    start: usize,
    callouts: &Callouts,
    place: Place,
    names: Option<state::Names>,
) -> Scanned {
    let mut scanner = Scanner {
        text,
        callouts,
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

/// How the items of the list are counted that `text` begins with.
pub fn numbering(text: &str) -> Numbering {
    match pandoc::markers(text.lines().next().unwrap_or_default()).first() {
        Some((pandoc::Count::Letter(true), ..)) => Numbering::UpperLetter,
        Some((pandoc::Count::Letter(false), ..)) => Numbering::LowerLetter,
        Some((pandoc::Count::Roman(true), ..)) => Numbering::UpperRoman,
        Some((pandoc::Count::Roman(false), ..)) => Numbering::LowerRoman,
        Some((pandoc::Count::Automatic | pandoc::Count::Example | pandoc::Count::Number, ..)) | None => {
            Numbering::Decimal
        }
    }
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
    fn blank_line(&mut self, end: usize) {
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
    fn take_indentation(&mut self, end: usize) {
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

    /// Opens or closes the container that a line's own text (bytes `start..end`) is a mark of, if it is one.
    fn container(&mut self, prefix: &Prefix, start: usize, end: usize) -> bool {
        let content = &self.text[start..end];
        let first = content.as_bytes()[0];
        let run = content.bytes().take_while(|&byte| byte == first).count();
        let (tag, ends) = match first {
            b'!' | b'?' | b'=' => {
                let Some(tag) = container::admonition(self.text, start, end) else { return false };
                (tag, End::Indent(prefix.width + self.stripped))
            }
            b':' if run >= 2 && (run == 2 || self.in_mdc()) => {
                let same = |(open, _): &(Open, String)| open.end == End::Component(run);
                match content[run..].trim().is_empty() {
                    true => {
                        let found = self.containers.iter().rposition(same);
                        return self.close_with_line(found, prefix, start, end);
                    }
                    false if !self.may_be_mdc(end) => return false,
                    false => match jsx::of_line(self.text, start + run, end) {
                        Some(tag) => (tag, End::Component(run)),
                        None => return false,
                    },
                }
            }
            b'#' if self.in_mdc() && jsx::of_line(self.text, start + 1, end).is_some() => {
                // The name of a slot.
                self.line = Line { start, end, ..Line::default() };
                self.at = start;
                self.piece(end, PieceKind::Nothing);
                self.at = self.after(end);
                return true;
            }
            b':' if run >= 3 && diagram::is_division(&content[run..]) && self.may_be_closed(end) => {
                return self.code_division(prefix, start, end, run);
            }
            b':' => match container::division(self.text, start, end) {
                Some((colons, Some(tag)))
                    if is_code(&tag.name)
                        && content[run..].trim_start().starts_with('{')
                        && tag.attributes.is_empty() =>
                {
                    return self.code_division(prefix, start, end, colons);
                }
                // `::: package.module` of mkdocstrings, or a division that is never closed.
                Some((_, Some(tag)))
                    if self.callouts.get(&tag.name).is_none()
                        && !content[run..].trim().contains([' ', '{', '['])
                        && !self.may_be_closed(end) =>
                {
                    if self.autodoc(prefix, start, end) {
                        return true;
                    }
                    let line = content.trim();
                    let message = format!("`{line}` is never closed: it is kept as it is written");
                    let warning = Diagnostic::warning(Code::UnbalancedShortcode, message);
                    self.warnings.push(warning.at(Span::new(start..start + line.len())));
                    return false;
                }
                Some((colons, Some(tag))) => (tag, End::Colons(colons)),
                Some((colons, None)) => {
                    let same = |(open, _): &(Open, String)| open.end == End::Colons(colons);
                    let any = |(open, _): &(Open, String)| matches!(open.end, End::Colons(_));
                    let found = self
                        .containers
                        .iter()
                        .rposition(same)
                        .or_else(|| self.containers.iter().rposition(any));
                    return self.close_with_line(found, prefix, start, end);
                }
                None => return false,
            },
            b'/' => match block::read(self.text, start, end) {
                Some((slashes, Some(tag))) if self.is_closed_by(slashes, end) => (tag, End::Slashes(slashes)),
                Some((slashes, None)) => {
                    let same = |(open, _): &(Open, String)| open.end == End::Slashes(slashes);
                    return self.close_with_line(self.containers.iter().rposition(same), prefix, start, end);
                }
                _ => return false,
            },
            b'`' | b'~' if run >= 3 => {
                if content[run..].trim().is_empty() {
                    let is = |(open, _): &(Open, String)| matches!(open.end, End::Fence(byte, length) if byte == first && run >= length);
                    return self.close_with_line(self.containers.iter().rposition(is), prefix, start, end);
                }
                if let Some((name, tag)) = container::gate(self.text, start + run, end, self.callouts) {
                    return self.gate(prefix, start, end, &name, tag);
                }
                let Some(tag) = container::fence(self.text, start + run, end, self.callouts) else {
                    return false;
                };
                (tag, End::Fence(first, run))
            }
            _ => return false,
        };
        let name = tag.name.clone();
        self.line = Line { prefix: prefix.next.clone(), start, end, flat: false, html: self.html };
        self.at = start;
        self.piece(end, PieceKind::Tag(tag));
        self.html = false;
        let open = Open { name, span: Span::new(start..end), end: ends };
        self.count(ends, true);
        self.containers.push((open, prefix.next.clone()));
        self.at = self.after(end);
        match ends {
            End::Indent(_) => {}
            End::Component(_) => self.properties(self.pieces.len() - 1),
            End::Gate => {}
            End::Slashes(_) => self.block_options(self.pieces.len() - 1),
            End::Colons(_) | End::Fence(..) => self.options(self.pieces.len() - 1),
        }
        true
    }

    /// Counts a container that ends in this way and is opened or closed.
    fn count(&mut self, end: End, opened: bool) {
        let number = match end {
            End::Indent(_) => &mut self.indented,
            End::Component(_) => &mut self.mdc,
            End::Colons(_) | End::Fence(..) | End::Slashes(_) | End::Gate => return,
        };
        *number = if opened { *number + 1 } else { *number - 1 };
    }

    /// Whether a component of MDC is open.
    fn in_mdc(&self) -> bool {
        self.mdc > 0
    }

    /// Whether a later line than the one that ends at byte `end` closes a division.
    fn may_be_closed(&mut self, end: usize) -> bool {
        let text = self.text;
        let closes = |line: &str| {
            let line = line.trim_matches([' ', '\t', '\r', '>']);
            line.len() >= 3 && line.bytes().all(|byte| byte == b':')
        };
        self.last_division.get_or_insert_with(|| last_line(text, closes)).is_some_and(|last| last > end)
    }

    /// Whether a later line than the one that ends at byte `end` is one of so many slashes.
    fn is_closed_by(&mut self, slashes: usize, end: usize) -> bool {
        let text = self.text;
        let last = self.last_slashes.entry(slashes).or_insert_with(|| {
            last_line(text, |line| {
                let line = line.trim_matches([' ', '\t', '\r', '>']);
                line.len() == slashes && line.bytes().all(|byte| byte == b'/')
            })
        });
        last.is_some_and(|last| last > end)
    }

    /// Reads the options of a block of PyMdown's, whose tag is piece `block`: indented lines `key: value` right after its
    /// first.
    fn block_options(&mut self, block: usize) {
        loop {
            let end = self.end_of_line(self.at);
            let line = &self.text[self.at..end];
            let own = line.trim_start();
            let Some((key, _)) = own.split_once(':').filter(|_| line.len() - own.len() >= 4) else { return };
            if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
                return;
            }
            let value = end - own.len() + key.len() + 1..end;
            let text = self.text;
            if let PieceKind::Tag(tag) = &mut self.pieces[block].kind {
                block::option(tag, text, key, value);
                if let Some((open, _)) = self.containers.last_mut() {
                    open.name.clone_from(&tag.name);
                }
            }
            self.line = Line { start: self.at, end, ..Line::default() };
            self.piece(self.after(end), PieceKind::Nothing);
        }
    }

    /// Whether a line that ends at byte `end` may open a component of MDC: some later line must close it.
    fn may_be_mdc(&mut self, end: usize) -> bool {
        if !self.place.dialect.has_components() {
            return false;
        }
        let text = self.text;
        let closes = |line: &str| line.trim() == "::";
        self.last_colons.get_or_insert_with(|| last_line(text, closes)).is_some_and(|last| last > end)
    }

    /// Reads the properties of a component of MDC, whose tag is piece `component`: YAML between two lines `---` right
    /// after its first.
    fn properties(&mut self, component: usize) {
        let rest = &self.text[self.at..];
        let Some(inside) = rest.strip_prefix("---\n") else { return };
        let Some(length) = inside.find("\n---\n").filter(|&length| !inside[..length].contains("\n\n")) else {
            return;
        };
        let mut at = self.at + 4;
        let mut arguments = Vec::new();
        for line in inside[..length].split('\n') {
            if let Some((key, value)) = line.split_once(':') {
                let value = value.trim().trim_matches(['"', '\'']);
                let start = at + line.rfind(value).unwrap_or_default();
                arguments.push(container::argument(key.trim(), value, start));
            }
            at += line.len() + 1;
        }
        if let PieceKind::Tag(tag) = &mut self.pieces[component].kind {
            tag.arguments.extend(arguments);
        }
        self.line = Line { start: self.at, end: at + 3, ..Line::default() };
        self.piece(at + 4, PieceKind::Nothing);
    }

    /// Takes the directive without content that opens or closes a callout (Sphinx-exercise, "gated directives"): its
    /// options are read, and the line that ends it goes with it.
    fn gate(&mut self, prefix: &Prefix, start: usize, end: usize, name: &str, tag: Option<Tag>) -> bool {
        let mut last = self.end_of_line(self.after(end));
        let trimmed = |last: usize| {
            let line = self.text[..last].rsplit('\n').next().unwrap_or_default();
            line.trim_matches([' ', '\t', '\r', '>'])
        };
        while trimmed(last).starts_with(':') && last < self.text.len() {
            last = self.end_of_line(self.after(last));
        }
        let ends = trimmed(last);
        if ends.len() < 3 || ends.bytes().any(|byte| !matches!(byte, b'`' | b'~')) {
            return false;
        }
        let Some(tag) = tag else {
            let is = |(open, _): &(Open, String)| open.end == End::Gate && open.name == name;
            return self.close_with_line(self.containers.iter().rposition(is), prefix, start, last);
        };
        self.line = Line { prefix: prefix.next.clone(), start, end, flat: false, html: self.html };
        self.at = start;
        self.piece(end, PieceKind::Tag(tag));
        let open = Open { name: name.to_owned(), span: Span::new(start..end), end: End::Gate };
        self.containers.push((open, prefix.next.clone()));
        self.at = self.after(end);
        self.options(self.pieces.len() - 1);
        self.line = Line { start: self.at, end: last, ..Line::default() };
        self.piece(last, PieceKind::Nothing);
        (self.html, self.at) = (false, self.after(last));
        true
    }

    /// Passes over the mark with which a heading asks mkdocstrings for the documentation of what it names: `## ::: a.b`.
    fn autodoc_heading(&mut self, end: usize) {
        let heading = &self.text[self.at..end];
        let named = heading.trim_start_matches('#').trim_start();
        if let Some(rest) = named.strip_prefix("::: ") {
            let name = end - rest.trim_start().len();
            self.at = end - named.len();
            self.piece(name, PieceKind::Nothing);
        }
    }

    /// Takes the line with which mkdocstrings is asked for the documentation of code, which only it knows, and the
    /// indented options below it.
    fn autodoc(&mut self, prefix: &Prefix, start: usize, end: usize) -> bool {
        let name = self.text[start..end].trim_start_matches(':').trim();
        let mut lines = Vec::new();
        let mut last = end;
        loop {
            let at = self.after(last);
            if at >= self.text.len() {
                break;
            }
            let line_end = self.end_of_line(at);
            let line = code::dedented(&self.text[at..line_end], &prefix.next);
            if !line.starts_with("    ") {
                break;
            }
            lines.push(line);
            last = line_end;
        }
        if !name.contains('.') && lines.is_empty() {
            return false;
        }
        self.line = Line { prefix: prefix.next.clone(), start, end, flat: false, html: self.html };
        self.at = start;
        let info = format!("{{mkdocstrings}} {name}");
        self.piece(last, PieceKind::Code { info, text: lines.join("\n") });
        (self.html, self.at) = (false, self.after(last));
        true
    }

    /// Takes the directive with code in it that a division with this many colons is, up to the line that closes it.
    fn code_division(&mut self, prefix: &Prefix, start: usize, end: usize, colons: usize) -> bool {
        let mut lines = Vec::new();
        let mut at = self.after(end);
        let closed = loop {
            if at >= self.text.len() {
                break at;
            }
            let line_end = self.end_of_line(at);
            let line = code::dedented(&self.text[at..line_end], &prefix.next);
            let closing = line.trim();
            if closing.len() == colons && closing.bytes().all(|byte| byte == b':') {
                break line_end;
            }
            lines.push(line);
            at = self.after(line_end);
            if line_end == self.text.len() {
                break line_end;
            }
        };
        let info = self.text[start + colons..end].trim_end_matches(':').trim().to_owned();
        self.line = Line { prefix: prefix.next.clone(), start, end, flat: false, html: self.html };
        self.at = start;
        self.piece(closed, PieceKind::Code { info, text: lines.join("\n") });
        (self.html, self.at) = (false, self.after(closed));
        true
    }

    /// Takes the table that begins in a line whose own text starts at byte `start`, if Markdown does not know it.
    fn table(&mut self, prefix: &Prefix, start: usize, after_text: bool) -> bool {
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

    /// Reads the options of a MyST directive, whose tag is piece `directive`: lines `:name: value` right after its
    /// first, or lines `name: value` between two of hyphens.
    fn options(&mut self, directive: usize) {
        let first = self.end_of_line(self.at);
        if self.text[self.at..first].trim() == "---"
            && let Some(close) = self.closing_hyphens(self.after(first))
        {
            let mut at = self.after(first);
            while at < close {
                let end = self.end_of_line(at);
                if let Some((name, _)) = self.text[at..end].split_once(':') {
                    let value = at + name.len() + 1..end;
                    self.option(directive, name.trim(), value);
                }
                at = self.after(end);
            }
            let end = self.end_of_line(close);
            self.line = Line { start: self.at, end: first, ..Line::default() };
            return self.piece(self.after(end), PieceKind::Nothing);
        }
        loop {
            let end = self.end_of_line(self.at);
            let line = &self.text[self.at..end];
            let start = end - line.trim_start().len();
            let Some((name, _)) =
                self.text[start..end].strip_prefix(':').and_then(|rest| rest.split_once(':'))
            else {
                return;
            };
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                return;
            }
            self.option(directive, name, start + name.len() + 2..end);
            self.line = Line { start: self.at, end, ..Line::default() };
            self.piece(self.after(end), PieceKind::Nothing);
        }
    }

    /// The start of the line of hyphens that closes the options which begin at byte `start`.
    fn closing_hyphens(&self, start: usize) -> Option<usize> {
        let mut at = start;
        for _ in 0..limits::OPTION_LINES {
            let end = self.end_of_line(at);
            let line = self.text[at..end].trim();
            if line == "---" {
                return Some(at);
            }
            if end == self.text.len() || line.starts_with(['`', ':']) {
                return None;
            }
            at = self.after(end);
        }
        None
    }

    /// Gives an option to the directive whose tag is piece `directive`; its value stands in these bytes.
    fn option(&mut self, directive: usize, name: &str, value: Range<usize>) {
        let text = self.text[value.clone()].trim();
        let at = value.end - self.text[value].trim_start().len();
        let quoted = ['"', '\''].iter().find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote));
        let (text, at) = quoted.map_or((text, at), |inside| (inside, at + 1));
        let PieceKind::Tag(tag) = &mut self.pieces[directive].kind else { return };
        match name {
            "class" => tag.attributes.classes.extend(text.split_whitespace().map(str::to_owned)),
            "name" | "label" if !text.is_empty() => tag.attributes.id = Some(text.to_owned()),
            "open" => tag.arguments.push(container::argument("open", "true", at)),
            "alt" | "width" | "height" | "target" | "header-rows" | "stub-columns" if !text.is_empty() => {
                let key = if name == "target" { "link" } else { name };
                tag.arguments.push(container::argument(key, text, at));
            }
            _ => {}
        }
    }

    /// Closes the container `found` and those in it with the line that says so.
    fn close_with_line(&mut self, found: Option<usize>, prefix: &Prefix, start: usize, end: usize) -> bool {
        let Some(found) = found else { return false };
        self.close_containers(found + 1);
        let Some((open, _)) = self.containers.pop() else { return false };
        self.count(open.end, false);
        self.line = Line { prefix: prefix.next.clone(), start, end, flat: false, html: self.html };
        self.at = start;
        self.piece(end, PieceKind::Tag(container::closing(&open)));
        self.html = false;
        self.at = self.after(end);
        true
    }

    /// Says which containers the note closes only by its end, but for those that a line's indentation ends.
    fn tell_open_containers(&mut self) {
        for (open, _) in &self.containers {
            let close = match open.end {
                End::Indent(_) => continue,
                End::Colons(colons) | End::Component(colons) => ":".repeat(colons),
                End::Fence(byte, length) => char::from(byte).to_string().repeat(length),
                End::Slashes(slashes) => "/".repeat(slashes),
                End::Gate => format!("```{{{}-end}}", open.name),
            };
            let line = &self.text[open.span.range()];
            let message = format!("`{}` is never closed: it holds everything up to the end", line.trim());
            let warning = Diagnostic::warning(Code::UnbalancedShortcode, message).at(open.span);
            self.warnings.push(warning.hint(format!("close it with a line `{close}`")));
        }
    }

    /// Closes the containers from number `first` on, at the start of the present line.
    fn close_containers(&mut self, first: usize) {
        for (open, prefix) in self.containers.split_off(first).into_iter().rev() {
            self.count(open.end, false);
            let line = Line { prefix, start: self.at, end: self.at, flat: false, html: self.html };
            let kind = PieceKind::Tag(container::closing(&open));
            self.pieces.push(Piece { range: self.at..self.at, kind, line });
            (self.html, self.fence) = (false, None);
        }
    }

    /// Takes the mark of Pandoc's that a line begins with, if it does: that of an item, or of a line kept apart.
    fn pandoc(&mut self, indent: usize, after_text: bool, after_blank: bool, end: usize) {
        let content = &self.text[self.at..end];
        if content.starts_with('|') && (self.apart || !after_text && self.is_apart(end)) {
            let inside = content[1..].trim_start_matches(' ');
            let spaces = content.len() - 1 - inside.len();
            let kind =
                if self.apart { PieceKind::Line(spaces.saturating_sub(1)) } else { PieceKind::Nothing };
            self.apart = true;
            return self.piece(self.at + 1 + spaces, kind);
        }
        // A list in an item needs no empty line before it.
        let after_text = after_text && !(self.item > 0 && indent >= self.item);
        for (count, number, length) in pandoc::markers(content) {
            let open = self.lists.iter().rev().find(|&&(_, column, _)| column <= indent);
            let next = match open {
                Some(&(own, column, last)) if own == count && column == indent => Some(last + 1),
                _ => None,
            };
            let number = match (count, number) {
                (pandoc::Count::Example, _) if next.is_some() || !after_text => {
                    self.examples += 1;
                    self.examples
                }
                (pandoc::Count::Automatic, _) if next.is_some() || !after_text => next.unwrap_or(1),
                (_, Some(number)) if next == Some(number) => number,
                (_, Some(1)) if !after_text && self.goes_on(count, end) => 1,
                _ => continue,
            };
            // Markdown keeps lists apart whose numbers end otherwise.
            let before = self.other_sign.get(&indent).copied();
            let other = match next {
                Some(_) => before.unwrap_or_default(),
                None => before.or_else(|| self.sign_after(indent, end)).is_none_or(|other| !other),
            };
            self.other_sign.insert(indent, other);
            self.lists.retain(|&(_, column, _)| column < indent);
            self.lists.push((count, indent, number));
            let width = self.width_of_item(indent, length, end);
            self.item = indent + width + 1;
            let marker = pandoc::as_number(number, width, other);
            return self.piece(self.at + length, PieceKind::Marker(marker));
        }
        if after_blank && indent == 0 {
            self.lists.clear();
        }
    }

    /// How long a mark of this length may be: Pandoc lets what belongs to an item stand four columns from it, however
    /// long its mark is.
    fn width_of_item(&self, indent: usize, length: usize, end: usize) -> usize {
        let mut blank = false;
        for line in self.text[self.after(end)..].lines().take(limits::ITEM_LINES) {
            if line.trim().is_empty() {
                blank = true;
                continue;
            }
            let own = Prefix::indentation(line);
            if own <= indent {
                break;
            }
            if blank {
                return (own - indent - 1).clamp(2, length);
            }
        }
        length
    }

    /// Whether one of the next lines is the second item of a list that counts so.
    fn goes_on(&self, count: pandoc::Count, end: usize) -> bool {
        let lines = self.text[self.after(end)..].lines().take(limits::LIST_LINES);
        lines.map(|line| line.trim_start_matches([' ', '\t', '>'])).any(|line| {
            pandoc::markers(line).iter().any(|&(own, number, _)| own == count && number == Some(2))
        })
    }

    /// With which sign the numbers end of the next list of Markdown's own that is indented so far.
    fn sign_after(&self, indent: usize, end: usize) -> Option<bool> {
        self.text[self.after(end)..].lines().take(limits::LIST_LINES).find_map(|line| {
            let prefix = Prefix::read(line);
            let is_item = prefix.items && prefix.indent == indent;
            is_item.then(|| pandoc::sign(line[..prefix.length].trim_end())).flatten()
        })
    }

    /// Whether a line that begins with `|` is one of several that are kept apart, and no row of a table.
    fn is_apart(&self, end: usize) -> bool {
        let lines = self.text[self.at..].lines().take_while(|line| !line.trim().is_empty());
        let is_line = |line: &str| {
            let line = line.trim_start();
            line == "|" || line.starts_with("| ") && !line[2..].contains('|')
        };
        let mut lines = lines.take_while(|line| is_line(line) || line.starts_with(' ')).take(2);
        lines.next().is_some_and(is_line) && (lines.next().is_some() || self.is_blank_after(end))
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

    /// A run of stars or underscores. A single `+` or `=` beside it is a sign like others, but comrak looks through the
    /// characters of which two are a mark of its own.
    fn stars(&mut self) {
        let length = run(self.text, self.at, self.text.as_bytes()[self.at]);
        let end = self.at + length;
        let from = self.pieces.last().map_or(0, |last| last.range.end).max(self.line.start);
        let is_sign = |byte: u8| matches!(byte, b'+' | b'=');
        let bytes = self.text.as_bytes();
        let goes_on = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let beside = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|&byte| is_sign(byte));
        let signs = beside(self.at.checked_sub(1)) || beside(Some(end));
        if signs && self.place.dialect.has_extensions() && !self.in_address() {
            if let Some(before) = self.at.checked_sub(1).filter(|&before| before >= from)
                && is_sign(bytes[before])
                && !goes_on(bytes.get(end))
                && (before == from || bytes[before - 1] != bytes[before])
            {
                self.at = before;
                self.piece(before + 1, PieceKind::Words(char::from(bytes[before]).to_string()));
            }
            if let Some(&sign) = bytes.get(end).filter(|&&byte| is_sign(byte))
                && bytes.get(end + 1) != Some(&sign)
                && !goes_on(self.at.checked_sub(1).and_then(|before| bytes.get(before)))
            {
                self.at = end;
                return self.piece(end + 1, PieceKind::Words(char::from(sign).to_string()));
            }
        }
        self.at = end;
    }

    /// A caret; Markdown would look for the end of a footnote that has none.
    fn caret(&mut self) {
        let opens = self.place.dialect.has_extensions() && self.text[self.at + 1..].starts_with('[');
        match opens && !self.ahead.begins_footnote(self.at) {
            true => self.piece(self.at + 1, PieceKind::Words("^".to_owned())),
            false => self.at += 1,
        }
    }

    /// A component in a line of text, or a colon.
    fn colon(&mut self) {
        let before = self.text[self.line.start..self.at].chars().next_back();
        let apart = before.is_none_or(|c| c.is_whitespace() || "([\"'*_>|—".contains(c));
        let found = match self.place.dialect.has_components() && apart {
            true => jsx::in_line(self.text, self.at),
            false => None,
        };
        match found {
            Some((tag, end)) => self.piece(end, PieceKind::Tag(tag)),
            None => self.at += 1,
        }
    }

    /// The citation that an `@` stands in.
    fn citation(&mut self) {
        let from = self.pieces.last().map_or(0, |last| last.range.end).max(self.line.start);
        if self.place.dialect.has_extensions() && !self.in_address() {
            if let Some((number, end)) = self.example() {
                // Its number is a word like another.
                return self
                    .piece(end, PieceKind::Role { name: "text".to_owned(), text: number.to_string() });
            }
            let links = &mut self.link_names;
            let text = self.text;
            let is_link = |name: &str| links.get_or_insert_with(|| at_names(text)).contains(name);
            if let Some((reference, range)) = citation::read(self.text, from, self.at, is_link) {
                self.at = range.start;
                return self.piece(range.end, PieceKind::Reference(reference));
            }
        }
        self.at += 1;
    }

    /// The number of the example whose name in parentheses an `@` begins, and the byte after the name.
    fn example(&mut self) -> Option<(u32, usize)> {
        let name = &self.text[self.at + 1..];
        let length = name.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))?;
        if !self.text[..self.at].ends_with('(') || !name[length..].starts_with(')') {
            return None;
        }
        let text = self.text;
        let known = self.named_examples.get_or_insert_with(|| pandoc::examples(text));
        Some((*known.get(&name[..length])?, self.at + 1 + length))
    }

    fn backslash(&mut self) {
        let rest = &self.text[self.at + 1..];
        let formulas = self.place.dialect.has_tables();
        match rest.chars().next() {
            Some('(' | '[') if formulas => self.formula(2),
            // kramdown's formula in a line of text.
            Some('$') if rest.starts_with("$$") && self.place.dialect.has_extensions() => self.formula(2),
            Some('\\') if self.tabular(2) => {}
            // What Markdown makes `\\(` and `\\[` of.
            Some('\\') if formulas && rest[1..].starts_with(['(', '[']) => self.formula(2),
            Some('\n') | None => self.at += 1,
            // bookdown's own command.
            Some('@') if formulas && let Some((label, length)) = tex::bookdown_reference(rest) => {
                let kind = PieceKind::Reference(Reference::to(label, Form::Number));
                self.piece(self.at + 1 + length, kind);
            }
            Some(c) if formulas && c.is_ascii_alphabetic() => self.command(rest),
            Some(c) => self.at += 1 + c.len_utf8(),
        }
    }

    /// A command of LaTeX's outside of any formula, whose name `rest` begins with.
    fn command(&mut self, rest: &str) {
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
        if name == "begin" && tex::is_environment(&rest[name.len()..]) {
            return self.formula(2);
        }
        if matches!(name, "newpage" | "pagebreak" | "clearpage" | "cleardoublepage" | "eject")
            && let Some(length) = tex::argument_of_page_break(&rest[name.len()..])
            && self.is_alone(1 + name.len() + length)
        {
            let tag = container::page_break();
            return self.piece(self.at + 1 + name.len() + length, PieceKind::Tag(tag));
        }
        if self.latex(name, &rest[name.len()..]) {
            return;
        }
        if let Some((reference, length)) = tex::reference(name, &rest[name.len()..]) {
            return self.piece(self.at + 1 + name.len() + length, PieceKind::Reference(reference));
        }
        // Definitions on lines of their own hold for the formulas after them.
        if formula::defines(name) && self.text[self.line.start..self.at].trim().is_empty() {
            let end = self.ahead.end_of_paragraph(self.at);
            let length = formula::definitions_length(&self.text[self.at..end]);
            if length > 0 {
                let tex = self.text[self.at..self.at + length].to_owned();
                return self.piece(self.at + length, PieceKind::Math { tex, display: false, label: None });
            }
        }
        self.at += 1 + name.len();
    }

    /// Whether the next bytes, so many, are all that their line has.
    fn is_alone(&self, length: usize) -> bool {
        let end = self.at + length;
        self.text[self.line.start..self.at].trim().is_empty()
            && self.text[end..self.line.end.max(end)].trim().is_empty()
    }

    /// Whether what stands before is the start of an address, in which a `$` is nothing special.
    fn in_address(&self) -> bool {
        let start = self.text.ceil_char_boundary(self.at.saturating_sub(200).max(self.line.start));
        let word = self.text[start..self.at].rsplit(|c: char| c.is_whitespace() || "<>()".contains(c)).next();
        word.is_some_and(|word| word.starts_with("http://") || word.starts_with("https://"))
    }

    /// A formula, or `otherwise` bytes of text.
    fn formula(&mut self, otherwise: usize) {
        if self.in_address() {
            self.at += otherwise;
            return;
        }
        let Line { prefix, start, flat, .. } = &self.line;
        // The further lines have the indentation of what this one was taken out of.
        let prefix = match self.stripped {
            0 => Cow::Borrowed(prefix),
            columns => Cow::Owned(" ".repeat(columns) + prefix),
        };
        match self.formulas.at(self.at, &prefix, *start, *flat) {
            tex::Start::Formula(tex::Found { tex, display, label, end }) => {
                let display = display && !self.is_in_line(end);
                let tex = tex.trim().to_owned();
                self.piece(end, PieceKind::Math { tex, display, label });
            }
            tex::Start::NeverClosed(open, close) => {
                let range = self.at..self.at + open.len();
                self.at = range.end;
                self.never_closed.push(NeverClosed { range, close });
            }
            tex::Start::Text => self.at += run(self.text, self.at, b'$').max(otherwise),
        }
    }

    /// Whether what stands up to byte `end` is a formula between words: kramdown writes `$$` around those too.
    fn is_in_line(&self, end: usize) -> bool {
        let alone = || {
            let near = &self.text[end..self.text.floor_char_boundary(end + limits::BESIDE_FORMULA)];
            let before = self.text[self.line.start..self.at].trim_start();
            let before =
                &before[before.ceil_char_boundary(before.len().saturating_sub(limits::BESIDE_FORMULA))..];
            tex::leads(before) && tex::leads(near.split('\n').next().unwrap_or_default())
        };
        self.place.dialect == Dialect::Jekyll
            && self.text[self.at..].starts_with("$$")
            && !self.text[self.at..end].contains('\n')
            && !alone()
    }

    /// A code span (CommonMark 0.31 §6.1), or backticks that open none.
    fn code_span(&mut self) {
        let length = run(self.text, self.at, b'`');
        let from = self.at + length;
        match self.ahead.closing_backticks(length, from) {
            Some(end) => {
                self.bars(end);
                self.verbatim(end);
            }
            None => self.at = from,
        }
    }

    /// Passes over the code up to `end`, as far as it has bars in the row of a table. One that the note escapes
    /// is Markdown's own affair.
    fn bars(&mut self, end: usize) {
        while self.line.flat
            && let Some(found) = self.text[self.at..end].find('|')
        {
            let bar = self.at + found;
            if self.text[..bar].ends_with('\\') {
                self.verbatim(bar + 1);
            } else {
                self.verbatim(bar);
                self.piece(bar + 1, PieceKind::Words("|".to_owned()));
            }
        }
    }

    fn brace(&mut self) {
        let rest = &self.text[self.at..];
        // A value is no Markdown, whatever stands in it.
        if self.place.dialect.has_extensions()
            && !self.raw
            && let Some((_, length)) = attributes::read(rest)
            && rest[..length].contains(['"', '\'', '“'])
            && rest[..length].contains(['`', '<', '*', '_', '$', '~', '^', '@', '['])
        {
            return self.piece(self.at + length, PieceKind::Words(rest[..length].to_owned()));
        }
        if self.place.dialect.has_extensions()
            && !self.raw
            && let Some((name, text, length)) = syntax::role::read(rest)
        {
            let kind = PieceKind::Role { name: name.to_owned(), text: text.to_owned() };
            return self.piece(self.at + length, kind);
        }
        let dialect = self.place.dialect;
        if dialect.has_extensions()
            && !self.raw
            && let Some((path, length)) = include_line::in_braces(rest)
        {
            let at = self.at + rest.find(path).unwrap_or_default();
            let tag = Tag { empty: true, ..container::including(path, at) };
            return self.piece(self.at + length, PieceKind::Tag(tag));
        }
        if dialect.has_extensions()
            && !self.raw
            && let Some(length) = attributes::opaque(rest)
        {
            return self.piece(self.at + length, PieceKind::Words(rest[..length].to_owned()));
        }
        if dialect.has_components() && !self.raw && rest.starts_with("{/*") {
            return self.comment();
        }
        if dialect.is_mdx() {
            return self.expression();
        }
        if dialect.has_expressions()
            && !dialect.has_templates()
            && let Some(inside) = expression(rest)
        {
            let kind = PieceKind::Expression(inside.trim().to_owned());
            return self.piece(self.at + inside.len() + 4, kind);
        }
        if !dialect.has_templates() {
            self.at += run(self.text, self.at, b'{');
            return;
        }
        if self.raw {
            return match tag::read(self.text, self.at) {
                Some((tag, end)) if tag.closes && is_raw(&tag.name) => self.raw_tag(end, false),
                _ => match handlebars_raw(rest) {
                    Some((_, true, length)) => self.raw_tag(self.at + length, false),
                    _ => self.at += 1,
                },
            };
        }
        if let Some((tag, end)) = tag::read(self.text, self.at) {
            self.templated = true;
            match (tag.name.as_str(), tag.closes) {
                (name, false) if is_raw(name) => self.raw_tag(end, true),
                _ if self.captured(&tag, end) => {}
                ("comment", false) => {
                    let end = self.closing(&tag, end).map_or(end, |closing| closing.end);
                    self.piece(end, PieceKind::Nothing);
                }
                (name, false) if code::is_verbatim(name) && self.callouts.get(name).is_none() => {
                    let alone = self.text[self.line.start..self.at].trim().is_empty();
                    let found = self.closing(&tag, end).and_then(|closing| {
                        let inside = end..closing.start;
                        let prefix = &self.line.prefix;
                        Some((code::read(self.text, &tag, inside, closing.end, prefix, alone)?, closing.end))
                    });
                    match found {
                        Some((kind, end)) => self.piece(end, kind),
                        None => self.piece(end, PieceKind::Tag(tag)),
                    }
                }
                ("tabpane", closes) => {
                    let is_text = |one: &Argument| one.key.as_deref() == Some("text") && one.value == "true";
                    let language = tag.arguments.iter().find(|one| one.key.as_deref() == Some("lang"));
                    let language = language.map(|language| language.value.clone());
                    let is_code = !closes && rest.starts_with("{{<") && !tag.arguments.iter().any(is_text);
                    self.code_tabs = is_code.then_some(language);
                    self.piece(end, PieceKind::Tag(tag));
                }
                ("tab", false) if rest.starts_with("{{<") && self.code_tabs.is_some() => {
                    let own = tag.arguments.iter().find(|one| one.key.as_deref() == Some("lang"));
                    let language = own.map(|own| own.value.clone()).or(self.code_tabs.clone().flatten());
                    let close = self.closing(&tag, end).map(|closing| closing.start);
                    self.piece(end, PieceKind::Tag(tag));
                    if let Some(close) = close
                        && let Some(text) = code::of_tab(&self.text[end..close], &self.line.prefix)
                    {
                        self.piece(close, PieceKind::Code { info: language.unwrap_or_default(), text });
                    }
                }
                _ => self.piece(end, PieceKind::Tag(tag)),
            }
        } else if let Some((words, end)) = tag::read_escaped(self.text, self.at) {
            self.piece(end, PieceKind::Words(words));
        } else if let Some((words, length)) = literal(rest) {
            self.piece(self.at + length, PieceKind::Words(words.to_owned()));
        } else if let Some((name, false, length)) = handlebars_raw(rest)
            && self.text[self.at + length..].contains(&format!("{{{{{{{{/{name}}}}}}}}}"))
        {
            self.raw_tag(self.at + length, true);
        } else if let Some((tag, end)) = tag::read_call(self.text, self.at) {
            self.piece(end, PieceKind::Tag(tag));
        } else if let Some(end) = self.kramdown() {
            self.piece(end, PieceKind::Nothing);
        } else if let Some(length) = book_title(rest) {
            self.piece(self.at + length, PieceKind::Nothing);
        } else if let Some(end) = self.template_comment() {
            self.piece(end, PieceKind::Nothing);
        } else if let Some(inside) = expression(rest) {
            let kind = PieceKind::Expression(inside.trim().to_owned());
            self.piece(self.at + inside.len() + 4, kind);
        } else {
            self.at += run(self.text, self.at, b'{');
        }
    }

    /// Takes what a tag that ends at byte `end` captures, up to the tag that closes it: it vanishes where its name is shown
    /// elsewhere, and stands as it is written where it is not.
    fn captured(&mut self, tag: &Tag, end: usize) -> bool {
        let left_out = captured::is_left_out(tag) && self.callouts.get(&tag.name).is_none();
        let name = captured::name(tag);
        if !left_out && name.is_none() {
            return false;
        }
        let Some(closing) = self.closing(tag, end) else { return false };
        let (span, inside) = (Span::new(self.at..end), end..closing.start);
        let text = self.text;
        let names = || captured::shown(text);
        let written = format!("{{% {} %}}", tag.name);
        let hint = "it is for the site's own program: nothing in a note is run here";
        let (kind, told) = match name {
            Some(name) if self.shown_names.get_or_insert_with(names).contains(name) => {
                (PieceKind::Captured(name.to_owned(), inside), None)
            }
            Some(_) if !self.line.flat => {
                let text = code::dedented(&code::without_raw(&text[inside]), &self.line.prefix);
                let told = format!("what `{written}` captures is not shown elsewhere: it is set as code");
                (PieceKind::Code { info: String::new(), text }, Some(told))
            }
            _ => (PieceKind::Nothing, Some(format!("what stands in `{written}` is left out"))),
        };
        if let Some(message) = told {
            let warning = Diagnostic::warning(Code::UnknownShortcode, message);
            self.warnings.push(warning.at(span).hint(hint));
        }
        self.piece(closing.end, kind);
        true
    }

    /// The bytes of the tag that closes what a tag opens that ends at byte `from`; they are looked for once.
    fn closing(&mut self, opening: &Tag, from: usize) -> Option<Range<usize>> {
        if opening.empty {
            return None;
        }
        let name = opening.name.as_str();
        let known =
            |next: &Option<(Range<usize>, bool)>| next.as_ref().is_none_or(|(tag, _)| tag.start >= from);
        if !self.next_tags.get(name).is_some_and(known) {
            self.next_tags.insert(name.to_owned(), code::next(self.text, name, from));
        }
        let (tag, closes) = self.next_tags.get(name)?.as_ref()?;
        closes.then(|| tag.clone())
    }

    /// The byte after an extension of kramdown's that shows nothing: `{::options …/}`, `{::comment}…{:/comment}`, or the
    /// tags around what is not Markdown.
    fn kramdown(&mut self) -> Option<usize> {
        const CLOSE: &str = "{:/";
        let rest = &self.text[self.at..];
        let inside = rest.strip_prefix("{::").or(rest.strip_prefix(CLOSE))?;
        let length = inside.find(['}', '\n']).filter(|&length| inside[length..].starts_with('}'))?;
        let end = self.at + 3 + length + 1;
        let name = inside[..length].split([' ', '/']).next().unwrap_or_default();
        if !["", "options", "comment", "nomarkdown"].contains(&name) {
            return None;
        }
        if name != "comment" || rest.starts_with(CLOSE) || inside[..length].ends_with('/') {
            return Some(end);
        }
        let known =
            |next: &Option<(Range<usize>, bool)>| next.as_ref().is_none_or(|(tag, _)| tag.start >= end);
        if !self.next_tags.get(CLOSE).is_some_and(known) {
            let found = self.text[end..].find(CLOSE).map(|at| end + at);
            let found = found.and_then(|at| Some((at..at + self.text[at..].find('}')? + 1, true)));
            self.next_tags.insert(CLOSE.to_owned(), found);
        }
        self.next_tags.get(CLOSE)?.as_ref().map(|(found, _)| found.end)
    }

    /// The byte after a Nunjucks comment `{# … #}`; `{#id}` is an attribute.
    fn template_comment(&mut self) -> Option<usize> {
        let inside = self.at + 2;
        let end = self.text[self.at..].starts_with("{#").then(|| self.ahead.find("#}", inside))??;
        let spaced = self.text[inside..].starts_with(char::is_whitespace);
        (spaced || self.ahead.find("}", inside)? == end + 1).then_some(end + 2)
    }

    /// A comment of JSX. One that has nothing but `#id` names the heading that it stands in.
    fn comment(&mut self) {
        let rest = &self.text[self.at..];
        let Some(end) = self.ahead.find("*/}", self.at) else {
            self.at += 1;
            return;
        };
        let length = end - self.at;
        let inside = rest[3..length.max(3)].trim();
        let names = inside.starts_with('#') && inside.len() > 1 && !inside.contains(char::is_whitespace);
        let kind = if names { PieceKind::Words(format!("{{{inside}}}")) } else { PieceKind::Nothing };
        self.piece(self.at + length + 3, kind);
    }

    /// An expression of MDX in braces: a literal says what it says, the rest is decided by the reader.
    fn expression(&mut self) {
        let rest = &self.text[self.at..];
        // A word alone is the name of a value here.
        let is_word = rest[1..]
            .split(['}', '\n'])
            .next()
            .is_some_and(|inside| inside.bytes().all(|b| b.is_ascii_alphanumeric()));
        if let Some((_, length)) = attributes::read(rest).filter(|_| !is_word) {
            self.at += length;
            return;
        }
        let found = (self.fruitless < FRUITLESS).then(|| js::end_of_group(self.text, self.at)).flatten();
        let Some(end) = found else {
            self.fruitless += rest.len();
            self.at += 1;
            return;
        };
        let inside = self.text[self.at + 1..end - 1].trim();
        let kind = match js::value(self.text, self.at + 1..end - 1) {
            Value::Text(text, _) => PieceKind::Words(text),
            Value::Word(word) if word.parse::<f64>().is_ok() => PieceKind::Words(word),
            Value::Word(word) if matches!(word.as_str(), "true" | "false" | "null" | "undefined") => {
                PieceKind::Nothing
            }
            Value::Code if inside.is_empty() || inside.starts_with("/*") && inside.ends_with("*/") => {
                PieceKind::Nothing
            }
            Value::Word(_) | Value::List(_) | Value::Object(_) | Value::Code => {
                PieceKind::Expression(inside.to_owned())
            }
        };
        self.piece(end, kind);
    }

    /// Takes the statement of a module that begins the present line, which ends at byte `end`.
    fn statement(&mut self, end: usize) -> bool {
        // A line by itself, such as a title, holds no blocks.
        let code = self.raw || self.templated && !self.place.dialect.is_mdx();
        if !self.place.dialect.has_components() || self.place.flat || !self.place.tables || code {
            return false;
        }
        let Some(jsx::Statement { end: after, import, code }) = jsx::statement(self.text, self.at) else {
            return false;
        };
        if let Some(code) = code {
            let message = format!("`{code}` is left out: a document runs no code");
            let span = Span::new(self.at..end);
            self.warnings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
        }
        self.line = Line { start: self.at, end, ..Line::default() };
        self.piece(after, import.map_or(PieceKind::Nothing, |(name, path)| PieceKind::Import(name, path)));
        self.at = self.after(self.end_of_line(after));
        true
    }

    /// Whether tags of this name are read here, rather than by Markdown.
    fn is_jsx(&self, name: &str) -> bool {
        let dialect = self.place.dialect;
        const OPAQUE: [&str; 4] = ["script", "style", "svg", "textarea"];
        match jsx::is_component(name) {
            true => dialect.has_components(),
            false if name == "template" => dialect.has_components(),
            false => dialect.is_mdx() && !OPAQUE.contains(&name),
        }
    }

    /// Takes the tag of JSX or Vue at the present byte, if there is one.
    fn component(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let dialect = self.place.dialect;
        if self.fruitless > FRUITLESS {
            return false;
        }
        if let Some(fragment) = ["<>", "</>"].iter().find(|tag| dialect.is_mdx() && rest.starts_with(**tag)) {
            self.piece(self.at + fragment.len(), PieceKind::Nothing);
            return true;
        }
        let Some(name) = jsx::name(rest) else { return false };
        if dialect.has_extensions() && self.diagram(name) {
            return true;
        }
        let holds = self.holds_markdown(rest, name);
        if !dialect.has_components() && !holds {
            return false;
        }
        let (start, is_jsx) = (self.at, holds || self.is_jsx(name));
        // Other elements are only read here when Markdown could not: `<img width={300}>`, `<b @click="x">`.
        let reads = |end| {
            is_jsx
                || ["={", " @", " #", " :src=", " :href="]
                    .iter()
                    .any(|own| self.text[start..end].contains(own))
        };
        match jsx::read(self.text, start) {
            Ok((tag, end)) if reads(end) && !matches!(name, "script" | "style" | "svg") => {
                self.take_tag(tag, end, is_jsx);
                true
            }
            Ok(_) => false,
            Err(looked_at) => {
                self.fruitless += looked_at;
                false
            }
        }
    }

    /// Takes the diagram in the element of this name whose tag begins a line at the present byte, if it is one.
    fn diagram(&mut self, name: &str) -> bool {
        if self.place.flat || !self.text[self.line.start..self.at].trim().is_empty() {
            return false;
        }
        match diagram::read(self.text, self.at, name, &self.line.prefix, &mut self.ahead) {
            Ok(Some((info, text, end))) => {
                self.html = false;
                self.piece(end, PieceKind::Code { info, text });
                true
            }
            Ok(None) => false,
            Err(looked_at) => {
                self.fruitless += looked_at;
                false
            }
        }
    }

    /// Whether the tag that `rest` begins with is of an element in which Markdown is read: one that says so
    /// (`<figure markdown>`, of MkDocs and kramdown), any block for Pandoc, and those of the same name inside.
    fn holds_markdown(&self, rest: &str, name: &str) -> bool {
        const BLOCKS: [&str; 12] = [
            "article",
            "aside",
            "center",
            "details",
            "div",
            "figcaption",
            "figure",
            "footer",
            "header",
            "main",
            "section",
            "summary",
        ];
        let dialect = self.place.dialect;
        if !dialect.has_extensions() {
            return false;
        }
        if dialect.has_markdown_in_html() && BLOCKS.contains(&name)
            || self.components.iter().any(|open| open.name == name)
            || matches!(name, "summary" | "figcaption")
                && self.components.iter().any(|open| matches!(open.name.as_str(), "details" | "figure"))
        {
            return true;
        }
        let length =
            rest.bytes().take(limits::MARKDOWN_TAG).position(|byte| byte == b'>').unwrap_or_default();
        let inside = rest[..length].split_whitespace().skip(1);
        let mut says = inside.filter_map(|word| word.trim_end_matches('/').strip_prefix("markdown"));
        says.any(|value| value.is_empty() || value.starts_with('=') && !value.contains('0'))
            && html::is_element(name)
    }

    /// Takes a tag that opens or closes what may be indented.
    fn take_tag(&mut self, tag: Tag, end: usize, holds: bool) {
        let is = |one: &Component| one.name == tag.name;
        if tag.closes {
            if let Some(found) = self.components.iter().rposition(is) {
                self.components.truncate(found);
            }
        } else if !tag.empty
            && holds
            && self.components.len() < COMPONENTS_INDENTED
            && self.text[self.line.start..self.at].trim().is_empty()
        {
            let column = self.line.prefix.chars().count() + self.stripped;
            self.components.push(Component { name: tag.name.clone(), column, indent: None });
        }
        self.piece(end, PieceKind::Tag(tag));
    }

    /// A comment, a drawing or another element whose content is not text; other markup is looked into.
    fn angle(&mut self) {
        const OPAQUE: [&str; 6] = ["</pre", "</code", "</script", "</style", "</textarea", "</svg"];
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            let inside = self.at + 4;
            let end = self.ahead.find("-->", inside).map_or(inside, |end| end + 3);
            match self.stands_before_definition(end - self.at) {
                true => self.piece(end, PieceKind::Nothing),
                false => self.at = end,
            }
            return;
        }
        if self.is_destination() {
            self.at += 1;
            return;
        }
        if self.component() {
            return;
        }
        if let Some(length) = self.placeholder() {
            return self.piece(self.at + length, PieceKind::Words(rest[..length].to_owned()));
        }
        let name = rest[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let opaque = OPAQUE.iter().find(|close| close[2..].eq_ignore_ascii_case(name));
        match opaque.and_then(|close| self.ahead.find_tag(close, self.at)) {
            Some(close) if name.eq_ignore_ascii_case("svg") => {
                let end = self.text[close..].find('>').map_or(self.text.len(), |at| close + at + 1);
                self.piece(end, PieceKind::Drawing(self.text[self.at..end].to_owned()));
            }
            Some(close) => self.verbatim(close),
            None => self.at += 1,
        }
    }

    /// Whether an angle bracket here begins the address of a link, an image or a definition of one (CommonMark, link
    /// destination).
    fn is_destination(&self) -> bool {
        let before = self.text[self.line.start.min(self.at)..self.at].trim_end_matches([' ', '\t']);
        before.ends_with("](") || before.ends_with("]:") && before.trim_start().starts_with('[')
    }

    /// Whether a comment of this many bytes stands alone between a definition and its term, or the definition before it.
    fn stands_before_definition(&self, length: usize) -> bool {
        let rest = &self.text[(self.at + length).min(self.text.len())..];
        let after = rest.trim_start_matches([' ', '\t']);
        let leads = self.text[self.line.start.min(self.at)..self.at].trim().is_empty();
        let next = after.trim_start();
        self.place.dialect.has_extensions()
            && leads
            && (self.before.definition > 0 || self.before.term.is_some())
            && after.starts_with(['\n', '\r'])
            && next.strip_prefix([':', '~']).is_some_and(|next| next.starts_with([' ', '\t']))
    }

    /// The length of words between angle brackets that are no tag, though Markdown takes them for one: `<your name>`, when
    /// HTML has no such element and nothing closes it.
    fn placeholder(&mut self) -> Option<usize> {
        if !self.place.dialect.has_tables() {
            return None;
        }
        let inside = self.text[self.at + 1..].split(['>', '\n', '<']).next()?;
        let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let name =
            inside.split(' ').next().filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let length = inside.len() + 2;
        if !self.text[self.at..].get(..length)?.ends_with('>')
            || !inside.split(' ').all(is_word)
            || html::is_element(&name.to_ascii_lowercase())
        {
            return None;
        }
        let text = self.text;
        let closed = self.closed_elements.get_or_insert_with(|| {
            let names = text.match_indices("</").map(|(at, _)| {
                let rest = &text[at + 2..];
                &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len())]
            });
            names.collect()
        });
        (!closed.contains(name)).then_some(length)
    }

    fn verbatim_line(&mut self, end: usize) {
        let blank = self.text[self.at..end].trim().is_empty();
        self.line = Line { start: self.at, end, ..Line::default() };
        self.verbatim(self.after(end));
        self.code_may_start |= blank;
    }

    /// Passes over text up to `end` in which only `raw` tags mean something.
    fn verbatim(&mut self, end: usize) {
        while let Some(found) = self.text[self.at..end].find("{%") {
            self.at += found;
            match tag::read(self.text, self.at) {
                Some((tag, after)) if is_raw(&tag.name) && after <= end && self.raw_pairs(&tag, after) => {
                    self.raw_tag(after, !tag.closes);
                }
                _ => self.at += 2,
            }
        }
        self.at = end;
    }

    fn raw_pairs(&mut self, tag: &Tag, after: usize) -> bool {
        if tag.closes {
            return self.raw;
        }
        let end = if tag.name == "verbatim" { "endverbatim" } else { "endraw" };
        !self.raw && self.ahead.find(end, after).is_some()
    }

    /// A `raw` tag vanishes, with its whole line when nothing else stands there.
    fn raw_tag(&mut self, end: usize, raw: bool) {
        self.raw = raw;
        // A line may have very many of them.
        let line_end = if end <= self.line.end { self.line.end } else { self.end_of_line(end) };
        let alone = self.text[self.line.start..self.at].trim().is_empty()
            && self.text[end..line_end].trim().is_empty();
        let whole = alone && self.fence.is_some();
        if whole {
            self.at = self.line.start;
        }
        self.piece(if whole { self.after(line_end) } else { end }, PieceKind::Nothing);
    }

    fn piece(&mut self, end: usize, kind: PieceKind) {
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
    fn is_blank_after(&self, end: usize) -> bool {
        let next = self.after(end);
        self.text[next..self.end_of_line(next)].chars().all(|c| c.is_whitespace() || c == '>')
    }

    fn end_of_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |found| at + found)
    }

    /// The byte after the line feed at `end`.
    fn after(&self, end: usize) -> usize {
        (end + 1).min(self.text.len())
    }
}

/// The names in a text that begin with an `@` and that an address is given to: `[@user]: https://…`.
fn at_names(text: &str) -> HashSet<&str> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix('['));
    lines
        .filter_map(|line| line.split_once("]:"))
        .map(|(name, _)| name)
        .filter(|name| name.starts_with('@'))
        .collect()
}

/// The tag around such text that `rest` begins with in Handlebars, `{{{{raw}}}}`: its name, whether it closes, and its
/// length.
fn handlebars_raw(rest: &str) -> Option<(&str, bool, usize)> {
    let inside = rest.strip_prefix("{{{{")?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let ends = length > 0 && name[length..].starts_with("}}}}");
    let closes = name.len() < inside.len();
    ends.then(|| (&name[..length], closes, 8 + usize::from(closes) + length))
}

/// The text that the template expression says which `rest` begins with, when that is a literal with marks of a template in
/// it: `{{ '{{' }}`, ``{{ `{{ x }}` }}``; and its length.
fn literal(rest: &str) -> Option<(&str, usize)> {
    let inside = rest.strip_prefix("{{")?;
    let start = inside.len() - inside.trim_start_matches([' ', '-']).len();
    let quote = inside[start..].chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let line = inside[start + 1..].split('\n').next()?;
    let length = line.find(quote)?;
    let after = &line[length + 1..];
    let spaces = after.len() - after.trim_start_matches([' ', '-']).len();
    let words = &line[..length];
    let is_template = quote == '`' || words.contains(['{', '}', '%']);
    (is_template && after[spaces..].starts_with("}}")).then_some((words, start + length + spaces + 6))
}

/// The length of the helper with which mdBook names the page in a browser's window: it shows nothing.
fn book_title(rest: &str) -> Option<usize> {
    let line = rest.strip_prefix("{{#title ")?.split('\n').next()?;
    line.find("}}").map(|at| at + 11)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a note, one a line.
    fn show(text: &str) -> Vec<String> {
        let show = |piece: Piece| match piece.kind {
            PieceKind::Tag(tag) => format!("{}{}", if tag.closes { "/" } else { "" }, tag.name),
            PieceKind::Expression(inside) => format!("={inside}"),
            PieceKind::Drawing(markup) => format!("drawing {markup}"),
            PieceKind::Math { tex, display, label } => {
                let label = label.map(|label| format!("#{label}")).unwrap_or_default();
                format!("{}{tex}{label}", if display { "$$" } else { "$" })
            }
            PieceKind::Words(words) => words,
            PieceKind::Role { name, text } => format!("{name}({text})"),
            PieceKind::Reference(reference) => format!("@{}", reference.items[0].name),
            PieceKind::Attributes(_) => "{}".to_owned(),
            PieceKind::Table(table) => format!("table of {}", table.cells.len()),
            PieceKind::Code { info, text } => format!("`{info}:{text}"),
            PieceKind::Abbreviation((short, long)) => format!("{short}={long}"),
            PieceKind::Marker(number) => format!("{number} "),
            PieceKind::Line(indent) => format!("|{indent}"),
            PieceKind::Import(name, path) => format!("{name}<{path}"),
            PieceKind::Captured(name, inside) => format!("{name}<<{}", &text[inside]),
            PieceKind::Nothing => "-".to_owned(),
        };
        let found = pieces(text, 0, Callouts::built_in(), Place::default(), None);
        found.pieces.into_iter().map(show).collect()
    }

    #[test]
    fn tags_are_found_wherever_they_stand() {
        assert_eq!(show("{% a %}x{% enda %}\n- {% b %}\n  > c {% d %}\n"), ["a", "/a", "b", "d"]);
        assert_eq!(show("a {{< b >}} {{ title }} [x]({{ '/y' | url }})"), ["b", "=title", "='/y' | url"]);
    }

    #[test]
    fn code_is_literal() {
        for code in [
            "```\n{% a %}\n```",
            "~~~~\n{% a %}\n~~~\n$x$\n~~~~",
            "> ```\n> {% a %}\n> ```",
            "- x\n\n  ```\n  {% a %}\n  ```",
            "`{% a %}` and ``{% `a %}``",
            "text\n\n    {% a %}\n\n    $x$\n",
            "<pre>\n{% a %}\n\n$x$</pre>",
            "<!-- {% a %}\n\n$x$ -->",
        ] {
            assert!(show(code).is_empty(), "{code}: {:?}", show(code));
        }
        assert_eq!(show("- a\n\n    {% b %}\n\n```\n{% c %}\n```\n{% d %}"), ["b", "d"]);
        assert_eq!(show("> ```\n{% a %}"), ["a"]);
        assert_eq!(show("`a {% b %}"), ["b"]);
        assert_eq!(show("text\n    {% b %}"), ["b"]);
    }

    #[test]
    fn a_definition_may_hold_a_quotation() {
        for definition in [": > words", ":   > words", ": - > words"] {
            assert!(show(&format!("term\n\n{definition}\n")).is_empty(), "{definition}");
        }
    }

    #[test]
    fn a_definition_may_hold_empty_containers() {
        for definition in [": > ", ": >", ": - > ", "~   > > "] {
            assert!(show(&format!("term\n\n{definition}")).is_empty(), "{definition}");
            assert_eq!(show(&format!("term\n\n{definition}\n\n{{% a %}}")), ["a"], "{definition}");
        }
    }

    #[test]
    fn drawings_are_taken_whole() {
        assert_eq!(show("a <svg>\n\n    $x$</svg > b"), ["drawing <svg>\n\n    $x$</svg >"]);
        assert!(show("`<svg></svg>` <!-- <svg></svg> --> <svg>").is_empty());
    }

    #[test]
    fn bars_in_the_code_of_a_table_end_no_cell() {
        assert_eq!(show("| `a|b` | ``c|`|d`` | e\\|`f\\|é` |"), ["|", "|", "|"]);
        assert_eq!(show("`a|b` | `c"), Vec::<String>::new());
    }

    #[test]
    fn raw_vanishes_and_keeps_its_inside() {
        assert_eq!(show("{% raw %}{{ a }} {% b %}{% endraw %}{% c %}"), ["-", "-", "c"]);
        assert_eq!(show("{% raw %}\n```\n{% a %}\n```\n{% endraw %}\n{% b %}"), ["-", "-", "b"]);
        assert_eq!(show("```\n{% raw %}\n{% a %}\n{% endraw %}\n```\n{% b %}"), ["-", "-", "b"]);
        assert_eq!(show("`{% raw %}` alone"), Vec::<String>::new());
        assert_eq!(show("{% verbatim %}{{ a }}{% endverbatim %}{% c %}"), ["-", "-", "c"]);
        assert_eq!(show("{{{{raw}}}}{{a}}{{{{/raw}}}}{{c}}"), ["-", "-", "=c"]);
        assert_eq!(show("{{ '{{' }}a}} {{ `{{ b }}` }} {{\"{%\"}}"), ["{{", "{{ b }}", "{%"]);
    }

    #[test]
    fn template_comments_vanish_but_attributes_and_formulas_stay() {
        assert_eq!(show("{# a {% b %} #} {% c %}"), ["-", "c"]);
        assert_eq!(show("# T {#id} and {#id2}"), Vec::<String>::new());
        assert_eq!(show("{{x}} ${{a}}$ ${{\\rm b}}$"), ["=x", "${{a}}", "${{\\rm b}}"]);
    }

    #[test]
    fn code_between_tags_is_code() {
        assert_eq!(
            show("{% highlight python %}\n{{ a }}\n  $b$\n{% endhighlight %}"),
            ["`python:{{ a }}\n  $b$"]
        );
        assert_eq!(
            show("{{< highlight go \"linenos=table\" >}}a{{< /highlight >}} b"),
            ["`go linenos=table:a"]
        );
        assert_eq!(show("- x\n\n  {% highlight js %}\n  a\n    b\n  {% endhighlight %}"), ["`js:a\n  b"]);
        assert_eq!(
            show("{{< code-toggle config=a />}} # b {{< code-toggle >}}c{{< /code-toggle >}}"),
            ["code-toggle", "`yaml:c"]
        );
        assert_eq!(show("{{< katex >}} a {{< katex >}}b{{< /katex >}}"), ["katex", "$b"]);
        assert_eq!(
            show("{{< code-toggle file=hugo >}}\n[[a]]\n{{< /code-toggle >}}"),
            ["`toml title=\"hugo.toml\":[[a]]"]
        );
        assert_eq!(
            show("{{< code-toggle file=content/a.md fm=true >}}\na = 'b: c'\n{{< /code-toggle >}}"),
            ["`toml title=\"content/a.md\":a = 'b: c'"]
        );
        assert_eq!(
            show(
                "{% codeblock lang:js a.js %}b{% endcodeblock %}{% codeblock c lang:d %}e{% endcodeblock %}"
            ),
            ["`js title=\"a.js\":b", "`d title=\"c\":e"]
        );
        assert_eq!(show("{% highlight js %}{% raw %}{{a}}{% endraw %}{% endhighlight %}"), ["`js:{{a}}"]);
    }

    #[test]
    fn captured_blocks_stand_where_they_are_shown_or_are_code() {
        assert_eq!(
            show("{% capture a %}*b*{% endcapture %} {{ a | markdownify }}"),
            ["a<<*b*", "=a | markdownify"]
        );
        assert_eq!(show("{% set a %}\nb \"c\"\n{% endset %}"), ["`:b \"c\""]);
        assert_eq!(show("{% css %}a { b: c }{% endcss %} {% set a = 1 %}"), ["-", "set"]);
    }

    #[test]
    fn containers_of_lines_are_tags() {
        assert_eq!(show("!!! note\n    a\n\n    $b$\nc"), ["note", "-", "-", "$b", "/note"]);
        assert_eq!(show("!!! a\n    ??? b\n        c\n    d"), ["a", "-", "b", "-", "/b", "-", "/a"]);
        assert_eq!(show("!!! a\n    ```\n    $x$\n    ```\n"), ["a", "-", "-", "-", "/a"]);
        assert_eq!(show("::::a\n:::b\n$x$\n:::\n::::\n"), ["a", "b", "$x", "/b", "/a"]);
        assert_eq!(show("```{note}\n:class: x\n$y$\n```\n"), ["note", "-", "$y", "/note"]);
        assert_eq!(show("```python\n:::a\n!!! b\n```\n"), Vec::<String>::new());
        assert_eq!(show(":::note\n"), ["note", "/note"]);
        assert_eq!(show(":::a\n"), Vec::<String>::new());
        assert_eq!(show(":::\n"), Vec::<String>::new());
    }

    #[test]
    fn formulas_are_found() {
        assert_eq!(show("a $x$ b\n\n$$\na\n\nb\n$$\n"), ["$x", "$$a\n\nb"]);
        assert_eq!(show("> $$\n> a\n> $$"), ["$$a"]);
        assert_eq!(show("| $|x|$ | b |"), ["$|x|"]);
    }
}
