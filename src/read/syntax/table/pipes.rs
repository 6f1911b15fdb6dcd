//! Tables of pipes. One that GFM knows is left to Markdown; what MultiMarkdown and its kin add is read here: cells
//! over several columns (`||`) and rows (`^^`), several rows in the head, none, and rows that go on in the next
//! line (`\` at the end).

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of bars that were found in the same line; a row has as many cells as were counted in it"
)]

pub mod row;
pub mod survey;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Alignment;
use crate::read::syntax::excerpt::Excerpt;
use crate::read::syntax::table::columns::{begins_block, block, trimmed};
use crate::read::syntax::table::lines::Lines;
use crate::read::syntax::table::pipes::row::RowLine;
use crate::read::syntax::table::pipes::survey::Survey;
use crate::read::syntax::table::reading::{CellText, Found, Group, Maker, Reading};
use crate::source::Span;

/// Reads the table that begins in the first of these lines, which has a bar.
pub fn read(text: &str, lines: Lines, after_text: bool) -> Option<Reading> {
    let survey = survey::survey(text, lines.clone());
    let nothing = |end: usize| Some(Reading::new(Found::Nothing, end));
    let Some(columns) = &survey.columns else { return Some(without_hyphens(&survey)) };
    let Some((last, width, last_framed)) = survey.head.last() else {
        let is_table = !after_text && survey.body > 0;
        let message = "this table is not read as one: text stands right before it".to_owned();
        return match is_table {
            true => Some(make(text, lines, &survey)),
            false if columns.len() > 1 && survey.body > 0 => {
                let hint = "leave a line empty before it";
                Some(broken(&survey, &survey.delimiter, message, hint))
            }
            false => nothing(survey.end),
        };
    };
    let width = *width;
    if width != columns.len() {
        let plausible = survey.head.len() == 1 && (*last_framed || width > 1 && columns.len() > 1);
        let (what, then) = match plausible {
            true if width < columns.len() => ("this table is uneven", ": the missing ones are empty"),
            true => ("this table is uneven", ": it is kept whole"),
            false => ("this table is not read as one", ""),
        };
        let hyphens = columns.len();
        let message =
            format!("{what}: its first row has {}, the row of hyphens {hyphens}{then}", cells(width));
        let hint = "give both the same number of cells";
        if !plausible {
            return Some(broken(&survey, last, message, hint));
        }
        let first = Span::new(survey.head[0].0.clone());
        let warning = Diagnostic::warning(Code::BrokenTable, message).at(first).hint(hint);
        return Some(make(text, lines, &Survey { excess: None, ..survey }).warn(warning));
    }
    // Rows before the head's last one have as many cells, or bars around them; others are text.
    let is_row = |(_, width, framed): &&(Range<usize>, usize, bool)| {
        *width == columns.len() || *framed && *width < columns.len()
    };
    let rows = survey.head.iter().rev().take_while(is_row).count();
    if rows < survey.head.len() {
        return nothing(survey.head[survey.head.len() - rows].0.start);
    }
    if !survey.extended && rows == 1 && survey.excess.is_none() {
        return Some(Reading::new(Found::Markdown, survey.end));
    }
    Some(make(text, lines, &survey))
}

/// What lines with bars are without a row of hyphens.
fn without_hyphens(survey: &Survey) -> Reading {
    let framed =
        survey.head.len() > 1 && survey.head.iter().all(|&(_, columns, framed)| framed && columns > 0);
    match survey.head.first() {
        Some((first, columns, _)) if framed => {
            let message = "this table is not read as one: it has no row of hyphens".to_owned();
            let hint = format!("put `|{}` under its first row", "---|".repeat(*columns));
            broken(survey, first, message, &hint)
        }
        _ => Reading::new(Found::Nothing, survey.end),
    }
}

/// No table, though it was meant as one.
fn broken(survey: &Survey, range: &Range<usize>, message: String, hint: &str) -> Reading {
    let warning = Diagnostic::warning(Code::BrokenTable, message).at(Span::new(range.clone())).hint(hint);
    Reading::new(Found::Nothing, survey.end).warn(warning)
}

fn cells(count: usize) -> String {
    format!("{count} {}", if count == 1 { "cell" } else { "cells" })
}

/// The lines of a row, with where they stand.
type RowLines = Vec<(Range<usize>, RowLine)>;

/// A cell of a row over all its lines.
#[derive(Default)]
struct RowCell {
    columns: usize,
    lines: Vec<Range<usize>>,
}

