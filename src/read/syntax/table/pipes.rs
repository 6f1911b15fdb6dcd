//! Tables of pipes. One that GFM knows is left to Markdown; what MultiMarkdown and its kin add is read here: cells
//! over several columns (`||`) and rows (`^^`), several rows in the head, none, and rows that go on in the next
//! line (`\` at the end).

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of bars that were found in the same line; a row has as many cells as were counted in it"
)]

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Alignment;
use crate::read::syntax::excerpt::Excerpt;
use crate::read::syntax::scan::line::Prefix;
use crate::read::syntax::table::columns::{block, trimmed};
use crate::read::syntax::table::lines::Lines;
use crate::read::syntax::table::reading::{CellText, Found, Group, Maker, Reading, begins};
use crate::read::syntax::tex::{Finder, Start};
use crate::read::syntax::{attributes, tag, template};
use crate::source::Span;

/// One line of a row.
#[derive(Debug, Default)]
struct Line {
    /// The bytes of its cells, and over how many columns they reach.
    cells: Vec<(Range<usize>, usize)>,
    /// The backslashes that only keep a bar from ending a cell.
    escapes: Vec<usize>,
    /// How many bars it has.
    bars: usize,
    /// Whether it begins and ends with a bar.
    framed: bool,
    /// Whether its row goes on in the next line.
    goes_on: bool,
}

/// What is seen of a table before it is read.
#[derive(Default)]
struct Survey {
    /// The alignments that the row of hyphens asks for.
    columns: Option<Vec<Alignment>>,
    /// For each row of the head, where it stands, how many columns it has, and whether it is framed by bars.
    head: Vec<(Range<usize>, usize, bool)>,
    /// Where the row of hyphens stands.
    delimiter: Range<usize>,
    /// Where the line stands after which the foot follows (kramdown's `|===|`).
    foot: Option<Range<usize>>,
    /// How many lines stand after the row of hyphens.
    body: usize,
    /// The first row that has more cells than the table has columns, and how many.
    excess: Option<(Range<usize>, usize)>,
    /// Whether something in it is not of GFM.
    extended: bool,
    /// Where it ends.
    end: usize,
}

