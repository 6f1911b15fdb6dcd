//! Citations and the list of works: tags of jekyll-scholar (`{% cite key other --locator 23 %}`, `{% bibliography %}`; its README,
//! "Citations" and "Bibliographies"), roles and directives of MyST.

use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::reference::ALL_WORKS;
use crate::ir::reference::Form;
use crate::ir::reference::Item;
use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::meaning::reference::line;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static CITE: Construct = Construct {
    names: &[(Written::TEMPLATE, &["cite"])],
    body: Body::None,
    doc: "A citation of jekyll-scholar.",
    example: "---\nreferences:\n  doe2020:\n    type: book\n    title: A book\n    author: Doe, Ann\n    date: 2020\n---\n\nAs {% cite doe2020 %} has it.",
    read: |call, children, reader| {
        let items = if call.tag.empty || !children.is_empty() { Vec::new() } else { cited(call.tag) };
        if items.is_empty() {
            return Err(children);
        }
        let target = LinkTarget::Reference(Reference { items, form: Form::Aside }).into();
        let content = vec![Inline::text(call.span, reader.note.source.slice(call.span))];
        let kind = InlineKind::Link { target, title: None, content };
        Ok(Content::Inlines(vec![Inline::new(call.span, kind)]))
    },
};

pub static CITATION: Construct = Construct {
    names: &[(Written::ROLE, &["cite", "footcite", "citep", "citet", "cite:*", "footcite:*"])],
    body: Body::Markdown,
    doc: "A citation.",
    example: "---\nreferences:\n  doe2020:\n    type: book\n    title: A book\n    author: Doe, Ann\n    date: 2020\n---\n\nAs {cite:t}`doe2020` has it.",
    read: |call, _, _| {
        let line = line(call);
        let local = call.name.split_once(':').map_or(call.name, |(_, local)| local);
        let item = |name: &str| Item { name: name.trim().to_owned(), ..Item::default() };
        let items: Vec<Item> = line.split(',').map(item).filter(|item| !item.name.is_empty()).collect();
        if items.is_empty() {
            return Ok(Content::Inlines(vec![Inline::text(call.span, line)]));
        }
        let form = if matches!(local, "t" | "ct" | "ts" | "citet") { Form::Prose } else { Form::Aside };
        let target = LinkTarget::Reference(Reference { items, form }).into();
        let content = vec![Inline::text(call.span, format!("[{line}]"))];
        let kind = InlineKind::Link { target, title: None, content };
        Ok(Content::Inlines(vec![Inline::new(call.span, kind)]))
    },
};

pub static WORKS: Construct = Construct {
    names: &[(Written::TEMPLATE, &["bibliography"])],
    body: Body::None,
    doc: "The list of works, by jekyll-scholar.",
    example: "---\nreferences:\n  doe2020:\n    type: book\n    title: A book\n    author: Doe, Ann\n    date: 2020\n---\n\n{% bibliography %}",
    read: |call, children, reader| match call.tag.empty || !children.is_empty() {
        true => Err(children),
        false => Ok(Content::Blocks(vec![list_of_works(reader, call.span, call.tag)])),
    },
};

pub static WORKS_DIRECTIVE: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["bibliography"])],
    body: Body::Verbatim,
    doc: "The list of works.",
    example: "```{bibliography}\n```",
    read: |call, children, _| {
        if call.verbatim.is_none() {
            return Err(children);
        }
        let attributes = AttributeList { id: Some("refs".to_owned()), ..AttributeList::default() }.into();
        let kind = BlockKind::Division { blocks: Vec::new() };
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind }]))
    },
};

/// Options of `cite` that have a value.
const VALUED: [&str; 14] = [
    "-l",
    "--locator",
    "-L",
    "--label",
    "-p",
    "--prefix",
    "--suffix",
    "-s",
    "--style",
    "-f",
    "--file",
    "-T",
    "--template",
    "--text",
];

pub fn list_of_works(reader: &mut Reader, span: Span, tag: &Tag) -> Block {
    let asks = |names: &[&str]| {
        let mut words = tag.arguments.iter().map(|argument| argument.value.as_str());
        words.any(|word| names.contains(&word))
    };
    let is_of_cited = asks(&["-c", "--cited", "-C", "--cited_in_order"]);
    if asks(&["-q", "--query", "-f", "--file", "-m", "--max"]) {
        let message =
            "`bibliography` asks for a choice of works: the list has those of the note's bibliography";
        reader.findings.push(Diagnostic::warning(Code::Citation, message).at(span));
    }
    let classes = if is_of_cited { Vec::new() } else { vec![ALL_WORKS.to_owned()] };
    let attributes = AttributeList { id: Some("refs".to_owned()), classes, ..AttributeList::default() };
    Block { span, attributes: attributes.into(), kind: BlockKind::Division { blocks: Vec::new() } }
}

/// The works that a tag names, with the places in them.
fn cited(tag: &Tag) -> Vec<Item> {
    let (mut items, mut places) = (Vec::<Item>::new(), Vec::new());
    let (mut label, mut before, mut after, mut short) = ("", "", "", false);
    let mut words = tag.arguments.iter();
    while let Some(argument) = words.next() {
        match argument.value.as_str() {
            "-A" | "--suppress_author" => short = true,
            option if VALUED.contains(&option) => {
                let value = words.next().map_or("", |argument| argument.value.as_str());
                match option {
                    "-l" | "--locator" => places.push(value),
                    "-L" | "--label" => label = value,
                    "-p" | "--prefix" => before = value,
                    "--suffix" => after = value,
                    _ => {}
                }
            }
            option if option.starts_with("--") || argument.key.is_some() => {}
            name => items.push(Item { name: name.to_owned(), ..Item::default() }),
        }
    }
    let label = match label {
        "" | "page" => "p.",
        "chapter" => "chap.",
        "section" => "sec.",
        label => label,
    };
    let last = items.len().saturating_sub(1);
    for (at, item) in items.iter_mut().enumerate() {
        item.short = short;
        item.after = places.get(at).map(|place| format!("{label} {place}")).unwrap_or_default();
        if at == 0 {
            item.before = before.to_owned();
        }
        if at == last && !after.is_empty() {
            let comma = if item.after.is_empty() { "" } else { ", " };
            item.after = [&item.after, comma, after].concat();
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::syntax::tag;

    fn show(text: &str) -> String {
        let (tag, _) = tag::read(text, 0).unwrap();
        let item = |Item { name, before, after, short }: &Item| {
            format!("{before}({}{name}){after}", if *short { "-" } else { "" })
        };
        cited(&tag).iter().map(item).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn citations_have_keys_and_places() {
        assert_eq!(show("{% cite doe2020 %}"), "(doe2020)");
        assert_eq!(show("{% cite a b:c --locator 3 -l 5-6 %}"), "(a)p. 3 (b:c)p. 5-6");
        assert_eq!(show("{% cite a -A --label chapter -l 2 --prefix \"see\" %}"), "see(-a)chap. 2");
        assert_eq!(show("{% cite a --file other --style apa %}"), "(a)");
        assert_eq!(show("{% cite %}"), "");
    }
}
