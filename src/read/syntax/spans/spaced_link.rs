//! Links whose name stands apart from their words, `[words] [name]`: what is between is taken away, for CommonMark reads
//! the rest.

#![expect(clippy::string_slice, reason = "offsets are of brackets that were found in the same text")]

use crate::read::dialect::features::Features;
use crate::read::syntax::definitions::folded;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::label;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::spaced::{gap, names};

/// The bracket that opens the words of such a link.
pub const OPENING: SpanSyntax = SpanSyntax { triggers: b"[", features: Features::SPACED_LINKS, read: open };
/// The bracket that closes them, with what stands before the name.
pub const CLOSING: SpanSyntax = SpanSyntax { triggers: b"]", features: Features::SPACED_LINKS, read: close };

fn open(scanner: &mut Scanner<'_>) -> bool {
    if !scanner.block.raw
        && let Some(link) = spaced_link(scanner)
    {
        scanner.open.links.push(link);
    }
    // What the brackets hold is looked into.
    false
}

fn close(scanner: &mut Scanner<'_>) -> bool {
    let at = scanner.cursor.at;
    while scanner.open.links.last().is_some_and(|(end, _)| *end < at) {
        scanner.open.links.pop();
    }
    let Some((_, name)) = scanner.open.links.pop_if(|(end, _)| *end == at) else { return false };
    scanner.cursor.at += 1;
    scanner.piece(name, PieceKind::Removed);
    true
}

/// For the words in brackets that begin here: where they end, and where the name begins that stands apart.
fn spaced_link(scanner: &mut Scanner<'_>) -> Option<(usize, usize)> {
    let text = scanner.cursor.text;
    let names = scanner.facts.address_names.get_or_insert_with(|| names(text).into()).clone();
    if names.is_empty() || text[..scanner.cursor.at].ends_with(']') {
        return None;
    }
    let rest = &text[scanner.cursor.at..];
    let end = label::end(rest)?;
    let words = &rest[1..end];
    let gap = gap(&rest[end + 1..], &scanner.cursor.line.prefix, scanner.cursor.line.flat)?;
    let next = &rest[end + 1 + gap..];
    let close = label::end(next)?;
    let (name, after) = (&next[1..close], &next[close + 1..]);
    // Marks of tasks.
    let leads = text[scanner.cursor.line.start.min(scanner.cursor.at)..scanner.cursor.at].trim().is_empty();
    let is_task = leads && matches!(words.chars().count(), 0 | 1);
    let is_other = words.starts_with(['^', '@', '-']) || words.starts_with('[') && words.ends_with(']');
    // Another link, or the definition of a name on a line of its own.
    let defines = after.starts_with(':') && rest[end..end + 1 + gap].contains('\n');
    let is_other_link = defines || after.starts_with(['(', '[']);
    if is_task || is_other || is_other_link || words.trim().is_empty() {
        return None;
    }
    let defined = names.contains(&folded(words));
    let names_it = if name.is_empty() { defined } else { !defined && names.contains(&folded(name)) };
    names_it.then_some((scanner.cursor.at + end, scanner.cursor.at + end + 1 + gap))
}
