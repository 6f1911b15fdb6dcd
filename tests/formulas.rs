//! Formulas from LaTeX to both targets: what each construct is read as, that MathML is well-formed, that Typst
//! sets it with glyphs that the fonts have, that it can be read aloud, and — where real formulas are at hand — that no
//! symbol is lost.

#[path = "formulas/corpus.rs"]
mod corpus;
#[path = "formulas/spoken.rs"]
mod spoken;
#[path = "formulas/symbols.rs"]
mod symbols;
#[path = "formulas/typesetter.rs"]
mod typesetter;

use note_convert::backend;
use note_convert::latex;

/// The cases of `constructs.txt`: a formula on each line, what it is read as on the indented line after it.
fn constructs() -> Vec<(String, Option<String>)> {
    let mut cases: Vec<(String, Option<String>)> = Vec::new();
    for line in include_str!("formulas/constructs.txt").lines() {
        match line.strip_prefix("    ") {
            Some(dump) => {
                if let Some(case) = cases.last_mut() {
                    case.1 = Some(dump.to_owned());
                }
            }
            None => cases.push((line.to_owned(), None)),
        }
    }
    cases.retain(|case| !case.0.is_empty() && !case.0.starts_with('#'));
    cases
}

fn dump(tex: &str) -> String {
    match latex::read(tex, true, &latex::Macros::default()) {
        Ok(formula) => formula.dump(),
        Err(error) => format!("error at {:?}: {}", error.range, error.message),
    }
}

/// `UPDATE_GOLDEN=1` writes what is read into the file, for a person to look at the difference.
#[test]
fn each_construct_is_read_as_the_table_says() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let lines = include_str!("formulas/constructs.txt").lines();
        let lines = lines.filter(|line| !line.starts_with("    ")).map(|line| match line {
            "" => "\n".to_owned(),
            comment if comment.starts_with('#') => format!("{comment}\n"),
            tex => format!("{tex}\n    {}\n", dump(tex)),
        });
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formulas/constructs.txt");
        std::fs::write(path, lines.collect::<String>()).unwrap();
        return;
    }
    for (tex, expected) in constructs() {
        assert_eq!(Some(dump(&tex)), expected, "{tex}");
    }
}

/// The parts of a dump that name a kind, so that no kind is without a case.
#[test]
fn the_table_has_every_kind_of_part() {
    let dumps: String = constructs().iter().filter_map(|case| case.1.clone()).collect();
    let kinds = [
        "row",
        "id",
        "num",
        "op",
        "text",
        "space",
        "frac",
        "root",
        "sub",
        "sup",
        "subsup",
        "multiscripts",
        "under",
        "over",
        "underover",
        "accent",
        "arrow",
        "fenced",
        "table",
        "styled",
        "colored",
        "struck",
        "boxed",
        "tag",
        "phantom",
        "padded",
    ];
    for kind in kinds {
        assert!(dumps.contains(&format!("({kind} ")), "no case has a part of the kind `{kind}`");
    }
}

#[test]
fn mathml_is_well_formed_and_has_the_latex_as_alternative_text() {
    for (tex, _) in constructs() {
        let formula = latex::read(&tex, true, &latex::Macros::default()).unwrap();
        let mut mathml = String::new();
        backend::html::math::write(&mut mathml, &formula, true, &tex, "");
        let document = roxmltree::Document::parse(&mathml).unwrap_or_else(|error| panic!("{tex}: {error}"));
        let math = document.root_element();
        assert!(math.has_tag_name(("http://www.w3.org/1998/Math/MathML", "math")), "{tex}");
        assert_eq!(math.attribute("alttext"), Some(tex.as_str()));
        assert_eq!(math.attribute("display"), Some("block"));
    }
}

#[test]
fn typst_sets_each_construct_with_glyphs_that_the_fonts_have() {
    let cases = constructs();
    let formulas =
        cases.iter().map(|case| (latex::read(&case.0, true, &latex::Macros::default()).unwrap(), true));
    let result = typesetter::typeset(formulas);
    let missing: Vec<_> = result.missing.iter().map(|(index, text)| (&cases[*index].0, text)).collect();
    assert_eq!(result.messages, Vec::<String>::new());
    assert!(missing.is_empty(), "characters without a glyph: {missing:?}");
}

/// Nothing of a note runs: quotes, hashes and backslashes arrive as text.
#[test]
fn typst_code_keeps_a_notes_characters_in_strings() {
    let formula =
        latex::read(r##"\text{"#panic("x")} \verb|\"#panic()|"##, false, &latex::Macros::default()).unwrap();
    let mut code = String::new();
    backend::typst::math::write(&mut code, &formula);
    assert!(code.contains(r##"math-text("\"#panic(\"x\")")"##), "{code}");
    assert!(code.contains(r##""\\\"#panic()")"##), "{code}");
    assert_eq!(typesetter::typeset([(formula, false)]).messages, Vec::<String>::new());
}
