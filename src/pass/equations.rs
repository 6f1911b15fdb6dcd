//! Numbers of formulas: one that has a label and is referred to gets the next number, shows it, and references show
//! it too (`\eqref{x}`, Quarto's `@eq-x`, MyST's `` {eq}`x` ``, an empty link to `#x`). One with a `\tag` keeps that.

use std::collections::{HashMap, HashSet};

use crate::ir::walk::{Visit, VisitMut, plain_text, walk_inline, walk_inline_mut, walk_inlines_mut};
use crate::ir::{Document, Inline, InlineKind, LinkTarget};
use crate::latex::Macros;
use crate::read::{formula_labels, formula_reference, formulas_in};
use crate::source::Span;

/// Numbers the formulas of a document whose identifiers are still those of the note, and writes the references to
/// them. The numbers are for reading the formulas that show them.
pub fn run(document: &mut Document) -> Macros {
    let mut found = Found::default();
    document.blocks.iter().for_each(|block| found.block(block));
    let mut macros = Macros::default();
    let mut numbers = HashMap::new();
    if found.labels.is_empty() {
        return macros;
    }
    let mut next = 1;
    for label in found.labels {
        if !found.referred.contains(label.name) || numbers.contains_key(label.name) {
            continue;
        }
        let number = label.tag.map_or_else(|| next.to_string(), str::to_owned);
        next += usize::from(label.tag.is_none());
        macros.set_number(label.name, &number, label.tag.is_none());
        numbers.insert(label.name.to_owned(), number);
    }
    References { numbers }.blocks(&mut document.blocks);
    macros
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
    /// The text before ends in MyST's `{eq}`.
    role: bool,
}

impl<'a> Visit<'a> for Found<'a> {
    fn inline(&mut self, inline: &'a Inline) {
        let role = std::mem::take(&mut self.role);
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
            InlineKind::Link { target, .. } => {
                if let LinkTarget::Unresolved(address) = &**target {
                    self.referred.extend(address.strip_prefix('#'));
                }
            }
            InlineKind::Text { text } => {
                self.referred.extend(citations(text).map(|(_, name)| name));
                self.role = text.ends_with(ROLE);
            }
            InlineKind::Code { text, .. } if role => {
                self.referred.insert(text);
            }
            _ => {}
        }
        walk_inline(self, inline);
    }
}

/// What MyST writes before the label of a formula in backticks.
const ROLE: &str = "{eq}";

/// The references of Quarto in a text: where each begins, with its `@`, and the name.
fn citations(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("@eq-").map(move |(at, _)| {
        let name = &text[at + 1..];
        let length = name.find(|c: char| !(c.is_alphanumeric() || "-_:.".contains(c))).unwrap_or(name.len());
        (at, name[..length].trim_end_matches(['.', ':', '-']))
    })
}

/// The tag that a row of a formula has, without parentheses.
fn tag(row: &str) -> Option<&str> {
    let at = row.find(r"\tag")?;
    let (tag, _) = row[at + 4..].trim_start_matches('*').strip_prefix('{')?.split_once('}')?;
    Some(tag.strip_prefix('(').and_then(|tag| tag.strip_suffix(')')).unwrap_or(tag))
}

struct References {
    numbers: HashMap<String, String>,
}

impl References {
    fn link(&self, span: Span, name: &str) -> Option<Inline> {
        let number = self.numbers.get(name)?;
        let mut link = formula_reference(span, name, true);
        if let InlineKind::Link { content, .. } = &mut link.kind {
            *content = formulas_in(&format!("({number})"));
        }
        Some(link)
    }

    /// The text in pieces, its references as links.
    fn split(&self, span: Span, text: &str) -> Option<Vec<Inline>> {
        let mut pieces = Vec::new();
        let mut copied = 0;
        for (at, name) in citations(text) {
            let Some(link) = self.link(span, name) else { continue };
            pieces.push(Inline::text(span, &text[copied..at]));
            pieces.push(link);
            copied = at + 1 + name.len();
        }
        (copied > 0).then(|| {
            pieces.push(Inline::text(span, &text[copied..]));
            pieces
        })
    }
}

