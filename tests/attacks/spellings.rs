//! Files that a run reads, named as its output by other spellings: they are not written to.

use std::fs::{File, OpenOptions};
use std::process::Stdio;

use super::place::{Place, Run};

const NOTE: &[u8] = b"# Mine\n\nThe only copy.\n";
const WORKS: &[u8] = b"@book{a, title = {A Title}, author = {Doe, Jane}, year = 2020}\n";

#[track_caller]
fn is_refused(place: &Place, arguments: &str, kept: &str) {
    let before = place.read(kept);
    let files = place.files("");
    let run = place.run(arguments);
    assert_eq!(run.status, 2, "{arguments}: {}", run.messages);
    assert!(place.read(kept) == before, "{arguments}: {kept} was replaced");
    assert_eq!(place.files(""), files, "{arguments}: something was written");
}

/// Runs the program with a file as its input and another at the end of which its output is put.
fn run_between(place: &Place, arguments: &str, input: Option<&str>, output: Option<&str>) -> Run {
    let mut command = place.command(arguments);
    if let Some(name) = input {
        command.stdin(File::open(place.path(name)).unwrap());
    }
    command.stderr(Stdio::piped());
    if let Some(name) = output {
        command.stdout(OpenOptions::new().append(true).open(place.path(name)).unwrap());
    }
    Run::of(command.spawn().unwrap().wait_with_output().unwrap())
}

#[test]
fn a_note_on_standard_input_is_not_replaced() {
    let place = Place::new(&[("n.md", NOTE)]);
    std::fs::hard_link(place.path("n.md"), place.path("hard.html")).unwrap();
    for arguments in ["- --to html -o n.md", "- -o hard.html", "- --to html -o - --deps ./n.md"] {
        run_between(&place, arguments, Some("n.md"), None).says(2, &["is the input"]);
        assert_eq!(place.read("n.md"), NOTE, "{arguments}");
    }
    run_between(&place, "- -o n.html", Some("n.md"), None).says(0, &[]);
}

#[test]
fn a_page_is_not_put_at_the_end_of_what_it_is_made_of() {
    let note = b"{% include \"part.md\" %}\n";
    let place = Place::new(&[("n.md", note), ("part.md", b"A part."), ("s.css", b"p { color: red }")]);
    for kept in ["n.md", "part.md", "s.css"] {
        let before = place.read(kept);
        run_between(&place, "n.md --to html --css s.css -o -", None, Some(kept)).says(2, &["is the input"]);
        assert_eq!(place.read(kept), before);
    }
    run_between(&place, "- --to html --root .", Some("n.md"), Some("n.md")).says(2, &["is the input"]);
    assert_eq!(place.read("n.md"), note);
    place.write("page.html", b"<!-- kept -->");
    run_between(&place, "n.md --to html -o -", None, Some("page.html")).says(0, &[]);
    assert!(place.read("page.html").starts_with(b"<!-- kept --><!DOCTYPE html>"));
}

