//! Callouts: boxes with a kind, which may have a title and may fold. The kinds are data (`callouts`); here are the names
//! that leave the kind to an argument, and those of what folds.

use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::*;
use crate::read::core::construct::Call;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::content::take_heading;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::core::tree::contains_block;
use crate::read::meaning::arguments::{TITLES, WORDS, data_of, folding, given_title, words_of};
use crate::read::meaning::quote::attribution;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Argument;
use crate::read::syntax::tag::Syntax;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static CALLOUT: Construct = Construct {
    names: &[
        (Written::TAG, &["callout", "admonition", "alert", "notice", "hint", "aside", "pageinfo"]),
        (Written::FENCE, &["admonition", "aside"]),
        (
            Written::COMPONENT,
            &[
                "callout",
                "admonition",
                "alert",
                "notice",
                "hint",
                "aside",
                "banner",
                "infobox",
                "message",
                "box",
                "highlightbox",
                "container",
            ],
        ),
    ],
    body: Body::Markdown,
    doc: "A callout whose kind an argument gives.",
    example: "{% callout \"warning\" \"A title\" %}\nWords.\n{% endcallout %}",
    read: |call, children, reader| match call.written {
        Written::COMPONENT => component_callout(call, children, reader),
        _ => callout(call, children, reader),
    },
};

pub static FOLD: Construct = Construct {
    names: &[
        (Written::TAG, &["expand", "expandable", "collapsible", "toggle"]),
        (Written::DIRECTIVE, &["dropdown", "toggle"]),
        (
            Written::COMPONENT,
            &["details", "expandable", "collapsible", "toggle", "disclosure", "collapse", "dropdown", "faq"],
        ),
    ],
    body: Body::Markdown,
    doc: "What folds on a page.",
    example: "{{< expand \"A title\" >}}\nWords.\n{{< /expand >}}",
    read: |call, children, reader| match call.written {
        Written::COMPONENT => folded(call, children, reader),
        _ => callout(call, children, reader),
    },
};

pub static ACCORDION: Construct = Construct {
    names: &[(Written::COMPONENT, &["accordion", "accordionitem", "accordionsaccordion"])],
    body: Body::Parts,
    doc: "One of several parts that fold on a page.",
    example: "<Accordion title=\"A title\">\n\nWords.\n\n</Accordion>",
    read: folded,
};

/// The names of the argument that is the text of a callout without a body.
pub const TEXTS: [&str; 4] = ["text", "content", "body", "message"];

/// The attributes that say what kind of callout is meant.
const KINDS: [&str; 9] =
    ["type", "variant", "kind", "severity", "intent", "status", "level", "color", "theme"];

/// What a tag becomes that asks for a callout by its name, its classes or its arguments; the children come back when it asks
/// for none.
pub fn callout(call: &Call, children: Vec<Node>, reader: &mut Reader) -> Result<Content, Vec<Node>> {
    let Call { span, tag, alone, .. } = *call;
    let (Some((kind, folds)), arguments) = kind_of(reader, tag) else { return Err(children) };
    if alone {
        return Ok(alone_callout(reader, call, kind, &arguments));
    }
    let dropdown = tag.attributes.classes.iter().any(|class| class == "dropdown");
    let folding = match arguments.iter().rev().find_map(folding) {
        Some(folding) => folding,
        None if folds || dropdown => Folding::Closed,
        None => Folding::Fixed,
    };
    // Sphinx's solution has the label of its exercise there.
    let solves = tag.syntax == Syntax::Directive && tag.name == "solution";
    let mut title = if solves { None } else { given_title(reader, &arguments) };
    // Python-Markdown's way to ask for a box without a title.
    let is_bare = |one: &Argument| one.key.as_deref() == Some("title") && one.value.trim().is_empty();
    if tag.syntax == Syntax::Admonition && folding == Folding::Fixed && arguments.iter().any(is_bare) {
        title = Some(Vec::new());
    }
    let mut blocks = reader.flow(children);
    blocks.extend(attribution(reader, span, tag));
    if tag.syntax == Syntax::Directive && title.is_none() {
        title = take_heading(&mut blocks);
    }
    let mut attributes = tag.attributes.clone();
    let solved = arguments.iter().find(|one| solves && one.key.as_deref().is_none_or(|key| key == "title"));
    attributes.pairs.extend(solved.map(|one| (SOLVES.to_owned(), one.value.trim().to_owned())));
    let kind = BlockKind::from(Callout { kind, title, folding, blocks });
    Ok(Content::Blocks(vec![Block { span, attributes, kind }]))
}

