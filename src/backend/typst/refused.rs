//! What PDF/UA, Typst or the paper refuses of a document: replaced by the nearest thing that is allowed before it is
//! typeset, and told at the note's line. What can be written otherwise without a word to the reader is left to `markup`.

use std::borrow::Cow;

use super::encode::most_marks;
use super::markup::cut::cuts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::formula::{Formula, TableLayout};
use crate::ir::walk::{Visit, VisitMut, walk_block, walk_block_mut, walk_inline, walk_inline_mut};
use crate::ir::*;
use crate::limits::{ADDRESS_ON_PAPER, MARKS, WORD, WORD_IN_FORMULA};
use crate::source::Span;

/// A formula with more rows that cannot be divided among pages is higher than one.
const ROWS_OF_A_PAGE: usize = 30;

/// The document without what would be refused; as it is, when there is nothing of the kind.
pub fn replaced<'a>(document: &'a Document, diagnostics: &mut Diagnostics) -> Cow<'a, Document> {
    let mut find = Find { diagnostics, is_refused: false };
    document.blocks.iter().for_each(|block| find.block(block));
    if !find.is_refused {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    Replace { diagnostics }.blocks(&mut document.blocks);
    Cow::Owned(document)
}

/// Whether nothing of what a figure has beside its caption is shown.
fn is_empty_figure(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Figure { blocks, .. } if !blocks.is_empty() && !blocks.iter().any(shows))
}

/// Whether a block shows something that a figure can be.
fn shows(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => {
            content.iter().any(|inline| !is_blank(inline))
        }
        BlockKind::Quote { blocks }
        | BlockKind::Division { blocks }
        | BlockKind::Chapter(Chapter { blocks, .. }) => blocks.iter().any(shows),
        BlockKind::Figure { blocks, caption } => !caption.is_empty() || blocks.iter().any(shows),
        BlockKind::Code { text, .. } => !text.trim().is_empty(),
        BlockKind::List { items, .. } => !items.is_empty(),
        BlockKind::DescriptionList { items } => !items.is_empty(),
        BlockKind::Table(_) | BlockKind::Callout(_) => true,
        BlockKind::ThematicBreak | BlockKind::Contents => false,
    }
}

fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text { text } | InlineKind::Code { text, .. } => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Styled { content, .. }
        | InlineKind::Link { content, .. }
        | InlineKind::Span { content } => content.iter().all(is_blank),
        InlineKind::Math { .. }
        | InlineKind::Image(_)
        | InlineKind::Footnote { .. }
        | InlineKind::FootnoteReference { .. } => false,
    }
}

/// Why a link cannot lead to its address on paper.
fn fault_of(target: &LinkTarget) -> Option<String> {
    let length = match target {
        LinkTarget::External(address) | LinkTarget::File(address) => address.chars().count(),
        LinkTarget::Note { path, .. } => path.chars().count(),
        LinkTarget::Internal(id) if id.is_empty() => 0,
        _ => return None,
    };
    match length {
        0 => Some("this link has no address".to_owned()),
        length if length > ADDRESS_ON_PAPER => Some(format!(
            "a link in a PDF has room for {ADDRESS_ON_PAPER} characters, and the address of this one has {length}"
        )),
        _ => None,
    }
}

/// The bytes of the longest word of a formula.
fn longest_word(formula: &Formula) -> usize {
    let own = match formula {
        Formula::Identifier { text, .. } | Formula::Number(text) | Formula::Text { text, .. } => text.len(),
        Formula::Operator(operator) => operator.text.len(),
        _ => 0,
    };
    formula.children().into_iter().map(longest_word).fold(own, usize::max)
}

/// The most rows of a table in a formula, if pages cannot be divided between them.
fn rows_together(formula: &Formula) -> usize {
    if formula.equations().is_some() {
        return 0;
    }
    let own = match formula {
        Formula::Table(table) if table.layout != TableLayout::Stack => table.rows.len(),
        _ => 0,
    };
    formula.children().into_iter().map(rows_together).fold(own, usize::max)
}

/// Tells what is made otherwise by `markup` and `encode`, and whether something has to be replaced.
struct Find<'d> {
    diagnostics: &'d mut Diagnostics,
    is_refused: bool,
}

impl Find<'_> {
    fn marks(&mut self, text: &str, span: Span) {
        let marks = most_marks(text);
        if marks > MARKS {
            let message = format!("a letter has {marks} marks on it: the first {MARKS} are set on paper");
            self.diagnostics.push(Diagnostic::warning(Code::Typesetting, message).at(span));
        }
    }

    /// Tells words that `markup` cuts.
    fn words(&mut self, text: &str, span: Span) {
        let cuts = cuts(text).len();
        if cuts > 0 {
            let parts = cuts + 1;
            let message =
                format!("a word here has more than {WORD} bytes: on paper it is cut into {parts} parts");
            let hint =
                "write spaces, or zero-width spaces, where it may be divided; only the PDF is concerned";
            self.diagnostics.push(Diagnostic::warning(Code::Typesetting, message).at(span).hint(hint));
        }
    }
}

