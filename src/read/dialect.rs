//! The dialect that a note is said to be in. Dialects are recognized by their constructs, so that mixed notes work; to
//! name one is for notes whose text would be taken for a construct that their site does not have. A dialect is a set of
//! [`Features`], to which single ones are added or from which they are taken: `mkdocs+wikilinks-math`.

pub mod features;

use std::fmt;
use std::str::FromStr;

use crate::nearest::nearest;

use features::Features;

/// A dialect of Markdown, by the site or program that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Base {
    /// Every construct of every dialect.
    #[default]
    Auto,
    /// CommonMark alone.
    Commonmark,
    /// GitHub.
    Github,
    /// Eleventy.
    Eleventy,
    /// Jekyll.
    Jekyll,
    /// Hugo.
    Hugo,
    /// Zola.
    Zola,
    /// Obsidian.
    Obsidian,
    /// MkDocs.
    Mkdocs,
    /// MDX.
    Mdx,
    /// Docusaurus.
    Docusaurus,
    /// VitePress and VuePress.
    Vitepress,
    /// Docsify.
    Docsify,
    /// Nuxt Content.
    Nuxt,
    /// Quarto.
    Quarto,
    /// Pandoc.
    Pandoc,
    /// MyST and Sphinx.
    Myst,
}

/// What is known of a dialect.
pub struct Row {
    /// The dialect.
    pub base: Base,
    /// The name by which it is asked for.
    pub name: &'static str,
    /// What that means, in words.
    pub about: &'static str,
    /// What is read in it.
    pub features: Features,
}

/// All dialects, in the order of [`Base`].
pub const DIALECTS: [Row; 17] = [
    row(Base::Auto, "auto", "Every construct of every dialect", Features::AUTO),
    row(Base::Commonmark, "commonmark", "CommonMark alone, with raw HTML", Features::COMMONMARK),
    row(
        Base::Github,
        "github",
        "GitHub Flavored Markdown, with alerts, formulas, footnotes and emoji",
        Features::GITHUB,
    ),
    row(Base::Eleventy, "eleventy", "Eleventy (markdown-it, Nunjucks or Liquid)", Features::ELEVENTY),
    row(Base::Jekyll, "jekyll", "Jekyll (kramdown, Liquid)", Features::JEKYLL),
    row(Base::Hugo, "hugo", "Hugo (goldmark)", Features::HUGO),
    row(Base::Zola, "zola", "Zola", Features::ZOLA),
    row(Base::Obsidian, "obsidian", "Obsidian; line ends are shown", Features::OBSIDIAN),
    row(Base::Mkdocs, "mkdocs", "MkDocs (Python-Markdown)", Features::MKDOCS),
    row(
        Base::Mdx,
        "mdx",
        "MDX (Next, Nextra, Starlight, Mintlify…): what files ending in `.mdx` are in by themselves",
        Features::MDX_FILES,
    ),
    row(Base::Docusaurus, "docusaurus", "Docusaurus (MDX)", Features::DOCUSAURUS),
    row(Base::Vitepress, "vitepress", "VitePress and VuePress", Features::VITEPRESS),
    row(Base::Docsify, "docsify", "Docsify", Features::DOCSIFY),
    row(Base::Nuxt, "nuxt", "Nuxt Content (MDC)", Features::NUXT),
    row(Base::Quarto, "quarto", "Quarto", Features::QUARTO),
    row(Base::Pandoc, "pandoc", "Pandoc", Features::PANDOC),
    row(Base::Myst, "myst", "MyST and Sphinx", Features::MYST),
];

const fn row(base: Base, name: &'static str, about: &'static str, features: Features) -> Row {
    Row { base, name, about, features }
}

impl Base {
    #[expect(clippy::indexing_slicing, reason = "each dialect has a row, in the same order: a test holds it")]
    fn row(self) -> &'static Row {
        &DIALECTS[self as usize]
    }
}

/// What is read in notes: a dialect, with single features more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct Dialect {
    base: Base,
    added: Features,
    removed: Features,
}

impl From<Base> for Dialect {
    fn from(base: Base) -> Self {
        Self { base, ..Self::default() }
    }
}

impl Dialect {
    /// What is read.
    pub fn features(self) -> Features {
        self.base.row().features.union(self.added).difference(self.removed)
    }

    /// The same with these features, too.
    pub fn with(self, features: Features) -> Self {
        Self { added: self.added.union(features), removed: self.removed.difference(features), ..self }
    }

    /// The same without these features.
    pub fn without(self, features: Features) -> Self {
        Self { added: self.added.difference(features), removed: self.removed.union(features), ..self }
    }

