//! Messages about a note, for the page.

use serde::Serialize;

use crate::batch::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// A message, with its place in a file as people count it.
#[derive(Debug, Serialize)]
pub struct Message {
    severity: &'static str,
    code: &'static str,
    message: String,
    hints: Vec<String>,
    file: String,
    /// From 1; none when it concerns all of the file.
    line: Option<usize>,
    column: Option<usize>,
}

/// The messages of a report, in reading order.
pub fn of(report: &Report) -> Vec<Message> {
    report.diagnostics.iter().map(|diagnostic| message(diagnostic, &report.source)).collect()
}

fn message(diagnostic: &Diagnostic, source: &Source) -> Message {
    let place = diagnostic.span.map(|span| source.location(span.start as usize));
    Message {
        severity: match diagnostic.severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        code: diagnostic.code.as_str(),
        message: diagnostic.message.clone(),
        hints: diagnostic.hints.clone(),
        file: source.name().to_owned(),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
    }
}
