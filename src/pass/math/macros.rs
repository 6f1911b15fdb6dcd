//! Macros that stand outside of formulas: in the note's front matter, and in the settings of its project.

use super::super::project::{at, first, from};
use crate::files::Files;
use crate::ir::Metadata;
use crate::latex::{self, Macros};
use crate::value::Value;

/// Where settings of projects have a mapping of macros: MyST, and what Jupyter Book gives MathJax 3 and 2.
const MAPPINGS: [&[&str]; 3] = [
    &["project", "math"],
    &["sphinx", "config", "mathjax3_config", "tex", "macros"],
    &["sphinx", "config", "mathjax_config", "TeX", "Macros"],
];

/// The macros of the front matter: a mapping of names to definitions, or lines of LaTeX.
pub fn of_note(macros: &mut Macros, metadata: &Metadata) {
    for key in ["header-includes", "macros", "math"] {
        metadata.extra.get(key).into_iter().for_each(|value| take(macros, value));
    }
}

/// The macros of the note's project.
pub fn of_project(macros: &mut Macros, files: &dyn Files) {
    let found = first(files, |settings, folder| {
        let mut found = Macros::default();
        for mapping in MAPPINGS.iter().filter_map(|way| at(settings, way)) {
            take(&mut found, mapping);
        }
        included(settings).into_iter().for_each(|part| header(&mut found, part, folder, files));
        (!found.is_empty()).then_some(found)
    });
    found.into_iter().for_each(|found| macros.extend(found));
}

/// What Quarto puts into the heads of outputs, for all formats and for each.
fn included(settings: &Value) -> Vec<&Value> {
    let formats = settings.get("format").and_then(Value::as_mapping).into_iter().flatten();
    let all = std::iter::once(settings).chain(formats.map(|(_, format)| format));
    let keys = ["header-includes", "include-in-header", "include-before-body"];
    all.flat_map(|part| keys.iter().filter_map(|key| part.get(key))).collect()
}

/// The macros of such a part: LaTeX, or a file of it.
fn header(macros: &mut Macros, part: &Value, folder: &str, files: &dyn Files) {
    match part {
        Value::Sequence(parts) => parts.iter().for_each(|part| header(macros, part, folder, files)),
        Value::Mapping(part) => {
            part.get("text").into_iter().for_each(|text| take(macros, text));
            part.get("file").into_iter().for_each(|file| header(macros, file, folder, files));
        }
        Value::String(text) if text.contains('\\') => take(macros, part),
        Value::String(file) if [".tex", ".sty", ".html"].iter().any(|ending| file.ends_with(ending)) => {
            if let Ok(bytes) = files.read(&from(folder, file)) {
                latex::learn(&String::from_utf8_lossy(&bytes), macros);
            }
        }
        _ => {}
    }
}

fn take(macros: &mut Macros, value: &Value) {
    match value {
        Value::Mapping(mapping) => {
            let pairs = mapping.iter().filter_map(|(name, body)| Some((text(name)?, text(body)?)));
            pairs.for_each(|(name, body)| macros.define(&name, &body));
        }
        Value::String(lines) => {
            latex::learn(lines, macros);
        }
        Value::Sequence(parts) => {
            for part in parts {
                latex::learn(&text(part.get("text").unwrap_or(part)).unwrap_or_default(), macros);
            }
        }
        _ => {}
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        // `name: [definition, number of arguments]`, as KaTeX and MathJax have it.
        Value::Sequence(parts) => parts.first()?.as_str().map(str::to_owned),
        // `name: {macro: definition}`, as MyST has it.
        Value::Mapping(parts) => parts.get("macro")?.as_str().map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    /// Whether `\half{x}` can be read in a project with these files.
    fn reads(files: &[(&str, &str)]) -> bool {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        let mut macros = Macros::default();
        of_project(&mut macros, &Memory(files.collect()));
        latex::read(r"\half{x}", false, &macros).is_ok()
    }

    #[test]
    fn each_kind_of_project_defines_macros() {
        let mathjax = "sphinx:\n  config:\n    mathjax3_config:\n      tex:\n        macros:\n          half: ['\\frac{#1}{2}', 1]\n";
        assert!(reads(&[("_config.yml", mathjax)]));
        assert!(reads(&[("../myst.yml", "project:\n  math:\n    '\\half': '\\frac{#1}{2}'\n")]));
        let command = "\\newcommand{\\half}[1]{\\frac{#1}{2}}";
        let header = format!("format:\n  pdf:\n    include-in-header:\n      - text: '{command}'\n");
        assert!(reads(&[("_quarto.yml", &header)]));
        assert!(reads(&[("../_quarto.yml", "include-in-header: m.tex\n"), ("../m.tex", command)]));
        assert!(!reads(&[]));
    }
}