impl Visit<'_> for Find<'_> {
    fn block(&mut self, block: &Block) {
        self.is_refused |= is_empty_figure(&block.kind);
        if let BlockKind::Code { text, .. } = &block.kind {
            self.marks(text, block.span);
        }
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text, .. } => {
                self.marks(text, inline.span);
                self.words(text, inline.span);
            }
            InlineKind::Link { target, .. } => self.is_refused |= fault_of(target).is_some(),
            InlineKind::Math { tex, display, formula } => {
                self.marks(tex, inline.span);
                let Some(formula) = formula else { return };
                self.is_refused |= longest_word(formula) > WORD_IN_FORMULA;
                let rows = rows_together(formula);
                if *display && rows > ROWS_OF_A_PAGE {
                    let message = format!(
                        "the {rows} rows of this formula stay together: it is made as small as a page needs it"
                    );
                    let hint = "divide it, or write its rows in `aligned`, which pages may divide";
                    let warning = Diagnostic::warning(Code::Typesetting, message);
                    self.diagnostics.push(warning.at(inline.span).hint(hint));
                }
            }
            _ => {}
        }
        walk_inline(self, inline);
    }
}

struct Replace<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl VisitMut for Replace<'_> {
    fn block(&mut self, block: &mut Block) {
        if is_empty_figure(&block.kind)
            && let BlockKind::Figure { blocks, caption } = &mut block.kind
        {
            let mut blocks = std::mem::take(blocks);
            if !caption.is_empty() {
                let content = std::mem::take(caption);
                blocks.push(Block::new(block.span, BlockKind::Paragraph { content }));
                let message = "this figure shows nothing: its caption is set as a paragraph";
                self.diagnostics.push(Diagnostic::warning(Code::Typesetting, message).at(block.span));
            }
            block.kind = BlockKind::Division { blocks };
        }
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        match &mut inline.kind {
            InlineKind::Link { target, content, .. } => {
                if let Some(fault) = fault_of(target) {
                    let message = format!("{fault}: it is set as text");
                    self.diagnostics.push(Diagnostic::warning(Code::BrokenLink, message).at(inline.span));
                    let content = std::mem::take(content);
                    inline.kind = InlineKind::Span { content };
                }
            }
            InlineKind::Math { formula, .. }
                if formula.as_ref().is_some_and(|formula| longest_word(formula) > WORD_IN_FORMULA) =>
            {
                let message = format!(
                    "a word of this formula has more than {WORD_IN_FORMULA} bytes: it is set as its LaTeX"
                );
                self.diagnostics.push(Diagnostic::warning(Code::InvalidMath, message).at(inline.span));
                *formula = None;
            }
            _ => {}
        }
        walk_inline_mut(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{block, link, paragraph, text, words};

    fn told(blocks: Vec<Block>) -> (Vec<Block>, Vec<String>) {
        let document = Document { blocks, ..Document::default() };
        let mut diagnostics = Diagnostics::default();
        let blocks = replaced(&document, &mut diagnostics).blocks.clone();
        (blocks, diagnostics.as_slice().iter().map(|one| one.message.clone()).collect())
    }

    #[test]
    fn a_figure_that_shows_nothing_is_its_caption() {
        let rule = block(BlockKind::ThematicBreak);
        let figure = |blocks| block(BlockKind::Figure { blocks, caption: vec![text("Sales")] });
        let (blocks, messages) = told(vec![figure(vec![rule.clone()]), figure(vec![words("seen")])]);
        assert_eq!(blocks[0].kind, BlockKind::Division { blocks: vec![rule, words("Sales")] });
        assert!(matches!(blocks[1].kind, BlockKind::Figure { .. }));
        assert_eq!(messages, ["this figure shows nothing: its caption is set as a paragraph"]);
    }

    #[test]
    fn an_address_that_paper_has_no_room_for_is_text() {
        let address = |length| LinkTarget::External(format!("https://example.org/{}", "a".repeat(length)));
        let (blocks, messages) =
            told(vec![paragraph(vec![link(address(9_000), "x"), link(address(9), "y")])]);
        let BlockKind::Paragraph { content } = &blocks[0].kind else { unreachable!() };
        assert_eq!(content[0].kind, InlineKind::Span { content: vec![text("x")] });
        assert!(matches!(content[1].kind, InlineKind::Link { .. }));
        assert!(messages[0].contains("has room for 8000 characters, and the address of this one has 9020"));
    }

    #[test]
    fn a_word_that_is_cut_is_told_and_a_line_without_spaces_is_not() {
        let (_, messages) = told(vec![words(&"ab".repeat(WORD)), words(&"文字".repeat(WORD))]);
        assert_eq!(messages, ["a word here has more than 4000 bytes: on paper it is cut into 2 parts"]);
    }

    #[test]
    fn a_letter_with_more_marks_than_any_language_has_is_told() {
        let (_, messages) = told(vec![words(&format!("a{}", "\u{301}".repeat(MARKS + 1))), words("é")]);
        assert_eq!(messages, ["a letter has 31 marks on it: the first 30 are set on paper"]);
    }
}
