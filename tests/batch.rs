//! Folders of notes on the built program: which notes are converted, where outputs go, what is made again, and
//! what is said about it.

#[path = "batch/beside.rs"]
mod beside;
#[path = "batch/linked.rs"]
mod linked;
#[path = "batch/messages.rs"]
mod messages;
#[path = "batch/site.rs"]
mod site;
#[path = "batch/user.rs"]
mod user;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const PNG: &[u8] = include_bytes!("data/dot.png");

/// A folder to run the program in.
struct Place(TempDir);

impl Place {
    /// A folder with these files; a name that ends in `.png` gets an image.
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(place.path("").join(".git")).unwrap();
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let bytes = if name.ends_with(".png") { [PNG, text.as_bytes()].concat() } else { text.into() };
        std::fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
        command.current_dir(self.path("")).args(arguments.split_whitespace()).env_remove("SOURCE_DATE_EPOCH");
        command.env_remove("MAKEFLAGS");
        command
    }

    fn run(&self, arguments: &str) -> Run {
        Run(self.command(arguments).output().unwrap())
    }

    /// The files below a folder that are not hidden, by name.
    fn files(&self, folder: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.path(folder)];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(&next).unwrap().map(Result::unwrap) {
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                match entry.path() {
                    _ if hidden => {}
                    path if path.is_dir() => folders.push(path),
                    path => names.push(shown(&path, &self.path(folder))),
                }
            }
        }
        names.sort();
        names
    }
}

fn shown(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap().display().to_string()
}

struct Run(Output);

impl Run {
    fn code(&self) -> i32 {
        // For a test that expected another.
        eprintln!("{}", self.said());
        self.0.status.code().unwrap()
    }

    fn said(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    fn printed(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    /// The last line that was said.
    fn summary(&self) -> String {
        self.said().lines().last().unwrap_or_default().to_owned()
    }
}

#[test]
fn a_folder_becomes_the_same_tree_of_outputs() {
    let place = Place::new(&[
        ("notes/a.md", "a"),
        ("notes/sub/deep/b.markdown", "b"),
        ("notes/sub/picture.png", ""),
        ("notes/node_modules/p/readme.md", "no"),
        ("notes/.hidden.md", "no"),
        ("notes/draft.md", "no"),
        ("notes/.gitignore", "draft.md\n"),
    ]);
    let run = place.run("notes --to html,epub -o out");
    assert_eq!(
        (run.code(), run.summary().as_str()),
        (0, "convert: 2 made, 0 up to date, 0 failed, 0 warnings")
    );
    assert_eq!(place.files("out"), ["a.epub", "a.html", "index.html", "sub/deep/b.epub", "sub/deep/b.html"]);
}

#[test]
fn outputs_are_beside_the_notes_unless_a_folder_is_named() {
    let place = Place::new(&[("notes/a.md", "a"), ("notes/sub/b.md", "b")]);
    assert_eq!(place.run("notes --to html").code(), 0);
    assert_eq!(place.files("notes"), ["a.html", "a.md", "index.html", "sub/b.html", "sub/b.md"]);
    assert!(place.path("notes/.convert-cache").exists());
}

#[test]
fn folders_patterns_and_files_mix() {
    let place =
        Place::new(&[("x/a.md", "a"), ("y/a.md", "b"), ("y/z/c.md", "c"), ("y/d.md", "d"), ("e.md", "e")]);
    assert_eq!(place.run("x y/**/a.md y/z/*.md e.md --to html -o out/").code(), 0);
    assert_eq!(place.files("out"), ["e.html", "x/a.html", "y/a.html", "y/z/c.html"]);
}

#[test]
fn two_notes_never_share_an_output() {
    let place = Place::new(&[("x/a.md", "a"), ("y/a.md", "b")]);
    let run = place.run("x/a.md y/a.md --to html -o out/");
    assert_eq!(run.code(), 2);
    assert!(run.said().contains("x/a.md and y/a.md would both be written to out/a.html"), "{}", run.said());
    assert!(!place.path("out").exists());
}

#[test]
fn a_folder_without_notes_and_a_pattern_without_matches_are_told() {
    let place = Place::new(&[("empty/a.txt", "a")]);
    for input in ["empty", "empty/*.md"] {
        let run = place.run(input);
        assert_eq!(run.code(), 2);
        let said = format!("no notes (`.md`, `.markdown`, `.mdx`, `.qmd`, `.rmd`) in {input}");
        assert!(run.said().contains(&said), "{}", run.said());
    }
}

const BROKEN: &str = "---\ntitle: [\n---\ntext\n";

#[test]
fn a_failure_stops_no_other_note_unless_asked_to() {
    let place =
        Place::new(&[("n/a.md", "a"), ("n/b.md", BROKEN), ("n/c.md", "{% nothing %}"), ("n/d.md", "d")]);
    let run = place.run("n --to html -o out");
    assert_eq!(run.code(), 1);
    assert_eq!(run.summary(), "convert: 3 made, 0 up to date, 1 failed, 1 warning");
    assert_eq!(place.files("out"), ["a.html", "c.html", "d.html", "index.html"]);
    let run = place.run("n --to html -o out2 --fail-fast -j1");
    assert_eq!((run.code(), place.files("out2")), (1, vec!["a.html".to_owned()]));
    assert_eq!(run.summary(), "convert: 1 made, 0 up to date, 1 failed, 2 left out, 0 warnings");
}

#[test]
fn messages_come_in_the_order_of_the_notes_whatever_takes_longer() {
    let long = "{% nothing %}\n\n".repeat(400) + &"$x^2$ and *text*\n\n".repeat(400);
    let notes: Vec<(String, String)> = (10..60)
        .map(|number| {
            (format!("n/{number}.md"), if number % 7 == 3 { long.clone() } else { "{% nothing %}".into() })
        })
        .collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let place = Place::new(&notes);
    let said =
        |jobs: &str| place.run(&format!("n --to html -o out --force --message-format short {jobs}")).said();
    let lines = said("-j8");
    let names: Vec<&str> =
        lines.lines().filter_map(|line| line.split_once(".md:")).map(|(name, _)| name).collect();
    assert!(names.is_sorted() && names.len() >= 50, "{lines}");
    assert_eq!(lines, said("-j1"));
}

#[test]
fn what_is_said_can_be_more_or_less() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "{% nothing %}")]);
    assert_eq!(place.run("n --to html -q --force").said(), "");
    let said = place.run("n --to html -v --force").said();
    assert!(said.starts_with("made: n/a.html\n") && said.contains("\nmade: n/b.html\n"), "{said}");
    assert!(place.run("n --to html -v").said().starts_with("up to date: n/a.html\nup to date: n/b.html\n"));
    let json = place.run("n --to html --force --message-format json").said();
    assert!(json.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "{json}");
    let summary = r#"{"summary":{"failed":0,"left_out":0,"made":2,"removed":0,"up_to_date":0,"warnings":1,"written":{"html":{"bytes":"#;
    assert!(json.lines().last().unwrap().starts_with(summary), "{json}");
    assert_eq!(place.run("n/a.md --to html").said(), "");
}

