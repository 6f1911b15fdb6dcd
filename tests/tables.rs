//! What holds for any text that looks like a table, tried with random ones: nothing panics, no word is lost, the
//! typesetter takes it; and any grid that is drawn well is read as it was drawn.

use note_convert::files::Memory;
use note_convert::ir::{BlockKind, Table};
use note_convert::{Diagnostics, Finished, Format, Settings, Source};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of tables in all dialects, broken ones too.
const PIECES: &[&str] = &[
    "|",
    "||",
    "| ",
    " | ",
    "|---|---|\n",
    "|:-:|--:|\n",
    "---|---\n",
    "| ^^ ",
    "\\",
    "\\\n",
    "\\|",
    "+",
    "-",
    "--",
    "=",
    ":",
    "+---+---+\n",
    "+===+===+\n",
    "+:-:+--:+\n",
    "|   |   |\n",
    "| ",
    "|   +---+\n",
    "---  ----\n",
    "-------\n",
    "  ",
    "\n",
    "\n\n",
    "Table: ",
    ": ",
    "- ",
    "> ",
    "    ",
    "\t",
    "数",
    "é",
];

/// Pieces that give some of the words between them another meaning than that of words.
const MARKUP: &[&str] = &[
    "`",
    "```\n",
    "$",
    "$$",
    "{#tbl .k}",
    "[c]\n",
    "[^1]",
    "{% note %}",
    "{% endnote %}",
    "!!! note\n    ",
    "<div>",
    "<table><tr><td rowspan=0 colspan=3>",
    "<td>",
    "<tr>",
    "<th rowspan=2>",
    "</table>",
    "<!--",
    "<pre>",
];

fn finished(text: &str) -> (Finished, Source, Settings) {
    let (source, settings) = (Source::new("note.md", text), Settings::default());
    let mut diagnostics = Diagnostics::default();
    let document = note_convert::read(&source, Some("note"), &settings, &Memory::default(), &mut diagnostics)
        .expect("a text without front matter can be read");
    let document = note_convert::finish(document, &settings, &Memory::default(), &mut diagnostics);
    (document, source, settings)
}

fn rendered(text: &str, format: Format) -> Vec<u8> {
    let (document, source, settings) = finished(text);
    let mut diagnostics = Diagnostics::default();
    note_convert::render(&document, format, &source, &settings, &mut diagnostics)
        .unwrap_or_else(|_| panic!("{format:?} of\n{text}\n{:?}", diagnostics.as_slice()))
}

/// A text of pieces of tables and words, each of which is returned too.
fn worded() -> impl Strategy<Value = (String, Vec<String>)> {
    let piece = prop_oneof![3 => select(PIECES).prop_map(|piece| (piece.to_owned(), None)), 1 => "q[a-z]{6}".prop_map(|word| (format!(" {word} "), Some(word)))];
    vec(piece, 1..60).prop_map(|pieces| {
        // Nothing before the text, so that no line of hyphens begins front matter.
        let text: String =
            std::iter::once("begin\n\n").chain(pieces.iter().map(|(text, _)| text.as_str())).collect();
        (text, pieces.into_iter().filter_map(|(_, word)| word).collect())
    })
}

fn marked_up() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => select(PIECES), 2 => select(MARKUP), 1 => Just(" word ")];
    vec(piece, 1..60).prop_map(|pieces| format!("begin\n\n{}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_table_is_lost((text, words) in worded()) {
        let page = String::from_utf8(rendered(&text, Format::Html)).unwrap();
        let body = &page[page.find("<body").unwrap()..];
        for word in words {
            prop_assert!(body.contains(&word), "`{word}` is lost:\n{text}\n{body}");
        }
    }

    #[test]
    fn what_looks_like_a_table_is_converted(text in marked_up()) {
        rendered(&text, Format::Html);
        let code = String::from_utf8(rendered(&text, Format::Typst)).unwrap();
        let (errors, _) = typst::syntax::parse(&code).errors_and_warnings();
        prop_assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn a_grid_is_read_as_it_is_drawn(cells in grid()) {
        let (document, _, _) = finished(&draw(&cells));
        let table = document.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(&**table),
            _ => None,
        });
        prop_assert_eq!(table.map(sizes), Some(cells.sizes()), "{}", draw(&cells));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_looks_like_a_table_is_typeset(text in marked_up()) {
        prop_assert!(rendered(&text, Format::Pdf).starts_with(b"%PDF-"));
    }
}

