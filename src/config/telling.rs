//! What a run tells, and how.

use super::book::Found;
use super::project::Project;
use crate::cli::{Cli, Color, MessageFormat};
use crate::diagnostic::levels::Levels;
use crate::diagnostic::render::Format;
use crate::diagnostic::{Code, Diagnostic};

/// What a run tells, and how.
#[derive(Debug)]
pub struct Telling {
    /// Whether a warning is a failure.
    pub strict: bool,
    /// What becomes of kinds of message.
    pub levels: Levels,
    /// How much to say.
    pub verbosity: Verbosity,
    /// The form of messages.
    pub format: Format,
    /// When they have colours.
    pub color: Color,
    /// What is said about the command line itself.
    pub warnings: Vec<Diagnostic>,
    /// What was found in the file that says the order of a book.
    pub found: Found,
}

/// How much to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// Errors, warnings, and a summary of more than one note.
    Normal,
    /// Also each output.
    Verbose,
}

impl Telling {
    /// What a command line and a project ask for; `told` is what there is to say of the command line, and `found` of the
    /// order of a book.
    pub fn new(cli: &Cli, project: &Project, told: Vec<Diagnostic>, found: Found) -> Self {
        let of = |typed: &[Code], own: &Option<Vec<Code>>| {
            typed.iter().chain(own.iter().flatten()).copied().collect()
        };
        let levels = Levels {
            allow: of(&cli.messages.allow, &project.keys.allow),
            deny: of(&cli.messages.deny, &project.keys.deny),
        };
        Self {
            strict: cli.messages.strict || project.keys.strict == Some(true),
            warnings: levels.apply(told),
            found: found.into_iter().map(|(source, found)| (source, levels.apply(found))).collect(),
            levels,
            verbosity: match (cli.messages.quiet, cli.messages.verbose) {
                (true, _) => Verbosity::Quiet,
                (false, false) => Verbosity::Normal,
                (false, true) => Verbosity::Verbose,
            },
            format: cli.messages.message_format.into(),
            color: cli.messages.color,
        }
    }

    /// All that is said before the first note.
    pub fn said(&self) -> impl Iterator<Item = &Diagnostic> {
        self.warnings.iter().chain(self.found.iter().flat_map(|(_, found)| found))
    }
}

impl From<MessageFormat> for Format {
    fn from(format: MessageFormat) -> Self {
        match format {
            MessageFormat::Human => Format::Human,
            MessageFormat::Short => Format::Short,
            MessageFormat::Json => Format::Json,
            MessageFormat::Sarif => Format::Sarif,
        }
    }
}
