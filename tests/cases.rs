//! Golden cases. Each case of `tests/suite` becomes what the blocks below its note say; each whole note of `tests/cases`
//! becomes what stands beside it: its intermediate representation (`.ir`), its Typst code (`.typ`), its page (`.html`)
//! and, when there are any, its messages (`.messages`). `UPDATE_GOLDEN=1 cargo test --release --test cases` writes both
//! anew: look at the difference before you commit it. What holds for all cases at once stands in `behaviour/`.

#[path = "behaviour/at_once.rs"]
mod at_once;
#[path = "behaviour/case.rs"]
mod case;
#[path = "behaviour/outcome.rs"]
mod outcome;
#[path = "behaviour/suite.rs"]
mod suite;
#[path = "behaviour/suite_form.rs"]
mod suite_form;
#[path = "behaviour/variants.rs"]
mod variants;
#[path = "behaviour/words.rs"]
mod words;

use std::path::{Path, PathBuf};

use at_once::at_once;
use case::Case;
use note_convert::Format;
use note_convert::diagnostic::Code;

#[test]
fn every_whole_note_becomes_what_stands_beside_it() {
    let differences_of = |note: &PathBuf| {
        let outcomes = outcome::of_whole_note(&Case::of(note));
        outcomes.map(|(extension, actual)| compared(&note.with_extension(extension), &actual))
    };
    report(case::whole_notes().iter().flat_map(differences_of).flatten().collect());
}

#[test]
fn every_case_of_a_suite_becomes_what_stands_below_it() {
    let differences = at_once(&suite::all(), |suite| {
        let actual = suite.rewritten(|case| {
            let case = Case::small(suite, case);
            move |kind: &str| outcome::of_small_note(&case, kind)
        });
        compared(&suite.path, &actual)
    });
    report(differences.into_iter().flatten().collect());
}

#[test]
fn every_expected_output_belongs_to_a_case() {
    let notes = case::whole_notes();
    let names: Vec<_> = notes.iter().map(|note| note.file_stem()).collect();
    for entry in case::folder().read_dir().unwrap() {
        let path = entry.unwrap().path();
        assert!(path.is_dir() || names.contains(&path.file_stem()), "{} has no note", path.display());
    }
}

#[test]
fn every_case_is_typeset_without_a_word_from_the_typesetter() {
    at_once(&case::all(), |case| {
        let (pdf, mut diagnostics) = case.render(Format::Pdf);
        // Which glyphs there are depends on the fonts of the machine.
        diagnostics.retain(|diagnostic| diagnostic.code != Code::MissingGlyph);
        assert!(pdf.starts_with(b"%PDF-"), "{}", case.name);
        assert!(diagnostics.is_empty(), "{}: {}", case.name, case.messages(&diagnostics));
    });
}

/// How a file differs from what it should be, or `None`; with `UPDATE_GOLDEN`, the file is written instead.
/// An empty text has no file.
fn compared(path: &Path, actual: &str) -> Option<String> {
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return None;
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        match actual {
            "" => std::fs::remove_file(path).unwrap(),
            text => std::fs::write(path, text).unwrap(),
        }
        return None;
    }
    let difference = similar::TextDiff::from_lines(expected.as_str(), actual);
    let name = path.display();
    // Enough of a suite that the name of the case is seen.
    Some(
        difference.unified_diff().context_radius(6).header(&format!("expected {name}"), "actual").to_string(),
    )
}

/// Fails with these differences, if there are any.
fn report(differences: Vec<String>) {
    assert!(
        differences.is_empty(),
        "{} files are not as expected:\n{}\nIf what notes become now is right, write it with\n    \
         UPDATE_GOLDEN=1 cargo test --release --test cases\n",
        differences.len(),
        differences.join("\n")
    );
}
