//! What of the dialects of Markdown is read: one bit for each thing that some dialect has and another has not, with its
//! name and a sentence, and one constant set for each dialect.

use bitflags::bitflags;

/// Makes the bits and, of the same rows, the list of them.
macro_rules! features {
    ($($name:ident: $bit:literal = $about:literal;)*) => {
        bitflags! {
            /// What is read beyond CommonMark.
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
            pub struct Features: u64 {
                $(#[doc = $about] const $name = 1 << $bit;)*
            }
        }

        /// Each feature with a sentence of Markdown that says what it is.
        pub const FEATURES: &[(Features, &str)] = &[$((Features::$name, $about),)*];
    };
}

features! {
    // What GitHub has.
    TABLES: 0 = "Tables: rows `| a | b |`, the second of hyphens.";
    STRIKETHROUGH: 1 = "`~~struck~~`.";
    AUTOLINKS: 2 = "Addresses without brackets are links: `https://example.org`.";
    TASK_LISTS: 3 = "Items with a box: `- [x] done`.";
    FOOTNOTES: 4 = "`[^1]`, and `[^1]: the note` on a line of its own.";
    ALERTS: 5 = "`> [!NOTE]` begins a callout of GitHub's five kinds.";
    EMOJI: 6 = "`:smile:`.";
    CJK_EMPHASIS: 7 = "Emphasis beside Chinese, Japanese and Korean punctuation, which needs no spaces.";
    MATH: 8 = "Formulas: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, environments of LaTeX, and definitions of macros.";
    PLACEHOLDERS: 9 = "`<your name>` stays as it is written, where HTML has no such element and nothing closes it.";
    // What comrak reads of other dialects.
    SUPERSCRIPT: 10 = "`x^2^`.";
    SUBSCRIPT: 11 = "`H~2~O`.";
    HIGHLIGHT: 12 = "`==marked==`.";
    INSERT: 13 = "`++inserted++`.";
    INLINE_FOOTNOTES: 14 = "Footnotes where they are referred to: `^[the note]`.";
    DESCRIPTION_LISTS: 15 = "Terms with definitions: a line, and under it `: what it is`.";
    CALLOUTS: 16 = "`> [!kind]- Title` of Obsidian: any kind, with a title, folded or not.";
    PERCENT_COMMENTS: 17 = "Comments of Obsidian: `%% not shown %%`.";
    WIKILINKS: 18 = "`[[note]]`, `[[note|words]]` and `![[image.png]]`.";
    TASK_STATES: 19 = "Boxes of tasks with any sign: `- [/] half done`.";
    // What is said of code, and in it.
    CODE_ATTRIBUTES: 58 = "What stands after the language of code: `{2,4-6}`, `title=\"a.py\"`; cells `{python}`, raw content `{=html}`.";
    CODE_COMMENTS: 59 = "Comments that mark lines of code: `// [!code ++]`, `// highlight-next-line`.";
    CODE_NOTES: 60 = "Numbers of notes to lines of code, where a numbered list follows: `# (1)!`, `# <1>`.";
    HIDDEN_LINES: 61 = "Lines of code that are not shown: in Rust those that begin with `# `, else those with the mark of `hidelines=`.";
    CODE_LANGUAGES: 62 = "Code in a line that names its language: `` `#!python x` ``, `` `:::python x` ``.";
    // What stands in brackets and braces.
    KEYS: 20 = "Keys to press: `++ctrl+c++`, where `insert` is read.";
    SINGLE_KEYS: 21 = "Letters are keys: `++a++` and `++a+b++`, where `keys` are read.";
    ATTRIBUTES: 22 = "Attributes and names: `{.class #name key=value}`, `{: .class}`, `[words]{.class}`, `(name)=`, `^name`.";
    BLOCK_ENDS: 23 = "A line `^` ends the block before it (kramdown).";
    LOOSE_ADDRESSES: 24 = "Addresses with spaces or a size after them: `![a](my picture.png)`, `![a](b.png =150x80)`.";
    SPACED_LINKS: 25 = "The name of a link may stand apart from its words: `[words] [name]`.";
    // Containers.
    ADMONITIONS: 26 = "`!!! note \"Title\"`, `??? note` and `=== \"Tab\"` with what is indented below them.";
    FENCED_QUOTES: 63 = "Quotations of several lines between lines `>>>` (GitLab).";
    DIVISIONS: 27 = "Fenced divisions: `::: note`, closed by `:::`.";
    DIRECTIVES: 28 = "Directives of MyST with text in them: a fence with `{note} Title` after it.";
    BLOCKS: 29 = "Blocks of PyMdown: `/// note | Title`, closed by `///`.";
    DOCFX: 57 = "Tags of DocFX: `:::row:::`, closed by `:::row-end:::`, and `:::image source=\"a.png\" alt-text=\"words\":::`.";
    MDC: 30 = "Components of MDC: `::card`, closed by `::`, and `:badge[words]{color=red}` in a line.";
    DIAGRAMS: 31 = "Diagrams in elements: `<div class=\"mermaid\">`, `<Mermaid>`.";
    MARKDOWN_ELEMENTS: 32 = "Markdown in elements of HTML that say so: `<div markdown>`.";
    MARKDOWN_IN_HTML: 33 = "Markdown in all blocks of HTML, where `markdown_elements` are read.";
    // Marks of lines.
    COMMENT_LINES: 34 = "Lines that MyST does not show: `% comment` and `+++`.";
    COMMENTS_IN_TEXT: 35 = "Such lines in the middle of a paragraph, too.";
    ABBREVIATIONS: 36 = "`*[HTML]: HyperText Markup Language`.";
    INCLUDES: 37 = "Lines that stand for a file: `--8<-- \"a.md\"`, `<<< @/a.js`, `{!a.md!}`, `{{#include a.rs}}`.";
    FANCY_LISTS: 38 = "Items that count with letters, Roman numbers or by themselves: `a)`, `iv.`, `#.`, `(@name)`.";
    LINE_BLOCKS: 39 = "Lines that are kept apart: `| line`.";
    EXTENDED_TABLES: 40 = "Grids, tables of dashes, cells over columns and rows, rows that go on, captions.";
    // Marks in a line.
    CITATIONS: 41 = "`@name`, `[@name, p. 3]`.";
    LATEX: 42 = "LaTeX outside of formulas: `\\textbf{…}`, `\\ref{…}`, `\\cite{…}`, `\\newpage`, lists, figures.";
    ROLES: 43 = "Roles of MyST: `` {name}`text` ``.";
    ICONS: 44 = "Icons by their names: `:fontawesome-solid-star:`.";
    ESCAPED_MATH: 45 = "Formulas of kramdown's in a line: `\\$$ x_1 $$`.";
    DOUBLED_MATH: 46 = "What stands between `\\\\(` and `\\\\)` is a formula, whatever it is.";
    MATH_IN_TEXT: 47 = "`$$x$$` between words is a formula of the line.";
    CRITIC_MARKUP: 56 = "Changes of CriticMarkup: `{++new++}`, `{--old--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>a comment<<}`.";
    // Templates and components.
    TEMPLATES: 48 = "Tags of template languages: `{% name %}`, `{{< name >}}`, comments, `raw`.";
    EXPRESSIONS: 49 = "Expressions of templates: `{{ page.title }}`.";
    COMPONENTS: 50 = "Components of JSX and Vue: `<Card title=\"x\">`, and comments `{/* … */}`.";
    MODULES: 51 = "Statements of modules: `import A from './a'`, `export const …`.";
    MDX: 52 = "All tags are those of JSX, braces hold expressions, and indentation makes no code.";
    // What a site does with what it reads.
    IMPLICIT_FIGURES: 53 = "An image alone in its paragraph is a figure.";
    IMPLICIT_REFERENCES: 54 = "Links may name headings by their words: `[Heading]`.";
    BREAKS: 55 = "A line's end in the note is one in what is made of it.";
}

impl Features {
    /// CommonMark alone.
    pub const COMMONMARK: Self = Self::empty();

    /// GitHub Flavored Markdown, and what GitHub reads beside it.
    pub const GITHUB: Self = Self::TABLES
        .union(Self::STRIKETHROUGH)
        .union(Self::AUTOLINKS)
        .union(Self::TASK_LISTS)
        .union(Self::FOOTNOTES)
        .union(Self::ALERTS)
        .union(Self::EMOJI)
        .union(Self::CJK_EMPHASIS)
        .union(Self::MATH)
        .union(Self::PLACEHOLDERS);

    /// What is read in the dialect of every site, for it hardly ever stands in a note that does not mean it.
    const SHARED: Self = Self::GITHUB
        .union(Self::SUPERSCRIPT)
        .union(Self::SUBSCRIPT)
        .union(Self::HIGHLIGHT)
        .union(Self::INSERT)
        .union(Self::INLINE_FOOTNOTES)
        .union(Self::DESCRIPTION_LISTS)
        .union(Self::CALLOUTS)
        .union(Self::PERCENT_COMMENTS)
        .union(Self::WIKILINKS)
        .union(Self::TASK_STATES)
        .union(Self::KEYS)
        .union(Self::ATTRIBUTES)
        .union(Self::BLOCK_ENDS)
        .union(Self::LOOSE_ADDRESSES)
        .union(Self::ADMONITIONS)
        .union(Self::DIVISIONS)
        .union(Self::DIRECTIVES)
        .union(Self::BLOCKS)
        .union(Self::DIAGRAMS)
        .union(Self::MARKDOWN_ELEMENTS)
        .union(Self::COMMENT_LINES)
        .union(Self::ABBREVIATIONS)
        .union(Self::INCLUDES)
        .union(Self::FANCY_LISTS)
        .union(Self::LINE_BLOCKS)
        .union(Self::EXTENDED_TABLES)
        .union(Self::CITATIONS)
        .union(Self::LATEX)
        .union(Self::ROLES)
        .union(Self::ICONS)
        .union(Self::ESCAPED_MATH)
        .union(Self::CRITIC_MARKUP)
        .union(Self::DOCFX)
        .union(Self::CODE_ATTRIBUTES);

    /// A template language, with its expressions.
    const TEMPLATED: Self = Self::TEMPLATES.union(Self::EXPRESSIONS);

    /// A site with templates.
    const SITE: Self = Self::SHARED.union(Self::TEMPLATED);

    /// Components, with the statements around them.
    const COMPONENTED: Self = Self::COMPONENTS.union(Self::MODULES).union(Self::MDC);

    /// What Material for MkDocs says of code.
    const MATERIAL_CODE: Self = Self::CODE_NOTES.union(Self::CODE_LANGUAGES);

    /// What Pandoc alone does.
    const PANDOC_ONLY: Self = Self::MARKDOWN_IN_HTML
        .union(Self::SPACED_LINKS)
        .union(Self::IMPLICIT_FIGURES)
        .union(Self::IMPLICIT_REFERENCES);

    /// Everything that can be told from text.
    pub const AUTO: Self = Self::SHARED
        .union(Self::TEMPLATED)
        .union(Self::COMPONENTED)
        .union(Self::SPACED_LINKS)
        .union(Self::CODE_COMMENTS)
        .union(Self::MATERIAL_CODE)
        .union(Self::HIDDEN_LINES)
        .union(Self::FENCED_QUOTES);
    /// Eleventy.
    pub const ELEVENTY: Self = Self::SITE.union(Self::CODE_COMMENTS);
    /// Jekyll, with kramdown.
    pub const JEKYLL: Self =
        Self::SITE.union(Self::SPACED_LINKS).union(Self::DOUBLED_MATH).union(Self::MATH_IN_TEXT);
    /// Hugo.
    pub const HUGO: Self = Self::SITE.union(Self::DOUBLED_MATH);
    /// Zola.
    pub const ZOLA: Self = Self::SITE;
    /// Obsidian.
    pub const OBSIDIAN: Self = Self::SHARED.union(Self::BREAKS);
    /// MkDocs.
    pub const MKDOCS: Self =
        Self::SITE.union(Self::SPACED_LINKS).union(Self::SINGLE_KEYS).union(Self::MATERIAL_CODE);
    /// MDX, in which braces hold expressions.
    pub const MDX_FILES: Self = Self::SHARED
        .union(Self::COMPONENTED)
        .union(Self::MDX)
        .union(Self::CODE_COMMENTS)
        .difference(Self::CRITIC_MARKUP);
    /// Docusaurus.
    pub const DOCUSAURUS: Self = Self::MDX_FILES;
    /// VitePress and VuePress.
    pub const VITEPRESS: Self =
        Self::SHARED.union(Self::COMPONENTED).union(Self::EXPRESSIONS).union(Self::CODE_COMMENTS);
    /// Docsify.
    pub const DOCSIFY: Self = Self::SHARED.union(Self::COMPONENTED);
    /// Nuxt Content.
    pub const NUXT: Self = Self::VITEPRESS;
    /// Quarto.
    pub const QUARTO: Self = Self::SITE.union(Self::PANDOC_ONLY).union(Self::CODE_NOTES);
    /// Pandoc.
    pub const PANDOC: Self = Self::SHARED.union(Self::PANDOC_ONLY);
    /// MyST and Sphinx.
    pub const MYST: Self = Self::SITE.union(Self::COMMENTS_IN_TEXT);

    /// The feature of this name, in whatever letter case.
    pub fn named(name: &str) -> Option<Self> {
        Self::from_name(&name.to_ascii_uppercase())
    }

    /// The names of the features in the set, as they are asked for.
    pub fn names(self) -> impl Iterator<Item = String> {
        self.iter_names().map(|(name, _)| name.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::files::Memory;
    use crate::read::dialect::Dialect;
    use crate::settings::Settings;
    use crate::source::Source;

    /// Features, each with a note that has it, and the dialect that it is added to or taken from.
    const CASES: &[(Features, &str, &str)] = &[
        (Features::TABLES, "commonmark", "| a | b |\n|---|---|\n| c | d |\n"),
        (Features::STRIKETHROUGH, "commonmark", "A ~~gone~~ word.\n"),
        (Features::AUTOLINKS, "commonmark", "See https://example.org for more.\n"),
        (Features::TASK_LISTS, "commonmark", "- [x] done\n- [ ] open\n"),
        (Features::FOOTNOTES, "commonmark", "A word[^1].\n\n[^1]: The note.\n"),
        (Features::ALERTS, "commonmark", "> [!NOTE]\n> Mind the gap.\n"),
        (Features::EMOJI, "commonmark", "A :smile: here.\n"),
        (Features::CJK_EMPHASIS, "commonmark", "**「重要」**です。\n"),
        (Features::MATH, "commonmark", "The sum $a_1 + a_2$ grows.\n"),
        (Features::PLACEHOLDERS, "commonmark", "Dear <your name>, hello.\n"),
        (Features::SUPERSCRIPT, "commonmark", "The 2^nd^ one.\n"),
        (Features::SUBSCRIPT, "commonmark", "Drink H~2~O daily.\n"),
        (Features::HIGHLIGHT, "commonmark", "A ==marked== word.\n"),
        (Features::INSERT, "commonmark", "A ++new++ word.\n"),
        (Features::INLINE_FOOTNOTES, "github", "A word^[and its note].\n"),
        (Features::DESCRIPTION_LISTS, "commonmark", "Term\n\n: What it means.\n"),
        (Features::CALLOUTS, "commonmark", "> [!example]- A title\n> Words.\n"),
        (Features::PERCENT_COMMENTS, "commonmark", "Shown %% hidden %% shown.\n"),
        (Features::WIKILINKS, "commonmark", "See [[Other note|that note]].\n"),
        (Features::TASK_STATES, "github", "- [/] half done\n"),
        (Features::CODE_ATTRIBUTES, "github", "```js title=\"a.js\" {1}\na\n```\n"),
        (Features::CODE_COMMENTS, "github", "```js\na // [!code ++]\n```\n"),
        (Features::CODE_NOTES, "github", "```py\na # (1)!\n```\n\n1. A note.\n"),
        (Features::HIDDEN_LINES, "github", "```rust\n# use a;\nfn b() {}\n```\n"),
        (Features::CODE_LANGUAGES, "github", "The code `#!python x = 1` here.\n"),
        (Features::KEYS, "auto", "Press ++ctrl+c++ now.\n"),
        (Features::SINGLE_KEYS, "auto", "Press ++a++ now.\n"),
        (Features::ATTRIBUTES, "commonmark", "## Title {#name .class}\n"),
        (Features::BLOCK_ENDS, "auto", "- one\n^\n- two\n"),
        (Features::LOOSE_ADDRESSES, "auto", "A ![cat](my cat.png) here.\n"),
        (Features::SPACED_LINKS, "commonmark", "See [the page] [a].\n\n[a]: https://example.org\n"),
        (Features::ADMONITIONS, "commonmark", "!!! note\n    Mind the gap.\n"),
        (Features::FENCED_QUOTES, "github", ">>>\nWords.\n>>>\n"),
        (Features::DIVISIONS, "commonmark", "::: note\nMind the gap.\n:::\n"),
        (Features::DIRECTIVES, "commonmark", "```{note}\nMind the *gap*.\n```\n"),
        (Features::BLOCKS, "commonmark", "/// note | Title\nMind the gap.\n///\n"),
        (Features::DOCFX, "commonmark", ":::no-loc text=\"Words\"::: stay.\n"),
        (Features::MDC, "commonmark", "::note\nMind the gap.\n::\n"),
        (Features::DIAGRAMS, "commonmark", "<div class=\"mermaid\">\ngraph TD\na-->b\n</div>\n"),
        (Features::MARKDOWN_ELEMENTS, "commonmark", "<div markdown>\n*Words*.\n</div>\n"),
        (Features::MARKDOWN_IN_HTML, "auto", "<div>\n*Words*.\n</div>\n"),
        (Features::COMMENT_LINES, "commonmark", "Words.\n\n% not shown\n"),
        (Features::COMMENTS_IN_TEXT, "auto", "Words\n% not shown\nand more.\n"),
        (Features::ABBREVIATIONS, "commonmark", "The HTML.\n\n*[HTML]: HyperText Markup Language\n"),
        (Features::INCLUDES, "commonmark", "--8<-- \"part.md\"\n"),
        (Features::FANCY_LISTS, "commonmark", "a) one\nb) two\n"),
        (Features::LINE_BLOCKS, "commonmark", "| one\n| two\n"),
        (Features::EXTENDED_TABLES, "auto", "+---+---+\n| a | b |\n+---+---+\n"),
        (Features::CITATIONS, "commonmark", "As @knuth1984 says.\n"),
        (Features::LATEX, "commonmark", "A \\textbf{bold} word.\n"),
        (Features::ROLES, "commonmark", "Press {kbd}`Enter` now.\n"),
        (Features::ICONS, "auto", "A :fontawesome-solid-star: here.\n"),
        (Features::ESCAPED_MATH, "commonmark", "The sum \\$$ a_1 $$ grows.\n"),
        (Features::DOUBLED_MATH, "auto", "A \\\\(x y\\\\) here.\n"),
        (Features::MATH_IN_TEXT, "auto", "The sum $$a_1$$ grows.\n"),
        (Features::CRITIC_MARKUP, "commonmark", "A {++new++} word.\n"),
        (Features::TEMPLATES, "commonmark", "{% note %}\nMind the gap.\n{% endnote %}\n"),
        (Features::EXPRESSIONS, "commonmark", "By {{ a *b* c }}.\n"),
        (Features::COMPONENTS, "commonmark", "<Note>\n\nMind the gap.\n\n</Note>\n"),
        (Features::MODULES, "commonmark", "import A from './a'\n\nWords.\n"),
        (Features::MDX, "auto", "One {'two'} three.\n"),
        (Features::IMPLICIT_FIGURES, "auto", "![A cat](cat.png)\n"),
        (Features::IMPLICIT_REFERENCES, "auto", "# Heading\n\n## Part\n\nSee [Part].\n"),
        (Features::BREAKS, "commonmark", "One\ntwo\n"),
    ];

    /// What is read of a note in a dialect, finished, as a text.
    fn read(note: &str, dialect: Dialect) -> String {
        let source = Source::new("note.md", note);
        let settings = Settings { dialect, ..Settings::default() };
        let files = Memory([("part.md".to_owned(), b"Words of the part.\n".to_vec())].into());
        let mut diagnostics = Diagnostics::default();
        let read = crate::read(&source, Some("note"), &settings, &files, &mut diagnostics);
        let Ok(document) = read else { return "nothing".to_owned() };
        let finished = crate::finish(document, &settings, &files, &mut diagnostics);
        crate::ir::dump::dump(&finished, &source)
    }

    #[test]
    fn each_feature_is_read_with_it_and_left_without() {
        let changes_nothing = |&&(feature, dialect, note): &&(Features, &str, &str)| {
            let dialect: Dialect = dialect.parse().unwrap();
            read(note, dialect.with(feature)) == read(note, dialect.without(feature))
        };
        let found: Vec<_> = CASES.iter().filter(changes_nothing).collect();
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn each_feature_has_a_case() {
        let cases = CASES.iter().fold(Features::empty(), |all, case| all.union(case.0));
        let owed: Vec<_> = FEATURES.iter().filter(|row| !cases.intersects(row.0)).map(|row| row.0).collect();
        assert!(owed.is_empty(), "{owed:?}");
    }
}
