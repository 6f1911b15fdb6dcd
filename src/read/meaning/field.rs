//! Parameters of an interface.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::words_of;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static FIELD: Construct = Construct {
    names: &[(Written::COMPONENT, &["paramfield", "responsefield", "apifield", "property"])],
    body: Body::Markdown,
    doc: "A parameter of an interface, with its name and type.",
    example: "<ParamField query=\"page\" type=\"number\">\n\nWords.\n\n</ParamField>",
    read: |call, children, reader| Ok(described_field(reader, call.span, call.tag, children)),
};

/// A parameter of an interface, by its name and type.
pub fn described_field(reader: &mut Reader, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
    let named = ["name", "path", "query", "body", "header"].iter().find_map(|key| tag.text(key));
    let code = |text: &str| Inline::new(span, InlineKind::Code { language: None, text: text.to_owned() });
    let mut term: Vec<Inline> = named.map(code).into_iter().collect();
    if let Some(kind) = tag.text("type") {
        term.extend([Inline::text(span, " "), code(kind)]);
    }
    if let Some(default) = tag.text("default") {
        term.extend([Inline::text(span, " = "), code(default)]);
    }
    let mut definition: Vec<Block> =
        words_of(reader, tag, &["description"]).and_then(paragraph).into_iter().collect();
    definition.extend(reader.flow(children));
    let item = DescriptionItem {
        span,
        attributes: Attributes::default(),
        terms: vec![term],
        definitions: vec![definition],
    };
    Content::Blocks(vec![Block::new(span, BlockKind::DescriptionList { items: vec![item] })])
}
