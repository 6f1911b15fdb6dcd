//! Chemical formulas of the package mhchem, as far as notes use them: `\ce{2H2 + O2 -> 2H2O}`, `\ce{SO4^2-}`,
//! `\ce{A <=>[k_1] B}`.

#![expect(
    clippy::string_slice,
    reason = "the first character is of ASCII where it was matched; lengths are of runs of such characters"
)]

use super::super::error::FormulaError;
use super::super::traced::Traced;
use super::call::{Call, made_of};

/// The arrows, the longer before those that they begin with.
const ARROWS: &[(&str, &str)] = &[
    ("<=>>", r"\xrightleftharpoons"),
    ("<<=>", r"\xrightleftharpoons"),
    ("<=>", r"\xrightleftharpoons"),
    ("<-->", r"\xleftrightarrow"),
    ("<->", r"\xleftrightarrow"),
    ("<-", r"\xleftarrow"),
    ("->", r"\xrightarrow"),
];

/// What stands before the place that is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, or a space: a number is how many.
    Nothing,
    /// Atoms or a closing bracket: a number is an index, a sign a charge.
    Atom,
    /// Something else.
    Other,
}

/// The formula for the argument of `\ce`.
pub(super) fn read(call: &Call, body: &Traced) -> Result<Traced, FormulaError> {
    let mut out = String::new();
    let mut rest = body.as_str().trim();
    let mut before = Before::Nothing;
    while let Some(first) = rest.chars().next() {
        let spaced = before == Before::Nothing;
        if let Some(arrow) = ARROWS.iter().find(|arrow| rest.starts_with(arrow.0)) {
            rest = &rest[arrow.0.len()..];
            let over = label(&mut rest).unwrap_or_default();
            let under = label(&mut rest);
            let (over, under) = (inner(call, over)?, inner(call, under.unwrap_or_default())?);
            let over = if over.is_empty() { r"\quad" } else { &over };
            let under = if under.is_empty() { String::new() } else { format!("[{under}]") };
            out.push_str(&format!("{}{under}{{{over}}}", arrow.1));
            before = Before::Nothing;
            rest = rest.trim_start();
            continue;
        }
        let length = match first {
            ' ' | '\n' | '\t' | '~' => {
                rest = rest.trim_start_matches([' ', '\n', '\t', '~']);
                let ends = |rest: &str| rest[1..].is_empty() || rest[1..].starts_with([' ', '\n']);
                let sign = match rest.chars().next() {
                    Some('+') if ends(rest) => "{}+{}",
                    Some('-') if ends(rest) => "{}-{}",
                    Some('=') if ends(rest) => "{}={}",
                    Some('v') if ends(rest) => r"\downarrow ",
                    Some('^') if ends(rest) => r"\uparrow ",
                    _ => "",
                };
                let arrow = ARROWS.iter().any(|arrow| rest.starts_with(arrow.0));
                out.push_str(if sign.is_empty() && !arrow { r"\ " } else { sign });
                before = Before::Nothing;
                rest = rest[usize::from(!sign.is_empty())..].trim_start();
                continue;
            }
            '0'..='9' => {
                let length = run(rest, |found| found.is_ascii_digit() || "./,".contains(found));
                let digits = rest[..length].trim_end_matches(['.', ',', '/']);
                match (before, digits.split_once('/')) {
                    (Before::Atom, _) => out.push_str(&format!("_{{{digits}}}")),
                    (_, Some((upper, lower))) => out.push_str(&format!(r"\tfrac{{{upper}}}{{{lower}}}\,")),
                    (Before::Nothing, None) => out.push_str(&format!(r"{digits}\,")),
                    (Before::Other, None) => out.push_str(digits),
                }
                digits.len()
            }
            '^' | '_' => {
                let sign = |found: char| found.is_ascii_digit() || "+-.".contains(found);
                let (content, length) = match rest[1..].strip_prefix('{') {
                    Some(group) => {
                        let end = closing(call, group, '{', '}')?;
                        (&group[..end], end + 3)
                    }
                    None => {
                        let length =
                            run(&rest[1..], sign).max(rest[1..].chars().next().map_or(0, char::len_utf8));
                        (&rest[1..1 + length], 1 + length)
                    }
                };
                out.push_str(if spaced { "{}" } else { "" });
                out.push_str(&format!(r"{first}{{\mathrm{{{content}}}}}"));
                length
            }
            '+' | '-' if before == Before::Atom && ends_atom(&rest[1..]) => {
                out.push_str(&format!("^{{{first}}}"));
                1
            }
            '#' => {
                out.push_str(r"{\equiv}");
                1
            }
            '-' | '=' => {
                out.push_str(&format!("{{{first}}}"));
                1
            }
            '*' | '.' => {
                out.push_str(r"\cdot ");
                1
            }
            '$' => {
                let end = rest[1..].find('$').ok_or_else(|| call.error("has a `$` that is not closed"))?;
                out.push_str(&rest[1..=end]);
                end + 2
            }
            '\\' => {
                let letters = run(&rest[1..], |found| found.is_ascii_alphabetic());
                let length = 1 + letters.max(rest[1..].chars().next().map_or(0, char::len_utf8));
                out.push_str(&rest[..length]);
                out.push(' ');
                length
            }
            '{' => {
                let end = closing(call, &rest[1..], '{', '}')?;
                out.push_str(&format!(r"\text{{{}}}", &rest[1..=end]));
                end + 2
            }
            '(' | '[' | ')' | ']' | '+' | '/' | ',' | ';' | ':' | '\'' | '|' | '<' | '>' => {
                out.push(first);
                1
            }
            letter if letter.is_alphabetic() => {
                let length = run(rest, char::is_alphabetic);
                out.push_str(&format!(r"\mathrm{{{}}}", &rest[..length]));
                length
            }
            other => return Err(call.error(&format!("has `{other}`, which is not known there"))),
        };
        let ended = rest[..length].chars().next_back().unwrap_or(' ');
        before = match (first, ended) {
            ('0'..='9', _) if before != Before::Atom => before_number(before),
            ('^' | '_', _) if spaced => Before::Other,
            ('(' | '[' | '-' | '=' | '#' | '+' | ',', _) if first == ended && before != Before::Atom => {
                Before::Other
            }
            ('(' | '[' | '=' | '#' | ',', _) => Before::Other,
            ('*' | '.', _) => Before::Nothing,
            _ => Before::Atom,
        };
        rest = &rest[length..];
    }
    Ok(made_of(&format!("{{{out}}}"), call.origin()))
}

