//! The notes below a note.

use crate::ir::reference::Form;
use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::tree::Node;
use crate::read::meaning::code::in_content;
use crate::read::meaning::reference::note_path;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::source::Span;

pub static LIST_OF_NOTES: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["toctree"])],
    body: Body::Verbatim,
    doc: "Sphinx's list of the notes below a note: links to them.",
    example: "```{toctree}\n:hidden:\n\npart\n```",
    read: |call, children, _| match &call.verbatim {
        Some(verbatim) => Ok(in_content(list_of_notes(call.span, verbatim.given, verbatim.body))),
        None => Err(children),
    },
};

/// Sphinx's list of the notes below a note: links to them. A hidden one is for the site's navigation.
fn list_of_notes(span: Span, given: &[(String, String)], body: &str) -> Node {
    let mut blocks = Vec::new();
    let has = |key: &str| given.iter().any(|(name, _)| name == key);
    if let Some((_, caption)) = given.iter().find(|(name, _)| name == "caption") {
        let content = vec![Inline::text(span, caption.as_str())];
        let strong = Inline::new(span, InlineKind::Styled { style: Style::Strong, content });
        blocks.push(Block::new(span, BlockKind::Paragraph { content: vec![strong] }));
    }
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "self");
    // A pattern names no note.
    let lines = lines.filter(|line| !has("glob") || !line.contains('*'));
    let items = lines.map(|line| {
        let titled = line.strip_suffix('>').and_then(|line| line.rsplit_once('<'));
        let (title, path) = titled.map_or((None, line), |(title, path)| (Some(title.trim()), path.trim()));
        let target = match (title, path.contains("://")) {
            (_, true) => LinkTarget::Unresolved(path.to_owned()),
            (Some(_), false) => LinkTarget::Unresolved(note_path(path)),
            (None, false) => LinkTarget::Reference(Reference::to(note_path(path), Form::Document)),
        };
        let content = vec![Inline::text(span, title.unwrap_or(path))];
        let link = InlineKind::Link { target: target.into(), title: None, content };
        let paragraph = BlockKind::Paragraph { content: vec![Inline::new(span, link)] };
        let attributes = Attributes::default();
        ListItem { span, attributes, task: None, number: None, blocks: vec![Block::new(span, paragraph)] }
    });
    let items: Vec<ListItem> = items.collect();
    if has("hidden") || items.is_empty() {
        blocks.clear();
    } else {
        blocks.push(Block::new(span, BlockKind::List { kind: ListKind::Bullet, tight: true, items }));
    }
    Node::Block(Block::new(span, BlockKind::Division { blocks }))
}
