//! What a note can ask for by name: a row of the table of constructs. The rows are in `meaning`, where each construct has a
//! file of its own; what is here is all that a row has to know.

use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::syntax::names::{Body, Named, Written};
use crate::read::syntax::tag::Tag;
use crate::source::Span;

/// One thing that a note can ask for by name.
pub struct Construct {
    /// The names that it has, by the notations in which they have this meaning: in lower case, for notes may write them in
    /// any letter case; with a `*` at its end, all that begin so.
    pub names: &'static [(Written, &'static [&'static str])],
    /// How what stands in it is taken.
    pub body: Body,
    /// What it is, in one sentence.
    pub doc: &'static str,
    /// A note that asks for it, which converts without a warning.
    pub example: &'static str,
    /// What it becomes, with what stands between its tags. The children come back when the arguments say that it is
    /// something else.
    pub read: Read,
}

impl Construct {
    /// Its names, each with its notations.
    pub fn each_name(&self) -> impl Iterator<Item = (&'static str, Written)> {
        self.names.iter().flat_map(|(written, names)| names.iter().map(move |name| (*name, *written)))
    }

    /// Whether a name (in lower case) has this meaning in a notation.
    pub fn means(&self, name: &str, written: Written) -> bool {
        self.each_name().any(|(own, notations)| own == name && notations.meets(written))
    }
}

/// What reads a construct of what stands between its tags; these come back where it is something else.
pub type Read = fn(&Call, Vec<Node>, &mut Reader) -> Result<Content, Vec<Node>>;

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
    /// Whether no tag closes it.
    pub alone: bool,
    /// What stands in it as it is written, where that is no Markdown.
    pub verbatim: Option<Verbatim<'a>>,
}

/// What stands in a role, or in a directive with code.
pub struct Verbatim<'a> {
    /// The directive's argument.
    pub argument: &'a str,
    /// What stands in it, with its options.
    pub text: &'a str,
    /// The options.
    pub given: &'a [(String, String)],
    /// What stands in it, without its options.
    pub body: &'a str,
}

impl Verbatim<'_> {
    /// The value of an option.
    pub fn value(&self, key: &str) -> Option<&str> {
        crate::read::core::note::value(self.given, key)
    }

    /// The name that it gives itself.
    pub fn label(&self) -> Option<String> {
        let label = self.value("name").or(self.value("label"));
        label.filter(|label| !label.is_empty()).map(str::to_owned)
    }
}

/// The constructs by their names.
pub type Registry = Named<&'static Construct>;

/// A registry of these rows.
pub fn registry(constructs: &[&'static Construct]) -> Registry {
    let mut registry = Registry::default();
    for construct in constructs {
        construct.each_name().for_each(|(name, written)| registry.add(name, written, *construct));
    }
    registry
}
