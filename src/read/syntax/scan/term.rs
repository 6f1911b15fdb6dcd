//! Definitions with no term, `:   words` after a heading, a comment or nothing: Markdown would show the colon and take
//! what is indented for code. They get a term that says nothing, which the reader of Markdown takes away again with the
//! list around it.

#![expect(clippy::string_slice, reason = "offsets are of line ends and of markers in the same line")]

use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::line::{Prefix, is_thematic_break};
use crate::read::syntax::scan::scanner::Scanner;

/// The term of a definition that has none: an invisible separator, which no note has for a term.
pub const NO_TERM: &str = "\u{2063}";

impl Scanner<'_> {
    /// Takes the mark of a definition that the line's own text begins with, which ends at byte `end`; whether there was one.
    pub fn define(
        &mut self,
        prefix: &mut Prefix,
        end: usize,
        term: Option<(usize, usize)>,
        after_text: bool,
    ) -> bool {
        let line = &self.cursor.text[self.cursor.at..end];
        let (start, lead, column) = (prefix.length, prefix.next.clone(), prefix.indent + 1);
        // Not those that stand in the definition.
        let quotes = prefix.quotes;
        if !prefix.define(line) {
            return false;
        }
        let follows = self.definitions.definition > 0 && self.definitions.quotes == quotes;
        let has_term = follows || term == Some((self.block.content_column, quotes));
        if !has_term && !after_text && self.is_definition(&line[start..], end) {
            let at = self.cursor.at;
            self.cursor.at += start;
            let empty = lead.trim_end();
            self.piece(self.cursor.at, PieceKind::Rewritten(format!("{NO_TERM}\n{empty}\n{lead}")));
            self.cursor.at = at;
        }
        (self.definitions.definition, self.definitions.quotes) = (column, quotes);
        true
    }

    /// Whether a definition with no term is one, and not the caption of a table or words after a colon.
    fn is_definition(&self, definition: &str, end: usize) -> bool {
        let content = definition[1..].trim_start();
        let holds = ["!!!", "???", "```", "~~~", ":::", "- ", "* ", "> "]
            .iter()
            .any(|mark| content.starts_with(mark));
        let wide = definition[1..].starts_with("  ") || definition[1..].starts_with('\t');
        let last = self.cursor.text[..self.cursor.at].trim_end();
        let last = last[last.rfind('\n').map_or(0, |at| at + 1)..].trim_start();
        let next = self.cursor.text[end..].trim_start();
        let next = next[..next.find('\n').unwrap_or(next.len())].trim_end();
        let is_row = |line: &str| {
            line.starts_with(['|', '+'])
                || line.starts_with("--")
                || line.starts_with("==")
                || line.contains(" | ")
        };
        (holds || wide) && !is_row(last) && !is_row(next)
    }
}

/// Whether a line is a rule, or makes a heading of the line before it.
pub fn underlines(line: &str) -> bool {
    let line = line.trim();
    is_thematic_break(line) || line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-')
}
