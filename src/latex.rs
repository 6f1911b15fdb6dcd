//! Reads the LaTeX of a formula, once, into the tree that all targets are written from. math-core does the
//! work; around it stand the expansion of macros (`expand`), the reading of its MathML (`tree`) and, here,
//! the decisions about a formula as a whole: doubled backslashes, lines without an environment, nesting.

mod error;
mod expand;
mod macros;
mod traced;
mod tree;

use std::sync::OnceLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use crate::ir::Formula;
use crate::limits::{FORMULA_CHAIN, FORMULA_DEPTH, FORMULA_GROUPS};
use traced::{Scanner, Token, Traced};

pub use error::FormulaError;
pub use expand::Macros;

/// Reads LaTeX without its delimiters (`$`, `\[`…).
///
/// `display` says whether the formula stands on a line of its own, `macros` what the note around it defines.
///
/// Where a note was written for a site whose Markdown halves backslashes before the formula is read (`\\{` for
/// `\{`), they are halved here: when there is a `\\` outside rows directly before a character that a backslash
/// makes a command of, or when the formula cannot be read as it is but can be with them halved.
///
/// # Errors
/// When LaTeX would not accept the formula, or when it has a command, an environment or a colour that is not
/// known. Nothing of a formula is ever left out.
pub fn read(tex: &str, display: bool, macros: &Macros) -> Result<Formula, FormulaError> {
    if let Some((at, found)) = tex.char_indices().find(|(_, found)| macros::RESERVED.contains(found)) {
        let message = format!("character U+{:X} has no meaning in a formula", u32::from(found));
        return Err(FormulaError { message, range: at..at + found.len_utf8() });
    }
    as_written_or_halved(tex, display, macros).map_err(|error| error.of_command(tex))
}

fn as_written_or_halved(tex: &str, display: bool, macros: &Macros) -> Result<Formula, FormulaError> {
    let written = Traced::source(tex);
    let halved = halve_backslashes(&written);
    if doubles_backslashes(&written) {
        return read_traced(&halved, display, macros)
            .or_else(|error| read_traced(&written, display, macros).map_err(|_| error));
    }
    let as_written = read_traced(&written, display, macros);
    if as_written.is_err() && halved.as_str() != written.as_str() {
        return read_traced(&halved, display, macros).or(as_written);
    }
    as_written
}

/// What a formula defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defines {
    /// Nothing.
    Nothing,
    /// Macros, and it says something too.
    Too,
    /// Macros, and nothing else stands in it.
    Only,
}

/// Adds the macros that a formula defines (`\newcommand`, `\def`, `\DeclareMathOperator`…) to those of the note,
/// for the formulas after it.
#[expect(clippy::indexing_slicing, reason = "offsets are of backslashes that were found in the same text")]
pub fn learn(tex: &str, macros: &mut Macros) -> Defines {
    let bytes = tex.as_bytes();
    let defining = bytes.iter().enumerate().any(|(at, byte)| {
        *byte == b'\\' && expand::DEFINING.iter().any(|name| bytes[at + 1..].starts_with(name.as_bytes()))
    });
    let Some(expanded) = defining.then(|| expand::expand(&Traced::source(tex), false, macros).ok()).flatten()
    else {
        return Defines::Nothing;
    };
    if expanded.definitions.is_empty() {
        return Defines::Nothing;
    }
    macros.extend(expanded.definitions);
    if expanded.text.as_str().trim().is_empty() { Defines::Only } else { Defines::Too }
}

/// Whether a command (without its backslash) defines macros.
pub fn defines(command: &str) -> bool {
    expand::DEFINING.contains(&command)
}

/// The length of the definitions that `text` begins with, with the comments and the white space between them.
pub fn definitions_length(text: &str) -> usize {
    expand::definitions_length(&Traced::source(text))
}

fn read_traced(tex: &Traced, display: bool, macros: &Macros) -> Result<Formula, FormulaError> {
    check_nesting(tex)?;
    let mut text = expand::expand(tex, display, macros)?.text;
    if display && let Some(environment) = environment_for_rows(&text) {
        let mut rows = Traced::default();
        rows.push(&format!(r"\begin{{{environment}}}"), text.origin(0));
        rows.push_traced(&text);
        rows.push(&format!(r"\end{{{environment}}}"), text.origin(text.as_str().len()));
        text = rows;
    }
    check_nesting(&text)?;
    let mode = if display { MathDisplay::Block } else { MathDisplay::Inline };
    let result = converter().convert_with_local_state(text.as_str(), mode);
    let mathml = result.map_err(|error| FormulaError {
        message: lower_case(error.error_message()),
        range: text.origins(error.0.start..error.0.end.min(text.as_str().len())),
    })?;
    let whole = |message| FormulaError { message, range: tex.origins(0..tex.as_str().len()) };
    let formula = tree::read(&mathml.mathml).map_err(whole)?;
    if formula.depth() > FORMULA_DEPTH {
        return Err(whole("formula nests too deeply".to_owned()));
    }
    Ok(formula)
}

