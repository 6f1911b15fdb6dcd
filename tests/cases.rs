//! Golden cases: each note of `tests/cases` becomes what stands beside it: its intermediate representation
//! (`.ir`), its Typst code (`.typ`), its page (`.html`) and, when there are any, its messages (`.messages`).
//! `UPDATE_GOLDEN=1 cargo test --release --test cases` writes them anew: look at the difference before you
//! commit it. Templates and style are left out, for they are the same for all. What holds for all cases at once
//! stands in `behaviour/`.

#[path = "behaviour/case.rs"]
mod case;
#[path = "behaviour/variants.rs"]
mod variants;
#[path = "behaviour/words.rs"]
mod words;

use std::fmt::Write as _;
use std::path::Path;

use case::Case;
use note_convert::Format;
use note_convert::diagnostic::Code;
use rayon::prelude::*;

#[test]
fn every_case_becomes_what_stands_beside_it() {
    let differences: Vec<String> = case::all()
        .iter()
        .flat_map(|case| {
            let messages = case.messages(&case.diagnostics);
            [
                ("ir", case.text(Format::Ir)),
                ("typ", without_template(&case.text(Format::Typst))),
                ("html", body(&case.text(Format::Html))),
                ("messages", messages),
            ]
            .map(|(extension, actual)| compared(&case.path.with_extension(extension), &actual))
        })
        .flatten()
        .collect();
    assert!(
        differences.is_empty(),
        "{} outputs are not as expected:\n{}\nIf the new outputs are right, write them with\n    \
         UPDATE_GOLDEN=1 cargo test --release --test cases\n",
        differences.len(),
        differences.concat()
    );
}

#[test]
fn every_expected_output_belongs_to_a_case() {
    let names: Vec<String> = case::all().iter().map(Case::name).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(path.is_dir() || names.contains(&name), "{} has no note", path.display());
    }
}

#[test]
fn every_case_is_typeset_without_a_word_from_the_typesetter() {
    case::all().par_iter().for_each(|case| {
        let (pdf, mut diagnostics) = case.render(Format::Pdf);
        // Which glyphs there are depends on the fonts of the machine.
        diagnostics.retain(|diagnostic| diagnostic.code != Code::MissingGlyph);
        assert!(pdf.starts_with(b"%PDF-"), "{}", case.name());
        assert!(diagnostics.is_empty(), "{}: {}", case.name(), case.messages(&diagnostics));
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
    let name = path.file_name().unwrap().to_string_lossy();
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}",
        difference.unified_diff().context_radius(2).header(&format!("expected {name}"), "actual")
    );
    Some(text)
}

/// What the document itself says in Typst: from the call that sets it up, the colours of code left out.
fn without_template(typst: &str) -> String {
    let start = typst.find("\n#show: note.with(\n").expect("the document is set up by `note`") + 1;
    let line = |line: &str| match line.starts_with("  code-theme: bytes(") {
        true => "  code-theme: bytes(\"…\"),\n".to_owned(),
        false => line.to_owned(),
    };
    typst[start..].split_inclusive('\n').map(line).collect()
}

/// What a page shows.
fn body(page: &str) -> String {
    let start = page.find("<body").expect("a page has a body");
    let end = page.find("</body>").expect("the body ends");
    without_drawings(&page[start..end])
}

/// A page without the data of long drawings: diagrams, whose lines are not for people to compare.
fn without_drawings(page: &str) -> String {
    const HEAD: &str = "data:image/svg+xml;base64,";
    const LONG: usize = 4000;
    let mut parts = page.split(HEAD);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (data, rest) = part.split_at(part.find('"').unwrap_or(part.len()));
        out.extend([HEAD, if data.len() > LONG { "…" } else { data }, rest]);
    }
    out
}
