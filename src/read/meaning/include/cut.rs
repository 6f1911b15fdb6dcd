//! The part of a file that an include means: lines, what stands between two marks, a region of code.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of lines of the file, which were counted in the same text"
)]

use std::ops::Range;

use crate::read::core::note::value;
use crate::read::syntax::include_line::marks_section;

/// The lines between `#region name` and `#endregion`, when `part` is `#name`, or all; `{1,3}` only marks lines.
pub fn region_of<'t>(text: &'t str, part: &str) -> &'t str {
    let Some(name) = part.strip_prefix('#') else { return text };
    let name = name.split(['{', '[', ' ']).next().unwrap_or_default();
    let begins = |line: &str| {
        let after =
            line.split_once("region").map(|(_, after)| after.split_whitespace().next().unwrap_or_default());
        after == Some(name) && !line.contains("endregion")
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if begins(line) {
            let inside = &text[at..];
            let end = inside.find("endregion").unwrap_or(inside.len());
            return &inside[..inside[..end].rfind('\n').map_or(0, |end| end + 1)];
        }
    }
    text
}

/// The path without the lines or the anchor that are meant.
pub fn without_part(path: &str) -> &str {
    let from = path.find("://").map_or(0, |at| at + 3);
    path[from..].find([':', ' ']).map_or(path, |at| &path[..from + at])
}

/// The lines `2:5` of a text, those of the section that a path names after a colon, or all: in mdBook between the marks
/// `ANCHOR: name` and `ANCHOR_END: name`, in PyMdown between `--8<-- [start:name]` and `--8<-- [end:name]`. Lines that
/// only mark a section of PyMdown's are left out.
///
/// # Errors
/// The name of a section that is nowhere.
pub fn part_of(text: &str, path: &str) -> Result<String, String> {
    let text = text.trim_end_matches('\n');
    let part = path[without_part(path).len()..].strip_prefix(':').unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let picked: Vec<&str> = match part.trim() {
        "" => lines,
        name if name.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
            section(&lines, name.split(':').next().unwrap_or(name)).ok_or_else(|| name.to_owned())?
        }
        ranges => ranges.split(',').flat_map(|range| lines_between(&lines, range)).collect(),
    };
    let shown: Vec<&str> = picked.into_iter().filter(|line| marks_section(line).is_none()).collect();
    Ok(shown.join("\n"))
}

/// The lines `2:5` of these, `2:`, `:5` or `2`, from the first one as 1.
fn lines_between<'t, 'l>(lines: &'l [&'t str], range: &str) -> impl Iterator<Item = &'t str> + use<'t, 'l> {
    let (first, last) = match range.split_once(':') {
        Some((first, last)) => (first.trim(), last.trim().parse().unwrap_or(lines.len())),
        None => (range.trim(), range.trim().parse().unwrap_or(lines.len())),
    };
    let start = first.parse::<usize>().unwrap_or(1).max(1);
    lines.iter().take(last).skip(start - 1).copied()
}

/// The lines of the section of this name, without those that mark others in it.
fn section<'t>(lines: &[&'t str], name: &str) -> Option<Vec<&'t str>> {
    let anchor = |line: &str, mark: &str| line.split_once(mark).is_some_and(|(_, own)| own.trim() == name);
    let starts = |line: &&str| marks_section(line) == Some((name, true)) || anchor(line, "ANCHOR:");
    let ends = |line: &str| marks_section(line) == Some((name, false)) || anchor(line, "ANCHOR_END:");
    let is_anchor = |line: &&str| line.contains("ANCHOR:") || line.contains("ANCHOR_END:");
    let start = lines.iter().position(starts)? + 1;
    let inside = lines[start..].iter().copied().take_while(|line| !ends(line));
    Some(inside.filter(|line| !is_anchor(line)).collect())
}

/// The part that the options of a directive mean. Sphinx's `literalinclude` looks for lines, the `include` of docutils
/// for words; both count lines from the whole file.
pub struct Cut<'a> {
    /// The options.
    pub given: &'a [(String, String)],
    /// Whether whole lines are meant.
    pub by_lines: bool,
}

