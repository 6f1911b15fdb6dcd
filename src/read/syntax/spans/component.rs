//! Components of JSX and Vue, elements with Markdown in them, and diagrams in either.

#![expect(clippy::string_slice, reason = "offsets are of tags that were found in the same text")]

use crate::limits::{self, MAX_WASTED_LOOKAHEAD_BYTES};
use crate::read::dialect::features::Features;
use crate::read::syntax::html;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::{diagram, jsx};
use crate::read::syntax::tag::Tag;

/// A tag of a component, or of an element that Markdown could not read as it is meant.
pub const COMPONENT: SpanSyntax = SpanSyntax {
    triggers: b"<",
    features: Features::COMPONENTS
        .union(Features::MDX)
        .union(Features::DIAGRAMS)
        .union(Features::MARKDOWN_ELEMENTS),
    read,
};

/// Elements with something else than text in them.
const OPAQUE: [&str; 3] = ["script", "style", "svg"];

/// Elements of HTML in which Pandoc reads Markdown.
const BLOCKS: [&str; 12] = [
    "article",
    "aside",
    "center",
    "details",
    "div",
    "figcaption",
    "figure",
    "footer",
    "header",
    "main",
    "section",
    "summary",
];

fn read(scanner: &mut Scanner<'_>) -> bool {
    let (text, start, rest) = (scanner.cursor.text, scanner.cursor.at, scanner.cursor.rest());
    if scanner.facts.wasted_lookahead > MAX_WASTED_LOOKAHEAD_BYTES {
        return false;
    }
    let is_mdx = scanner.reads(Features::MDX);
    if let Some(fragment) = ["<>", "</>"].iter().find(|tag| is_mdx && rest.starts_with(**tag)) {
        scanner.take(fragment.len(), PieceKind::Removed);
        return true;
    }
    let Some(name) = jsx::name(rest) else { return false };
    if scanner.reads(Features::DIAGRAMS) && takes_diagram(scanner, name) {
        return true;
    }
    let holds = holds_markdown(scanner, rest, name);
    if !scanner.reads(Features::COMPONENTS) && !holds {
        return false;
    }
    let is_jsx = holds || jsx::is_tag(name, scanner.options.features);
    // Other elements are only read here when Markdown could not: `<img width={300}>`, `<b @click="x">`.
    let reads = |end| {
        let has = |own: &&str| text[start..end].contains(*own);
        is_jsx || ["={", " @", " #", " :src=", " :href="].iter().any(has)
    };
    match jsx::read(text, start) {
        Ok((tag, end)) if reads(end) && !OPAQUE.contains(&name) => {
            take_tag(scanner, tag, end, is_jsx);
            true
        }
        Ok(_) => false,
        Err(looked_at) => {
            scanner.facts.wasted_lookahead += looked_at;
            false
        }
    }
}

/// Takes the diagram in the element of this name whose tag begins a line at the present byte, if it is one.
fn takes_diagram(scanner: &mut Scanner<'_>, name: &str) -> bool {
    let (text, at) = (scanner.cursor.text, scanner.cursor.at);
    if scanner.options.flat || !text[scanner.cursor.line.start..at].trim().is_empty() {
        return false;
    }
    match diagram::read(text, at, name, &scanner.cursor.line.prefix, &mut scanner.facts.ahead) {
        Ok(Some((info, text, end))) => {
            scanner.block.html = false;
            scanner.piece(end, PieceKind::Code { info, text });
            true
        }
        Ok(None) => false,
        Err(looked_at) => {
            scanner.facts.wasted_lookahead += looked_at;
            false
        }
    }
}

/// Whether the tag that `rest` begins with is of an element in which Markdown is read: one that says so
/// (`<figure markdown>`, of MkDocs and kramdown), any block for Pandoc, and those of the same name inside.
fn holds_markdown(scanner: &Scanner<'_>, rest: &str, name: &str) -> bool {
    if !scanner.reads(Features::MARKDOWN_ELEMENTS) {
        return false;
    }
    let open = &scanner.containers.components;
    if scanner.reads(Features::MARKDOWN_IN_HTML) && BLOCKS.contains(&name)
        || open.iter().any(|open| open.name == name)
        || matches!(name, "summary" | "figcaption")
            && open.iter().any(|open| matches!(open.name.as_str(), "details" | "figure"))
    {
        return true;
    }
    let length = rest.bytes().take(limits::MARKDOWN_TAG).position(|byte| byte == b'>').unwrap_or_default();
    let inside = rest[..length].split_whitespace().skip(1);
    let mut says = inside.filter_map(|word| word.trim_end_matches('/').strip_prefix("markdown"));
    says.any(|value| value.is_empty() || value.starts_with('=') && !value.contains('0'))
        && html::is_element(name)
}

/// Takes a tag that opens or closes what may be indented.
fn take_tag(scanner: &mut Scanner<'_>, tag: Tag, end: usize, holds: bool) {
    let cursor = &scanner.cursor;
    if tag.closes {
        scanner.containers.end_component(&tag.name);
    } else if !tag.empty && holds && cursor.text[cursor.line.start..cursor.at].trim().is_empty() {
        let column = cursor.line.prefix.chars().count() + cursor.stripped;
        scanner.containers.begin_component(&tag.name, column);
    }
    scanner.piece(end, PieceKind::tag(tag));
}
