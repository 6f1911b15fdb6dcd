//! Roles that refer to something: `` {ref}`name` ``, `` {doc}`words <file>` ``, `` {rfc}`2324` ``.

use crate::ir::reference::Form;
use crate::ir::*;
use crate::read::core::construct::Call;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::role::parts;

pub static REFERENCE: Construct = Construct {
    names: &[(
        Written::ROLE,
        &["ref", "any", "hoverxref", "std:ref", "prf:ref", "numref", "std:numref", "eq", "math:numref"],
    )],
    body: Body::Markdown,
    doc: "A reference to a heading, a figure, a table or a formula.",
    example: "(a)=\n# One\n\nSee {ref}`a`.",
    read: |call, _, _| {
        let form = match call.name {
            "numref" | "std:numref" => Form::Named,
            "eq" | "math:numref" => Form::Parenthesized,
            _ => Form::Title,
        };
        Ok(link(call, LinkTarget::Reference(Reference::to(target(call), form)), shown(call)))
    },
};

pub static TERM: Construct = Construct {
    names: &[(Written::ROLE, &["term", "std:term", "button-ref"])],
    body: Body::Markdown,
    doc: "A link to a term of a glossary, or to a name in the note.",
    example: "See {term}`bit`.\n\n:::{glossary}\nbit\n: zero or one\n:::",
    read: |call, _, _| {
        let address = LinkTarget::Unresolved(format!("#{}", target(call)));
        Ok(link(call, address, shown(call)))
    },
};

pub static DOCUMENT: Construct = Construct {
    names: &[(Written::ROLE, &["doc", "std:doc"])],
    body: Body::Markdown,
    doc: "A link to another note.",
    example: "See {doc}`the other <other>`.",
    read: |call, _, _| {
        let path = note_path(target(call));
        Ok(match parts(line(call)).0 {
            Some(words) => link(call, LinkTarget::Unresolved(path), words),
            None => link(call, LinkTarget::Reference(Reference::to(path, Form::Document)), target(call)),
        })
    },
};

pub static DOWNLOAD: Construct = Construct {
    names: &[(Written::ROLE, &["download", "button-link", "button"])],
    body: Body::Markdown,
    doc: "A link to a file or to an address.",
    example: "{download}`the data <data.csv>`",
    read: |call, _, _| {
        let shown = shown(call);
        let shown = if call.name == "download" { shown.rsplit('/').next().unwrap_or(shown) } else { shown };
        Ok(link(call, LinkTarget::Unresolved(target(call).to_owned()), shown))
    },
};

pub static NUMBERED: Construct = Construct {
    names: &[(Written::ROLE, &["pep", "rfc", "cve", "cwe", "doi"])],
    body: Body::Markdown,
    doc: "A link to a document that has a number.",
    example: "{rfc}`2324`",
    read: |call, _, _| {
        let (words, target) = parts(line(call));
        let (name, address) = match call.name {
            "pep" => ("PEP", format!("https://peps.python.org/pep-{target:0>4}/")),
            "rfc" => ("RFC", format!("https://datatracker.ietf.org/doc/html/rfc{target}")),
            "cve" => ("CVE", format!("https://www.cve.org/CVERecord?id=CVE-{target}")),
            "cwe" => ("CWE", format!("https://cwe.mitre.org/data/definitions/{target}.html")),
            _ => ("", format!("https://doi.org/{target}")),
        };
        let number = words.map_or_else(|| format!("{name} {target}"), str::to_owned);
        Ok(link(call, LinkTarget::Unresolved(address), number.trim_start()))
    },
};

/// The text of a role, in one line.
pub fn line<'c>(call: &Call<'c>) -> &'c str {
    call.tag.free(0).unwrap_or_default()
}

/// What a role refers to.
pub fn target<'c>(call: &Call<'c>) -> &'c str {
    parts(line(call)).1
}

/// The words that a role shows: its own, or what it refers to.
pub fn shown<'c>(call: &Call<'c>) -> &'c str {
    let (words, target) = parts(line(call));
    words.unwrap_or(target)
}

/// A link to `target` with these words.
fn link(call: &Call, target: LinkTarget, words: &str) -> Content {
    let content = vec![Inline::text(call.span, words)];
    let kind = InlineKind::Link { target: Box::new(target), title: None, content };
    Content::Inlines(vec![Inline::new(call.span, kind)])
}

/// The note that a document's name stands for: Sphinx has them without extension.
pub fn note_path(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.is_empty() || file.contains('.') {
        true => name.to_owned(),
        false => format!("{name}.md"),
    }
}