#[test]
fn a_link_into_another_note_is_looked_up_there() {
    let place = Place::new(&[
        ("n/a.md", "[x](b.md#the-second) [y](b.md#the-third) [[b#The Second]] [[b#^mark]]"),
        ("n/b.md", "# One\n\n## The second\n\nA paragraph. ^mark\n"),
    ]);
    let run = place.run("n --to html -o out --message-format short");
    let page = std::fs::read_to_string(place.path("out/a.html")).unwrap();
    assert_eq!(page.matches("href=\"b.html#the-second\"").count(), 2, "{page}");
    assert!(page.contains("href=\"b.html#_-mark\"") && page.contains("href=\"b.html\""), "{page}");
    let told = "n/a.md:1:22: warning[broken-link]: nothing in the note at `b` is called `#the-third`";
    assert!(run.said().contains(told), "{}", run.said());
    assert_eq!(made(&place, ""), "0");
    place.write("n/b.md", "# One\n\n## The third\n");
    assert_eq!(made(&place, ""), "2", "where the links lead changed");
}

#[test]
fn what_is_included_is_a_dependency() {
    let place = Place::new(&[
        ("n/a.md", "{% include parts/x.md %}\n\n![[deep picture.png]]\n"),
        ("n/parts/x.md", "Words of x.\n\n![y](y.png)\n"),
        ("n/parts/y.png", ""),
        ("n/images/of/deep picture.png", ""),
        ("n/b.md", "b"),
        ("n/convert.yaml", "exclude: [parts/]"),
    ]);
    assert_eq!(made(&place, "--deps d"), "2");
    let page = std::fs::read_to_string(place.path("out/a.html")).unwrap();
    assert!(page.contains("Words of x.") && page.matches("data:image/png").count() == 2, "{page}");
    let rules = std::fs::read_to_string(place.path("d")).unwrap();
    for file in ["n/parts/x.md", "n/parts/y.png", "n/images/of/deep\\ picture.png"] {
        assert!(rules.contains(file), "{file}: {rules}");
    }
    place.write("n/parts/x.md", "Other words.");
    assert_eq!(made(&place, ""), "1");
}

