//! Mends the places that comrak 0.59 gets wrong. It takes link definitions out of the paragraph that they begin, and counts
//! the lines of what is left from the first of them on; it counts what is in a footnote that is written in a line
//! (`^[…]`) from the beginning of the footnote; and it does not count the ends of lines in wikilinks.

mod prefix;
mod wikilinks;

use std::collections::HashMap;

use comrak::nodes::{LineColumn, NodeValue, Sourcepos};
use comrak::{Arena, Node as Markdown, Options, parse_document};
use prefix::without_prefix;

use crate::limits::FOOTNOTES_INLINE_DEEP;
use crate::source::Lines;

/// Moves the nodes of the tree of a `text` to where they stand; the lines of the text.
pub fn mend(root: Markdown, text: &str) -> Lines {
    let lines = Lines::of(text);
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if has("]:") {
        after_definitions(root, text, &lines);
    }
    if has("[[") {
        wikilinks::mend(root, text, &lines);
    }
    if has("^[") {
        in_footnotes(root, text, &lines);
    }
    lines
}

/// Moves what stands after link definitions in its paragraph or heading.
fn after_definitions(root: Markdown, text: &str, lines: &Lines) {
    for node in root.descendants() {
        let Some(defined) = lines_of_definitions(node, text, lines) else { continue };
        node.data_mut().sourcepos.start.line += defined;
        for inline in node.children().flat_map(|child| child.descendants()) {
            let place = &mut inline.data_mut().sourcepos;
            place.start.line += defined;
            place.end.line += defined;
        }
    }
}

/// How many lines of a paragraph or heading are link definitions: those that its inlines are short of, if they are such.
fn lines_of_definitions(node: Markdown, text: &str, lines: &Lines) -> Option<usize> {
    let underlined = match &node.data().value {
        NodeValue::Paragraph => false,
        NodeValue::Heading(heading) if heading.setext => true,
        _ => return None,
    };
    let place = node.data().sourcepos;
    let last = node.last_child()?.data().sourcepos.end.line + usize::from(underlined);
    let defined = place.end.line.checked_sub(last).filter(|&defined| defined > 0)?;
    let start = lines.start(place.start.line) + place.start.column.saturating_sub(1);
    let before =
        text.get(start..lines.start(place.start.line + defined)).filter(|text| text.starts_with('['))?;
    // Without the beginnings of lines in quotations and lists.
    let before: String = before.split_inclusive('\n').map(without_prefix).collect();
    let arena = Arena::new();
    let is_all = parse_document(&arena, &before, &Options::default()).first_child().is_none();
    is_all.then_some(defined)
}

/// Moves what is in footnotes that are written in lines.
fn in_footnotes(root: Markdown, text: &str, lines: &Lines) {
    let (mut references, mut definitions) = (HashMap::new(), Vec::new());
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::FootnoteReference(reference) => drop(references.insert(reference.name.clone(), node)),
            NodeValue::FootnoteDefinition(definition) => definitions.push((definition.name.clone(), node)),
            _ => {}
        }
    }
    // What is in another is counted from where that begins: it comes after it.
    let around = |name: &String| definition_around(references.get(name).copied()?);
    definitions.sort_by_cached_key(|(name, _)| {
        std::iter::successors(Some(name.clone()), around).take(FOOTNOTES_INLINE_DEEP).count()
    });
    for (name, definition) in definitions {
        let Some(reference) = references.get(&name) else { continue };
        let place = reference.data().sourcepos.start;
        let start = lines.start(place.line) + place.column.saturating_sub(1);
        if !text.get(start..).is_some_and(|text| text.starts_with("^[")) {
            continue;
        }
        let content = || definition.descendants().skip(1);
        let last = content().map(|node| node.data().sourcepos.end.line).max().unwrap_or(1);
        let inside = Inside::new(text, lines, (place.line, start + "^[".len()), last);
        for node in content() {
            let place = &mut node.data_mut().sourcepos;
            (place.start, place.end) = (inside.place(place.start), inside.place(place.end));
        }
        // What comrak says of the reference's end is true on its first line only.
        let end = content().map(|node| node.data().sourcepos.end).max().unwrap_or(place);
        definition.data_mut().sourcepos = Sourcepos { start: place, end };
    }
}

