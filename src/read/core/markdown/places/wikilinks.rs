//! Moves what stands in and after a wikilink that goes over several lines: comrak counts on in the line of its beginning.

use std::collections::{BTreeMap, BTreeSet};

use comrak::Node as Markdown;
use comrak::nodes::{LineColumn, NodeValue};

use super::prefix::without_prefix;
use crate::source::Lines;

/// Moves the nodes of paragraphs and headings in which wikilinks have several lines.
pub(super) fn mend(root: Markdown, text: &str, lines: &Lines) {
    for node in root.descendants() {
        if !matches!(node.data().value, NodeValue::Paragraph | NodeValue::Heading(_)) {
            continue;
        }
        let inlines = || node.descendants().skip(1);
        let links = inlines().filter(|inline| matches!(inline.data().value, NodeValue::WikiLink(_)));
        let links: BTreeSet<LineColumn> = links.map(|link| link.data().sourcepos.start).collect();
        if links.is_empty() {
            continue;
        }
        let found = inlines().map(|inline| inline.data().sourcepos);
        let found: BTreeSet<LineColumn> = found.flat_map(|place| [place.start, place.end]).collect();
        let Some(moved) = moved(&found, &links, text, lines) else { continue };
        for inline in inlines() {
            let place = &mut inline.data_mut().sourcepos;
            let of = |place: LineColumn| moved.get(&place).copied().unwrap_or(place);
            (place.start, place.end) = (of(place.start), of(place.end));
        }
    }
}

/// Where the places of a paragraph are, of which `links` are those where wikilinks begin; `None` where comrak's are right, or
/// wrong for another reason.
fn moved(
    places: &BTreeSet<LineColumn>,
    links: &BTreeSet<LineColumn>,
    text: &str,
    lines: &Lines,
) -> Option<BTreeMap<LineColumn, LineColumn>> {
    let line_of = |line: usize| text.get(lines.start(line)..lines.start(line + 1)).unwrap_or_default();
    let prefix = |line: usize| {
        let line = line_of(line);
        line.len() - without_prefix(line).len()
    };
    let mut moved = BTreeMap::new();
    // The line that comrak counts in, the ends of lines that it did not count before that, and those in links of that line.
    let (mut counted, mut missed, mut in_line) = (0, 0, 0);
    // The line that was reached, how many bytes in comrak's line stand before it, and how many of its own it does not count.
    let (mut line, mut before, mut own) = (0, 0, 0);
    for &place in places {
        if place.line != counted {
            missed += std::mem::take(&mut in_line);
            (counted, line, before) = (place.line, place.line + missed, 0);
            own = if missed > 0 { prefix(line) } else { 0 };
            before += if missed > 0 { prefix(place.line) } else { 0 };
        }
        while line < counted + missed + in_line && place.column + own > before + line_of(line).len() {
            before += line_of(line).len() - own;
            line += 1;
            own = prefix(line);
        }
        let column = (place.column + own).saturating_sub(before);
        moved.insert(place, (line, column).into());
        if links.contains(&place) {
            let link = text.get(lines.start(line) + column.saturating_sub(1)..)?;
            if !link.starts_with("[[") && !link.starts_with("![[") {
                return None;
            }
            let inside = link.split("]]").next().unwrap_or_default();
            in_line += inside.bytes().filter(|&byte| byte == b'\n').count();
        }
    }
    (missed + in_line > 0).then_some(moved)
}

#[cfg(test)]
mod tests {
    use comrak::{Arena, Options, parse_document};

    use super::*;

    /// The words of links and emphasis, each cut out of the text where it is said to stand.
    fn cut(text: &str) -> Vec<String> {
        let mut options = Options::default();
        options.extension.wikilinks_title_after_pipe = true;
        let arena = Arena::new();
        let (root, lines) = (parse_document(&arena, text, &options), Lines::of(text));
        mend(root, text, &lines);
        let marked = root
            .descendants()
            .filter(|node| matches!(node.data().value, NodeValue::WikiLink(_) | NodeValue::Emph));
        let cut = |node: Markdown| {
            let place = node.data().sourcepos;
            let start = lines.start(place.start.line) + place.start.column - 1;
            text.get(start..lines.start(place.end.line) + place.end.column).unwrap_or("?").to_owned()
        };
        marked.map(cut).collect()
    }

    #[test]
    fn what_follows_a_wikilink_over_lines_is_where_it_stands() {
        assert_eq!(cut("[[a]] *b*\n*c*\n"), ["[[a]]", "*b*", "*c*"]);
        assert_eq!(
            cut("é [[a\n  é é]] *b*\n  *c* [[d\ne\nf]], *g*\n*h*\n"),
            ["[[a\n  é é]]", "*b*", "*c*", "[[d\ne\nf]]", "*g*", "*h*"]
        );
        assert_eq!(cut("> - x [[a\n>   b]] *c*\n>   *d*\n"), ["[[a\n>   b]]", "*c*", "*d*"]);
        assert_eq!(cut("*x [[a\nb]] y* *c*\n"), ["*x [[a\nb]] y*", "[[a\nb]]", "*c*"]);
    }
}
