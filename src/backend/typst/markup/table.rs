//! Tables as Typst code. Typst gives wide columns what is left by the others, whatever words stand in them; a table
//! that may be too wide is therefore written with what its columns need, for `fitted` of the template.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of signs that were found in the same word; a row that has a cell has a first"
)]

use super::Writer;
use super::block::typst_alignment;
use super::breaks::{BREAKS, SHORT, is_cut};
use crate::backend::pictures;
use crate::ir::walk::{Visit, plain_text, walk_block, walk_inline};
use crate::ir::*;

/// A table that needs no more than this fits on every page.
const NARROW: usize = 50 * TEXT;

/// What the space between two columns takes.
const GAP: usize = 3 * TEXT;

/// The width of a character of text, and of one of code, whose letters are wide but small, in tenths.
const TEXT: usize = 10;
const CODE: usize = 10;

/// No part of a word that begins a line is shorter.
const SHORTEST: usize = 4;

/// A cell with no more letters takes a small part of a page.
const LOW: usize = 160;

/// A table with more cells is not measured: it is high.
const MEASURED: usize = 200;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let Table { caption, head, body, foot, .. } = table;
        if [head, body, foot].into_iter().flatten().all(|row| row.cells.is_empty()) {
            return self.paragraph(caption);
        }
        if !caption.is_empty() {
            self.out.push_str("figure(kind: table, ");
        }
        let is_whole = keeps_rows(body) && [head, body, foot].into_iter().flatten().all(is_low);
        if is_whole {
            self.out.push_str("whole-rows(");
        }
        let around = self.is_fitted;
        let end = self.begin_table(table);
        if !head.is_empty() {
            // PDF/UA lets nothing that leads elsewhere stand in a head that is repeated, and no place stands twice.
            let repeats = if leads(head) { "repeat: false, " } else { "" };
            self.out.push_str(&format!("table.header({repeats}"));
            head.iter().for_each(|row| self.row(row));
            self.out.push_str("),\n");
        }
        let keeps = keeps_rows(body);
        let kept = [0, body.len().saturating_sub(2)];
        for (at, row) in body.iter().enumerate() {
            let is_kept = keeps && kept.contains(&at) && is_low(row);
            self.out.push_str(if is_kept { "kept-row(" } else { "" });
            self.row(row);
            if is_kept {
                self.out.push_str("),\n");
            }
        }
        if !foot.is_empty() {
            self.out.push_str("table.footer(repeat: false, ");
            foot.iter().for_each(|row| self.row(row));
            self.out.push_str("),\n");
        }
        self.is_fitted = around;
        self.out.push_str(end);
        if is_whole {
            self.out.push(')');
        }
        if !caption.is_empty() {
            self.out.push(')');
            self.caption(caption);
        }
    }

    /// The beginning of the call that makes a table, up to its cells; how it ends.
    fn begin_table(&mut self, table: &Table) -> &'static str {
        let columns = &table.columns;
        let aligned: Vec<&str> =
            columns.iter().map(|column| typst_alignment(*column).unwrap_or("auto")).collect();
        let aligned = aligned.iter().map(|one| format!("{one}, ")).collect::<String>();
        let needs = needs(table);
        let have_room =
            |width: fn(&Need) -> usize| needs.iter().map(|need| width(need) + GAP).sum::<usize>() <= NARROW;
        let is_narrow = have_room(|need| need.line);
        let breaks = match (is_narrow, have_room(|need| need.word)) {
            (true, _) => Breaks::Never,
            (false, true) => Breaks::BetweenWords,
            (false, false) => Breaks::Anywhere,
        };
        let undivided = match height(table, breaks, self.line.lines) {
            Height::Low => "low-table(",
            Height::Unknown => "measured-table(",
            Height::High => "(",
        };
        if is_narrow {
            let columns = columns.len().max(1);
            self.out.push_str(&format!("{undivided}table(columns: {columns}, align: ({aligned}),\n"));
        } else {
            let needs: String = needs
                .iter()
                .map(|need| format!("({}, {}), ", need.line.div_ceil(TEXT), need.word.div_ceil(TEXT)))
                .collect();
            self.is_fitted = true;
            self.out.push_str(&format!(
                "fitted(({needs}), columns => {undivided}table(columns: columns, align: ({aligned}),\n"
            ));
        }
        if is_narrow { "))" } else { ")))" }
    }

    /// Words: in a table that may be too wide, with zero-width spaces where they may be broken.
    pub(super) fn words(&mut self, text: &str) {
        if !self.is_fitted {
            return self.line(text);
        }
        if !is_cut(text) {
            return super::super::encode::line(&mut self.out, text);
        }
        let words = text.split_inclusive(char::is_whitespace).map(|word| parts(word).join("\u{200B}"));
        super::super::encode::line(&mut self.out, &words.collect::<String>());
    }

    fn row(&mut self, row: &Row) {
        for cell in &row.cells {
            let Cell { span, attributes, header, columns, rows, alignment, blocks } = cell;
            self.at(*span);
            self.out.push_str("table.cell(");
            if *columns > 1 {
                self.out.push_str(&format!("colspan: {columns}, "));
            }
            if *rows > 1 {
                self.out.push_str(&format!("rowspan: {rows}, "));
            }
            if let Some(alignment) = alignment.and_then(typst_alignment) {
                self.out.push_str(&format!("align: {alignment}, "));
            }
            self.group(|writer| {
                row.attributes
                    .id
                    .iter()
                    .filter(|_| std::ptr::eq(cell, &row.cells[0]))
                    .for_each(|id| writer.anchor(id));
                attributes.id.iter().for_each(|id| writer.anchor(id));
                if *header {
                    writer.out.push_str("strong({ ");
                }
                let outer = std::mem::replace(&mut writer.is_in_cell, true);
                writer.item_blocks(blocks, blocks.len() == 1);
                writer.is_in_cell = outer;
                if *header {
                    writer.out.push_str("[] })");
                }
            });
            self.out.push_str("), ");
        }
        self.out.push('\n');
    }
}

