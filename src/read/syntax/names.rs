//! What the scanner has to know of the names that notes ask for things by: in which notations a name means something, and
//! how what stands in it is taken. The table of constructs says so, and the callouts and shortcodes of the user.

use std::collections::HashMap;
use std::ops::BitOr;

use crate::callouts::Callouts;
use crate::read::syntax::tag::{Argument, Syntax, Tag};
use crate::shortcodes::{Meaning, Shortcode, Shortcodes};

/// The notations in which a name can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written(u16);

impl Written {
    /// In none.
    pub const NONE: Self = Self(0);
    /// `{% name %}`: Nunjucks, Liquid, Jinja, Zola.
    pub const TEMPLATE: Self = Self(1);
    /// `{{< name >}}`, `{{% name %}}`: Hugo, Quarto.
    pub const HUGO: Self = Self(2);
    /// `!!! name`, `??? name`, `/// name`: Python-Markdown.
    pub const ADMONITION: Self = Self(4);
    /// `:::name`, `::: {.name}`, `:::{name}`: divisions.
    pub const DIVISION: Self = Self(8);
    /// ```` ```{name} ````: directives of MyST in a fence.
    pub const FENCE: Self = Self(16);
    /// `<Name>`, `::name`: components of JSX, Vue and MDC.
    pub const COMPONENT: Self = Self(32);
    /// `` {name}`text` ``: roles of MyST.
    pub const ROLE: Self = Self(64);
    /// In any spelling of the name: with hyphens, underscores or without.
    pub const LOOSE: Self = Self(128);
    /// As a directive, in colons or in a fence.
    pub const DIRECTIVE: Self = Self(8 | 16);
    /// As a tag of any shortcode.
    pub const SHORTCODE: Self = Self(1 | 2 | 4);
    /// As any tag that shortcodes and divisions are.
    pub const TAG: Self = Self(1 | 2 | 4 | 8);

    /// In any notation.
    pub const ANY: Self = Self(1 | 2 | 4 | 8 | 16 | 32 | 64);

    /// In the notations of either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether some notation is one of both.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The notation of a tag.
    pub const fn of(syntax: Syntax) -> Self {
        match syntax {
            Syntax::Template => Self::TEMPLATE,
            Syntax::Hugo => Self::HUGO,
            Syntax::Admonition => Self::ADMONITION,
            Syntax::Directive => Self::DIRECTIVE,
            Syntax::Component => Self::COMPONENT,
            Syntax::Element => Self::NONE,
        }
    }
}

impl BitOr for Written {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

/// Each notation, as people see it.
pub const NOTATIONS: [(Written, &str); 7] = [
    (Written::TEMPLATE, "{% name %}"),
    (Written::HUGO, "{{< name >}}"),
    (Written::ADMONITION, "!!! name"),
    (Written::DIVISION, ":::{name}"),
    (Written::FENCE, "```{name}"),
    (Written::COMPONENT, "<Name>"),
    (Written::ROLE, "{name}`text`"),
];

/// How what stands between opening and closing is taken: all that the scanner asks about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// As Markdown, in a line of text or as blocks.
    Markdown,
    /// As Markdown in blocks, even where opening and closing share a line.
    Parts,
    /// As it is written: code, data, options.
    Verbatim,
    /// As code in the language of its name.
    Drawing,
    /// As LaTeX.
    Formula,
    /// It has none.
    None,
}

impl Body {
    /// Whether it is Markdown.
    pub fn is_markdown(self) -> bool {
        matches!(self, Body::Markdown | Body::Parts)
    }

    /// Whether Markdown must not touch it.
    pub fn is_verbatim(self) -> bool {
        matches!(self, Body::Verbatim | Body::Drawing | Body::Formula)
    }
}

/// What names mean, by name and notation.
pub struct Named<T> {
    exact: HashMap<&'static str, Vec<(Written, T)>>,
    /// By the letters and digits alone.
    loose: HashMap<&'static str, Vec<(Written, T)>>,
    /// Names that end in `*`, without it: all that begin so.
    beginnings: Vec<(&'static str, Written, T)>,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self { exact: HashMap::new(), loose: HashMap::new(), beginnings: Vec::new() }
    }
}

impl<T: Copy> Named<T> {
    /// Gives a name (in lower case) a meaning in these notations.
    pub fn add(&mut self, name: &'static str, written: Written, meaning: T) {
        if let Some(beginning) = name.strip_suffix('*') {
            return self.beginnings.push((beginning, written, meaning));
        }
        let known = if written.meets(Written::LOOSE) { &mut self.loose } else { &mut self.exact };
        known.entry(name).or_default().push((written, meaning));
    }

    /// What a name (in lower case) means in a notation.
    pub fn find(&self, name: &str, written: Written) -> Option<T> {
        let meant = |rows: &Vec<(Written, T)>| {
            rows.iter().find(|(own, _)| own.meets(written)).map(|&(_, meaning)| meaning)
        };
        let begins =
            |(beginning, own, _): &&(&str, Written, T)| name.starts_with(beginning) && own.meets(written);
        self.exact
            .get(name)
            .and_then(meant)
            .or_else(|| self.loose.get(plain(name).as_str()).and_then(meant))
            .or_else(|| self.beginnings.iter().find(begins).map(|&(_, _, meaning)| meaning))
    }
}

