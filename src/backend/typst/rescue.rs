//! Which blocks the typesetter refuses: told by the place of its error, else found by halving. They are set as their plain
//! text, so that a note always becomes a PDF.

use std::collections::BTreeSet;

use super::markup::block_id::{BlockId, Plain};
use crate::ir::walk::{Visit, walk_block};
use crate::ir::*;
use crate::limits::RESCUES;

/// A reason why typesetting failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What the typesetter says.
    pub message: String,
    /// The block that it concerns, where that is known.
    pub block: Option<BlockId>,
    /// Where it is in the user's own file, in bytes: no block set otherwise would help.
    pub own: Option<usize>,
}

/// What came of typesetting a document with some blocks as plain text.
pub type Outcome<T> = Result<T, Vec<Fault>>;

/// What came of a document of which some blocks may be refused.
pub struct Rescued<T> {
    /// What was typeset, or why nothing could be.
    pub outcome: Outcome<T>,
    /// The blocks that were set as plain text, in the order of the note, each with a reason.
    pub refused: Vec<(BlockId, String)>,
}

/// Typesets a document with ever more blocks as plain text until it succeeds, no more than [`RESCUES`] times.
pub fn typeset<T>(document: &Document, mut attempt: impl FnMut(&Plain) -> Outcome<T>) -> Rescued<T> {
    let mut rescue = Rescue { attempts: 0, attempt: &mut attempt };
    let mut refused: Vec<(BlockId, String)> = Vec::new();
    let mut plain = Plain::new();
    let faults = loop {
        let faults = match rescue.try_with(&plain) {
            Ok(made) => return Rescued { outcome: Ok(made), refused: ordered(document, refused) },
            Err(faults) => faults,
        };
        if faults.iter().any(|fault| fault.own.is_some()) {
            return Rescued { outcome: Err(faults), refused: Vec::new() };
        }
        let known = faults.iter().filter_map(|fault| Some((fault.block?, fault.message.clone())));
        let new: Vec<_> = known.filter(|(block, _)| plain.insert(*block)).collect();
        if new.is_empty() || rescue.attempts > RESCUES / 4 {
            break faults;
        }
        refused.extend(new);
    };
    // No error says where it comes from: what is left are the blocks, those that hold no others first.
    let reason = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
    for all in [innermost(document), document.blocks.iter().map(BlockId::of).collect()] {
        let Ok(mut made) = rescue.try_with(&all.iter().copied().collect()) else { continue };
        let mut needed: BTreeSet<BlockId> = all.iter().copied().collect();
        rescue.halve(&all, &mut needed, &mut made);
        let refused = needed.into_iter().map(|block| (block, reason.clone())).collect();
        return Rescued { outcome: Ok(made), refused: ordered(document, refused) };
    }
    Rescued { outcome: Err(faults), refused: Vec::new() }
}

struct Rescue<'a, T> {
    attempts: usize,
    attempt: &'a mut dyn FnMut(&Plain) -> Outcome<T>,
}

impl<T> Rescue<'_, T> {
    fn try_with(&mut self, plain: &Plain) -> Outcome<T> {
        self.attempts += 1;
        (self.attempt)(plain)
    }

    /// Takes those of `part` out of `needed` that need not be plain text; with `needed` the document can always be made.
    fn halve(&mut self, part: &[BlockId], needed: &mut BTreeSet<BlockId>, made: &mut T) {
        if part.is_empty() || self.attempts >= RESCUES {
            return;
        }
        let without: Plain = needed.iter().copied().filter(|block| !part.contains(block)).collect();
        if let Ok(better) = self.try_with(&without) {
            *made = better;
            needed.retain(|block| !part.contains(block));
        } else if part.len() > 1 {
            let (first, second) = part.split_at(part.len() / 2);
            self.halve(first, needed, made);
            self.halve(second, needed, made);
        }
    }
}

/// The blocks that hold no other blocks, tables among them, in order.
fn innermost(document: &Document) -> Vec<BlockId> {
    struct Find(Vec<BlockId>);
    impl Visit<'_> for Find {
        fn block(&mut self, block: &Block) {
            let before = self.0.len();
            if !matches!(block.kind, BlockKind::Table(_)) {
                walk_block(self, block);
            }
            if self.0.len() == before {
                self.0.push(BlockId::of(block));
            }
        }
    }
    let mut find = Find(Vec::new());
    document.blocks.iter().for_each(|block| find.block(block));
    find.0
}

/// The blocks in the order of the note.
fn ordered(document: &Document, refused: Vec<(BlockId, String)>) -> Vec<(BlockId, String)> {
    let mut places = std::collections::HashMap::new();
    each_block(document, |block| {
        let place = places.len();
        places.insert(BlockId::of(block), place);
    });
    let mut refused = refused;
    refused.sort_by_key(|(block, _)| places.get(block).copied());
    refused
}

/// Calls `each` with every block, a block before those in it.
pub fn each_block<'a>(document: &'a Document, each: impl FnMut(&'a Block)) {
    struct All<F>(F);
    impl<'a, F: FnMut(&'a Block)> Visit<'a> for All<F> {
        fn block(&mut self, block: &'a Block) {
            (self.0)(block);
            walk_block(self, block);
        }
    }
    let mut all = All(each);
    document.blocks.iter().for_each(|block| all.block(block));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::{block, words};

    fn document(count: usize) -> Document {
        let blocks = (0..count).map(|number| match number % 3 {
            0 => block(BlockKind::Quote { blocks: vec![words("in")] }),
            _ => words("out"),
        });
        Document { blocks: blocks.collect(), ..Document::default() }
    }

    /// Typesetting fails as long as one of these blocks is not plain.
    fn rescued(document: &Document, bad: &[BlockId], says_where: bool) -> (Vec<BlockId>, usize) {
        let mut attempts = 0;
        let rescued = typeset(document, |plain| {
            attempts += 1;
            let left = bad.iter().copied().find(|block| !plain.contains(block));
            let fault = |block| {
                vec![Fault { message: "no".to_owned(), block: Some(block).filter(|_| says_where), own: None }]
            };
            left.map_or(Ok(()), |block| Err(fault(block)))
        });
        assert!(rescued.outcome.is_ok());
        (rescued.refused.into_iter().map(|(block, _)| block).collect(), attempts)
    }

    #[test]
    fn a_block_is_found_by_the_place_of_the_error() {
        let document = document(10);
        let bad = [BlockId::of(&document.blocks[4])];
        assert_eq!(rescued(&document, &bad, true), (bad.to_vec(), 2));
    }

    #[test]
    fn blocks_are_found_by_halving_where_no_error_says_its_place() {
        let document = document(300);
        let BlockKind::Quote { blocks } = &document.blocks[6].kind else { unreachable!() };
        let bad = [BlockId::of(&blocks[0]), BlockId::of(&document.blocks[200])];
        let (found, attempts) = rescued(&document, &bad, false);
        assert!(bad.iter().all(|block| found.contains(block)));
        assert!(attempts <= RESCUES + 2);
        let one = [bad[1]];
        assert_eq!(rescued(&document, &one, false).0, one);
    }
}
