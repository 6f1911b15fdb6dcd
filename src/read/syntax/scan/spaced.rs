//! Links whose name stands apart from their words, `[words] [name]`, or on the next line: Markdown.pl, Python-Markdown
//! and kramdown read them, Pandoc as `spaced_reference_links`. What is between is taken away, for CommonMark reads the
//! rest.

#![expect(clippy::string_slice, reason = "offsets are of brackets that were found in the same text")]

use std::collections::HashSet;

use crate::read::syntax::definitions::folded;
use crate::read::syntax::scan::label;
use crate::read::syntax::scan::line::{Fence, Prefix};

/// The length of the spaces, with one line's end at most, between words and a name in brackets; `flat` lines end both.
pub fn gap(rest: &str, prefix: &str, flat: bool) -> Option<usize> {
    let own = rest.trim_start_matches([' ', '\t']);
    // Two spaces at a line's end are a break.
    let breaks = rest.len() - own.len() > 1;
    let next = match own.strip_prefix("\r\n").or(own.strip_prefix('\n')) {
        Some(_) if flat || breaks => return None,
        Some(next) => {
            let quotes = prefix.contains('>');
            next.trim_start_matches(|c| matches!(c, ' ' | '\t') || c == '>' && quotes)
        }
        None => own,
    };
    let gap = rest.len() - next.len();
    (gap > 0 && next.starts_with('[')).then_some(gap)
}

/// The names that a text gives to addresses, `[name]: address`, outside of fences.
pub fn names(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    // With its indentation: what holds it ends before it does.
    let mut fence: Option<(Fence, usize)> = None;
    if !text.contains("]:") {
        return found;
    }
    for line in text.lines() {
        let prefix = Prefix::read(line);
        let content = &line[prefix.length..];
        let outside = |indent: usize| indent > 1 && prefix.width == 0 && !content.is_empty();
        if let Some((open, indent)) = fence.take()
            && !open.is_left_by(&prefix, content)
            && !outside(indent)
        {
            fence = (!open.ends_at(&prefix, content)).then_some((open, indent));
            continue;
        }
        fence = Fence::read(&prefix, content).map(|fence| (fence, prefix.width));
        if content.starts_with('[')
            && !content.starts_with("[^")
            && let Some(end) = label::end(content)
            && content[end + 1..].starts_with(':')
        {
            found.insert(folded(&content[1..end]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_of_spaces_and_one_line_end() {
        for (rest, length) in [(" [a]", 1), ("\n[a]", 1), (" \n  [a]", 4), ("\t[a]", 1)] {
            assert_eq!(gap(rest, "", false), Some(length), "{rest:?}");
        }
        for rest in ["[a]", "\n\n[a]", "  \n[a]", " (a)", "\n> [a]", " a"] {
            assert_eq!(gap(rest, "", false), None, "{rest:?}");
        }
        assert_eq!(gap("\n> [a]", "> ", false), Some(3), "in a quotation");
        assert_eq!(gap("\n[a]", "", true), None, "in a heading");
    }

    #[test]
    fn names_of_code_are_none() {
        let found = names("[A  b]: /x\n\n```\n[c]: /y\n```\n\n> [d]: /z\n\n[^e]: note\n");
        assert_eq!(found, ["a b", "d"].map(str::to_owned).into());
        let found = names("T\n\n:   ```\n    code\n    ```\n\n[a]: /x\n");
        assert_eq!(found, ["a"].map(str::to_owned).into(), "after code in a definition");
    }
}