/// A callout that no tag closes: its text is an argument, or the note's own summary, or it is missing.
fn alone_callout(reader: &mut Reader, call: &Call, kind: String, arguments: &[Argument]) -> Content {
    let Call { span, tag, .. } = *call;
    if let Some(text) = tag.argument(&TEXTS) {
        let text = reader.line_of(text.span.range());
        let title = tag.argument(&["title"]).map(|title| reader.line_of(title.span.range()));
        let title = title.filter(|title| !title.is_empty());
        let blocks = paragraph(text).into_iter().collect();
        let callout = Callout { kind, title, folding: Folding::Fixed, blocks };
        return Content::Blocks(vec![Block::new(span, callout.into())]);
    }
    if kind == "abstract" {
        return summary(reader, span, tag);
    }
    let message = format!("`{}` is never closed: its content is set as ordinary text", tag.name);
    let hint = format!("add `{{% end{} %}}` where it ends", tag.name);
    reader.findings.push(Diagnostic::warning(Code::UnbalancedShortcode, message).at(span).hint(hint));
    Content::Inlines(given_title(reader, arguments).unwrap_or_default())
}

/// The kind of callout that a tag asks for, whether it folds by itself, and the arguments that are left.
#[expect(
    clippy::indexing_slicing,
    reason = "indices are of the tokens and arguments that were just gone through"
)]
pub fn kind_of(reader: &Reader, tag: &Tag) -> (Option<(String, bool)>, Vec<Argument>) {
    let callouts = reader.note.callouts();
    let mut arguments = tag.arguments.clone();
    let known = |name: &str| callouts.get(name).map(|kind| (kind.kind.to_string(), kind.folds));
    if is_generic(tag) {
        let is_kind = |one: &Argument| match one.key.as_deref() {
            None | Some("type" | "kind" | "style" | "color" | "level" | "status" | "variant" | "context") => {
                callouts.of_class(&one.value).is_some()
            }
            Some(_) => false,
        };
        if let Some(at) = arguments.iter().position(is_kind) {
            let kind = arguments.remove(at);
            return (
                callouts.of_class(&kind.value).map(|kind| (kind.kind.to_string(), kind.folds)),
                arguments,
            );
        }
        // `{{< alert "lightbulb" >}}` names a sign to show.
        let sign = |one: &Argument| {
            let word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            one.key.is_none() && one.value.bytes().all(word)
        };
        if tag.syntax == Syntax::Hugo && tag.name == "alert" && arguments.first().is_some_and(sign) {
            arguments.remove(0);
        }
        let class = tag.attributes.classes.iter().find_map(|class| known(class));
        let kind = class.or_else(|| known(&tag.name)).or_else(|| known("note"));
        return (kind, arguments);
    }
    if folds_by_name(tag) {
        // A second text says how it folds: `"Title" "..."`.
        let free: Vec<usize> = (0..arguments.len())
            .filter(|&at| arguments[at].key.is_none() && arguments[at].value == "...")
            .collect();
        free.into_iter().rev().for_each(|at| drop(arguments.remove(at)));
        return (known("details"), arguments);
    }
    let kind = known(&tag.name).or_else(|| tag.attributes.classes.iter().find_map(|class| known(class)));
    match tag.syntax {
        // `!!! pied-piper "Title"` is a callout, whatever it is called.
        Syntax::Admonition if tag.name != "tab" => {
            (kind.or_else(|| Some((tag.name.to_lowercase(), false))), arguments)
        }
        Syntax::Directive if kind.is_none() && matches!(tag.name.as_str(), "dropdown" | "toggle") => {
            (known("details"), arguments)
        }
        Syntax::Admonition
        | Syntax::Directive
        | Syntax::Template
        | Syntax::Hugo
        | Syntax::Component
        | Syntax::Element => (kind, arguments),
    }
}

