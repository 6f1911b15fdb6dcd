//! The command line: exit status, what goes to which stream, and what is said when something is wrong.

#[path = "tools/place.rs"]
mod place;

use std::process::{Command, Stdio};

use place::{Place, Run};

const NOTE: &[u8] = b"---\ntitle: T\nlang: en\n---\nText.\n";

#[test]
fn outputs_go_beside_the_note_into_a_folder_or_into_a_file_whose_name_tells_the_format() {
    let place = Place::new(&[("note.md", NOTE)]);
    place.run("note.md").is_quiet();
    assert!(place.read("note.pdf").starts_with(b"%PDF-"));
    place.run("note.md --to pdf,epub,html,typ,ir -o out/").is_quiet();
    assert!(place.read("out/note.epub").starts_with(b"PK"));
    assert!(place.read("out/note.html").starts_with(b"<!DOCTYPE html>"));
    assert!(String::from_utf8(place.read("out/note.typ")).unwrap().contains("#show: note.with("));
    assert!(place.read("out/note.ir").starts_with(b"metadata\n"));
    place.run("note.md -o other.html").is_quiet();
    assert!(place.read("other.html").starts_with(b"<!DOCTYPE html>"));
}

#[test]
fn a_hyphen_is_standard_input_and_output() {
    let place = Place::new(&[("note.md", NOTE)]);
    let run = place.run_with_input("- --to html", NOTE);
    run.messages.is_empty().then_some(()).expect("nothing but output");
    assert!(run.out.starts_with(b"<!DOCTYPE html>") && run.status == 0);
    let run = place.run("note.md --to ir -o -");
    assert_eq!((run.status, run.out.starts_with(b"metadata\n")), (0, true));
    let run = place.run_with_input("- --to html", b"{% notte %}a{% endnotte %}");
    assert!(run.messages.contains("<stdin>:1:1") && run.out.starts_with(b"<!DOCTYPE html>"));
}

#[test]
fn each_page_is_a_picture_of_its_own() {
    let note = b"---\ntitle: T & U\nlang: en\n---\nOne.\n\n\\newpage\n\nTwo.\n\n\\newpage\n\nThree.\n";
    let place = Place::new(&[("note.md", note)]);
    place.run("note.md --to png,svg --dpi 72").is_quiet();
    for name in ["note.png", "note-2.png", "note-3.png"] {
        let size = imagesize::blob_size(&place.read(name)).unwrap();
        assert_eq!((size.width, size.height), (595, 842), "{name}");
    }
    let drawing = String::from_utf8(place.read("note-3.svg")).unwrap();
    assert!(drawing.contains("<title>T &amp; U (3/3)</title>"), "{}", &drawing[..400]);
    roxmltree::Document::parse(&drawing).unwrap();
    place.run("note.md --to png --dpi 72").is_quiet();
}

#[test]
fn some_pages_are_pictures() {
    let place = Place::new(&[("note.md", b"One.\n\n\\newpage\n\nTwo.\n\n\\newpage\n\nThree.\n")]);
    place.run("note.md -o page.svg --pages 2-").is_quiet();
    assert!(place.read("page.svg").starts_with(b"<!--") && place.read("page-3.svg").starts_with(b"<!--"));
    let run = place.run("note.md -o other.svg --pages 7");
    assert_eq!(run.status, 1);
    assert!(run.messages.contains("has 3 pages"), "{}", run.messages);
    assert!(!place.path("other.svg").exists());
    let run = place.run("note.md --to svg -o -");
    assert!(run.status == 0 && run.messages.contains("page 2 is not written"), "{}", run.messages);
    assert_eq!(place.run("note.md --to svg --pages 3-1").status, 2);
}

#[test]
fn a_picture_of_somebody_is_not_replaced_by_a_page() {
    let place = Place::new(&[("note.md", b"One.\n\n\\newpage\n\nTwo.\n"), ("note-2.svg", b"<svg/>")]);
    let run = place.run("note.md --to svg");
    assert_eq!((run.status, place.read("note-2.svg")), (1, b"<svg/>".to_vec()), "{}", run.messages);
}

