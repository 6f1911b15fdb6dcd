//! Options that say what is written, and where.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::value::Name;
use crate::settings::Assets;

/// What is written, and where.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub struct Outputs {
    /// The formats to write, separated by commas [default: that of --output, else pdf]
    #[arg(short, long, value_name = "FORMATS", value_delimiter = ',', value_parser = Name::<Target>::new())]
    pub to: Vec<Target>,

    /// Where to write: a file, a folder, or `-` for standard output [default: beside the note]
    ///
    /// A folder exists, or ends in `/`. What comes from standard input goes to standard output by default.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// Make one document of all notes
    ///
    /// Their order is that of the key `book` in `convert.yaml`, of the table of contents of mdBook, Quarto, bookdown,
    /// MkDocs, MyST, Docusaurus or VitePress, else of `order`, `weight` and the like in their front matter, else of their
    /// names. Several notes and an output for all of them (`a.md b.md -o book.pdf`) are a book in this order.
    #[arg(long)]
    pub book: bool,

    /// Make each chapter of a book a page of its own, in a folder with a search
    #[arg(long, value_name = "AT", requires = "book", hide_short_help = true)]
    pub split: Option<Split>,

    /// Make no list of a folder's notes, and no links from page to page
    ///
    /// In HTML a folder gets an `index.html`, unless a note makes it, and each page links to those before and after it. Their
    /// order is that of `--book`.
    #[arg(long, hide_short_help = true)]
    pub no_nav: bool,

    /// Where the images, fonts and style of pages are, and the files that notes link to [default: embed]
    #[arg(long, value_name = "HOW", hide_short_help = true)]
    pub assets: Option<Assets>,

    /// Where the notes' site is: links to notes that are not converted lead there
    #[arg(long, value_name = "URL", hide_short_help = true)]
    pub base_url: Option<String>,

    /// Write of a page only what stands in its body
    ///
    /// What stands below the title, to be put into a page of one's own; its style is that of `--css` or `--css-only`.
    #[arg(long, conflicts_with = "template_html", hide_short_help = true)]
    pub fragment: bool,

    /// The standards that PDF files follow, separated by commas [default: ua-1]
    ///
    /// `ua-1`, `a-2a`, `1.7`…; `none` for no more than PDF.
    #[arg(long, value_name = "STANDARDS", value_delimiter = ',', hide_short_help = true)]
    pub pdf_standard: Vec<String>,

    /// The pages that PNG and SVG show, separated by commas: `1`, `3-5`, `7-` [default: all]
    ///
    /// The first of them has the name of the output, the others also their number: `note.png`, `note-2.png`…
    #[arg(long, value_name = "PAGES", value_delimiter = ',', hide_short_help = true)]
    pub pages: Vec<Pages>,

    /// Dots to an inch of PNG [default: 144]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=2400), hide_short_help = true)]
    pub dpi: Option<u16>,

    /// Write a Makefile rule for each output that names all files it was made from
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub deps: Option<PathBuf>,
}

/// Where a book is divided into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// Each chapter is a page
    Chapter,
    /// All is one page
    None,
}

/// Numbers of pages, first to last, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages(pub RangeInclusive<usize>);

impl std::str::FromStr for Pages {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| text.trim().parse::<usize>().ok().filter(|&number| number > 0);
        let (first, last) = match text.split_once('-') {
            None => (number(text), number(text)),
            Some((first, last)) => {
                let first = if first.trim().is_empty() { Some(1) } else { number(first) };
                (first, if last.trim().is_empty() { Some(usize::MAX) } else { number(last) })
            }
        };
        match (first, last) {
            (Some(first), Some(last)) if first <= last => Ok(Self(first..=last)),
            _ => Err("it must be a number or two, such as 3, 3-5 or 7-"),
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
    #[value(alias = "epub3")]
    Epub,
    /// A page in one file, unless `--assets` says otherwise
    #[value(alias = "html5")]
    Html,
    /// The pages of the PDF as pictures: `note.png`, `note-2.png`…
    Png,
    /// The pages of the PDF as drawings: `note.svg`, `note-2.svg`…
    Svg,
    /// The Typst source of the PDF
    #[value(alias = "typst")]
    Typ,
    /// A dump of what was read; with `--message-format json` as JSON
    Ir,
}

impl ValueEnum for Assets {
    fn value_variants<'a>() -> &'a [Self] {
        &[Assets::Embed, Assets::Copy, Assets::Link]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Assets::Embed => PossibleValue::new("embed")
                .help("In the page, which is one file; links lead to files where they are"),
            Assets::Copy => PossibleValue::new("copy").help(
                "In the folder NAME_files beside the page; copies of linked files beside pages and PDF files",
            ),
            Assets::Link => PossibleValue::new("link")
                .help("Images where they are, the rest in the page; links lead to files where they are"),
        })
    }
}
