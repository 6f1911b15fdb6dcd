//! Environments under the names that math-core has for them, their columns and what stands between rows.

use super::super::error::FormulaError;
use super::super::macros::{ENVIRONMENTS, Environment};
use super::super::traced::{Scanner, Token, Traced};
use super::call::Call;
use super::pattern::delimited;
use super::{diagram, proof};

/// The matrices of amsmath, with their delimiters.
const MATRICES: [(&str, &str, &str); 6] = [
    ("matrix", ".", "."),
    ("pmatrix", "(", ")"),
    ("bmatrix", "[", "]"),
    ("Bmatrix", r"\{", r"\}"),
    ("vmatrix", "|", "|"),
    ("Vmatrix", r"\|", r"\|"),
];

/// What to read in the place of an environment that is read as a whole, when one begins: `CD`, `prooftree`, a
/// matrix with lines between its rows.
pub(super) fn whole(call: &mut Call) -> Result<Option<Traced>, FormulaError> {
    let mut ahead = call.scanner.clone();
    let Some(name) = ahead.argument() else { return Ok(None) };
    let name = name.as_str().trim().to_owned();
    let matrix = MATRICES.iter().find(|matrix| matrix.0 == name);
    let words = ["cases*", "dcases*", "rcases*", "drcases*"].contains(&name.as_str());
    if matrix.is_none() && !words && name != "CD" && name != "prooftree" {
        return Ok(None);
    }
    // A macro that contains itself may begin very many of which none ends.
    let has_lines = || call.input.as_str().get(ahead.at()..).is_some_and(|rest| rest.contains(r"\hline"));
    if matrix.is_some() && !has_lines() {
        return Ok(None);
    }
    let end = format!(r"\end{{{name}}}");
    let body = match delimited(&mut ahead, call.input, &end) {
        Some(body) => body,
        None if matrix.is_some() => return Ok(None),
        None => return Err(call.error("is not ended")),
    };
    let read = match matrix {
        Some((_, open, close)) if body.as_str().contains(r"\hline") => {
            let columns =
                body.as_str().split(r"\\").map(|row| row.matches('&').count() + 1).max().unwrap_or(1);
            let open = format!(r"\left{open}\begin{{array}}{{{}}}", "c".repeat(columns));
            call.wrapped(&open, &body, &format!(r"\end{{array}}\right{close}"))
        }
        Some(_) => return Ok(None),
        None if name == "CD" => diagram::read(call, &body)?,
        None if words => with_words(call, name.trim_end_matches('*'), &body),
        None => proof::tree(call, &body)?,
    };
    *call.scanner = ahead;
    Ok(Some(read))
}

/// The environment `name` with text in its second column.
fn with_words(call: &Call, name: &str, body: &Traced) -> Traced {
    let at = call.origin();
    let mut out = Traced::default();
    out.push(&format!(r"\begin{{{name}}}"), at);
    let mut scanner = Scanner::new(body);
    let (mut depth, mut text) = (0, false);
    loop {
        let start = scanner.at();
        let Some(token) = scanner.next() else { break };
        match token {
            Token::Command("\\") if depth == 0 && text => {
                out.push("}", at);
                text = false;
            }
            Token::Char('&') if depth == 0 && !text => {
                out.push(r"&\text{", at);
                text = true;
                continue;
            }
            Token::Char('{') => depth += 1,
            Token::Char('}') => depth -= 1,
            Token::Char(_) | Token::Command(_) | Token::Comment => {}
        }
        out.push_part(body, start..scanner.at());
    }
    out.push(if text { "}" } else { "" }, at);
    out.push(&format!(r"\end{{{name}}}"), at);
    out
}

