//! Data that components are given as literals.

use crate::ir::*;
use crate::read::core::content::paragraph;
use crate::read::core::flatten;
use crate::read::core::reader::Reader;
use crate::read::syntax::js::Value;
use crate::source::Span;

/// Data as people read it: records as a list of terms with what is said of them, texts as a list.
pub fn shown_data(reader: &mut Reader, span: Span, value: &Value) -> Vec<Block> {
    match value {
        Value::Object(properties)
            if properties.iter().all(|(_, value)| matches!(value, Value::Object(_))) =>
        {
            let items: Vec<DescriptionItem> = properties
                .iter()
                .filter_map(|(key, value)| match value {
                    Value::Object(inside) => {
                        let name = Inline::new(span, InlineKind::Code { language: None, text: key.clone() });
                        Some(shown_record(reader, span, Some(name), inside))
                    }
                    _ => None,
                })
                .collect();
            described(span, items)
        }
        Value::Object(properties) => {
            let item = shown_record(reader, span, None, properties);
            described(span, vec![item])
        }
        Value::List(items) if items.iter().any(|item| matches!(item, Value::Object(_))) => {
            let items = items
                .iter()
                .filter_map(|item| match item {
                    Value::Object(properties) => Some(shown_record(reader, span, None, properties)),
                    _ => None,
                })
                .collect();
            described(span, items)
        }
        Value::List(items) => {
            let items: Vec<Vec<Block>> = items
                .iter()
                .filter_map(|item| match item {
                    Value::Text(text, at) => {
                        paragraph(text_of_literal(reader, text, *at)).map(|block| vec![block])
                    }
                    Value::List(_) => Some(shown_data(reader, span, item)),
                    Value::Word(_) | Value::Object(_) | Value::Code => None,
                })
                .filter(|blocks| !blocks.is_empty())
                .collect();
            if items.is_empty() { Vec::new() } else { vec![bullets(span, items)] }
        }
        Value::Text(text, at) => paragraph(text_of_literal(reader, text, *at)).into_iter().collect(),
        Value::Word(_) | Value::Code => Vec::new(),
    }
}

/// A record: what names it, and what else it says.
pub fn shown_record(
    reader: &mut Reader,
    span: Span,
    name: Option<Inline>,
    properties: &[(String, Value)],
) -> DescriptionItem {
    const NAMES: [&str; 8] = ["title", "label", "question", "term", "name", "property", "prop", "param"];
    const ADDRESSES: [&str; 4] = ["href", "url", "link", "to"];
    const SILENT: [&str; 9] =
        ["icon", "image", "className", "id", "key", "color", "variant", "target", "src"];
    let text = |key: &str| {
        properties.iter().find_map(|(own, value)| match value {
            Value::Text(text, at) if own == key => Some((text.as_str(), *at)),
            _ => None,
        })
    };
    let naming = NAMES.iter().find(|key| name.is_none() && text(key).is_some());
    let mut term: Vec<Inline> = name.into_iter().collect();
    if let Some((title, at)) = naming.and_then(|key| text(key)) {
        term = match naming {
            Some(&"name" | &"property" | &"prop" | &"param") => {
                vec![Inline::new(at, InlineKind::Code { language: None, text: title.to_owned() })]
            }
            _ => text_of_literal(reader, title, at),
        };
    }
    if let Some((address, _)) = ADDRESSES.iter().find_map(|key| text(key)) {
        let shown = if term.is_empty() { vec![Inline::text(span, address)] } else { term };
        term = vec![link(span, address.to_owned(), shown)];
    }
    if let Some((kind, at)) = text("type") {
        term.push(Inline::text(at, " "));
        term.push(Inline::new(at, InlineKind::Code { language: None, text: kind.to_owned() }));
    }
    let says = |name: &str| {
        let is = |key: &str| key.strip_prefix("is").unwrap_or(key).eq_ignore_ascii_case(name);
        properties.iter().any(|(key, value)| is(key) && *value == Value::Word("true".to_owned()))
    };
    for name in ["optional", "required", "deprecated"].into_iter().filter(|name| says(name)) {
        term.push(Inline::text(span, format!(" ({name})")));
    }
    let mut definition = Vec::new();
    for (key, value) in properties {
        let key = key.as_str();
        let told = naming == Some(&key) || key == "type" || ADDRESSES.contains(&key) || SILENT.contains(&key);
        if !told {
            definition.extend(shown_data(reader, span, value));
        }
    }
    DescriptionItem {
        span,
        attributes: Attributes::default(),
        terms: vec![term],
        definitions: vec![definition],
    }
}

/// The text of a literal, with the Markdown in it when it stands in the note as it is.
pub fn text_of_literal(reader: &mut Reader, text: &str, at: Span) -> Vec<Inline> {
    match reader.note.source.slice(at) == text && !text.contains(['\n', '<', '{']) {
        true => reader.line_of(at.range()),
        false => vec![Inline::text(at, text)],
    }
}

pub fn bullets(span: Span, items: Vec<Vec<Block>>) -> Block {
    let item =
        |blocks| ListItem { span, attributes: Attributes::default(), task: None, number: None, blocks };
    let items = items.into_iter().map(item).collect();
    Block::new(span, BlockKind::List { kind: ListKind::Bullet, tight: true, items })
}

/// The items as a list, when there are any that say something.
pub fn described(span: Span, mut items: Vec<DescriptionItem>) -> Vec<Block> {
    let says = |item: &DescriptionItem| {
        item.terms.iter().any(|term| !flatten::text(term).trim().is_empty())
            || item.definitions.iter().any(|blocks| !blocks.is_empty())
    };
    items.retain(says);
    match items.is_empty() {
        true => Vec::new(),
        false => vec![Block::new(span, BlockKind::DescriptionList { items })],
    }
}

pub fn link(span: Span, address: String, content: Vec<Inline>) -> Inline {
    let target = LinkTarget::Unresolved(address).into();
    Inline::new(span, InlineKind::Link { target, title: None, content })
}
