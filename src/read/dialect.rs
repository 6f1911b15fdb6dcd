//! The dialect that a note is said to be in. Dialects are recognized by their constructs, so that mixed notes work; to
//! name one is for notes whose text would be taken for a construct that their site does not have.

use serde::Deserialize;

/// A dialect of Markdown, by the site or program that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Every construct of every dialect.
    #[default]
    Auto,
    /// CommonMark alone, with raw HTML.
    Commonmark,
    /// GitHub Flavored Markdown, with alerts, formulas, footnotes and emoji.
    Github,
    /// Eleventy (markdown-it, Nunjucks or Liquid).
    Eleventy,
    /// Jekyll (kramdown, Liquid).
    Jekyll,
    /// Hugo (goldmark).
    Hugo,
    /// Zola.
    Zola,
    /// Obsidian; line ends are shown.
    Obsidian,
    /// MkDocs (Python-Markdown).
    Mkdocs,
    /// MDX (Next, Nextra, Starlight, Mintlify…): what files ending in `.mdx` are in by themselves
    Mdx,
    /// Docusaurus (MDX).
    Docusaurus,
    /// VitePress and VuePress.
    Vitepress,
    /// Docsify.
    Docsify,
    /// Nuxt Content (MDC).
    Nuxt,
    /// Quarto.
    Quarto,
    /// Pandoc.
    Pandoc,
    /// MyST and Sphinx.
    Myst,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Dialect; 17] = [
        Dialect::Auto,
        Dialect::Commonmark,
        Dialect::Github,
        Dialect::Eleventy,
        Dialect::Jekyll,
        Dialect::Hugo,
        Dialect::Zola,
        Dialect::Obsidian,
        Dialect::Mkdocs,
        Dialect::Mdx,
        Dialect::Docusaurus,
        Dialect::Vitepress,
        Dialect::Docsify,
        Dialect::Nuxt,
        Dialect::Quarto,
        Dialect::Pandoc,
        Dialect::Myst,
    ];

    /// The name by which it is asked for, and what that means in words.
    pub fn named(self) -> (&'static str, &'static str) {
        match self {
            Dialect::Auto => ("auto", "Every construct of every dialect"),
            Dialect::Commonmark => ("commonmark", "CommonMark alone, with raw HTML"),
            Dialect::Github => {
                ("github", "GitHub Flavored Markdown, with alerts, formulas, footnotes and emoji")
            }
            Dialect::Eleventy => ("eleventy", "Eleventy (markdown-it, Nunjucks or Liquid)"),
            Dialect::Jekyll => ("jekyll", "Jekyll (kramdown, Liquid)"),
            Dialect::Hugo => ("hugo", "Hugo (goldmark)"),
            Dialect::Zola => ("zola", "Zola"),
            Dialect::Obsidian => ("obsidian", "Obsidian; line ends are shown"),
            Dialect::Mkdocs => ("mkdocs", "MkDocs (Python-Markdown)"),
            Dialect::Mdx => (
                "mdx",
                "MDX (Next, Nextra, Starlight, Mintlify…): what files ending in `.mdx` are in by themselves",
            ),
            Dialect::Docusaurus => ("docusaurus", "Docusaurus (MDX)"),
            Dialect::Vitepress => ("vitepress", "VitePress and VuePress"),
            Dialect::Docsify => ("docsify", "Docsify"),
            Dialect::Nuxt => ("nuxt", "Nuxt Content (MDC)"),
            Dialect::Quarto => ("quarto", "Quarto"),
            Dialect::Pandoc => ("pandoc", "Pandoc"),
            Dialect::Myst => ("myst", "MyST and Sphinx"),
        }
    }

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
            | Dialect::Mdx
            | Dialect::Docusaurus
            | Dialect::Vitepress
            | Dialect::Docsify
            | Dialect::Nuxt
            | Dialect::Pandoc => false,
        }
    }

    /// Whether `{{ … }}` is an expression.
    pub fn has_expressions(self) -> bool {
        self.has_templates() || matches!(self, Dialect::Vitepress | Dialect::Nuxt)
    }

    /// Whether components of JSX or Vue, modules' statements and `{/* comments */}` are read.
    pub fn has_components(self) -> bool {
        matches!(
            self,
            Dialect::Auto
                | Dialect::Mdx
                | Dialect::Docusaurus
                | Dialect::Vitepress
                | Dialect::Docsify
                | Dialect::Nuxt
        )
    }

    /// Whether all tags are those of JSX, braces hold expressions, and indentation makes no code (MDX 3).
    pub fn is_mdx(self) -> bool {
        matches!(self, Dialect::Mdx | Dialect::Docusaurus)
    }

    /// The dialect of a file: its ending says that it is in MDX or for Quarto, when nothing else was said.
    pub fn of_file(self, name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("mdx") if self == Dialect::Auto => Dialect::Mdx,
            Some("qmd" | "rmd") if self == Dialect::Auto => Dialect::Quarto,
            _ => self,
        }
    }

    /// Whether what stands in raw HTML is Markdown, with or without an empty line before it (Pandoc's
    /// `markdown_in_html_blocks`).
    pub fn has_markdown_in_html(self) -> bool {
        matches!(self, Dialect::Quarto | Dialect::Pandoc)
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

    /// The dialect of a note of this text: what kramdown alone has says that it is for Jekyll.
    pub fn of(self, text: &str) -> Self {
        let kramdown = || ["\n{:", "{::", "{% link ", "{% post_url "].iter().any(|mark| text.contains(mark));
        if self == Dialect::Auto && (kramdown() || has_escaped_formula(text)) {
            Dialect::Jekyll
        } else {
            self
        }
    }

    /// Whether the name of a link may stand apart from its words, `[words] [name]` (Markdown.pl, Python-Markdown, kramdown;
    /// Pandoc's `spaced_reference_links`).
    pub fn has_spaced_links(self) -> bool {
        matches!(self, Dialect::Auto | Dialect::Mkdocs | Dialect::Jekyll | Dialect::Pandoc | Dialect::Quarto)
    }

    /// Whether a line's end in the note is shown as one when nothing else says so.
    pub fn has_breaks(self) -> bool {
        self == Dialect::Obsidian
    }
}

/// Whether a line has a formula of kramdown's that is kept in its line, `\$$ x_1 $$`.
#[expect(clippy::string_slice, reason = "the mark was found in the same text")]
fn has_escaped_formula(text: &str) -> bool {
    let says = |rest: &str| {
        let inside = rest.split('\n').next().and_then(|line| line.split_once("$$"));
        inside.is_some_and(|(inside, _)| !inside.ends_with('\\') && inside.contains(['\\', '_', '^', '=']))
    };
    text.match_indices(r"\$$").any(|(at, mark)| says(&text[at + mark.len()..]))
}
