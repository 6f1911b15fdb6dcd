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
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), summary));
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