#[test]
fn a_vault_shows_notes_in_place_by_their_names() {
    let place = Place::new(&[
        ("v/home.md", "![[kebab-case]]\n\n[[Second Name]] [[a/sub note]] [[Kebab case]]\n"),
        (
            "v/deep/a/Sub Note.md",
            "---\naliases: Second Name\n---\n\nA block with ![](p.png) ^one\n\nNot this.\n",
        ),
        ("v/deep/a/p.png", ""),
        ("v/b/Sub Note.md", "Another of this name.\n"),
        ("v/kebab-case.md", "k"),
    ]);
    let deps = "v --to html -o out/ --deps d --root v";
    assert_eq!(place.run(deps).code(), 0);
    let page = std::fs::read_to_string(place.path("out/home.html")).unwrap();
    for link in [r#"href="deep/a/Sub%20Note.html""#, r#"href="kebab-case.html""#] {
        assert!(page.contains(link), "{page}");
    }
    place.write("v/home.md", "![[a/Sub Note#^one]]\n");
    assert_eq!(place.run(deps).code(), 0);
    let page = std::fs::read_to_string(place.path("out/home.html")).unwrap();
    assert!(page.contains("A block with") && page.contains("data:image/png") && !page.contains("Not this"));
    let read = std::fs::read_to_string(place.path("d")).unwrap();
    assert!(read.contains("v/deep/a/Sub\\ Note.md") && read.contains("v/deep/a/p.png"), "{read}");
    place.write("v/deep/a/Sub Note.md", "Changed. ^one\n");
    assert!(place.run(deps).said().contains("2 made"));
    let page = std::fs::read_to_string(place.path("out/home.html")).unwrap();
    assert!(page.contains("Changed."), "{page}");
}

#[test]
fn headings_that_another_note_includes_are_found_in_it() {
    let place = Place::new(&[
        ("n/a.md", "[x](b.md#included) [y](b.md#deeper) [z](b.md#added)"),
        ("n/b.md", "---\ntitle: B\n---\n{% include parts/x.md %}\n\n![[c]]\n"),
        ("n/parts/x.md", "## Included\n"),
        ("n/c.md", "## Deeper\n"),
    ]);
    let run = "n --to html -o out/ --root n";
    assert!(place.run(run).said().contains("`#added`"));
    let page = std::fs::read_to_string(place.path("out/a.html")).unwrap();
    assert!(page.contains("b.html#included") && page.contains("b.html#deeper"), "{page}");
    // What the answer was read from is a dependency of the note that asked.
    place.write("n/parts/x.md", "## Included\n\n## Added\n");
    let again = place.run(run);
    assert!(!again.said().contains("`#added`"), "{}", again.said());
    let page = std::fs::read_to_string(place.path("out/a.html")).unwrap();
    assert!(page.contains("b.html#added"), "{page}");
}

#[test]
fn a_site_may_begin_below_the_root() {
    let place = Place::new(&[
        ("s/content/posts/a.md", "[b](/posts/b/) [c](@/c/_index.md#part) [d](d.md)\n\n![p](/images/p.png)\n"),
        ("s/content/posts/b.md", "b"),
        ("s/content/c/_index.md", "---\ntitle: C\n---\n## Part\n"),
        ("s/content/e/d.md", "d"),
        ("s/content/e/lost.md", "A page that is not there: [x](index.md), [x](../d/e.md)\n"),
        ("s/static/images/p.png", ""),
    ]);
    let run = place.run("s/content --to html -o out/ --root s");
    assert!(run.said().contains("`index.md` and one more link are set as plain text"), "{}", run.said());
    assert!(run.said().contains(" 1 warning"), "{}", run.said());
    let page = std::fs::read_to_string(place.path("out/posts/a.html")).unwrap();
    for part in
        ["href=\"b.html\"", "href=\"../c/_index.html#part\"", "href=\"../e/d.html\"", "data:image/png"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn other_notes_are_read_in_the_dialect_of_the_run() {
    let commented = "{% comment %}\n\n## Shown\n\n{% endcomment %}\n";
    let place = Place::new(&[("a.md", "[x](b.md#shown)"), ("b.md", commented)]);
    let said = |options: &str| place.run(&format!("a.md b.md --to html {options}")).said();
    assert!(said("").contains("`#shown`"));
    assert!(!said("--dialect github").contains("`#shown`"));
}

#[test]
fn files_that_include_one_another_come_to_an_end() {
    let twice = "{% include a.md %}{% include b.md %}\n\n".repeat(9);
    let place = Place::new(&[("a.md", &twice), ("b.md", &twice)]);
    let run = place.run("a.md --to html");
    assert_eq!(run.code(), 0);
    assert!(run.said().contains("not included: this note includes too many files"), "{}", run.said());
}

/// How many notes a run over `n` made.
fn made(place: &Place, arguments: &str) -> String {
    let run = place.run(&format!("n --to html -o out {arguments}"));
    assert_eq!(run.code(), 0, "{}", run.said());
    run.summary().split(" made").next().unwrap().trim_start_matches("convert: ").to_owned()
}

#[test]
fn only_what_changed_is_made_again() {
    let place = Place::new(&[
        ("n/a.md", "a ![p](../img/p.png)"),
        ("n/b.md", "b"),
        ("n/c.md", "c ![q](q.png)"),
        ("img/p.png", ""),
    ]);
    assert_eq!(made(&place, ""), "3");
    assert_eq!(made(&place, ""), "0");
    place.write("n/b.md", "B");
    assert_eq!(made(&place, ""), "1", "a note changed, and nothing of its size");
    place.write("img/p.png", "more");
    assert_eq!(made(&place, ""), "1", "an image changed");
    place.write("n/q.png", "");
    assert_eq!(made(&place, ""), "1", "an image that was missing is there");
    std::fs::remove_file(place.path("img/p.png")).unwrap();
    assert_eq!(made(&place, ""), "1", "an image is gone");
    std::fs::remove_file(place.path("out/a.html")).unwrap();
    assert_eq!(made(&place, ""), "1", "an output is gone");
    place.write("out/a.html", "edited");
    assert_eq!(made(&place, ""), "1", "an output was edited");
    place.write("n/d.md", "d");
    assert_eq!(made(&place, ""), "2", "a note is new, and the one before it leads there");
    assert_eq!(made(&place, "--toc"), "4", "an option changed");
    place.write("n/convert.yaml", "lang: fr\n");
    assert_eq!(made(&place, "--toc"), "4", "the project file changed");
    place.write("n/style.css", "p { color: red }");
    place.write("n/convert.yaml", "lang: fr\ncss: style.css\n");
    assert_eq!(made(&place, "--toc"), "4", "a template is named");
    place.write("n/style.css", "p { color: tan }");
    assert_eq!(made(&place, "--toc"), "4", "a template changed");
    assert_eq!(made(&place, "--toc"), "0");
    assert_eq!(made(&place, "--toc --force"), "4", "it was forced");
}

#[test]
fn a_time_without_a_change_makes_nothing() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b")]);
    assert_eq!(made(&place, ""), "2");
    for name in ["n/a.md", "out/b.html"] {
        std::fs::File::open(place.path(name)).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
    }
    assert_eq!(made(&place, ""), "0");
}

#[test]
fn only_the_format_that_is_not_up_to_date_is_made() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b")]);
    assert_eq!(made(&place, ""), "2");
    let html = place.path("out/a.html").metadata().unwrap().modified().unwrap();
    assert_eq!(
        place.run("n --to html,epub -o out").summary(),
        "convert: 2 made, 0 up to date, 0 failed, 0 warnings"
    );
    assert_eq!(place.path("out/a.html").metadata().unwrap().modified().unwrap(), html);
    assert_eq!(made(&place, ""), "0");
}

