//! Containers that lines open and close: admonitions, fenced divisions, directives, components of MDC, blocks of PyMdown.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

use crate::diagnostic::{Code, Diagnostic};
use crate::read::syntax::names::{Body, Written};
use crate::read::syntax::scan::container::{self, End, Open};
use crate::read::syntax::scan::line::Prefix;
use crate::read::syntax::scan::piece::{Line, Piece, PieceKind};
use crate::read::syntax::scan::state::Scanner;
use crate::read::syntax::scan::text::last_line;
use crate::read::syntax::scan::{block, code, diagram, jsx};
use crate::read::syntax::tag::Tag;
use crate::source::Span;

impl<'t> Scanner<'t> {
    /// Opens or closes the container that a line's own text (bytes `start..end`) is a mark of, if it is one.
    pub fn container(&mut self, prefix: &Prefix, start: usize, end: usize) -> bool {
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
                    if self.vocabulary.body(&tag.name, Written::DIVISION).is_some_and(Body::is_verbatim)
                        && content[run..].trim_start().starts_with('{')
                        && tag.attributes.is_empty() =>
                {
                    return self.code_division(prefix, start, end, colons);
                }
                // `::: package.module` of mkdocstrings, or a division that is never closed.
                Some((_, Some(tag)))
                    if !self.vocabulary.is_callout(&tag.name)
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
                if let Some((name, tag)) = container::gate(self.text, start + run, end, self.vocabulary) {
                    return self.gate(prefix, start, end, &name, tag);
                }
                let Some(tag) = container::fence(self.text, start + run, end, self.vocabulary) else {
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
    pub fn count(&mut self, end: End, opened: bool) {
        let number = match end {
            End::Indent(_) => &mut self.indented,
            End::Component(_) => &mut self.mdc,
            End::Colons(_) | End::Fence(..) | End::Slashes(_) | End::Gate => return,
        };
        *number = if opened { *number + 1 } else { *number - 1 };
    }

    /// Whether a component of MDC is open.
    pub fn in_mdc(&self) -> bool {
        self.mdc > 0
    }

    /// Whether a later line than the one that ends at byte `end` closes a division.
    pub fn may_be_closed(&mut self, end: usize) -> bool {
        let text = self.text;
        let closes = |line: &str| {
            let line = line.trim_matches([' ', '\t', '\r', '>']);
            line.len() >= 3 && line.bytes().all(|byte| byte == b':')
        };
        self.last_division.get_or_insert_with(|| last_line(text, closes)).is_some_and(|last| last > end)
    }

    /// Whether a later line than the one that ends at byte `end` is one of so many slashes.
    pub fn is_closed_by(&mut self, slashes: usize, end: usize) -> bool {
        let text = self.text;
        let last = self.last_slashes.entry(slashes).or_insert_with(|| {
            last_line(text, |line| {
                let line = line.trim_matches([' ', '\t', '\r', '>']);
                line.len() == slashes && line.bytes().all(|byte| byte == b'/')
            })
        });
        last.is_some_and(|last| last > end)
    }

    /// Whether a line that ends at byte `end` may open a component of MDC: some later line must close it.
    pub fn may_be_mdc(&mut self, end: usize) -> bool {
        if !self.place.dialect.has_components() {
            return false;
        }
        let text = self.text;
        let closes = |line: &str| line.trim() == "::";
        self.last_colons.get_or_insert_with(|| last_line(text, closes)).is_some_and(|last| last > end)
    }

    /// Takes the directive without content that opens or closes a callout (Sphinx-exercise, "gated directives"): its
    /// options are read, and the line that ends it goes with it.
    pub fn gate(&mut self, prefix: &Prefix, start: usize, end: usize, name: &str, tag: Option<Tag>) -> bool {
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
    pub fn autodoc_heading(&mut self, end: usize) {
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
    pub fn autodoc(&mut self, prefix: &Prefix, start: usize, end: usize) -> bool {
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
    pub fn code_division(&mut self, prefix: &Prefix, start: usize, end: usize, colons: usize) -> bool {
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

    /// Closes the container `found` and those in it with the line that says so.
    pub fn close_with_line(
        &mut self,
        found: Option<usize>,
        prefix: &Prefix,
        start: usize,
        end: usize,
    ) -> bool {
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
    pub fn tell_open_containers(&mut self) {
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
    pub fn close_containers(&mut self, first: usize) {
        for (open, prefix) in self.containers.split_off(first).into_iter().rev() {
            self.count(open.end, false);
            let line = Line { prefix, start: self.at, end: self.at, flat: false, html: self.html };
            let kind = PieceKind::Tag(container::closing(&open));
            self.pieces.push(Piece { range: self.at..self.at, kind, line });
            (self.html, self.fence) = (false, None);
        }
    }
}
