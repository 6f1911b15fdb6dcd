//! Parameters of an interface.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::{texts_of, words_of};
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
    let [before, after] = ["pre", "post"].map(|key| texts_of(reader, tag, key));
    let marked = |text: &str| {
        let content = vec![Inline::text(span, text)];
        Inline::new(span, InlineKind::Styled { style: Style::Emphasis, content })
    };
    let mut term: Vec<Inline> =
        before.iter().flat_map(|label| [marked(label), Inline::text(span, " ")]).collect();
    term.extend(named.map(code));
    if let Some(kind) = tag.text("type") {
        term.extend([Inline::text(span, " "), code(kind)]);
    }
    if let Some(default) = tag.text("default") {
        term.extend([Inline::text(span, " = "), code(default)]);
    }
    // What is said of it stands there as the note says it: `required`.
    let flags = ["required", "deprecated"].into_iter().filter(|key| {
        tag.argument(&[key]).is_some_and(|one| !matches!(one.value.trim(), "false" | "{false}"))
    });
    for said in flags.map(str::to_owned).chain(after) {
        term.extend([Inline::text(span, " "), marked(&said)]);
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
