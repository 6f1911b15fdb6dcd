//! Where formulas end.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of delimiters of LaTeX, all of ASCII, that were found in the same text"
)]

use crate::limits::FORMULA_BRACE;
use crate::read::syntax::escape::is_escaped;
use crate::read::syntax::reach::{self, Kind};
use crate::read::syntax::tex::words::{is_prose, is_worded, is_wordy};

/// The byte of the line, if there is one, that shows that the inside of a formula which is a block is more than a
/// formula: it reaches over the mark of another block, out of its container, or over an empty line to words. Then the
/// delimiter was never closed.
pub fn too_far(rest: &str, length: usize, prefix: &str) -> Option<usize> {
    let mut blank = false;
    let mut at = 0;
    for (number, line) in rest.split('\n').enumerate() {
        // The last line is the one that the delimiter stands on.
        let last = at + line.len() >= length;
        let own = &line[..line.len().min(length - at)];
        let kind = reach::kind(line, prefix);
        if number > 0 && !(last && own.trim().is_empty()) {
            let words = || own.trim_start_matches([' ', '\t', '>', '-', '+', '*', ':']);
            let ends = match kind {
                Kind::OtherQuotation | Kind::Mark | Kind::Delimiter | Kind::Item { outside: true } => true,
                // A row of a formula may begin with a sign.
                Kind::Item { outside: false } | Kind::Definition => is_wordy(words()),
                Kind::Blank => false,
                Kind::Text | Kind::Row | Kind::Underline => blank && is_prose(words()),
            };
            if ends {
                return Some(at);
            }
        }
        if last {
            break;
        }
        blank |= number > 0 && kind == Kind::Blank;
        at += line.len() + 1;
    }
    None
}

/// The byte of `text` at which a delimiter stands that closes a formula: two dollar signs, neither more nor escaped.
pub fn closing(text: &str, close: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + text[at..].find(close)?;
        let run = text[found..].bytes().take_while(|&byte| byte == b'$').count();
        let is = match close {
            "$$" => run == 2 && !is_escaped(&text[..found]),
            // `\\(` is closed by `\\)`, and `\(` by `\)`, which the end of a row may precede.
            _ => true,
        };
        if is {
            return Some(found);
        }
        at = found + run.max(1);
    }
}

/// The length of an inline formula's inside: the opening `$` has no space after it, the closing one none
/// before it and no digit after it, so that `5$ et 3$` are prices.
pub fn end_of_inline(inside: &str) -> Option<usize> {
    if inside.starts_with(char::is_whitespace) {
        return end_of_spaced(inside);
    }
    let bytes = inside.as_bytes();
    let (mut at, mut depth) = (0, 0);
    let (mut first, mut seen) = (None, None);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'$' => {
                let spaced = at == 0 || bytes[at - 1].is_ascii_whitespace();
                let price = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
                let closes = (!spaced && !price).then_some(at);
                if depth <= 0 {
                    return first.filter(|_| closes.is_none()).or(closes);
                }
                // In braces it may belong to a text in the formula: `$\text{if $x$}$`.
                (first, seen) = (first.or(closes), seen.or(Some(at)));
            }
            _ if seen.is_some_and(|seen| at > seen + FORMULA_BRACE) => break,
            _ => {}
        }
        at += 1;
    }
    first
}

/// The length of the inside of an inline formula that is written with spaces, `$ x_n $`: it has a command, an index or
/// an exponent, and no words.
pub fn end_of_spaced(inside: &str) -> Option<usize> {
    let mut escaped = false;
    let end = inside.find(|c: char| {
        let is = c == '$' && !escaped;
        escaped = c == '\\' && !escaped;
        is
    })?;
    let (formula, after) = (&inside[..end], &inside[end + 1..]);
    let bytes = formula.as_bytes();
    let command = bytes.windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic());
    let says = (command || formula.contains(['_', '^'])) && !is_worded(formula);
    (says && !after.starts_with(|c: char| c.is_alphanumeric() || c == '$')).then_some(end)
}
