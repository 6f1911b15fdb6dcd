//! Tables that Markdown (GFM) does not know, and captions of all tables. [`read`] finds a table in the lines of a
//! container: of pipes with what MultiMarkdown adds ([`pipes`]), Pandoc's grids ([`grid`]) and its tables of
//! dashes ([`dashes`]). What is found says which bytes of the note stand in which cell; the mask writes the cells
//! as Markdown that is read with the rest of the note.

mod columns;
mod dashes;
mod grid;
pub mod lines;
mod pipes;
pub mod reading;

use crate::read::syntax::table::reading::Reading;

use lines::Lines;

/// Looks for a table in `lines`; `after_text` says that the line before them is text that they can go on.
#[expect(
    clippy::string_slice,
    reason = "rows and cells are those that were just added; ranges are of lines of the same text"
)]
pub fn read(text: &str, lines: Lines, after_text: bool) -> Option<Reading> {
    let mut ahead = lines.clone();
    let first = &text[ahead.next()?];
    let second = ahead.next().map_or("", |range| &text[range]);
    let trimmed = first.trim();
    if trimmed.starts_with("+-") || trimmed.starts_with("+=") || trimmed.starts_with("+:") {
        grid::read(text, lines)
    } else if trimmed.contains('|') {
        pipes::read(text, lines, after_text)
    } else if !after_text && (trimmed.starts_with("--") || second.trim_start().starts_with("--")) {
        dashes::read(text, lines)
    } else {
        None
    }
}

/// Whether a text begins with a table: with one in a grid, or with one that has a head, for rows alone may go on the table
/// before an empty line.
pub fn begins(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    match first.chars().next() {
        Some('|') => lines.next().is_some_and(|line| pipes::survey::delimiter(line).is_some()),
        Some('+') => grid::is_border(first),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Cell, Row};
    use crate::read::syntax::table::reading::{Found, WrittenTable};

    /// What is found in a text: a line for each row, `=` after the head and before the foot, the cells with the
    /// columns and rows that they cover; or why it is no table.
    pub fn show(text: &str) -> String {
        let Some(reading) = read(text, Lines::new(text, 0, 0, ""), false) else { return "none".to_owned() };
        let WrittenTable { table, cells } = match reading.found {
            Found::Table(written) => *written,
            Found::Markdown => return "markdown".to_owned(),
            Found::Nothing | Found::Code(_) => {
                let why = reading.warnings.into_iter().map(|warning| warning.message);
                return why.chain(["none".to_owned()]).next().unwrap_or_default();
            }
        };
        let table = table.into_inner();
        let mut cells = cells.into_iter();
        let mut row = |row: &Row| {
            let cell = |cell: &Cell| {
                let text: Vec<String> =
                    cells.next().into_iter().flat_map(|cell| cell.lines).map(|line| line.text).collect();
                let size = if (cell.columns, cell.rows) == (1, 1) {
                    String::new()
                } else {
                    format!("{}x{} ", cell.columns, cell.rows)
                };
                format!("{size}{}", text.join("/"))
            };
            row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
        };
        let mut lines: Vec<String> = table.head.iter().map(&mut row).collect();
        if !lines.is_empty() {
            lines.push("=".to_owned());
        }
        lines.extend(table.body.iter().map(&mut row));
        if !table.foot.is_empty() {
            lines.push("=".to_owned());
        }
        lines.extend(table.foot.iter().map(&mut row));
        lines.join("\n")
    }

    /// The alignments of the columns, by their first letters.
    pub fn alignments(text: &str) -> String {
        match read(text, Lines::new(text, 0, 0, ""), false).map(|reading| reading.found) {
            Some(Found::Table(written)) => {
                written.table.borrow().columns.iter().map(|one| format!("{one:?}")[..1].to_owned()).collect()
            }
            _ => "none".to_owned(),
        }
    }

    #[test]
    fn what_is_no_table_is_left_alone() {
        for text in [
            "word",
            "a | b",
            "---\nkey: value\n---\n",
            "Setext\n---",
            "text\n- - -\ntext",
            "+ plus\n+ plus",
            "+--+  +--+\n|a |->|b |\n+--+  +--+",
        ] {
            assert_eq!(show(text), "none", "{text}");
        }
    }
}
