//! Pandoc's grid tables: lines of `+---+` above and below each cell, bars beside it. A cell is a rectangle, over
//! several columns and rows if its neighbours' borders end at it.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "lines, borders and columns are numbered by the grid that was just surveyed, whose rows are equally long"
)]

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Alignment;
use crate::read::syntax::table::columns::{AS_COUNTED, AS_SHOWN, Columns, Width, alignment, block};
use crate::read::syntax::table::lines::Lines;
use crate::read::syntax::table::pipes::row::cells_of;
use crate::read::syntax::table::reading::{CellText, Found, Group, Maker, Reading};
use crate::source::Span;

/// Reads the grid whose upper border is the first of these lines.
pub fn read(text: &str, lines: Lines) -> Option<Reading> {
    let mut ahead = lines.clone();
    let (first, second) = (ahead.next()?, ahead.next()?);
    if !is_border(&text[first]) || !text[second].trim_start().starts_with('|') {
        return None;
    }
    let is_part = |range: &Range<usize>| text[range.clone()].trim_start().starts_with(['+', '|']);
    let mut lines: Vec<Range<usize>> = lines.take_while(is_part).collect();
    let below = lines.iter().rposition(|range| is_border(&text[range.clone()]))?;
    if lines.get(below + 1).is_some_and(|range| text[range.clone()].trim_start().starts_with('|')) {
        return Some(broken(text, &lines, 0, "no line of hyphens ends it"));
    }
    let all = lines.clone();
    lines.truncate(below + 1);
    let own = lines[below].end;
    let made =
        grid(text, &lines, AS_SHOWN).or_else(|misfit| grid(text, &lines, AS_COUNTED).map_err(|_| misfit));
    Some(match made {
        Ok(found) => Reading::new(found, own),
        Err(Misfit { line, why }) => match by_bars(text, &lines) {
            Some(found) => {
                let message = format!("this table is uneven: {why}; its cells are told by their bars");
                Reading::new(found, own).warn(warning(message, &lines[line]))
            }
            None => broken(text, &all, line, &why),
        },
    })
}

/// What is drawn as a grid and is none: code, so that its lines stay as they are.
fn broken(text: &str, lines: &[Range<usize>], line: usize, why: &str) -> Reading {
    let message = format!("this table is not read as one, and shown as code: {why}");
    let code: Vec<&str> = lines.iter().map(|line| text[line.clone()].trim_end()).collect();
    let end = lines.last().map_or(0, |line| line.end);
    Reading::new(Found::Code(code.join("\n")), end).warn(warning(message, &lines[line]))
}

fn warning(message: String, line: &Range<usize>) -> Diagnostic {
    let hint = "let the bars and plus signs of its lines stand exactly below each other";
    Diagnostic::warning(Code::BrokenTable, message).at(Span::new(line.clone())).hint(hint)
}

/// The table of lines that end at different columns, when each has as many cells as its borders have parts.
fn by_bars(text: &str, lines: &[Range<usize>]) -> Option<Found> {
    let borders: Vec<usize> =
        (0..lines.len()).filter(|&line| is_border(&text[lines[line].clone()])).collect();
    let parts = |line: usize| {
        let border = text[lines[line].clone()].trim().trim_matches('+');
        border.split('+').collect::<Vec<_>>()
    };
    let columns = parts(0).len();
    let is_heavy = |line: usize| parts(line).iter().all(|part| part.contains('='));
    let head =
        borders[1..borders.len().checked_sub(1)?].iter().copied().find(|&line| is_heavy(line)).unwrap_or(0);
    let aligned = parts(head)
        .into_iter()
        .map(|part| alignment(part, '-').or_else(|| alignment(part, '=')).unwrap_or(Alignment::Default));
    let mut maker = Maker::new(aligned.collect());
    for pair in borders.windows(2) {
        let (above, below) = (pair[0], pair[1]);
        if below == above + 1 || parts(above).len() != columns || parts(below).len() != columns {
            return None;
        }
        let group = if above < head { Group::Head } else { Group::Body };
        maker.row(group, lines[above + 1].start..lines[below - 1].end);
        let rows: Option<Vec<Vec<Range<usize>>>> =
            lines[above + 1..below].iter().map(|line| cells_of(text, line.clone())).collect();
        let rows = rows?;
        if rows.iter().any(|cells| cells.len() != columns) {
            return None;
        }
        for column in 0..columns {
            let lines = rows.iter().map(|cells| cells[column].clone());
            maker.cell(group, (1, 1), CellText { lines: block(text, lines), flat: false });
        }
    }
    Some(maker.finish())
}

