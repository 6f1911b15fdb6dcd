//! Glossaries: terms, and what they mean.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;

pub static GLOSSARY: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["glossary"])],
    body: Body::Markdown,
    doc: "Terms, and what they mean.",
    example: ":::{glossary}\nterm\n: what it means\n:::",
    read: |call, children, reader| {
        let kind = BlockKind::DescriptionList { items: terms(reader.flow(children)) };
        let attributes = call.tag.attributes.clone();
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind }]))
    },
};

/// The terms of a glossary: of description lists, and of paragraphs whose first line is a term and whose others say
/// what it means.
fn terms(blocks: Vec<Block>) -> Vec<DescriptionItem> {
    let mut items: Vec<DescriptionItem> = Vec::new();
    for block in blocks {
        let span = block.span;
        let item = |terms, definitions| DescriptionItem {
            span,
            attributes: Attributes::default(),
            terms,
            definitions,
        };
        match block.kind {
            BlockKind::DescriptionList { items: own } => items.extend(own),
            BlockKind::Paragraph { mut content } => {
                let first = content.iter().position(|inline| matches!(inline.kind, InlineKind::SoftBreak));
                let rest = first.map(|at| content.split_off(at)).unwrap_or_default();
                let meaning = paragraph(rest).into_iter().collect::<Vec<_>>();
                items.push(item(vec![content], if meaning.is_empty() { Vec::new() } else { vec![meaning] }));
            }
            kind => {
                let block = Block { kind, ..block };
                match items.last_mut() {
                    Some(last) if !last.definitions.is_empty() => {
                        last.definitions
                            .iter_mut()
                            .last()
                            .into_iter()
                            .for_each(|last| last.push(block.clone()));
                    }
                    Some(last) => last.definitions.push(vec![block]),
                    None => items.push(item(Vec::new(), vec![vec![block]])),
                }
            }
        }
    }
    items
}
