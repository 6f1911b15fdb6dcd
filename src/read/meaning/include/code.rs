//! Lines of code that stand for a file.

use crate::read::core::reader::Reader;
use crate::read::meaning::include::cut::{part_of, without_part};
use crate::read::meaning::include::find::why;
use crate::read::syntax::include_line::{code_includes, escaped, in_braces, is_scissors};
use crate::source::Span;

impl Reader<'_> {
    /// Code in which lines that include a file (mdBook's `{{#include a.rs}}`, PyMdown's `--8<-- "a.py"`) are replaced by
    /// it.
    #[expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]
    pub fn with_included_lines(&mut self, span: Span, code: String) -> String {
        let includes = |line: &str| {
            code_includes(line).is_some()
                || is_scissors(line)
                || escaped(line).is_some()
                || line.contains("{{#")
        };
        if !code.lines().any(includes) {
            return code;
        }
        let mut lines = Vec::new();
        let mut in_block = false;
        let blocks = code.lines().filter(|line| is_scissors(line)).count() > 1;
        for line in code.lines() {
            let indent = &line[..line.len() - line.trim_start().len()];
            let listed = in_block && !is_scissors(line) && !line.trim().is_empty();
            if blocks && is_scissors(line) {
                in_block = !in_block;
            } else if in_block && (!listed || line.trim().starts_with(';')) {
                // Left out, as PyMdown does.
            } else if let Some(path) = if listed { Some(line.trim()) } else { code_includes(line) } {
                match self.part_at(span, path) {
                    Some(text) => {
                        lines.extend(text.lines().map(|own| match own.is_empty() || line.contains("{{#") {
                            true => own.to_owned(),
                            false => format!("{indent}{own}"),
                        }))
                    }
                    None if listed => {}
                    None => lines.push(line.to_owned()),
                }
            } else if let Some(shown) = escaped(line) {
                lines.push(shown);
            } else {
                lines.push(self.with_included_words(span, line));
            }
        }
        lines.join("\n")
    }

    /// A line of code in which helpers of mdBook's are replaced by the files that they include.
    #[expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]
    pub fn with_included_words(&mut self, span: Span, line: &str) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("{{#") {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let included = in_braces(rest);
            let escape = included.is_some() && out.ends_with('\\');
            match included.filter(|_| !escape).map(|(path, length)| (self.part_at(span, path), length)) {
                Some((Some(text), length)) => {
                    out.push_str(&text);
                    rest = &rest[length..];
                }
                _ => {
                    out.truncate(out.len() - usize::from(escape));
                    out.push_str("{{#");
                    rest = &rest[3..];
                }
            }
        }
        out + rest
    }

    /// The part of a file that a path with lines or an anchor means; a warning where there is none.
    pub fn part_at(&mut self, span: Span, path: &str) -> Option<String> {
        // PyMdown includes nothing that begins so.
        if path.starts_with(';') {
            return Some(String::new());
        }
        match self.find(without_part(path)) {
            Ok((_, text)) => Some(self.part_told(span, &text, path)),
            Err(error) => {
                self.not_included(span, path, why(&error));
                None
            }
        }
    }

    /// As [`part_of`]; an anchor that is nowhere in the text is told.
    pub fn part_told(&mut self, span: Span, text: &str, path: &str) -> String {
        part_of(text, path).unwrap_or_else(|anchor| {
            self.not_included(span, path, format!("nothing in it is marked as `{anchor}`"));
            String::new()
        })
    }
}
