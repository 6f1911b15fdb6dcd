//! Real formulas, named by `FORMULAS`: a JSON list of `{"display": …, "tex": …}`. Each must be read, set by Typst
//! and keep every symbol: the symbols that a plain reading of the LaTeX finds are those in the tree.

use std::collections::BTreeMap;

use note_convert::ir::Formula;
use note_convert::latex;
use unicode_normalization::UnicodeNormalization;

use super::typesetter;

/// The part of distinct formulas that may fail: LaTeX that is broken.
const ALLOWED: f64 = 0.003;

#[test]
fn real_formulas_are_read_set_and_keep_their_symbols() {
    let Some(path) = std::env::var_os("FORMULAS") else {
        eprintln!("skipped: FORMULAS does not name a file of formulas");
        return;
    };
    let list: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut failures = Vec::new();
    let mut formulas = Vec::new();
    let mut texs = Vec::new();
    for entry in &list {
        let (tex, display) = (entry["tex"].as_str().unwrap(), entry["display"].as_bool().unwrap());
        match latex::read(tex, display, &latex::Macros::default()) {
            Err(error) => failures.push(format!("{} at {:?}: {tex}", error.message, error.range)),
            Ok(formula) => {
                match written_symbols(tex) {
                    Err(command) => failures.push(format!("no symbol is known for \\{command}: {tex}")),
                    Ok(written) => {
                        let read = symbols(&formula);
                        if written != read {
                            failures.push(format!("{}: {tex}", difference(&written, &read)));
                        }
                    }
                }
                formulas.push((formula, display));
                texs.push(tex);
            }
        }
    }
    let result = typesetter::typeset(formulas);
    failures.extend(result.messages);
    failures.extend(
        result.missing.iter().map(|(index, text)| format!("no glyph for {text:?}: {}", texs[*index])),
    );
    failures.iter().for_each(|failure| eprintln!("{failure}"));
    let part = failures.len() as f64 / list.len() as f64;
    eprintln!("{} of {} formulas failed", failures.len(), list.len());
    assert!(part <= ALLOWED, "{} of {} formulas failed", failures.len(), list.len());
}

type Symbols = BTreeMap<char, usize>;

fn count(symbols: &mut Symbols, text: &str) {
    // Mathematical alphabets and ligatures such as … count as the plain characters that they are made of.
    for character in text.nfkc() {
        let plain = match character {
            '−' => '-',
            '∗' => '*',
            'ˆ' => '^',
            '˜' => '~',
            // An apostrophe in words.
            '’' => '′',
            other => other,
        };
        let mark = unicode_normalization::char::is_combining_mark(plain) && plain != '\u{338}';
        if !plain.is_whitespace() && !mark && !('\u{FE00}'..='\u{FE0F}').contains(&plain) {
            *symbols.entry(plain).or_default() += 1;
        }
    }
}

/// The symbols in the tree.
fn symbols(formula: &Formula) -> Symbols {
    fn walk(formula: &Formula, found: &mut Symbols) {
        match formula {
            Formula::Identifier { text, .. } | Formula::Number(text) | Formula::Text { text, .. } => {
                count(found, text);
            }
            Formula::Operator(operator) => count(found, &operator.text),
            Formula::Accent { mark, .. } => count(found, mark),
            Formula::Arrow { arrow, .. } => count(found, arrow),
            Formula::Fenced { open, close, .. } => {
                count(found, open);
                count(found, close);
            }
            Formula::Struck { .. } => count(found, "╱"),
            _ => {}
        }
        formula.children().into_iter().for_each(|child| walk(child, found));
    }
    let mut found = Symbols::new();
    walk(formula, &mut found);
    found
}

