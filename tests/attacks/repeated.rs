//! Notes that say something long once and show it often: an output is no hundred times the note.

use crate::place::Place;

const OFTEN: usize = 3_000;

/// The note becomes a page of at most so many megabytes, told at this line.
#[track_caller]
fn bounded(files: &[(&str, &str)], words: &str) -> Place {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let place = Place::new(&files);
    place.run("note.md --to html,epub").says(0, &["warning[repeated]", words]);
    let length = place.read("note.html").len();
    assert!(length < 16_000_000, "{length}");
    place
}

fn long() -> String {
    "long words ".repeat(2_000)
}

#[test]
fn the_long_form_of_an_abbreviation() {
    let note = format!("# T\n\n*[HTML]: {}\n\n{}", long(), "HTML a\n\n".repeat(OFTEN));
    let place = bounded(&[("note.md", &note)], "abbreviations are not explained");
    assert_eq!(place.html("note.html").matches("HTML").count(), OFTEN);
}

#[test]
fn a_value_of_the_front_matter() {
    for value in ["{{ page.what }}", "{{< meta what >}}", "{{< param what >}}", "![a]({{ page.what }})"] {
        let note =
            format!("---\ntitle: T\nwhat: {}\n---\n\n{}", long(), format!("a {value}\n\n").repeat(OFTEN));
        bounded(&[("note.md", &note)], "values are kept as they are written");
    }
    let note =
        format!("---\nsubstitutions:\n  what: {}\n---\n\n{}", long(), "a {{ what }}\n\n".repeat(OFTEN));
    bounded(&[("note.md", &note)], "values are kept as they are written");
}

#[test]
fn a_value_with_itself_in_it() {
    for note in [
        "---\nsubstitutions:\n  a: \"b {{ a }}\"\n---\n\nHere {{ a }}\n",
        "---\na: b {{< meta a >}} {{< meta a >}} {{< meta a >}}\n---\n\nHere {{< meta a >}}\n",
    ] {
        let place = Place::new(&[("note.md", note.as_bytes())]);
        place.run("note.md --to html").says(0, &["a value has itself, or too many others, in it"]);
        assert!(place.html("note.html").contains("Here b"));
    }
}

#[test]
fn the_words_of_a_reference() {
    let heading = format!("# T\n\n## {} {{#sec-a}}\n\n", long());
    bounded(
        &[("note.md", &format!("{heading}{}", "a [](#sec-a)\n\n".repeat(OFTEN)))],
        "references show names",
    );
    bounded(
        &[("note.md", &format!("{heading}{}", "a {ref}`sec-a`\n\n".repeat(OFTEN)))],
        "references show names",
    );
    let other = format!("# {}\n", long());
    let note = format!("# T\n\n{}", "a {doc}`other`\n\n".repeat(OFTEN));
    bounded(&[("note.md", &note), ("other.md", &other)], "references show names");
}

#[test]
fn the_names_of_a_work() {
    let works = format!("@book{{a, author = {{{}}}, title = {{T}}, year = 2020}}", "Long".repeat(4_000));
    let note = format!("---\nbibliography: works.bib\n---\n# T\n\n{}", "a [@a]\n\n".repeat(OFTEN / 3));
    bounded(&[("note.md", &note), ("works.bib", &works)], "citations stay as they are written");
}

#[test]
fn tables_of_contents() {
    let headings: String = (0..1_000).map(|i| format!("## Heading {i}\n\n")).collect();
    let note = format!("# T\n\n{}{headings}", "[TOC]\n\n".repeat(OFTEN));
    bounded(&[("note.md", &note)], "tables of contents are left out");
}

#[test]
fn links_to_an_identifier_without_end() {
    let place = Place::new(&[(
        "note.md",
        format!(
            "# {}\n\n{}\n[there][a]\n\n## {}\n\n[a]: #{}\n",
            long(),
            "[up](#) ".repeat(OFTEN),
            long(),
            "long-words-".repeat(2_000).trim_end_matches('-')
        )
        .as_bytes(),
    )]);
    place.run("note.md --to html").says(0, &[]);
    assert!(place.read("note.html").len() < 8_000_000);
}
