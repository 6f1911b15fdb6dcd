//! Options that keep the program running while somebody writes.

use clap::Args;

/// What goes on while somebody writes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "While you write")]
pub struct Live {
    /// Go on: make again what changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["list", "shard"])]
    pub watch: bool,

    /// Show the note, or the notes of a folder, in the browser, and again whenever you save
    ///
    /// As a page, as PDF and as EPUB, with what is wrong and where. Nothing is written, and only this machine can see it.
    #[arg(long, conflicts_with_all = ["watch", "list", "check", "shard", "book", "deps", "output", "to"])]
    pub preview: bool,

    /// Start the browser
    #[arg(long, requires = "preview", hide_short_help = true)]
    pub open: bool,

    /// The port of the preview [default: one that is free]
    #[arg(long, requires = "preview", value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..), hide_short_help = true)]
    pub port: Option<u16>,

    /// Look at the files twice a second, where the system does not tell of changes
    ///
    /// Folders on a network are looked at without it.
    #[arg(long, hide_short_help = true)]
    pub poll: bool,
}
