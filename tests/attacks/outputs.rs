//! Files that people have: they are not replaced by an output that nobody asked for.

use std::process::Command;

use super::place::{Place, Run};

const NOTE: &[u8] = b"---\ntitle: T\nlang: en\n---\nThe only copy.\n";
const DOT: &[u8] = include_bytes!("../data/dot.png");
/// A PDF file of another program.
const THESIS: &[u8] = b"%PDF-1.5\n% by hand\n";

/// Runs the program after a shell's commands, which set limits.
fn run_after(place: &Place, limits: &str, arguments: &str) -> Run {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{limits}; exec \"$0\" {arguments}")).arg(env!("CARGO_BIN_EXE_convert"));
    command.current_dir(place.path("")).env_remove("MAKEFLAGS");
    Run::of(command.output().unwrap())
}

#[track_caller]
fn is_refused(place: &Place, arguments: &str, kept: &str, bytes: &[u8]) {
    place.run(arguments).says(2, &["is the input"]);
    assert!(place.read(kept) == bytes, "{arguments}: {kept} was replaced");
}

#[test]
fn a_note_is_not_replaced_by_its_output() {
    let place = Place::new(&[("n.md", NOTE), ("page.html", NOTE), ("sub/m.md", NOTE)]);
    for output in ["n.md", "./n.md", "sub/../n.md"] {
        is_refused(&place, &format!("n.md --to html -o {output}"), "n.md", NOTE);
    }
    is_refused(&place, "page.html --to html", "page.html", NOTE);
    is_refused(&place, "page.html page.html", "page.html", NOTE);
    is_refused(&place, "n.md -o n.html --deps n.md", "n.md", NOTE);
    is_refused(&place, "sub n.md --to html -o out/ --deps sub/m.md", "sub/m.md", NOTE);
    is_refused(&place, "n.md --to html -o n.md --force", "n.md", NOTE);
}

#[cfg(unix)]
#[test]
fn a_note_is_not_replaced_through_a_link() {
    let place = Place::new(&[("n.md", NOTE), ("real/m.md", NOTE)]);
    std::os::unix::fs::symlink("n.md", place.path("soft.html")).unwrap();
    std::fs::hard_link(place.path("n.md"), place.path("hard.html")).unwrap();
    std::os::unix::fs::symlink("real", place.path("other")).unwrap();
    is_refused(&place, "n.md -o soft.html", "n.md", NOTE);
    is_refused(&place, "n.md -o hard.html", "n.md", NOTE);
    is_refused(&place, "real/m.md --to html -o other/m.md", "real/m.md", NOTE);
}

#[test]
fn what_a_note_or_the_run_reads_is_not_replaced() {
    let note = b"![a](dot.png)\n\n{% include part.html %}\n";
    let style = b"p { color: red }";
    let place = Place::new(&[
        ("n.md", note),
        ("dot.png", DOT),
        ("part.html", b"<p>Part.</p>"),
        ("style.css", style),
        ("kinds.yaml", b"- kind: tip\n  folds: true\n"),
    ]);
    is_refused(&place, "n.md --to html -o dot.png", "dot.png", DOT);
    is_refused(&place, "n.md -o part.html", "part.html", b"<p>Part.</p>");
    is_refused(&place, "n.md -o n.html --deps dot.png", "dot.png", DOT);
    assert!(!place.path("n.html").exists(), "it is refused before anything is written");
    is_refused(&place, "n.md --css style.css --to html -o style.css", "style.css", style);
    is_refused(
        &place,
        "n.md --callouts kinds.yaml --to html -o kinds.yaml",
        "kinds.yaml",
        b"- kind: tip\n  folds: true\n",
    );
}

#[test]
fn an_output_that_nobody_named_replaces_only_what_convert_made() {
    let place = Place::new(&[("l/1.md", NOTE), ("l/2.md", NOTE), ("l/1.pdf", THESIS)]);
    place.run("l").says(1, &["l/1.pdf is there already", "--force", "-o l/1.pdf", "1 made", "1 failed"]);
    assert_eq!(place.read("l/1.pdf"), THESIS);
    assert!(place.read("l/2.pdf").starts_with(b"%PDF-"));
    place.run("l/1.md").says(1, &["l/1.pdf is there already"]);
    place.run("l/1.md -o l/").says(1, &["l/1.pdf is there already"]);
    place.run("l --force").says(0, &["2 made"]);
    // Now it is one of ours: on the record, and by itself.
    place.run("l/1.md -q").says(0, &[]);
    place.write("l/1.pdf", THESIS);
    place.run("l/1.md -o l/1.pdf").says(0, &[]);
    assert_ne!(place.read("l/1.pdf"), THESIS);
}

