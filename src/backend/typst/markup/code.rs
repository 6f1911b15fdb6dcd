//! Code, with what is shown beside its lines.

use super::Writer;
use super::breaks::is_too_long;
use crate::backend::code_language;
use crate::ir::CodeLines;

impl Writer<'_> {
    pub(super) fn code(&mut self, language: Option<&str>, text: &str, lines: Option<&CodeLines>) {
        let is_too_long = !self.is_fitted() && text.lines().any(|line| is_too_long(line, self.line.run));
        if let Some(lines) = lines {
            self.beside(lines, text);
        }
        // A frame around nothing says nothing.
        let is_empty = text.trim().is_empty();
        self.out.push_str(if is_empty { "pdf.artifact(" } else { "" });
        self.out.push_str(if is_too_long { "breakable-code(" } else { "" });
        let columns = drawn_columns(language, text);
        if let Some(columns) = columns {
            self.out.push_str(&format!("drawn-code({columns}, "));
        }
        self.out.push_str("raw(block: true, ");
        if let Some(language) = language {
            self.out.push_str("lang: ");
            self.string(code_language::known(language));
            self.out.push_str(", ");
        }
        self.string(text);
        self.out.push_str(if is_too_long { "))" } else { ")" });
        self.out.push_str(if columns.is_some() { ")" } else { "" });
        self.out.push_str(if is_empty { ")" } else { "" });
        self.out.push_str(if lines.is_some() { ")" } else { "" });
    }

    /// Typst of the note's own: it is read by itself, so that nothing in it ends what stands around it.
    pub(super) fn raw_typst(&mut self, text: &str) {
        self.out.push_str("eval(mode: \"markup\", ");
        self.string(text);
        self.out.push(')');
    }

    /// The beginning of a call that shows something beside the lines of code; Typst counts them from 1.
    fn beside(&mut self, lines: &CodeLines, text: &str) {
        self.out.push_str("code-lines((");
        if let Some(first) = lines.first {
            let last = u64::from(first) + text.matches('\n').count() as u64;
            self.out.push_str(&format!("first: {first}, digits: {}, ", last.to_string().len()));
        }
        self.out.push_str(&format!("signs: {}, signed: {}, ", lines.has_signs(), lines.signed));
        let marks = lines.marks.iter().map(|(line, mark)| format!("\"{}\": \"{}\", ", line + 1, mark.name()));
        self.dictionary("marks", &marks.collect::<String>());
        let mut noted: Vec<usize> = lines.notes.iter().map(|(line, _)| *line).collect();
        noted.dedup();
        let notes = noted.into_iter().map(|line| {
            let numbers: String = lines.notes(line).map(|number| format!("{number}, ")).collect();
            format!("\"{}\": ({numbers}), ", line + 1)
        });
        self.dictionary("notes", &notes.collect::<String>());
        self.out.push_str("), ");
    }

    fn dictionary(&mut self, name: &str, entries: &str) {
        let entries = if entries.is_empty() { ":" } else { entries };
        self.out.push_str(&format!("{name}: ({entries}), "));
    }
}

/// Languages of drawings that are made of letters.
const DRAWINGS: [&str; 7] = ["aafigure", "ascii", "asciiart", "bob", "ditaa", "goat", "svgbob"];
/// Languages of what programs print, tables and drawings among it.
const PLAIN: [&str; 6] = ["console", "none", "output", "plain", "text", "txt"];

/// The columns of the longest line of a drawing or a table made of letters, which says nothing once a line is divided: most
/// of its lines begin and end with a frame. Trees of folders do not: their lines may go on below.
fn drawn_columns(language: Option<&str>, text: &str) -> Option<usize> {
    let language = language.unwrap_or("none");
    let is_framed = || {
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let is_frame = |c: char| matches!(c, '|' | '+' | '\u{2500}'..='\u{257F}');
        let is_of_frame = |line: &&str| line.starts_with(is_frame) && line.ends_with(is_frame);
        2 * lines().filter(is_of_frame).count() > lines().count()
    };
    let is_drawing = DRAWINGS.contains(&language) || PLAIN.contains(&language) && is_framed();
    is_drawing.then(|| text.lines().map(|line| line.chars().count()).max().unwrap_or_default())
}

/// Whether code in a line is so short that it stays on one, and might be divided.
pub(super) fn is_whole(text: &str) -> bool {
    const SHORT: usize = 16;
    let is_break = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '(' | ')' | '"' | '\''));
    text.len() <= SHORT && text.contains(is_break)
}