#[test]
fn a_note_named_by_itself_is_always_made() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b")]);
    assert_eq!(made(&place, ""), "2");
    assert_eq!(
        place.run("n n/a.md --to html,epub -o out --no-nav").summary(),
        "convert: 2 made, 0 up to date, 0 failed, 0 warnings"
    );
    assert_eq!(
        place.run("n n/a.md --to html,epub -o out --no-nav").summary(),
        "convert: 1 made, 1 up to date, 0 failed, 0 warnings"
    );
    assert!(place.run("-v n/a.md --to html -o out/").said().starts_with("made: out/a.html\n"));
}

#[test]
fn the_record_may_lie_elsewhere_and_be_broken() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b")]);
    assert_eq!((made(&place, "--cache kept"), made(&place, "--cache kept")), ("2".into(), "0".into()));
    assert!(!place.path("out/.convert-cache").exists());
    let record = std::fs::read_to_string(place.path("kept/.convert-cache")).unwrap();
    // As a run that was killed leaves it: the last line is not whole. It may be that of the list, which is no note.
    let cut = record.rfind("\n{").unwrap() - 20;
    place.write("kept/.convert-cache", &record[..cut]);
    assert_eq!((made(&place, "--cache kept"), made(&place, "--cache kept")), ("1".into(), "0".into()));
    place.write("kept/.convert-cache", "\u{0}{}[]\nnull\n");
    assert_eq!((made(&place, "--cache kept"), made(&place, "--cache kept")), ("2".into(), "0".into()));
}

#[test]
fn a_tree_that_is_moved_with_its_record_stays_up_to_date() {
    let place = Place::new(&[("here/n/a.md", "a ![p](p.png)"), ("here/n/b.md", "b"), ("here/n/p.png", "")]);
    let run = |folder: &str| {
        let mut command = place.command("n --to html -o out");
        let run = Run(command.current_dir(place.path(folder)).output().unwrap());
        run.summary()
    };
    std::fs::create_dir(place.path("here/.git")).unwrap();
    assert_eq!(run("here"), "convert: 2 made, 0 up to date, 0 failed, 0 warnings");
    std::fs::rename(place.path("here"), place.path("there")).unwrap();
    assert_eq!(run("there"), "convert: 0 made, 2 up to date, 0 failed, 0 warnings");
}

#[test]
fn two_runs_may_meet() {
    let notes: Vec<(String, String)> =
        (0..40).map(|number| (format!("n/{number}.md"), format!("# {number}"))).collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let place = Place::new(&notes);
    let runs: Vec<_> = (0..3).map(|_| place.command("n --to html -o out -q").spawn().unwrap()).collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    assert_eq!(made(&place, ""), "0");
    assert_eq!(place.files("out").len(), 41);
}