fn converter() -> &'static LatexToMathML {
    static CONVERTER: OnceLock<LatexToMathML> = OnceLock::new();
    CONVERTER.get_or_init(|| {
        let config = MathCoreConfig { allow_unreliable_rendering: true, ..MathCoreConfig::default() };
        LatexToMathML::new(config).unwrap_or_default()
    })
}

fn lower_case(message: String) -> String {
    let mut characters = message.strip_suffix('.').unwrap_or(&message).chars();
    let first = characters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + characters.as_str()
}

/// Refuses what math-core's recursion could exhaust the stack on.
fn check_nesting(tex: &Traced) -> Result<(), FormulaError> {
    let mut scanner = Scanner::new(tex);
    let (mut depth, mut chain) = (0_usize, 0_usize);
    loop {
        let at = scanner.at();
        let Some(token) = scanner.next() else { return Ok(()) };
        match token {
            Token::Char('{') | Token::Command("left" | "begin") => (depth, chain) = (depth + 1, 0),
            Token::Char('}') | Token::Command("right" | "end") => {
                (depth, chain) = (depth.saturating_sub(1), 0)
            }
            Token::Command(_) => chain += 1,
            Token::Char('^' | '_') => chain += 1,
            Token::Char(found) if found.is_whitespace() => {}
            Token::Char(_) | Token::Comment => chain = 0,
        }
        if depth > FORMULA_GROUPS || chain > FORMULA_CHAIN {
            let message = "formula nests too deeply".to_owned();
            return Err(FormulaError { message, range: tex.origins(at..scanner.at()) });
        }
    }
}

/// The environment that a displayed formula needs when it has rows (`\\`) or columns (`&`) outside any.
fn environment_for_rows(tex: &Traced) -> Option<&'static str> {
    let mut scanner = Scanner::new(tex);
    let (mut depth, mut row_ended, mut rows, mut columns) = (0_i32, false, false, false);
    while let Some(token) = scanner.next() {
        match token {
            Token::Command("\\") if depth == 0 => {
                row_ended = true;
                continue;
            }
            Token::Char('&') if depth == 0 => columns = true,
            Token::Char('{') | Token::Command("left" | "begin") => depth += 1,
            Token::Char('}') | Token::Command("right" | "end") => depth -= 1,
            Token::Char(found) if found.is_whitespace() => continue,
            Token::Char(_) | Token::Command(_) | Token::Comment => {}
        }
        rows |= row_ended;
    }
    if columns { Some("aligned") } else { rows.then_some("gathered") }
}

/// The characters that a single backslash makes a command of, and that nobody writes right after the end of a
/// row.
const ESCAPABLE: &str = ",;!:{}%_#&|";

/// The runs of two and more backslashes: where, how many, whether inside an environment with rows.
#[expect(clippy::string_slice, reason = "offsets are of backslashes that were found in the same text")]
fn backslash_runs(tex: &str) -> Vec<(usize, usize, bool)> {
    let mut runs = Vec::new();
    let mut depth = 0_i32;
    let mut at = 0;
    while let Some(found) = tex[at..].find('\\') {
        let start = at + found;
        let length = tex[start..].bytes().take_while(|byte| *byte == b'\\').count();
        let rest = &tex[start + length..];
        if length % 2 == 1 && rest.starts_with("begin{") || rest.starts_with("substack") {
            depth += 1;
        } else if length % 2 == 1 && rest.starts_with("end{") {
            depth -= 1;
        }
        if length >= 2 {
            runs.push((start, length, depth > 0));
        }
        at = start + length;
    }
    runs
}

/// Whether the backslashes look as if Markdown were to halve them first.
#[expect(clippy::string_slice, reason = "offsets are of backslashes that were found in the same text")]
fn doubles_backslashes(tex: &Traced) -> bool {
    let tex = tex.as_str();
    let runs = backslash_runs(tex);
    let escapes = |start: usize, length: usize| tex[start + length..].starts_with(|c| ESCAPABLE.contains(c));
    let rows: Vec<_> = runs.iter().filter(|run| run.2).collect();
    runs.iter().any(|&(start, length, in_rows)| !in_rows && escapes(start, length))
        || !rows.is_empty() && rows.iter().all(|run| run.1 >= 4)
}