/// Whether the kind of callout is an argument of this tag.
fn is_generic(tag: &Tag) -> bool {
    CALLOUT.means(&tag.name, Written::of(tag.syntax)) || tag.name == "card"
}

/// Whether a tag of this name folds.
fn folds_by_name(tag: &Tag) -> bool {
    let name = tag.name.to_lowercase();
    name != "dropdown" && FOLD.means(&name, Written::of(tag.syntax)) || name == "accordion-item"
}

/// The place where the note wants its own summary.
pub fn summary(reader: &mut Reader, span: Span, tag: &Tag) -> Content {
    let Some(summary) = reader.note.metadata.summary.clone() else {
        let message = format!("`{}` asks for a summary, but the front matter has none", tag.name);
        reader.findings.push(Diagnostic::warning(Code::MetadataValue, message).at(span));
        return Content::Inlines(Vec::new());
    };
    let paragraph = BlockKind::Paragraph { content: vec![Inline::text(span, summary)] };
    let blocks = vec![Block::new(span, paragraph)];
    let callout = Callout { kind: "abstract".to_owned(), title: None, folding: Folding::Fixed, blocks };
    Content::Blocks(vec![Block::new(span, callout.into())])
}

/// What a component becomes whose type or name is that of a callout; the children come back when neither is.
pub fn component_callout(
    call: &Call,
    children: Vec<Node>,
    reader: &mut Reader,
) -> Result<Content, Vec<Node>> {
    let Some(kind) = kind_of_component(reader, call.name, call.tag) else { return Err(children) };
    if children.is_empty() && words_of(reader, call.tag, &WORDS).is_none() {
        return Err(children);
    }
    let title = words_of(reader, call.tag, &["title", "label", "heading", "header", "summary"]);
    let text = words_of(reader, call.tag, &["text", "content", "message", "description", "children"]);
    let mut blocks: Vec<Block> = text.and_then(paragraph).into_iter().collect();
    blocks.extend(reader.flow(children));
    let callout = Callout { kind, title, folding: Folding::Fixed, blocks };
    Ok(Content::Blocks(vec![Block::new(call.span, callout.into())]))
}

/// A component that folds, where it has a title.
fn folded(call: &Call, children: Vec<Node>, reader: &mut Reader) -> Result<Content, Vec<Node>> {
    let title = words_of(reader, call.tag, &TITLES).filter(|_| !children.is_empty());
    if title.is_none() {
        let children = match component_callout(call, children, reader) {
            Ok(content) => return Ok(content),
            Err(children) => children,
        };
        // One without a title holds others, as Nuxt's does.
        let has_data = call.tag.arguments.iter().any(|one| data_of(reader, one).is_some());
        if call.name != "accordion" || has_data || !contains_block(&children) {
            return Err(children);
        }
        let attributes = Attributes::of_class("accordion");
        let kind = BlockKind::Division { blocks: reader.flow(children) };
        return Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind }]));
    }
    let is_open = |key: &&str| call.tag.argument(&[key]).is_some_and(|one| one.value != "false");
    let folding = if ["open", "defaultOpen"].iter().any(is_open) { Folding::Open } else { Folding::Closed };
    let blocks = reader.flow(children);
    let callout = Callout { kind: "details".to_owned(), title, folding, blocks };
    Ok(Content::Blocks(vec![Block::new(call.span, callout.into())]))
}

/// The kind of callout that a component asks for by its type or its name.
pub fn kind_of_component(reader: &Reader, name: &str, tag: &Tag) -> Option<String> {
    let callouts = reader.note.callouts();
    let own = callouts.get(name).or_else(|| {
        let stem =
            ["box", "block", "callout", "alert", "admonition"].iter().find_map(|end| name.strip_suffix(end));
        callouts.get(stem.filter(|stem| !stem.is_empty())?)
    });
    if own.is_none() && !CALLOUT.means(name, Written::COMPONENT) {
        return None;
    }
    let asked = KINDS.iter().find_map(|key| callouts.of_class(tag.text(key)?));
    asked.or(own).or_else(|| callouts.get("note")).map(|kind| kind.kind.to_string())
}
