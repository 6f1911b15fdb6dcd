//! The program under make and Ninja, with the files of `samples/` and the real tools. Where a tool is not installed
//! its test is skipped, except in continuous integration (`CI` is set).

mod tools;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use tools::is_there;

const PROGRAM: &str = env!("CARGO_BIN_EXE_convert");
const PNG: &[u8] = include_bytes!("data/dot.png");
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");

/// A folder with two notes, one of which shows an image, all as old as things can be.
fn folder(build_file: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir_all(path.join(".git")).unwrap();
    std::fs::create_dir_all(path.join("img")).unwrap();
    std::fs::copy(Path::new(SAMPLES).join(build_file), path.join(build_file)).unwrap();
    std::fs::write(path.join("shown.md"), "# Shown\n\n![a dot](img/a%20dot.png)\n").unwrap();
    std::fs::write(path.join("plain.md"), "# Plain\n\nText.\n").unwrap();
    std::fs::write(path.join("img/a dot.png"), PNG).unwrap();
    age(path, 1);
    folder
}

/// Gives all files below a folder the same time, so many hours after the beginning of time.
fn age(folder: &Path, hours: u64) {
    for path in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
        match path.is_dir() {
            true => age(&path, hours),
            false => touch(&path, SystemTime::UNIX_EPOCH + Duration::from_secs(3600 * hours)),
        }
    }
}

/// A time after that of all files that are made here.
fn later() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000)
}

fn touch(path: &Path, time: SystemTime) {
    std::fs::OpenOptions::new().append(true).open(path).unwrap().set_modified(time).unwrap();
}

fn run(tool: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(tool).args(arguments).current_dir(folder).env_remove("MAKEFLAGS").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs make in the folder and gives the outputs that it made.
fn make(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    let program = format!("CONVERT={PROGRAM}");
    let output = run("make", folder.path(), &[&[program.as_str()], arguments].concat());
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
    let commands = text(&output.stdout);
    let made = commands.lines().filter_map(|line| line.split_once(" -o ")?.1.split(' ').next());
    let mut made: Vec<String> = made.map(str::to_owned).collect();
    made.sort();
    made
}

#[test]
fn touching_an_image_makes_just_its_note_again() {
    if !is_there("make") {
        return;
    }
    let folder = folder("Makefile");
    let all = ["plain.epub", "plain.html", "plain.pdf", "shown.epub", "shown.html", "shown.pdf"];
    assert_eq!(make(&folder, &["-j4"]), all);
    age(folder.path(), 2);
    assert_eq!(make(&folder, &[]), Vec::<String>::new());
    touch(&folder.path().join("img/a dot.png"), SystemTime::UNIX_EPOCH + Duration::from_secs(3 * 3600));
    assert_eq!(make(&folder, &[]), all[3..]);
    std::fs::remove_file(folder.path().join("img/a dot.png")).unwrap();
    std::fs::write(folder.path().join("shown.md"), "# No longer shown\n").unwrap();
    assert_eq!(
        make(&folder, &["FORMATS=pdf"]),
        ["shown.pdf"],
        "an image that is gone is no target without a rule"
    );
    make(&folder, &["clean"]);
    let left: Vec<PathBuf> = folder.path().read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left.len(), 5, "{left:?}");
}

#[test]
fn a_project_file_and_its_templates_are_dependencies() {
    if !is_there("make") {
        return;
    }
    let folder = folder("Makefile");
    std::fs::write(folder.path().join("convert.yaml"), "css: style.css\n").unwrap();
    std::fs::write(folder.path().join("style.css"), "").unwrap();
    assert_eq!(make(&folder, &["FORMATS=html"]), ["plain.html", "shown.html"]);
    for name in ["convert.yaml", "style.css"] {
        age(folder.path(), 2);
        assert_eq!(make(&folder, &["FORMATS=html"]), Vec::<String>::new());
        touch(&folder.path().join(name), SystemTime::UNIX_EPOCH + Duration::from_secs(3 * 3600));
        assert_eq!(make(&folder, &["FORMATS=html"]), ["plain.html", "shown.html"], "{name}");
    }
}