/// The text with backslashes halved as Markdown does, but for the ends of rows that are not doubled.
#[expect(clippy::string_slice, reason = "offsets are of backslashes that were found in the same text")]
fn halve_backslashes(tex: &Traced) -> Traced {
    let mut out = Traced::default();
    let mut copied = 0;
    for (start, length, in_rows) in backslash_runs(tex.as_str()) {
        let next = tex.as_str()[start + length..].chars().next().unwrap_or(' ');
        let kept = match length {
            2 if in_rows && !ESCAPABLE.contains(next) => 2,
            // The end of a row and a command: `\\\hline`.
            3 if in_rows && next.is_ascii_alphabetic() => 3,
            2 if next.is_whitespace() => 2,
            _ if ESCAPABLE.contains(next) => length / 2,
            _ => length.div_ceil(2),
        };
        out.push_part(tex, copied..start + kept);
        copied = start + length;
    }
    out.push_part(tex, copied..tex.as_str().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(tex: &str) -> String {
        read(tex, true, &Macros::default()).map_or_else(|error| error.message, |formula| formula.dump())
    }

    fn halved(tex: &str) -> String {
        halve_backslashes(&Traced::source(tex)).as_str().to_owned()
    }

    #[test]
    fn backslashes_are_halved_as_markdown_does_but_single_ends_of_rows_stay() {
        assert_eq!(halved(r"\\{0\\} \\; \\% a\\_b"), r"\{0\} \; \% a\_b");
        assert_eq!(halved(r"\left\\\{ x \\\; y"), r"\left\{ x \; y");
        assert_eq!(halved(r"\begin{array}{l} a \\\\ b \end{array}"), r"\begin{array}{l} a \\ b \end{array}");
        let rows = r"\begin{cases} \{a\} \\ b \\[2pt] c \end{cases}";
        assert_eq!(halved(rows), rows);
    }

    #[test]
    fn doubled_backslashes_are_read_as_single_ones() {
        assert_eq!(dump(r"\\{a\\}"), dump(r"\{a\}"));
        assert_eq!(dump(r"\text{a\\_b}"), dump(r"\text{a\_b}"));
        assert_eq!(dump(r"\left\\{ a \right."), dump(r"\left\{ a \right."));
        assert_eq!(dump(r"\begin{cases} a \\\\ b \end{cases}"), dump(r"\begin{cases} a \\ b \end{cases}"));
    }

    #[test]
    fn ends_of_rows_are_not_taken_for_doubled_backslashes() {
        assert_eq!(dump(r"\begin{cases} a \\{b} \end{cases}"), dump(r"\begin{cases} a \\ b \end{cases}"));
        assert_eq!(dump(r"\sum_{\substack{a\\{b}}}"), dump(r"\sum_{\substack{a\\ b}}"));
        assert_eq!(dump(r"a \\ b"), dump(r"\begin{gathered} a \\ b \end{gathered}"));
    }

    #[test]
    fn an_error_says_what_and_where_in_the_note() {
        let error = |tex: &str| read(tex, false, &Macros::default()).unwrap_err();
        let at = |tex: &str| {
            let error = error(tex);
            (error.message, tex[error.range].to_owned())
        };
        let expected = |message: &str, tex: &str| (message.to_owned(), tex.to_owned());
        assert_eq!(at(r"a + \unknown b"), expected(r#"unknown command "\unknown""#, r"\unknown"));
        assert_eq!(at(r"\boxed{a + \no b}"), expected(r#"unknown command "\no""#, r"\no"));
        assert_eq!(at(r"x + \boxed"), expected(r"`\boxed` needs an argument", r"\boxed"));
        assert_eq!(at(r"\color{#12} x"), expected(r"`\color` has a colour that cannot be read", r"\color"));
        assert_eq!(at("a \u{E100} b"), expected("character U+E100 has no meaning in a formula", "\u{E100}"));
        assert_eq!(at(r"\def\a{\a\a} x+\a"), expected("macros expand without end", r"\a"));
        let read_again = format!(r"\def\a{{\relax}} {} {}", r"\a x ".repeat(900), "x".repeat(20_000));
        assert_eq!(at(&read_again).0, "macros expand without end");
        assert_eq!(at(&r"\sqrt{".repeat(5_000)).0, "formula nests too deeply");
        assert_eq!(at(&format!("{}x{}", "x^{".repeat(100), "}".repeat(100))).0, "formula nests too deeply");
    }

    #[test]
    fn macros_of_the_note_are_expanded_and_may_use_one_another() {
        let mut macros = Macros::default();
        for (name, definition) in [("\\R", r"\mathbb{R}"), ("norm", r"\|#1\|"), ("n", r"\norm{x} \in \R")] {
            macros.define(name, definition);
        }
        let formula = read(r"\n", false, &macros).unwrap();
        assert_eq!(formula.dump(), dump(r"\|x\| \in \mathbb{R}"));
    }

    #[test]
    fn what_a_formula_defines_is_there_for_the_next_one() {
        let mut macros = Macros::default();
        let definitions = r"\newcommand{\R}{\mathbb{R}} \def\f#1{f(#1)} \newcommand\g[2][0]{g_{#1}(#2)}";
        assert_eq!(learn(definitions, &mut macros), Defines::Only);
        assert_eq!(learn(r"\let\h\g x", &mut macros), Defines::Too);
        assert_eq!(learn(r"\f\R", &mut macros), Defines::Nothing);
        let read = |tex| read(tex, false, &macros).unwrap().dump();
        assert_eq!(read(r"\f\R"), dump(r"f(\mathbb{R})"));
        assert_eq!(read(r"\g{x} \h[1]{y}"), dump(r"g_0(x) g_1(y)"));
    }
}
