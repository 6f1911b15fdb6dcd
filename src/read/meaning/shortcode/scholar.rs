//! Tags of jekyll-scholar: citations, `{% cite key other --locator 23 %}`, and the list of works, `{% bibliography %}`
//! (jekyll-scholar's README, "Citations" and "Bibliographies").

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::reference::{ALL_WORKS, Form, Item};
use crate::ir::*;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::syntax::tag::{Syntax, Tag};
use crate::source::Span;

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

impl Reader<'_> {
    /// What a tag of jekyll-scholar that closes nothing says; `None` when it is none.
    pub fn scholar(&mut self, span: Span, tag: &Tag) -> Option<Content> {
        if tag.syntax != Syntax::Template || tag.empty {
            return None;
        }
        match tag.name.as_str() {
            "cite" => {
                let items = cited(tag);
                if items.is_empty() {
                    return None;
                }
                let target = LinkTarget::Reference(Reference { items, form: Form::Aside }).into();
                let content = vec![Inline::text(span, self.note.source.slice(span))];
                let kind = InlineKind::Link { target, title: None, content };
                Some(Content::Inlines(vec![Inline::new(span, kind)]))
            }
            "bibliography" => Some(Content::Blocks(vec![self.list_of_works(span, tag)])),
            _ => None,
        }
    }

    fn list_of_works(&mut self, span: Span, tag: &Tag) -> Block {
        let asks = |names: &[&str]| {
            let mut words = tag.arguments.iter().map(|argument| argument.value.as_str());
            words.any(|word| names.contains(&word))
        };
        let is_of_cited = asks(&["-c", "--cited", "-C", "--cited_in_order"]);
        if asks(&["-q", "--query", "-f", "--file", "-m", "--max"]) {
            let message =
                "`bibliography` asks for a choice of works: the list has those of the note's bibliography";
            self.findings.push(Diagnostic::warning(Code::Citation, message).at(span));
        }
        let classes = if is_of_cited { Vec::new() } else { vec![ALL_WORKS.to_owned()] };
        let attributes = AttributeList { id: Some("refs".to_owned()), classes, ..AttributeList::default() };
        Block { span, attributes: attributes.into(), kind: BlockKind::Division { blocks: Vec::new() } }
    }
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
