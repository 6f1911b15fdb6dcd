//! What a note defines for all its texts: footnotes, and addresses that links name. A title (of a callout, a tab, a
//! figure) is read by itself, and gets the definitions of what it refers to with it.

use std::collections::{BTreeMap, HashSet};

/// The definitions of a text, by label.
#[derive(Debug, Default)]
pub struct Definitions {
    footnotes: HashSet<String>,
    /// What stands after the colon.
    links: BTreeMap<String, String>,
}

impl Definitions {
    /// Those of a text. Lines of code count too: a label that is defined there alone is referred to nowhere else.
    pub fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let (quotes, line) = unquoted(line);
            let Some((label, rest)) = line.strip_prefix('[').and_then(|line| line.split_once("]:")) else {
                continue;
            };
            if let Some(label) = label.strip_prefix('^') {
                found.footnotes.insert(folded(label));
                continue;
            }
            let address = match rest.trim() {
                // Of the same quotation, or a lazy line of it.
                "" => {
                    let next = lines.peek().map(|next| unquoted(next));
                    next.filter(|(own, _)| *own <= quotes).map_or("", |(_, next)| next.trim())
                }
                rest => rest,
            };
            if let Some(address) = address_of(address).filter(|_| !label.is_empty()) {
                found.links.entry(folded(label)).or_insert_with(|| address.to_owned());
            }
        }
        found
    }

    /// Whether a footnote has this label.
    pub fn has_footnote(&self, label: &str) -> bool {
        self.footnotes.contains(&folded(label))
    }

    /// The addresses, as Markdown defines them, one a line, in the order of their labels.
    pub fn links(&self) -> String {
        self.links.iter().map(|(label, address)| format!("[{label}]: {address}\n")).collect()
    }

    /// The names of addresses that a line has in brackets.
    pub fn names_in(&self, line: &str) -> HashSet<String> {
        let inside = line.split('[').filter_map(|rest| rest.split_once(']')).map(|(label, _)| folded(label));
        inside.filter(|label| self.links.contains_key(label)).collect()
    }

    /// The definitions of what a line refers to, as Markdown has them, one a line; that of a footnote says nothing.
    #[expect(
        clippy::string_slice,
        reason = "offsets are of brackets and markers that were found in the same line"
    )]
    pub fn of_line(&self, line: &str) -> String {
        let mut definitions = String::new();
        let mut seen = HashSet::new();
        let mut open = None;
        for (at, c) in line.char_indices() {
            match (c, open) {
                ('[', _) => open = Some(at + 1),
                (']', Some(start)) => {
                    let label = &line[start..at];
                    open = None;
                    if !seen.insert(label) {
                        continue;
                    }
                    match label.strip_prefix('^') {
                        Some(name) if self.has_footnote(name) => {
                            definitions.push_str(&format!("[{label}]: \\\n\n"));
                        }
                        Some(_) => {}
                        None => {
                            if let Some(address) = self.links.get(&folded(label)) {
                                definitions.push_str(&format!("[{label}]: {address}\n"));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        definitions
    }
}

/// The address in the line of a link definition, with the title if that ends there too; `None` where the line defines
/// nothing (CommonMark 0.31 §4.7).
fn address_of(line: &str) -> Option<&str> {
    let (destination, rest) = match line.strip_prefix('<') {
        Some(inside) => inside.split_once('>').filter(|(address, _)| !address.contains('<'))?,
        None => line.split_at(line.find(char::is_whitespace).unwrap_or(line.len())),
    };
    let title = rest.trim();
    let mut marks = title.chars();
    let (open, close) = (marks.next(), marks.next_back());
    match (open, rest.starts_with(char::is_whitespace)) {
        (None, _) => Some(line).filter(|_| !line.is_empty()),
        (Some('"' | '\''), true) if close == open => Some(line),
        (Some('('), true) if close == Some(')') => Some(line),
        // It ends on a later line.
        (Some('"' | '\'' | '('), true) => line.strip_suffix(rest),
        _ => None,
    }
    .filter(|_| !destination.is_empty() || line.starts_with('<'))
}

/// How many quotations a line is in, and its text in them.
#[expect(
    clippy::string_slice,
    reason = "offsets are of brackets and markers that were found in the same line"
)]
fn unquoted(line: &str) -> (usize, &str) {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let markers = &line[..line.len() - text.len()];
    (markers.matches('>').count(), text)
}

/// A label as CommonMark compares them: without letter case, each run of white space as one space.
pub fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gets_the_definitions_of_what_it_refers_to() {
        let definitions =
            Definitions::of("text\n\n[^1]: One.\n[A  b]: https://a.org 'T'\n> [c]:\n>   d.md\n[^x]: no\n");
        assert_eq!(definitions.of_line("a [t][a b] [^2] [a b]"), "[a b]: https://a.org 'T'\n");
        let kept = |line: &str| Definitions::of(&format!("[a]: {line}\n")).links();
        assert_eq!([kept("words that follow"), kept("<b> words <c>"), kept("<a b")], ["", "", ""]);
        assert_eq!([kept("<a b> (T)"), kept("x 'T of")], ["[a]: <a b> (T)\n", "[a]: x\n"]);
        assert_eq!(definitions.of_line("[^1] [^1]"), "[^1]: \\\n\n");
        assert_eq!(definitions.of_line("[c][] and [x] ]["), "[c]: d.md\n");
        assert_eq!(Definitions::of("[c]:\n> d.md\n").links(), "");
        assert_eq!(Definitions::of("> [c]:\nd.md\n").links(), "[c]: d.md\n");
        assert!(definitions.has_footnote("x") && !definitions.has_footnote("y"));
    }
}
