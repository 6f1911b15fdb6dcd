//! Page breaks: what asks for one by a class or a style becomes an empty division before or after it, the one way in which
//! the targets know them. Tables have none inside.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, times};
use crate::ir::walk::{VisitMut, plain_text, walk_block_mut, walk_blocks_mut};
use crate::ir::*;
use crate::source::Span;

/// Classes that ask for a new page before what has them.
const BEFORE: [&str; 7] =
    [PAGE_BREAK, "pagebreak", "page_break", "newpage", "new-page", "page-break-before", "break-before-page"];

/// Classes that ask for a new page after what has them.
const AFTER: [&str; 2] = ["page-break-after", "break-after-page"];

/// The class of the pages of a note that is written in pages.
const PAGE: &str = "page";

/// Words of LaTeX's that people write beside a style that asks for a new page.
const COMMANDS: [&str; 5] = ["\\eject", "\\pagebreak", "\\newpage", "\\clearpage", "\\cleardoublepage"];

/// Puts page breaks where they are asked for.
pub fn run(document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut breaks = PageBreaks { in_table: false, left_out: None };
    breaks.blocks(&mut document.blocks);
    if let Some((span, count)) = breaks.left_out {
        let message = format!("a row of a table begins no page: the page break is left out{}", times(count));
        let hint = "end the table before it, and begin another";
        diagnostics.push(Diagnostic::warning(Code::BrokenTable, message).at(span).hint(hint));
    }
}

struct PageBreaks {
    in_table: bool,
    /// The first page break in a table, and how many there are.
    left_out: Option<(Span, usize)>,
}

impl PageBreaks {
    fn leave_out(&mut self, span: Span) {
        self.left_out.get_or_insert((span, 0)).1 += 1;
    }

    fn table(&mut self, table: &mut Table) {
        for row in table.rows_mut() {
            let cells = row.cells.iter_mut().map(|cell| (&mut cell.attributes, cell.span));
            for (attributes, span) in std::iter::once((&mut row.attributes, row.span)).chain(cells) {
                if take(attributes) != (false, false) {
                    self.leave_out(span);
                }
            }
        }
    }
}

impl VisitMut for PageBreaks {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        if blocks.iter().any(|block| asks(&block.attributes) || holds(block) || is_page(block)) {
            for block in std::mem::take(blocks) {
                divided(block, blocks);
            }
            // Two that follow each other would leave a page empty.
            blocks.dedup_by(|second, first| is_break(first) && is_break(second));
        }
        if self.in_table {
            blocks.retain(|block| {
                let is_break = is_break(block);
                if is_break {
                    self.leave_out(block.span);
                }
                !is_break
            });
        }
        walk_blocks_mut(self, blocks);
    }

    fn block(&mut self, block: &mut Block) {
        if let BlockKind::List { items, .. } = &mut block.kind {
            for item in items.iter_mut().filter(|item| asks(&item.attributes)) {
                let (before, after) = take(&mut item.attributes);
                item.blocks.splice(0..0, before.then(|| page_break(item.span)));
                item.blocks.extend(after.then(|| page_break(item.span)));
            }
        }
        let outer = self.in_table;
        if let BlockKind::Table(table) = &mut block.kind {
            self.table(table);
            self.in_table = true;
        }
        walk_block_mut(self, block);
        self.in_table = outer;
    }
}

/// The block with the page breaks that it, or what stands in its line, asks for.
fn divided(mut block: Block, out: &mut Vec<Block>) {
    let span = block.span;
    let (before, mut after) = take(&mut block.attributes);
    after |= is_page(&block);
    if (before || after) && shows_nothing(&block) {
        let mut only = page_break(span);
        let id = block.attributes.take_id();
        if id.is_some() {
            only.attributes.id = id;
        }
        return out.push(only);
    }
    out.extend(before.then(|| page_break(span)));
    match &mut block.kind {
        BlockKind::Paragraph { content } if content.iter().any(|inline| asks(&inline.attributes)) => {
            let mut line = Vec::new();
            for mut inline in std::mem::take(content) {
                let (before, after) = take(&mut inline.attributes);
                if before || after && is_empty(&inline) {
                    part(&block, &mut line, out);
                    out.push(page_break(inline.span));
                }
                if !((before || after) && is_empty(&inline)) {
                    line.push(inline);
                    if after {
                        part(&block, &mut line, out);
                        out.push(page_break(span));
                    }
                }
            }
            part(&block, &mut line, out);
        }
        _ => out.push(block),
    }
    out.extend(after.then(|| page_break(span)));
}

