//! Formulas: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, environments of LaTeX, and definitions of macros on lines of their own.
//! Where one ends, [`tex`] finds.

#![expect(
    clippy::string_slice,
    reason = "offsets are of delimiters of LaTeX that were found in the same text"
)]

use std::borrow::Cow;

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, NeverClosed, PieceKind};
use crate::read::syntax::scan::address::in_address;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::{command_name, run};
use crate::read::syntax::tex;
use crate::{latex, limits};

/// `$…$` or `$$…$$`.
pub const DOLLAR: SpanSyntax = SpanSyntax {
    triggers: b"$",
    features: Features::MATH,
    read: |scanner| {
        formula(scanner, 1);
        true
    },
};
/// `\(…\)` or `\[…\]`.
pub const BACKSLASH: SpanSyntax = SpanSyntax {
    triggers: b"\\",
    features: Features::MATH,
    read: |scanner| begins_with(scanner, &["\\(", "\\["]),
};
/// kramdown's formula in a line of text, `\$$…$$`.
pub const ESCAPED: SpanSyntax = SpanSyntax {
    triggers: b"\\",
    features: Features::ESCAPED_MATH,
    read: |scanner| begins_with(scanner, &["\\$$"]),
};
/// What Markdown makes `\(` and `\[` of: `\\(…\\)`.
pub const DOUBLED: SpanSyntax = SpanSyntax {
    triggers: b"\\",
    features: Features::MATH,
    read: |scanner| begins_with(scanner, &["\\\\(", "\\\\["]),
};
/// `\begin{align}…\end{align}`.
pub const ENVIRONMENT: SpanSyntax =
    SpanSyntax { triggers: b"\\", features: Features::MATH, read: environment };
/// Definitions of macros, which hold for the formulas after them.
pub const DEFINITIONS: SpanSyntax =
    SpanSyntax { triggers: b"\\", features: Features::MATH, read: definitions };

fn begins_with(scanner: &mut Scanner<'_>, delimiters: &[&str]) -> bool {
    let rest = scanner.cursor.rest();
    let is = delimiters.iter().any(|delimiter| rest.starts_with(delimiter));
    if is {
        formula(scanner, 2);
    }
    is
}

fn environment(scanner: &mut Scanner<'_>) -> bool {
    let is = scanner.cursor.rest().strip_prefix("\\begin").is_some_and(tex::is_environment);
    if is {
        formula(scanner, 2);
    }
    is
}

fn definitions(scanner: &mut Scanner<'_>) -> bool {
    let (text, at) = (scanner.cursor.text, scanner.cursor.at);
    if !command_name(scanner.cursor.rest()).is_some_and(latex::defines)
        || !text[scanner.cursor.line.start..at].trim().is_empty()
    {
        return false;
    }
    let end = scanner.facts.ahead.end_of_paragraph(at);
    let length = latex::definitions_length(&text[at..end]);
    if length > 0 {
        let tex = text[at..at + length].to_owned();
        scanner.take(length, PieceKind::Math { tex, display: false, label: None });
    }
    length > 0
}

/// Takes the formula that begins at the present byte, or passes over `otherwise` bytes of text.
fn formula(scanner: &mut Scanner<'_>, otherwise: usize) {
    let at = scanner.cursor.at;
    if in_address(scanner) {
        scanner.cursor.at += otherwise;
        return;
    }
    let Line { prefix, start, flat, .. } = &scanner.cursor.line;
    // The further lines have the indentation of what this one was taken out of.
    let prefix = match scanner.cursor.stripped {
        0 => Cow::Borrowed(prefix),
        columns => Cow::Owned(" ".repeat(columns) + prefix),
    };
    match scanner.formulas.at(at, &prefix, *start, *flat) {
        tex::Start::Formula(tex::Found { tex, display, label, end }) => {
            let display = display && !is_in_text(scanner, end);
            let tex = tex.trim().to_owned();
            scanner.piece(end, PieceKind::Math { tex, display, label });
        }
        tex::Start::NeverClosed(open, close) => {
            let range = at..at + open.len();
            scanner.cursor.at = range.end;
            scanner.output.never_closed.push(NeverClosed { range, close });
        }
        tex::Start::Text => scanner.cursor.at += run(scanner.cursor.text, at, b'$').max(otherwise),
    }
}

/// Whether what stands up to byte `end` is a formula between words: kramdown writes `$$` around those too.
fn is_in_text(scanner: &Scanner<'_>, end: usize) -> bool {
    let cursor = &scanner.cursor;
    let alone = || {
        let near = &cursor.text[end..cursor.text.floor_char_boundary(end + limits::BESIDE_FORMULA)];
        let before = cursor.text[cursor.line.start..cursor.at].trim_start();
        let start = before.ceil_char_boundary(before.len().saturating_sub(limits::BESIDE_FORMULA));
        tex::leads(&before[start..]) && tex::leads(near.split('\n').next().unwrap_or_default())
    };
    scanner.reads(Features::MATH_IN_TEXT)
        && cursor.rest().starts_with("$$")
        && !cursor.text[cursor.at..end].contains('\n')
        && !alone()
}
