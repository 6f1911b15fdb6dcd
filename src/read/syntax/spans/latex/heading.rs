//! Headings of LaTeX's, `\section{…}`, with the name that follows one.

#![expect(
    clippy::string_slice,
    reason = "offsets are of brackets and braces that were found in the same text"
)]

use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::latex_text::{argument as argument_of, named, options};
use crate::read::syntax::scan::open_latex::Open;
use crate::read::syntax::scan::scanner::Scanner;

/// Headings, as Pandoc has their levels.
const HEADINGS: [(&str, &str); 6] = [
    ("chapter", "# "),
    ("section", "# "),
    ("subsection", "## "),
    ("subsubsection", "### "),
    ("paragraph", "#### "),
    ("subparagraph", "##### "),
];

/// Takes a heading that has its line for itself; whether it was one.
pub fn take(scanner: &mut Scanner<'_>, name: &str, after: &str) -> bool {
    let Some(&(_, mark)) = HEADINGS.iter().find(|heading| heading.0 == name) else { return false };
    let star = usize::from(after.starts_with('*'));
    let skipped = star + options(&after[star..]);
    let leads = scanner.cursor.leads();
    let Some(argument) = argument_of(&after[skipped..]).filter(|_| leads) else { return false };
    let inside = &after[skipped..][argument.clone()];
    let rest = &after[skipped + argument.end + 1..];
    let (label, length) = match name_of_heading(scanner, rest) {
        Some((label, length)) => (Some(label), length),
        None => (inside.split_once("\\label").and_then(|(_, rest)| named(&rest[argument_of(rest)?])), 0),
    };
    let alone = rest[length..].lines().next().is_none_or(|line| line.trim().is_empty());
    if !alone || inside.contains('\n') {
        return false;
    }
    let start = scanner.cursor.at + 1 + name.len() + skipped;
    let end = start + argument.end;
    let close = label.map(|label| format!(" {label}")).unwrap_or_default();
    scanner.latex.arguments.push(Open { end, until: end + 1 + length, close, heading: true });
    scanner.piece(start + argument.start, PieceKind::Rewritten(mark.to_owned()));
    true
}

/// The name that follows a heading, on its line or the next, as an attribute; and the length of what says it.
fn name_of_heading(scanner: &Scanner<'_>, rest: &str) -> Option<(String, usize)> {
    let own = rest.trim_start_matches([' ', '\t']);
    let next = own.strip_prefix("\r\n").or(own.strip_prefix('\n'));
    let own = next.map_or(own, |next| next.strip_prefix(&*scanner.cursor.line.prefix).unwrap_or(next));
    let after = own.trim_start_matches([' ', '\t']).strip_prefix("\\label")?;
    let argument = argument_of(after)?;
    let length = rest.len() - after.len() + argument.end + 1;
    let alone = rest[length..].lines().next().is_none_or(|line| line.trim().is_empty());
    named(&after[argument]).filter(|_| alone).map(|name| (name, length))
}
