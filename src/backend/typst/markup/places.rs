//! What of a document links and references lead to, and what of it stands in headings.

use std::collections::{HashMap, HashSet};

use crate::ir::*;

/// What stands in headings, which the table of contents repeats: no label may stand twice, so nothing there has one.
#[derive(Default)]
pub struct InHeadings<'a> {
    /// The heading that is looked into.
    heading: Option<&'a str>,
    /// What has an identifier there, and that of its heading, where links to it lead.
    pub places: HashMap<&'a str, &'a str>,
    /// The footnotes there by label, which are set anew at every reference.
    pub footnotes: HashMap<&'a str, &'a [Block]>,
    /// Whether one of them is written: those that it refers to are not set anew in it, for they may refer to it.
    pub is_written: bool,
}

impl<'a> InHeadings<'a> {
    /// What stands in the headings of a document.
    pub fn of(document: &'a Document) -> Self {
        let mut found = Self::default();
        document.blocks.iter().for_each(|block| walk::Visit::block(&mut found, block));
        found
    }
}

impl<'a> walk::Visit<'a> for InHeadings<'a> {
    fn block(&mut self, block: &'a Block) {
        let outer = self.heading;
        if let BlockKind::Heading { level, .. } = &block.kind
            && *level != front::TITLE
        {
            self.heading = block.attributes.id.as_deref();
        }
        walk::walk_block(self, block);
        self.heading = outer;
    }
    fn inline(&mut self, inline: &'a Inline) {
        if let Some(heading) = self.heading {
            self.places.extend(inline.attributes.id.as_deref().map(|id| (id, heading)));
            if let InlineKind::Footnote { label, blocks } = &inline.kind {
                self.footnotes.insert(label, blocks);
            }
        }
        walk::walk_inline(self, inline);
    }
}

/// Where links and references of a document can lead: Typst refuses those that lead nowhere.
pub struct Places<'a> {
    /// The identifiers.
    pub ids: HashSet<&'a str>,
    /// The labels of footnotes.
    pub footnotes: HashSet<&'a str>,
}

impl<'a> Places<'a> {
    /// Those of the document without the footnotes of these labels.
    pub fn of(document: &'a Document, lost: &HashSet<&str>) -> Self {
        let mut places = Self { ids: HashSet::new(), footnotes: HashSet::new() };
        document.blocks.iter().for_each(|block| walk::Visit::block(&mut places, block));
        places.footnotes.retain(|label| !lost.contains(label));
        places
    }
}

impl<'a> walk::Visit<'a> for Places<'a> {
    fn block(&mut self, block: &'a Block) {
        self.ids.extend(block.attributes.id.as_deref());
        walk::parts(block, |attributes| self.ids.extend(attributes.id.as_deref()));
        walk::walk_block(self, block);
    }
    fn inline(&mut self, inline: &'a Inline) {
        self.ids.extend(inline.attributes.id.as_deref());
        if let InlineKind::Footnote { label, .. } = &inline.kind {
            self.footnotes.insert(label);
        }
        walk::walk_inline(self, inline);
    }
}

/// The labels of footnotes that are referred to more than where they are defined.
pub fn footnotes_referred(document: &Document) -> HashSet<&str> {
    #[derive(Default)]
    struct Find<'a>(HashSet<&'a str>);
    impl<'a> walk::Visit<'a> for Find<'a> {
        fn inline(&mut self, inline: &'a Inline) {
            if let InlineKind::FootnoteReference { label } = &inline.kind {
                self.0.insert(label);
            }
            walk::walk_inline(self, inline);
        }
    }
    let mut find = Find::default();
    document.blocks.iter().for_each(|block| walk::Visit::block(&mut find, block));
    find.0
}

/// The label of a footnote in the code: identifiers of notes have no colon.
pub(super) fn footnote_label(label: &str) -> String {
    format!("footnote:{label}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_of_ours_could_be_an_identifier_of_a_note() {
        let template = include_str!("../../../../templates/note.typ");
        let own = template.split("label(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let all: Vec<_> = own.map(str::to_owned).chain([footnote_label("a")]).collect();
        assert!(all.len() > 1 && all.iter().all(|label| label.contains(':')), "{all:?}");
    }
}
