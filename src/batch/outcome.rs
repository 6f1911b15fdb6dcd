//! What came of a job.

use std::path::PathBuf;

use crate::config::Job;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::format::Format;
use crate::source::Source;

/// What came of a job.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was found, in reading order: of the note first, then of other notes that are made into the same outputs.
    pub reports: Vec<Report>,
    /// How it ended.
    pub state: State,
    /// The files that the outputs depend on, the note first; empty when that is not known.
    pub read: Vec<PathBuf>,
    /// The files that were looked for and are not there.
    pub missing: Vec<PathBuf>,
    /// The files that were written.
    pub written: Vec<PathBuf>,
    /// The sizes in bytes of the outputs among these.
    pub sizes: Vec<(Format, u64)>,
    /// What a dependency file says of the outputs, when one is wanted and that is known.
    pub rule: Option<String>,
}

/// What was found in a note.
#[derive(Debug)]
pub struct Report {
    /// The note, for messages about it; without its text when there are none.
    pub source: Source,
    /// The messages, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The messages about a note; without any its text is not kept, for a run may have to keep many outcomes until their
    /// turn.
    pub fn new(source: Source, diagnostics: Vec<Diagnostic>) -> Self {
        let source = if diagnostics.is_empty() { Source::new(source.name(), "") } else { source };
        Self { source, diagnostics }
    }
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// All outputs are there, and at least one was made.
    #[default]
    Made,
    /// All outputs were up to date, with this number of warnings when they were made.
    Current(usize),
    /// Not all outputs could be made.
    Failed,
    /// As [`State::Failed`], for an output would have replaced a file that the note is made of.
    Refused,
}

impl State {
    /// Whether nothing had to be made.
    pub fn is_current(self) -> bool {
        matches!(self, Self::Current(_))
    }
}

impl Outcome {
    /// Whether the run must tell of a failure; with `strict`, a warning is one.
    pub fn failed(&self, strict: bool) -> bool {
        matches!(self.state, State::Failed | State::Refused)
            || (strict && self.diagnostics().any(|one| one.severity >= Severity::Warning))
    }

    /// The outcome of a job that ended the process that did it, for this reason (the name of a signal).
    pub fn of_ended(job: &Job, reason: &str) -> Self {
        let cause = match reason {
            "SIGKILL" => {
                ": the system or somebody killed it, perhaps because it took too much memory or time"
            }
            "SIGXCPU" => ": it took more time than the system allows (`ulimit -t`)",
            "SIGABRT" | "SIGSEGV" | "SIGBUS" => {
                ": it needed more stack or memory than there is, or met a fault of the program"
            }
            _ => "",
        };
        let message = format!("converting this note ended the process that did it ({reason}){cause}");
        let hint = "leave parts of the note out to see which one it is, and please report it";
        Self::failed_with(job, Diagnostic::error(Code::Internal, message).hint(hint))
    }

    /// That of a job which an error kept from being done.
    pub(super) fn failed_with(job: &Job, diagnostic: Diagnostic) -> Self {
        let reports =
            vec![Report { source: Source::new(job.input.name(), ""), diagnostics: vec![diagnostic] }];
        Self { reports, state: State::Failed, read: Vec::new(), ..Self::default() }
    }

    /// All that was found.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.reports.iter().flat_map(|reports| &reports.diagnostics)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        let before = if let State::Current(warnings) = self.state { warnings } else { 0 };
        before + self.diagnostics().filter(|one| one.severity == Severity::Warning).count()
    }
}