/// The table, as wide as its widest row.
fn make(text: &str, lines: Lines, survey: &Survey) -> Reading {
    let mut columns = survey.columns.clone().unwrap_or_default();
    let asked = columns.len();
    let rows = rows(text, lines, survey);
    let widest = rows.iter().flat_map(|(_, row)| row.iter().map(|(_, line)| line.width())).max();
    columns.resize(asked.max(widest.unwrap_or(0)), Alignment::Default);
    let width = columns.len();
    let mut maker = Maker::new(columns);
    // For each column, the row, number and width of the cell that is in it.
    let mut above: Vec<Option<(usize, usize, usize)>> = vec![None; width];
    let (mut last, mut at) = (Group::Head, 0);
    for (group, row) in rows {
        if std::mem::replace(&mut last, group) != group {
            (above, at) = (vec![None; width], 0);
        }
        maker.row(group, row[0].0.start..row[row.len() - 1].0.end);
        let escapes: Vec<usize> = row.iter().flat_map(|(_, line)| line.escapes.iter().copied()).collect();
        let mut number = 0;
        for (column, cell) in row_cells(row) {
            let mut lines = cell.lines.iter().map(|range| text[range.clone()].trim());
            let is_above = lines.all(|line| line == "^^");
            match above[column].filter(|&(_, _, wide)| is_above && wide == cell.columns) {
                Some((row, number, _)) => maker.lengthen(group, row, number),
                None => {
                    above[column..column + cell.columns].fill(None);
                    above[column] = Some((at, number, cell.columns));
                    number += 1;
                    maker.cell(group, (cell.columns, 1), cell_text(text, cell.lines, &escapes));
                }
            }
        }
        at += 1;
    }
    let reading = Reading::new(maker.finish(), survey.end);
    let Some((range, width)) = &survey.excess else { return reading };
    let message = format!(
        "this row has {}, its table {asked} columns: it is kept whole, in a wider table",
        cells(*width)
    );
    let warning = Diagnostic::warning(Code::BrokenTable, message).at(Span::new(range.clone()));
    reading.warn(warning.hint("put a backslash before a bar that ends no cell: `\\|`"))
}

/// The rows, each with its group and its lines.
fn rows(text: &str, lines: Lines, survey: &Survey) -> Vec<(Group, RowLines)> {
    let mut rows: Vec<(Group, RowLines)> = Vec::new();
    let mut continues = false;
    for range in lines.take_while(|range| range.start < survey.end) {
        if range == survey.delimiter || Some(&range) == survey.foot.as_ref() {
            continue;
        }
        let line = row::read(text, range.clone());
        let continued = std::mem::replace(&mut continues, line.continues_in_next_line);
        match rows.last_mut() {
            Some((_, row)) if continued => row.push((range, line)),
            _ => {
                let is_after = |mark: &Range<usize>| range.start > mark.start;
                let group = match (is_after(&survey.delimiter), survey.foot.as_ref().is_some_and(is_after)) {
                    (false, _) => Group::Head,
                    (true, false) => Group::Body,
                    (true, true) => Group::Foot,
                };
                rows.push((group, vec![(range, line)]));
            }
        }
    }
    rows
}

/// The cells of a row by their columns: those of its further lines go on those of the first.
fn row_cells(row: RowLines) -> BTreeMap<usize, RowCell> {
    let mut cells: BTreeMap<usize, RowCell> = BTreeMap::new();
    let mut free = 0;
    for (_, line) in row {
        let mut column = 0;
        for (range, columns) in line.cells {
            // A cell of a further line belongs to the one of the first that covers its column.
            let place = match cells.range_mut(..=column).next_back() {
                Some((_, cell)) if column < free => cell,
                _ => cells.entry(column).or_insert(RowCell { columns, lines: Vec::new() }),
            };
            place.lines.push(range);
            column += columns;
            free = free.max(column);
        }
    }
    cells
}

/// The text of a cell: a line, with breaks where the note's lines end, or blocks if it has any.
fn cell_text(text: &str, lines: Vec<Range<usize>>, escapes: &[usize]) -> CellText {
    let has_blocks = lines.len() > 1
        && lines.iter().any(|range| {
            let line = text[range.clone()].trim();
            begins_block(line) || line.starts_with("```") || line.starts_with("~~~")
        });
    if has_blocks {
        return CellText { lines: block(text, lines), flat: false };
    }
    let mut line = Excerpt::default();
    for range in lines {
        let range = trimmed(text, range);
        if range.is_empty() {
            continue;
        }
        line.insert(if line.text.is_empty() { "" } else { "<br>" }, range.start);
        let mut from = range.start;
        let first = escapes.partition_point(|&escape| escape < range.start);
        for &escape in escapes[first..].iter().take_while(|&&escape| escape < range.end) {
            line.copy(text, from..escape);
            from = escape + 1;
        }
        line.copy(text, from..range.end);
    }
    CellText { lines: if line.text.is_empty() { Vec::new() } else { vec![line] }, flat: true }
}

