//! Options that say how outputs look.

use std::path::PathBuf;

use clap::Args;

/// How outputs look.
// One field for each option.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Look")]
pub struct Look {
    /// The theme: the name of a built-in one (`--list-themes`) or a file that is built upon one
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// Ask for a part of the look by its name, such as `margin=2cm`; may be repeated
    ///
    /// `--list-options` shows all names; front matter and convert.yaml know them too.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,

    /// Put a table of contents at the start
    ///
    /// By default there is one from eight headings on, in a PDF also from four pages on.
    #[arg(long, alias = "table-of-contents", overrides_with = "no_toc")]
    pub toc: bool,

    /// Put no table of contents at the start
    #[arg(long, overrides_with = "toc", hide_short_help = true)]
    pub no_toc: bool,

    /// Number the headings
    #[arg(short = 'N', long)]
    pub number_sections: bool,

    /// What becomes of the answers of exercises: `show`, `end` or `hide` [default: show]
    ///
    /// At the end they stand under the names of their exercises, with links both ways.
    #[arg(long, value_name = "WHERE", hide_short_help = true)]
    pub answers: Option<String>,

    /// The most pixels that an image keeps in a row; wider ones are made smaller [default: 2400, from 3000 on]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u16).range(16..), hide_short_help = true)]
    pub max_image_width: Option<u16>,

    /// A style sheet that is added to the built-in one
    #[arg(long, value_name = "FILE")]
    pub css: Option<PathBuf>,

    /// A style sheet instead of the built-in one (`--print style.css`)
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub css_only: Option<PathBuf>,

    /// A Typst file whose functions take the place of those of the built-in one (`--print note.typ`)
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub template_typst: Option<PathBuf>,

    /// A page instead of the built-in one (`--print page.html`)
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub template_html: Option<PathBuf>,

    /// A folder of fonts that a PDF may use beside those of the program and the system (may be repeated)
    #[arg(long, value_name = "FOLDER", hide_short_help = true)]
    pub font_path: Vec<PathBuf>,

    /// Use no fonts of the system, so that a PDF is the same on every machine
    #[arg(long, hide_short_help = true)]
    pub ignore_system_fonts: bool,
}
