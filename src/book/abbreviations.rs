//! The list of the abbreviations of a book: what its notes explain where they use it, gathered at the end.

use std::collections::BTreeMap;

use crate::ir::walk::{Visit, plain_text, walk_inline};
use crate::ir::*;
use crate::source::Span;

/// The abbreviations of these documents with what they mean, in the order of the alphabet; `None` when there are none.
pub fn list<'a>(documents: impl Iterator<Item = &'a Document>) -> Option<Block> {
    let mut found = Found::default();
    documents.flat_map(|document| &document.blocks).for_each(|block| found.block(block));
    let text = |text: String| vec![Inline::text(Span::default(), text)];
    let entry = |((_, short), meanings): ((String, String), Vec<String>)| {
        let definition =
            |meaning| vec![Block::new(Span::default(), BlockKind::Paragraph { content: text(meaning) })];
        DescriptionItem {
            span: Span::default(),
            attributes: Attributes::default(),
            terms: vec![text(short)],
            definitions: meanings.into_iter().map(definition).collect(),
        }
    };
    let items: Vec<DescriptionItem> = found.0.into_iter().map(entry).collect();
    (!items.is_empty()).then(|| Block::new(Span::default(), BlockKind::DescriptionList { items }))
}

/// What each abbreviation means, by its letters in lower case and as they are.
#[derive(Default)]
struct Found(BTreeMap<(String, String), Vec<String>>);

impl Visit<'_> for Found {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Styled { style: Style::Abbreviation, content } = &inline.kind
            && let Some(meaning) = inline.attributes.get("title")
        {
            let short = plain_text(content);
            let meanings = self.0.entry((short.to_lowercase(), short)).or_default();
            if !meanings.iter().any(|known| known == meaning) {
                meanings.push(meaning.to_owned());
            }
        }
        walk_inline(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_abbreviation_stands_once_with_all_that_it_means() {
        let abbreviation = |short: &str, meaning: &str| {
            let content = vec![Inline::text(Span::default(), short)];
            let kind = InlineKind::Styled { style: Style::Abbreviation, content };
            let mut inline = Inline::new(Span::default(), kind);
            inline.attributes.pairs.push(("title".to_owned(), meaning.to_owned()));
            inline
        };
        let content = vec![
            abbreviation("PDF", "Portable Document Format"),
            abbreviation("a.m.", "ante meridiem"),
            abbreviation("PDF", "Portable Document Format"),
            abbreviation("PDF", "probability density function"),
        ];
        let blocks = vec![Block::new(Span::default(), BlockKind::Paragraph { content })];
        let document = Document { blocks, ..Document::default() };
        let Some(Block { kind: BlockKind::DescriptionList { items }, .. }) = list(std::iter::once(&document))
        else {
            panic!("no list");
        };
        let terms: Vec<_> =
            items.iter().map(|item| (plain_text(&item.terms[0]), item.definitions.len())).collect();
        assert_eq!(terms, [("a.m.".to_owned(), 1), ("PDF".to_owned(), 2)]);
        assert!(list(std::iter::empty()).is_none());
    }
}
