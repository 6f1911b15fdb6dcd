//! Pandoc's simple and multiline tables: runs of hyphens say where the columns are.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "runs of dashes were found in the same line; a group of rows is kept only when it has one"
)]

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Alignment;
use crate::read::syntax::table::columns::{AS_SHOWN, Columns, block, excerpt};
use crate::read::syntax::table::lines::Lines;
use crate::read::syntax::table::reading::{CellText, Found, Group, Maker, Reading};
use crate::source::Span;

/// The shortest run of hyphens that stands for a column.
const MIN_HYPHENS: usize = 2;

/// Reads the table that begins in the first of these lines: with hyphens, or with a head above them.
pub fn read(text: &str, mut lines: Lines) -> Option<Reading> {
    let first = lines.next()?;
    match runs(&text[first.clone()]) {
        // A line of hyphens, the head, and the runs below it.
        Some(one) if one.len() == 1 => {
            let mut head = Vec::new();
            for range in lines.by_ref() {
                match runs(&text[range.clone()]) {
                    Some(runs) if runs.len() > 1 && !head.is_empty() => {
                        return rows(text, lines, head, runs, true).ok();
                    }
                    None if !text[range.clone()].trim().is_empty() => head.push(range),
                    _ => return None,
                }
            }
            None
        }
        Some(runs) => rows(text, lines, Vec::new(), runs, true).ok(),
        None => {
            let runs = runs(&text[lines.next()?]).filter(|runs| runs.len() > 1)?;
            // `--- ---` may be a thematic break.
            let clear = runs.iter().all(|run| run.len() > MIN_HYPHENS + 1);
            match rows(text, lines, vec![first], runs, false) {
                Ok(reading) => Some(reading),
                Err(Some(line)) if clear => {
                    let message =
                        "this table is not read as one: a word of this line stands in two of its columns";
                    let hint = "begin each cell where the hyphens of its column begin";
                    let warning = Diagnostic::warning(Code::BrokenTable, message)
                        .at(Span::new(line.clone()))
                        .hint(hint);
                    Some(Reading::new(Found::Nothing, line.end).warn(warning))
                }
                Err(_) => None,
            }
        }
    }
}

/// The columns of the runs of hyphens that a line consists of.
fn runs(line: &str) -> Option<Vec<Range<usize>>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'-' => match runs.last_mut() {
                Some(run) if run.end == at => run.end += 1,
                _ => runs.push(at..at + 1),
            },
            b' ' => {}
            _ => return None,
        }
    }
    (!runs.is_empty() && runs.iter().all(|run| run.len() >= MIN_HYPHENS)).then_some(runs)
}

/// The rows below the runs and the head above them. A table that is `closed` has hyphens below it; another ends at
/// an empty line. An error may name the line that does not fit.
fn rows(
    text: &str,
    lines: Lines,
    head: Vec<Range<usize>>,
    runs: Vec<Range<usize>>,
    closed: bool,
) -> Result<Reading, Option<Range<usize>>> {
    let columns = |range: &Range<usize>| Columns::of(text, range.clone(), AS_SHOWN);
    let fits =
        |line: &Columns| runs[1..].iter().all(|run| line.at(text, run.start - 1).is_ascii_whitespace());
    for range in &head {
        if !fits(&columns(range)) {
            return Err(Some(range.clone()));
        }
    }
    let mut rows: Vec<Vec<Range<usize>>> = vec![Vec::new()];
    let mut spaced = false;
    let mut end = None;
    for range in lines {
        let line = &text[range.clone()];
        if self::runs(line).is_some() {
            end = Some(range.end);
            break;
        }
        match rows.last_mut() {
            _ if line.trim().is_empty() && !closed => break,
            Some(row) if line.trim().is_empty() => {
                spaced = true;
                if !row.is_empty() {
                    rows.push(Vec::new());
                }
            }
            _ if !fits(&columns(&range)) => return Err(Some(range)),
            Some(row) if closed => row.push(range),
            _ => rows.push(vec![range]),
        }
    }
    rows.retain(|row| !row.is_empty());
    let last = rows.last().and_then(|row| row.last()).ok_or(None)?.end;
    let end = match end {
        Some(end) => end,
        None if closed => return Err(None),
        None => last,
    };
    if closed && !spaced && head.len() < 2 {
        // Without empty lines, each line is a row.
        rows = rows.into_iter().flatten().map(|range| vec![range]).collect();
    }
    Ok(Reading::new(make(text, head, rows, &runs), end))
}

