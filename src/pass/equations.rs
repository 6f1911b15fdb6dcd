//! Numbers of formulas: one that has a label and is referred to, or is in a project that numbers all that have one, gets
//! the next number and shows it; the pass `references`
//! makes references show it too. One with a `\tag` keeps that.

use std::collections::{BTreeMap, HashSet};

use super::project;
use crate::files::Files;
use crate::ir::holds::Holds;
use crate::ir::walk::{Visit, VisitMut, walk_inline, walk_inline_mut};
use crate::ir::{Document, Inline, InlineKind, LinkTarget, metadata};
use crate::latex::Macros;
use crate::read::formula_labels;

/// The numbers of formulas, by their labels.
pub type Numbers = BTreeMap<String, String>;

/// Numbers the formulas of a document, which `holds` this and whose identifiers are still those of the note: the numbers, and
/// the same for reading the formulas that refer to others.
pub fn run(document: &mut Document, holds: Holds, files: &dyn Files) -> (Numbers, Macros) {
    let mut found = Found::default();
    if holds.contains(Holds::MATH) {
        document.blocks.iter().for_each(|block| found.block(block));
    }
    let mut macros = Macros::default();
    let mut numbers = Numbers::new();
    if found.labels.is_empty() {
        return (numbers, macros);
    }
    let all = project::numbers(files).formulas;
    let mut next = 1;
    let chapter = document.metadata.chapter.clone();
    let own = |count| metadata::number(&chapter, count);
    for label in found.labels {
        if !all && !found.referred.contains(label.name) || numbers.contains_key(label.name) {
            continue;
        }
        let number = label.tag.map_or_else(|| own(next), str::to_owned);
        next += usize::from(label.tag.is_none());
        macros.set_number(label.name, &number, label.tag.is_none());
        numbers.insert(label.name.to_owned(), number);
    }
    Tags { numbers: &numbers }.blocks(&mut document.blocks);
    (numbers, macros)
}

/// A formula's label.
struct Label<'a> {
    name: &'a str,
    tag: Option<&'a str>,
}

/// The labels of formulas in order, and what is referred to.
#[derive(Default)]
struct Found<'a> {
    labels: Vec<Label<'a>>,
    referred: HashSet<&'a str>,
}

impl<'a> Visit<'a> for Found<'a> {
    #[expect(clippy::string_slice, reason = "offsets are of commands that were found in the same text")]
    fn inline(&mut self, inline: &'a Inline) {
        match &inline.kind {
            InlineKind::Math { tex, .. } => {
                let rows = tex.split(r"\\").map(|row| (tag(row), formula_labels(row)));
                let inside: Vec<Label> =
                    rows.flat_map(|(tag, names)| names.map(move |name| Label { name, tag })).collect();
                let own =
                    inline.attributes.id.as_deref().filter(|id| inside.iter().all(|label| label.name != *id));
                self.labels.extend(own.map(|name| Label { name, tag: tag(tex) }));
                self.labels.extend(inside);
                let references = tex.match_indices("ref{").map(|(at, open)| &tex[at + open.len()..]);
                self.referred.extend(references.filter_map(|inside| inside.split('}').next()).map(str::trim));
            }
            InlineKind::Link { target, .. } => match &**target {
                LinkTarget::Unresolved(address) => self.referred.extend(address.strip_prefix('#')),
                LinkTarget::Reference(reference) => {
                    self.referred.extend(reference.items.iter().map(|item| item.name.as_str()));
                }
                _ => {}
            },
            _ => {}
        }
        walk_inline(self, inline);
    }
}

/// The tag that a row of a formula has, without parentheses.
#[expect(clippy::string_slice, reason = "offsets are of commands that were found in the same text")]
fn tag(row: &str) -> Option<&str> {
    let at = row.find(r"\tag")?;
    let (tag, _) = row[at + 4..].trim_start_matches('*').strip_prefix('{')?.split_once('}')?;
    Some(tag.strip_prefix('(').and_then(|tag| tag.strip_suffix(')')).unwrap_or(tag))
}

struct Tags<'a> {
    numbers: &'a Numbers,
}

impl VisitMut for Tags<'_> {
    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        if let InlineKind::Math { tex, .. } = &mut inline.kind {
            let number = inline.attributes.id.as_ref().and_then(|id| self.numbers.get(id));
            let inside = || formula_labels(tex).any(|label| Some(label) == inline.attributes.id.as_deref());
            if let Some(number) = number.filter(|_| tag(tex).is_none() && !inside()) {
                tex.push_str(&format!(r" \tag{{{number}}}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::reference::{Form, Reference};
    use crate::ir::walk::plain_text;
    use crate::ir::{Block, BlockKind};
    use crate::source::Span;

    fn formula(tex: &str, id: &str) -> Inline {
        let kind = InlineKind::Math { tex: tex.to_owned(), display: true, formula: None };
        let mut inline = Inline::new(Span::default(), kind);
        inline.attributes.id = Some(id.to_owned());
        inline
    }

    /// The words of a note with these formulas and references to these of them.
    fn show(mut content: Vec<Inline>, names: &[&str]) -> String {
        content.extend(names.iter().map(|name| {
            let target = LinkTarget::Reference(Reference::to(*name, Form::Number)).into();
            Inline::new(Span::default(), InlineKind::Link { target, title: None, content: Vec::new() })
        }));
        let blocks = vec![Block::new(Span::default(), BlockKind::Paragraph { content })];
        let mut document = Document { blocks, ..Document::default() };
        run(&mut document, Holds::all(), &crate::files::Memory::default());
        let BlockKind::Paragraph { content } = &document.blocks[0].kind else { unreachable!() };
        plain_text(content)
    }

    #[test]
    fn what_is_referred_to_is_numbered_in_order() {
        let formulas = || vec![formula("x", "eq-a"), formula("y", "eq-b"), formula("z", "eq-c")];
        assert_eq!(show(formulas(), &["eq-c", "eq-a"]), r"x \tag{1}yz \tag{2}");
        assert_eq!(show(formulas(), &["eq-d"]), "xyz");
        assert_eq!(show(vec![formula(r"x \tag{*}", "a")], &["a"]), r"x \tag{*}");
    }
}
