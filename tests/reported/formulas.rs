//! Formulas, and where blocks end them.

use crate::inputs::{Converted, convert};

/// The input, converted without an error.
#[track_caller]
fn converted(name: &str) -> Option<Converted> {
    let converted = convert(name)?;
    assert_eq!(converted.run.status, 0, "{}", converted.run.messages);
    Some(converted)
}

/// The LaTeX of the formulas in a page or publication.
fn formulas(markup: &str) -> Vec<String> {
    let inside = markup.split("alttext=\"").skip(1);
    inside.filter_map(|rest| Some(rest.split_once('"')?.0.replace("&amp;", "&"))).collect()
}

#[track_caller]
fn has_formulas(name: &str, expected: &[&str]) -> Option<Converted> {
    let converted = converted(name)?;
    assert_eq!(formulas(&converted.html()), expected);
    assert_eq!(formulas(&converted.epub()), expected);
    Some(converted)
}

#[test]
fn no_formula_reaches_over_an_item() {
    let Some(converted) = has_formulas("19-dollars-across-items.md", &[]) else { return };
    assert_eq!(converted.html().matches("<li>").count(), 5);
    if let Some(text) = converted.pdf() {
        assert!(text.contains("small $$") && text.contains("write it to out$ now"), "{text}");
    }
    assert_eq!(converted.run.messages, "");
}

#[test]
fn formulas_of_kramdown_stand_in_their_lines() {
    let Some(converted) = has_formulas("20-kramdown-inline-math.md", &[r"\mathcal{S}", r"\mathcal{A}"])
    else {
        return;
    };
    assert!(!converted.html().contains("$$") && !converted.html().contains("display=\"block\""));
}

#[test]
fn no_formula_reaches_over_a_block() {
    let Some(converted) = has_formulas("21-math-eats-blocks.md", &[]) else { return };
    let html = converted.html();
    assert!(html.contains("<blockquote>") && html.contains("<dd>Meaning b$ x</dd>"), "{html}");
    assert_eq!(html.matches("role=\"doc-footnote\"").count(), 2);
    if let Some(text) = converted.pdf() {
        assert!(text.contains("Cost $a and b$ here"), "{text}");
    }
}

#[test]
fn a_number_stands_after_its_formula_wherever_it_is_written() {
    let Some(converted) = converted("22-label-first.md") else { return };
    for text in [converted.html(), converted.epub()] {
        let formula = text.find("<mi>a</mi>").unwrap();
        assert!(
            text[formula..].contains("<mtext>(1)</mtext>") && text[formula..].contains("<mtext>(X)</mtext>")
        );
        assert!(!text[..formula].contains("(1)"), "{text}");
    }
}

#[test]
fn formulas_with_doubled_backslashes_are_formulas() {
    has_formulas("58-escaped-math.md", &["c = h_0", "x^2"]);
}

#[test]
fn formulas_with_spaces_are_formulas_and_prices_are_not() {
    let Some(converted) = has_formulas("70-spaced-dollars.md", &["u_n", r"\frac{1}{2}"]) else { return };
    assert!(converted.html().contains("cela coûte 3 $ ou 4 $."));
}

#[test]
fn rare_commands_are_typeset() {
    let Some(converted) = converted("72-formulas.md") else { return };
    assert_eq!(converted.run.messages, "");
    let html = converted.html();
    assert_eq!(formulas(&html).len(), 5);
    assert!(!html.contains("<code") && html.matches("<mtd").count() == 12, "{html}");
}
