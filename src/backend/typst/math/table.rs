//! Tables of formulas, as Typst's matrices without delimiters: columns are aligned and paired by alignment
//! points in the cells, lines are the matrix's augmentation.

use std::fmt::Write;

use super::{Writer, rgb};
use crate::ir::formula::{ColumnAlignment, Formula, Line, MathStyle, Table, TableLayout};

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        // Typst sets cells one size smaller than what is around the matrix.
        self.push(match table.style {
            MathStyle::Display | MathStyle::Text => "math.display(",
            MathStyle::Script => "math.inline(",
            MathStyle::ScriptScript => "math.script(",
        });
        if table.layout == TableLayout::Grid && table.rows.iter().flatten().any(is_shaded) {
            self.shaded(table);
            return self.push(")");
        }
        self.push("math.mat(delim: none, ");
        let lines = table.vertical.iter().chain(&table.horizontal);
        if lines.clone().any(Option::is_some) {
            self.ruled(table);
        } else {
            self.plain(table);
        }
        self.push("))");
    }

    /// The rows as lines of the formula itself, aligned as pairs of cells are.
    pub(super) fn rows(&mut self, table: &Table) {
        self.push("[");
        for (at, row) in table.rows.iter().enumerate() {
            if at > 0 {
                self.push("#linebreak()");
            }
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    self.push("#math-align");
                }
                // Pairs stand apart.
                if column > 0 && column % 2 == 0 {
                    self.push("#h(2em)");
                }
                match table.style {
                    MathStyle::Display => self.sequence(cell),
                    _ => {
                        self.push("#math.inline([");
                        self.sequence(cell);
                        self.push("])");
                    }
                }
            }
        }
        self.push("]");
    }

    /// Cells apart from each other, or pairs of cells around an alignment point.
    fn plain(&mut self, table: &Table) {
        self.push(match table.layout {
            TableLayout::Grid => "row-gap: 0.35em, column-gap: 0.8em",
            TableLayout::Pairs => "row-gap: 0.6em, column-gap: 1em",
            TableLayout::Stack => "row-gap: 0.1em",
        });
        let first = table.columns.first().copied().unwrap_or(ColumnAlignment::Center);
        let paired = table.layout == TableLayout::Pairs;
        let alike = !paired && table.columns.iter().all(|alignment| *alignment == first);
        if alike {
            self.push(match first {
                ColumnAlignment::Left => ", align: left",
                ColumnAlignment::Center => "",
                ColumnAlignment::Right => ", align: right",
            });
        }
        for row in &table.rows {
            self.push(", (");
            if paired {
                for pair in row.chunks(2) {
                    self.cell(table, |writer| {
                        pair.first().into_iter().for_each(|left| writer.sequence(left));
                        writer.push("#math-align");
                        pair.get(1).into_iter().for_each(|right| writer.sequence(right));
                    });
                }
            } else {
                for (cell, alignment) in row.iter().zip(&table.columns) {
                    let alignment = if alike { ColumnAlignment::Center } else { *alignment };
                    self.cell(table, |writer| writer.aligned(cell, alignment, ""));
                }
            }
            self.push(")");
        }
    }

    /// Cells with space of their own, so that lines meet at the corners. Two lines stand on both sides of a
    /// narrow column.
    fn ruled(&mut self, table: &Table) {
        let is_double = |boundary: usize| table.vertical.get(boundary) == Some(&Some(Line::Double));
        let mut vertical = Vec::new();
        let mut column = 0;
        for (boundary, line) in table.vertical.iter().enumerate() {
            if line.is_some() {
                vertical.push(column.to_string());
            }
            if is_double(boundary) {
                column += 1;
                vertical.push(column.to_string());
            }
            column += 1;
        }
        let horizontal = table.horizontal.iter().enumerate().filter(|(_, line)| line.is_some());
        let horizontal: Vec<String> = horizontal.map(|(row, _)| row.to_string()).collect();
        let list = |positions: &[String]| match positions {
            [] => "()".to_owned(),
            positions => format!("({},)", positions.join(", ")),
        };
        let dashed = table.horizontal.iter().chain(&table.vertical).any(|line| *line == Some(Line::Dashed));
        let stroke = if dashed { "(thickness: 0.05em, dash: \"dashed\")" } else { "0.05em" };
        let (horizontal, vertical) = (list(&horizontal), list(&vertical));
        let _ =
            write!(self.out, "gap: 0pt, augment: (hline: {horizontal}, vline: {vertical}, stroke: {stroke})");
        for row in &table.rows {
            self.push(", (");
            for (index, alignment) in table.columns.iter().enumerate() {
                if is_double(index) {
                    self.push("h(0.15em), ");
                }
                self.cell(table, |writer| {
                    let empty = Formula::Row(Vec::new());
                    if index == 0 {
                        writer.push("#math-strut");
                    }
                    writer.aligned(row.get(index).unwrap_or(&empty), *alignment, "#h(0.4em)");
                });
            }
            if is_double(table.columns.len()) {
                self.push("h(0.15em), ");
            }
            self.push(")");
        }
    }

    /// Cells that have a colour behind them, which Typst's matrices cannot have.
    fn shaded(&mut self, table: &Table) {
        self.push("math-grid((");
        for alignment in &table.columns {
            self.push(match alignment {
                ColumnAlignment::Left => "left, ",
                ColumnAlignment::Center => "center, ",
                ColumnAlignment::Right => "right, ",
            });
        }
        self.push("), ");
        let lines = [("vline(x", &table.vertical), ("hline(y", &table.horizontal)];
        for (direction, places) in lines {
            for (place, line) in places.iter().enumerate() {
                let stroke = match line {
                    None => continue,
                    Some(Line::Solid) => "0.05em",
                    Some(Line::Dashed) => "(thickness: 0.05em, dash: \"dashed\")",
                    // As heavy as two lines: a grid draws one.
                    Some(Line::Double) => "0.15em",
                };
                let _ = write!(self.out, "grid.{direction}: {place}, stroke: {stroke}), ");
            }
        }
        let empty = Formula::Row(Vec::new());
        for row in &table.rows {
            for index in 0..table.columns.len() {
                match row.get(index).unwrap_or(&empty) {
                    Formula::Shaded { color, body } => {
                        let _ = write!(self.out, "math-cell(fill: {}, ", rgb(*color));
                        self.expression(body);
                    }
                    cell => {
                        self.push("math-cell(");
                        self.expression(cell);
                    }
                }
                self.push("), ");
            }
        }
        self.push(")");
    }

    fn cell(&mut self, table: &Table, content: impl FnOnce(&mut Self)) {
        let display = table.style == MathStyle::Display;
        self.push(if display { "math.display([" } else { "[" });
        content(self);
        self.push(if display { "]), " } else { "], " });
    }

    /// The content of a cell, with `padding` on both sides.
    fn aligned(&mut self, cell: &Formula, alignment: ColumnAlignment, padding: &str) {
        if alignment == ColumnAlignment::Left {
            self.push("#math-align");
        }
        self.push(padding);
        self.sequence(cell);
        self.push(padding);
        if alignment == ColumnAlignment::Right {
            self.push("#math-align");
        }
    }
}

fn is_shaded(cell: &Formula) -> bool {
    matches!(cell, Formula::Shaded { .. })
}