impl Cut<'_> {
    fn value(&self, key: &str) -> Option<&str> {
        let value = value(self.given, key)?;
        let quoted = ['"', '\''].iter().find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote));
        Some(quoted.unwrap_or(value)).filter(|value| !value.is_empty())
    }

    /// Where the words stand first, or the lines that they are on.
    fn find(&self, text: &str, words: &str) -> Option<Range<usize>> {
        let start = text.find(words)?;
        let end = start + words.len();
        Some(match self.by_lines {
            true => {
                text[..start].rfind('\n').map_or(0, |end| end + 1)
                    ..text[end..].find('\n').map_or(text.len(), |at| end + at + 1)
            }
            false => start..end,
        })
    }

    /// The part of `text`, and the options whose words are nowhere in it, which then count for nothing.
    pub fn apply(&self, text: &str) -> (String, Vec<&'static str>) {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let picked: String = match self.value("lines") {
            Some(wanted) => lines_named(&lines, wanted),
            None => {
                let number = |key: &str| self.value(key).and_then(|number| number.parse::<isize>().ok());
                let at = |number: isize| match usize::try_from(number) {
                    Ok(line) => line.min(lines.len()),
                    Err(_) => lines.len().saturating_sub(number.unsigned_abs()),
                };
                let (start, end) =
                    (number("start-line").map_or(0, at), number("end-line").map_or(lines.len(), at));
                lines[start..end.max(start)].concat()
            }
        };
        let mut missing = Vec::new();
        let mut text = picked.as_str();
        for (key, keeps) in [("start-after", false), ("start-at", true)] {
            let Some(words) = self.value(key) else { continue };
            match self.find(text, words) {
                Some(found) => text = &text[if keeps { found.start } else { found.end }..],
                None => missing.push(key),
            }
        }
        for (key, keeps) in [("end-before", false), ("end-at", true)] {
            let Some(words) = self.value(key) else { continue };
            match self.find(text, words) {
                Some(found) => text = &text[..if keeps { found.end } else { found.start }],
                None => missing.push(key),
            }
        }
        let dedent = value(self.given, "dedent").map(|columns| columns.parse().ok());
        (dedent.map_or_else(|| text.to_owned(), |columns| dedented(text, columns)), missing)
    }
}

/// The lines of a list of them: `1,3,5-10,20-`.
fn lines_named(lines: &[&str], wanted: &str) -> String {
    let mut out = String::new();
    for part in wanted.split(',').map(str::trim) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first = first.trim().parse::<usize>().unwrap_or(1).max(1);
        let last = last.trim().parse().unwrap_or(lines.len()).min(lines.len());
        out.extend(lines.get(first - 1..last).unwrap_or_default().iter().copied());
    }
    out
}

/// The text without so many columns of white space, or without as many as all its lines begin with.
fn dedented(text: &str, columns: Option<usize>) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let columns = columns.unwrap_or(common);
    text.split_inclusive('\n').map(|line| &line[indent(line).min(columns)..]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(given: &[(&str, &str)], by_lines: bool) -> (String, Vec<&'static str>) {
        let given: Vec<_> =
            given.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Cut { given: &given, by_lines }.apply("one a\n  two b\n  three c\nfour d\n")
    }

    #[test]
    fn a_directive_means_lines_or_what_stands_between_words() {
        for (given, by_lines, expected) in [
            (&[][..], false, "one a\n  two b\n  three c\nfour d\n"),
            (&[("lines", "1, 3-")], true, "one a\n  three c\nfour d\n"),
            (&[("lines", "9-")], true, ""),
            (&[("start-line", "1"), ("end-line", "-1")], false, "  two b\n  three c\n"),
            (&[("start-line", "3"), ("end-line", "1")], false, ""),
            (&[("start-after", "two "), ("end-before", "'four'")], false, "b\n  three c\n"),
            (&[("start-after", "two"), ("end-at", "three")], true, "  three c\n"),
            (&[("start-at", "two"), ("end-before", "four"), ("dedent", "")], true, "two b\nthree c\n"),
            (&[("start-at", "two"), ("dedent", "1")], true, " two b\n three c\nfour d\n"),
        ] {
            assert_eq!(cut(given, by_lines), (expected.to_owned(), Vec::new()), "{given:?}");
        }
    }

    #[test]
    fn a_part_of_a_file_is_meant_by_lines_or_by_a_section() {
        let text = "1\n// ANCHOR: a\n3\n// ANCHOR: b\n5\n// ANCHOR_END: a\n7\n";
        for (path, part) in [
            ("x", text.trim_end()),
            ("x:3", "3"),
            ("x:5:", "5\n// ANCHOR_END: a\n7"),
            ("x::1", "1"),
            ("x:5:6", "5\n// ANCHOR_END: a"),
            ("x:1:1,7", "1\n7"),
            ("x:a", "3\n5"),
        ] {
            assert_eq!(part_of(text, path).as_deref(), Ok(part), "{path}");
        }
        assert_eq!(part_of(text, "x:c"), Err("c".to_owned()));
    }

    #[test]
    fn marks_of_sections_are_left_out() {
        let text = "1\n# --8<-- [start:a]\n3\n# --8<-- [start:b]\n5\n# --8<-- [end:b]\n# --8<-- [end:a]\n8\n";
        for (path, part) in [("x", "1\n3\n5\n8"), ("x:a", "3\n5"), ("x:b", "5"), ("x:1:3", "1\n3")] {
            assert_eq!(part_of(text, path).as_deref(), Ok(part), "{path}");
        }
    }

    #[test]
    fn words_that_are_nowhere_are_told() {
        let (text, missing) = cut(&[("start-after", "five"), ("end-before", "four")], false);
        assert_eq!((text.as_str(), missing), ("one a\n  two b\n  three c\n", vec!["start-after"]));
    }
}
