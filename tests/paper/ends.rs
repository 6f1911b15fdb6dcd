//! What pages end and begin with: a heading does not stand at the foot of a page, no line of a paragraph stands alone on
//! one, whether its first (an orphan) or its last (a widow), and no more does a row of a table or a line or two of code.

use note_convert::Document;
use note_convert::ir::walk::{Visit, plain_text, walk_block};
use note_convert::ir::{Block, BlockKind, Cell, Row, Table};

use super::poppler::Pages;
use super::said::condensed;

/// Words whose tops differ by less stand on one line, in points.
const LINE: f32 = 3.0;

/// A shorter text may stand in several places.
const SHORT: usize = 12;

/// The faults at the ends of the pages of a document; the text of a page reaches from `top` to `bottom`, in points.
pub fn faults(document: &Document, pages: &Pages, top: f32, bottom: f32) -> Vec<String> {
    let lines = lines(pages, top, bottom);
    let mut texts = Texts::default();
    document.blocks.iter().for_each(|block| texts.block(block));
    // A picture that stands below a heading is no text.
    let before_picture = document.blocks.windows(2).filter(|two| is_picture(&two[1]));
    let before_picture: Vec<String> = before_picture.map(|two| text(&two[0])).collect();
    texts.headings.retain(|heading| !before_picture.contains(heading));
    let mut faults = Vec::new();
    for (at, two) in lines.windows(2).enumerate() {
        let [(page, last), (next, first)] = two else { continue };
        if page == next || last.len() < SHORT {
            continue;
        }
        // A paragraph may have the same words, or end with them.
        if texts.headings.contains(last) && !texts.paragraphs.iter().any(|text| text.ends_with(last)) {
            faults.push(format!("page {page} ends with the heading `{last}`"));
        }
        faults.extend(texts.tables.iter().filter_map(|rows| lonely_row(rows, page, last, &lines, at)));
        faults.extend(lonely_lines(&texts.codes, page, last, first));
        let both = format!("{last}{first}");
        let before = at.checked_sub(1).and_then(|at| lines.get(at)).filter(|(own, _)| own == page);
        for paragraph in texts.paragraphs.iter().filter(|text| text.contains(&both)) {
            let goes_on = paragraph.len() > both.len() + SHORT;
            if paragraph.starts_with(&both) && goes_on {
                faults.push(format!("page {page} ends with the first line of a paragraph: `{last}`"));
            }
            let has_more = before.is_some_and(|(_, before)| paragraph.contains(&format!("{before}{both}")));
            if paragraph.ends_with(&both) && first.len() >= SHORT && has_more {
                faults.push(format!("page {next} begins with the last line of a paragraph: `{first}`"));
            }
        }
    }
    faults
}

/// The text of a heading, without spaces.
fn text(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { content, .. } => condensed(&plain_text(content)),
        _ => String::new(),
    }
}

/// Whether a block is nothing but pictures, or begins with one.
fn is_picture(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph { content } => !content.is_empty() && plain_text(content).trim().is_empty(),
        BlockKind::Figure { blocks, .. } => blocks.first().is_some_and(is_picture),
        _ => false,
    }
}

/// A note with tables and code that no page has room for, each at another height of its page.
pub fn divided() -> String {
    let mut note = String::from("# Divided\n\n");
    for part in 0..16 {
        let words: String = (0..25 + part * 41 % 110).map(|word| format!("word{word}of{part} ")).collect();
        let row = |row: usize| format!("| row {row} of {part} | what it says | {row} |\n");
        let rows: String = (0..22).map(row).collect();
        let lines: String = (0..23).map(|line| format!("let value_{part}_{line} = {line};\n")).collect();
        note += &format!("{words}\n\n| Name | Meaning | Value |\n|---|---|---|\n{rows}\n");
        note += &format!("{words}\n\n```rust\n{lines}```\n\n");
    }
    note
}

/// What is wrong when a page ends with the one of these lines and the next begins with the other.
fn lonely_lines(codes: &[Vec<String>], page: &usize, last: &str, first: &str) -> Option<String> {
    let places = codes.iter().flat_map(|code| {
        let here = code.windows(2).enumerate().filter(|(_, two)| two[0] == last && two[1] == first);
        here.map(|(at, _)| (at + 1, code.len()))
    });
    // The same two lines may stand in several places.
    let [(place, count)] = places.collect::<Vec<_>>()[..] else { return None };
    (place < 3 || count - place < 3)
        .then(|| format!("page {page} divides code after line {place} of {count}: `{last}`"))
}

/// What is wrong when a page ends with the line of this index, which is one of a table's rows.
fn lonely_row(
    rows: &[String],
    page: &usize,
    last: &str,
    lines: &[(usize, String)],
    at: usize,
) -> Option<String> {
    let [head, body @ ..] = rows else { return None };
    let place = body.iter().position(|row| row == last)?;
    // The head is repeated.
    let mut next = lines.iter().skip(at + 1).map(|(_, line)| line).skip_while(|line| *line == head);
    if body.len() < 4 || next.next() != body.get(place + 1) {
        return None;
    }
    let lonely = if place == 0 { "first" } else { "last" };
    (place == 0 || place + 2 == body.len())
        .then(|| format!("page {page} divides a table at its {lonely} row: `{last}`"))
}

/// The lines of all pages, from above to below, each with its page and without spaces.
fn lines(pages: &Pages, top: f32, bottom: f32) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, f32, String)> = Vec::new();
    for word in pages.words.iter().filter(|word| word.bottom > top && word.top < bottom) {
        match lines.last_mut() {
            Some((page, at, text)) if *page == word.page && (*at - word.top).abs() < LINE => {
                text.push_str(&word.text)
            }
            _ => lines.push((word.page, word.top, word.text.clone())),
        }
    }
    lines.into_iter().map(|(page, _, text)| (page, condensed(&text))).collect()
}

/// The texts of headings and paragraphs, of the rows of tables and the lines of code, without spaces.
#[derive(Default)]
struct Texts {
    headings: Vec<String>,
    paragraphs: Vec<String>,
    tables: Vec<Vec<String>>,
    codes: Vec<Vec<String>>,
}

/// The words of a row, if each cell has no more than a line of them.
fn row(row: &Row) -> String {
    let cell = |cell: &Cell| match cell.blocks.as_slice() {
        [Block { kind: BlockKind::Paragraph { content }, .. }] => condensed(&plain_text(content)),
        _ => String::new(),
    };
    row.cells.iter().map(cell).collect()
}

impl<'a> Visit<'a> for Texts {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } => self.headings.push(condensed(&plain_text(content))),
            BlockKind::Paragraph { content } => self.paragraphs.push(condensed(&plain_text(content))),
            BlockKind::Table(table) => {
                let Table { head, body, .. } = &**table;
                let head = head.iter().map(row).collect::<String>();
                self.tables.push([head].into_iter().chain(body.iter().map(row)).collect());
            }
            BlockKind::Code { text, .. } => {
                self.codes.push(text.split('\n').map(condensed).filter(|line| !line.is_empty()).collect());
            }
            _ => {}
        }
        walk_block(self, block);
    }
}
