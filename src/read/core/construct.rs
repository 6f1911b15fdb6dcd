//! What a note can ask for by name: a row of the table of constructs. The rows are in `meaning`, where each construct has a
//! file of its own; what is here is all that a row has to know.

use std::collections::HashMap;
use std::ops::BitOr;

use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::syntax::tag::{Syntax, Tag};
use crate::source::Span;

/// One thing that a note can ask for by name.
pub struct Construct {
    /// The names that it has, each with the notations in which it has this meaning.
    pub names: &'static [Name],
    /// What it is, in one sentence.
    pub doc: &'static str,
    /// A note that asks for it, which converts without a warning.
    pub example: &'static str,
    /// What it becomes, with what stands between its tags. The children come back when the arguments say that it is
    /// something else.
    pub read: Read,
}

/// What reads a construct of what stands between its tags; these come back where it is something else.
pub type Read = fn(&Call, Vec<Node>, &mut Reader) -> Result<Content, Vec<Node>>;

/// A name of a construct.
pub struct Name {
    /// The name, in lower case.
    pub text: &'static str,
    /// The notations in which it means this.
    pub written: Written,
}

/// Names that all have one meaning in the same notations.
#[expect(
    clippy::indexing_slicing,
    reason = "the place is below the length, and it is known when the program is compiled"
)]
pub const fn names<const N: usize>(texts: [&'static str; N], written: Written) -> [Name; N] {
    let mut names = [const { Name { text: "", written: Written::NONE } }; N];
    let mut at = 0;
    while at < N {
        names[at] = Name { text: texts[at], written };
        at += 1;
    }
    names
}

/// The notations in which a name can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written(u8);

impl Written {
    /// In none.
    pub const NONE: Self = Self(0);
    /// `{% name %}`: Nunjucks, Liquid, Jinja, Zola.
    pub const TEMPLATE: Self = Self(1);
    /// `{{< name >}}`, `{{% name %}}`: Hugo, Quarto.
    pub const HUGO: Self = Self(2);
    /// `!!! name`, `??? name`, `/// name`: Python-Markdown.
    pub const ADMONITION: Self = Self(4);
    /// `:::name`, `::: {.name}`, `:::{name}`, ```` ```{name} ````: divisions, and directives of MyST.
    pub const DIRECTIVE: Self = Self(8);
    /// `<Name>`, `::name`: components of JSX, Vue and MDC.
    pub const COMPONENT: Self = Self(16);
    /// `` {name}`text` ``: roles of MyST.
    pub const ROLE: Self = Self(32);
    /// In any spelling of the name: with hyphens, underscores or without.
    pub const LOOSE: Self = Self(64);
    /// As a tag of any shortcode.
    pub const SHORTCODE: Self = Self(1 | 2 | 4);
    /// As any tag that shortcodes and directives are.
    pub const TAG: Self = Self(1 | 2 | 4 | 8);

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
pub const NOTATIONS: [(Written, &str); 6] = [
    (Written::TEMPLATE, "{% name %}"),
    (Written::HUGO, "{{< name >}}"),
    (Written::ADMONITION, "!!! name"),
    (Written::DIRECTIVE, ":::{name}"),
    (Written::COMPONENT, "<Name>"),
    (Written::ROLE, "{name}`text`"),
];

/// Where a note asks for a construct.
pub struct Call<'a> {
    /// The name, in lower case.
    pub name: &'a str,
    /// In which notation.
    pub written: Written,
    /// Where it stands.
    pub span: Span,
    /// Its arguments; the text of a role is its only one.
    pub tag: &'a Tag,
}

/// The constructs by their names.
pub struct Registry {
    exact: HashMap<&'static str, Vec<Row>>,
    loose: HashMap<&'static str, Vec<Row>>,
}

/// A meaning of a name.
type Row = (Written, &'static Construct);

impl Registry {
    /// A registry of these rows.
    pub fn new(constructs: &[&'static Construct]) -> Self {
        let (mut exact, mut loose): (HashMap<_, Vec<Row>>, HashMap<_, Vec<Row>>) = Default::default();
        for construct in constructs {
            for Name { text, written } in construct.names {
                let known = if written.meets(Written::LOOSE) { &mut loose } else { &mut exact };
                known.entry(*text).or_default().push((*written, *construct));
            }
        }
        Self { exact, loose }
    }

    /// What a name (in lower case) means in a notation.
    pub fn find(&self, name: &str, written: Written) -> Option<&'static Construct> {
        let meant = |rows: &Vec<Row>| rows.iter().find(|(own, _)| own.meets(written)).map(|(_, row)| *row);
        if let Some(found) = self.exact.get(name).and_then(meant) {
            return Some(found);
        }
        if let Some(found) = self.loose.get(name).and_then(meant) {
            return Some(found);
        }
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        self.loose.get(plain.as_str()).and_then(meant)
    }
}
