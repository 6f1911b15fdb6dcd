//! That no symbol gets lost on the way to an output: the formulas of `kinds.txt`, each with its symbols in reading
//! order. What a formula says is compared with the MathML and with the Typst code that are written of it.

use std::collections::BTreeMap;

use note_convert::backend;
use note_convert::ir::Formula;
use note_convert::latex::{self, Macros};

use super::typesetter;

const KINDS: &str = include_str!("kinds.txt");

/// `UPDATE_GOLDEN=1` writes the symbols into the file, for a person to look at the difference.
#[test]
fn each_formula_keeps_its_symbols_in_mathml() {
    let written = |tex: &str| mathml_symbols(&read(tex), tex);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let lines = KINDS.lines().filter(|line| !line.starts_with("    "));
        let lines = lines.map(|line| match line {
            "" => "\n".to_owned(),
            comment if comment.starts_with("# ") => format!("{comment}\n"),
            tex => format!("{tex}\n    {}\n", written(tex)),
        });
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formulas/kinds.txt");
        std::fs::write(path, lines.collect::<String>()).unwrap();
        return;
    }
    for (tex, symbols) in formulas() {
        assert_eq!(written(tex), symbols, "{tex}");
    }
}

#[test]
fn each_formula_keeps_its_symbols_in_typst() {
    for (tex, _) in formulas() {
        let formula = read(tex);
        let mut code = String::new();
        backend::typst::math::write(&mut code, &formula);
        assert_eq!(counted(&typst_symbols(&code)), counted(&symbols(&formula)), "{tex}\n{code}");
    }
}

#[test]
fn typst_sets_each_formula_with_glyphs_that_the_fonts_have() {
    let formulas: Vec<&str> = formulas().map(|(tex, _)| tex).collect();
    let result = typesetter::typeset(formulas.iter().map(|tex| (read(tex), true)));
    let missing: Vec<_> = result.missing.iter().map(|(index, text)| (formulas[*index], text)).collect();
    assert_eq!(result.messages, Vec::<String>::new());
    assert!(missing.is_empty(), "characters without a glyph: {missing:?}");
}

#[test]
fn what_is_not_known_is_an_error() {
    for tex in [
        r"\mathpalette\x\y",
        r"\begin{bordermatrix} a \end{bordermatrix}",
        r"\begin{algorithm} x \end{algorithm}",
        r"\indic_A",
        r"\unit{\nosuchunit}",
        r"\begin{CD} A @X B \end{CD}",
        r"\begin{prooftree} words \end{prooftree}",
        r"\textcolor{nosuchcolour}{x}",
        r"\unicode{x0}",
    ] {
        assert!(latex::read(tex, true, &Macros::default()).is_err(), "{tex}");
    }
}

/// The formulas of the file, with their symbols.
fn formulas() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines: Vec<&str> = KINDS.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    let pairs: Vec<_> =
        lines.chunks(2).map(|pair| (pair[0], pair.get(1).copied().unwrap_or_default().trim())).collect();
    pairs.into_iter()
}

fn read(tex: &str) -> Formula {
    latex::read(tex, true, &Macros::default())
        .unwrap_or_else(|error| panic!("{tex}: {} at {:?}", error.message, error.range))
}

/// The text of the MathML that is written, without white space.
fn mathml_symbols(formula: &Formula, tex: &str) -> String {
    let mut mathml = String::new();
    backend::html::math::write(&mut mathml, formula, true, tex, "");
    let document = roxmltree::Document::parse(&mathml).unwrap();
    let text = document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
    text.flat_map(str::chars).filter(|found| !found.is_whitespace()).collect()
}

/// The symbols of the tree that Typst gets as characters: marks and bars are functions of it.
fn symbols(formula: &Formula) -> String {
    let own = match formula {
        Formula::Identifier { text, .. } | Formula::Number(text) | Formula::Text { text, .. } => text.clone(),
        Formula::Operator(operator) => operator.text.clone(),
        Formula::Arrow { arrow, .. } => arrow.clone(),
        Formula::Fenced { open, close, .. } => format!("{open}{close}"),
        _ => String::new(),
    };
    formula.children().into_iter().fold(own, |all, child| all + &symbols(child))
}

/// The characters in the string literals of Typst code that are symbols or words.
fn typst_symbols(code: &str) -> String {
    let mut found = String::new();
    let mut rest = code;
    while let Some(at) = rest.find('"') {
        let before = &rest[..at];
        let (text, length) = literal(&rest[at + 1..]);
        // Names of classes, fonts and colours, and marks, are no symbols.
        let look =
            ["math.class(", "weight: ", "style: ", "rgb(", "dash: "].iter().any(|end| before.ends_with(end));
        let after = &rest[at + 1 + length..];
        let last = after.starts_with(')') || after.starts_with(", size: 0%)");
        let mark = before.ends_with(", ")
            && last
            && text.chars().count() == 1
            && !text.contains(|c: char| c.is_ascii_alphanumeric());
        if !look && !mark {
            found.push_str(&text);
        }
        rest = &rest[at + 1 + length..];
    }
    found + &"()".repeat(code.matches("math.binom(").count())
}

/// A string literal's text, and its length with the closing quote.
fn literal(code: &str) -> (String, usize) {
    let mut text = String::new();
    let mut characters = code.char_indices();
    while let Some((at, found)) = characters.next() {
        match found {
            '"' => return (text, at + 1),
            '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
            other => text.push(other),
        }
    }
    (text, code.len())
}

fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for found in text.chars().filter(|found| !found.is_whitespace()) {
        *counts.entry(found).or_default() += 1;
    }
    counts
}