#[test]
fn the_record_does_not_grow_for_ever() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b")]);
    let lines = || std::fs::read_to_string(place.path("out/.convert-cache")).unwrap().lines().count();
    for _ in 0..80 {
        made(&place, "--force");
    }
    assert!(lines() < 100, "{}", lines());
    assert_eq!(made(&place, ""), "0");
}

#[test]
fn links_between_notes_lead_to_their_outputs() {
    let place =
        Place::new(&[("n/a.md", "[b](sub/b.md) [c](/c/)"), ("n/sub/b.md", "[a](../a.md)"), ("n/d.md", "d")]);
    assert_eq!(made(&place, ""), "3");
    let page = std::fs::read_to_string(place.path("out/a.html")).unwrap();
    assert!(page.contains("href=\"sub/b.html\"") && !page.contains("/c/\""), "{page}");
    place.write("c.md", "c");
    place.write("n/convert.yaml", "root: .\n");
    assert_eq!(made(&place, ""), "3", "another root");
    place.write("n/c/index.md", "c");
    assert_eq!(made(&place, ""), "3", "what a note links to is there now, and one after it leads back");
    assert!(std::fs::read_to_string(place.path("out/a.html")).unwrap().contains("href=\"c/index.html\""));
    for part in 1..=3 {
        place.run(&format!("n --to html -o parts --shard {part}/3"));
    }
    assert_eq!(
        std::fs::read(place.path("parts/a.html")).unwrap(),
        std::fs::read(place.path("out/a.html")).unwrap(),
        "a shard knows the notes of the others"
    );
}

#[test]
fn warnings_that_fail_a_run_are_shown_again() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "{% nothing %}")]);
    assert_eq!(made(&place, ""), "2");
    assert_eq!(
        place.run("n --to html -o out").summary(),
        "convert: 0 made, 2 up to date, 0 failed, 1 warning"
    );
    let run = place.run("n --to html -o out --strict");
    assert_eq!(
        (run.code(), run.summary().as_str()),
        (1, "convert: 0 made, 1 up to date, 1 failed, 1 warning")
    );
    assert!(run.said().contains("`nothing` is not known"));
}

#[test]
fn a_list_says_what_would_be_made_and_makes_nothing() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b")]);
    let list = || place.run("n --to html -o out --list").printed();
    let made_of_folder = "make\tn\tout/index.html\n";
    assert_eq!(list(), format!("make\tn/a.md\tout/a.html\nmake\tn/b.md\tout/b.html\n{made_of_folder}"));
    assert!(!place.path("out").exists());
    assert_eq!(made(&place, ""), "2");
    place.write("n/b.md", "c");
    let of_folder = "up to date\tn\tout/index.html\n";
    assert_eq!(list(), format!("up to date\tn/a.md\tout/a.html\nmake\tn/b.md\tout/b.html\n{of_folder}"));
    let json = place.run("n --to html -o out --list --message-format json").printed();
    assert_eq!(json.lines().next(), Some(r#"{"note":"n/a.md","output":"out/a.html","up_to_date":true}"#));
}

#[test]
fn shards_make_together_what_one_run_makes() {
    let notes: Vec<(String, String)> = (0..30)
        .map(|number| (format!("n/{number}.md"), format!("# {number}\n\n[next]({}.md)", (number + 1) % 30)))
        .collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let place = Place::new(&notes);
    for part in 1..=4 {
        assert_eq!(place.run(&format!("n --to html -o parts --shard {part}/4")).code(), 0);
    }
    assert_eq!(made(&place, ""), "30");
    assert_eq!(place.files("parts"), place.files("out"));
    for name in place.files("out") {
        let bytes = |folder: &str| std::fs::read(place.path(folder).join(&name)).unwrap();
        assert!(bytes("parts") == bytes("out"), "{name}");
    }
    let page = std::fs::read_to_string(place.path("parts/7.html")).unwrap();
    assert!(page.contains("href=\"8.html\""), "a link leads to a note of another part: {page}");
    assert_eq!(place.run("n --shard 5/4").code(), 2);
}

#[test]
fn a_project_file_sets_what_options_set() {
    let place = Place::new(&[
        ("site/convert.yaml", "to: [html, epub]\noutput: public\nexclude: [drafts/]\nlang: de\nroot: .\n"),
        ("site/posts/a.md", "a ![p](/img/p.png)"),
        ("site/drafts/b.md", "b"),
        ("site/img/p.png", ""),
    ]);
    let run = place.run("site/posts");
    assert_eq!((run.code(), run.said().as_str()), (0, ""));
    assert_eq!(place.files("site/public"), ["posts/a.epub", "posts/a.html"]);
    let page = std::fs::read_to_string(place.path("site/public/posts/a.html")).unwrap();
    assert!(page.contains("<html lang=\"de\""), "{page}");
    assert_eq!(place.run("site/posts/a.md --to html --lang nl -o x.html").code(), 0);
    assert!(std::fs::read_to_string(place.path("x.html")).unwrap().contains("<html lang=\"nl\""));
    place.write("site/convert.yaml", "to: html\ncolour: red\n");
    let run = place.run("site");
    assert_eq!(run.code(), 2);
    assert!(run.said().contains("site/convert.yaml:2:1: there is no key `colour`"), "{}", run.said());
}

#[test]
fn nothing_but_outputs_is_left_behind() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", BROKEN)]);
    place.run("n --to html,epub -o out");
    let mut names: Vec<String> = std::fs::read_dir(place.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, [".convert-cache", "a.epub", "a.html", "index.html"]);
}

