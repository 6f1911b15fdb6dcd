//! Options that say how notes are read.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Args, Command, Error};

use crate::read::dialect::features::Features;
use crate::read::dialect::{DIALECTS, Dialect};

/// How notes are read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Notes")]
pub struct Reading {
    /// Set a key of front matter, such as `title=Notes`, over that of the notes; a key that is repeated has a list
    ///
    /// A key alone is `true`. Of a book it is the book's.
    #[arg(short = 'M', long, value_name = "KEY=VALUE")]
    pub metadata: Vec<String>,

    /// The language of notes that do not say theirs, such as `fr` [default: guessed from the text]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,

    /// The dialect that notes are in, perhaps with features more or less [default: auto]
    #[arg(long, value_name = "DIALECT", value_parser = DialectParser, long_help = dialect_help())]
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

/// Reads a dialect with its features; help and completions show the names of the dialects.
#[derive(Clone)]
struct DialectParser;

impl TypedValueParser for DialectParser {
    type Value = Dialect;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<Dialect, Error> {
        StringValueParser::new().try_map(|text| text.parse::<Dialect>()).parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(DIALECTS.iter().map(|row| PossibleValue::new(row.name).help(row.about))))
    }
}

/// What the help says of dialects, with the names of all features.
fn dialect_help() -> String {
    let features: Vec<String> = Features::all().names().collect();
    format!(
        "The dialect that notes are in, perhaps with features more or less [default: auto]\n\nFor notes in which the \
         constructs of others must not be recognized by themselves: with `commonmark` and `github`, text that looks like \
         another dialect's construct stays text. Features are added and taken away by their names, \
         `mkdocs+wikilinks-math`: {}.",
        features.join(", ")
    )
}
