//! The options below the line that opens a container, in the forms that programs have for them.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

use std::ops::Range;

use crate::limits;
use crate::read::syntax::scan::piece::{Line, PieceKind};
use crate::read::syntax::scan::state::Scanner;
use crate::read::syntax::scan::{block, container};

impl<'t> Scanner<'t> {
    /// Reads the options of a block of PyMdown's, whose tag is piece `block`: indented lines `key: value` right after its
    /// first.
    pub fn block_options(&mut self, block: usize) {
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

    /// Reads the properties of a component of MDC, whose tag is piece `component`: YAML between two lines `---` right
    /// after its first.
    pub fn properties(&mut self, component: usize) {
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

    /// Reads the options of a MyST directive, whose tag is piece `directive`: lines `:name: value` right after its
    /// first, or lines `name: value` between two of hyphens.
    pub fn options(&mut self, directive: usize) {
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
    pub fn closing_hyphens(&self, start: usize) -> Option<usize> {
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
    pub fn option(&mut self, directive: usize, name: &str, value: Range<usize>) {
        let text = self.text[value.clone()].trim();
        let at = value.end - self.text[value].trim_start().len();
        let quoted = ['"', '\''].iter().find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote));
        let (text, at) = quoted.map_or((text, at), |inside| (inside, at + 1));
        let own = self.vocabulary.own;
        let PieceKind::Tag(tag) = &mut self.pieces[directive].kind else { return };
        if own.get(&tag.name).is_some() {
            // What the user defines may have options of any name.
            tag.arguments.push(container::argument(name, text, at));
        }
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
}
