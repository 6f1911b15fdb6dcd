//! Identifiers: every heading has one, none stands twice, and all are valid in XML (NCName), so that every
//! target can use them as they are.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::holds::Holds;
use crate::ir::walk::{VisitMut, parts_mut, plain_text, walk_block_mut, walk_inline_mut};
use crate::ir::*;
use crate::limits::IDENTIFIER;
use crate::naming::{loose_key, slug};
use crate::source::Span;

/// The identifiers of a document: as links in the note have them, and as they are in the outputs.
#[derive(Debug, Default)]
pub struct Identifiers {
    by_name: BTreeMap<String, String>,
    /// Names of elements and their identifiers, in reading order.
    named: Vec<(String, String)>,
    /// The same by what all sites agree on (see [`loose_key`]), once a link needs it.
    by_essence: OnceLock<HashMap<String, String>>,
    /// The identifier of the title.
    top: String,
    /// How often each identifier was asked for.
    taken: HashMap<String, usize>,
}

impl Identifiers {
    /// The identifier in the outputs of what a link in the note calls `name` (percent-decoded), in the style of
    /// whatever site the note is for.
    pub fn get(&self, name: &str) -> Option<&str> {
        let exact = self.by_name.get(name).or_else(|| self.by_name.get(&slug(name)));
        exact.or_else(|| self.by_essence().get(&loose_key(name))).map(String::as_str)
    }

    /// The identifier in the outputs of what has exactly this name in the note.
    pub fn named(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(String::as_str)
    }

    fn by_essence(&self) -> &HashMap<String, String> {
        self.by_essence.get_or_init(|| {
            let mut known = HashMap::new();
            let ids = self.named.iter().map(|(_, id)| (id, id));
            for (name, id) in ids.chain(self.named.iter().map(|(name, id)| (name, id))) {
                let essence = loose_key(name);
                // kramdown and Pandoc begin with the first letter: `1. Start` is `start`.
                let letters = essence.trim_start_matches(|c: char| c.is_numeric()).to_owned();
                for name in [letters, essence].into_iter().filter(|name| !name.is_empty()) {
                    known.entry(name).or_insert_with(|| id.clone());
                }
            }
            known
        })
    }

    /// The identifier of the title, which is its heading's if it was a heading; empty when there is no such document.
    pub fn top(&self) -> &str {
        &self.top
    }

    /// All names, each with its identifier in the outputs.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_name.iter().map(|(name, id)| (name.as_str(), id.as_str()))
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// An identifier that nothing has, like the one that is wanted; of what is too long, the beginning.
    fn free(&mut self, mut wanted: String) -> String {
        wanted.truncate(wanted.floor_char_boundary(IDENTIFIER));
        self.numbered(wanted)
    }

    fn numbered(&mut self, wanted: String) -> String {
        let count = self.taken.entry(wanted.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return wanted;
        }
        let numbered = format!("{wanted}-{}", *count - 1);
        self.numbered(numbered)
    }
}

/// Settles all identifiers of the document, which `holds` this.
pub fn run(document: &mut Document, holds: Holds, diagnostics: &mut Diagnostics) -> Identifiers {
    let mut identifiers = Identifiers::default();
    // The note's own identifiers first: a heading's must not take one of them.
    if holds.contains(Holds::IDENTIFIER) {
        Given { identifiers: &mut identifiers, diagnostics }.blocks(&mut document.blocks);
    }
    if holds.contains(Holds::HEADING) {
        Headings { identifiers: &mut identifiers }.blocks(&mut document.blocks);
    }
    if holds.contains(Holds::DESCRIPTION_LIST) {
        Terms { identifiers: &mut identifiers }.blocks(&mut document.blocks);
    }
    let title = document.front().title.and_then(|title| title.attributes.id.clone());
    let top = title.unwrap_or_else(|| identifiers.free("top".to_owned()));
    // HTML's name for the top of a page (HTML Living Standard, 7.4.6.4), unless an element is called so.
    identifiers.by_name.entry("top".to_owned()).or_insert_with(|| top.clone());
    identifiers.top = top;
    identifiers
}

struct Given<'a> {
    identifiers: &'a mut Identifiers,
    diagnostics: &'a mut Diagnostics,
}

impl Given<'_> {
    fn settle(&mut self, attributes: &mut Attributes, span: Span) {
        let Some(name) = attributes.take_id() else { return };
        if self.identifiers.by_name.contains_key(&name) {
            let message = format!("the identifier `{name}` stands twice: links lead to the first");
            let hint = "give this element another identifier";
            self.diagnostics
                .push(Diagnostic::warning(Code::DuplicateIdentifier, message).at(span).hint(hint));
            return;
        }
        let id = self.identifiers.free(ncname(&name));
        self.identifiers.by_name.insert(name, id.clone());
        attributes.id = Some(id);
    }
}

impl VisitMut for Given<'_> {
    fn block(&mut self, block: &mut Block) {
        self.settle(&mut block.attributes, block.span);
        parts_mut(block, |span, attributes| self.settle(attributes, *span));
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        self.settle(&mut inline.attributes, inline.span);
        walk_inline_mut(self, inline);
    }
}