/// The symbols that the LaTeX asks for, found without the reader that is tested: by a list of commands. The name
/// of a command that is not in the list is the error.
fn written_symbols(tex: &str) -> Result<Symbols, String> {
    let mut found = Symbols::new();
    let mut rest = tex;
    while let Some(first) = rest.chars().next() {
        if let Some((skipped, meaning)) = special(rest) {
            count(&mut found, &meaning);
            rest = &rest[skipped..];
        } else if first == '\\' {
            let after = &rest[1..];
            let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
            let length = if letters > 0 { letters } else { after.chars().next().map_or(0, char::len_utf8) };
            let name = &after[..length];
            let entry = COMMANDS.iter().find(|(names, _)| names.split(' ').any(|known| known == name));
            let meaning = match (entry, name) {
                (Some((_, meaning)), _) => meaning.to_string(),
                (None, "{" | "}" | "%" | "_" | "&" | "[" | "]" | "<" | "|") => name.replace('|', "‖"),
                (None, _) if WORDS.contains(&name) => name.to_owned(),
                (None, _) if name.trim().is_empty() || STRUCTURE.contains(&name) => String::new(),
                (None, _) => return Err(name.to_owned()),
            };
            count(&mut found, &meaning);
            rest = &after[length..];
        } else {
            match first {
                '{' | '}' | '^' | '_' | '&' | '~' => {}
                '\'' => count(&mut found, "′"),
                other => count(&mut found, other.encode_utf8(&mut [0; 4])),
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    Ok(found)
}

/// What is more than a command: how long it is, and its symbols.
fn special(rest: &str) -> Option<(usize, String)> {
    let group = |prefix: &str| rest.strip_prefix(prefix).and_then(|after| after.find('}'));
    if let Some(length) = group(r"\begin{array}{") {
        return Some((r"\begin{array}{".len() + length + 1, String::new()));
    }
    for (prefix, close) in [(r"\begin{", false), (r"\end{", true)] {
        if let Some(length) = group(prefix) {
            let name = &rest[prefix.len()..prefix.len() + length];
            let fences = match name {
                "cases" => ["{", ""],
                "pmatrix" => ["(", ")"],
                "bmatrix" => ["[", "]"],
                _ => ["", ""],
            };
            return Some((prefix.len() + length + 1, fences[usize::from(close)].to_owned()));
        }
    }
    if let Some(length) = group(r"\cellcolor{") {
        return Some((r"\cellcolor{".len() + length + 1, String::new()));
    }
    if let Some(body) = rest.strip_prefix(r"\verb|") {
        let length = body.find('|')?;
        return Some((r"\verb||".len() + length, body[..length].to_owned()));
    }
    if let Some(doubled) = rest.strip_prefix(r"\\")
        && doubled.starts_with(|next: char| r",;!{}%_&|\".contains(next))
    {
        return Some((1, String::new()));
    }
    for skipped in [r"\left.", r"\right.", r"\\"] {
        if rest.starts_with(skipped) {
            return Some((skipped.len(), String::new()));
        }
    }
    if rest.starts_with('%') {
        return Some((rest.find('\n').unwrap_or(rest.len()), String::new()));
    }
    None
}

fn difference(written: &Symbols, read: &Symbols) -> String {
    let all: Symbols = written.iter().chain(read).map(|(symbol, _)| (*symbol, 0)).collect();
    let counts =
        |symbol: &char| (written.get(symbol).copied().unwrap_or(0), read.get(symbol).copied().unwrap_or(0));
    let differing = all.keys().map(|symbol| (symbol, counts(symbol))).filter(|(_, (a, b))| a != b);
    differing.map(|(symbol, (a, b))| format!("{symbol} written {a} times, read {b} times ")).collect()
}

const STRUCTURE: &[&str] = &[
    "mathcal", "mathbb", "mathrm", "frac", "text", "mbox", "left", "right", "sqrt", "limits", "small",
    "tiny", "tt", "mathrel", "mathbin", "hline", ",", ";", "!", ">", "/",
];

const WORDS: &[&str] = &["log", "max", "ln", "min", "Pr", "exp", "sin", "cos", "cot", "lim", "LaTeX"];

const COMMANDS: &[(&str, &str)] = &[
    ("cdot", "⋅"),
    ("leq", "≤"),
    ("geq", "≥"),
    ("neq", "≠"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("dots", "..."),
    ("cdots", "⋯"),
    ("cdotp", "·"),
    ("in", "∈"),
    ("notin", "∉"),
    ("star", "⋆"),
    ("vert", "|"),
    ("mid", "∣"),
    ("rightarrow to", "→"),
    ("leftarrow xleftarrow", "←"),
    ("overrightarrow vec", "→"),
    ("uparrow", "↑"),
    ("Rightarrow", "⇒"),
    ("Leftrightarrow", "⇔"),
    ("mapsto", "↦"),
    ("overline", "‾"),
    ("bar", "¯"),
    ("hat widehat", "^"),
    ("widetilde", "~"),
    ("underbracket", "⎵"),
    ("cancel", "╱"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("land wedge", "∧"),
    ("lor vee", "∨"),
    ("bigwedge", "⋀"),
    ("bigvee", "⋁"),
    ("neg", "¬"),
    ("oplus", "⊕"),
    ("times", "×"),
    ("pm", "±"),
    ("circ", "∘"),
    ("bullet", "∙"),
    ("backslash", "\\"),
    ("coloneqq", "≔"),
    ("subseteq", "⊆"),
    ("subsetneq", "⊊"),
    ("simeq", "≃"),
    ("sim", "∼"),
    ("equiv", "≡"),
    ("perp", "⟂"),
    ("infty", "∞"),
    ("varnothing", "∅"),
    ("emptyset", "∅"),
    ("forall", "∀"),
    ("square", "□"),
    ("sharp", "♯"),
    ("lfloor", "⌊"),
    ("rfloor", "⌋"),
    ("binom", "()"),
    ("bmod", "mod"),
    ("pmod", "(mod)"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("Delta", "Δ"),
    ("epsilon", "ϵ"),
    ("theta", "θ"),
    ("Theta", "Θ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("pi", "π"),
    ("Pi", "Π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "ϕ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Omega", "Ω"),
];
