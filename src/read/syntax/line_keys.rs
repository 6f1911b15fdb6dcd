//! The keys under which programs say something of the lines of code.

use crate::ir::*;

/// The key of lines that a fence names without one: `{2,4-6}`.
pub const LINES: &str = "hl_lines";

/// The key of words that a fence asks to mark. No note can write it, for keys have no spaces.
pub const WORDS: &str = " words";

/// The key of words after the language that say nothing known.
pub const FLAGS: &str = " flags";

/// What a key says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Lines have numbers, or none.
    Numbers,
    /// The first number.
    First,
    /// Lines are marked.
    Marks(Mark),
    /// Lines are not shown.
    Hidden,
}

pub fn meaning(key: &str) -> Option<Meaning> {
    // Prism's attributes.
    match key {
        "data-line" => return Some(Meaning::Marks(Mark::Highlighted)),
        "data-start" => return Some(Meaning::First),
        _ => {}
    }
    let plain: String = key.chars().filter(|c| !matches!(c, '-' | '_')).collect();
    Some(match plain.to_ascii_lowercase().as_str() {
        "linenums" | "linenos" | "lineno" | "linenumbers" | "linenumber" | "numberlines"
        | "showlinenumbers" | "codelinenumbers" | "ln" | "nolinenumbers" | "nolinenos" => Meaning::Numbers,
        "startfrom" | "linenostart" | "linestart" | "startline" | "startlinenumber" | "firstline"
        | "firstnumber" | "firstlinenumber" | "start" => Meaning::First,
        "hllines" | "hl" | "highlight" | "highlights" | "highlightlines" | "linehighlight"
        | "emphasizelines" | "emphasiselines" | "marklines" | "mark" | "focus" | "focuslines" => {
            Meaning::Marks(Mark::Highlighted)
        }
        "ins" | "add" | "added" => Meaning::Marks(Mark::Added),
        "del" | "remove" | "removed" => Meaning::Marks(Mark::Removed),
        "errorlines" => Meaning::Marks(Mark::Error),
        "warninglines" => Meaning::Marks(Mark::Warning),
        "hidelines" => Meaning::Hidden,
        _ => return None,
    })
}

/// Whether a key says something of lines of code.
pub fn is_known(key: &str) -> bool {
    meaning(key).is_some()
}

/// Whether a word says by itself that lines have numbers, or none.
pub fn is_flag(word: &str) -> bool {
    meaning(word) == Some(Meaning::Numbers)
}

/// The numbers of lines that a value names, as first and last from 1, the last perhaps open: `2`, `4-6`, `[8,"15-17"]`,
/// `3-`, `1|4-5`, `"a label":7`. `None` when something else stands there.
pub fn ranges(value: &str) -> Option<Vec<(usize, usize)>> {
    let mut ranges = Vec::new();
    let parts = value.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '[' | ']'));
    for part in parts {
        // What a label says is its program's.
        let part = part.rsplit_once("\":").map_or(part, |(_, part)| part).trim_matches(['"', '\'', '{', '}']);
        match part {
            "" | "all" | "*" | "none" | "false" | "true" => continue,
            _ => {}
        }
        let (first, last) = match part.split_once("..").or_else(|| part.split_once('-')) {
            Some((first, last)) => (first, last.trim_start_matches(['-', '='])),
            None => (part, part),
        };
        let first = if first.is_empty() && !last.is_empty() { 1 } else { first.parse().ok()? };
        let last = if last.is_empty() { usize::MAX } else { last.parse().ok()? };
        ranges.push((first, last));
    }
    Some(ranges)
}
