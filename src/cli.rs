//! The command line, as it is typed: clap types and their help, nothing else. What it means is settled by
//! [`crate::config`]. Each group of options has a file.

mod habits;
mod live;
mod look;
mod messages;
mod output;
mod reading;
mod run;
mod show;
mod value;

use std::path::PathBuf;

use clap::Parser;

pub use habits::Habits;
pub use live::Live;
pub use look::Look;
pub use messages::{Color, MessageFormat, Messages};
pub use output::{Outputs, Split, Target};
pub use reading::Reading;
pub use run::{Run, Shard};
pub use show::{BuiltIn, Generated, Listing, Show};

/// Makes documents of Markdown notes: PDF, EPUB and HTML.
#[derive(Debug, Clone, Parser)]
#[command(name = "convert", about, max_term_width = 100, disable_version_flag = true)]
#[command(after_help = "\
Examples:
  convert note.md                        write note.pdf beside the note
  convert note.md --to pdf,epub,html     three files
  convert notes/ --to html -o site/      every note below, again only when something changed
  convert note.md --watch                again whenever you save
More with `--help`.")]
#[command(after_long_help = "\
Examples:
  convert note.md --to pdf               write note.pdf beside the note
  convert note.md --to pdf,epub,html     three files
  convert note.md -o report.pdf          the format follows from the name
  convert note.md report.pdf             the same, when no file of somebody is there
  convert notes/ --to html -o site/      every note below, again only when something changed
  convert note.md --watch                again whenever you save
  convert 'notes/**/ch*.md' --to epub    the notes that match
  convert --to html < note.md            from standard input to standard output
  convert                                the project of this folder

A file `convert.yaml` beside the notes or above them sets what the options here set, under the same
names (`base-url` or `base_url: https://example.org`).

Exit status: 0 when all was made, 1 when something could not be (with --strict, also after a warning),
2 when the command line is wrong, also when an output would replace what is read.")]
pub struct Cli {
    /// The notes: files, folders (every note below) and patterns; `-` is standard input
    ///
    /// A pattern is such as `notes/**/*.md`. Without a note, standard input is read when it is a file or a pipe; else the
    /// project of the working folder is converted, if it is in one: that of the nearest `convert.yaml`, vault, site or
    /// book.
    #[arg(value_name = "NOTE")]
    pub inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub outputs: Outputs,

    #[command(flatten)]
    pub look: Look,

    #[command(flatten)]
    pub reading: Reading,

    #[command(flatten)]
    pub run: Run,

    #[command(flatten)]
    pub live: Live,

    #[command(flatten)]
    pub messages: Messages,

    #[command(flatten)]
    pub show: Show,

    #[command(flatten)]
    pub habits: Habits,
}