    /// The dialect of a file: its ending says that it is in MDX or for Quarto, when nothing else was said.
    pub fn of_file(self, name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("mdx") => self.unless_named(Base::Mdx),
            Some("qmd" | "rmd") => self.unless_named(Base::Quarto),
            _ => self,
        }
    }

    /// The dialect of a note of this text: what kramdown alone has says that it is for Jekyll.
    pub fn of(self, text: &str) -> Self {
        match self.base == Base::Auto && (has_kramdown(text) || has_escaped_formula(text)) {
            true => self.unless_named(Base::Jekyll),
            false => self,
        }
    }

    fn unless_named(self, base: Base) -> Self {
        if self.base == Base::Auto { Self { base, ..self } } else { self }
    }
}

/// A name of a dialect or a feature that there is not.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownName(String);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UnknownName {}

impl UnknownName {
    fn of(what: &str, wrong: &str, names: &[String]) -> Self {
        if wrong.is_empty() {
            return Self(format!("the name of a {what} is missing. There are: {}", names.join(", ")));
        }
        let meant = match nearest(wrong, names.iter().map(String::as_str)) {
            Some(name) => format!("; did you mean `{name}`?"),
            None => ".".to_owned(),
        };
        Self(format!("`{wrong}` is no {what}{meant} There are: {}", names.join(", ")))
    }
}

impl FromStr for Dialect {
    type Err = UnknownName;

    /// Reads `name`, and after it any number of `+feature` and `-feature`; of two that say the opposite, the last holds.
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let mut parts = text.split_inclusive(['+', '-']);
        let first = parts.next().unwrap_or_default();
        let name = first.trim_end_matches(['+', '-']).trim();
        let row = DIALECTS.iter().find(|row| row.name.eq_ignore_ascii_case(name));
        let names = || DIALECTS.iter().map(|row| row.name.to_owned()).collect::<Vec<_>>();
        let mut dialect = Dialect::from(row.ok_or_else(|| UnknownName::of("dialect", name, &names()))?.base);
        let mut sign = first.chars().next_back();
        for part in parts {
            let name = part.trim_end_matches(['+', '-']).trim();
            let feature = Features::named(name).ok_or_else(|| {
                UnknownName::of("feature of a dialect", name, &Features::all().names().collect::<Vec<_>>())
            })?;
            dialect = match sign {
                Some('-') => dialect.without(feature),
                _ => dialect.with(feature),
            };
            sign = part.chars().next_back();
        }
        match sign {
            Some('+' | '-') => Err(UnknownName(format!("`{text}` ends with a sign that no feature follows"))),
            _ => Ok(dialect),
        }
    }
}

impl TryFrom<String> for Dialect {
    type Error = UnknownName;

    fn try_from(text: String) -> Result<Self, UnknownName> {
        text.parse()
    }
}

/// Whether a text has what only kramdown and Jekyll understand.
#[expect(clippy::string_slice, reason = "the brace was found in the same text")]
fn has_kramdown(text: &str) -> bool {
    memchr::memchr_iter(b'{', text.as_bytes()).any(|at| {
        let rest = &text[at..];
        rest.starts_with("{:") && text[..at].ends_with('\n')
            || ["{::", "{% link ", "{% post_url "].iter().any(|mark| rest.starts_with(mark))
    })
}

/// Whether a line has a formula of kramdown's that is kept in its line, `\$$ x_1 $$`.
#[expect(clippy::string_slice, reason = "the backslash was found in the same text")]
fn has_escaped_formula(text: &str) -> bool {
    let says = |rest: &str| {
        let inside = rest.split('\n').next().and_then(|line| line.split_once("$$"));
        inside.is_some_and(|(inside, _)| !inside.ends_with('\\') && inside.contains(['\\', '_', '^', '=']))
    };
    memchr::memchr_iter(b'\\', text.as_bytes()).any(|at| text[at..].strip_prefix(r"\$$").is_some_and(says))
}

#[cfg(test)]
mod tests {
    use super::features::FEATURES;
    use super::*;

    fn read(text: &str) -> Result<Features, String> {
        text.parse::<Dialect>().map(Dialect::features).map_err(|error| error.to_string())
    }

    #[test]
    fn each_dialect_has_its_row() {
        for row in &DIALECTS {
            assert_eq!(row.base.row().name, row.name);
            assert_eq!(read(row.name), Ok(row.features));
        }
    }