/// How high a table is, beside the third of a page: one that is no higher is not divided.
#[derive(Debug, PartialEq, Eq)]
enum Height {
    Low,
    /// The template has to measure it, which takes as long as to set it.
    Unknown,
    High,
}

/// Where the lines of its cells are broken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Never,
    BetweenWords,
    Anywhere,
}

/// How high a table is, on pages of so many lines.
fn height(table: &Table, breaks: Breaks, lines: usize) -> Height {
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

/// Whether the rows are so many that two of them stay together at the ends of pages, and each cell is in one row.
fn keeps_rows(body: &[Row]) -> bool {
    body.len() > 3 && body.iter().flat_map(|row| &row.cells).all(|cell| cell.rows == 1)
}

/// Whether every page has room for a row, however narrow its columns.
fn is_low(row: &Row) -> bool {
    row.cells.iter().all(|cell| match cell.blocks.as_slice() {
        [] => true,
        [Block { kind: BlockKind::Paragraph { content }, .. }] => {
            pictures::alone(content).is_none() && plain_text(content).len() <= LOW
        }
        _ => false,
    })
}

/// Whether rows have links, footnotes or places that links lead to.
fn leads(rows: &[Row]) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn block(&mut self, block: &Block) {
            self.0 |= block.attributes.id.is_some();
            walk_block(self, block);
        }
        fn inline(&mut self, inline: &Inline) {
            self.0 |= inline.attributes.id.is_some()
                || matches!(
                    inline.kind,
                    InlineKind::Link { .. }
                        | InlineKind::Footnote { .. }
                        | InlineKind::FootnoteReference { .. }
                );
            walk_inline(self, inline);
        }
    }
    let mut find = Find(rows.iter().any(|row| row.attributes.id.is_some()));
    for cell in rows.iter().flat_map(|row| &row.cells) {
        find.0 |= cell.attributes.id.is_some();
        cell.blocks.iter().for_each(|block| find.block(block));
    }
    find.0
}

/// The parts between which a word may be broken: after signs that part names, as in paths and identifiers.
fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut from) = (0, 0);
    while word.len() > SHORT
        && let Some(at) = word[from..].find(BREAKS)
    {
        let sign = from + at;
        let after = word[sign..].trim_start_matches(BREAKS);
        let end = word.len() - after.len();
        let is_end = after.len() < SHORTEST || !after.starts_with(char::is_alphanumeric);
        if sign > start && !is_end && !word[start..end].ends_with("://") {
            parts.push(&word[start..end]);
            start = end;
        }
        from = end;
    }
    parts.push(&word[start..]);
    parts
}