/// Whether a line is a border from its beginning to its end.
pub fn is_border(line: &str) -> bool {
    let line = line.trim();
    let inside = line.strip_prefix('+').and_then(|line| line.strip_suffix('+'));
    inside.is_some_and(|inside| {
        let mut parts = inside.split('+');
        parts.all(|part| alignment(part, '-').or_else(|| alignment(part, '=')).is_some())
    })
}

/// Why lines are no grid.
struct Misfit {
    /// The number of the line that does not fit.
    line: usize,
    why: String,
}

/// Whether a character is part of a border above or below a cell.
fn is_rule(byte: u8) -> bool {
    matches!(byte, b'-' | b'=' | b':')
}

/// The lines of a grid, and where its borders are.
struct Grid<'t> {
    text: &'t str,
    lines: Vec<Columns>,
    /// For each line and column, whether a border is there.
    borders: Vec<Vec<bool>>,
    /// The columns of borders between columns, the first and the last of the grid included.
    across: Vec<usize>,
    /// The numbers of lines with borders, the first and the last of the grid included.
    down: Vec<usize>,
}

/// A cell: the numbers of the borders around it.
struct Place {
    across: Range<usize>,
    down: Range<usize>,
}

fn grid(text: &str, ranges: &[Range<usize>], width: Width) -> Result<Found, Misfit> {
    let trimmed = |range: &Range<usize>| crate::read::syntax::table::columns::trimmed(text, range.clone());
    let lines: Vec<Columns> = ranges.iter().map(|range| Columns::of(text, trimmed(range), width)).collect();
    let count = lines[0].count();
    let fits = |line: &Columns| line.count() == count && matches!(line.at(text, count - 1), b'|' | b'+');
    if let Some(line) = lines.iter().position(|line| !fits(line)) {
        let why = format!("its first line ends at column {count}, this one at {}", lines[line].count());
        return Err(Misfit { line, why });
    }
    let borders = vec![vec![false; count]; lines.len()];
    let mut grid = Grid { text, lines, borders, across: Vec::new(), down: Vec::new() };
    grid.follow_borders()?;
    let places = grid.places()?;
    Ok(grid.make(ranges, &places))
}

