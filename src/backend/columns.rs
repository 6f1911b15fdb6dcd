//! In which columns the cells of a table stand: a cell over several rows covers its columns in the rows below.

/// The columns of some rows, which are gone through cell by cell.
pub struct Columns {
    /// For each column, how many rows, with this one, are covered by a cell above or before.
    covered: Vec<usize>,
    next: usize,
}

impl Columns {
    /// Those of a table with so many, before its first row.
    pub fn new(count: usize) -> Self {
        Self { covered: vec![0; count], next: 0 }
    }

    /// The first column of the next cell of the row, which is so `wide` and `high`, in columns and rows.
    pub fn place(&mut self, wide: usize, high: usize) -> usize {
        let column = self.next + self.covered.iter().skip(self.next).take_while(|&&rows| rows > 0).count();
        self.covered.iter_mut().skip(column).take(wide).for_each(|rows| *rows = high);
        self.next = column + wide;
        column
    }

    /// Goes to the next row.
    pub fn end_row(&mut self) {
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.next = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stands_beside_those_that_come_down_from_above() {
        let mut columns = Columns::new(4);
        assert_eq!([columns.place(1, 1), columns.place(2, 2), columns.place(1, 1)], [0, 1, 3]);
        columns.end_row();
        assert_eq!([columns.place(1, 1), columns.place(1, 1)], [0, 3]);
        columns.end_row();
        assert_eq!([columns.place(2, 1), columns.place(1, 1)], [0, 2]);
    }
}