/// A part of a paragraph, if there is anything in it.
fn part(paragraph: &Block, line: &mut Vec<Inline>, out: &mut Vec<Block>) {
    let content = std::mem::take(line);
    if !content.iter().all(is_empty) {
        out.push(Block { kind: BlockKind::Paragraph { content }, ..paragraph.clone() });
    }
}

/// Whether a block is a page of a note that is written in pages.
fn is_page(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Division { .. })
        && block.attributes.classes.iter().any(|class| class == PAGE)
}

/// Whether a block is nothing but a page break.
fn is_break(block: &Block) -> bool {
    let is_empty = matches!(&block.kind, BlockKind::Division { blocks } if blocks.is_empty());
    is_empty && block.attributes.id.is_none() && block.attributes.classes == [PAGE_BREAK]
}

fn page_break(span: Span) -> Block {
    let kind = BlockKind::Division { blocks: Vec::new() };
    Block { span, attributes: Attributes::of_class(PAGE_BREAK), kind }
}

fn holds(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph { content } => content.iter().any(|inline| asks(&inline.attributes)),
        _ => false,
    }
}

/// Whether a block has nothing to show but, at the most, a command that says the same.
fn shows_nothing(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Division { blocks } => blocks.iter().all(shows_nothing),
        BlockKind::Paragraph { content } => {
            let words = plain_text(content);
            let words = words.trim();
            let is_words = |inline: &Inline| matches!(inline.kind, InlineKind::Text { .. });
            content.iter().all(is_empty) || COMMANDS.contains(&words) && content.iter().all(is_words)
        }
        _ => false,
    }
}

fn is_empty(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text { text } => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Span { content } | InlineKind::Styled { content, .. } => content.iter().all(is_empty),
        _ => false,
    }
}

fn asks(attributes: &Attributes) -> bool {
    if attributes.is_empty() {
        return false;
    }
    attributes.classes.iter().any(|class| BEFORE.contains(&class.as_str()) || AFTER.contains(&class.as_str()))
        || attributes
            .pairs
            .iter()
            .any(|(key, style)| key == "style" && style.split(';').any(|one| side(one).is_some()))
}

