//! What a run did, in numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::outcome::{Outcome, State};
use crate::config::Job;
use crate::diagnostic::render::Format;
use crate::format as output;
use crate::{json, limits, signals};

/// The outputs in one format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// How many were written.
    pub files: usize,
    /// Their size in bytes, without what lies beside them.
    pub bytes: u64,
}

/// How many notes of a run ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Notes whose outputs were made.
    pub made: usize,
    /// Notes whose outputs were up to date.
    pub up_to_date: usize,
    /// Notes that could not be made.
    pub failed: usize,
    /// The outputs that were written, by the places of their formats in [`output::Format::ALL`].
    pub written: [Written; output::Format::ALL.len()],
    /// Files of earlier runs that were removed.
    pub removed: usize,
    /// Notes that were not begun after a failure.
    pub left_out: usize,
    /// Warnings about all notes, those about notes that are up to date included.
    pub warnings: usize,
}

impl Summary {
    /// Counts one more job. A list of notes is none itself: it counts where it fails.
    pub fn add(&mut self, job: &Job, outcome: &Outcome, strict: bool) {
        self.warnings += outcome.warnings();
        for (format, bytes) in &outcome.sizes {
            let place = output::Format::ALL.iter().position(|own| own == format);
            if let Some(written) = place.and_then(|place| self.written.get_mut(place)) {
                written.files += 1;
                written.bytes += bytes;
            }
        }
        match outcome.state {
            _ if outcome.failed(strict) => self.failed += 1,
            _ if job.is_list => {}
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
            return json::sorted(serde_json::json!({ "summary": self.json() })).to_string() + "\n";
        }
        format!("{}convert: {}\n", self.outputs(), self.counts(checked))
    }

    /// The numbers for programs; outputs by the endings of their formats.
    fn json(&self) -> serde_json::Value {
        let formats = output::Format::ALL.iter().zip(self.written).filter(|(_, written)| written.files > 0);
        let written: BTreeMap<&str, Written> =
            formats.map(|(format, written)| (format.extension(), written)).collect();
        let mut all = serde_json::json!(self);
        if let Some(own) = all.get_mut("written") {
            *own = serde_json::json!(written);
        }
        all
    }

    /// How many outputs of each format were written, if any were.
    fn outputs(&self) -> String {
        let all = output::Format::ALL.iter().zip(self.written).filter(|(_, written)| written.files > 0);
        let counts = all.map(|(format, written)| format!("{} {}", written.files, format.extension()));
        let counts: Vec<String> = counts.collect();
        let bytes = self.written.iter().map(|written| written.bytes).sum();
        if counts.is_empty() {
            String::new()
        } else {
            format!("convert: wrote {} ({})\n", counts.join(", "), size(bytes))
        }
    }

    fn counts(&self, checked: bool) -> String {
        let parts = [
            (true, format!("{} {}", self.made, if checked { "checked" } else { "made" })),
            (!checked, format!("{} up to date", self.up_to_date)),
            (true, format!("{} failed", self.failed)),
            (self.removed > 0, format!("{} removed", self.removed)),
            (self.left_out > 0, format!("{} left out", self.left_out)),
            (true, format!("{} warning{}", self.warnings, if self.warnings == 1 { "" } else { "s" })),
        ];
        let parts: Vec<String> =
            parts.into_iter().filter(|(shown, _)| *shown).map(|(_, text)| text).collect();
        parts.join(", ")
    }
}

/// A number of bytes for people, in decimal units (SI).
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
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
            let value =
                serde_json::json!({ "stopped": signal, "summary": self.summary.json(), "not_made": left });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_that_people_read() {
        let shown = [999, 1_000, 91_400, 999_001, 2_140_000].map(size);
        assert_eq!(shown, ["999 bytes", "1 kB", "92 kB", "1000 kB", "2.1 MB"]);
    }
}
