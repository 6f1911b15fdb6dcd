//! Items of lists that count as Pandoc's do, and lines that are kept apart.

#![expect(
    clippy::string_slice,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

use crate::ir::Numbering;
use crate::limits;
use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::line::Prefix;
use crate::read::syntax::scan::pandoc;
use crate::read::syntax::scan::scanner::Scanner;

impl<'t> Scanner<'t> {
    /// Takes the mark of Pandoc's that a line begins with, if it does: that of an item, or of a line kept apart.
    pub fn pandoc(&mut self, indent: usize, after_text: bool, after_blank: bool, end: usize) {
        let content = &self.cursor.text[self.cursor.at..end];
        if self.reads(Features::LINE_BLOCKS)
            && content.starts_with('|')
            && (self.block.in_line_block || !after_text && self.is_apart(end))
        {
            let inside = content[1..].trim_start_matches(' ');
            let spaces = content.len() - 1 - inside.len();
            let kind = if self.block.in_line_block {
                PieceKind::LineBlockRow { indent: spaces.saturating_sub(1) }
            } else {
                PieceKind::Removed
            };
            self.block.in_line_block = true;
            return self.piece(self.cursor.at + 1 + spaces, kind);
        }
        if !self.reads(Features::FANCY_LISTS) {
            return;
        }
        // A list in an item needs no empty line before it.
        let after_text =
            after_text && !(self.block.content_column > 0 && indent >= self.block.content_column);
        for (count, number, length) in pandoc::markers(content) {
            let open = self.lists.open.iter().rev().find(|&&(_, column, _)| column <= indent);
            let next = match open {
                Some(&(own, column, last)) if own == count && column == indent => Some(last + 1),
                _ => None,
            };
            let number = match (count, number) {
                (pandoc::Count::Example, _) if next.is_some() || !after_text => {
                    self.lists.examples += 1;
                    self.lists.examples
                }
                (pandoc::Count::Automatic, _) if next.is_some() || !after_text => next.unwrap_or(1),
                (_, Some(number)) if next == Some(number) => number,
                (_, Some(number))
                    if !after_text
                        && (number == 1 || may_begin(count, &content[..length]))
                        && self.has_next_item_ahead(count, number, end) =>
                {
                    number
                }
                _ => continue,
            };
            // Markdown keeps lists apart whose numbers end otherwise.
            let before = self.lists.other_sign.get(&indent).copied();
            let other = match next {
                Some(_) => before.unwrap_or_default(),
                None => before.or_else(|| self.sign_after(indent, end)).is_none_or(|other| !other),
            };
            self.lists.other_sign.insert(indent, other);
            self.lists.open.retain(|&(_, column, _)| column < indent);
            self.lists.open.push((count, indent, number));
            let width = self.content_offset(indent, length, end);
            self.block.content_column = indent + width + 1;
            let marker = pandoc::as_number(number, width, other);
            return self.piece(self.cursor.at + length, PieceKind::Rewritten(marker));
        }
        if after_blank && indent == 0 {
            self.lists.open.clear();
        }
    }

    /// How long a mark of this length may be: Pandoc lets what belongs to an item stand four columns from it, however
    /// long its mark is.
    pub fn content_offset(&self, indent: usize, length: usize, end: usize) -> usize {
        let mut blank = false;
        for line in self.cursor.text[self.cursor.after(end)..].lines().take(limits::ITEM_LINES) {
            if line.trim().is_empty() {
                blank = true;
                continue;
            }
            let own = Prefix::indentation(line);
            if own <= indent {
                break;
            }
            if blank {
                return (own - indent - 1).clamp(2, length);
            }
        }
        length
    }

    /// Whether one of the next lines is the item after that with this number, in a list that counts so.
    pub fn has_next_item_ahead(&self, count: pandoc::Count, number: u32, end: usize) -> bool {
        let lines = self.cursor.text[self.cursor.after(end)..].lines().take(limits::LIST_LINES);
        lines.map(|line| line.trim_start_matches([' ', '\t', '>'])).any(|line| {
            pandoc::markers(line).iter().any(|&(own, next, _)| own == count && next == number.checked_add(1))
        })
    }

    /// With which sign the numbers end of the next list of Markdown's own that is indented so far.
    pub fn sign_after(&self, indent: usize, end: usize) -> Option<bool> {
        self.cursor.text[self.cursor.after(end)..].lines().take(limits::LIST_LINES).find_map(|line| {
            let prefix = Prefix::read(line);
            let is_item = prefix.items && prefix.indent == indent;
            is_item.then(|| pandoc::sign(line[..prefix.length].trim_end())).flatten()
        })
    }

    /// Whether a line that begins with `|` is one of several that are kept apart, and no row of a table.
    pub fn is_apart(&self, end: usize) -> bool {
        let lines = self.cursor.text[self.cursor.at..].lines().take_while(|line| !line.trim().is_empty());
        let is_line = |line: &str| {
            let line = line.trim_start();
            line == "|" || line.starts_with("| ") && !line[2..].contains('|')
        };
        let mut lines = lines.take_while(|line| is_line(line) || line.starts_with(' ')).take(2);
        lines.next().is_some_and(is_line) && (lines.next().is_some() || self.cursor.is_blank_after(end))
    }
}

/// Whether a list may begin with a mark that is not its first: one of several letters or in parentheses. A letter with a
/// full stop is as likely to be the initial of a name.
fn may_begin(count: pandoc::Count, mark: &str) -> bool {
    let is_counted = !matches!(count, pandoc::Count::Automatic | pandoc::Count::Example);
    is_counted && (mark.ends_with(')') || mark.len() > "v.".len())
}

/// How the items of the list are counted that `text` begins with, the first of which has this number.
pub fn numbering(text: &str, start: u32) -> Numbering {
    let markers = pandoc::markers(text.lines().next().unwrap_or_default());
    // `c)` may be a letter or a hundred.
    let own = markers.iter().find(|(_, number, _)| *number == Some(start));
    match own.or(markers.first()) {
        Some((pandoc::Count::Letter(true), ..)) => Numbering::UpperLetter,
        Some((pandoc::Count::Letter(false), ..)) => Numbering::LowerLetter,
        Some((pandoc::Count::Roman(true), ..)) => Numbering::UpperRoman,
        Some((pandoc::Count::Roman(false), ..)) => Numbering::LowerRoman,
        Some((pandoc::Count::Automatic | pandoc::Count::Example | pandoc::Count::Number, ..)) | None => {
            Numbering::Decimal
        }
    }
}
