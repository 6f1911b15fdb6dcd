//! Options that people know from Pandoc and its like: they mean something of ours, or nothing has to be done for them.
//! They are not shown in the help; [`crate::config`] settles what they mean.

use std::path::PathBuf;

use clap::Args;

/// Options of other programs.
#[derive(Debug, Clone, Args)]
pub struct Habits {
    /// The format of the notes, as Pandoc calls it.
    #[arg(short, long, hide = true, value_name = "FORMAT", conflicts_with = "dialect")]
    pub from: Option<String>,

    /// A whole document: that is what is made.
    #[arg(
        short,
        long,
        hide = true,
        alias = "self-contained",
        alias = "embed-resources",
        conflicts_with = "fragment"
    )]
    pub standalone: bool,

    /// Citations are resolved when a note has some.
    #[arg(short = 'C', long, hide = true)]
    pub citeproc: bool,

    /// Formulas are MathML, which needs no program beside it.
    #[arg(long, hide = true, alias = "mathjax", alias = "katex", alias = "webtex", num_args = 0..=1, require_equals = true)]
    pub mathml: Option<Option<String>>,

    /// A variable of Pandoc's templates, `KEY=VALUE` or `KEY:VALUE`; by itself, the version.
    #[arg(short = 'V', long, hide = true, value_name = "KEY=VALUE", num_args = 0..=1, default_missing_value = "")]
    pub variable: Vec<String>,

    /// What typesets PDF files.
    #[arg(long, hide = true, value_name = "PROGRAM")]
    pub pdf_engine: Option<String>,

    /// How many levels of headings the table of contents has.
    #[arg(long, hide = true, value_name = "NUMBER")]
    pub toc_depth: Option<String>,

    /// A template, of which the name says what it is for.
    #[arg(long, hide = true, value_name = "FILE")]
    pub template: Option<PathBuf>,

    /// The colours of code, which are the theme's.
    #[arg(long, hide = true, alias = "syntax-highlighting", value_name = "STYLE")]
    pub highlight_style: Option<String>,
}