/// A name as all ways to write it have it: `code-group`, `CodeGroup`.
pub fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// What the names in a note mean, as far as it decides how the note is scanned.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    /// The kinds of callout.
    pub callouts: &'a Callouts,
    /// The shortcodes that the user defines.
    pub own: &'a Shortcodes,
    /// How the construct of the program that has a name in a notation takes what stands in it.
    pub built_in: fn(&str, Written) -> Option<Body>,
}

impl<'a> Vocabulary<'a> {
    /// Whether a name is that of a callout.
    pub fn is_callout(&self, name: &str) -> bool {
        match self.own.get(name).map(|own| &own.meaning) {
            Some(meaning) => matches!(meaning, Meaning::Callout { .. }),
            None => self.callouts.get(name).is_some(),
        }
    }

    /// How what stands in something of this name is taken; `None` when the name is not known. What the user defines comes
    /// first, then callouts.
    pub fn body(&self, name: &str, written: Written) -> Option<Body> {
        match self.own.get(name).map(|own| &own.meaning) {
            Some(Meaning::Callout { .. }) => Some(Body::Parts),
            Some(Meaning::Markdown { .. }) => Some(Body::Markdown),
            Some(Meaning::Construct { name }) => {
                (self.built_in)(name, written).or_else(|| (self.built_in)(name, Written::ANY))
            }
            None if self.callouts.get(name).is_some() => Some(Body::Parts),
            None => (self.built_in)(name, written),
        }
    }

    /// Whether a tag holds parts or is one, which stand apart even if they share a line.
    pub fn has_parts(&self, tag: &Tag) -> bool {
        let written = Written::of(tag.syntax);
        match self.own.get(&tag.name) {
            Some(_) => self.body(&tag.name, written) == Some(Body::Parts),
            None => (self.built_in)(&tag.name.to_lowercase(), written) == Some(Body::Parts),
        }
    }

    /// The construct that the user defines another name of.
    pub fn construct(&self, name: &str) -> Option<&'a str> {
        match &self.own.get(name)?.meaning {
            Meaning::Construct { name } => Some(name),
            Meaning::Callout { .. } | Meaning::Markdown { .. } => None,
        }
    }

    /// The tag that a tag stands for which the user defines as another name of a construct.
    pub fn meant(&self, tag: &Tag) -> Option<Tag> {
        let own = self.own.get(&tag.name)?;
        match &own.meaning {
            Meaning::Construct { name } => {
                let mut meant = Tag { name: name.clone(), ..tag.clone() };
                rename(own, &mut meant.arguments);
                Some(meant)
            }
            Meaning::Callout { .. } | Meaning::Markdown { .. } => None,
        }
    }
}

/// Gives arguments the names that they have for what a shortcode means: those with a name first, then those that are called
/// by their number.
pub fn rename(own: &Shortcode, arguments: &mut [Argument]) {
    for (called, argument) in called(arguments).into_iter().zip(arguments) {
        if let Some(name) = own.argument(&called) {
            // A number is a place, not a name.
            argument.key =
                Some(name.to_owned()).filter(|name| !name.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}

/// What each of these arguments is called: by its name, or by its number among those without one, from 1 on.
pub fn called(arguments: &[Argument]) -> Vec<String> {
    let mut number = 0;
    let called = |argument: &Argument| {
        argument.key.clone().unwrap_or_else(|| {
            number += 1;
            number.to_string()
        })
    };
    arguments.iter().map(called).collect()
}

#[cfg(test)]
pub mod tests {
    use std::sync::LazyLock;

    use super::*;

    /// The built-in callouts, and a few names of each kind.
    pub fn vocabulary() -> Vocabulary<'static> {
        static NONE: LazyLock<Shortcodes> = LazyLock::new(Shortcodes::default);
        static NAMES: LazyLock<Named<Body>> = LazyLock::new(|| {
            let mut names = Named::default();
            for (name, body) in [
                ("highlight", Body::Verbatim),
                ("code", Body::Verbatim),
                ("codeblock", Body::Verbatim),
                ("code-block", Body::Verbatim),
                ("code-toggle", Body::Verbatim),
                ("mermaid", Body::Drawing),
                ("katex", Body::Formula),
                ("math", Body::Formula),
                ("tabs", Body::Parts),
                ("tab", Body::Parts),
                ("card", Body::Parts),
                ("figure", Body::Markdown),
                ("include", Body::None),
                ("youtube", Body::None),
            ] {
                names.add(name, Written::ANY, body);
            }
            names
        });
        Vocabulary {
            callouts: Callouts::built_in(),
            own: &NONE,
            built_in: |name, written| NAMES.find(name, written),
        }
    }

    #[test]
    fn a_name_is_found_in_its_notations_in_its_spellings_and_by_its_beginning() {
        let mut names = Named::default();
        names.add("a", Written::ROLE, 1);
        names.add("addedin", Written::TEMPLATE | Written::LOOSE, 2);
        names.add("py:*", Written::ROLE, 3);
        assert_eq!(names.find("a", Written::ROLE), Some(1));
        assert_eq!(names.find("a", Written::HUGO), None);
        assert_eq!(names.find("added-in", Written::TEMPLATE), Some(2));
        assert_eq!(names.find("py:func", Written::ROLE), Some(3));
        assert_eq!(names.find("pyfunc", Written::ROLE), None);
    }
}
