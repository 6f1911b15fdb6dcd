//! Template expressions `{{ … }}`: the small set whose value a note itself gives (its front matter, a quoted
//! text, with filters of Liquid and Nunjucks that a text can go through). Everything else stays as it is written, with a
//! warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::read::core::reader::Reader;
use crate::read::syntax::template::{BASES, evaluate};
use crate::source::Span;

impl Reader<'_> {
    /// The text of an expression: its value, or itself.
    pub fn expression(&mut self, inside: &str, span: Span) -> String {
        let given = inside.strip_prefix("include.").and_then(|name| self.note.included?.value(name));
        let value = given.map(str::to_owned).or_else(|| evaluate(inside, self.note.metadata));
        match value {
            Some(value) => self.findings.repeated(value, self.note.source.slice(span), span),
            None => self.unknown_value(span),
        }
    }

    /// As [`Reader::expression`], in an address: where the site is does not matter there.
    pub fn address_of(&mut self, inside: &str, span: Span) -> String {
        match BASES.contains(&inside.split('|').next().unwrap_or_default().trim()) {
            true => String::new(),
            false => self.expression(inside, span),
        }
    }

    /// The expression as it is written, which has no value here.
    pub fn unknown_value(&mut self, span: Span) -> String {
        let written = self.note.source.slice(span);
        let line = written.lines().next().unwrap_or_default();
        let shown = if line.len() < written.len() { format!("{line} …") } else { line.to_owned() };
        let message = format!("the template expression `{shown}` is kept as it is written");
        let hint = "only values of the front matter are known here, such as `{{ title }}`";
        self.findings.push(Diagnostic::warning(Code::UnknownExpression, message).at(span).hint(hint));
        self.note.source.slice(span).to_owned()
    }
}
