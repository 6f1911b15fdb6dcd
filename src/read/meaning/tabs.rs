//! Panes of which a page shows one. Paper has no tabs: each pane stands under its title.

use crate::ir::*;
use crate::read::core::construct::Call;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Element;
use crate::read::core::tree::Node;
use crate::read::core::tree::Opener;
use crate::read::meaning::arguments::data_of;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::titled::strong_paragraph;
use crate::read::meaning::titled::under_title;
use crate::read::syntax::js::Value;
use crate::read::syntax::line_keys;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::names::plain;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::tag::Tag;
use crate::source::Span;
use std::collections::VecDeque;

pub static TAB: Construct = Construct {
    names: &[
        (Written::TAG, &["tab", "tabitem", "tab-item", "codetab", "tabpanel"]),
        (Written::FENCE, &["tab", "tab-item"]),
        (
            Written::COMPONENT,
            &[
                "tab",
                "tabitem",
                "tabpanel",
                "tabstab",
                "tabsitem",
                "tabspanel",
                "tabscontent",
                "tabcontent",
                "codetab",
                "codegroupitem",
                "vcodeblock",
                "chooseroption",
                "tabpane",
                "apponly",
                "pagesonly",
            ],
        ),
    ],
    body: Body::Parts,
    doc: "One of several panes, with its title.",
    example: "{{< tabs >}}{{< tab \"One\" >}}Words.{{< /tab >}}{{< /tabs >}}",
    read: |call, children, reader| match call.written {
        Written::COMPONENT => Ok(component_tab(call, children, reader)),
        _ => Ok(shortcode_tab(reader, call.span, call.tag, children)),
    },
};

pub static TABS: Construct = Construct {
    names: &[
        (
            Written::TAG,
            &["tabs", "tabset", "tab-set", "tabpane", "codetabs", "code-tabs", "tabgroup", "codegroup"],
        ),
        (Written::FENCE, &["tabs", "tab-set"]),
        (Written::COMPONENT, &["tabs", "tabgroup", "codegroup", "codetabs", "tabsgroup", "chooser"]),
    ],
    body: Body::Parts,
    doc: "Panes of which a page shows one: all of them are in the document.",
    example: "{{< tabs items=\"One,Two\" >}}{{< tab >}}A{{< /tab >}}{{< tab >}}B{{< /tab >}}{{< /tabs >}}",
    read: |call, children, reader| match call.written {
        Written::COMPONENT => {
            let mut content = component_tabs(reader, call.tag, children);
            if let Content::Blocks(blocks) = &mut content {
                blocks.iter_mut().for_each(named_by_flags);
            }
            Ok(content)
        }
        _ => Ok(shortcode_tabs(reader, call.tag, children)),
    },
};

pub static PANEL_TABSET: Construct = Construct {
    names: &[(Written::DIVISION, &["panel-tabset"])],
    body: Body::Markdown,
    doc: "Panes, each of which begins with a heading (Quarto).",
    example: "::: {.panel-tabset}\n## One\n\nWords.\n:::",
    read: |call, children, reader| {
        let kind = BlockKind::Division { blocks: panes(reader.flow(children)) };
        let attributes = call.tag.attributes.clone();
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind }]))
    },
};

/// The names under which parts have a title, in the order in which several are shown.
pub const PART_TITLES: [&str; 6] = ["header", "title", "name", "label", "heading", "summary"];

/// A pane that is a component, under its title.
pub fn component_tab(call: &Call, children: Vec<Node>, reader: &mut Reader) -> Content {
    let title = match call.name {
        "apponly" => Some(vec![Inline::text(call.span, "App Router")]),
        "pagesonly" => Some(vec![Inline::text(call.span, "Pages Router")]),
        _ => words_of(reader, call.tag, &["label", "title", "header", "name", "value"]),
    };
    under_title(reader, call.span, "tab", title, children)
}

/// A pane of tabs, which may name them itself (`items="A,B"`).
pub fn shortcode_tabs(reader: &mut Reader, tag: &Tag, children: Vec<Node>) -> Content {
    let items = tag.value(&["items"]).unwrap_or_default();
    let items = items.split(',').map(str::trim).filter(|item| !item.is_empty());
    reader.tab_titles.push(items.map(str::to_owned).collect::<VecDeque<_>>());
    let blocks = reader.flow(children);
    reader.tab_titles.pop();
    Content::Blocks(blocks)
}

