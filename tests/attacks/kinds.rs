//! Pipes, sockets, devices and folders in every place where a file is expected: nothing waits for them, reads them or
//! writes to them, and what takes their place later is noticed.

#![cfg(unix)]

use super::place::{Place, Run, link, pipe, socket};

const DOT: &[u8] = include_bytes!("../data/dot.png");

/// Makes something that is no regular file.
type Making = fn(&Place, &str);

const MAKINGS: [(&str, Making); 4] = [
    ("a pipe", pipe),
    ("a socket", socket),
    ("a device", |place, name| link("/dev/zero", place, name)),
    ("a folder", |place, name| std::fs::create_dir_all(place.path(name)).unwrap()),
];

/// Runs the program with bounds that a device would burst and a pipe would never reach.
fn bounded(place: &Place, arguments: &str) -> Run {
    let mut command = std::process::Command::new("sh");
    let limits = format!("ulimit -v 8000000; exec timeout 60 \"$0\" {arguments}");
    command.arg("-c").arg(limits).arg(env!("CARGO_BIN_EXE_convert")).current_dir(place.path(""));
    let run = Run::of(command.env_remove("MAKEFLAGS").output().unwrap());
    assert!((0..=2).contains(&run.status), "{arguments}: {run:?}");
    run
}

#[test]
fn nothing_that_a_note_names_is_waited_for() {
    for (kind, make) in MAKINGS {
        for note in [
            "![x](p)",
            "<img src=\"p\">",
            "![[p]]",
            "{% include \"p\" %}",
            "{{< include p >}}",
            "--8<-- \"p\"",
            "```{include} p\n```",
            "```{literalinclude} p\n```",
            "```{csv-table}\n:file: p\n```",
            "---\nbibliography: p\n---\n[@a]",
            "---\nreferences:\n- {id: a, title: T, type: book}\ncsl: p\n---\n[@a]",
            "---\ncover-image: p\n---\nText.",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image href=\"p\" width=\"9\" height=\"9\"/></svg>",
        ] {
            let place = Place::new(&[("n.md", format!("Before.\n\n{note}\n\nAfter.\n").as_bytes())]);
            if note.starts_with("---") {
                place.write("n.md", format!("{note}\n\nAfter.\n").as_bytes());
            }
            make(&place, "p");
            let run = bounded(&place, "n.md --to html");
            assert_eq!(run.status, 0, "{kind}, {note}: {}", run.messages);
            assert!(place.html("n.html").contains("After."), "{kind}, {note}");
        }
    }
}

#[test]
fn a_note_that_is_no_file_fails_alone() {
    for (kind, make) in MAKINGS.into_iter().take(3) {
        let place = Place::new(&[("n.md", b"Text.")]);
        make(&place, "p.md");
        bounded(&place, "p.md n.md --to html").says(1, &["cannot read this note", "1 made", "1 failed"]);
        assert!(place.path("n.html").exists() && !place.path("p.html").exists(), "{kind}");
    }
}

#[test]
fn settings_that_are_no_files_are_told() {
    for (kind, make) in MAKINGS {
        let place = Place::new(&[("n.md", b"Text.")]);
        make(&place, "p");
        for option in ["--css", "--callouts", "--template-html", "--template-typst", "--config"] {
            bounded(&place, &format!("n.md --to html {option} p")).says(2, &["cannot read p"]);
        }
        assert!(!place.path("n.html").exists(), "{kind}");
    }
}

#[test]
fn the_files_of_a_site_that_are_no_files_hinder_nobody() {
    let names = [
        "convert.yaml",
        ".gitignore",
        ".ignore",
        ".git",
        "mkdocs.yml",
        "_quarto.yml",
        "_variables.yml",
        "_config.yml",
        "_bookdown.yml",
        "book.toml",
        "hugo.toml",
        "myst.yml",
        "_toc.yml",
        "conf.py",
        "works.bib",
        "works.yaml",
        "package.json",
        "_metadata.yml",
        "_data",
        "docusaurus.config.js",
    ];
    for (kind, make) in MAKINGS {
        let place = Place::new(&[("n/a.md", b"[@a] {cite}`a` {{< var x >}} {{ site.x }} {{ x }} Shown.")]);
        names.iter().for_each(|name| make(&place, &format!("n/{name}")));
        let run = bounded(&place, "n --to html -o out/");
        assert_eq!(run.status, 0, "{kind}: {}", run.messages);
        assert!(place.html("out/a.html").contains("Shown."), "{kind}");
    }
}

