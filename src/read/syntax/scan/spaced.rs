//! Links whose name stands apart from their words, `[words] [name]`, or on the next line: Markdown.pl, Python-Markdown
//! and kramdown read them, Pandoc as `spaced_reference_links`. What is between is taken away, for CommonMark reads the
//! rest.

#![expect(clippy::string_slice, reason = "offsets are of brackets that were found in the same text")]

use std::collections::HashSet;

use crate::limits::ADDRESS;
use crate::read::dialect::features::Features;
use crate::read::syntax::definitions::folded;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::label;
use crate::read::syntax::scan::line::{Fence, Prefix};
use crate::read::syntax::scan::state::Scanner;

impl Scanner<'_> {
    /// Takes an opening bracket.
    pub fn opening_bracket(&mut self) {
        if self.reads(Features::SPACED_LINKS)
            && !self.raw
            && let Some((end, name)) = self.spaced_link()
        {
            self.spaced.open.push((end, name));
        }
        self.at += 1;
    }

    /// Takes a closing bracket, and what stands between it and the name of its link.
    pub fn closing_bracket(&mut self) {
        let at = self.at;
        while self.spaced.open.last().is_some_and(|(end, _)| *end < at) {
            self.spaced.open.pop();
        }
        self.at += 1;
        if let Some((_, name)) = self.spaced.open.pop_if(|(end, _)| *end == at) {
            self.piece(name, PieceKind::Removed);
        } else if let Some(length) = self.sized_address() {
            let path = self.text[self.at + 2..self.at + length - 1].to_owned();
            self.at += 1;
            self.piece(self.at + length - 1, PieceKind::Rewritten(path));
        }
    }

    /// The length of an address in angle brackets with the parenthesis before it, when a size stands after it, with which
    /// CommonMark does not know it: `(<a b.png> =150x80)`.
    fn sized_address(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let inside =
            rest.strip_prefix("(<").filter(|_| self.reads(Features::LOOSE_ADDRESSES) && !self.raw)?;
        let inside = &inside[..inside.floor_char_boundary(ADDRESS)];
        let (path, after) = inside.split('\n').next()?.split_once('>')?;
        let size = after.trim_start().strip_prefix('=')?.split(')').next()?;
        let is_size = size.starts_with(|c: char| c.is_ascii_digit() || c == 'x');
        (is_size && !path.is_empty() && !path.contains('<')).then_some(path.len() + 3)
    }

    /// For the words in brackets that begin here: where they end, and where the name begins that stands apart.
    fn spaced_link(&mut self) -> Option<(usize, usize)> {
        let text = self.text;
        let names = self.spaced.names.get_or_insert_with(|| names(text).into()).clone();
        if names.is_empty() || text[..self.at].ends_with(']') {
            return None;
        }
        let rest = &text[self.at..];
        let end = label::end(rest)?;
        let words = &rest[1..end];
        let gap = gap(&rest[end + 1..], &self.line.prefix, self.line.flat)?;
        let next = &rest[end + 1 + gap..];
        let close = label::end(next)?;
        let (name, after) = (&next[1..close], &next[close + 1..]);
        // Marks of tasks.
        let leads = text[self.line.start.min(self.at)..self.at].trim().is_empty();
        let is_task = leads && matches!(words.chars().count(), 0 | 1);
        let is_other = words.starts_with(['^', '@', '-']) || words.starts_with('[') && words.ends_with(']');
        // Another link, or the definition of a name on a line of its own.
        let defines = after.starts_with(':') && rest[end..end + 1 + gap].contains('\n');
        let goes_on = defines || after.starts_with(['(', '[']);
        if is_task || is_other || goes_on || words.trim().is_empty() {
            return None;
        }
        let defined = names.contains(&folded(words));
        let names_it = if name.is_empty() { defined } else { !defined && names.contains(&folded(name)) };
        names_it.then_some((self.at + end, self.at + end + 1 + gap))
    }
}

/// The length of the spaces, with one line's end at most, between words and a name in brackets; `flat` lines end both.
fn gap(rest: &str, prefix: &str, flat: bool) -> Option<usize> {
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
