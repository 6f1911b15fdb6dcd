//! Cells that attributes make wider or higher, `{colspan=2 rowspan=3}` (markdown-it-attrs): each takes the room of the
//! empty cells beside and below it.

#![expect(
    clippy::indexing_slicing,
    reason = "rows and columns are counted in the same grid, and spans are cut to it"
)]

use crate::ir::{Cell, Row, Table};

/// Lets the cells of a table reach over as many columns and rows as their attributes ask for and empty cells give.
pub fn span(table: &mut Table) {
    let asks = |cell: &Cell| cell.attributes.get("colspan").or(cell.attributes.get("rowspan")).is_some();
    let single = |cell: &Cell| cell.columns == 1 && cell.rows == 1;
    if !table.rows_mut().any(|row| row.cells.iter().any(asks))
        || !table.rows_mut().all(|row| row.cells.iter().all(single))
    {
        return;
    }
    for rows in [&mut table.head, &mut table.body, &mut table.foot] {
        span_rows(rows);
    }
}

fn span_rows(rows: &mut [Row]) {
    let mut grid: Vec<Vec<Option<Cell>>> =
        rows.iter_mut().map(|row| row.cells.drain(..).map(Some).collect()).collect();
    for row in 0..grid.len() {
        for column in 0..grid[row].len() {
            let Some(cell) = &mut grid[row][column] else { continue };
            let (wide, high) = (asked(cell, "colspan"), asked(cell, "rowspan"));
            let is_free = |row: usize, column: usize, grid: &[Vec<Option<Cell>>]| {
                let cell = grid.get(row).and_then(|cells| cells.get(column));
                cell.is_some_and(|cell| cell.as_ref().is_some_and(|cell| cell.blocks.is_empty()))
            };
            let columns = (1..wide).take_while(|by| is_free(row, column + by, &grid)).count() + 1;
            let is_row_free = |by: &usize| (0..columns).all(|at| is_free(row + by, column + at, &grid));
            let height = (1..high).take_while(is_row_free).count() + 1;
            for (down, cells) in grid[row..row + height].iter_mut().enumerate() {
                let covered = cells[column..column + columns].iter_mut().skip(usize::from(down == 0));
                covered.for_each(|cell| *cell = None);
            }
            if let Some(cell) = &mut grid[row][column] {
                cell.columns = u32::try_from(columns).unwrap_or(u32::MAX);
                cell.rows = u32::try_from(height).unwrap_or(u32::MAX);
            }
        }
    }
    for (row, cells) in rows.iter_mut().zip(grid) {
        row.cells = cells.into_iter().flatten().collect();
    }
}

/// The number that an attribute gives, which is taken out of the cell's.
fn asked(cell: &mut Cell, key: &str) -> usize {
    let asked = cell.attributes.get(key).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
    cell.attributes.pairs.retain(|(own, _)| own != key);
    asked
}