/// Whether a declaration of CSS's asks for a new page, and where (CSS Fragmentation Module Level 3, 3.1).
fn side(declaration: &str) -> Option<Side> {
    let (property, value) = declaration.split_once(':')?;
    let property = property.trim().to_ascii_lowercase();
    let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
    let breaks = ["always", "all", "page", "left", "right", "recto", "verso"].contains(&value.as_str());
    match property.strip_prefix("page-").unwrap_or(&property) {
        "break-before" if breaks => Some(Side::Before),
        "break-after" if breaks => Some(Side::After),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    After,
}

/// Takes out of the attributes what asks for page breaks: whether before, and whether after.
fn take(attributes: &mut Attributes) -> (bool, bool) {
    if !asks(attributes) {
        return (false, false);
    }
    let has =
        |names: &[&str], classes: &[String]| classes.iter().any(|class| names.contains(&class.as_str()));
    let (mut before, mut after) = (has(&BEFORE, &attributes.classes), has(&AFTER, &attributes.classes));
    attributes.classes.retain(|class| !BEFORE.contains(&class.as_str()) && !AFTER.contains(&class.as_str()));
    for (key, style) in &mut attributes.pairs {
        if key == "style" {
            let sides: Vec<Side> = style.split(';').filter_map(side).collect();
            before |= sides.contains(&Side::Before);
            after |= sides.contains(&Side::After);
            let others: Vec<&str> = style.split(';').filter(|one| side(one).is_none()).collect();
            *style = others.join(";");
        }
    }
    attributes.pairs.retain(|(key, value)| key != "style" || !value.trim().is_empty());
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(kind: BlockKind) -> Block {
        Block::new(Span::default(), kind)
    }

    fn words(words: &str) -> Block {
        block(BlockKind::Paragraph { content: vec![Inline::text(Span::default(), words)] })
    }

    /// The blocks of a document: `|` for a page break, words for paragraphs, parentheses for divisions.
    fn shown(blocks: &[Block]) -> String {
        let one = |block: &Block| match &block.kind {
            BlockKind::Division { blocks } if blocks.is_empty() => "|".to_owned(),
            BlockKind::Division { blocks } => format!("({})", shown(blocks)),
            BlockKind::Paragraph { content } => plain_text(content),
            _ => "?".to_owned(),
        };
        blocks.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    fn after(blocks: Vec<Block>) -> String {
        let mut document = Document { blocks, ..Document::default() };
        run(&mut document, &mut Diagnostics::default());
        shown(&document.blocks)
    }

    fn styled(style: &str, kind: BlockKind) -> Block {
        let pairs = vec![("style".to_owned(), style.to_owned())];
        let attributes = AttributeList { pairs, ..AttributeList::default() }.into();
        Block { attributes, ..block(kind) }
    }

    #[test]
    fn what_a_page_break_holds_comes_after_it() {
        let mut division = block(BlockKind::Division { blocks: vec![words("a")] });
        division.attributes = Attributes::of_class("pagebreak");
        assert_eq!(after(vec![words("x"), division]), "x | (a)");
    }

    #[test]
    fn styles_ask_before_and_after() {
        let division = |blocks| BlockKind::Division { blocks };
        assert_eq!(after(vec![styled("page-break-after: always;", division(Vec::new()))]), "|");
        assert_eq!(after(vec![styled("color: red; break-before: page", words("a").kind)]), "| a");
        assert_eq!(after(vec![styled("page-break-after:always", words("a").kind)]), "a |");
        assert_eq!(after(vec![styled("page-break-inside: avoid", words("a").kind)]), "a");
        let command = vec![words("\\pagebreak")];
        assert_eq!(after(vec![styled("page-break-after: always", division(command))]), "|");
    }

    #[test]
    fn a_table_has_no_page_breaks() {
        let cell = Cell {
            span: Span::default(),
            attributes: Attributes::of_class("newpage"),
            header: false,
            columns: 1,
            rows: 1,
            alignment: None,
            blocks: vec![words("a"), styled("break-after: page", words("b").kind)],
        };
        let row = Row { span: Span::default(), attributes: Attributes::default(), cells: vec![cell] };
        let table = Table { columns: vec![Alignment::Default], body: vec![row], ..Table::default() };
        let mut document = Document { blocks: vec![block(table.into())], ..Document::default() };
        let mut diagnostics = Diagnostics::default();
        run(&mut document, &mut diagnostics);
        let BlockKind::Table(table) = &document.blocks[0].kind else { panic!() };
        assert_eq!(shown(&table.body[0].cells[0].blocks), "a b");
        assert!(table.body[0].cells[0].attributes.is_empty());
        let told: Vec<_> = diagnostics.sorted().into_iter().map(|told| told.message).collect();
        assert_eq!(told, ["a row of a table begins no page: the page break is left out (2 times)"]);
    }

    #[test]
    fn a_break_in_a_line_divides_its_paragraph() {
        let text = |text: &str| Inline::text(Span::default(), text);
        let mut mark = Inline::new(Span::default(), InlineKind::HardBreak);
        mark.attributes = Attributes::of_class("pagebreak");
        assert_eq!(
            after(vec![block(BlockKind::Paragraph { content: vec![text("a"), mark, text("b")] })]),
            "a | b"
        );
    }
}
