//! The command line, as it is typed: clap types and their help, nothing else. What it means is settled by
//! [`crate::config`].

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Parser, ValueEnum};

use crate::diagnostic::Code;
use crate::read::dialect::Dialect;
use crate::settings::Assets;

/// Makes documents of Markdown notes: PDF, EPUB and HTML.
#[derive(Debug, Clone, Parser)]
#[command(name = "convert", version, about, max_term_width = 100)]
#[command(after_help = "\
Examples:
  convert note.md --to pdf               write note.pdf beside the note
  convert note.md --to pdf,epub,html     three files
  convert note.md -o report.pdf          the format follows from the name
  convert note.md report.pdf             the same, when no file of somebody is there
  convert notes/ --to html -o site/      every note below, again only when something changed
  convert 'notes/**/ch*.md' --to epub    the notes that match
  convert - --to html < note.md          from standard input to standard output

A file `convert.yaml` beside the notes or above them sets what the options here set, under the same
names with `_` for `-` (`base_url: https://example.org`).

Exit status: 0 when all was made, 1 when something could not be (with --strict, also after a warning),
2 when the command line is wrong, also when an output would replace what is read.")]
pub struct Cli {
    /// The notes to convert: files, folders (every note below), patterns (`notes/**/*.md`); `-` is standard input
    #[arg(
        required_unless_present_any = ["print", "eject", "list_themes", "list_options", "list_constructs", "explain"],
        value_name = "NOTE"
    )]
    pub inputs: Vec<PathBuf>,

    /// The formats to write, separated by commas [default: that of --output, else pdf]
    #[arg(short, long, value_name = "FORMATS", value_delimiter = ',')]
    pub to: Vec<Target>,

    /// Where to write: a file, a folder (existing, or ending in `/`), or `-` for standard output
    /// [default: beside the note; standard output for standard input]
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// The language of notes that do not say theirs, such as `fr` [default: guessed from the text]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,

    /// The theme: the name of a built-in one (`--list-themes`) or a file that is built upon one
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// Ask for a part of the look by its name, such as `margin=2cm` or `paper=a5`; may be repeated
    /// (`--list-options` shows all names; front matter and convert.yaml know them too)
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,

    /// The most pixels that an image keeps in a row; wider ones are made smaller [default: 2400]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u16).range(16..))]
    pub max_image_width: Option<u16>,

    /// Put a table of contents at the start [default: from eight headings on, in a PDF also from four pages on]
    #[arg(long, overrides_with = "no_toc")]
    pub toc: bool,

    /// Put no table of contents at the start
    #[arg(long, overrides_with = "toc")]
    pub no_toc: bool,

    /// The folder below which notes may read files
    /// [default: that of convert.yaml, else the nearest folder above the note that has `.git`, else that of its
    /// site, book or vault, the folder that is converted or the note's]
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,

    /// Set raw Typst of notes (`{=typst}`) as Typst in a PDF: for notes that you trust, for it may never end
    #[arg(long)]
    pub allow_raw_typst: bool,

    /// Where the notes' site is: links to notes that are not converted lead there
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// What becomes of the files that notes link to [default: link]
    #[arg(long, value_name = "HOW")]
    pub assets: Option<Assets>,

    /// The dialect that notes are in, where its constructs must not be recognized by themselves: with `commonmark`
    /// and `github`, text that looks like another dialect's construct stays text [default: auto]
    #[arg(long, value_name = "DIALECT")]
    pub dialect: Option<Dialect>,

    /// Show a line's end in a note as one, as Obsidian and some sites do
    #[arg(long)]
    pub breaks: bool,

    /// A YAML file that adds callouts or changes them (`--print callouts.yaml` shows those that are built in)
    #[arg(long, value_name = "FILE")]
    pub callouts: Option<PathBuf>,

    /// A Typst file whose functions take the place of those of the built-in one (`--print note.typ`)
    #[arg(long, value_name = "FILE")]
    pub template_typst: Option<PathBuf>,

    /// A page instead of the built-in one (`--print page.html`)
    #[arg(long, value_name = "FILE")]
    pub template_html: Option<PathBuf>,

    /// Write of a page only what stands in its body below the title, to be put into a page of one's own; its style is
    /// that of `--css` or `--css-only`
    #[arg(long, conflicts_with = "template_html")]
    pub fragment: bool,

    /// A style sheet that is added to the built-in one
    #[arg(long, value_name = "FILE")]
    pub css: Option<PathBuf>,

    /// A style sheet instead of the built-in one (`--print style.css`)
    #[arg(long, value_name = "FILE")]
    pub css_only: Option<PathBuf>,

    /// The standards that PDF files follow, separated by commas: `ua-1`, `a-2a`, `1.7`…; `none` for no more than
    /// PDF [default: ua-1]
    #[arg(long, value_name = "STANDARDS", value_delimiter = ',')]
    pub pdf_standard: Vec<String>,

    /// A folder of fonts that a PDF may use beside those of the program and the system (may be repeated)
    #[arg(long, value_name = "FOLDER")]
    pub font_path: Vec<PathBuf>,

    /// Use no fonts of the system, so that a PDF is the same on every machine
    #[arg(long)]
    pub ignore_system_fonts: bool,

    /// Print a built-in file, to begin one's own with
    #[arg(long, value_name = "FILE", exclusive = true)]
    pub print: Option<BuiltIn>,

    /// Write all built-in files and themes to a folder, to begin one's own with
    #[arg(long, value_name = "FOLDER", conflicts_with = "inputs")]
    pub eject: Option<PathBuf>,

    /// Show the built-in themes
    #[arg(long, exclusive = true)]
    pub list_themes: bool,

    /// Show the names that `--set`, front matter and convert.yaml know, with what their values may be
    #[arg(long, exclusive = true)]
    pub list_options: bool,

    /// Show what a note can ask for by name, in which notations, with examples
    #[arg(long, exclusive = true, num_args = 0..=1, default_missing_value = "text", value_name = "FORM")]
    pub list_constructs: Option<Listing>,

    /// The project file; its paths may lead outside its folder
    /// [default: the nearest `convert.yaml` from the notes' folders up, whose paths may not]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// How many notes to work on at once [default: one a core, or what `make -j` leaves]
    #[arg(short, long, value_name = "NUMBER")]
    pub jobs: Option<std::num::NonZeroUsize>,

    /// Make outputs of folders again even when they are up to date, and replace files that convert did not make
    #[arg(long)]
    pub force: bool,

    /// The folder of the file `.convert-cache`, which knows what is up to date [default: that of the outputs]
    #[arg(long, value_name = "FOLDER")]
    pub cache: Option<PathBuf>,

    /// Begin no other note after the first that failed
    #[arg(long)]
    pub fail_fast: bool,

    /// Work on one part of the notes only: `3/8` is the third of eight
    #[arg(long, value_name = "PART/PARTS")]
    pub shard: Option<Shard>,

    /// Write a Makefile rule for each output that names all files it was made from
    #[arg(long, value_name = "FILE")]
    pub deps: Option<PathBuf>,

    /// Say what would be made, and make nothing
    #[arg(long)]
    pub list: bool,

    /// Say what is wrong with the notes, and write nothing
    #[arg(long, conflicts_with_all = ["list", "deps", "force", "cache"])]
    pub check: bool,

    /// Take messages of these kinds as failures, separated by commas (`--explain` says what they mean)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub deny: Vec<Code>,

    /// Leave out messages of these kinds, separated by commas; errors are always told
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub allow: Vec<Code>,

    /// Say what a kind of message means, by the code in its square brackets, and what to do
    #[arg(long, value_name = "CODE", exclusive = true)]
    pub explain: Option<Code>,

    /// Fail when there is a warning
    #[arg(long)]
    pub strict: bool,

    /// Show errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Show each output that is made or up to date, and all warnings of a kind
    #[arg(short, long)]
    pub verbose: bool,

    /// The form of messages
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub message_format: MessageFormat,
}

/// One part of several, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, at most `parts`.
    pub part: u64,
    /// How many parts there are.
    pub parts: u64,
}

impl std::str::FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers =
            text.split_once('/').and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
        match numbers {
            Some((part, parts)) if (1..=parts).contains(&part) => Ok(Shard { part, parts }),
            _ => Err("it must be the number of a part and that of all parts, such as 3/8"),
        }
    }
}

/// A format, by its name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// PDF, typeset by Typst
    Pdf,
    /// EPUB 3.3
    Epub,
    /// A self-contained page
    Html,
    /// The Typst source of the PDF
    Typ,
    /// A dump of what was read; with `--message-format json` as JSON
    Ir,
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

impl ValueEnum for Assets {
    fn value_variants<'a>() -> &'a [Self] {
        &[Assets::Link, Assets::Copy]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Assets::Link => {
                PossibleValue::new("link").help("Pages and PDF files lead to them where they are")
            }
            Assets::Copy => {
                PossibleValue::new("copy").help("Copies of them are put beside pages and PDF files")
            }
        })
    }
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
