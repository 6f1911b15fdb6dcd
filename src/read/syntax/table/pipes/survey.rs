//! What is seen of a table of pipes before it is read: whether it is one, and what in it GFM does not know.

#![expect(clippy::string_slice, reason = "offsets are of bars that were found in the same line")]

use std::ops::Range;

use crate::ir::Alignment;
use crate::read::syntax::attributes;
use crate::read::syntax::table::columns::{alignment, begins_block};
use crate::read::syntax::table::lines::Lines;
use crate::read::syntax::table::pipes::row;
use crate::read::syntax::table::reading::begins;

/// What is seen of a table before it is read.
#[derive(Default)]
pub struct Survey {
    /// The alignments that the row of hyphens asks for.
    pub columns: Option<Vec<Alignment>>,
    /// For each row of the head, where it stands, how many columns it has, and whether it is framed by bars.
    pub head: Vec<(Range<usize>, usize, bool)>,
    /// Where the row of hyphens stands.
    pub delimiter: Range<usize>,
    /// Where the line stands after which the foot follows (kramdown's `|===|`).
    pub foot: Option<Range<usize>>,
    /// How many lines stand after the row of hyphens.
    pub body: usize,
    /// The first row that has more cells than the table has columns, and how many.
    pub excess: Option<(Range<usize>, usize)>,
    /// Whether something in it is not of GFM.
    pub extended: bool,
    /// Where it ends.
    pub end: usize,
}

/// Looks at the lines of a table, as far as they reach.
pub fn survey(text: &str, lines: Lines) -> Survey {
    let mut survey = Survey::default();
    let mut continues = false;
    for range in lines {
        if survey.end == 0 {
            survey.end = range.start;
        }
        if text[range.clone()].trim().is_empty() {
            return survey;
        }
        if survey.columns.is_none()
            && !continues
            && let Some(columns) = delimiter(&text[range.clone()])
        {
            survey.columns = Some(columns);
            survey.extended |= text[range.clone()].ends_with("||") || has_wide_space(&text[range.clone()]);
            survey.delimiter = range.clone();
            survey.end = range.end;
            continue;
        }
        if survey.body > 0 && !continues && survey.foot.is_none() && begins_foot(&text[range.clone()]) {
            survey.extended = true;
            survey.end = range.end;
            survey.foot = Some(range);
            continue;
        }
        survey.extended |= has_wide_space(&text[range.clone()]);
        let line = row::read(text, range.clone());
        let is_first = survey.head.is_empty() && survey.columns.is_none();
        if !continues
            && !is_first
            && (ends_table(&text[range.clone()], line.bars) || begins_block(&text[range.clone()]))
        {
            // A caption right after a table is no row, though Markdown takes it for one.
            survey.extended |= is_caption(text[range].trim());
            return survey;
        }
        if !continues && line.bars == 0 && survey.columns.is_none() {
            return survey;
        }
        survey.end = range.end;
        survey.extended |= line.continues_in_next_line
            || line.cells.iter().any(|(cell, columns)| *columns > 1 || text[cell.clone()].trim() == "^^");
        let width = line.width();
        match &survey.columns {
            None if continues => {}
            None => survey.head.push((range, width, line.framed)),
            Some(columns) => {
                survey.body += 1;
                if width > columns.len() && survey.excess.is_none() {
                    survey.excess = Some((range, width));
                }
            }
        }
        continues = line.continues_in_next_line;
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
pub fn delimiter(line: &str) -> Option<Vec<Alignment>> {
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
