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
    let mut reader = Reader { call, rest: body.as_str().trim(), before: Before::Nothing, out: String::new() };
    while let Some(first) = reader.rest.chars().next() {
        if !reader.arrow()? && !reader.space(first) {
            reader.part(first)?;
        }
    }
    Ok(made_of(&format!("{{{}}}", reader.out), call.origin()))
}

struct Reader<'r, 'a, 's> {
    call: &'r Call<'a, 's>,
    /// What is not read yet.
    rest: &'r str,
    before: Before,
    out: String,
}

impl Reader<'_, '_, '_> {
    /// An arrow with what stands over and under it. Returns whether there is one.
    fn arrow(&mut self) -> Result<bool, FormulaError> {
        let Some((sign, arrow)) = ARROWS.iter().find(|arrow| self.rest.starts_with(arrow.0)) else {
            return Ok(false);
        };
        self.rest = &self.rest[sign.len()..];
        let over = label(&mut self.rest).unwrap_or_default();
        let under = label(&mut self.rest);
        let (over, under) = (inner(self.call, over)?, inner(self.call, under.unwrap_or_default())?);
        let over = if over.is_empty() { r"\quad" } else { &over };
        let under = if under.is_empty() { String::new() } else { format!("[{under}]") };
        self.out.push_str(&format!("{arrow}{under}{{{over}}}"));
        self.before = Before::Nothing;
        self.rest = self.rest.trim_start();
        Ok(true)
    }

    /// A space, with the sign that stands alone after it. Returns whether there is one.
    fn space(&mut self, first: char) -> bool {
        const SPACES: [char; 4] = [' ', '\n', '\t', '~'];
        if !SPACES.contains(&first) {
            return false;
        }
        self.rest = self.rest.trim_start_matches(SPACES);
        let ends = |rest: &str| rest[1..].is_empty() || rest[1..].starts_with([' ', '\n']);
        let sign = match self.rest.chars().next() {
            Some('+') if ends(self.rest) => "{}+{}",
            Some('-') if ends(self.rest) => "{}-{}",
            Some('=') if ends(self.rest) => "{}={}",
            Some('v') if ends(self.rest) => r"\downarrow ",
            Some('^') if ends(self.rest) => r"\uparrow ",
            _ => "",
        };
        let arrow = ARROWS.iter().any(|arrow| self.rest.starts_with(arrow.0));
        self.out.push_str(if sign.is_empty() && !arrow { r"\ " } else { sign });
        self.before = Before::Nothing;
        self.rest = self.rest[usize::from(!sign.is_empty())..].trim_start();
        true
    }

    /// Anything else.
    fn part(&mut self, first: char) -> Result<(), FormulaError> {
        let rest = self.rest;
        let length = match first {
            '0'..='9' => self.number(),
            '^' | '_' => self.script(first)?,
            '+' | '-' if self.before == Before::Atom && ends_atom(&rest[1..]) => {
                self.written(&format!("^{{{first}}}"))
            }
            '#' => self.written(r"{\equiv}"),
            '-' | '=' => self.written(&format!("{{{first}}}")),
            '*' | '.' => self.written(r"\cdot "),
            '$' => {
                let end =
                    rest[1..].find('$').ok_or_else(|| self.call.error("has a `$` that is not closed"))?;
                self.out.push_str(&rest[1..=end]);
                end + 2
            }
            '\\' => {
                let letters = run(&rest[1..], |found| found.is_ascii_alphabetic());
                let length = 1 + letters.max(first_length(&rest[1..]));
                self.out.push_str(&rest[..length]);
                self.out.push(' ');
                length
            }
            '{' => {
                let end = closing(self.call, &rest[1..], '{', '}')?;
                self.out.push_str(&format!(r"\text{{{}}}", &rest[1..=end]));
                end + 2
            }
            '(' | '[' | ')' | ']' | '+' | '/' | ',' | ';' | ':' | '\'' | '|' | '<' | '>' => {
                self.written(first.encode_utf8(&mut [0; 4]))
            }
            letter if letter.is_alphabetic() => {
                let length = run(rest, char::is_alphabetic);
                self.out.push_str(&format!(r"\mathrm{{{}}}", &rest[..length]));
                length
            }
            other => return Err(self.call.error(&format!("has `{other}`, which is not known there"))),
        };
        self.before = self.after(first, rest[..length].chars().next_back().unwrap_or(' '));
        self.rest = &rest[length..];
        Ok(())
    }

    /// Writes what one character stands for; its length.
    fn written(&mut self, text: &str) -> usize {
        self.out.push_str(text);
        1
    }

    /// Writes a number: how many there are of it, an index, or a part of something else.
    fn number(&mut self) -> usize {
        let length = run(self.rest, |found| found.is_ascii_digit() || "./,".contains(found));
        let digits = self.rest[..length].trim_end_matches(['.', ',', '/']);
        let written = match (self.before, digits.split_once('/')) {
            (Before::Atom, _) => format!("_{{{digits}}}"),
            (_, Some((upper, lower))) => format!(r"\tfrac{{{upper}}}{{{lower}}}\,"),
            (Before::Nothing, None) => format!(r"{digits}\,"),
            (Before::Other, None) => digits.to_owned(),
        };
        self.out.push_str(&written);
        digits.len()
    }

    /// Writes an index or an exponent; its length.
    fn script(&mut self, sign: char) -> Result<usize, FormulaError> {
        let rest = &self.rest[1..];
        let (content, length) = match rest.strip_prefix('{') {
            Some(group) => {
                let end = closing(self.call, group, '{', '}')?;
                (&group[..end], end + 3)
            }
            None => {
                let belongs = |found: char| found.is_ascii_digit() || "+-.".contains(found);
                let length = run(rest, belongs).max(first_length(rest));
                (&rest[..length], 1 + length)
            }
        };
        self.out.push_str(if self.before == Before::Nothing { "{}" } else { "" });
        self.out.push_str(&format!(r"{sign}{{\mathrm{{{content}}}}}"));
        Ok(length)
    }

    /// What stands before the next part, after one that has these characters at its ends.
    fn after(&self, first: char, last: char) -> Before {
        match first {
            '0'..='9' if self.before == Before::Nothing => Before::Nothing,
            '0'..='9' if self.before != Before::Atom => Before::Other,
            '^' | '_' if self.before == Before::Nothing => Before::Other,
            '(' | '[' | '-' | '=' | '#' | '+' | ',' if first == last && self.before != Before::Atom => {
                Before::Other
            }
            '(' | '[' | '=' | '#' | ',' => Before::Other,
            '*' | '.' => Before::Nothing,
            _ => Before::Atom,
        }
    }
}

/// How many bytes the first character has.
fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
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