#[test]
fn a_run_that_is_killed_leaves_whole_outputs_only_and_the_next_goes_on() {
    let text = "# Heading\n\nA paragraph with *words* and $x^2$.\n\n".repeat(40);
    let notes: Vec<(String, String)> =
        (10..50).map(|number| (format!("n/{number}.md"), text.clone())).collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let place = Place::new(&notes);
    // One note shows a pipe that nobody writes to, so that the run cannot come to its end before it is killed.
    place.write("n/49.md", "![held](held.png)\n");
    let held = place.path("n/held.png");
    assert!(std::process::Command::new("mkfifo").arg(&held).status().unwrap().success());
    let mut run = place.command("n --to pdf,html -o out -q -j 2").spawn().unwrap();
    // The signal that a process cannot catch, as soon as a note is on the record.
    let recorded =
        || std::fs::read(place.path("out/.convert-cache")).is_ok_and(|lines| lines.ends_with(b"}"));
    while !recorded() {
        assert!(run.try_wait().unwrap().is_none(), "the run ended by itself");
        std::thread::yield_now();
    }
    run.kill().unwrap();
    run.wait().unwrap();
    std::fs::remove_file(&held).unwrap();
    std::fs::write(&held, include_bytes!("data/dot.png")).unwrap();
    let left = place.files("out");
    assert!((2..80).contains(&left.len()), "{left:?}");
    assert_eq!(place.run("n --to pdf,html -o whole -q").code(), 0);
    let same = |name: &String| {
        std::fs::read(place.path("out").join(name)).unwrap()
            == std::fs::read(place.path("whole").join(name)).unwrap()
    };
    assert!(left.iter().all(same));
    let summary = place.run("n --to pdf,html -o out").summary();
    assert!(!summary.starts_with("convert: 40 made"), "{summary}");
    assert_eq!(place.files("out").len(), 81);
}

#[test]
fn a_folder_that_is_renamed_gives_its_page_the_new_name() {
    let place = Place::new(&[("old/index.md", "Text."), ("old/a.md", "b")]);
    assert_eq!(place.run("old --to html").summary(), "convert: 2 made, 0 up to date, 0 failed, 0 warnings");
    std::fs::rename(place.path("old"), place.path("new")).unwrap();
    // The other page shows the name of the folder, too.
    assert_eq!(place.run("new --to html").summary(), "convert: 2 made, 0 up to date, 0 failed, 0 warnings");
    let page = std::fs::read_to_string(place.path("new/index.html")).unwrap();
    assert!(page.contains("<title>New</title>"), "{page}");
    assert_eq!(place.run("new --to html").summary(), "convert: 0 made, 2 up to date, 0 failed, 0 warnings");
}

#[test]
fn a_bibliography_that_appears_beside_a_note_is_noticed() {
    let place = Place::new(&[("n/a.md", "As {cite:p}`doe2020` says."), ("n/b.md", "b")]);
    assert_eq!(made(&place, ""), "2");
    assert_eq!(made(&place, ""), "0");
    place.write("n/works.bib", "@book{doe2020, title = {A Title}, author = {Doe, Jane}, year = 2020}\n");
    assert_eq!(made(&place, ""), "1");
    let page = std::fs::read_to_string(place.path("out/a.html")).unwrap();
    assert!(page.contains("Jane") && page.contains("A Title"), "{page}");
    assert_eq!(made(&place, ""), "0");
}

#[test]
fn an_output_whose_note_is_gone_is_told_of_and_stays() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b"), ("n/c.md", "c")]);
    assert_eq!(made(&place, ""), "3");
    std::fs::remove_file(place.path("n/b.md")).unwrap();
    std::fs::rename(place.path("n/c.md"), place.path("n/c.markdown")).unwrap();
    for _ in 0..2 {
        let run = place.run("n --to html -o out");
        assert!(run.said().contains("this was made of n/b.md, which is gone"), "{}", run.said());
        assert!(run.said().contains("out/b.html") && run.summary().contains("1 warning"), "{}", run.said());
        assert!(!run.said().contains("n/c.md"), "{}", run.said());
    }
    assert_eq!(place.run("n --to html -o out --strict").code(), 1);
    assert_eq!(place.files("out"), ["a.html", "b.html", "c.html", "index.html"]);
    std::fs::remove_file(place.path("out/b.html")).unwrap();
    assert_eq!(
        place.run("n --to html -o out").said(),
        "convert: 0 made, 2 up to date, 0 failed, 0 warnings\n"
    );
}

