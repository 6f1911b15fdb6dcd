//! The dialect that a note is said to be in. Dialects are recognized by their constructs, so that mixed notes work; to
//! name one is for notes whose text would be taken for a construct that their site does not have.

use clap::ValueEnum;
use serde::Deserialize;

/// A dialect of Markdown, by the site or program that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Every construct of every dialect
    #[default]
    Auto,
    /// CommonMark alone, with raw HTML
    Commonmark,
    /// GitHub Flavored Markdown, with alerts, formulas, footnotes and emoji
    Github,
    /// Eleventy (markdown-it, Nunjucks or Liquid)
    Eleventy,
    /// Jekyll (kramdown, Liquid)
    Jekyll,
    /// Hugo (goldmark)
    Hugo,
    /// Zola
    Zola,
    /// Obsidian; line ends are shown
    Obsidian,
    /// MkDocs (Python-Markdown)
    Mkdocs,
    /// Docusaurus
    Docusaurus,
    /// VitePress
    Vitepress,
    /// Quarto
    Quarto,
    /// Pandoc
    Pandoc,
    /// MyST and Sphinx
    Myst,
}

impl Dialect {
    /// Whether `{% … %}`, `{{ … }}` and `{{< … >}}` are tags and expressions of a template language.
    pub fn has_templates(self) -> bool {
        match self {
            Dialect::Auto
            | Dialect::Eleventy
            | Dialect::Jekyll
            | Dialect::Hugo
            | Dialect::Zola
            | Dialect::Mkdocs
            | Dialect::Quarto
            | Dialect::Myst => true,
            Dialect::Commonmark
            | Dialect::Github
            | Dialect::Obsidian
            | Dialect::Docusaurus
            | Dialect::Vitepress
            | Dialect::Pandoc => false,
        }
    }

    /// Whether formulas, tables, footnotes, task lists, strikethrough, alerts and emoji are read.
    pub fn has_tables(self) -> bool {
        self != Dialect::Commonmark
    }

    /// Whether everything else is read that some dialect has: containers (`!!! note`, `:::note`), lines of attributes,
    /// `==marks==`, wiki links, description lists…
    pub fn has_extensions(self) -> bool {
        !matches!(self, Dialect::Commonmark | Dialect::Github)
    }

    /// Whether a line's end in the note is shown as one when nothing else says so.
    pub fn has_breaks(self) -> bool {
        self == Dialect::Obsidian
    }
}
