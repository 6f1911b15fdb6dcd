//! What a run did, in numbers.

use serde::{Deserialize, Serialize};

use super::outcome::{Outcome, State};
use crate::config::Job;
use crate::diagnostic::render::Format;
use crate::{json, limits, signals};

/// How many notes of a run ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Notes whose outputs were made.
    pub made: usize,
    /// Notes whose outputs were up to date.
    pub up_to_date: usize,
    /// Notes that could not be made.
    pub failed: usize,
    /// Notes that were not begun after a failure.
    pub left_out: usize,
    /// Warnings about all notes, those about notes that are up to date included.
    pub warnings: usize,
}

impl Summary {
    /// Counts one more note.
    pub fn add(&mut self, outcome: &Outcome, strict: bool) {
        self.warnings += outcome.warnings();
        match outcome.state {
            _ if outcome.failed(strict) => self.failed += 1,
            State::Made => self.made += 1,
            State::Current(_) => self.up_to_date += 1,
            State::Failed | State::Refused => self.failed += 1,
        }
    }

    /// One line that says it, of a run that wrote its outputs or only `checked` the notes.
    pub fn text(&self, format: Format, checked: bool) -> String {
        if format == Format::Sarif {
            return String::new();
        }
        if format == Format::Json {
            return json::sorted(serde_json::json!({ "summary": self })).to_string() + "\n";
        }
        format!("convert: {}\n", self.counts(checked))
    }

    fn counts(&self, checked: bool) -> String {
        let parts = [
            (true, format!("{} {}", self.made, if checked { "checked" } else { "made" })),
            (!checked, format!("{} up to date", self.up_to_date)),
            (true, format!("{} failed", self.failed)),
            (self.left_out > 0, format!("{} left out", self.left_out)),
            (true, format!("{} warning{}", self.warnings, if self.warnings == 1 { "" } else { "s" })),
        ];
        let parts: Vec<String> =
            parts.into_iter().filter(|(shown, _)| *shown).map(|(_, text)| text).collect();
        parts.join(", ")
    }
}

/// Where a run is stopped.
pub struct Stopped<'a> {
    /// The number of the signal.
    pub signal: i32,
    /// What the run did so far.
    pub summary: Summary,
    /// The notes that were not made.
    pub left: Vec<&'a Job>,
}

impl Stopped<'_> {
    /// What the run did and what it did not.
    pub fn text(&self, format: Format) -> String {
        let (signal, left) = (signals::name(self.signal), self.left.iter().map(|job| job.input.name()));
        if format == Format::Sarif {
            return String::new();
        }
        if format == Format::Json {
            let left: Vec<String> = left.collect();
            let value = serde_json::json!({ "stopped": signal, "summary": self.summary, "not_made": left });
            return json::sorted(value).to_string() + "\n";
        }
        let names: Vec<String> =
            left.take(limits::NAMES_TOLD).map(|name| name.replace(char::is_control, "\u{FFFD}")).collect();
        let more = self.left.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!(
            "convert: stopped by {signal}: {}\nconvert: not made: {}{more}\n",
            self.summary.counts(false),
            names.join(", ")
        )
    }
}