impl VisitMut for References {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let refers = |inline: &Inline| match &inline.kind {
            InlineKind::Text { text } => text.contains("@eq-") || text.ends_with(ROLE),
            _ => false,
        };
        if inlines.iter().any(refers) {
            let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
            for inline in std::mem::take(inlines) {
                if let InlineKind::Code { text, .. } = &inline.kind
                    && let Some(InlineKind::Text { text: before }) = out.last_mut().map(|last| &mut last.kind)
                    && before.ends_with(ROLE)
                    && let Some(link) = self.link(inline.span, text)
                {
                    before.truncate(before.len() - ROLE.len());
                    out.push(link);
                    continue;
                }
                match &inline.kind {
                    InlineKind::Text { text } => match self.split(inline.span, text) {
                        Some(pieces) => out.extend(pieces),
                        None => out.push(inline),
                    },
                    _ => out.push(inline),
                }
            }
            *inlines = out;
        }
        walk_inlines_mut(self, inlines);
    }

    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        match &mut inline.kind {
            InlineKind::Math { tex, .. } => {
                let number = inline.attributes.id.as_ref().and_then(|id| self.numbers.get(id));
                let inside =
                    || formula_labels(tex).any(|label| Some(label) == inline.attributes.id.as_deref());
                if let Some(number) = number.filter(|_| tag(tex).is_none() && !inside()) {
                    tex.push_str(&format!(r" \tag{{{number}}}"));
                }
            }
            InlineKind::Link { target, content, .. } => {
                let LinkTarget::Unresolved(address) = &**target else { return };
                let Some((name, number)) =
                    address.strip_prefix('#').and_then(|name| self.numbers.get_key_value(name))
                else {
                    return;
                };
                let words = plain_text(content);
                if words.trim().is_empty() || words == format!("({name})") {
                    *content = formulas_in(&format!("({number})"));
                } else if words == *name {
                    *content = formulas_in(number);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Block, BlockKind};

    fn paragraph(content: Vec<Inline>) -> Block {
        Block::new(Span::default(), BlockKind::Paragraph { content })
    }

    fn formula(tex: &str, id: &str) -> Inline {
        let kind = InlineKind::Math { tex: tex.to_owned(), display: true, formula: None };
        let mut inline = Inline::new(Span::default(), kind);
        inline.attributes.id = Some(id.to_owned());
        inline
    }

    /// The words of a note with these formulas and this text, links in brackets.
    fn show(formulas: Vec<Inline>, content: Vec<Inline>) -> String {
        let blocks = vec![paragraph(formulas), paragraph(content)];
        let mut document = Document { blocks, ..Document::default() };
        run(&mut document);
        plain_text(&document.blocks.iter().fold(Vec::new(), |mut all, block| {
            if let BlockKind::Paragraph { content } = &block.kind {
                all.extend(content.clone());
            }
            all
        }))
    }

    #[test]
    fn what_is_referred_to_is_numbered_in_order() {
        let text = |text: &str| Inline::text(Span::default(), text);
        let formulas = || vec![formula("x", "eq-a"), formula("y", "eq-b"), formula("z", "eq-c")];
        assert_eq!(show(formulas(), vec![text("By @eq-c, @eq-a.")]), r"x \tag{1}yz \tag{2}By (2), (1).");
        assert_eq!(show(formulas(), vec![text("no @eq-d")]), "xyzno @eq-d");
        let reference = |name, parentheses| formula_reference(Span::default(), name, parentheses);
        assert_eq!(show(formulas(), vec![reference("eq-b", true)]), r"xy \tag{1}z(1)");
        assert_eq!(show(vec![formula(r"x \tag{*}", "a")], vec![reference("a", false)]), r"x \tag{*}*");
        let kind = InlineKind::Code { language: None, text: "eq-a".to_owned() };
        let role = vec![text("see {eq}"), Inline::new(Span::default(), kind)];
        assert_eq!(show(formulas(), role), r"x \tag{1}yzsee (1)");
    }
}