/// The name of the footnote that a node stands in.
fn definition_around(node: Markdown) -> Option<String> {
    node.ancestors().find_map(|around| match &around.data().value {
        NodeValue::FootnoteDefinition(definition) => Some(definition.name.clone()),
        _ => None,
    })
}

/// The inside of a footnote that is written in a line.
struct Inside {
    /// The line on which it begins.
    line: usize,
    /// For each of its lines, how many bytes of it come before, and the column after what begins the line.
    starts: Vec<(usize, usize)>,
}

impl Inside {
    /// The inside that begins at this line and byte and has so many lines.
    fn new(text: &str, lines: &Lines, (line, mut start): (usize, usize), count: usize) -> Self {
        let (mut starts, mut bytes) = (Vec::with_capacity(count), 0);
        for at in line..line + count {
            starts.push((bytes, start - lines.start(at) + 1));
            let next = lines.start(at + 1);
            bytes += next - start;
            let rest = text.get(next..).unwrap_or_default();
            start = next + (rest.len() - without_prefix(rest).len());
        }
        Self { line, starts }
    }

    /// Where something stands: comrak has its line in the footnote, and its byte there as the column.
    fn place(&self, place: LineColumn) -> LineColumn {
        let line = place.line.saturating_sub(1);
        let (before, column) = self.starts.get(line).copied().unwrap_or((0, 1));
        (self.line + line, column + place.column.saturating_sub(1).saturating_sub(before)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines and columns of paragraphs and headings, and of their first inlines.
    fn places(text: &str) -> Vec<(usize, usize, usize)> {
        let arena = Arena::new();
        let root = parse_document(&arena, text, &Options::default());
        mend(root, text);
        let leaves = root
            .descendants()
            .filter(|node| matches!(node.data().value, NodeValue::Paragraph | NodeValue::Heading(_)));
        let of = |node: Markdown| {
            let (own, first) = (node.data().sourcepos.start, node.first_child()?.data().sourcepos.start);
            Some((own.line, first.line, first.column))
        };
        leaves.filter_map(of).collect()
    }

    #[test]
    fn what_is_in_a_footnote_is_where_it_stands() {
        let mut options = Options::default();
        options.extension.footnotes = true;
        options.extension.inline_footnotes = true;
        let text = "One.\n\n> A^[*b* \\* c\n> and ^[*d*] *e*].\n";
        let arena = Arena::new();
        let root = parse_document(&arena, text, &options);
        mend(root, text);
        let mut places: Vec<_> =
            root.descendants().filter(|node| matches!(node.data().value, NodeValue::Emph)).collect();
        places.sort_by_key(|node| node.data().sourcepos.start);
        let places: Vec<String> = places.iter().map(|node| node.data().sourcepos.to_string()).collect();
        assert_eq!(places, ["3:6-3:8", "4:9-4:11", "4:14-4:16"]);
        let definitions =
            root.children().filter(|node| matches!(node.data().value, NodeValue::FootnoteDefinition(_)));
        let places: Vec<_> = definitions.map(|node| node.data().sourcepos.to_string()).collect();
        assert_eq!(places, ["3:4-4:16", "4:7-4:11"]);
    }

    #[test]
    fn what_follows_definitions_is_where_it_stands() {
        assert_eq!(places("[a]: x\n[b]:\ny\n'title'\n*words*\nmore\n"), [(5, 5, 1)]);
        assert_eq!(places("[a]: x\n*Title*\n===\n"), [(2, 2, 1)]);
        assert_eq!(places("> - [a]: x\n>   [b]: y\n>   *words*\n"), [(3, 3, 5)]);
        assert_eq!(places("[a]: x\n\n[b]\n[c]: z\n"), [(3, 3, 1)]);
        assert_eq!(places("*words*\n\n[a]: x\n"), [(1, 1, 1)]);
        assert_eq!(places("[a]:<>\n*words*\n"), [(2, 2, 1)]);
    }
}
