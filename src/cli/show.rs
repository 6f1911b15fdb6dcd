//! Options that print something instead of converting anything.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};

use crate::diagnostic::Code;

/// What is printed instead of converting anything.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Lists, built-in files, help")]
pub struct Show {
    /// Show the built-in themes
    #[arg(long, exclusive = true)]
    pub list_themes: bool,

    /// Show the names that `--set`, front matter and convert.yaml know, with what their values may be
    #[arg(long, exclusive = true)]
    pub list_options: bool,

    /// Show the kinds of callout, with the names by which notes ask for them (also those of `--callouts`)
    #[arg(long, conflicts_with = "inputs", hide_short_help = true)]
    pub list_callouts: bool,

    /// Show the families of fonts that there are (also those of `--font-path`)
    #[arg(long, conflicts_with = "inputs", hide_short_help = true)]
    pub list_fonts: bool,

    /// Show what a note can ask for by name, in which notations, with examples, and your own shortcodes
    #[arg(long, conflicts_with = "inputs", num_args = 0..=1, default_missing_value = "text", value_name = "FORMAT", hide_short_help = true)]
    pub list_constructs: Option<Listing>,

    /// Say what a kind of message means, by the code in its square brackets, and what to do
    #[arg(long, value_name = "CODE", exclusive = true)]
    pub explain: Option<Code>,

    /// Print a built-in file, to begin one's own with
    #[arg(long, value_name = "FILE", exclusive = true, hide_short_help = true)]
    pub print: Option<BuiltIn>,

    /// Write all built-in files and themes to a folder, to begin one's own with
    #[arg(long, value_name = "FOLDER", conflicts_with = "inputs", hide_short_help = true)]
    pub eject: Option<PathBuf>,

    /// Show what holds for the notes, or the working folder, and who says so
    #[arg(long, hide_short_help = true)]
    pub show_config: bool,

    /// Look at the working folder and write a commented convert.yaml
    #[arg(long, exclusive = true)]
    pub init: bool,

    /// Print what shells, manuals and editors need to know of this program
    #[arg(long, value_name = "WHAT", exclusive = true, hide_short_help = true)]
    pub generate: Option<Generated>,

    /// Print the version, with those of Typst and comrak
    #[arg(long, action = ArgAction::Version)]
    pub version: Option<bool>,
}

/// What is made from the command line itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Generated {
    /// Completions for bash
    Bash,
    /// Completions for zsh
    Zsh,
    /// Completions for fish
    Fish,
    /// Completions for PowerShell
    #[value(name = "powershell")]
    PowerShell,
    /// Completions for Elvish
    Elvish,
    /// The manual page
    Man,
    /// The JSON Schema of front matter and convert.yaml, for editors
    Schema,
}

/// A file that is part of the program, by its name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BuiltIn {
    /// The kinds of callout
    #[value(name = "callouts.yaml")]
    Callouts,
    /// The functions that a PDF is made with
    #[value(name = "note.typ")]
    Typst,
    /// The template of HTML pages
    #[value(name = "page.html")]
    Page,
    /// The style of HTML and EPUB
    #[value(name = "style.css")]
    Style,
    /// The theme with every value that a theme can have
    #[value(name = "classic.yaml")]
    Theme,
}

/// The form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    /// For people
    Text,
    /// For programs
    Json,
}