#[test]
fn make_stops_where_a_note_fails_and_keeps_the_earlier_output() {
    if !is_there("make") {
        return;
    }
    let folder = folder("Makefile");
    make(&folder, &["plain.html"]);
    let page = std::fs::read(folder.path().join("plain.html")).unwrap();
    std::fs::write(folder.path().join("plain.md"), "---\ntitle: [\n---\n").unwrap();
    touch(&folder.path().join("plain.md"), later());
    let output = run("make", folder.path(), &[&format!("CONVERT={PROGRAM}"), "plain.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("plain.md:"), "{}", text(&output.stderr));
    assert_eq!(std::fs::read(folder.path().join("plain.html")).unwrap(), page);
}

#[test]
fn a_job_server_gives_the_right_to_work_and_gets_it_back() {
    let folder = folder("Makefile");
    for number in 0..20 {
        std::fs::write(folder.path().join(format!("{number}.md")), "text").unwrap();
    }
    for tokens in [0, 3] {
        let server = jobserver::Client::new(tokens).unwrap();
        let mut command = Command::new(PROGRAM);
        command.args([".", "--to", "html", "--force"]).current_dir(folder.path()).env_remove("MAKEFLAGS");
        server.configure_make(&mut command);
        let output = command.output().unwrap();
        let summary = "convert: 22 made, 0 up to date, 0 failed, 0 warnings\n";
        assert!(
            output.status.success() && text(&output.stderr).ends_with(summary),
            "{}",
            text(&output.stderr)
        );
        assert_eq!(server.available().unwrap(), tokens, "all tokens are back");
    }
}

#[test]
fn ninja_reads_the_dependencies_too() {
    if !is_there("ninja") {
        return;
    }
    let folder = folder("build.ninja");
    let rules = std::fs::read_to_string(folder.path().join("build.ninja")).unwrap();
    let rules = rules.replace("convert = convert\n", &format!("convert = {PROGRAM}\n"));
    std::fs::write(folder.path().join("build.ninja"), rules).unwrap();
    std::fs::rename(folder.path().join("shown.md"), folder.path().join("product-manager.md")).unwrap();
    let ninja = || {
        let output = run("ninja", folder.path(), &[]);
        assert!(output.status.success(), "{}", text(&output.stdout));
        text(&output.stdout)
    };
    assert!(ninja().contains("[3/3]"));
    assert_eq!(ninja(), "ninja: no work to do.\n");
    touch(&folder.path().join("img/a dot.png"), later());
    assert!(ninja().contains("[3/3]"));
}

/// A note that shows these drawings, whose names make and Ninja may read as more than names.
fn showing(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path(".git")).unwrap();
    let mut note = String::new();
    for name in names {
        std::fs::write(path(name), "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").unwrap();
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        note += &format!("![x]({encoded})\n\n");
    }
    std::fs::write(path("note.md"), note).unwrap();
    let makefile =
        format!("all: note.html\n\n%.html: %.md\n\t{PROGRAM} $< -o $@ --deps $*.d\n\n-include note.d\n");
    std::fs::write(path("Makefile"), makefile).unwrap();
    let ninja = format!(
        "rule convert\n  command = {PROGRAM} $in -o $out --deps $out.d\n  depfile = $out.d\n\nbuild note.html: convert note.md\n"
    );
    std::fs::write(path("build.ninja"), ninja).unwrap();
    age(folder.path(), 1);
    folder
}

/// Names that both can be told.
const NAMEABLE: [&str; 11] = [
    "a b.svg",
    "a#b.svg",
    "a$b.svg",
    "a$(b).svg",
    "a:b.svg",
    "a::b.svg",
    "é ü.svg",
    "img (1).svg",
    "a,b+c@d.svg",
    "a{b}!.svg",
    "-a~.svg",
];

/// Names that one of them would read otherwise, or run.
const UNNAMEABLE: [&str; 19] = [
    "a'b.svg",
    "a\"b.svg",
    "a&b.svg",
    "a=b;touch PWNED;.svg",
    "x!=touch PWNED",
    "a;b.svg",
    "a=b.svg",
    "a%b.svg",
    "a\\b.svg",
    "a\tb.svg",
    "a\nb:;touch PWNED",
    "a|b.svg",
    "a*.svg",
    "a?.svg",
    "a[b].svg",
    "~a.svg",
    "a`touch PWNED`.svg",
    "a&",
    "a<b>.svg",
];

#[test]
fn make_and_ninja_follow_every_name_that_a_rule_has() {
    for (tool, made) in [("make", " -o note.html"), ("ninja", "[1/1]")] {
        if !is_there(tool) {
            continue;
        }
        let folder = showing(&NAMEABLE);
        let run = |what: &str| {
            let output = run(tool, folder.path(), &[]);
            assert!(
                output.status.success(),
                "{tool}, {what}: {}{}",
                text(&output.stdout),
                text(&output.stderr)
            );
            text(&output.stdout)
        };
        assert!(run("first").contains(made));
        for name in NAMEABLE {
            age(folder.path(), 2);
            assert!(!run(name).contains(made), "{tool}, before {name}");
            touch(&folder.path().join(name), later());
            assert!(run(name).contains(made), "{tool} does not see that {name} changed");
        }
    }
}

#[test]
fn a_name_that_a_rule_cannot_have_is_told_and_runs_nothing() {
    for tool in ["make", "ninja"] {
        if !is_there(tool) {
            continue;
        }
        for name in UNNAMEABLE {
            let folder = showing(&[name, "plain.svg"]);
            let first = run(tool, folder.path(), &[]);
            let said = text(&first.stdout) + &text(&first.stderr);
            assert!(first.status.success(), "{tool}, {name:?}: {said}");
            assert!(said.contains("the dependency file does not name"), "{tool}, {name:?}: {said}");
            touch(&folder.path().join("plain.svg"), later());
            let second = run(tool, folder.path(), &[]);
            let said = text(&second.stdout) + &text(&second.stderr);
            assert!(second.status.success(), "{tool}, {name:?}: {said}");
            assert!(said.contains("note.html"), "{tool}, {name:?}: the others are followed: {said}");
            assert!(!folder.path().join("PWNED").exists(), "{tool}, {name:?}");
        }
    }
}

#[test]
fn a_note_that_a_rule_cannot_name_gets_none() {
    let folder = showing(&["plain.svg"]);
    for name in UNNAMEABLE.iter().map(|name| format!("{name}.md")) {
        std::fs::write(folder.path().join(&name), "![x](plain.svg)").unwrap();
        std::fs::write(folder.path().join("d"), "old").unwrap();
        let arguments = [&name, "--to", "html", "--deps", "d"];
        let output = Command::new(PROGRAM).args(arguments).current_dir(folder.path()).output().unwrap();
        let said = text(&output.stderr);
        assert!(output.status.success(), "{name:?}: {said}");
        assert!(said.contains("the dependency file does not name"), "{name:?}: {said}");
        let rules = std::fs::read_to_string(folder.path().join("d")).unwrap();
        assert_eq!(rules, "", "{name:?}");
    }
}