/// Reads the table that begins in the first of these lines, which has a bar.
pub fn read(text: &str, lines: Lines, after_text: bool) -> Option<Reading> {
    let survey = survey(text, lines.clone());
    let nothing = |end: usize| Some(Reading::new(Found::Nothing, end));
    let broken = |range: &Range<usize>, message: String, hint: &str| {
        let warning = Diagnostic::warning(Code::BrokenTable, message).at(Span::new(range.clone())).hint(hint);
        Some(Reading::new(Found::Nothing, survey.end).warn(warning))
    };
    let Some(columns) = &survey.columns else {
        let framed =
            survey.head.len() > 1 && survey.head.iter().all(|&(_, columns, framed)| framed && columns > 0);
        return match survey.head.first() {
            Some((first, columns, _)) if framed => broken(
                first,
                "this table is not read as one: it has no row of hyphens".to_owned(),
                &format!("put `|{}` under its first row", "---|".repeat(*columns)),
            ),
            _ => nothing(survey.end),
        };
    };
    let Some((last, width, last_framed)) =
        survey.head.last().map(|(range, width, framed)| (range, width, *framed))
    else {
        let is_table = !after_text && survey.body > 0;
        return match is_table {
            true => Some(make(text, lines, &survey)),
            false if columns.len() > 1 && survey.body > 0 => broken(
                &survey.delimiter,
                "this table is not read as one: text stands right before it".to_owned(),
                "leave a line empty before it",
            ),
            false => nothing(survey.end),
        };
    };
    if *width != columns.len() {
        let plausible = survey.head.len() == 1 && (last_framed || *width > 1 && columns.len() > 1);
        let (what, then) = match plausible {
            true if *width < columns.len() => ("this table is uneven", ": the missing ones are empty"),
            true => ("this table is uneven", ": it is kept whole"),
            false => ("this table is not read as one", ""),
        };
        let message = format!(
            "{what}: its first row has {}, the row of hyphens {}{then}",
            cells(*width),
            columns.len()
        );
        let hint = "give both the same number of cells";
        if !plausible {
            return broken(last, message, hint);
        }
        let survey = Survey { excess: None, ..survey };
        let warning = Diagnostic::warning(Code::BrokenTable, message);
        let warning = warning.at(Span::new(survey.head[0].0.clone())).hint(hint);
        return Some(make(text, lines, &survey).warn(warning));
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

fn cells(count: usize) -> String {
    format!("{count} {}", if count == 1 { "cell" } else { "cells" })
}

/// Looks at the lines of a table, as far as they reach.
fn survey(text: &str, lines: Lines) -> Survey {
    let mut survey = Survey::default();
    let mut goes_on = false;
    for range in lines {
        if survey.end == 0 {
            survey.end = range.start;
        }
        if text[range.clone()].trim().is_empty() {
            return survey;
        }
        if survey.columns.is_none()
            && !goes_on
            && let Some(columns) = delimiter(&text[range.clone()])
        {
            survey.columns = Some(columns);
            survey.extended |= text[range.clone()].ends_with("||") || has_wide_space(&text[range.clone()]);
            survey.delimiter = range.clone();
            survey.end = range.end;
            continue;
        }
        if survey.body > 0 && !goes_on && survey.foot.is_none() && begins_foot(&text[range.clone()]) {
            survey.extended = true;
            survey.end = range.end;
            survey.foot = Some(range);
            continue;
        }
        survey.extended |= has_wide_space(&text[range.clone()]);
        let line = line(text, range.clone());
        let is_first = survey.head.is_empty() && survey.columns.is_none();
        if !goes_on
            && !is_first
            && (ends_table(&text[range.clone()], line.bars) || begins_block(&text[range.clone()]))
        {
            // A caption right after a table is no row, though Markdown takes it for one.
            survey.extended |= is_caption(text[range].trim());
            return survey;
        }
        if !goes_on && line.bars == 0 && survey.columns.is_none() {
            return survey;
        }
        survey.end = range.end;
        survey.extended |= line.goes_on
            || line.cells.iter().any(|(cell, columns)| *columns > 1 || text[cell.clone()].trim() == "^^");
        let width = line.width();
        match &survey.columns {
            None if goes_on => {}
            None => survey.head.push((range, width, line.framed)),
            Some(columns) => {
                survey.body += 1;
                if width > columns.len() && survey.excess.is_none() {
                    survey.excess = Some((range, width));
                }
            }
        }
        goes_on = line.goes_on;
    }
    survey
}

/// Whether white space stands beside a bar that Markdown does not take for such (a no-break space).
fn has_wide_space(line: &str) -> bool {
    let is_wide = |c: char| c.is_whitespace() && !c.is_ascii();
    line.contains(is_wide)
        && line
            .match_indices('|')
            .any(|(at, _)| line[..at].ends_with(is_wide) || line[at + 1..].starts_with(is_wide))
}

/// Whether a line begins a block of another kind.
fn begins_block(line: &str) -> bool {
    let prefix = Prefix::read(line);
    let line = line.trim();
    let heading = line.trim_start_matches('#');
    prefix.quotes > 0
        || prefix.items
        || heading.len() < line.len() && (heading.is_empty() || heading.starts_with([' ', '\t']))
        || line.starts_with("```")
        || line.starts_with("~~~")
}

/// Whether a line with so many bars is no row, though it is no block that Markdown knows.
fn ends_table(line: &str, bars: usize) -> bool {
    const STARTS: [&str; 9] = ["<", ":::", "!!!", "???", "===", "{%", "{{", "$$", "[^"];
    let line = line.trim();
    let is_rule = line.len() > 2 && line.bytes().all(|byte| matches!(byte, b'-' | b'*' | b'_' | b' '));
    let says = line.starts_with('{') && attributes::line(line, false).is_some();
    bars == 0 && (says || is_rule || is_caption(line) || STARTS.iter().any(|start| line.starts_with(start)))
}

/// Whether a line is a caption.
fn is_caption(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') || begins(line)
}

/// Whether a line is the one after which kramdown has the foot of a table: `|===|===|`.
fn begins_foot(line: &str) -> bool {
    let line = line.trim();
    let is_mark = |cell: &str| cell.len() >= 3 && cell.bytes().all(|byte| byte == b'=');
    line.strip_prefix('|').is_some_and(|row| {
        let row = row.strip_suffix('|').unwrap_or(row);
        row.split(['|', '+']).all(|cell| is_mark(cell.trim()))
    })
}

/// The alignments that a row of hyphens asks for.
fn delimiter(line: &str) -> Option<Vec<Alignment>> {
    let line = line.trim();
    if !line.contains('|')
        || !line.contains('-')
        || line.contains(|c: char| !(matches!(c, '|' | '-' | ':') || c.is_whitespace()))
    {
        return None;
    }
    let line = line.strip_prefix('|').unwrap_or(line);
    // One bar too many at the end is a slip of the pen.
    let line = line.trim_end_matches('|');
    line.split('|').map(|cell| alignment(cell.trim(), '-')).collect()
}

/// The alignment that a run of `mark` with colons at its ends asks for.
pub fn alignment(cell: &str, mark: char) -> Option<Alignment> {
    let run = cell.strip_prefix(':').unwrap_or(cell);
    let run = run.strip_suffix(':').unwrap_or(run);
    let is_run = !run.is_empty() && run.chars().all(|c| c == mark);
    is_run.then_some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Alignment::Center,
        (true, false) => Alignment::Left,
        (false, true) => Alignment::Right,
        (false, false) => Alignment::Default,
    })
}