struct Headings<'a> {
    identifiers: &'a mut Identifiers,
}

impl VisitMut for Headings<'_> {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Heading { content, .. } = &block.kind {
            let words = block.attributes.get(NAMED).map_or_else(|| plain_text(content), str::to_owned);
            let name = slug(&words);
            if block.attributes.get(NAMED).is_some() {
                block.attributes.pairs.retain(|(key, _)| key != NAMED);
            }
            let id = match block.attributes.id.take() {
                Some(id) => id,
                None => self.identifiers.free(ncname(&name)),
            };
            // The name that sites give to a heading works even when the heading has another one too.
            self.identifiers.named.push((name.clone(), id.clone()));
            self.identifiers.by_name.entry(name).or_insert_with(|| id.clone());
            self.identifiers.by_name.entry(id.clone()).or_insert_with(|| id.clone());
            block.attributes.id = Some(id);
        }
        walk_block_mut(self, block);
    }
}

/// What a description list describes, which Hugo and Sphinx let links lead to.
struct Terms<'a> {
    identifiers: &'a mut Identifiers,
}

impl VisitMut for Terms<'_> {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::DescriptionList { items } = &mut block.kind {
            for item in items.iter_mut().filter(|item| item.attributes.id.is_none()) {
                let Some(name) = item.terms.first().map(|term| slug(&plain_text(term))) else { continue };
                if let Some(id) = self.identifiers.by_name.get(&name).cloned() {
                    // Sites count the term first, and the heading is the second of this name.
                    self.identifiers.by_name.entry(format!("{name}-1")).or_insert(id);
                    continue;
                }
                if name.is_empty() {
                    continue;
                }
                let id = self.identifiers.free(ncname(&name));
                self.identifiers.named.push((name.clone(), id.clone()));
                self.identifiers.by_name.insert(name, id.clone());
                item.attributes.id = Some(id);
            }
        }
        walk_block_mut(self, block);
    }
}

/// The nearest valid name (Namespaces in XML 1.0 §3): a letter or underscore first, then letters, digits,
/// hyphens, underscores and full stops.
pub fn ncname(name: &str) -> String {
    let is_valid = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => true,
        _ => !c.is_ascii() && c.is_alphanumeric() && is_name_character(c),
    };
    let name = match name.chars().all(is_valid) {
        true => name.to_owned(),
        false => name.chars().map(|c| if is_valid(c) { c } else { '-' }).collect(),
    };
    match name.chars().next() {
        None => "section".to_owned(),
        Some(first) if first.is_alphabetic() || first == '_' => name,
        Some(_) => format!("_{name}"),
    }
}

/// Whether XML 1.0 lets a letter or digit beyond ASCII stand in a name: those of the Basic Multilingual Plane and above do,
/// but for those that are letters by compatibility only.
fn is_name_character(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_in_the_style_of_every_site() {
        let content = vec![Inline::text(Span::default(), "1. Numbered: héading & more!")];
        let heading = Block::new(Span::default(), BlockKind::Heading { level: 1, content });
        let mut document = Document { blocks: vec![heading.clone(), heading], ..Document::default() };
        let identifiers = run(&mut document, Holds::all(), &mut Diagnostics::default());
        for name in [
            "1-numbered-héading--more",     // GitHub
            "1.-numbered:-héading-&-more!", // markdown-it-anchor
            "numbered-héading--more",       // kramdown, Pandoc
            "1-numbered-heading-more",      // Python-Markdown
            "_1-numbered-heading-more",     // VitePress
            "1. Numbered: héading & more!", // Obsidian
        ] {
            assert_eq!(identifiers.get(name), Some("_1-numbered-héading--more"), "{name}");
        }
        assert_eq!(identifiers.get("1-numbered-heading-more_1"), Some("_1-numbered-héading--more-1"));
        assert_eq!(identifiers.get("more"), None);
    }

    #[test]
    fn names_are_valid_in_xml() {
        assert_eq!(ncname("1-whats-new"), "_1-whats-new");
        assert_eq!(ncname("a b:c"), "a-b-c");
        assert_eq!(ncname(""), "section");
        assert_eq!(ncname("définition"), "définition");
        assert_eq!(ncname("²x"), "_-x");
    }

    #[test]
    fn no_identifier_stands_twice() {
        let heading = |id: Option<&str>| Block {
            span: Span::default(),
            attributes: AttributeList { id: id.map(str::to_owned), ..AttributeList::default() }.into(),
            kind: BlockKind::Heading { level: 1, content: vec![Inline::text(Span::default(), "Plan")] },
        };
        let blocks = vec![heading(None), heading(Some("plan")), heading(None), heading(Some("plan"))];
        let mut document = Document { blocks, ..Document::default() };
        let mut diagnostics = Diagnostics::default();
        let identifiers = run(&mut document, Holds::all(), &mut diagnostics);
        let ids: Vec<_> = document.blocks.iter().filter_map(|block| block.attributes.id.as_deref()).collect();
        assert_eq!(ids, ["plan-1", "plan", "plan-2", "plan-3"]);
        assert_eq!(identifiers.get("plan"), Some("plan"));
        assert_eq!(diagnostics.as_slice().len(), 1);
    }
}