#[test]
fn prune_removes_what_is_on_record_and_as_it_was_made() {
    let notes = [
        ("n/a.md", "a"),
        ("n/s/b.md", "b"),
        ("n/s/c.md", "c"),
        ("n/t/d.md", "![d](d.png)"),
        ("n/t/d.png", ""),
    ];
    let place = Place::new(&notes);
    assert_eq!(place.run("n --to html -o out --assets copy").code(), 0);
    place.write("out/s/c.html", "edited");
    place.write("out/mine.html", "mine");
    for note in ["n/s/b.md", "n/s/c.md", "n/t/d.md"] {
        std::fs::remove_file(place.path(note)).unwrap();
    }
    let run = place.run("n --to html -o out --assets copy --prune");
    assert!(
        run.said()
            .contains("this was made of n/s/c.md, which is gone; it is not removed: it was changed since")
    );
    assert!(run.summary().contains("removed"), "{}", run.said());
    let left = place.files("out");
    assert!(left.iter().all(|name| !name.starts_with("t/") && name != "s/b.html"), "{left:?}");
    assert!(
        ["s/c.html", "mine.html", "a.html"].iter().all(|name| left.contains(&name.to_string())),
        "{left:?}"
    );
    assert!(!place.path("out/t").exists(), "an empty folder goes with what was in it");
}

#[test]
fn a_list_says_what_prune_would_remove_and_removes_nothing() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b"), ("n/c.md", "c")]);
    assert_eq!(made(&place, ""), "3");
    std::fs::remove_file(place.path("n/b.md")).unwrap();
    std::fs::remove_file(place.path("n/c.md")).unwrap();
    place.write("out/c.html", "edited");
    let list = place.run("n --to html -o out --list --prune").printed();
    assert!(list.contains("remove\tn/b.md\tout/b.html\n") && !list.contains("out/c.html"), "{list}");
    assert!(place.path("out/b.html").exists());
    assert!(!place.run("n --to html -o out --list").printed().contains("remove"));
    let json = place.run("n --to html -o out --list --prune --message-format json").printed();
    assert!(json.contains(r#"{"note":"n/b.md","output":"out/b.html","remove":true}"#), "{json}");
}

#[test]
fn the_list_of_a_folder_that_shrinks_to_one_note_is_told_and_pruned() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b"), ("n/c.md", "c")]);
    assert_eq!(made(&place, ""), "3");
    let told = "out/index.html: warning[output]: this was made for n, which has no use for it any more";
    std::fs::remove_file(place.path("n/b.md")).unwrap();
    let run = place.run("n --to html -o out --prune --message-format short");
    assert!(!run.said().contains("for n,") && place.path("out/index.html").exists(), "{}", run.said());
    std::fs::remove_file(place.path("n/c.md")).unwrap();
    let run = place.run("n --to html -o out --message-format short");
    assert!(run.said().contains(told), "{}", run.said());
    assert_eq!(place.run("n --to html -o out --prune").code(), 0);
    assert_eq!(place.files("out"), ["a.html"]);
}

#[cfg(unix)]
#[test]
fn prune_goes_through_no_link() {
    let place = Place::new(&[("n/a.md", "a"), ("n/s/b.md", "b")]);
    assert_eq!(place.run("n --to html -o out").code(), 0);
    std::fs::rename(place.path("out/s"), place.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", place.path("out/s")).unwrap();
    std::fs::remove_file(place.path("n/s/b.md")).unwrap();
    let run = place.run("n --to html -o out --prune");
    assert!(
        run.said().contains("it is outside of the folders of this run, or behind a link"),
        "{}",
        run.said()
    );
    assert!(place.path("elsewhere/b.html").exists());
}

#[test]
fn what_lay_beside_a_page_and_is_not_needed_is_told_and_pruned() {
    let place = Place::new(&[("n/a.md", "![x](x.png)"), ("n/x.png", ""), ("n/y.png", "y")]);
    assert_eq!(place.run("n --to html -o out --assets copy").code(), 0);
    place.write("n/a.md", "![y](y.png)");
    let run = place.run("n --to html -o out --assets copy");
    assert!(
        run.said().contains("this was made for n/a.md, which has no use for it any more"),
        "{}",
        run.said()
    );
    assert!(place.path("out/a_files/x.png").exists());
    assert!(place.run("n --to html -o out --assets copy --prune").summary().contains("1 removed"));
    assert!(!place.path("out/a_files/x.png").exists() && place.path("out/a_files/y.png").exists());
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next() {
    let place = Place::new(&[("n/a.md", "a"), ("n/s/b.md", "b")]);
    assert_eq!(made(&place, ""), "2");
    for name in ["out/.convert-aB3dE6.tmp", "out/s/.convert-000000.tmp", "out/.convert-theirs"] {
        place.write(name, "half");
    }
    assert_eq!(made(&place, ""), "0");
    assert!(!place.path("out/.convert-aB3dE6.tmp").exists());
    assert!(!place.path("out/s/.convert-000000.tmp").exists());
    assert!(place.path("out/.convert-theirs").exists());
}

/// A text that takes many seconds to typeset.
fn long() -> String {
    "A paragraph with *words* and $x^2$.\n\n".repeat(40_000)
}

/// Waits until this holds, while the run goes on.
#[cfg(target_os = "linux")]
fn wait_until(run: &mut std::process::Child, holds: impl Fn(u32) -> bool) {
    while !holds(run.id()) {
        assert!(run.try_wait().unwrap().is_none(), "the run ended by itself");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_asked_to_stop_says_what_it_made_and_what_not() {
    let long = long();
    for (signal, number) in [("INT", 2), ("TERM", 15)] {
        let place = Place::new(&[("n/a.md", "a"), ("n/b.md", &long), ("n/c.md", &long), ("n/d.md", "d")]);
        // Whoever runs the tests behind another program may have it ignore signals; so would what it starts.
        let own = place.command("n --to pdf -o out -j 2");
        let mut command = Command::new("env");
        command.arg("--default-signal=INT,TERM").arg(own.get_program()).args(own.get_args());
        command.current_dir(place.path("")).env_remove("MAKEFLAGS");
        let mut run = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
        let recorded = |_| place.path("out/.convert-cache").metadata().is_ok_and(|record| record.len() > 9);
        wait_until(&mut run, recorded);
        let kill = Command::new("kill").arg(format!("-{signal}")).arg(run.id().to_string()).status();
        assert!(kill.unwrap().success());
        let output = run.wait_with_output().unwrap();
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&output.status), Some(number));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(&format!("stopped by SIG{signal}: 1 made")), "{said}");
        assert!(said.contains("not made: n/b.md, n/c.md, n/d.md"), "{said}");
        let mut left: Vec<_> =
            place.path("out").read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".convert-cache", "a.pdf"], "nothing else is left behind");
    }
}

