//! mdBook's `SUMMARY.md` (and GitBook's): a list of links, headings over it that name parts, and links outside of lists
//! before and after it, which are chapters without a number.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use super::wrong::Wrong;
use crate::book::{Entry, Outline};
use crate::source::Span;

/// Reads a summary. Its first heading, when chapters without numbers or the list follow it, names the file, no part.
pub fn read(text: &str) -> Result<Option<Outline>, Wrong> {
    let mut outline = Outline::default();
    // The entries around the next one, each with its indentation.
    let mut open: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut part: Option<usize> = None;
    let (mut start, mut headings) = (0, 0);
    for line in text.split_inclusive('\n') {
        let span = Span::new(start..start + line.trim_end().len());
        start += line.len();
        let content = line.trim_start();
        let indentation = line.len() - content.len();
        let content = content.trim_end();
        if let Some(title) = content.strip_prefix('#') {
            headings += 1;
            let title = title.trim_start_matches('#').trim();
            // The first names the file, or the book.
            part = None;
            if headings == 1 && !is_name_of_file(title) {
                outline.title = Some(crate::read::plain(title));
            }
            if headings > 1 && !title.is_empty() {
                let title = Some(title.to_owned());
                outline.entries.push(Entry { title, is_part: true, span, ..Entry::default() });
                part = Some(outline.entries.len() - 1);
            }
            open.clear();
            continue;
        }
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| content.strip_prefix(mark));
        let Some((title, address)) = link(item.unwrap_or(content).trim()) else { continue };
        if address.contains("://") {
            continue;
        }
        let path = percent_decode_str(address.split('#').next().unwrap_or_default()).decode_utf8_lossy();
        let note = (!path.is_empty()).then(|| PathBuf::from(&*path));
        let is_unnumbered = item.is_none();
        let entry = Entry { title: Some(title), note, is_unnumbered, span, ..Entry::default() };
        if is_unnumbered {
            // Suffix chapters belong to no part.
            open.clear();
            part = None;
            outline.entries.push(entry);
            continue;
        }
        open.retain(|(around, _)| *around < indentation);
        let above = open.last().map(|(_, path)| path.clone()).or(part.map(|part| vec![part]));
        let mut way = above.unwrap_or_default();
        let Some(list) = entries_at(&mut outline.entries, &way) else { continue };
        list.push(entry);
        way.push(list.len() - 1);
        open.push((indentation, way));
    }
    Ok((!outline.entries.is_empty()).then_some(outline))
}

/// Whether a heading says only what the file is.
fn is_name_of_file(title: &str) -> bool {
    const NAMES: [&str; 8] = [
        "summary",
        "contents",
        "table of contents",
        "sommaire",
        "table des matières",
        "inhalt",
        "目录",
        "índice",
    ];
    NAMES.contains(&title.to_lowercase().as_str())
}

/// The entries below the one that is found by going down these places.
fn entries_at<'a>(entries: &'a mut Vec<Entry>, way: &[usize]) -> Option<&'a mut Vec<Entry>> {
    match way.split_first() {
        None => Some(entries),
        Some((first, rest)) => entries_at(&mut entries.get_mut(*first)?.entries, rest),
    }
}

/// The words and the address of a line that is a link and nothing else.
fn link(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('[')?.strip_suffix(')')?;
    let (title, address) = inside.rsplit_once("](")?;
    let address = address.trim();
    let address = address.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(address);
    Some((crate::read::plain(title), address.split(" \"").next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(entries: &[Entry], depth: usize, out: &mut Vec<String>) {
        for entry in entries {
            let note = entry.note.as_ref().map(|note| note.display().to_string()).unwrap_or_default();
            let marks = [(entry.is_part, "part "), (entry.is_unnumbered, "bare ")];
            let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
            out.push(format!(
                "{}{marks}{}: {note}",
                "  ".repeat(depth),
                entry.title.as_deref().unwrap_or_default()
            ));
            shown(&entry.entries, depth + 1, out);
        }
    }

    fn outline(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        shown(&read(text).unwrap().unwrap_or_default().entries, 0, &mut out);
        out
    }

    #[test]
    fn links_outside_of_lists_have_no_number_and_lists_nest() {
        let text = "# Summary\n\n[Preface](preface.md)\n\n- [One](1.md)\n    - [Inside](1/a%20b.md)\n    - [Draft]()\n- [Two](<2.md>)\n\n[Thanks](thanks.md)\n";
        assert_eq!(
            outline(text),
            [
                "bare Preface: preface.md",
                "One: 1.md",
                "  Inside: 1/a b.md",
                "  Draft: ",
                "Two: 2.md",
                "bare Thanks: thanks.md",
            ]
        );
    }

    #[test]
    fn headings_after_the_first_name_parts() {
        let text = "# Summary\n- [Zero](0.md)\n# *First* part\n- [One](1.md)\n  - [Inside](1a.md)\n# Second\n* [Two](2.md)\n";
        assert_eq!(
            outline(text),
            [
                "Zero: 0.md",
                "part *First* part: ",
                "  One: 1.md",
                "    Inside: 1a.md",
                "part Second: ",
                "  Two: 2.md"
            ]
        );
    }

    #[test]
    fn a_file_without_links_is_no_outline() {
        assert!(read("# Summary\n\nWords.\n").unwrap().is_none());
    }
}