/// Writes the beginning of an environment.
pub(super) fn begin(call: &mut Call, out: &mut Traced) -> Result<(), FormulaError> {
    let at = call.origin();
    let name = call.argument()?;
    let plain = name.as_str().trim().trim_end_matches('*').to_owned();
    let ahead = call.scanner.clone();
    let position = call.scanner.optional();
    if position.is_some_and(|found| !matches!(found.as_str().trim(), "t" | "b" | "c" | "l" | "r")) {
        *call.scanner = ahead;
    }
    let known = ENVIRONMENTS.iter().find(|entry| entry.0 == plain);
    let opening = match known.map(|entry| &entry.1) {
        None => {
            out.push(r"\begin{", at);
            out.push(&plain, at);
            "}".to_owned()
        }
        Some(Environment::Named(name)) => format!(r"\begin{{{name}}}"),
        Some(Environment::Columns(name, columns)) => format!(r"\begin{{{name}}}{{{columns}}}"),
        Some(Environment::Counted(name)) => {
            call.argument()?;
            format!(r"\begin{{{name}}}")
        }
        Some(Environment::Array(name)) => {
            let columns = columns(call.argument()?.as_str());
            format!(r"\begin{{{name}}}{{{columns}}}")
        }
        Some(Environment::Small(open, _)) => {
            let left = if open.is_empty() { String::new() } else { format!(r"\left{open}") };
            format!(r"{left}\begin{{subarray}}{{c}}")
        }
        Some(Environment::Content) => String::new(),
    };
    out.push(&opening, at);
    Ok(())
}

/// Writes the end of an environment.
pub(super) fn end(call: &mut Call, out: &mut Traced) -> Result<(), FormulaError> {
    let at = call.origin();
    let name = call.argument()?;
    let plain = name.as_str().trim().trim_end_matches('*');
    let closing = match ENVIRONMENTS.iter().find(|entry| entry.0 == plain).map(|entry| &entry.1) {
        None => format!(r"\end{{{plain}}}"),
        Some(Environment::Named(name) | Environment::Columns(name, _) | Environment::Counted(name))
        | Some(Environment::Array(name)) => format!(r"\end{{{name}}}"),
        Some(Environment::Small(_, close)) => {
            let right = if close.is_empty() { String::new() } else { format!(r"\right{close}") };
            format!(r"\end{{subarray}}{right}")
        }
        Some(Environment::Content) => String::new(),
    };
    out.push(&closing, at);
    Ok(())
}

/// The columns of an array, of which math-core reads `l`, `c`, `r`, `|` and `:`.
fn columns(spec: &str) -> String {
    let input = Traced::source(spec);
    let mut scanner = Scanner::new(&input);
    let mut out = String::new();
    while let Some(token) = scanner.next() {
        match token {
            Token::Char(found @ ('l' | 'c' | 'r' | '|' | ':')) => out.push(found),
            Token::Char('p' | 'm' | 'b' | 'X') => {
                scanner.argument();
                out.push('l');
            }
            Token::Char('S') => out.push('r'),
            Token::Char('@' | '!' | '>' | '<') => drop(scanner.argument()),
            Token::Char('*') => {
                let (count, repeated) = (scanner.argument(), scanner.argument());
                let count = count.and_then(|count| count.as_str().trim().parse::<usize>().ok()).unwrap_or(1);
                let repeated = columns(repeated.as_ref().map_or("", Traced::as_str));
                out.push_str(&repeated.repeat(count.min(100)));
            }
            Token::Char(_) | Token::Command(_) | Token::Comment => {}
        }
    }
    out
}

/// Goes past `[2pt]` after the end of a row; other brackets are a part of the next row.
pub(super) fn skip_row_space(scanner: &mut Scanner) {
    let mut ahead = scanner.clone();
    let Some(length) = ahead.optional() else { return };
    let length = length.as_str().trim();
    let number = length.trim_start_matches(|found: char| found.is_ascii_digit() || "+-. ".contains(found));
    let unit = number.trim().trim_start_matches('\\');
    let units = ["pt", "em", "ex", "mm", "cm", "in", "mu", "pc", "bp", "px", "baselineskip", "jot"];
    if number.len() < length.len() && units.contains(&unit) {
        *scanner = ahead;
    }
}

/// Goes past further `\hline`s: math-core draws one line only.
pub(super) fn skip_lines(scanner: &mut Scanner) {
    let mut ahead = scanner.clone();
    ahead.skip_spaces();
    while ahead.next() == Some(Token::Command("hline")) {
        *scanner = ahead.clone();
        ahead.skip_spaces();
    }
}
