//! How high a table is, as far as its words say it: Typst need not measure those that surely stay on one page.

use super::needs::Breaks;
use super::words::parts;
use crate::ir::walk::{Visit, walk_inline};
use crate::ir::*;

/// A table with more cells is not measured: it is high.
const MEASURED: usize = 200;

/// How high a table is, beside the third of a page: one that is no higher is not divided.
#[derive(Debug, PartialEq, Eq)]
pub enum Height {
    Low,
    /// The template has to measure it, which takes as long as to set it.
    Unknown,
    High,
}

/// How high a table is, on pages of so many lines.
pub fn height(table: &Table, breaks: Breaks, lines: usize) -> Height {
    let rows = || [&table.head, &table.body, &table.foot].into_iter().flatten();
    // The space around it is a third of a row or more.
    if rows().count() * 2 > lines || rows().map(|row| row.cells.len()).sum::<usize>() > MEASURED {
        return Height::High;
    }
    let most = |row: &Row| {
        row.cells.iter().map(|cell| lines_of(cell, breaks)).try_fold(1, |most, lines| Some(most.max(lines?)))
    };
    match rows().map(most).sum::<Option<usize>>() {
        Some(most) if most * 4 <= lines => Height::Low,
        _ => Height::Unknown,
    }
}

/// How many lines a cell takes at the most; `None` where that is not known.
fn lines_of(cell: &Cell, breaks: Breaks) -> Option<usize> {
    #[derive(Default)]
    struct Parts {
        words: usize,
        breaks: usize,
        has_others: bool,
    }
    impl Visit<'_> for Parts {
        fn inline(&mut self, inline: &Inline) {
            match &inline.kind {
                InlineKind::Text { text } | InlineKind::Code { text, .. } => {
                    self.words += text.split_whitespace().map(|word| parts(word).len()).sum::<usize>();
                }
                InlineKind::HardBreak => self.breaks += 1,
                InlineKind::SoftBreak
                | InlineKind::Styled { .. }
                | InlineKind::Link { .. }
                | InlineKind::Span { .. } => {}
                _ => self.has_others = true,
            }
            walk_inline(self, inline);
        }
    }
    let mut found = Parts::default();
    match cell.blocks.as_slice() {
        [] => {}
        [Block { kind: BlockKind::Paragraph { content }, .. }] => {
            content.iter().for_each(|inline| found.inline(inline));
        }
        _ => return None,
    }
    match breaks {
        _ if found.has_others => None,
        Breaks::Never => Some(found.breaks + 1),
        Breaks::BetweenWords => Some(found.words.max(1) + found.breaks),
        Breaks::Anywhere => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{cell, footnote, inline, paragraph, row, text, words};

    /// A table of such rows on a page of 40 lines.
    fn high(rows: usize, text: &str, breaks: Breaks) -> Height {
        let body = (0..rows).map(|_| row(vec![cell(false, "1"), cell(false, text)])).collect();
        let table = Table { body, ..Table::default() };
        height(&table, breaks, 40)
    }

    #[test]
    fn a_table_is_measured_only_where_its_words_do_not_say_how_high_it_is() {
        assert_eq!(high(10, "two words", Breaks::Never), Height::Low);
        assert_eq!(high(5, "two words", Breaks::BetweenWords), Height::Low);
        assert_eq!(high(11, "two words", Breaks::Never), Height::Unknown);
        assert_eq!(high(6, "two words", Breaks::BetweenWords), Height::Unknown);
        assert_eq!(high(1, "two words", Breaks::Anywhere), Height::Unknown);
        assert_eq!(high(21, "two words", Breaks::Never), Height::High);
    }

    #[test]
    fn lines_of_a_cell_end_where_the_note_says_so_and_other_than_words_may_be_any_high() {
        let lines =
            |content| lines_of(&Cell { blocks: vec![paragraph(content)], ..cell(false, "") }, Breaks::Never);
        let styled =
            InlineKind::Styled { style: Style::Strong, content: vec![inline(InlineKind::HardBreak)] };
        assert_eq!(lines(vec![text("a line"), inline(styled), text("another")]), Some(2));
        assert_eq!(lines(vec![footnote("a", vec![words("b")])]), None);
    }
}