    #[test]
    fn each_feature_has_a_row_with_a_sentence() {
        let all = FEATURES.iter().fold(Features::empty(), |all, (feature, _)| all.union(*feature));
        assert_eq!(all, Features::all());
        assert!(FEATURES.iter().all(|(_, about)| about.ends_with('.')));
    }

    #[test]
    fn features_are_added_and_taken_away() {
        assert_eq!(read("commonmark+wikilinks"), Ok(Features::WIKILINKS));
        assert_eq!(read("github-math"), Ok(Features::GITHUB.difference(Features::MATH)));
        let both = Features::MKDOCS.union(Features::BREAKS).difference(Features::MATH);
        assert_eq!(read("mkdocs+breaks-math"), Ok(both));
    }

    #[test]
    fn what_a_dialect_has_is_added_without_effect() {
        assert_eq!(read("github+math"), Ok(Features::GITHUB));
        assert_eq!(read("commonmark-math"), Ok(Features::empty()));
    }

    #[test]
    fn the_last_of_two_opposites_holds() {
        assert_eq!(read("commonmark+math-math"), Ok(Features::empty()));
        assert_eq!(read("commonmark-math+math"), Ok(Features::MATH));
    }

    #[test]
    fn letter_case_and_spaces_do_not_matter() {
        assert_eq!(read("CommonMark + Wikilinks"), Ok(Features::WIKILINKS));
    }

    #[test]
    fn a_wrong_name_is_told_with_the_nearest_and_all() {
        let error = read("mkdoks").unwrap_err();
        assert!(
            error.starts_with("`mkdoks` is no dialect; did you mean `mkdocs`? There are: auto, "),
            "{error}"
        );
        let error = read("mkdocs+wikilink").unwrap_err();
        assert!(error.contains("is no feature of a dialect; did you mean `wikilinks`? There are: tables, "));
        let error = read("zzzzz").unwrap_err();
        assert!(error.starts_with("`zzzzz` is no dialect. There are: auto, commonmark"), "{error}");
    }

    #[test]
    fn a_sign_without_a_feature_is_told() {
        assert!(
            read("+math").unwrap_err().starts_with("the name of a dialect is missing. There are: auto, ")
        );
        assert!(
            read("mkdocs--math").unwrap_err().starts_with("the name of a feature of a dialect is missing.")
        );
        assert_eq!(read("mkdocs+"), Err("`mkdocs+` ends with a sign that no feature follows".to_owned()));
    }

    #[test]
    fn a_file_says_its_dialect_when_nothing_else_does() {
        let of = |dialect: &str, name: &str| dialect.parse::<Dialect>().unwrap().of_file(name).features();
        assert_eq!(of("auto", "a.mdx"), Features::MDX_FILES);
        assert_eq!(of("auto-math", "a.qmd"), Features::QUARTO.difference(Features::MATH));
        assert_eq!(of("github", "a.mdx"), Features::GITHUB);
    }

    #[test]
    fn what_kramdown_alone_has_says_that_a_note_is_for_jekyll() {
        let of = |text: &str| Dialect::default().of(text).features();
        assert_eq!(of("a\n{:.b}"), Features::JEKYLL);
        assert_eq!(of(r"a \$$ x_1 $$"), Features::JEKYLL);
        assert_eq!(of("a"), Features::AUTO);
    }

    /// The dialects and the features as Markdown.
    fn table() -> String {
        let mut out = String::from("| dialect | what it is | features |\n|---|---|---|\n");
        for row in &DIALECTS {
            let more = row.features.difference(Features::AUTO).names().map(|name| format!("+{name}"));
            let less = Features::AUTO.difference(row.features).names().map(|name| format!("-{name}"));
            let shown: Vec<String> = match row.base {
                Base::Auto => vec!["all but those below that say so".to_owned()],
                Base::Commonmark => vec!["none".to_owned()],
                Base::Github => row.features.names().collect(),
                _ => ["as auto".to_owned()].into_iter().chain(more).chain(less).collect(),
            };
            out.push_str(&format!("| `{}` | {} | {} |\n", row.name, row.about, shown.join(" ")));
        }
        out.push_str("\n| feature | what is read |\n|---|---|\n");
        for (feature, about) in FEATURES {
            let name: String = feature.names().collect();
            let only = if Features::AUTO.contains(*feature) { "" } else { " Not in `auto`." };
            out.push_str(&format!("| `{name}` | {}{only} |\n", about.replace('|', "\\|")));
        }
        out
    }

    #[test]
    fn the_manual_has_every_dialect_and_feature() {
        crate::manual::holds("dialects.md", &format!("\n{}", table()));
    }
}