#[test]
fn a_program_gets_messages_and_what_was_read_as_json() {
    let note = b"---\ntitle: T\nlang: en\ndate: 2024-03-16\nlevels: {1: one}\n---\n# *Heading*\n\n{% notte %}$x^2$ ![a](none.png){% endnotte %}\n";
    let place = Place::new(&[("note.md", note)]);
    let run = place.run("note.md --to ir --message-format json -o -");
    assert_eq!(run.status, 0, "{}", run.messages);
    for line in run.messages.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    let document: serde_json::Value = serde_json::from_slice(&run.out).unwrap();
    assert_eq!(document["metadata"]["title"], "T");
    assert_eq!(document["metadata"]["date"], serde_json::json!({"type": "day", "value": "2024-03-16"}));
    assert_eq!(document["metadata"]["extra"]["levels"], serde_json::json!({"1": "one"}));
    let heading = &document["blocks"][0];
    assert_eq!((&heading["type"], &heading["level"]), (&"heading".into(), &1.into()));
    assert_eq!(heading["content"][0]["style"], "emphasis");
    let span = |edge: &str| heading["span"][edge].as_u64().unwrap() as usize;
    assert_eq!(&note[span("start")..span("end")], b"# *Heading*");
    let text = document["blocks"].to_string();
    assert!(text.contains(r#""tex":"x^2""#), "{text}");
    assert!(text.contains(r#""source":{"type":"missing","value":"none.png"}"#), "{text}");
    place.run("note.md -o note.json -q").is_quiet();
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&place.read("note.json")).unwrap(), document);
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_to_do() {
    let place = Place::new(&[("note.md", NOTE)]);
    place.run("").says_only(2, &["Usage"]);
    place.run("note.md --bogus").says_only(2, &["--bogus"]);
    place.run("note.md --to docx").says_only(2, &["docx"]);
    place.run("note.md -o note.xyz").says_only(2, &["no format follows from the name note.xyz", "--to pdf"]);
    place.run("note.md --to pdf,html -o one.pdf").says_only(2, &["2 formats do not fit in one file"]);
    place.run("note.md --to pdf,html -o -").says_only(2, &["standard output"]);
    place.run("note.md --pdf-standard ua-9").says_only(2, &["there is no PDF standard `ua-9`"]);
    place.run("note.md --callouts none.yaml").says_only(2, &["cannot read none.yaml"]);
    let mut command = place.command("note.md --to html");
    Run::of(command.env("SOURCE_DATE_EPOCH", "soon").output().unwrap()).says_only(2, &["SOURCE_DATE_EPOCH"]);
}

#[test]
fn what_cannot_be_read_or_written_ends_with_1() {
    let place = Place::new(&[("note.md", NOTE)]);
    place.run("absent.md").says_only(1, &["error[input]", "there is no such file", "absent.md"]);
    std::fs::create_dir(place.path("folder.md")).unwrap();
    std::fs::write(place.path("file"), "").unwrap();
    place
        .run("note.md --to html -o file/note.html")
        .says_only(1, &["error[output]", "cannot write file/note.html"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let place = Place::new(&[("note.md", NOTE)]);
    let pipe = place.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut child = place.command("note.md --to html -o pipe").spawn().unwrap();
    let page = Command::new("timeout").args(["20", "cat"]).arg(&pipe).output().unwrap().stdout;
    assert!(child.wait().unwrap().success());
    assert!(page.starts_with(b"<!DOCTYPE html>"));
    assert!(pipe.metadata().unwrap().file_type().is_fifo());
}

#[test]
fn a_malformed_front_matter_is_shown_at_its_line_and_earlier_output_stays() {
    let malformed = b"---\ntitle: \"T\ntags: [a\n---\nText.\n".as_slice();
    let place = Place::new(&[
        ("note.md", malformed),
        ("note.html", b"earlier"),
        ("open.md", b"---\ntitle: T\nText\n"),
    ]);
    place.run("note.md --to html").says_only(1, &["error[front-matter]", "note.md:2:8", "2 | title: \"T"]);
    assert_eq!(place.read("note.html"), b"earlier");
    place.run("open.md --to html").says_only(1, &["the front matter is not closed", "open.md:1:1"]);
}

#[test]
fn bad_notes_are_converted_with_a_warning() {
    let place = Place::new(&[
        ("latin.md", b"---\nlang: fr\n---\ncaf\xe9 noir\n"),
        ("empty.md", b""),
        ("image.md", b"![alt words](absent.png)\n"),
        ("tags.md", b"{% note \"t\" %}\nopen\n\n{% endinfo %}\n\n{% notte %}x{% endnotte %}\n"),
    ]);
    place.run("latin.md --to html").says_only(0, &["warning[invalid-utf8]", "byte 20", "latin.md:4:4"]);
    assert!(String::from_utf8(place.read("latin.html")).unwrap().contains("noir"));
    place.run("empty.md --to pdf,epub,html").says_only(0, &["warning[empty-note]"]);
    place
        .run("image.md --to pdf,html")
        .says_only(0, &["warning[unreadable-image]", "image.md:1:1", "no such file"]);
    assert!(String::from_utf8(place.read("image.html")).unwrap().contains("alt words"));
    let parts = [
        "`note` is never closed",
        "closes a shortcode that is not open",
        "did you mean `note`?",
        "tags.md:6:1",
    ];
    place.run("tags.md --to html").says_only(0, &parts);
}

#[test]
fn strict_makes_a_warning_a_failure() {
    let place = Place::new(&[("note.md", b"![a](b.png)\n"), ("good.md", NOTE)]);
    place.run("note.md --to html --strict").says_only(1, &["warning"]);
    place.run("good.md --to html --strict").is_quiet();
}

#[test]
fn messages_are_for_people_editors_or_scripts() {
    let place = Place::new(&[("note.md", b"# A\n\n\xc3\xa9 ![a](b.png)\n")]);
    let short = place.run("note.md --to html --message-format short");
    assert!(short.messages.starts_with("note.md:3:3: warning[unreadable-image]: "), "{}", short.messages);
    assert_eq!(short.messages.lines().count(), 1);
    let json = place.run("note.md --to html --message-format json").messages;
    let message: serde_json::Value = serde_json::from_str(json.trim()).unwrap();
    assert_eq!(
        (&message["file"], &message["line"], &message["column"]),
        (&"note.md".into(), &3.into(), &3.into())
    );
    assert_eq!((&message["severity"], &message["code"]), (&"warning".into(), &"unreadable-image".into()));
    let human = place.run("note.md --to html").messages;
    assert!(human.contains("3 | é ![a](b.png)"), "{human}");
    assert!(!human.contains('\u{1b}'), "no colours where there is no terminal");
}

#[test]
fn the_same_note_gives_the_same_bytes() {
    let place = Place::new(&[(
        "note.md",
        b"---\ntitle: T\n---\n# A\n\n$x^2$ [a](#a)^[note]\n\n{% tip %}x{% endtip %}\n",
    )]);
    for format in ["pdf", "epub", "html", "typ", "ir"] {
        place.run(&format!("note.md -o first.{format}")).is_quiet();
        let mut again = place.command(&format!("note.md -o again.{format}"));
        Run::of(again.env("TZ", "Asia/Tokyo").env("LC_ALL", "ja_JP.UTF-8").output().unwrap()).is_quiet();
        assert!(place.read(&format!("first.{format}")) == place.read(&format!("again.{format}")), "{format}");
    }
}

#[test]
fn the_date_of_outputs_is_that_of_the_environment() {
    let place = Place::new(&[("note.md", NOTE)]);
    let made = |epoch: &str| {
        let mut command = place.command("note.md --to pdf");
        Run::of(command.env("SOURCE_DATE_EPOCH", epoch).output().unwrap()).is_quiet();
        String::from_utf8_lossy(&place.read("note.pdf")).into_owned()
    };
    assert!(made("1000000000").contains("D:20010909"));
    assert!(made("1500000000").contains("D:20170714"));
}

#[test]
fn nasty_notes_end_with_a_document() {
    let deep = |open: &str, close: &str, times: usize| {
        [open.repeat(times), "x".into(), close.repeat(times)].concat()
    };
    let notes = [
        deep("> ", "", 3_000),
        deep("- ", "", 1_000),
        deep("[", "]", 5_000),
        deep("**a ", " b**", 2_000),
        deep("<div>", "</div>", 3_000),
        deep("<b>", "</b>", 3_000),
        deep("{% note %}\n", "\n{% endnote %}", 1_000),
        deep("!!! note\n\n    ", "", 50),
        deep("${", "}$", 2_000),
        deep("<Note>\n", "\n</Note>", 1_000),
        deep("<Note>\n", "</Tip>\n", 3_000),
        deep("<A b={", "", 20_000),
        deep("<A b=\"", "", 20_000),
        deep(":a{", "", 20_000),
        deep("::note\n", "\n::", 1_000),
        deep("import a from x\n\n", "", 20_000),
        "\u{feff}".to_owned(),
        "a\0b\r\rc".to_owned(),
        "{% note \"\n\n$$ <div ![a](`".to_owned(),
        "x".repeat(200_000),
    ];
    for (at, note) in notes.iter().enumerate() {
        let place = Place::new(&[("note.md", note.as_bytes())]);
        let run = place.run("note.md --to html,typ --message-format short");
        assert_eq!(run.status, 0, "note {at}: {}", run.messages.chars().take(500).collect::<String>());
    }
}

#[test]
fn what_a_command_line_asks_for_in_vain_is_told() {
    let place = Place::new(&[("note.md", NOTE), ("own.css", b"p { margin: 0 }")]);
    place
        .run("note.md --to html -o x.pdf")
        .says_only(0, &["warning[configuration]", "x.pdf holds html, though its name says pdf", "--to pdf"]);
    place.run("note.md --to pdf --css own.css").says_only(0, &["`--css` does nothing here", "HTML and EPUB"]);
    place.run("note.md --to pdf --css own.css --strict").says_only(1, &["`--css`"]);
    place.run("note.md --to html --pdf-standard a-2a").says_only(0, &["`--pdf-standard` does nothing here"]);
    place.run("note.md --to html,pdf --css own.css --pdf-standard ua-1").is_quiet();
}

#[test]
fn built_in_files_are_printed() {
    let place = Place::new(&[("note.md", NOTE)]);
    for (name, part) in [
        ("callouts.yaml", "kind: note"),
        ("note.typ", "#let note("),
        ("page.html", "<!DOCTYPE html>"),
        ("style.css", "--accent"),
    ] {
        let run = place.run(&format!("--print {name}"));
        assert!(run.status == 0 && String::from_utf8(run.out).unwrap().contains(part), "{name}");
    }
    let own = place.run("--print callouts.yaml").out;
    std::fs::write(place.path("own.yaml"), own).unwrap();
    place.run("note.md --to html --callouts own.yaml").is_quiet();
    place.run("--print nothing.yaml").says_only(2, &["callouts.yaml"]);
}

#[test]
fn the_help_names_the_dialects() {
    let help = String::from_utf8(Place::new(&[]).run("--help").out).unwrap();
    assert!(["eleventy", "obsidian", "quarto", "myst"].iter().all(|name| help.contains(name)), "{help}");
    assert!(!help.contains("templates/"), "an installed program has no such folder");
}

#[test]
fn people_read_repeated_messages_once_and_programs_all_of_them() {
    let note = b"# T\n\n![](a.png)\n\n![](b.png)\n\n![](c.png)\n";
    let place = Place::new(&[("note.md", note)]);
    let count = |form: &str| {
        let run = place.run(&format!("note.md --to html --message-format {form}"));
        run.messages.matches("missing-alternative").count()
    };
    assert_eq!((count("human"), count("short"), count("json")), (1, 3, 3));
    place.run("note.md --to html").says_only(0, &["also at 5:1, 7:1 (3 times in all)"]);
}

#[test]
fn of_many_warnings_that_name_something_else_people_read_three_unless_they_ask_for_all() {
    let links: String = (0..20).map(|number| format!("[a](gone{number}.pdf)\n\n")).collect();
    let place = Place::new(&[("note.md", links.as_bytes())]);
    let count = |options: &str| {
        let run = place.run(&format!("note.md --to html {options}"));
        run.messages.matches("[broken-link]: the link to").count()
    };
    assert_eq!((count(""), count("-v"), count("--message-format short")), (3, 20, 20));
    place.run("note.md --to html").says_only(0, &["17 more warnings of this kind", "also at 9:1"]);
}

#[test]
fn messages_show_paths_as_people_write_them() {
    let place = Place::new(&[
        ("a b.md", b"# T\n\n[x](c%20d.md#none) [y](<gone e.md>) ![z](<f g.png>)\n"),
        ("c d.md", b"# U\n"),
    ]);
    let run = Run::of(place.command("--to html -o out/ .").output().unwrap());
    run.says_only(0, &["c d`", "gone e.md", "f g.png"]);
    assert!(!run.messages.lines().any(|line| line.contains("%20") && line.starts_with("warning")));
}

/// A note with a link that leads nowhere and a footnote that is not defined.
const FAULTY: &[u8] = b"---\ntitle: T\nlang: en\n---\n[a](#nowhere) and[^1].\n";

#[test]
fn a_check_tells_what_is_wrong_and_writes_nothing() {
    let place = Place::new(&[("notes/a.md", FAULTY), ("notes/b.md", NOTE)]);
    let run = place.run("notes --to pdf,epub,html --check --message-format short");
    run.says(0, &["notes/a.md:5:1: warning[broken-link]", "warning[footnote]"]);
    assert_eq!(place.files("notes"), ["a.md", "b.md"]);
    // What a person made is not in the way of a check.
    place.write("notes/b.pdf", b"mine");
    place.run("notes --check -q").is_quiet();
    place.run("notes --check --strict -q").says(1, &["broken-link"]);
    assert_eq!(place.read("notes/b.pdf"), b"mine");
}

#[test]
fn kinds_of_message_are_left_out_or_are_failures() {
    let place = Place::new(&[("note.md", FAULTY)]);
    place.run("note.md --to html --allow broken-link,footnote").is_quiet();
    let run = place.run("note.md --to html --deny footnote --message-format short");
    run.says(1, &["error[footnote]", "warning[broken-link]"]);
    assert!(!place.read("note.html").is_empty(), "the output is made all the same");
    place.run("note.md --deny broken-lnk").says(2, &["did you mean `broken-link`?"]);
    place.write("convert.yaml", b"allow: broken-link\ndeny: [footnote]\n");
    let run = place.run("note.md --to html --message-format short");
    run.says(1, &["error[footnote]"]);
    assert!(!run.messages.contains("broken-link"), "{}", run.messages);
    place.write("convert.yaml", b"allow: [brokenlink]\n");
    place.run("note.md --to html").says(2, &["convert.yaml", "`broken-link`"]);
}

#[test]
fn what_is_a_failure_is_told_again_when_the_output_is_up_to_date() {
    let place = Place::new(&[("notes/a.md", FAULTY)]);
    place.run("notes --to html -q").is_quiet();
    place.run("notes --to html -q --deny footnote").says(1, &["error[footnote]"]);
}

#[test]
fn a_code_is_explained() {
    let place = Place::new(&[]);
    let run = place.run("--explain broken-link");
    let text = String::from_utf8(run.out).unwrap();
    assert!(run.status == 0 && text.starts_with("broken-link\n") && text.contains("For example"), "{text}");
    place.run("--explain brokn-link").says(2, &["did you mean `broken-link`?"]);
}

#[test]
fn messages_of_a_run_are_one_sarif_document() {
    let place = Place::new(&[("notes/a.md", FAULTY), ("notes/b.md", NOTE), ("notes/c.md", FAULTY)]);
    for command in ["notes --to html --check", "notes/b.md --to html"] {
        let run = place.run(&format!("{command} --message-format sarif"));
        let document: serde_json::Value = serde_json::from_str(&run.messages).expect(&run.messages);
        let results = document["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), if command.contains("--check") { 4 } else { 0 });
        for result in results {
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("notes/"), "{result}");
            assert_eq!(place["region"]["startLine"], 5);
        }
    }
}

#[test]
fn names_of_formats_are_read_in_any_letter_case_and_with_spaces() {
    let place = Place::new(&[("note.md", NOTE)]);
    let mut command = place.command("note.md");
    Run::of(command.args(["--to", "HTML, Typst"]).output().unwrap()).is_quiet();
    assert_eq!(place.files(""), ["note.html", "note.md", "note.typ"]);
    place.run("note.md --to html --message-format Short").is_quiet();
}

#[test]
fn options_of_other_programs_mean_ours_or_do_no_harm() {
    let place = Place::new(&[("note.md", NOTE), ("mine.typ", b"// nothing of its own"), ("x.docx", b"")]);
    place
        .run("-f gfm -s --citeproc --mathml --toc-depth 2 -N -V papersize=a5 note.md -o note.typ")
        .is_quiet();
    let source = String::from_utf8(place.read("note.typ")).unwrap();
    assert!(source.contains("a5"), "{source}");
    place.run("note.md -t html --pdf-engine=xelatex").says_only(0, &["info", "typeset by Typst"]);
    place.run("note.md -t html --highlight-style tango").says_only(0, &["info", "those of the theme"]);
    place.run("note.md --template mine.typ").is_quiet();
    place
        .run("note.md --template eisvogel.latex")
        .says_only(2, &["a Typst file (`.typ`)", "--print note.typ"]);
    place.run("note.md -f docx").says_only(2, &["`--from docx`", "notes are Markdown"]);
    place.run("note.md -V papersiz=a5").says_only(2, &["did you mean `paper`?"]);
    place.run("note.md -V papersize=a99").says_only(2, &["--variable papersize=a99", "must be"]);
}

#[test]
fn without_a_note_standard_input_is_read_else_the_project_is_converted_else_help_is_shown() {
    let place = Place::new(&[
        ("vault/.obsidian/app.json", b"{}"),
        ("vault/a.md", NOTE),
        ("vault/deep/b.md", NOTE),
        ("program/package.json", b"{}"),
        ("program/readme.md", NOTE),
    ]);
    let run = place.run_with_input("--to html", NOTE);
    assert!(run.status == 0 && run.out.starts_with(b"<!DOCTYPE html>"), "{}", run.messages);
    let alone = |folder: &str| {
        let mut command = place.command("--to html");
        Run::of(command.current_dir(place.path(folder)).stdin(Stdio::null()).output().unwrap())
    };
    alone("vault/deep").says_only(0, &["2 made"]);
    assert!(place.path("vault/a.html").exists() && place.path("vault/deep/b.html").exists());
    // Programs have such a file, too.
    alone("program").says_only(2, &["Usage", "--help"]);
}

#[test]
fn what_there_is_is_listed() {
    let place = Place::new(&[("own.yaml", b"- kind: lab\n  aliases: [tp]\n  label: { en: Lab }\n  light: { accent: \"#7a1fa2\", background: \"#f8eefb\" }\n  dark: { accent: \"#d9a6ee\", background: \"#2c1836\" }\n")]);
    let text = |arguments: &str| {
        let run = place.run(arguments);
        assert_eq!((run.status, run.messages.as_str()), (0, ""), "{arguments}");
        String::from_utf8(run.out).unwrap()
    };
    assert!(text("--list-callouts --callouts own.yaml").contains("\nlab          tp\n"));
    assert!(text("--list-callouts").contains("\nwarning "));
    assert!(text("--list-fonts").contains("built in"));
    assert!(text("--version").contains("(Typst 0."));
    assert_eq!(text("-V"), text("--version"));
    for (what, part) in [
        ("bash", " -o default convert note-convert\n"),
        ("zsh", "#compdef convert note-convert\n"),
        ("fish", "complete -c note-convert -w convert\n"),
        ("powershell", "-CommandName 'convert', 'note-convert' "),
        ("elvish", "[note-convert] = $edit:completion:arg-completer[convert]\n"),
        ("man", "\nconvert, note\\-convert \\- Turns"),
        ("schema", "json-schema.org"),
    ] {
        assert!(text(&format!("--generate {what}")).contains(part), "{what}");
    }
}

#[test]
fn the_program_has_a_second_name_which_its_help_tells_when_it_was_started_by_that() {
    let place = Place::new(&[("note.md", NOTE)]);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_note-convert"));
        Run::of(command.current_dir(place.path("")).args(arguments).output().unwrap())
    };
    let help = |run: Run| String::from_utf8(run.out).unwrap();
    let text = help(run(&["--help"]));
    assert!(text.contains("Usage: note-convert [") && text.contains("\n  note-convert note.md "), "{text}");
    let text = help(place.run("--help"));
    assert!(text.contains("Usage: convert [") && text.contains("\n  convert note.md "), "{text}");
    run(&["note.md"]).is_quiet();
    assert!(place.read("note.pdf").starts_with(b"%PDF-"));
    assert_eq!(run(&["--no-such"]).status, 2);
}

#[test]
fn messages_have_colours_on_request() {
    let place = Place::new(&[("note.md", b"{% notte %}a{% endnotte %}")]);
    assert!(place.run("note.md --to html --color always").messages.contains('\x1b'));
    assert!(!place.run("note.md --to html --color never").messages.contains('\x1b'));
    assert!(!place.run("note.md --to html").messages.contains('\x1b'));
}

#[test]
fn the_short_help_is_short_and_both_have_examples() {
    let text = |option: &str| String::from_utf8(Place::new(&[]).run(option).out).unwrap();
    let (short, long) = (text("-h"), text("--help"));
    assert!(short.len() * 3 < long.len(), "{} and {}", short.len(), long.len());
    for part in ["Output:", "Look:", "Notes:", "Folders and cache:", "Messages:", "Examples:"] {
        assert!(short.contains(part) && long.contains(part), "{part}");
    }
}
