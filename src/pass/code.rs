//! Which code gets colours. What colours it looks at a line again from each of its places, so that long lines take the
//! square of their length: a note has so much of that, counted in bytes and not by a clock, and what is beyond is plain.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, times};
use crate::ir::walk::{VisitMut, walk_block_mut};
use crate::ir::{Block, BlockKind, Document};
use crate::limits::{CODE_LINE, CODE_LINE_FREE, CODE_STEPS};
use crate::source::Span;

/// Takes the language from the code of a document that would take too long to colour; `knows` tells which languages
/// have colours.
pub fn run(document: &mut Document, knows: fn(&str) -> bool, diagnostics: &mut Diagnostics) {
    let mut colours = Colours { knows, left: CODE_STEPS, plain: None };
    colours.blocks(&mut document.blocks);
    if let Some((span, count)) = colours.plain {
        let message = format!("this code is set without colours{}: its lines are too long", times(count));
        let hint = "break its long lines, or give it no language";
        diagnostics.push(Diagnostic::warning(Code::PlainCode, message).at(span).hint(hint));
    }
}

struct Colours {
    knows: fn(&str) -> bool,
    /// How many steps beyond those of ordinary lines are left.
    left: usize,
    /// The first code that is plain, and how many are.
    plain: Option<(Span, usize)>,
}

impl VisitMut for Colours {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Code { language, text, .. } = &mut block.kind {
            let steps = text.lines().map(steps).fold(0, usize::saturating_add);
            if steps > 0 && language.as_deref().is_some_and(self.knows) {
                match self.left.checked_sub(steps) {
                    Some(left) => self.left = left,
                    None => {
                        *language = None;
                        self.plain.get_or_insert((block.span, 0)).1 += 1;
                    }
                }
            }
        }
        walk_block_mut(self, block);
    }
}

/// What a line takes beyond an ordinary one; the longest are never coloured.
fn steps(line: &str) -> usize {
    match line.len() {
        length if length > CODE_LINE => 0,
        length => length.saturating_sub(CODE_LINE_FREE).pow(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The languages that blocks of `rust` with such lines keep, and how many messages there are.
    fn kept(lines: &[usize]) -> (Vec<bool>, usize) {
        let block = |length: &usize| {
            let text = format!("{}\n", "x".repeat(*length));
            Block::new(Span::default(), BlockKind::code(Some("rust".to_owned()), text))
        };
        let mut document = Document { blocks: lines.iter().map(block).collect(), ..Document::default() };
        let mut diagnostics = Diagnostics::default();
        run(&mut document, |language| language == "rust", &mut diagnostics);
        let keeps = |block: &Block| matches!(&block.kind, BlockKind::Code { language: Some(_), .. });
        (document.blocks.iter().map(keeps).collect(), diagnostics.count())
    }

    #[test]
    fn ordinary_lines_are_always_coloured_and_long_ones_as_long_as_there_are_few() {
        assert_eq!(kept(&[80; 5_000]).1, 0);
        assert_eq!(kept(&[900, 900, 80, 900]), (vec![true, false, true, false], 1));
    }
}
