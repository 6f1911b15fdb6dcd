//! A command where it is used, with what follows it, and the macro that it may be.

use super::super::FormulaError;
use super::super::traced::{Scanner, Traced};

/// A command with a definition.
#[derive(Debug, Clone)]
pub(super) struct Macro {
    pub(super) name: String,
    pub(super) arguments: usize,
    /// What the first argument is when it is not given.
    pub(super) default: Option<Traced>,
    pub(super) body: Traced,
}

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

    pub(super) fn error(&self, what: &str) -> FormulaError {
        let range = self.input.origins(self.start..self.start + 1 + self.name.len());
        FormulaError { message: format!("`\\{}` {what}", self.name), range }
    }

    /// The macro's definition with the arguments that follow.
    pub(super) fn expand(&mut self, known: &Macro) -> Result<Traced, FormulaError> {
        let mut arguments = Vec::with_capacity(known.arguments);
        for index in 0..known.arguments {
            let default = known.default.as_ref().filter(|_| index == 0);
            arguments.push(match default {
                Some(default) => self.scanner.optional().unwrap_or_else(|| default.clone()),
                None => self.argument()?,
            });
        }
        let mut out = Traced::default();
        let mut rest = known.body.as_str();
        while let Some(at) = rest.find('#') {
            let offset = known.body.as_str().len() - rest.len();
            out = joined(out, &known.body.part(offset..offset + at));
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
        let offset = known.body.as_str().len() - rest.len();
        Ok(joined(out, &known.body.part(offset..known.body.as_str().len())))
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
