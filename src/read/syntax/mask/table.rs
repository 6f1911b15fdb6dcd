//! Writes a table that Markdown does not know as a list with one item for each cell: an item can hold whatever a
//! cell can, and nothing in it, be it a code fence that is never closed, reaches the next. Comments keep the list
//! apart from the note's own before and after it.

use crate::ir::Row;
use crate::read::syntax::excerpt::{Excerpt, OffsetMap};
use crate::read::syntax::mask::token::Token;
use crate::read::syntax::mask::{Masked, mask_at};
use crate::read::syntax::names::Vocabulary;
use crate::read::syntax::piece::{NeverClosed, PieceKind};
use crate::read::syntax::scan::facts::Names;
use crate::read::syntax::scan::scan_options::ScanOptions;
use crate::read::syntax::table::reading::CellText;
use crate::source::Span;

/// What a further line of an item begins with.
const INDENT: &str = "  ";

impl Masked {
    /// Writes the cells of the table whose token comes next, in a container whose lines begin with `prefix`. The
    /// tokens in them have numbers from `after` on.
    #[expect(clippy::indexing_slicing, reason = "a cell with lines has a first")]
    pub fn push_table(
        &mut self,
        cells: Vec<CellText>,
        prefix: &str,
        after: usize,
        outer: ScanOptions,
        names: Option<&Names>,
        vocabulary: Vocabulary,
    ) {
        let own = self.next_token();
        let inside = format!("{prefix}{INDENT}");
        self.text.push_str("<!---->");
        for CellText { lines, flat } in cells {
            self.text.push_str(&format!("\n{prefix}- <!--{own}-->\n"));
            if lines.is_empty() {
                continue;
            }
            let mut cell = Excerpt::default();
            let mut end = lines[0].origin();
            for (number, line) in lines.iter().enumerate() {
                cell.insert(if number > 0 { "\n" } else { "" }, end);
                cell.insert(&inside, line.origin());
                if flat {
                    // A line that begins with a mark begins nothing else.
                    cell.insert(&own, line.origin());
                }
                cell.push(line);
                end = line.map.origin(line.text.len());
            }
            let first = after + self.in_cells.len();
            let content_column = inside.len() - inside.trim_end_matches(' ').len();
            let (tables, depth) = (outer.depth > 0, outer.depth.saturating_sub(1));
            let options = ScanOptions { content_column, flat, tables, depth, ..outer };
            let masked = mask_at(&cell.text, 0, vocabulary, self.mark, first, options, names.cloned());
            self.append(masked, &cell.map);
        }
        self.text.push_str(&format!("\n{prefix}<!---->"));
    }

    /// Adds the masked text of a cell that has the way back `map`.
    fn append(&mut self, cell: Masked, map: &OffsetMap) {
        let there = |span: Span| {
            let start = map.origin(span.start as usize);
            Span::new(start..map.origin(span.end as usize).max(start))
        };
        let row = |row: &mut Row| {
            row.span = there(row.span);
            row.cells.iter_mut().for_each(|cell| cell.span = there(cell.span));
        };
        self.map.append(self.text.len(), &cell.map, map);
        self.text.push_str(&cell.text);
        self.abbreviations.extend(cell.abbreviations);
        self.in_cells.extend(cell.tokens.into_iter().map(|Token { span, mut kind, own_line, edges }| {
            match &mut kind {
                PieceKind::Table(written) => written.table.get_mut().rows_mut().for_each(row),
                PieceKind::Tag { tag, .. } => {
                    tag.arguments.iter_mut().for_each(|one| one.span = there(one.span))
                }
                // These know no places.
                _ => {}
            }
            Token { span: there(span), kind, own_line, edges }
        }));
        self.never_closed.extend(cell.never_closed.into_iter().map(|NeverClosed { range, close }| {
            NeverClosed { range: there(Span::new(range)).range(), close }
        }));
        self.warnings.extend(cell.warnings.into_iter().map(|mut warning| {
            warning.span = warning.span.map(there);
            warning
        }));
    }
}