/// What each column needs; cells over several columns are left out.
fn needs(table: &Table) -> Vec<Need> {
    let mut needs = vec![Need::default(); table.columns.len()];
    for rows in [&table.head, &table.body, &table.foot] {
        // For each column, how many of the rows to come are covered by a cell above.
        let mut covered = vec![0; table.columns.len()];
        for row in rows {
            let mut column = 0;
            for cell in &row.cells {
                column += covered.iter().skip(column).take_while(|&&rows| rows > 0).count();
                if let (1, Some(need)) = (cell.columns, needs.get_mut(column)) {
                    cell.blocks.iter().for_each(|block| need.block(block));
                    need.end_line();
                }
                covered
                    .iter_mut()
                    .skip(column)
                    .take(cell.columns as usize)
                    .for_each(|rows| *rows = cell.rows);
                column += cell.columns as usize;
            }
            covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        }
    }
    needs
}

/// What a column needs, in tenths of a character.
#[derive(Debug, Clone, Default)]
struct Need {
    /// The longest line.
    line: usize,
    /// The longest word, or part of one that is not broken.
    word: usize,
    /// The line and the word that are being read.
    open: (usize, usize),
}

impl Need {
    /// Text, each character of which takes this many tenths.
    fn text(&mut self, text: &str, width: usize) {
        for line in text.split_inclusive('\n') {
            for word in line.split_inclusive(char::is_whitespace) {
                let ends = word.ends_with(char::is_whitespace);
                for (number, part) in parts(word.trim_end()).into_iter().enumerate() {
                    if number > 0 {
                        self.end_word();
                    }
                    let columns = part.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
                    self.sign(width * columns.sum::<usize>());
                }
                if ends {
                    self.end_word();
                    self.open.0 += width;
                }
            }
            if line.ends_with('\n') {
                self.open.0 -= width;
                self.end_line();
            }
        }
    }

    fn sign(&mut self, width: usize) {
        let (line, word) = self.open;
        self.open = (line + width, word + width);
    }

    fn end_word(&mut self) {
        self.word = self.word.max(std::mem::take(&mut self.open.1));
    }

    fn end_line(&mut self) {
        self.end_word();
        self.line = self.line.max(std::mem::take(&mut self.open.0));
    }
}

impl Visit<'_> for Need {
    fn block(&mut self, block: &Block) {
        self.end_line();
        if let BlockKind::Code { text, .. } = &block.kind {
            self.text(text, CODE);
        }
        walk_block(self, block);
        self.end_line();
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text { text } => self.text(text, TEXT),
            InlineKind::Code { text, .. } => self.text(text, CODE),
            InlineKind::Math { tex, .. } => {
                // A command of LaTeX is one sign.
                let parts =
                    tex.split('\\').map(|part| part.trim_start_matches(char::is_alphabetic).len() + 1);
                self.sign(TEXT * parts.sum::<usize>());
            }
            InlineKind::SoftBreak => self.text(" ", TEXT),
            InlineKind::HardBreak => self.end_line(),
            InlineKind::Image(_) => self.text("an image", TEXT),
            InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => self.text("1", TEXT),
            InlineKind::Styled { .. } | InlineKind::Link { .. } | InlineKind::Span { .. } => {
                walk_inline(self, inline)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{cell, footnote, inline, paragraph, row, text, words};

    #[test]
    fn long_words_may_be_broken_where_names_are_parted() {
        assert_eq!(parts("https://example.org/a/path/1"), ["https://example.org/", "a/", "path/1"]);
        assert_eq!(parts("std::vec::Vec"), ["std::", "vec::Vec"]);
        assert_eq!(parts("_with_underscores_"), ["_with_", "underscores_"]);
        assert_eq!(parts("short_name"), ["short_name"]);
        assert_eq!(parts("====================="), ["====================="]);
    }

    #[test]
    fn a_column_needs_its_longest_line_and_word() {
        let mut need = Need::default();
        need.text("an identifier_of_mine\nand a line of five", TEXT);
        need.end_line();
        assert_eq!((need.line / TEXT, need.word / TEXT), (21, 11));
    }

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