#[test]
fn an_output_of_every_format_is_known_as_one_without_a_record() {
    let place = Place::new(&[("n.md", NOTE), ("page.html", b"<title>{{ title }}</title>{{ body }}")]);
    for arguments in ["n.md --to pdf,epub,html,typ,ir", "n.md --to html --template-html page.html"] {
        for _ in 0..2 {
            place.run(arguments).says(0, &[]);
        }
    }
    for format in ["pdf", "epub", "html", "typ", "ir"] {
        place.write(&format!("n.{format}"), b"by hand");
        place.run(&format!("n.md --to {format}")).says(1, &["is there already"]);
        assert_eq!(place.read(&format!("n.{format}")), b"by hand");
    }
}

#[test]
fn a_second_name_that_is_that_of_an_output_is_meant_as_one() {
    let place = Place::new(&[("n.md", NOTE), ("thesis.pdf", THESIS), ("page.html", b"<p>By hand.</p>")]);
    place.run("n.md thesis.pdf").says(2, &["thesis.pdf is no note", "-o thesis.pdf"]);
    place.run("n.md page.html").says(2, &["page.html is no note", "-o page.html"]);
    assert_eq!(place.read("thesis.pdf"), THESIS);
    for _ in 0..2 {
        place.run("n.md new.pdf").says(0, &[]);
        place.run("n.md new.html").says(0, &[]);
    }
    assert!(place.read("new.pdf").starts_with(b"%PDF-"));
    assert!(!place.path("n.pdf").exists() && !place.path("new.epub").exists());
    // Several notes are a book, and one that is not there leaves the earlier output.
    place.run("n.md other.md new.pdf").says(1, &["other.md"]);
    assert!(place.read("new.pdf").starts_with(b"%PDF-"));
}

#[test]
fn what_is_no_text_is_no_note() {
    let place = Place::new(&[
        ("f/n.md", NOTE),
        ("f/image.md", DOT),
        ("thesis.pdf", THESIS),
        ("book.epub", b"PK\x03\x04"),
        ("data", b"a\0b"),
        ("page.html", b"<p>a</p>"),
    ]);
    place.run("thesis.pdf").says(2, &["thesis.pdf is no note, but a PDF file", "-o"]);
    place.run("thesis.pdf f/n.md").says(2, &["a PDF file"]);
    place.run("book.epub --to html").says(2, &["a ZIP archive"]);
    place.run("f/image.md --to html").says(2, &["a PNG image"]);
    place.run("data --to html").says(2, &["NUL"]);
    place.run("page.html --to pdf").says(2, &["page.html is called as an output is"]);
    place.run("f --to html").says(1, &["f/image.md", "a PNG image", "1 made", "1 failed"]);
    assert_eq!(place.read("thesis.pdf"), THESIS);
}