/// Runs the program with little time on the processor.
#[cfg(target_os = "linux")]
fn run_with_little_time(place: &Place, arguments: &str) -> Run {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -c 0; ulimit -S -t 2; exec \"$0\" {arguments}"));
    command.arg(env!("CARGO_BIN_EXE_convert")).current_dir(place.path("")).env_remove("MAKEFLAGS");
    Run(command.output().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_note_that_ends_the_process_ends_no_run() {
    let long = long();
    let place = Place::new(&[
        ("n/a.md", "![a](none.png)"),
        ("n/b.md", &long),
        ("n/c.md", "c"),
        ("n/d.md", &long),
        ("n/e.md", "e"),
        ("n/f.md", "f"),
    ]);
    let run = run_with_little_time(&place, "n --to pdf -o out -j 2 --message-format short --deps rules");
    let said = run.said();
    assert_eq!(run.code(), 1, "{said}");
    assert_eq!(place.files("out"), ["a.pdf", "c.pdf", "e.pdf", "f.pdf"], "{said}");
    for note in ["n/b.md", "n/d.md"] {
        assert_eq!(said.matches(&format!("{note}: error[internal]")).count(), 1, "{said}");
    }
    assert_eq!(said.matches("n/a.md:1:1").count(), 1, "messages of other notes are told once: {said}");
    assert!(said.ends_with("convert: 4 made, 0 up to date, 2 failed, 1 warning\n"), "{said}");
    let order: Vec<_> = ["n/a.md", "n/b.md", "n/d.md"].map(|note| said.find(note)).into();
    assert!(order.is_sorted(), "{said}");
    let rules = std::fs::read_to_string(place.path("rules")).unwrap();
    assert_eq!(rules.matches(".pdf: n/").count(), 4, "{rules}");
    let again = place.run("n/a.md n/c.md n/e.md n/f.md --to pdf -o out/ -q");
    assert_eq!(again.code(), 0, "{}", again.said());
}

#[cfg(target_os = "linux")]
#[test]
fn the_only_note_of_a_folder_that_ends_the_process_is_told_of() {
    let place = Place::new(&[("n/n.md", &long())]);
    let run = run_with_little_time(&place, "n --message-format json");
    let said = run.said();
    assert_eq!(run.code(), 1, "{said}");
    let message: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!((&message["file"], &message["code"]), (&"n/n.md".into(), &"internal".into()));
    assert!(message["message"].as_str().unwrap().contains("SIGXCPU"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_does_not_outlive_the_program() {
    let place = Place::new(&[("n/n.md", &long())]);
    let mut run = place.command("n").spawn().unwrap();
    let workers = |id: u32| {
        let path = format!("/proc/{id}/task/{id}/children");
        std::fs::read_to_string(path).unwrap_or_default()
    };
    wait_until(&mut run, |id| !workers(id).trim().is_empty());
    let worker = workers(run.id()).trim().to_owned();
    run.kill().unwrap();
    run.wait().unwrap();
    // The system ends it a moment later; what is left of it waits for init.
    let ended = || {
        let status = std::fs::read_to_string(format!("/proc/{worker}/status")).unwrap_or_default();
        !status.contains("State:") || status.contains("State:\tZ")
    };
    for _ in 0..2_000 {
        if ended() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("the worker goes on");
}
