//! The table of what can be asked for by name, in a note's front matter, in a project file and with `--set`: `--help`,
//! `docs/options.md` and its JSON Schema are written from it.

use super::papers;
use super::value::{Kind, Refused, Value};
use crate::format::Format;
use crate::nearest::nearest;

/// What can be asked for; [`Key::row`] says more of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each has its sentence in the table")]
pub enum Key {
    Paper,
    Landscape,
    Margin,
    Columns,
    Header,
    Footer,
    Logo,
    Cover,
    CoverImage,
    Draft,
    Font,
    HeadingFont,
    CodeFont,
    MathFont,
    EmbedFonts,
    FontSize,
    LineSpacing,
    Justify,
    Hyphenate,
    ParagraphIndent,
    Measure,
    Accent,
    LinkColour,
    NumberSections,
    Toc,
    TocDepth,
    TocTitle,
    BreakBefore,
    CalloutNumbering,
    Answers,
    TitleBlock,
    Properties,
    MaxImageWidth,
}

impl serde::Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// The key.
    pub key: Key,
    /// Its name.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// What holds when nobody asks, for people.
    pub default: &'static str,
    /// The formats that it concerns.
    pub formats: &'static [Format],
    /// What it does: a sentence without its full stop.
    pub sentence: &'static str,
    /// Other names, of this and of other programs.
    pub aliases: &'static [&'static str],
}

const ALL: &[Format] = &[Format::Pdf, Format::Epub, Format::Html];
const PDF: &[Format] = &[Format::Pdf];
const BOOKS: &[Format] = &[Format::Pdf, Format::Epub];

const PAGES: &[Format] = &[Format::Epub, Format::Html];

macro_rules! table {
    ($($key:ident $name:literal $kind:expr, $default:literal, $formats:ident, $sentence:literal, [$($alias:literal)*];)*) => {
        /// The table, in the order of [`Key`].
        pub const TABLE: &[Row] = &[$(Row {
            key: Key::$key,
            name: $name,
            kind: $kind,
            default: $default,
            formats: $formats,
            sentence: $sentence,
            aliases: &[$($alias),*],
        }),*];
    };
}

table! {
    Paper "paper" Kind::Choice(&papers::NAMES), "`us-letter` where the language's region uses it, else `a4`", PDF,
        "The paper, by a name of Typst, LaTeX or CSS", ["papersize" "page-size"];
    Landscape "landscape" Kind::Switch, "false", PDF, "Turn the paper on its side", [];
    Margin "margin" Kind::Margins, "that of the theme", PDF,
        "The margins: one length, or lengths by side (`x`, `y`, `top`, `bottom`, `left`, `right`, `inside`, `outside`)",
        ["margins"];
    Columns "columns" Kind::Number(1.0, 4.0), "1", PDF, "How many columns the text is set in", ["columncount"];
    Header "header" Kind::Line, "from the second page on the title, and the section in documents of more than eight pages", PDF,
        "What stands above each page: a text in the middle, `none`, or texts at `left`, `centre` and `right`, with `{title}`, `{section}`, `{author}`, `{date}`, `{page}` and `{pages}`",
        [];
    Footer "footer" Kind::Line, "`{page} / {pages}`, when there are several", PDF,
        "What stands below each page, as `header` has it", [];
    Logo "logo" Kind::Text, "none", ALL, "An image that stands above the title", [];
    Cover "cover" Kind::Switch, "false", PDF, "Give the title a page of its own", ["titlepage"];
    CoverImage "cover-image" Kind::Text, "in an EPUB drawn from title and authors in the theme, in a PDF none", BOOKS,
        "The image of the cover, or `none`: in a PDF it stands on the title's page, with `cover: true`", ["epub-cover-image"];
    Draft "draft" Kind::Switch, "false", PDF, "Mark each page as a draft", [];
    Font "font" Kind::List, "that of the theme", ALL,
        "The font of the text: a family, or several in the order in which they are looked for",
        ["mainfont" "font-family"];
    HeadingFont "heading-font" Kind::List, "that of the theme", ALL, "The font of the headings", ["sansfont"];
    CodeFont "code-font" Kind::List, "that of the theme", ALL, "The font of code", ["monofont"];
    MathFont "math-font" Kind::List, "New Computer Modern Math", ALL, "The font of formulas", [];
    EmbedFonts "embed-fonts" Kind::Switch, "false", PAGES,
        "Put the letters that occur, of the fonts of the text, into the page or the book; those of formulas always are", ["embed-font"];
    FontSize "font-size" Kind::Length, "that of the theme", ALL, "The size of the text", [];
    LineSpacing "line-spacing" Kind::Number(0.8, 3.0), "that of the theme", ALL,
        "The distance of the lines: a factor, 1 for single spacing", ["linestretch" "line-height"];
    Justify "justify" Kind::Switch, "that of the theme", ALL, "Make all lines equally long", [];
    Hyphenate "hyphenate" Kind::Switch, "when lines are equally long", ALL, "Divide words at the ends of lines", ["hyphenation"];
    ParagraphIndent "paragraph-indent" Kind::Length, "0pt", ALL,
        "Indent the first line of each paragraph that follows another, instead of leaving space between them",
        ["indent" "par-indent"];
    Measure "measure" Kind::Number(30.0, 140.0), "that of the theme", ALL,
        "How many characters a line has room for, at most", ["linewidth" "line-length"];
    Accent "accent" Kind::Colour, "that of the theme", ALL, "The colour of headings and ornaments", ["accent-colour" "accentcolor" "theme-color"];
    LinkColour "link-colour" Kind::Colour, "that of the theme", ALL, "The colour of links", ["linkcolor" "urlcolor"];
    NumberSections "number-sections" Kind::Switch, "false", ALL, "Number the headings", ["section-numbering" "heading-numbering" "number-headings"];
    Toc "toc" Kind::Switch, "from eight headings on, in a PDF also from four pages on", ALL, "Put a table of contents at the start", ["contents" "table-of-contents"];
    TocDepth "toc-depth" Kind::Number(1.0, 6.0), "what a page has room for, at most 3", ALL, "The deepest level of headings in it", [];
    TocTitle "toc-title" Kind::Text, "the language's word for it", ALL, "Its title", [];
    BreakBefore "break-before" Kind::Switch, "false", PDF, "Begin a new page before each heading of level 1", ["chapter-break"];
    CalloutNumbering "callout-numbering" Kind::List, "that of the theme", ALL,
        "The kinds of callout that are counted (`theorem`, `exercise`…), `none` or `all`", [];
    Answers "answers" Kind::Choice(&["show", "end", "hide"]), "`show`", ALL,
        "Show answers of exercises where they stand, gather them at the end, or leave them out", [];
    TitleBlock "title-block" Kind::Switch, "true", ALL, "Show title, authors, date and the rest above the text", [];
    Properties "properties" Kind::List, "none", ALL, "The keys of front matter that are shown below the title, or `all`", [];
    MaxImageWidth "max-image-width" Kind::Number(16.0, 65535.0), "2400", ALL,
        "The most pixels that an image keeps in a row: wider ones are made smaller. Unless asked, those of more than 3000", [];
}

