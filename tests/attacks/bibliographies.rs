//! Bibliographies and citation styles that refer to themselves or grow without end.

use crate::place::{Place, Run};
use crate::sizes::bounded;

/// A run over a note that cites the works `k` and `sound` of this bibliography, and over another note.
fn with_bibliography(name: &str, works: &str) -> (Place, Run) {
    let note = format!("---\nbibliography: {name}\n---\nSee [@k] and [@sound].\n");
    let place = Place::new(&[
        ("cites.md", note.as_bytes()),
        (name, works.as_bytes()),
        ("other.md", b"Another note.\n"),
    ]);
    let run = bounded(&place, "cites.md other.md --to html");
    assert!(place.html("other.html").contains("Another note."));
    (place, run)
}

/// A run over a note that cites a work in this style, and over another note.
fn with_style(macros: &str) -> Run {
    let style = format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>S</title>\
         <id>s</id><updated>2024-01-01T00:00:00+00:00</updated></info>{macros}<citation><layout>\
         <text macro=\"a0\"/></layout></citation></style>"
    );
    let note = "---\nreferences:\n- {id: k, title: A Work, type: book}\ncsl: own.csl\n---\nSee [@k].\n";
    let place = Place::new(&[
        ("cites.md", note.as_bytes()),
        ("own.csl", style.as_bytes()),
        ("other.md", b"Another note.\n"),
    ]);
    let run = bounded(&place, "cites.md other.md --to html");
    assert!(place.html("cites.html").contains("A Work"), "the usual style is taken");
    assert!(place.html("other.html").contains("Another note."));
    run
}

const SOUND: &str = "@book{sound, title = {A Sound Work}, year = 2001}\n";

#[test]
fn works_that_take_data_from_one_another_in_a_circle_are_kept_without_it() {
    for circle in [
        "@book{k, title = {First}, crossref = {l}}\n@book{l, title = {Second}, crossref = {k}}\n",
        "@book{k, title = {First}, crossref = {k}}\n",
        "@book{k, title = {First}, xdata = {x}}\n@xdata{x, xdata = {y}}\n@xdata{y, xdata = {x}}\n",
        "@book{k, title = {First}, crossref = {alias}}\n@book{l, ids = {alias}, crossref = {k}}\n",
        "@string{to = \"k\"}\n@book{k, title = {First}, CrossRef = to}\n",
    ] {
        let (place, run) = with_bibliography("works.bib", &format!("{circle}{SOUND}"));
        run.says(0, &["`k` gets nothing from other works", "in a circle"]);
        let page = place.html("cites.html");
        assert!(page.contains("First") && page.contains("A Sound Work"), "{page}");
    }
}

#[test]
fn long_chains_of_works_end() {
    let link = |i: usize| format!("@book{{w{i}, title = {{T}}, crossref = {{w{}}}}}\n", i + 1);
    let chain: String = (0..20_000).map(link).collect();
    let (place, run) = with_bibliography(
        "works.bib",
        &format!("{chain}@book{{k, title = {{Last}}, crossref = {{w0}}}}\n{SOUND}"),
    );
    run.says(0, &["gets nothing from other works", "more warnings of this kind"]);
    assert!(place.html("cites.html").contains("Last"));
}

#[test]
fn works_that_double_what_they_take_end() {
    let double = |i: usize| format!("@xdata{{x{i}, xdata = {{x{0}, x{0}, x{0}}}}}\n", i + 1);
    let doubled: String = (0..40).map(double).collect();
    let (place, run) = with_bibliography(
        "works.bib",
        &format!("{doubled}@book{{k, title = {{First}}, xdata = {{x0}}}}\n{SOUND}"),
    );
    run.says(0, &["`k` gets nothing from other works"]);
    assert!(place.html("cites.html").contains("A Sound Work"));
}

#[test]
fn strings_that_stand_for_themselves_cost_only_their_work() {
    for strings in ["@string{s = s}\n", "@string{s = t # \"x\"}\n@string{t = s}\n"] {
        let (place, run) =
            with_bibliography("works.bib", &format!("{strings}@book{{k, title = s}}\n{SOUND}"));
        run.says(0, &["`@book{k` is left out", "stands for itself"]);
        assert!(place.html("cites.html").contains("A Sound Work"));
    }
}

#[test]
fn strings_that_multiply_cost_only_their_work() {
    for seed in ["\"many words\"", "{}"] {
        let ten = |i: usize| format!("@string{{s{} = {}}}\n", i + 1, vec![format!("s{i}"); 10].join(" # "));
        let strings: String = (0..12).map(ten).collect();
        let works = format!("@string{{s0 = {seed}}}\n{strings}@book{{k, title = s12}}\n{SOUND}");
        let (place, run) = with_bibliography("works.bib", &works);
        run.says(0, &["`@book{k` is left out", "bring more than"]);
        assert!(place.html("cites.html").contains("A Sound Work"));
    }
}

#[test]
fn braces_and_commands_in_each_other_cost_only_their_work() {
    for open in ["{", "\\emph{"] {
        let title = format!("{}x{}", open.repeat(100_000), "}".repeat(100_000));
        let (place, run) =
            with_bibliography("works.bib", &format!("@book{{k, title = {{{title}}}}}\n{SOUND}"));
        run.says(0, &["`@book{k` is left out", "deep"]);
        assert!(place.html("cites.html").contains("A Sound Work"));
    }
}

#[test]
fn a_bibliography_in_yaml_has_the_bounds_of_front_matter() {
    let long = "x".repeat(100_000);
    let works = format!(
        "k: &k\n  type: book\n  title: \"{long}\"\nsound:\n  type: book\n  title: [{}]\n",
        "*k,".repeat(50_000)
    );
    let (_, run) = with_bibliography("works.yaml", &works);
    run.says(0, &["works.yaml", "aliases bring more than"]);
    let deep = format!("k: {}1{}\n", "{parent: ".repeat(50_000), "}".repeat(50_000));
    let (_, run) = with_bibliography("works.yaml", &deep);
    run.says(0, &["works.yaml"]);
}

#[test]
fn macros_of_a_style_that_call_themselves_are_refused() {
    with_style("<macro name=\"a0\"><text macro=\"a0\"/></macro>").says(0, &["own.csl", "calls itself"]);
    let two = "<macro name=\"a0\"><group><text macro=\"b\"/></group></macro><macro name=\"b\"><choose><else>\
               <text macro=\"a0\"/></else></choose></macro>";
    with_style(two).says(0, &["own.csl", "calls itself"]);
}

#[test]
fn macros_of_a_style_that_multiply_are_refused() {
    let ten = |i: usize| {
        format!("<macro name=\"a{i}\">{}</macro>", format!("<text macro=\"a{}\"/>", i + 1).repeat(10))
    };
    let multiplied = (0..12).map(ten).collect::<String>();
    with_style(&format!("{multiplied}<macro name=\"a12\"><text value=\"x\"/></macro>"))
        .says(0, &["multiply"]);
}

#[test]
fn elements_and_macros_of_a_style_are_only_so_deep() {
    let groups =
        format!("<macro name=\"a0\">{}{}</macro>", "<group>".repeat(50_000), "</group>".repeat(50_000));
    with_style(&groups).says(0, &["own.csl", "deep"]);
    let link = |i: usize| format!("<macro name=\"a{i}\"><text macro=\"a{}\"/></macro>", i + 1);
    with_style(&(0..20_000).map(link).collect::<String>()).says(0, &["own.csl", "deep"]);
}
