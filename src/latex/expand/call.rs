//! A command where it is used, with what follows it, and the macro that it may be.

#![expect(clippy::string_slice, reason = "offsets are of `#` and of units that were found in the same text")]

use super::super::error::FormulaError;
use super::super::traced::{Scanner, Traced};
use super::pattern::{Macro, delimited};

/// A command where it is used.
pub(super) struct Call<'a, 's> {
    pub(super) name: &'a str,
    pub(super) start: usize,
    pub(super) input: &'a Traced,
    pub(super) scanner: &'s mut Scanner<'a>,
}

impl Call<'_, '_> {
    pub(super) fn origin(&self) -> usize {
        self.input.origin(self.start)
    }

    pub(super) fn argument(&mut self) -> Result<Traced, FormulaError> {
        self.scanner.argument().ok_or_else(|| self.error("needs an argument"))
    }

    /// All that is left, which then has been read.
    pub(super) fn rest(&mut self) -> Traced {
        let rest = self.scanner.rest();
        self.scanner.eat(rest);
        self.input.part(self.input.as_str().len() - rest.len()..self.input.as_str().len())
    }

    /// Goes past a length (`2pt`, `-.5\baselineskip`), which stands without braces.
    pub(super) fn dimension(&mut self) {
        self.scanner.skip_spaces();
        let number = |found: char| found.is_ascii_digit() || "+-., ".contains(found);
        let rest = self.scanner.rest();
        let unit = rest.trim_start_matches(number);
        let letters = unit.strip_prefix('\\').unwrap_or(unit);
        let command = unit.len() - letters.len();
        let length = letters.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = command + if command == 0 { length.min(2) } else { length };
        self.scanner.eat(&rest[..rest.len() - unit.len() + length]);
    }

    /// A text between two others.
    pub(super) fn wrapped(&self, open: &str, body: &Traced, close: &str) -> Traced {
        let mut out = made_of(open, self.origin());
        out.push_traced(body);
        out.push(close, self.origin());
        out
    }

    pub(super) fn error(&self, what: &str) -> FormulaError {
        let range = self.input.origins(self.start..self.start + 1 + self.name.len());
        FormulaError { message: format!("`\\{}` {what}", self.name), range }
    }

    /// The macro's definition with the arguments that follow.
    pub(super) fn expand(&mut self, known: &Macro) -> Result<Traced, FormulaError> {
        let mut arguments = Vec::with_capacity(known.arguments());
        if let Some(before) = known.pattern.first().filter(|before| !before.is_empty()) {
            self.scanner.skip_spaces();
            if !self.scanner.eat(before) {
                return Err(self.error("is not used as it is defined"));
            }
        }
        for (index, after) in known.pattern.iter().skip(1).enumerate() {
            let default = known.default.as_ref().filter(|_| index == 0);
            arguments.push(match default {
                Some(default) => self.scanner.optional().unwrap_or_else(|| made_of(default, self.origin())),
                None if after.is_empty() => self.argument()?,
                None => delimited(self.scanner, self.input, after)
                    .ok_or_else(|| self.error("is not used as it is defined"))?,
            });
        }
        let mut out = Traced::default();
        let mut rest = known.body.as_str();
        while let Some(at) = rest.find('#') {
            out = joined(out, &made_of(&rest[..at], self.origin()));
            let number = rest[at + 1..].chars().next().and_then(|found| found.to_digit(10));
            match number.and_then(|number| arguments.get((number as usize).wrapping_sub(1))) {
                Some(argument) => {
                    out = joined(out, argument);
                    rest = &rest[at + 2..];
                }
                None => {
                    out.push("#", self.origin());
                    rest = &rest[at + 1..];
                }
            }
        }
        Ok(joined(out, &made_of(rest, self.origin())))
    }
}

pub(super) fn made_of(text: &str, at: usize) -> Traced {
    let mut made = Traced::default();
    made.push(text, at);
    made
}

/// Both texts, with a space where a command would otherwise swallow the letter after it.
pub(super) fn joined(mut first: Traced, second: &Traced) -> Traced {
    let letters = first.as_str().trim_end_matches(|found: char| found.is_ascii_alphabetic());
    let ends_in_command = letters.len() < first.as_str().len() && letters.ends_with('\\');
    if ends_in_command && second.as_str().starts_with(|found: char| found.is_ascii_alphabetic()) {
        first.push(" ", second.origin(0));
    }
    first.push_traced(second);
    first
}