#[test]
fn the_record_is_no_pipe_socket_device_or_folder() {
    for (kind, make) in MAKINGS {
        let place = Place::new(&[("n/a.md", b"a"), ("n/b.md", b"b")]);
        make(&place, "n/.convert-cache");
        for _ in 0..2 {
            let run = bounded(&place, "n --to html");
            run.says(0, &["2 made", "this record of what is up to date is not used: it is", "--cache"]);
        }
        assert!(!place.path("n/.convert-cache").is_file(), "{kind}");
    }
}

#[test]
fn an_output_that_nobody_named_is_a_file() {
    for (kind, make) in MAKINGS {
        let place = Place::new(&[("n/a.md", b"a"), ("n/b.md", b"b")]);
        make(&place, "n/a.html");
        for arguments in ["n --to html", "n --to html --force"] {
            bounded(&place, arguments).says(1, &["n/a.html", "1 failed"]);
        }
        assert!(!place.path("n/a.html").is_file() && place.path("n/b.html").is_file(), "{kind}");
    }
}

#[test]
fn a_project_file_that_is_no_regular_file_is_passed_over_with_a_word() {
    for make in [pipe, socket, |place: &Place, name: &str| link("/nowhere", place, name)] {
        let place = Place::new(&[("n/a.md", b"Shown.")]);
        make(&place, "n/convert.yaml");
        bounded(&place, "n --to html -o out/").says(0, &["n/convert.yaml is no regular file"]);
        assert!(place.html("out/a.html").contains("Shown."));
    }
}

#[test]
fn a_dependency_file_on_standard_output_is_refused() {
    let place = Place::new(&[("n.md", b"a")]);
    bounded(&place, "n.md --to html --deps -").says(2, &["not to standard output"]);
    assert!(!place.path("-").exists() && !place.path("n.html").exists());
}

#[test]
fn a_dependency_file_is_a_file_or_takes_what_is_written() {
    let place = Place::new(&[("n.md", b"a")]);
    std::fs::create_dir(place.path("d")).unwrap();
    bounded(&place, "n.md --to html --deps d").says(1, &["cannot write d: it is a folder"]);
    bounded(&place, "n.md --to html --deps /dev/null").says(0, &[]);
    socket(&place, "s");
    bounded(&place, "n.md --to html --deps s").says(1, &["cannot write s"]);
}

#[test]
fn what_could_not_be_read_is_noticed_when_it_can_be() {
    let place = Place::new(&[
        ("n/a.md", b"![x](p.png)"),
        ("n/b.md", b"{% include \"q.md\" %}"),
        ("n/c.md", b"{% include \"r.md\" %}"),
        ("outside", b"No."),
    ]);
    pipe(&place, "n/p.png");
    std::fs::create_dir(place.path("n/q.md")).unwrap();
    link("../outside", &place, "n/r.md");
    let run = || place.run("n --to html -o out --root n");
    run().says(1, &["n/r.md"]);
    std::fs::remove_file(place.path("n/r.md")).unwrap();
    link("../outside", &place, "n/r.txt");
    place.write("n/c.md", b"{% include \"r.txt\" %}");
    run().says(0, &["1 made, 2 up to date", "not included"]);
    run().says(0, &["0 made, 3 up to date"]);
    std::fs::remove_file(place.path("n/p.png")).unwrap();
    place.write("n/p.png", DOT);
    run().says(0, &["1 made, 2 up to date"]);
    std::fs::remove_dir(place.path("n/q.md")).unwrap();
    place.write("n/q.txt", b"");
    std::fs::remove_file(place.path("n/r.txt")).unwrap();
    place.write("n/r.txt", b"Yes.");
    run().says(0, &["2 made, 1 up to date"]);
    assert!(place.html("out/c.html").contains("Yes.") && place.html("out/a.html").contains("data:image/png"));
    run().says(0, &["0 made, 3 up to date"]);
}
