//! One line of a row of pipes: where its cells stand.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of bars and marks that were found in the same line"
)]

use std::ops::Range;

use crate::read::syntax::escape::is_escaped;
use crate::read::syntax::table::columns::trimmed;
use crate::read::syntax::tex::{Finder, Start};
use crate::read::syntax::{attributes, tag, template};

/// One line of a row.
#[derive(Debug, Default)]
pub struct RowLine {
    /// The bytes of its cells, and over how many columns they reach.
    pub cells: Vec<(Range<usize>, usize)>,
    /// The backslashes that only keep a bar from ending a cell.
    pub escapes: Vec<usize>,
    /// How many bars it has.
    pub bars: usize,
    /// Whether it begins and ends with a bar.
    pub framed: bool,
    /// Whether its row goes on in the next line.
    pub continues_in_next_line: bool,
}

/// Reads one line of a row. Bars in code, formulas and tags end no cell.
pub fn read(text: &str, range: Range<usize>) -> RowLine {
    let Range { start, mut end } = trimmed(text, range);
    let mut line = RowLine::default();
    if is_escaped(&text[start..end]) {
        line.continues_in_next_line = true;
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

impl RowLine {
    /// Over how many columns its cells reach.
    pub fn width(&self) -> usize {
        self.cells.iter().map(|(_, columns)| columns).sum()
    }
}

/// The bytes of the cells of one line of a row, none of which reaches over several columns; `None` when one does.
pub fn cells_of(text: &str, range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let line = read(text, range);
    let single =
        line.framed && !line.continues_in_next_line && line.cells.iter().all(|(_, columns)| *columns == 1);
    single.then(|| line.cells.into_iter().map(|(cell, _)| cell).collect())
}
