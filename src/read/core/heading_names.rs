//! Links to headings by their words alone, `[Heading]` and `[words][Heading]` (Pandoc's `implicit_header_references`); in
//! a book of bookdown, which is one text for Pandoc, to those of other chapters too.

use std::collections::HashMap;
use std::sync::Arc;

use comrak::ResolvedReference;
use comrak::options::BrokenLinkReference;

use crate::naming::slug;
use crate::read::core::note::{Names, Note};
use crate::read::syntax::definitions::folded;
use crate::read::syntax::scan::line::{Fence, Prefix};

/// The headings that links of this note may name so; `None` in a dialect that has no such links.
pub fn of(note: &Note) -> Option<Names> {
    let text = note.source.text();
    if !note.has_implicit_references() || !text.contains('[') {
        return None;
    }
    let mut names = HashMap::new();
    for (words, id) in headings(text) {
        names.entry(folded(&words)).or_insert(format!("#{id}"));
    }
    if note.is_chapter() {
        for words in text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(words, _)| words) {
            let is_name = words.starts_with(char::is_alphabetic) && !words.contains('\n');
            if is_name && !names.contains_key(&folded(words)) {
                let name = slug(&words.replace(['*', '`'], ""));
                if let Some(path) = note.files.note_labelled(&name) {
                    names.insert(folded(words), format!("{path}#{name}"));
                }
            }
        }
    }
    Some(Arc::new(names))
}

/// Where a link leads that names a heading.
pub fn resolved(names: &Names, link: &BrokenLinkReference) -> Option<ResolvedReference> {
    let url = names.get(&folded(link.original))?.clone();
    Some(ResolvedReference { url, title: String::new() })
}

/// The words of the headings that begin with signs, as they are written, and their identifiers.
#[expect(clippy::string_slice, reason = "the prefix is the start of the same line")]
fn headings(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut fence: Option<Fence> = None;
    for line in text.lines() {
        let prefix = Prefix::read(line);
        let content = &line[prefix.length..];
        if let Some(open) = fence.take() {
            if !open.is_left_by(&prefix, content) && !open.ends_at(&prefix, content) {
                fence = Some(open);
            }
            continue;
        }
        fence = Fence::read(&prefix, content);
        let title = content.trim_start_matches('#');
        if !(1..=6).contains(&(content.len() - title.len())) || !title.starts_with([' ', '\t']) {
            continue;
        }
        let (title, attributes) = title.rsplit_once('{').unwrap_or((title, ""));
        let own = attributes.split([' ', '}']).find_map(|part| part.strip_prefix('#'));
        let title = title.trim().trim_end_matches('#').trim_end();
        let id = own.map_or_else(|| slug(&title.replace(['*', '`'], "")), str::to_owned);
        found.push((title.to_owned(), id));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_named_by_their_words() {
        let text = "# One *two*\n\n```\n# code\n```\n\n> ## Own {#x .y}\n\n#no\n\n### C # ##\n";
        let found = headings(text);
        let found: Vec<_> = found.iter().map(|(words, id)| (words.as_str(), id.as_str())).collect();
        assert_eq!(found, [("One *two*", "one-two"), ("Own", "x"), ("C #", "c-")]);
    }
}