/// The table of a head and rows, each of several lines, in the columns of the runs.
fn make(text: &str, head: Vec<Range<usize>>, rows: Vec<Vec<Range<usize>>>, runs: &[Range<usize>]) -> Found {
    let columns = |range: &Range<usize>| Columns::of(text, range.clone(), AS_SHOWN);
    let cell = |line: &Columns, column: usize| {
        let start = if column == 0 { 0 } else { runs[column].start };
        line.byte(start)..line.byte(runs.get(column + 1).map_or(usize::MAX, |next| next.start))
    };
    let heads: Vec<Columns> = if head.is_empty() { &rows[0] } else { &head }.iter().map(columns).collect();
    let alignments = runs.iter().map(|run| alignment(text, &heads, run)).collect();
    let mut maker = Maker::new(alignments);
    let head = Some(head).filter(|head| !head.is_empty());
    let rows =
        head.into_iter().map(|row| (Group::Head, row)).chain(rows.into_iter().map(|row| (Group::Body, row)));
    for (group, row) in rows {
        maker.row(group, row[0].start..row[row.len() - 1].end);
        let lines: Vec<Columns> = row.iter().map(columns).collect();
        for column in 0..runs.len() {
            let cell = match lines.as_slice() {
                [line] => {
                    let range = crate::read::syntax::table::columns::trimmed(text, cell(line, column));
                    let lines = if range.is_empty() { Vec::new() } else { vec![excerpt(text, range)] };
                    CellText { lines, flat: true }
                }
                lines => {
                    let lines = lines.iter().map(|line| cell(line, column));
                    CellText { lines: block(text, lines), flat: false }
                }
            };
            maker.cell(group, (1, 1), cell);
        }
    }
    maker.finish()
}

/// How a column is aligned: where the longest of its head's lines begins and ends over the hyphens.
fn alignment(text: &str, lines: &[Columns], run: &Range<usize>) -> Alignment {
    let cells = lines.iter().map(|line| text[line.byte(run.start)..line.byte(run.end)].trim_end());
    let Some(longest) = cells.max_by_key(|cell| cell.chars().count()).filter(|cell| !cell.is_empty()) else {
        return Alignment::Default;
    };
    match (longest.starts_with([' ', '\t']), longest.chars().count() < run.len()) {
        (true, true) => Alignment::Center,
        (true, false) => Alignment::Right,
        (false, true) => Alignment::Left,
        (false, false) => Alignment::Default,
    }
}

#[cfg(test)]
mod tests {
    use crate::read::syntax::table::tests::{alignments, show};

    #[test]
    fn runs_of_hyphens_are_columns() {
        assert_eq!(show("a   b\n--- ---\nc   d e\n\nf   g"), "a | b\n=\nc | d e");
        assert_eq!(show("--- ---\na   b\nc   d\n--- ---\ntext"), "a | b\nc | d");
        assert_eq!(show("  a   b\n --- ---\n   c d\n"), "a | b\n=\nc | d");
    }

    #[test]
    fn rows_of_several_lines_are_parted_by_empty_ones() {
        let table = "-------\na   b\nc   d\n--- ---\ne   f\ng   h\n\ni   j\n-------";
        assert_eq!(show(table), "a/c | b/d\n=\ne/g | f/h\ni | j");
        assert_eq!(show("--- ---\na   b\nc   d\n\ne   f\n--- ---"), "a/c | b/d\ne | f");
    }

    #[test]
    fn the_head_says_how_a_column_is_aligned() {
        assert_eq!(alignments("  a b    c  ddd\n--- --- --- ---\n1   1   1   1"), "RLCD");
        assert_eq!(alignments("--- ---\n  1 1\n--- ---"), "RL");
    }

    #[test]
    fn a_word_in_two_columns_makes_it_no_table() {
        assert_eq!(show("a   b\n--- ---\nwords here"), "none");
        assert!(show("a    b\n---- ----\nwords here").contains("two of its columns"));
        assert_eq!(show("-------\ntext\n\n--- ---\n"), "none");
    }
}
