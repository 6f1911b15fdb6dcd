//! The arguments of LaTeX's commands outside of formulas, and what HTML and Markdown have for them.

#![expect(
    clippy::string_slice,
    reason = "offsets are of brackets and braces that were found in the same text"
)]

use std::ops::Range;

use crate::limits;

/// The bytes of the argument in braces that a text begins with, but for spaces.
pub fn argument(after: &str) -> Option<Range<usize>> {
    let start = after.find(|c: char| c != ' ')?;
    let inside = after[start..].strip_prefix('{')?;
    let inside = &inside[..inside.floor_char_boundary(limits::LATEX_ARGUMENT)];
    let (mut depth, mut escaped, mut last) = (0_usize, false, ' ');
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if last == '\n' => return None,
            '{' => depth += 1,
            '}' if depth == 0 => return Some(start + 1..start + 1 + at),
            '}' => depth -= 1,
            _ => {}
        }
        last = if c == '\n' || !c.is_whitespace() { c } else { last };
    }
    None
}

/// A name as an attribute, where it can be one.
pub fn named(label: &str) -> Option<String> {
    let label = label.trim();
    let fits = |c: char| c.is_alphanumeric() || "-_:./+".contains(c);
    (!label.is_empty() && label.chars().all(fits)).then(|| format!("{{#{label}}}"))
}

/// The length of the options in brackets that a text begins with.
pub fn options(text: &str) -> usize {
    let inside = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inside.filter(|(inside, _)| !inside.contains('\n')).map_or(0, |(inside, _)| inside.len() + 2)
}

/// The element for an image of this file; of its options, a width in parts of the text's is kept.
pub fn image(options: &str, path: &str) -> String {
    let path = path.trim().replace('"', "%22");
    let width = options.split(['[', ',', ']']).find_map(|option| option.trim().strip_prefix("width="));
    let part = width.and_then(|width| {
        let number = width.split('\\').next()?.trim();
        let relative =
            ["\\textwidth", "\\linewidth", "\\columnwidth"].iter().any(|unit| width.contains(unit));
        let number: f32 = if number.is_empty() { 1.0 } else { number.parse().ok()? };
        relative.then(|| (number * 100.0).round())
    });
    match part {
        Some(percent) => format!("<img src=\"{path}\" style=\"width:{percent}%\">"),
        None => format!("<img src=\"{path}\">"),
    }
}

/// How the columns of a table are aligned.
pub fn alignments(spec: &str) -> Vec<&'static str> {
    let mut columns = Vec::new();
    let mut depth = 0_usize;
    for c in spec.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            'l' | 'p' | 'm' | 'b' | 'X' if depth == 0 => columns.push("left"),
            'c' if depth == 0 => columns.push("center"),
            'r' if depth == 0 => columns.push("right"),
            _ => {}
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_balanced_and_stay_in_their_paragraph() {
        let read = |text: &str| argument(text).map(|range| text[range].to_owned());
        assert_eq!(read("{a {b} c} d"), Some("a {b} c".to_owned()));
        assert_eq!(read("{a \\} b}"), Some("a \\} b".to_owned()));
        assert_eq!(read("{a\n\nb}"), None);
        assert_eq!(read("{a"), None);
        assert_eq!(read("a"), None);
    }

    #[test]
    fn columns_and_widths_are_read() {
        assert_eq!(alignments("|l|c p{3cm} r|"), ["left", "center", "left", "right"]);
        assert_eq!(image("[width=0.5\\textwidth]", "a.png"), "<img src=\"a.png\" style=\"width:50%\">");
        assert_eq!(image("", "a.png"), "<img src=\"a.png\">");
    }
}
