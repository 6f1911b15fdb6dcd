//! What stands in a line of text and is no tag: formulas, citations, commands, code.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

use std::borrow::Cow;
use std::collections::HashSet;

use crate::ir::reference::{Form, Reference};
use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, NeverClosed, PieceKind};
use crate::read::syntax::scan::state::Scanner;
use crate::read::syntax::scan::text::run;
use crate::read::syntax::scan::{container, jsx, pandoc};
use crate::read::syntax::{citation, tex};
use crate::{latex as formula, limits};

impl<'t> Scanner<'t> {
    /// A run of stars or underscores. A single `+` or `=` beside it is a sign like others, but comrak looks through the
    /// characters of which two are a mark of its own.
    pub fn stars(&mut self) {
        let length = run(self.text, self.at, self.text.as_bytes()[self.at]);
        let end = self.at + length;
        let from = self.pieces.last().map_or(0, |last| last.range.end).max(self.line.start);
        let is_sign = |byte: u8| matches!(byte, b'+' | b'=');
        let bytes = self.text.as_bytes();
        let goes_on = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let beside = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|&byte| is_sign(byte));
        let signs = beside(self.at.checked_sub(1)) || beside(Some(end));
        if signs && self.reads_any(Features::HIGHLIGHT.union(Features::INSERT)) && !self.in_address() {
            if let Some(before) = self.at.checked_sub(1).filter(|&before| before >= from)
                && is_sign(bytes[before])
                && !goes_on(bytes.get(end))
                && (before == from || bytes[before - 1] != bytes[before])
            {
                self.at = before;
                self.piece(before + 1, PieceKind::Literal(char::from(bytes[before]).to_string()));
            }
            if let Some(&sign) = bytes.get(end).filter(|&&byte| is_sign(byte))
                && bytes.get(end + 1) != Some(&sign)
                && !goes_on(self.at.checked_sub(1).and_then(|before| bytes.get(before)))
            {
                self.at = end;
                return self.piece(end + 1, PieceKind::Literal(char::from(sign).to_string()));
            }
        }
        self.at = end;
    }

    /// A caret; Markdown would look for the end of a footnote that has none.
    pub fn caret(&mut self) {
        let opens = self.reads(Features::INLINE_FOOTNOTES) && self.text[self.at + 1..].starts_with('[');
        match opens && !self.ahead.begins_footnote(self.at) {
            true => self.piece(self.at + 1, PieceKind::Literal("^".to_owned())),
            false => self.at += 1,
        }
    }

    /// A component in a line of text, or a colon.
    pub fn colon(&mut self) {
        let before = self.text[self.line.start..self.at].chars().next_back();
        let apart = before.is_none_or(|c| c.is_whitespace() || "([\"'*_>|—".contains(c));
        let found = match self.reads(Features::MDC) && apart {
            true => jsx::in_line(self.text, self.at),
            false => None,
        };
        match found {
            Some((tag, end)) => self.piece(end, PieceKind::tag(tag)),
            None => self.at += 1,
        }
    }

    /// The citation that an `@` stands in.
    pub fn citation(&mut self) {
        let from = self.pieces.last().map_or(0, |last| last.range.end).max(self.line.start);
        if self.reads_any(Features::CITATIONS.union(Features::FANCY_LISTS)) && !self.in_address() {
            if self.reads(Features::FANCY_LISTS)
                && let Some((number, end)) = self.example()
            {
                // Its number is a word like another.
                return self
                    .piece(end, PieceKind::Role { name: "text".to_owned(), text: number.to_string() });
            }
            let cites = self.reads(Features::CITATIONS);
            let links = &mut self.link_names;
            let text = self.text;
            let is_link = |name: &str| links.get_or_insert_with(|| at_names(text)).contains(name);
            if cites && let Some((reference, range)) = citation::read(self.text, from, self.at, is_link) {
                self.at = range.start;
                return self.piece(range.end, PieceKind::Reference(reference));
            }
        }
        self.at += 1;
    }

    /// The number of the example whose name in parentheses an `@` begins, and the byte after the name.
    pub fn example(&mut self) -> Option<(u32, usize)> {
        let name = &self.text[self.at + 1..];
        let length = name.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))?;
        if !self.text[..self.at].ends_with('(') || !name[length..].starts_with(')') {
            return None;
        }
        let text = self.text;
        let known = self.named_examples.get_or_insert_with(|| pandoc::examples(text));
        Some((*known.get(&name[..length])?, self.at + 1 + length))
    }

    pub fn backslash(&mut self) {
        let rest = &self.text[self.at + 1..];
        let (formulas, latex) = (self.reads(Features::MATH), self.reads(Features::LATEX));
        match rest.chars().next() {
            Some('(' | '[') if formulas => self.formula(2),
            // kramdown's formula in a line of text.
            Some('$') if rest.starts_with("$$") && self.reads(Features::ESCAPED_MATH) => self.formula(2),
            Some('\\') if self.tabular(2) => {}
            // What Markdown makes `\\(` and `\\[` of.
            Some('\\') if formulas && rest[1..].starts_with(['(', '[']) => self.formula(2),
            Some('\n') | None => self.at += 1,
            // bookdown's own command.
            Some('@') if latex && let Some((label, length)) = tex::bookdown_reference(rest) => {
                let kind = PieceKind::Reference(Reference::to(label, Form::Number));
                self.piece(self.at + 1 + length, kind);
            }
            Some(c) if (formulas || latex) && c.is_ascii_alphabetic() => self.command(rest),
            Some(c) => self.at += 1 + c.len_utf8(),
        }
    }

    /// A command of LaTeX's outside of any formula, whose name `rest` begins with.
    pub fn command(&mut self, rest: &str) {
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
        let (formulas, latex) = (self.reads(Features::MATH), self.reads(Features::LATEX));
        if formulas && name == "begin" && tex::is_environment(&rest[name.len()..]) {
            return self.formula(2);
        }
        if latex
            && matches!(name, "newpage" | "pagebreak" | "clearpage" | "cleardoublepage" | "eject")
            && let Some(length) = tex::argument_of_page_break(&rest[name.len()..])
            && self.is_alone(1 + name.len() + length)
        {
            let tag = container::page_break();
            return self.piece(self.at + 1 + name.len() + length, PieceKind::tag(tag));
        }
        if latex && self.latex(name, &rest[name.len()..]) {
            return;
        }
        if latex && let Some((reference, length)) = tex::reference(name, &rest[name.len()..]) {
            return self.piece(self.at + 1 + name.len() + length, PieceKind::Reference(reference));
        }
        // Definitions on lines of their own hold for the formulas after them.
        if formulas && formula::defines(name) && self.text[self.line.start..self.at].trim().is_empty() {
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
    pub fn is_alone(&self, length: usize) -> bool {
        let end = self.at + length;
        self.text[self.line.start..self.at].trim().is_empty()
            && self.text[end..self.line.end.max(end)].trim().is_empty()
    }

    /// Whether what stands before is the start of an address, in which a `$` is nothing special.
    pub fn in_address(&self) -> bool {
        let start = self.text.ceil_char_boundary(self.at.saturating_sub(200).max(self.line.start));
        let word = self.text[start..self.at].rsplit(|c: char| c.is_whitespace() || "<>()".contains(c)).next();
        word.is_some_and(|word| word.starts_with("http://") || word.starts_with("https://"))
    }

    /// A formula, or `otherwise` bytes of text.
    pub fn formula(&mut self, otherwise: usize) {
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
    pub fn is_in_line(&self, end: usize) -> bool {
        let alone = || {
            let near = &self.text[end..self.text.floor_char_boundary(end + limits::BESIDE_FORMULA)];
            let before = self.text[self.line.start..self.at].trim_start();
            let before =
                &before[before.ceil_char_boundary(before.len().saturating_sub(limits::BESIDE_FORMULA))..];
            tex::leads(before) && tex::leads(near.split('\n').next().unwrap_or_default())
        };
        self.reads(Features::MATH_IN_TEXT)
            && self.text[self.at..].starts_with("$$")
            && !self.text[self.at..end].contains('\n')
            && !alone()
    }

    /// A code span (CommonMark 0.31 §6.1), or backticks that open none.
    pub fn code_span(&mut self) {
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
    pub fn bars(&mut self, end: usize) {
        while self.line.flat
            && let Some(found) = self.text[self.at..end].find('|')
        {
            let bar = self.at + found;
            if self.text[..bar].ends_with('\\') {
                self.verbatim(bar + 1);
            } else {
                self.verbatim(bar);
                self.piece(bar + 1, PieceKind::Literal("|".to_owned()));
            }
        }
    }
}

/// The names in a text that begin with an `@` and that an address is given to: `[@user]: https://…`.
pub fn at_names(text: &str) -> HashSet<&str> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix('['));
    lines
        .filter_map(|line| line.split_once("]:"))
        .map(|(name, _)| name)
        .filter(|name| name.starts_with('@'))
        .collect()
}