#[cfg(test)]
mod tests {
    use crate::read::syntax::table::tests::show;

    #[test]
    fn what_gfm_knows_is_left_to_markdown() {
        assert_eq!(show("| a | b |\n|---|---|\n| c | d |"), "markdown");
        assert_eq!(show("a | b\n--|--\n`c|d` | $|e|$\nf | {{ g | h }}"), "markdown");
        assert_eq!(show("| a |  | \\|| |\n|---|---|---|---|"), "markdown");
    }

    #[test]
    fn a_bar_right_after_a_bar_makes_the_cell_before_it_wider() {
        assert_eq!(show("| a || b |\n|---|---|---|\n| c |||"), "2x1 a | b\n=\n3x1 c");
        assert_eq!(show("|| a |\n|---|---|\n| b ||"), " | a\n=\n2x1 b");
    }

    #[test]
    fn carets_go_on_the_cell_above() {
        assert_eq!(
            show("| a | b |\n|---|---|\n| c | d |\n| ^^ | e |\n| ^^ | ^^ |"),
            "a | b\n=\n1x3 c | d\n1x2 e\n"
        );
        assert_eq!(show("| a | b |\n|---|---|\n| ^^ | d |"), "a | b\n=\n^^ | d");
        assert_eq!(show("| a | b |\n|---|---|\n| c ||\n| ^^ | d |"), "a | b\n=\n2x1 c\n^^ | d");
    }

    #[test]
    fn the_head_has_as_many_rows_as_stand_before_the_hyphens() {
        assert_eq!(show("| a ||\n| b | c |\n|---|---|\n| d | e |"), "2x1 a\nb | c\n=\nd | e");
        assert_eq!(show("|---|---|\n| a | b |"), "a | b");
        assert_eq!(show("| | |\n| | |\n|---|---|\n| a | b |"), "a | b");
        assert_eq!(show("text | more | and\na | b\n--|--\nc | d"), "none");
    }

    #[test]
    fn a_backslash_goes_on_the_row_in_the_next_line() {
        assert_eq!(show("| a | b |\n|---|---|\n| c | d | \\\n| e |   |"), "a | b\n=\nc<br>e | d");
        assert_eq!(show("| a | b |\n|---|---|\n| c \\\n  d | e |"), "a | b\n=\nc<br>d | e");
        assert_eq!(show("| a | b |\n|---|---|\n| - c | \\\n|   - d | e |"), "a | b\n=\n- c/  - d | e");
        assert_eq!(show("| a | b |\n|---|---|\n| c | d \\\\ |"), "markdown");
    }

    #[test]
    fn bars_in_code_formulas_and_tags_end_no_cell() {
        assert_eq!(
            show("| a || b | c |\n|---|---|---|---|\n| `d|e` | $|f|$ | {% g \"h|i\" %} | \\|`j\\|k` |"),
            "2x1 a | b | c\n=\n`d|e` | $|f|$ | {% g \"h|i\" %} | |`j|k`"
        );
    }

    #[test]
    fn a_row_that_is_too_long_makes_the_table_wider() {
        assert_eq!(show("| a |\n|---|\n| b | c |"), "a\n=\nb | c");
    }

    #[test]
    fn an_uneven_head_is_filled_up_or_kept() {
        assert_eq!(show("| a | b |\n|---|\n| c | d |"), "a | b\n=\nc | d");
        assert_eq!(show("| a | b |\n|---|---|---|\n| c | d | e |"), "a | b\n=\nc | d | e");
        assert_eq!(show("a | b | c\n--|--\nd | e"), "a | b | c\n=\nd | e");
    }

    #[test]
    fn no_break_spaces_beside_bars_are_spaces() {
        assert_eq!(show("|\u{A0}a | b |\n|\u{A0}--- | ---\u{A0}|\n| c |\u{A0}d |"), "a | b\n=\nc | d");
        assert_eq!(show("| a\u{A0}b | c |\n|---|---|\n| d | e |"), "markdown");
    }

    #[test]
    fn what_was_meant_as_a_table_is_told() {
        let why = |text: &str| show(text).replace("this table is not read as one: ", "");
        assert_eq!(why("| a | b |\n| c | d |"), "it has no row of hyphens");
        assert_eq!(why("| a | b |\n|---|---||\n| c | d |"), "a | b\n=\nc | d");
    }

    #[test]
    fn a_table_ends_where_another_block_begins() {
        for end in
            ["", "- item", "> quote", "# heading", "```", "<div>", "---", "[caption]", ": caption", ":::"]
        {
            assert_eq!(show(&format!("| a ||\n|---|---|\n| b | c |\n{end}")), "2x1 a\n=\nb | c", "{end}");
        }
        assert_eq!(show("| a ||\n|---|---|\nword"), "2x1 a\n=\nword");
    }
}
