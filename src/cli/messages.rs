//! Options that say what is told, and how.

use clap::{Args, ValueEnum};

use super::value::Name;
use crate::diagnostic::Code;

/// What is told, and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Messages")]
pub struct Messages {
    /// Take messages of these kinds as failures, separated by commas (`--explain` says what they mean)
    #[arg(long, value_name = "CODES", value_delimiter = ',', hide_short_help = true)]
    pub deny: Vec<Code>,

    /// Leave out messages of these kinds, separated by commas; errors are always told
    #[arg(long, value_name = "CODES", value_delimiter = ',', hide_short_help = true)]
    pub allow: Vec<Code>,

    /// Fail when there is a warning
    #[arg(long)]
    pub strict: bool,

    /// Show errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Show each output that is made or up to date, and all warnings of a kind
    #[arg(short, long)]
    pub verbose: bool,

    /// Format of messages
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = Name::<MessageFormat>::new(), hide_short_help = true)]
    pub message_format: MessageFormat,

    /// When messages have colours
    #[arg(long, alias = "colour", value_name = "WHEN", default_value = "auto", value_parser = Name::<Color>::new(), hide_short_help = true)]
    pub color: Color,
}

/// The form of messages on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people, with the line shown
    Human,
    /// One line each, as compilers print them
    Short,
    /// One JSON object a line
    Json,
    /// One SARIF document, for CI services and editors
    Sarif,
}

/// When messages have colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
