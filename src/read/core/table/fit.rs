//! Lays the cells of a table out in its rows and columns (HTML Living Standard, "forming a table"), so that what
//! writes it need not think: cells end with their group of rows and overlap nowhere, every row and column has a
//! cell that begins in it, and no place is left without one.

#![expect(
    clippy::indexing_slicing,
    reason = "places lie within the columns and rows that were counted before"
)]

use std::ops::Range;

use crate::ir::{Alignment, Attributes, Cell, Row, Table};

/// The most columns that a table can have; what stands after them goes into its last cell.
pub const MAX_COLUMNS: usize = 1_000;

/// Lays the cells of a table out. A cell that covers 0 rows covers all that follow in its group.
pub fn fit(table: &mut Table) {
    if fits(table) {
        return;
    }
    let Table { caption: _, columns, head, body, foot } = table;
    let groups = [(head, true), (body, false), (foot, false)];
    let placed = groups.map(|(rows, head)| {
        let places = place(rows);
        (rows, places, head)
    });
    let places = placed.iter().flat_map(|(_, places, _)| places.iter().flatten());
    let width = places.clone().map(|place| place.end).max().unwrap_or(0);
    let mut begins = vec![false; width];
    places.for_each(|place| begins[place.start] = true);
    // For each column, and for the end, how many columns before it stay.
    let mut stay = Vec::with_capacity(width + 1);
    stay.push(0);
    begins.iter().for_each(|&begins| stay.push(stay.last().map_or(0, |count| count + usize::from(begins))));
    columns.resize(width, Alignment::Default);
    let mut begins = begins.into_iter();
    columns.retain(|_| begins.next().unwrap_or(false));
    for (rows, places, head) in placed {
        let places =
            places.into_iter().map(|row| row.into_iter().map(|place| stay[place.start]..stay[place.end]));
        fill(rows, places.map(Iterator::collect).collect(), columns.len(), head);
    }
}

/// Whether each row has a cell for each column, as those of most tables have.
fn fits(table: &Table) -> bool {
    let count = table.columns.len();
    let has_all = |row: &Row| {
        row.cells.len() == count && row.cells.iter().all(|cell| (cell.columns, cell.rows) == (1, 1))
    };
    (1..=MAX_COLUMNS).contains(&count) && table.head.iter().chain(&table.body).chain(&table.foot).all(has_all)
}

/// The columns of each cell in each row; cells are cut to the rows and columns that are free.
fn place(rows: &mut [Row]) -> Vec<Vec<Range<usize>>> {
    // For each column, the first row in which it is free.
    let mut free: Vec<usize> = Vec::new();
    let count = rows.len();
    let mut places = Vec::with_capacity(count);
    for (number, row) in rows.iter_mut().enumerate() {
        let mut own: Vec<Range<usize>> = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        let mut kept: Vec<Cell> = Vec::with_capacity(row.cells.len());
        for mut cell in std::mem::take(&mut row.cells) {
            let is_free = |column: &usize| free.get(*column).is_none_or(|&row| row <= number);
            column = (column..).find(is_free).unwrap_or(column);
            if let Some(last) = kept.last_mut().filter(|_| column >= MAX_COLUMNS) {
                last.blocks.append(&mut cell.blocks);
                continue;
            }
            let asked = column..column + (cell.columns.max(1) as usize).min(MAX_COLUMNS);
            let end = asked.clone().find(|column| !is_free(column)).unwrap_or(asked.end);
            let end = end.min(MAX_COLUMNS.max(column + 1));
            let left = count - number;
            let height = if cell.rows == 0 { left } else { left.min(cell.rows as usize) };
            cell.rows = u32::try_from(height).unwrap_or(u32::MAX);
            free.resize(free.len().max(end), 0);
            free[column..end].fill(number + height);
            own.push(column..end);
            kept.push(cell);
            column = end;
        }
        row.cells = kept;
        places.push(own);
    }
    places
}