pub fn shortcode_tab(reader: &mut Reader, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
    // Of two words the first is the group of the panes (`{% tab log php %}` of jekyll-tabs).
    let free = || {
        let mut free = tag.arguments.iter().filter(|argument| argument.key.is_none());
        let first = free.next()?;
        free.next().filter(|second| !first.quoted && !second.quoted).or(Some(first))
    };
    let title = tag.argument(&PART_TITLES).or_else(free);
    let from_pane = reader.tab_titles.last_mut().and_then(VecDeque::pop_front);
    let title = match title {
        Some(argument) => Some(reader.line_of(argument.span.range())),
        None => from_pane.map(|title| vec![Inline::text(span, title)]),
    };
    under_title(reader, span, "tab", title, children)
}

/// Tabs, whose titles may stand in the opening tag: `<Tabs items={['a', 'b']}>`.
#[expect(clippy::indexing_slicing, reason = "spans are of the same note and its tokens")]
pub fn component_tabs(reader: &mut Reader, tag: &Tag, children: Vec<Node>) -> Content {
    let titles =
        ["items", "values", "labels", "tabs"].iter().find_map(|key| data_of(reader, tag.argument(&[key])?));
    let Some(Value::List(titles)) = titles else { return Content::Blocks(reader.flow(children)) };
    let masked = reader.masked;
    let mut number = 0;
    let mut nodes = Vec::with_capacity(children.len());
    for node in children {
        let Node::Element(Element { span, opener: Opener::Shortcode(token), children }) = node else {
            nodes.push(node);
            continue;
        };
        let own = match &masked.tokens[token].kind {
            PieceKind::Tag { tag, .. } if is_tab(&plain(&tag.name)) => tag,
            _ => {
                nodes.push(Node::Element(Element { span, opener: Opener::Shortcode(token), children }));
                continue;
            }
        };
        let by_value = titles.iter().find_map(|title| titled_by(title, own.text("value")?));
        let title = by_value.or_else(|| titles.get(number).and_then(title_of));
        number += 1;
        let title =
            words_of(reader, own, &["label", "title"]).or_else(|| Some(vec![Inline::text(span, title?)]));
        let title = title.or_else(|| words_of(reader, own, &["value", "name"]));
        if let Content::Blocks(blocks) = under_title(reader, span, "tab", title, children) {
            nodes.extend(blocks.into_iter().map(Node::Block));
        }
    }
    Content::Blocks(reader.flow(nodes))
}

/// Makes what stands after the language of a pane of code its title: `bash npm` (Mintlify).
fn named_by_flags(block: &mut Block) {
    let is_flag = |(key, _): &(String, String)| key == line_keys::FLAGS;
    if !matches!(block.kind, BlockKind::Code { .. }) || !block.attributes.pairs.iter().any(is_flag) {
        return;
    }
    let (flags, others) = std::mem::take(&mut block.attributes.pairs).into_iter().partition(is_flag);
    block.attributes.pairs = others;
    let flags: Vec<(String, String)> = flags;
    let words: Vec<&str> = flags.iter().map(|(_, word)| word.as_str()).collect();
    let (span, caption) = (block.span, vec![Inline::text(block.span, words.join(" "))]);
    let code = std::mem::replace(block, Block::new(span, BlockKind::ThematicBreak));
    block.kind = BlockKind::Figure { blocks: vec![code], caption };
}

/// Whether a component of this name is a pane, or code that is one.
fn is_tab(name: &str) -> bool {
    TAB.means(name, Written::COMPONENT) || name == "codeblock"
}

/// The title that an entry of `items` or `values` gives.
fn title_of(entry: &Value) -> Option<String> {
    match entry {
        Value::Text(text, _) => Some(text.clone()),
        Value::Object(properties) => ["label", "title", "name", "value"].iter().find_map(|key| {
            properties.iter().find_map(|(own, value)| match value {
                Value::Text(text, _) if own == key => Some(text.clone()),
                _ => None,
            })
        }),
        Value::Word(_) | Value::List(_) | Value::Code => None,
    }
}

/// The title of the entry with this value.
fn titled_by(entry: &Value, value: &str) -> Option<String> {
    let Value::Object(properties) = entry else { return None };
    let is = properties
        .iter()
        .any(|(key, own)| key == "value" && matches!(own, Value::Text(text, _) if text == value));
    is.then(|| title_of(entry)).flatten()
}

/// Blocks in parts, each of which begins with a heading: paper has no tabs.
fn panes(blocks: Vec<Block>) -> Vec<Block> {
    let level = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Heading { level: own, content } if Some(own) == level => {
                let mut attributes = block.attributes;
                attributes.classes.push("tab".to_owned());
                let blocks = strong_paragraph(block.span, content).into_iter().collect();
                out.push(Block { span: block.span, attributes, kind: BlockKind::Division { blocks } });
            }
            kind => {
                let block = Block { kind, ..block };
                match out.last_mut().map(|last| &mut last.kind) {
                    Some(BlockKind::Division { blocks }) => blocks.push(block),
                    _ => out.push(block),
                }
            }
        }
    }
    out
}
