//! Macros that a note defines, and the commands that define them (`\newcommand`, `\def`, `\let`,
//! `\DeclareMathOperator`, `\DeclarePairedDelimiter`).

use std::cell::Cell;
use std::collections::HashMap;

use super::super::error::FormulaError;
use super::call::Call;
use super::pattern::Macro;
use crate::limits::{EXPANDED_IN_NOTE, EXPANDED_REST_IN_NOTE};

/// The commands that define others.
pub(in super::super) const DEFINING: [&str; 14] = [
    "newcommand",
    "renewcommand",
    "providecommand",
    "DeclareRobustCommand",
    "NewDocumentCommand",
    "RenewDocumentCommand",
    "def",
    "gdef",
    "edef",
    "xdef",
    "let",
    "DeclareMathOperator",
    "DeclarePairedDelimiter",
    "DeclarePairedDelimiterX",
];

/// The number of a formula, or of a row of one.
#[derive(Debug, Clone)]
pub(super) struct Number {
    /// What references to it show, without parentheses.
    pub(super) text: String,
    /// Whether the label shows it: not where a `\tag` does.
    pub(super) shown: bool,
}

/// Macros by name, and the numbers of labelled formulas: what a formula may use of the note around it.
#[derive(Debug, Clone, Default)]
pub struct Macros {
    known: HashMap<String, Macro>,
    numbers: HashMap<String, Number>,
    /// How many bytes they stood for so far.
    expanded: Cell<usize>,
    /// How many bytes of formulas stood behind them.
    behind: Cell<usize>,
}

impl Macros {
    /// Defines `name` (with or without a backslash) as `definition`, with `#1` to `#9` for arguments.
    pub fn define(&mut self, name: &str, definition: &str) {
        let used = (1..=9).rev().find(|n| definition.contains(&format!("#{n}"))).unwrap_or(0);
        self.insert(name, Macro::new(used, definition));
    }

    /// Says which number the formula (or row of one) has that is labelled `label`, and whether the label is to
    /// show it.
    pub fn set_number(&mut self, label: &str, number: &str, shown: bool) {
        self.numbers.insert(label.to_owned(), Number { text: number.to_owned(), shown });
    }

    pub(super) fn number(&self, label: &str) -> Option<&Number> {
        self.numbers.get(label.trim())
    }

    /// Takes over the macros of others, in the place of those of the same name.
    pub fn extend(&mut self, others: Macros) {
        self.known.extend(others.known);
        self.numbers.extend(others.numbers);
    }

    /// Counts what one of them stands for where it is put in, and what is left to read behind it; says whether it is
    /// too much for a note.
    pub(super) fn expand_to(&self, bytes: usize, behind: usize) -> bool {
        self.expanded.set(self.expanded.get().saturating_add(bytes + 1));
        self.behind.set(self.behind.get().saturating_add(behind));
        self.expanded.get() > EXPANDED_IN_NOTE || self.behind.get() > EXPANDED_REST_IN_NOTE
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub(super) fn insert(&mut self, name: &str, definition: Macro) {
        self.known.insert(name.trim().trim_start_matches('\\').to_owned(), definition);
    }

    pub(super) fn get(&self, name: &str) -> Option<&Macro> {
        self.known.get(name)
    }
}

/// Reads what follows a command of [`DEFINING`] into `macros`.
pub(super) fn read(call: &mut Call, macros: &mut Macros) -> Result<(), FormulaError> {
    match call.name {
        "def" | "gdef" | "edef" | "xdef" => {
            let name = call.argument()?;
            let (pattern, body) = (pattern(call), call.argument()?);
            let body = body.as_str().to_owned();
            macros.insert(name.as_str(), Macro { pattern, default: None, body });
        }
        "let" => {
            let name = call.argument()?;
            call.scanner.skip_spaces();
            call.scanner.eat("=");
            let body = call.argument()?;
            let same = macros.get(body.as_str().trim_start_matches('\\')).cloned();
            macros.insert(name.as_str(), same.unwrap_or_else(|| Macro::new(0, body.as_str())));
        }
        "DeclareMathOperator" => {
            let star = if call.scanner.eat("*") { "*" } else { "" };
            let (name, words) = (call.argument()?, call.argument()?);
            let body = format!(r"\operatorname{star}{{{}}}", words.as_str());
            macros.insert(name.as_str(), Macro::new(0, body));
        }
        "DeclarePairedDelimiter" => {
            let (name, open, close) = (call.argument()?, call.argument()?, call.argument()?);
            paired(name.as_str(), 1, [open.as_str(), close.as_str()], "#1", macros);
        }
        "DeclarePairedDelimiterX" => {
            let name = call.argument()?;
            let count = call.scanner.optional().and_then(|count| count.as_str().trim().parse().ok());
            let (open, close, body) = (call.argument()?, call.argument()?, call.argument()?);
            let body = body.as_str().replace(r"\delimsize", r"\middle");
            paired(name.as_str(), count.unwrap_or(1), [open.as_str(), close.as_str()], &body, macros);
        }
        "NewDocumentCommand" | "RenewDocumentCommand" => {
            let (name, spec, body) = (call.argument()?, call.argument()?, call.argument()?);
            let spec = spec.as_str().replace(' ', "");
            if spec.bytes().any(|kind| kind != b'm') {
                return Err(call.error("has arguments of a kind that is not known"));
            }
            macros.insert(name.as_str(), Macro::new(spec.len(), body.as_str()));
        }
        _ => {
            call.scanner.eat("*");
            let name = call.argument()?;
            let count = call.scanner.optional();
            let default = call.scanner.optional().map(|default| default.as_str().to_owned());
            let body = call.argument()?;
            let count = count.and_then(|count| count.as_str().trim().parse().ok()).unwrap_or(0);
            macros.insert(name.as_str(), Macro { default, ..Macro::new(count, body.as_str()) });
        }
    }
    Ok(())
}

/// A command in delimiters; its form with an asterisk lets them grow.
fn paired(name: &str, count: usize, [open, close]: [&str; 2], body: &str, macros: &mut Macros) {
    let fixed = body.replace(r"\middle", "");
    macros.insert(name, Macro::new(count, format!("{open} {fixed}{close} ")));
    macros.insert(&format!("{name}*"), Macro::new(count, format!(r"\left{open} {body}\right{close} ")));
}

/// What `\def` has between the name and the definition: `#1#2`, `(#1,#2)`.
#[expect(clippy::string_slice, reason = "the length is that of what was found in the same text")]
fn pattern(call: &mut Call) -> Vec<String> {
    let rest = call.scanner.rest();
    let parameters = &rest[..rest.find('{').unwrap_or(0)];
    let mut pattern = vec![String::new()];
    let mut characters = parameters.trim_end().chars();
    while let Some(found) = characters.next() {
        if found == '#' && pattern.len() < 10 {
            characters.next();
            pattern.push(String::new());
        } else if let Some(last) = pattern.last_mut() {
            last.push(found);
        }
    }
    call.scanner.eat(parameters);
    pattern
}