/// A grid: for each place in rows and columns, the number of the cell that covers it.
#[derive(Debug, Clone)]
struct Grid {
    cells: Vec<Vec<usize>>,
}

impl Grid {
    /// The columns and rows that each cell covers, in order.
    fn sizes(&self) -> Vec<(u32, u32)> {
        let mut sizes = Vec::new();
        for number in 0..=*self.cells.iter().flatten().max().unwrap() {
            let width = |row: &Vec<usize>| row.iter().filter(|&&cell| cell == number).count() as u32;
            let rows: Vec<u32> = self.cells.iter().map(width).filter(|&width| width > 0).collect();
            sizes.push((rows[0], rows.len() as u32));
        }
        sizes
    }
}

/// A grid of at most 5 rows and columns, in each of which a cell begins.
fn grid() -> impl Strategy<Value = Grid> {
    (1_usize..6, 1_usize..6, vec((1_usize..4, 1_usize..4), 25)).prop_map(|(rows, columns, wishes)| {
        let mut cells = vec![vec![None; columns]; rows];
        let mut next = 0;
        for row in 0..rows {
            for column in 0..columns {
                if cells[row][column].is_some() {
                    continue;
                }
                let (wide, high) = wishes[next % wishes.len()];
                // The first row and column are not spanned, so that a cell begins everywhere.
                let wide = if row == 0 { 1 } else { wide };
                let high = if column == 0 { 1 } else { high };
                let wide = (1..=wide)
                    .take_while(|wide| column + wide <= columns && cells[row][column + wide - 1].is_none())
                    .last()
                    .unwrap();
                for row in &mut cells[row..(row + high).min(rows)] {
                    row[column..column + wide].fill(Some(next));
                }
                next += 1;
            }
        }
        let cells = cells.into_iter().map(|row| row.into_iter().map(Option::unwrap).collect()).collect();
        Grid { cells }
    })
}

/// The grid as Pandoc has it.
fn draw(grid: &Grid) -> String {
    let (rows, columns) = (grid.cells.len(), grid.cells[0].len());
    let at = |row: Option<usize>, column: Option<usize>| {
        row.zip(column).and_then(|(row, column)| grid.cells.get(row)?.get(column)).copied()
    };
    let mut text = String::new();
    for border in 0..=rows {
        let above = border.checked_sub(1);
        for column in 0..=columns {
            let left = column.checked_sub(1);
            let (a, b, c, d) = (
                at(above, left),
                at(above, Some(column)),
                at(Some(border), left),
                at(Some(border), Some(column)),
            );
            text.push(match (a == c && b == d, a == b && c == d) {
                (true, true) => ' ',
                (true, false) => '|',
                // A border may pass below or above a cell without a corner.
                (false, true) => '-',
                (false, false) => '+',
            });
            if column < columns {
                text.push_str(if b == d { "    " } else { "----" });
            }
        }
        text.push('\n');
        if border < rows {
            for column in 0..=columns {
                let parted = at(Some(border), column.checked_sub(1)) != at(Some(border), Some(column));
                text.push(if parted { '|' } else { ' ' });
                if column < columns {
                    text.push_str(" w  ");
                }
            }
            text.push('\n');
        }
    }
    text
}

fn sizes(table: &Table) -> Vec<(u32, u32)> {
    table.body.iter().flat_map(|row| &row.cells).map(|cell| (cell.columns, cell.rows)).collect()
}