/// After how many there are of it, there is still nothing.
fn before_number(before: Before) -> Before {
    if before == Before::Nothing { Before::Nothing } else { Before::Other }
}

/// Whether a sign before `rest` is a charge.
fn ends_atom(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\n', ')', ']', '}', '-', '+'])
}

/// The text in brackets that comes next.
fn label<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let inside = rest.strip_prefix('[')?;
    let end = inside.find(']')?;
    *rest = &inside[end + 1..];
    Some(&inside[..end])
}

fn inner(call: &Call, label: &str) -> Result<String, FormulaError> {
    if label.trim().is_empty() {
        return Ok(String::new());
    }
    if label.contains(['\\', '$']) {
        return Ok(label.replace('$', ""));
    }
    Ok(read(call, &Traced::source(label))?.as_str().to_owned())
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|found| !belongs(found)).unwrap_or(text.len())
}

/// The byte of the bracket that closes a group whose inside `text` begins with.
fn closing(call: &Call, text: &str, open: char, close: char) -> Result<usize, FormulaError> {
    let mut depth = 0_usize;
    for (at, found) in text.char_indices() {
        if found == open {
            depth += 1;
        } else if found == close {
            if depth == 0 {
                return Ok(at);
            }
            depth -= 1;
        }
    }
    Err(call.error("has a group that is not closed"))
}