/// Takes away rows without cells, and puts empty cells where none is.
fn fill(rows: &mut Vec<Row>, places: Vec<Vec<Range<usize>>>, width: usize, head: bool) {
    let mut stay = vec![0];
    rows.iter()
        .for_each(|row| stay.push(stay.last().map_or(0, |count| count + u32::from(!row.cells.is_empty()))));
    let mut free = vec![0; width];
    for (number, (row, places)) in rows.iter_mut().zip(places).enumerate() {
        let span = row.span;
        let empty = |columns: Range<usize>| Cell {
            span,
            attributes: Attributes::default(),
            header: head,
            columns: u32::try_from(columns.len()).unwrap_or(u32::MAX),
            rows: 1,
            alignment: None,
            blocks: Vec::new(),
        };
        if row.cells.is_empty() {
            continue;
        }
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut gap = 0..0;
        let mut next = 0;
        let mut pad = |cells: &mut Vec<Cell>, free: &[usize], until: usize| {
            for (column, &row) in free.iter().enumerate().take(until).skip(next) {
                let is_free = row <= number;
                if is_free && gap.end == column {
                    gap.end += 1;
                } else if is_free {
                    cells.extend(Some(gap.clone()).filter(|gap| !gap.is_empty()).map(&empty));
                    gap = column..column + 1;
                }
            }
            cells.extend(Some(gap.clone()).filter(|gap| !gap.is_empty()).map(&empty));
            (gap, next) = (until..until, until);
        };
        for (mut cell, place) in std::mem::take(&mut row.cells).into_iter().zip(places) {
            pad(&mut cells, &free, place.start);
            let end = number + cell.rows as usize;
            free[place.clone()].fill(end);
            cell.rows = stay[end] - stay[number];
            cell.columns = u32::try_from(place.len()).unwrap_or(u32::MAX);
            cells.push(cell);
        }
        pad(&mut cells, &free, width);
        row.cells = cells;
    }
    rows.retain(|row| !row.cells.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// A table of cells `columns x rows` in rows, laid out.
    fn show(rows: &str) -> Vec<String> {
        let cell = |size: &str| {
            let (columns, rows) = size.split_once('x').unwrap();
            Cell {
                span: Span::default(),
                attributes: Attributes::default(),
                header: false,
                columns: columns.parse().unwrap(),
                rows: rows.parse().unwrap(),
                alignment: None,
                blocks: Vec::new(),
            }
        };
        let row = |row: &str| Row {
            span: Span::default(),
            attributes: Attributes::default(),
            cells: row.split_whitespace().map(cell).collect(),
        };
        let body = rows.split('/').map(row).collect();
        let mut table =
            Table { caption: Vec::new(), columns: Vec::new(), head: Vec::new(), body, foot: Vec::new() };
        fit(&mut table);
        let show = |cell: &Cell| format!("{}x{}", cell.columns, cell.rows);
        let shown = |row: &Row| row.cells.iter().map(show).collect::<Vec<_>>().join(" ");
        let mut lines: Vec<String> = table.body.iter().map(shown).collect();
        lines.push(format!("{} columns", table.columns.len()));
        lines
    }

    #[test]
    fn a_table_that_fits_stays_as_it_is() {
        assert_eq!(show("1x2 2x1/1x1 1x1"), ["1x2 2x1", "1x1 1x1", "3 columns"]);
    }

    #[test]
    fn rows_that_are_too_short_are_filled() {
        assert_eq!(show("1x1 1x1 1x1/1x1"), ["1x1 1x1 1x1", "1x1 2x1", "3 columns"]);
        assert_eq!(show("1x1 1x2 1x1/1x1"), ["1x1 1x2 1x1", "1x1 1x1", "3 columns"]);
    }

    #[test]
    fn cells_overlap_nowhere_and_end_with_their_group() {
        assert_eq!(show("1x1 1x2 1x1/2x1 1x1"), ["1x1 1x2 1x1", "1x1 1x1", "3 columns"]);
        assert_eq!(show("1x99 1x0/1x1"), ["1x2 1x2 1x1", "1x1", "3 columns"]);
    }

    #[test]
    fn every_row_and_column_has_a_cell_that_begins_in_it() {
        assert_eq!(show("7x1/3x1 1x1"), ["2x1", "1x1 1x1", "2 columns"]);
        assert_eq!(show("1x3///1x1"), ["1x1", "1x1", "1 columns"]);
        assert_eq!(show(""), ["0 columns"]);
    }

    #[test]
    fn a_table_is_never_wider_than_can_be_shown() {
        let wide = "1x1 ".repeat(MAX_COLUMNS + 5);
        assert_eq!(show(&wide).pop().unwrap(), "1000 columns");
        assert_eq!(show("999x1 999x1/999x1 1x1").pop().unwrap(), "2 columns");
    }
}