/// The bytes of the cells of one line of a row, none of which reaches over several columns; `None` when one does.
pub fn cells_of(text: &str, range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let line = line(text, range);
    let single = line.framed && !line.goes_on && line.cells.iter().all(|(_, columns)| *columns == 1);
    single.then(|| line.cells.into_iter().map(|(cell, _)| cell).collect())
}

/// Reads one line of a row. Bars in code, formulas and tags end no cell.
fn line(text: &str, range: Range<usize>) -> Line {
    let Range { start, mut end } = trimmed(text, range);
    let mut line = Line::default();
    let backslashes = text[start..end].bytes().rev().take_while(|&byte| byte == b'\\').count();
    if backslashes % 2 == 1 {
        line.goes_on = true;
        end = trimmed(text, start..end - 1).end;
    }
    let bytes = &text.as_bytes()[..end];
    let text = &text[..end];
    let mut formulas = Finder::new(text);
    let mut from = start;
    let mut at = start;
    while at < end {
        at = match bytes[at] {
            b'|' => {
                line.bars += 1;
                match line.cells.last_mut() {
                    Some((_, columns)) if from == at => *columns += 1,
                    None if at == start => {}
                    _ => line.cells.push((from..at, 1)),
                }
                from = at + 1;
                at + 1
            }
            b'\\' if bytes.get(at + 1) == Some(&b'|') => {
                line.escapes.push(at);
                at + 2
            }
            b'\\' | b'$' => match formulas.at(at, "", start, true) {
                Start::Formula(formula) => formula.end,
                Start::NeverClosed(..) | Start::Text => at + if bytes[at] == b'\\' { 2 } else { 1 },
            },
            // A fence in a cell of several lines opens no code span.
            b'`' if text[at..].starts_with("```") && text[from..at].trim().is_empty() => at + 3,
            b'`' => code_span(text, at, &mut line.escapes),
            b'{' => match tag::read(text, at) {
                Some((_, after)) => after,
                None if let Some(length) = attributes::opaque(&text[at..]) => at + length,
                None => at + template::expression(&text[at..]).map_or(1, |inside| inside.len() + 4),
            },
            _ => at + 1,
        };
    }
    if from < end && !text[from..].trim().is_empty() || line.cells.is_empty() && line.bars > 0 {
        line.cells.push((from.min(end)..end, 1));
    }
    line.framed = text[start..].starts_with('|') && text.ends_with('|') && line.bars > 1;
    line
}

/// Where the code span ends that begins at byte `at`, or its backticks when it never does. Bars in it are escaped
/// too.
fn code_span(text: &str, at: usize, escapes: &mut Vec<usize>) -> usize {
    let run = |at: usize| text.as_bytes()[at..].iter().take_while(|&&byte| byte == b'`').count();
    let length = run(at);
    let inside = at + length;
    let mut close = inside;
    while let Some(found) = text[close..].find('`') {
        close += found;
        let other = run(close);
        if other == length {
            escapes.extend(text[inside..close].match_indices("\\|").map(|(escape, _)| inside + escape));
            return close + length;
        }
        close += other;
    }
    inside
}

impl Line {
    fn width(&self) -> usize {
        self.cells.iter().map(|(_, columns)| columns).sum()
    }
}

/// The lines of a row, with where they stand.
type RowLines = Vec<(Range<usize>, Line)>;

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
    let end = survey.end;
    let lines = lines.take_while(|range| range.start < end);
    let mut rows: Vec<(Group, RowLines)> = Vec::new();
    let mut goes_on = false;
    for range in lines {
        if range == survey.delimiter || Some(&range) == survey.foot.as_ref() {
            continue;
        }
        let line = line(text, range.clone());
        let starts = !goes_on;
        goes_on = line.goes_on;
        match rows.last_mut() {
            Some((_, row)) if !starts => row.push((range, line)),
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
            let goes_on = lines.all(|line| line == "^^");
            match above[column].filter(|&(_, _, wide)| goes_on && wide == cell.columns) {
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
    let reading = Reading::new(maker.finish(), end);
    match &survey.excess {
        Some((range, width)) => {
            let message = format!(
                "this row has {}, its table {asked} columns: it is kept whole, in a wider table",
                cells(*width)
            );
            let warning = Diagnostic::warning(Code::BrokenTable, message).at(Span::new(range.clone()));
            reading.warn(warning.hint("put a backslash before a bar that ends no cell: `\\|`"))
        }
        None => reading,
    }
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
