//! What names of files may do: nothing, in a page, a publication, the code for paper, and messages.

#![cfg(unix)]

use super::place::Place;

/// Names that are markup, code or paths in what is made of them.
const NAMES: [&str; 9] = [
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)<",
    "'--><svg onload=alert(1)>",
    "]]><!ENTITY x SYSTEM 'file:'>",
    "#panic(\"no\")",
    "\"); #read(\"x\"); (\"",
    "\\u{22}) #eval(\"1\")",
    "{{ settings }} {% raw %}",
    "$(touch ran);`touch ran`;|touch ran",
];

#[test]
fn a_note_that_is_called_like_markup_or_code_makes_text_of_it() {
    for name in NAMES {
        let place = Place::new(&[(&format!("n/{name}.md"), b"Words."), ("n/b.md", b"b")]);
        let run = place.run("n --to html,epub,typ,pdf -o out/");
        run.says(0, &["2 made"]);
        let page = String::from_utf8(place.read(&format!("out/{name}.html"))).unwrap();
        let book = place.epub(&format!("out/{name}.epub"));
        for text in [&page, &book] {
            for part in ["<img src=x", "<svg onload", "<script>alert", "<!ENTITY"] {
                assert!(!text.contains(part), "{name}: {part}");
            }
        }
        assert!(place.read(&format!("out/{name}.pdf")).starts_with(b"%PDF-"), "{name}");
        assert_eq!(place.files("").iter().filter(|file| file.ends_with("ran")).count(), 0, "{name}");
    }
}

#[test]
fn images_and_links_that_are_called_like_markup_or_code_are_shown_as_such() {
    let dot = include_bytes!("../data/dot.png");
    for name in NAMES.into_iter().filter(|name| !name.contains(['\\', '/'])) {
        let note = format!("![[{name}.png]]\n\n[[{name}]]\n");
        let place = Place::new(&[
            ("n/a.md", note.as_bytes()),
            (&format!("n/{name}.png"), dot),
            (&format!("n/{name}.md"), b"Words."),
        ]);
        let run = place.run("n --to html,epub,typ -o out/");
        assert_eq!(run.status, 0, "{name}: {}", run.messages);
        for text in [place.html("out/a.html"), place.epub("out/a.epub")] {
            for part in ["<img src=x", "<svg onload", "<script>alert", "<!ENTITY"] {
                assert!(!text.contains(part), "{name}: {part}");
            }
        }
        assert!(!place.path("ran").exists() && !place.path("n/ran").exists());
    }
}

#[test]
fn names_that_begin_with_a_hyphen_are_names() {
    let place = Place::new(&[("n/-o.md", b"a"), ("n/--force.md", b"b"), ("n/-.md", b"c")]);
    place.run("n --to html -o out/ --no-nav").says(0, &["3 made"]);
    place.run("n/-o.md n/--force.md --to html -o out/").says(0, &["2 made"]);
    place.run("n/*.md --to html -o out/").says(0, &["3 up to date"]);
}

#[test]
fn a_name_that_no_text_can_hold_is_a_name() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new(&[("n/b.md", b"b")]);
    let name = std::ffi::OsStr::from_bytes(b"a\xff\xfe.md");
    if std::fs::write(place.path("n").join(name), b"Words.").is_err() {
        return; // Some disks have no such names.
    }
    place.run("n --to html,epub -o out/ --deps d").says(0, &["2 made"]);
    for _ in 0..2 {
        let run = place.run("n --to html -o out/");
        assert_eq!(run.status, 0, "{}", run.messages);
    }
    assert!(String::from_utf8(place.read("d")).is_ok());
}

#[test]
fn a_record_or_a_file_of_settings_forges_no_message() {
    let forged = "x.md:1:1: error[input]: all is lost";
    let place = Place::new(&[(&format!("n/a\u{1b}[31m\n{forged}.md"), b"a"), ("n/b.md", b"b")]);
    place.run("n --to html").says(0, &["2 made"]);
    std::fs::remove_file(place.path(&format!("n/a\u{1b}[31m\n{forged}.md"))).unwrap();
    for form in ["human", "short", "json"] {
        let run = place.run(&format!("n --to html --message-format {form}"));
        assert!(run.messages.contains("which is gone"), "{}", run.messages);
        assert!(!run.messages.contains('\u{1b}'), "{}", run.messages);
        assert!(!run.messages.lines().any(|line| line.trim_start().starts_with("x.md")), "{}", run.messages);
    }
    for settings in [
        format!("\"\\e[31m\\n{forged}\": 1"),
        format!("to: \"\\e[31m\\n{forged}\""),
        format!("css: \"\\e[31m\\n{forged}\""),
        format!("base_url: \"\\e[31m\\n{forged}\""),
        format!("output: \"../\\e[31m\\n{forged}\""),
    ] {
        place.write("n/convert.yaml", settings.as_bytes());
        let run = place.run("n --to html");
        assert!(!run.messages.contains('\u{1b}'), "{settings}: {}", run.messages);
        assert!(!run.messages.lines().any(|line| line.trim_start().starts_with("x.md")), "{}", run.messages);
    }
}

#[test]
fn a_name_as_long_as_names_can_be_is_told_when_its_output_has_none() {
    let name = "a".repeat(252);
    let place = Place::new(&[(&format!("n/{name}.md"), b"a"), ("n/b.md", b"b")]);
    place.run("n --to html,epub").says(1, &["cannot write", "1 made", "1 failed"]);
    assert!(place.path("n/b.html").exists());
    assert!(!place.files("n").iter().any(|file| file.ends_with(".tmp")));
}
