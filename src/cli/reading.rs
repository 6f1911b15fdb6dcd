//! Options that say how notes are read.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::read::dialect::Dialect;

/// How notes are read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Notes")]
pub struct Reading {
    /// The language of notes that do not say theirs, such as `fr` [default: guessed from the text]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,

    /// The dialect that notes are in [default: auto]
    ///
    /// For notes in which the constructs of others must not be recognized by themselves: with `commonmark` and `github`,
    /// text that looks like another dialect's construct stays text.
    #[arg(long, value_name = "DIALECT")]
    pub dialect: Option<Dialect>,

    /// Show a line's end in a note as one, as Obsidian and some sites do
    #[arg(long, hide_short_help = true)]
    pub breaks: bool,

    /// A YAML file that adds callouts or changes them (`--print callouts.yaml` shows those that are built in)
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub callouts: Option<PathBuf>,

    /// A YAML file that says what tags of your site mean: callouts, constructs, pieces of Markdown
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub shortcodes: Option<PathBuf>,

    /// The folder below which notes may read files [default: the project's or the note's]
    ///
    /// By default that of convert.yaml, else the nearest folder above the note that has `.git`, else that of its site, book
    /// or vault, the folder that is converted or the note's.
    #[arg(long, value_name = "FOLDER", hide_short_help = true)]
    pub root: Option<PathBuf>,

    /// Set raw Typst of notes (`{=typst}`) as Typst in a PDF: for notes that you trust, for it may never end
    #[arg(long, hide_short_help = true)]
    pub allow_raw_typst: bool,
}

impl ValueEnum for Dialect {
    fn value_variants<'a>() -> &'a [Self] {
        &Dialect::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, meaning) = self.named();
        Some(PossibleValue::new(name).help(meaning))
    }
}
