//! The table of statements: tags of template languages (Liquid, Nunjucks, Jinja, Tera, Twig, Django) that say what a site's
//! program is to do. A note runs nothing: a row says what stands in such a tag, and what becomes of the tag itself.

/// A row of [`STATEMENTS`].
pub struct Statement {
    /// Its name.
    pub name: &'static str,
    /// What stands between it and the tag that closes it.
    pub inside: Inside,
    /// What the message says of it, where only a site's program can do what it asks for.
    pub left: Option<&'static str>,
}

/// What stands in a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Inside {
    /// Nothing, or Markdown.
    Markdown,
    /// Text that is no template.
    Raw,
    /// What nobody sees.
    Comment,
    /// Text for later: the first argument names it.
    Captured,
    /// What is for the site's program, or for the looks of its page.
    LeftOut,
}

use Inside::{Captured, Comment, LeftOut, Markdown, Raw};

const fn row(name: &'static str, inside: Inside, left: Option<&'static str>) -> Statement {
    Statement { name, inside, left }
}

/// Of one that stands alone.
const ALONE: Option<&str> = Some("it is left out");
/// Of one that a tag closes.
const AROUND: Option<&str> = Some("what stands in it is kept");

/// The statements.
pub const STATEMENTS: &[Statement] = &[
    row("raw", Raw, None),
    row("verbatim", Raw, None),
    row("comment", Comment, None),
    row("capture", Captured, AROUND),
    row("set", Captured, ALONE),
    row("macro", LeftOut, AROUND),
    row("css", LeftOut, None),
    row("javascript", LeftOut, None),
    row("js", LeftOut, None),
    row("schema", LeftOut, None),
    row("script", LeftOut, None),
    row("style", LeftOut, None),
    row("stylesheet", LeftOut, None),
    row("assign", Markdown, ALONE),
    row("cycle", Markdown, ALONE),
    row("decrement", Markdown, ALONE),
    row("elif", Markdown, ALONE),
    row("else", Markdown, ALONE),
    row("elsif", Markdown, ALONE),
    row("extends", Markdown, ALONE),
    row("from", Markdown, ALONE),
    row("import", Markdown, ALONE),
    row("increment", Markdown, ALONE),
    row("when", Markdown, ALONE),
    row("block", Markdown, AROUND),
    row("call", Markdown, AROUND),
    row("case", Markdown, AROUND),
    row("filter", Markdown, AROUND),
    row("for", Markdown, AROUND),
    row("if", Markdown, AROUND),
    row("unless", Markdown, AROUND),
    row("with", Markdown, AROUND),
];

/// What stands in a tag of this name.
pub fn inside(name: &str) -> Inside {
    find(name).map_or(Inside::Markdown, |row| row.inside)
}

/// What becomes of a tag that only the program of a site can do; `None` for other tags.
pub fn left(name: &str) -> Option<&'static str> {
    find(name)?.left
}

fn find(name: &str) -> Option<&'static Statement> {
    STATEMENTS.iter().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_statement_has_two_rows() {
        for (index, row) in STATEMENTS.iter().enumerate() {
            assert!(STATEMENTS[..index].iter().all(|other| other.name != row.name), "{}", row.name);
        }
    }
}