#[test]
fn a_read_only_output_is_not_replaced() {
    let place =
        Place::new(&[("n.md", NOTE), ("n.html", b"<meta name=\"generator\" content=\"convert 0.1.0\">")]);
    let old = place.read("n.html");
    let mut rights = place.path("n.html").metadata().unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(place.path("n.html"), rights).unwrap();
    for arguments in ["n.md --to html", "n.md -o n.html", "n.md --to html --force"] {
        place.run(arguments).says(1, &["cannot write n.html: permission is denied"]);
        assert_eq!(place.read("n.html"), old, "{arguments}");
    }
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_is_written_where_it_leads() {
    let place = Place::new(&[("n.md", NOTE), ("site/old.html", b"old")]);
    std::os::unix::fs::symlink("site/old.html", place.path("latest.html")).unwrap();
    place.run("n.md -o latest.html").says(0, &[]);
    assert!(place.path("latest.html").is_symlink());
    assert!(place.read("site/old.html").starts_with(b"<!DOCTYPE html>"));
    let names = place.path("site").read_dir().unwrap().count();
    assert_eq!(names, 1, "nothing else is left there");
}

#[cfg(unix)]
#[test]
fn a_link_or_pipe_in_a_folder_of_others_leads_no_output_outside() {
    let place =
        Place::new(&[("repo/a.md", NOTE), ("repo/b.md", NOTE), ("repo/c.md", NOTE), ("secret", b"mine")]);
    std::os::unix::fs::symlink("../secret", place.path("repo/a.html")).unwrap();
    std::os::unix::fs::symlink("../autostart", place.path("repo/b.html")).unwrap();
    let pipe = place.path("repo/c.html");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for arguments in ["repo --to html", "repo --to html --force"] {
        place.run(arguments).says(1, &["a.html is a link", "b.html is a link", "c.html is no regular file"]);
        assert_eq!(place.read("secret"), b"mine");
        assert!(!place.path("autostart").exists());
    }
}

#[test]
fn outputs_that_fall_together_are_refused_before_anything_is_written() {
    for names in [["a/X.md", "b/x.md"], ["a/caf\u{e9}.md", "b/cafe\u{301}.md"], ["a/x.md", "b/x.md"]] {
        let place = Place::new(&[(names[0], NOTE), (names[1], NOTE)]);
        let run = place.run(&format!("{} {} --to html -o out/", names[0], names[1]));
        run.says(2, &["would both be written to", names[0], names[1]]);
        assert!(!place.path("out").exists());
    }
    let place = Place::new(&[("n.md", NOTE)]);
    place.run("n.md -o n.html --deps N.HTML").says(2, &["would both be written to"]);
}

#[cfg(unix)]
#[test]
fn outputs_that_fall_together_through_a_link_are_refused() {
    let place = Place::new(&[("n/a/x.md", NOTE), ("n/b/x.md", NOTE), ("out/a/keep", b"")]);
    std::os::unix::fs::symlink("a", place.path("out/b")).unwrap();
    place.run("n --to html -o out/").says(2, &["would both be written to"]);
}

#[test]
fn one_format_that_cannot_be_made_takes_no_other_with_it() {
    let place = Place::new(&[("n.md", NOTE), ("broken.typ", b"#panic(\"no\")")]);
    place.run("n.md --to pdf,epub,html --template-typst broken.typ").says(1, &["error"]);
    assert!(!place.path("n.pdf").exists());
    assert!(place.read("n.html").starts_with(b"<!DOCTYPE html>") && place.read("n.epub").starts_with(b"PK"));
    place.write("n.epub", b"by hand");
    std::fs::remove_file(place.path("n.html")).unwrap();
    place.run("n.md --to epub,html").says(1, &["n.epub is there already"]);
    assert!(place.path("n.html").exists());
}

#[cfg(unix)]
#[test]
fn a_disk_or_limit_that_is_full_keeps_the_old_output() {
    let place = Place::new(&[("n.md", NOTE)]);
    place.run("n.md --to html").says(0, &[]);
    place.write("n.md", b"# Other\n");
    let old = place.read("n.html");
    run_after(&place, "ulimit -f 4", "n.md --to html").says(1, &["cannot write n.html"]);
    assert_eq!(place.read("n.html"), old);
    let hidden = place.path("").read_dir().unwrap();
    let hidden =
        hidden.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0, "nothing is left behind");
    if std::path::Path::new("/dev/full").exists() {
        run_after(&place, "exec >/dev/full", "n.md --to html -o -")
            .says(1, &["cannot write standard output"]);
    }
    run_after(&place, "exec >&-", "n.md --to html -o -")
        .says(1, &["cannot write standard output: it is closed"]);
    for tells in ["n.md --list", "--list-constructs", "--explain broken-link"] {
        run_after(&place, "exec >&-", tells).says(1, &["error: cannot write standard output: it is closed"]);
    }
    run_after(&place, "exec >/dev/null", "n.md --to html -o -").says(0, &[]);
}

#[cfg(unix)]
#[test]
fn the_record_is_a_regular_file_or_none() {
    type Making = fn(&Place);
    let make: [(&str, Making); 4] = [
        ("a link", |place| std::os::unix::fs::symlink("../start", place.path("n/.convert-cache")).unwrap()),
        ("a link", |place| std::os::unix::fs::symlink("../none", place.path("n/.convert-cache")).unwrap()),
        ("other names", |place| {
            std::fs::hard_link(place.path("start"), place.path("n/.convert-cache")).unwrap();
        }),
        ("no regular file", |place| {
            let pipe = place.path("n/.convert-cache");
            assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        }),
    ];
    for (why, make) in make {
        let place = Place::new(&[("n/$(id).md", NOTE), ("n/b.md", NOTE), ("start", b"export A=1\n")]);
        make(&place);
        place.run("n --to html").says(0, &["record", why, "2 made", "1 warning"]);
        place.run("n --to html -q").says(0, &[]);
        assert_eq!(place.read("start"), b"export A=1\n");
        assert!(!place.path("none").exists() && place.path("n/$(id).html").exists());
    }
}

#[test]
fn a_record_with_a_wrong_byte_is_mended() {
    let place = Place::new(&[("n/a.md", NOTE), ("n/b.md", NOTE)]);
    place.run("n --to html -o o").says(0, &["2 made"]);
    let record = place.read("o/.convert-cache");
    for damaged in [[&record[..], b"\n\xff\n"].concat(), [b"\xff\n", &record[..]].concat()] {
        place.write("o/.convert-cache", &damaged);
        place.run("n --to html -o o").says(0, &["0 made, 2 up to date"]);
        assert!(!place.read("o/.convert-cache").contains(&0xff), "the line is left out");
    }
    let mut damaged = place.read("o/.convert-cache");
    let middle = damaged.len() / 4;
    damaged[middle] = 0xff;
    place.write("o/.convert-cache", &damaged);
    place.run("n --to html -o o").says(0, &["1 made, 1 up to date"]);
    place.run("n --to html -o o").says(0, &["0 made, 2 up to date"]);
}