/// What stands for an image where there shall be none, not a drawn one either.
pub const NO_PICTURE: &str = "none";

impl Key {
    /// Its row of the table.
    #[expect(clippy::indexing_slicing, reason = "the table has a row for each key, in their order")]
    pub fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The key of a name; letter case, hyphens, underscores and spaces do not matter.
    pub fn find(name: &str) -> Option<Self> {
        let asked = plain(name);
        let is_asked = |own: &&str| letters(own).eq(asked.chars());
        let names = |row: &Row| is_asked(&row.name) || row.aliases.iter().any(is_asked);
        TABLE.iter().find(|row| names(row)).map(|row| row.key)
    }

    /// Reads a value of it.
    ///
    /// # Errors
    /// When it is none; the message says what may stand there.
    pub fn read(self, yaml: &crate::value::Value) -> Result<Value, Refused> {
        if self != Key::Paper {
            return self.row().kind.read(yaml);
        }
        let name = yaml.as_str().unwrap_or_default();
        papers::find(name).map(|paper| Value::Text(paper.to_owned())).ok_or_else(|| {
            let nearest = nearest(name, papers::NAMES);
            let meant = nearest.map(|nearest| format!(", perhaps `{nearest}`")).unwrap_or_default();
            Refused(format!("a paper such as `a4`, `a5`, `us-letter` or `iso-b5`{meant}"))
        })
    }
}

/// A name without what does not matter in it.
fn plain(name: &str) -> String {
    letters(name).collect()
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_keys() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.key as usize, index, "{}", row.name);
            assert_eq!(row.key.name(), row.name);
            assert!(
                !row.sentence.ends_with('.') && row.sentence.starts_with(char::is_uppercase),
                "{}",
                row.name
            );
        }
    }

    #[test]
    fn no_name_means_two_things() {
        let mut names: Vec<String> = TABLE
            .iter()
            .flat_map(|row| std::iter::once(&row.name).chain(row.aliases))
            .map(|name| plain(name))
            .collect();
        names.sort();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn names_may_be_written_in_several_ways() {
        for name in ["font-size", "fontsize", "font_size", "fontSize", "Font Size"] {
            assert_eq!(Key::find(name), Some(Key::FontSize), "{name}");
        }
        assert_eq!(Key::find("colour of the sky"), None);
    }
}
