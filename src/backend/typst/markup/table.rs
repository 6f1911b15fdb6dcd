//! Tables as Typst code. Typst gives wide columns what is left by the others, whatever words stand in them; a table
//! that may be too wide is therefore written with what its columns need, for `fitted` of the template.

#![expect(clippy::indexing_slicing, reason = "a row that has a cell has a first")]

mod height;
mod letters;
mod needs;
pub mod word_breaks;
mod words;

use super::Writer;
use super::block::typst_alignment;
use crate::ir::walk::{Visit, walk_block, walk_inline};
use crate::ir::*;
use height::{Height, Heights};
use needs::Needs;
use word_breaks::WordBreaks;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let Table { caption, head, body, foot, .. } = table;
        if [head, body, foot].into_iter().flatten().all(|row| row.cells.is_empty()) {
            return self.paragraph(caption);
        }
        if !caption.is_empty() {
            self.out.push_str("figure(kind: table, ");
        }
        let needs = Needs::of(table);
        // Letters are not equally wide: a line of the page surely has room for three of four.
        let least = if self.is_contained { self.line.run } else { self.line.letters * 3 / 4 };
        let heights = Heights::of(table, &needs, self.line, least);
        let (first, last) = (head.len(), head.len() + body.len());
        let keeps = keeps_rows(body);
        let is_whole = keeps && (0..last + foot.len()).all(|row| heights.are_low(row..row + 1));
        if is_whole {
            self.out.push_str("whole-rows(");
        }
        let around = self.word_breaks;
        let end = self.begin_table(&table.columns, &needs, &heights);
        if !head.is_empty() {
            // PDF/UA lets nothing that leads elsewhere stand in a head that is repeated, and no place stands twice.
            let repeats = if leads(head) { "repeat: false, " } else { "" };
            // Typst divides no head.
            match heights.are_high(0..first) {
                true => self.out.push_str("..high-head("),
                false => self.out.push_str(&format!("table.header({repeats}")),
            }
            head.iter().for_each(|row| self.row(row));
            self.out.push_str("),\n");
        }
        let kept = [0, body.len().saturating_sub(2)];
        for (at, row) in body.iter().enumerate() {
            let is_kept = keeps && kept.contains(&at) && heights.are_low(first + at..first + at + 1);
            self.out.push_str(if is_kept { "kept-row(" } else { "" });
            self.row(row);
            if is_kept {
                self.out.push_str("),\n");
            }
        }
        if !foot.is_empty() {
            let is_high = heights.are_high(last..last + foot.len());
            self.out.push_str(if is_high { "" } else { "table.footer(repeat: false, " });
            foot.iter().for_each(|row| self.row(row));
            self.out.push_str(if is_high { "" } else { "),\n" });
        }
        self.word_breaks = around;
        self.out.push_str(end);
        if is_whole {
            self.out.push(')');
        }
        if !caption.is_empty() {
            self.out.push(')');
            self.caption(caption);
        }
    }

    /// The beginning of the call that makes a table, up to its cells; how it ends.
    fn begin_table(&mut self, columns: &[Alignment], needs: &Needs, heights: &Heights) -> &'static str {
        let aligned: Vec<&str> =
            columns.iter().map(|column| typst_alignment(*column).unwrap_or("auto")).collect();
        let aligned = aligned.iter().map(|one| format!("{one}, ")).collect::<String>();
        let undivided = match heights.table {
            // Own functions may set it in any size.
            Height::Low if self.settings.templates.own_typst.is_none() => "low-table(",
            Height::Low | Height::Unknown => "measured-table(",
            Height::High => "(",
        };
        let breaks = needs.word_breaks();
        if breaks == WordBreaks::Usual {
            let columns = columns.len().max(1);
            self.out.push_str(&format!("{undivided}table(columns: {columns}, align: ({aligned}),\n"));
            return "))";
        }
        self.word_breaks = breaks;
        self.out.push_str(&format!(
            "fitted({needs}, columns => {undivided}table(columns: columns, align: ({aligned}),\n"
        ));
        ")))"
    }

    fn row(&mut self, row: &Row) {
        for cell in &row.cells {
            let Cell { span, attributes, header, columns, rows, alignment, blocks } = cell;
            self.at(*span);
            self.out.push_str("table.cell(");
            if *columns > 1 {
                self.out.push_str(&format!("colspan: {columns}, "));
            }
            if *rows > 1 {
                self.out.push_str(&format!("rowspan: {rows}, "));
            }
            if let Some(alignment) = alignment.and_then(typst_alignment) {
                self.out.push_str(&format!("align: {alignment}, "));
            }
            self.group(|writer| {
                row.attributes
                    .id
                    .iter()
                    .filter(|_| std::ptr::eq(cell, &row.cells[0]))
                    .for_each(|id| writer.anchor(id));
                attributes.id.iter().for_each(|id| writer.anchor(id));
                if *header {
                    writer.out.push_str("strong({ ");
                }
                let outer = (writer.is_in_cell, writer.is_contained);
                (writer.is_in_cell, writer.is_contained) = (true, true);
                writer.item_blocks(blocks, blocks.len() == 1);
                (writer.is_in_cell, writer.is_contained) = outer;
                if *header {
                    writer.out.push_str("[] })");
                }
            });
            self.out.push_str("), ");
        }
        self.out.push('\n');
    }
}

/// Whether the rows are so many that two of them stay together at the ends of pages, and each cell is in one row.
fn keeps_rows(body: &[Row]) -> bool {
    body.len() > 3 && body.iter().flat_map(|row| &row.cells).all(|cell| cell.rows == 1)
}

/// Whether rows have links, footnotes or places that links lead to.
fn leads(rows: &[Row]) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn block(&mut self, block: &Block) {
            self.0 |= block.attributes.id.is_some();
            walk_block(self, block);
        }
        fn inline(&mut self, inline: &Inline) {
            self.0 |= inline.attributes.id.is_some()
                || matches!(
                    inline.kind,
                    InlineKind::Link { .. }
                        | InlineKind::Footnote { .. }
                        | InlineKind::FootnoteReference { .. }
                );
            walk_inline(self, inline);
        }
    }
    let mut find = Find(rows.iter().any(|row| row.attributes.id.is_some()));
    for cell in rows.iter().flat_map(|row| &row.cells) {
        find.0 |= cell.attributes.id.is_some();
        cell.blocks.iter().for_each(|block| find.block(block));
    }
    find.0
}