impl Grid<'_> {
    /// Finds the borders: what leads from plus sign to plus sign, from the first one on. What a cell holds leads
    /// nowhere, even if it is a grid itself.
    fn follow_borders(&mut self) -> Result<(), Misfit> {
        let (height, width) = (self.lines.len(), self.borders[0].len());
        let (mut across, mut down) = (BTreeSet::new(), BTreeSet::new());
        let mut corners = vec![(0, 0)];
        self.borders[0][0] = true;
        while let Some((line, column)) = corners.pop() {
            let at = |line: usize, column: usize| self.lines[line].at(self.text, column);
            let right = (column + 1..width)
                .find(|&other| !is_rule(at(line, other)))
                .filter(|&other| at(line, other) == b'+');
            let below = (line + 1..height)
                .find(|&other| at(other, column) != b'|')
                .filter(|&other| at(other, column) == b'+');
            let left = (0..column)
                .rev()
                .find(|&other| !is_rule(at(line, other)))
                .filter(|&other| at(line, other) == b'+');
            let above = (0..line)
                .rev()
                .find(|&other| at(other, column) != b'|')
                .filter(|&other| at(other, column) == b'+');
            let begins = |other: usize| other < width && is_rule(at(line, other));
            if right.is_none() && begins(column + 1) || left.is_none() && begins(column.wrapping_sub(1)) {
                let why = "a line of hyphens of it does not lead from plus sign to plus sign".to_owned();
                return Err(Misfit { line, why });
            }
            for corner in [right, left].into_iter().flatten().filter(|corner| corner.abs_diff(column) > 1) {
                down.insert(line);
                if !self.borders[line][corner] {
                    corners.push((line, corner));
                }
                self.borders[line][corner.min(column)..=corner.max(column)].fill(true);
            }
            for corner in [below, above].into_iter().flatten().filter(|corner| corner.abs_diff(line) > 1) {
                across.insert(column);
                if !self.borders[corner][column] {
                    corners.push((corner, column));
                }
                self.borders[corner.min(line)..=corner.max(line)]
                    .iter_mut()
                    .for_each(|line| line[column] = true);
            }
        }
        (self.across, self.down) = (across.into_iter().collect(), down.into_iter().collect());
        Ok(())
    }

    /// Whether the line of border number `border` separates what is above it from what is below, in this column.
    fn has_rule(&self, border: usize, column: usize) -> bool {
        self.borders[self.down[border]][self.across[column]..=self.across[column + 1]].iter().all(|&is| is)
    }

    /// Whether border number `border` reaches from the top to the bottom of this row.
    fn has_bars(&self, row: usize, border: usize) -> bool {
        let mut lines = self.borders[self.down[row] + 1..self.down[row + 1]].iter();
        lines.all(|line| line[self.across[border]])
    }

    /// The cells, row by row.
    fn places(&self) -> Result<Vec<Place>, Misfit> {
        let (rows, columns) = (self.down.len().saturating_sub(1), self.across.len().saturating_sub(1));
        if rows == 0 || columns == 0 {
            return Err(Misfit { line: 0, why: "its borders do not meet".to_owned() });
        }
        let bars: Vec<Vec<bool>> =
            (0..rows).map(|row| (0..=columns).map(|border| self.has_bars(row, border)).collect()).collect();
        let rules: Vec<Vec<bool>> = (0..=rows)
            .map(|border| (0..columns).map(|column| self.has_rule(border, column)).collect())
            .collect();
        let mut taken = vec![vec![false; columns]; rows];
        let mut places = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if taken[row][column] {
                    continue;
                }
                let right = (column + 1..columns).find(|&border| bars[row][border]).unwrap_or(columns);
                let below = (row + 1..rows).find(|&border| rules[border][column..right].iter().all(|&is| is));
                let place = Place { across: column..right, down: row..below.unwrap_or(rows) };
                for row in place.down.clone() {
                    let inside = &bars[row][column + 1..right];
                    let is_crossed = inside.iter().any(|&is| is) && self.down[row] + 1 < self.down[row + 1];
                    let is_open = !bars[row][column] || !bars[row][right];
                    let is_shared = taken[row][place.across.clone()].iter().any(|&is| is);
                    let is_ruled =
                        row > place.down.start && rules[row][place.across.clone()].iter().any(|&is| is);
                    if is_crossed || is_open || is_shared || is_ruled {
                        return Err(Misfit {
                            line: self.down[row],
                            why: "the borders below this line of it make no rectangle".to_owned(),
                        });
                    }
                    taken[row][place.across.clone()].fill(true);
                }
                places.push(place);
            }
        }
        Ok(places)
    }

    /// The number of the first line with `=` from end to end, after line `after`.
    fn heavy(&self, after: usize) -> Option<usize> {
        let is_heavy =
            |line: &Columns| (0..line.count()).all(|at| matches!(line.at(self.text, at), b'+' | b'=' | b':'));
        let mut borders = self.down.iter().copied().filter(|&line| line > after);
        borders.find(|&line| is_heavy(&self.lines[line]))
    }

    fn make(&self, ranges: &[Range<usize>], places: &[Place]) -> Found {
        // Only borders at which a cell begins count.
        let columns: BTreeSet<usize> = places.iter().map(|place| place.across.start).collect();
        let rows: BTreeSet<usize> = places.iter().map(|place| place.down.start).collect();
        let last = self.lines.len() - 1;
        let head = self.heavy(0).filter(|&line| line < last).unwrap_or(0);
        // A foot stands between two heavy lines, of which the second ends the table.
        let foot =
            self.heavy(head).filter(|&line| line < last && self.heavy(line) == Some(last)).unwrap_or(last);
        let end = |border: usize| *columns.range(border + 1..).next().unwrap_or(&(self.across.len() - 1));
        let alignments = columns.iter().map(|&border| {
            let (left, right) = (self.across[border] + 1, self.across[end(border)]);
            let colon = |column: usize| self.lines[head].at(self.text, column) == b':';
            match (colon(left), colon(right - 1)) {
                (true, true) => Alignment::Center,
                (true, false) => Alignment::Left,
                (false, true) => Alignment::Right,
                (false, false) => Alignment::Default,
            }
        });
        let mut maker = Maker::new(alignments.collect());
        let mut row = None;
        for place in places {
            let Place { across, down } = place;
            let (above, below) = (self.down[down.start], self.down[down.end]);
            let group = match above {
                above if above < head => Group::Head,
                above if above >= foot => Group::Foot,
                _ => Group::Body,
            };
            if row.replace(down.start) != Some(down.start) {
                maker.row(group, ranges[above + 1].start..ranges[below - 1].end);
            }
            let inside = self.across[across.start] + 1..self.across[across.end];
            let lines = self.lines[above + 1..below].iter();
            let lines = lines.map(|line| line.byte(inside.start)..line.byte(inside.end));
            let text = CellText { lines: block(self.text, lines), flat: false };
            let size = (columns.range(across.clone()).count(), rows.range(down.clone()).count());
            maker.cell(group, size, text);
        }
        maker.finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::read::syntax::table::tests::{alignments, show};

    #[test]
    fn cells_are_rectangles_of_lines() {
        let grid = "\
+---+-----+
| a | - b |
|   | - c |
+===+=====+
| d | e   |
|   |     |
|   |     |
+---+-----+";
        assert_eq!(show(grid), "a | - b/- c\n=\nd | e");
    }

    #[test]
    fn cells_cover_columns_and_rows() {
        let grid = "\
+-------+---+
| a     | b |
+===+===+===+
|   | c | d |
| e +---+---+
|   | f     |
+---+-------+";
        assert_eq!(show(grid), "2x1 a | b\n=\n1x2 e | c | d\n2x1 f");
    }

    #[test]
    fn a_foot_stands_between_heavy_lines() {
        let grid = "+---+\n| a |\n+===+\n| b |\n+===+\n| c |\n+===+";
        assert_eq!(show(grid), "a\n=\nb\n=\nc");
        assert_eq!(show("+---+\n| a |\n+===+\n| b |\n+===+"), "a\n=\nb");
    }

    #[test]
    fn colons_align_columns() {
        assert_eq!(
            alignments(
                "+---+---+---+---+\n| a | b | c | d |\n+:==+:=:+==:+===+\n| e | f | g | h |\n+---+---+---+---+"
            ),
            "LCRD"
        );
        assert_eq!(alignments("+:--+:-:+--:+---+\n| a | b | c | d |\n+---+---+---+---+"), "LCRD");
    }

    #[test]
    fn wide_characters_take_two_columns_or_one() {
        assert_eq!(show("+----+---+\n| 数 | b |\n+----+---+"), "数 | b");
        assert_eq!(show("+---+---+\n| 数 | b |\n+---+---+"), "数 | b");
        assert_eq!(show("+---+---+\n| é | b |\n+---+---+"), "é | b");
    }

    #[test]
    fn what_a_cell_holds_is_no_border() {
        assert_eq!(
            show("+-----------+---+\n| a | b + c | d |\n| --- +--+  |   |\n+-----------+---+"),
            "a | b + c/--- +--+ | d"
        );
    }

    #[test]
    fn lines_that_do_not_fit_are_told() {
        let why = |text: &str| show(text).replace("this table is not read as one, and shown as code: ", "");
        assert_eq!(why("+---+---+\n| a | b |"), "no line of hyphens ends it");
        assert_eq!(why("+---+---+\n| a | b\n+---+---+"), "its first line ends at column 9, this one at 7");
        // Bars enough tell the cells of an uneven line.
        assert_eq!(why("+---+\n| a  |\n+---+"), "a");
        assert_eq!(why("+---+\n| a |\n+---+\n| b |"), "no line of hyphens ends it");
        let inside = "a line of hyphens of it does not lead from plus sign to plus sign";
        assert_eq!(why("+---+---+\n| a |   |\n|   +---|\n| b | c |\n+---+---+"), inside);
    }
}