#[test]
fn absolute_and_roundabout_paths_are_one_file() {
    let place = Place::new(&[("n.md", NOTE), ("a/b/x", b"")]);
    let absolute = place.path("n.md").display().to_string();
    for arguments in [
        format!("n.md --to html -o {absolute}"),
        format!("{absolute} --to html -o n.md"),
        format!("{absolute} --to html -o .//a/../n.md"),
        "a/b/../../n.md --to html -o n.md".to_owned(),
        format!("n.md -o n.html --deps {absolute}"),
    ] {
        is_refused(&place, &arguments, "n.md");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_of_outputs_leads_to_no_input() {
    let place = Place::new(&[("n.md", NOTE), ("s.css", b"p {}"), ("out/x", b"")]);
    std::os::unix::fs::symlink("../n.md", place.path("out/n.html")).unwrap();
    is_refused(&place, "n.md --to html -o out", "n.md");
    is_refused(&place, "n.md --to html -o out/ --force", "n.md");
    std::fs::remove_file(place.path("out/n.html")).unwrap();
    std::fs::hard_link(place.path("s.css"), place.path("out/n.html")).unwrap();
    is_refused(&place, "n.md --to html -o out --css s.css --force", "s.css");
}

#[test]
fn the_record_is_no_dependency_file() {
    let place = Place::new(&[("n/a.md", NOTE), ("n/b.md", NOTE)]);
    let run = place.run("n --to html --deps n/.convert-cache");
    run.says(2, &["--deps", "the record of what is up to date"]);
    assert_eq!(place.files("n"), ["a.md", "b.md"]);
    place.run("n --to html").says(0, &["2 made"]);
    is_refused(&place, "n --to html --deps n/../n/.convert-cache", "n/.convert-cache");
    is_refused(&place, "n --to html --deps n/.CONVERT-CACHE", "n/.convert-cache");
    is_refused(&place, "n --to html -o out/ --cache n --deps n/.convert-cache", "n/.convert-cache");
}

#[test]
fn what_leaves_notes_out_of_a_folder_is_not_replaced() {
    let place = Place::new(&[
        ("n/s/a.md", NOTE),
        ("n/b.md", NOTE),
        ("n/.gitignore", b"drafts\n"),
        ("n/s/.ignore", b"old\n"),
        (".ignore", b"x\n"),
    ]);
    for kept in ["n/.gitignore", "n/s/.ignore", ".ignore"] {
        is_refused(&place, &format!("n --to html -o out/ --deps {kept}"), kept);
    }
    std::fs::hard_link(place.path("n/.gitignore"), place.path("rules")).unwrap();
    is_refused(&place, "n --to html -o out/ --deps rules", "n/.gitignore");
}

#[test]
fn the_settings_of_a_site_are_not_replaced() {
    let place = Place::new(&[
        ("n/a.md", b"As [@a] says.\n\n{{< var who >}}\n"),
        ("n/_quarto.yml", b"bibliography: works.bib\n"),
        ("n/_variables.yml", b"who: Jane\n"),
        ("n/works.bib", WORKS),
        ("n/convert.yaml", b"lang: fr\n"),
    ]);
    for kept in ["_quarto.yml", "_variables.yml", "works.bib", "convert.yaml"] {
        let kept = &format!("n/{kept}");
        is_refused(&place, &format!("n/a.md --to html -o {kept}"), kept);
        is_refused(&place, &format!("n/a.md --to html -o {kept} --force"), kept);
        is_refused(&place, &format!("n/a.md --to html -o out/ --deps {kept}"), kept);
    }
}

#[test]
fn a_template_that_is_an_output_by_another_name_is_not_replaced() {
    let place = Place::new(&[
        ("n.md", NOTE),
        ("page.html", b"<title>{{ title }}</title>{{ body }}"),
        ("note.typ", b"// Mine.\n"),
    ]);
    std::fs::hard_link(place.path("page.html"), place.path("n.html")).unwrap();
    std::fs::hard_link(place.path("note.typ"), place.path("n.typ")).unwrap();
    is_refused(&place, "n.md --to html --template-html page.html --force", "page.html");
    is_refused(&place, "n.md --to typ,html --template-typst note.typ --force", "note.typ");
    is_refused(&place, "n.md n.html --template-html page.html", "page.html");
}

#[test]
fn two_kinds_of_notes_of_one_name_do_not_share_an_output() {
    for names in [["a.md", "a.mdx"], ["a.markdown", "a.md"], ["a.pdf.md", "a.pdf.qmd"]] {
        let place = Place::new(&[(&format!("n/{}", names[0]), NOTE), (&format!("n/{}", names[1]), NOTE)]);
        let run = place.run("n --to html");
        if run.status == 0 {
            // What Quarto makes of a note stands beside it and is left out: one output, of one note.
            assert!(names[1].ends_with(".qmd"), "{names:?}");
            continue;
        }
        run.says(2, &["would both be written to"]);
        assert_eq!(place.files("n").len(), 2);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_made_is_told_and_its_place_stays() {
    let place = Place::new(&[("n/a.md", NOTE), ("mine", b"mine")]);
    std::os::unix::fs::symlink("nowhere", place.path("gone")).unwrap();
    for output in ["mine/", "mine/deep/", "gone/"] {
        place
            .run(&format!("n --to html -o {output}"))
            .says(1, &["there is a file where its folder would be"]);
    }
    assert_eq!(place.read("mine"), b"mine");
    assert!(!place.path("nowhere").exists());
    place.run("n/a.md --to html -o n/a.md/").says(1, &["cannot write"]);
    assert_eq!(place.read("n/a.md"), NOTE);
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_by_its_path_is_written_to() {
    let place = Place::new(&[("n.md", NOTE)]);
    for output in ["/dev/stdout", "/proc/self/fd/1"] {
        let run = place.run(&format!("n.md --to html -o {output}"));
        assert!(run.says(0, &[]).out.starts_with(b"<!DOCTYPE html>"), "{output}");
    }
}
