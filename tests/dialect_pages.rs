//! The pages of `docs/dialects` say what is so: each dialect has one, what stands between marks is made of the program's
//! tables, each example is read in its dialect without a warning, and each command and message is tried.
//!
//! On a page, a fence of `markdown`, `mdx` or `qmd` is an example; one with `dialect=NAME` in its braces is in another dialect
//! than its page, one with `.warns` has to be told of. A fence with a title is a file, and a note with one is converted
//! together with the other notes of its page. Lines of `sh` are commands, and a fence with `says="COMMAND"` holds what that
//! prints. `UPDATE_GOLDEN=1 cargo test --release --test dialect_pages` writes these and what stands between marks.

#[path = "tools/place.rs"]
mod place;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use note_convert::read::dialect::features::{FEATURES, Features};
use note_convert::read::dialect::{DIALECTS, Row};
use place::Place;

/// What is made ends with this line.
const END: &str = "<!-- end -->";
/// The width of the lines of lists of names.
const WIDTH: usize = 120;

/// A page, and the dialects that the list in `docs/dialects.md` says it is about; none for what has no dialect of its name.
struct Page {
    path: PathBuf,
    name: String,
    text: String,
    dialects: Vec<&'static Row>,
}

/// A fence of a page.
struct Fence<'t> {
    /// Its language.
    kind: &'t str,
    /// What stands behind that.
    info: &'t str,
    text: &'t str,
    /// Where its text stands.
    place: Range<usize>,
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pages, by their names; what lists and links them is asked for by the tests.
fn pages() -> Vec<Page> {
    let list = read(&docs().join("dialects.md"));
    let files = docs().join("dialects").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<Page> = files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let line = list.lines().find(|line| line.contains(&format!("](dialects/{name})")));
            let words = line.into_iter().flat_map(|line| line.split('`'));
            let dialects = words.filter_map(|word| DIALECTS.iter().find(|row| row.name == word)).collect();
            Page { text: read(&path), dialects, name, path }
        })
        .collect();
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(pages.len() > 10, "the pages are gone: only {} are left", pages.len());
    pages
}

impl<'t> Fence<'t> {
    /// The fences of a text, in their order.
    fn all(text: &'t str) -> Vec<Self> {
        let (mut found, mut open, mut at) = (Vec::new(), None, 0);
        for line in text.split_inclusive('\n') {
            let (start, bare) = (at, line.trim_end());
            at += line.len();
            let mark = bare.len() - bare.trim_start_matches('`').len();
            match open {
                None if mark >= 3 => open = Some((mark, &bare[mark..], at)),
                Some((marks, info, from)) if mark == marks && bare.len() == mark => {
                    let (kind, info) = info.split_at(info.find([' ', '{']).unwrap_or(info.len()));
                    found.push(Self { kind, info, text: &text[from..start], place: from..start });
                    open = None;
                }
                _ => {}
            }
        }
        assert!(open.is_none(), "a fence is never closed");
        found
    }

    /// The value of `key="…"` behind the language.
    fn value(&self, key: &str) -> Option<&'t str> {
        let (_, rest) = self.info.split_once(&format!("{key}=\""))?;
        Some(rest.split_once('"')?.0)
    }

    fn title(&self) -> Option<&'t str> {
        self.value("title")
    }

    fn is_note(&self) -> bool {
        ["markdown", "mdx", "qmd"].contains(&self.kind)
    }

    fn warns(&self) -> bool {
        self.info.contains(".warns")
    }

    /// The dialect that it says it is in.
    fn dialect(&self) -> Option<&'t str> {
        let (_, rest) = self.info.split_once("dialect=")?;
        rest.split([' ', '}']).next()
    }

    /// The name of the file of an example that has no title.
    fn example(&self) -> String {
        format!("example.{}", if self.kind == "markdown" { "md" } else { self.kind })
    }
}

impl Page {
    fn fences(&self) -> Vec<Fence<'_>> {
        Fence::all(&self.text)
    }

    /// The dialect of its examples.
    fn dialect(&self) -> &'static str {
        self.dialects.first().map_or("auto", |row| row.name)
    }

    /// A folder with the files of the page that `is_wanted` takes, and a picture beside each.
    fn folder(&self, is_wanted: impl Fn(&Fence) -> bool) -> Place {
        let picture =
            std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/newton.svg")).unwrap();
        let place = Place::new(&[("newton.svg", &picture)]);
        for fence in self.fences().into_iter().filter(is_wanted) {
            let Some(title) = fence.title() else { continue };
            place.write(title, fence.text.as_bytes());
            let folder = title.rsplit_once('/').map_or("", |(folder, _)| folder);
            place.write(format!("{folder}/newton.svg").trim_start_matches('/'), &picture);
        }
        place
    }

    /// Its text, with what the program's tables say between marks.
    fn with_tables(&self) -> String {
        let (mut out, mut rest) = (String::new(), self.text.as_str());
        while let Some((before, after)) = rest.split_once("<!-- made: ") {
            let (what, after) = after.split_once(" -->\n").unwrap();
            let end = after.find(END).unwrap_or_else(|| panic!("{}: `{what}` has no end", self.name));
            out += &format!("{before}<!-- made: {what} -->\n{}", made(what));
            rest = &after[end..];
        }
        out + rest
    }

    /// A text of it, with what its commands print in the fences that hold that.
    fn with_messages(&self, text: &str) -> String {
        let place = self.folder(|_| true);
        let mut out = text.to_owned();
        // From the end, so that places before it stay.
        for fence in Fence::all(text).iter().rev() {
            let Some(command) = fence.value("says") else { continue };
            let (printed, works) = self.run(&place, command);
            assert!(works && printed.contains("warning["), "{}: `{command}` says\n{printed}", self.name);
            out.replace_range(fence.place.clone(), &printed);
        }
        out
    }

    /// What a command of the page prints, and whether it worked: `convert` and its arguments.
    fn run(&self, place: &Place, command: &str) -> (String, bool) {
        let arguments = command.strip_prefix("convert").expect("a command begins with `convert`");
        let output = place.command(arguments).env("COLUMNS", "100").output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        (String::from_utf8_lossy(&printed).into_owned(), output.status.success())
    }

    /// Fails if a command does not work, or says more than that something is made.
    #[track_caller]
    fn works(&self, place: &Place, command: &str, shown: &str) {
        let (printed, works) = self.run(place, command);
        let is_told = ["warning[", "error[", "error:"].iter().any(|word| printed.contains(word));
        assert!(works && !is_told, "{}: `{command}` says\n{printed}\nof\n{shown}", self.name);
    }
}

#[test]
fn each_dialect_has_a_page_that_the_table_links_to() {
    let pages = pages();
    let owed = DIALECTS
        .iter()
        .filter(|row| !pages.iter().any(|page| page.dialects.iter().any(|own| own.name == row.name)));
    let owed: Vec<&str> = owed.map(|row| row.name).collect();
    assert!(owed.is_empty(), "no line of docs/dialects.md links these to a page: {owed:?}");
}

#[test]
fn each_page_is_listed_and_a_chapter_of_the_book() {
    let (list, book) = (read(&docs().join("dialects.md")), read(&docs().join("convert.yaml")));
    for page in pages() {
        assert!(list.contains(&format!("](dialects/{})", page.name)), "{} is not listed", page.name);
        assert!(book.contains(&format!("- dialects/{}\n", page.name)), "{} is no chapter", page.name);
    }
}

#[test]
fn each_page_holds_what_the_program_says() {
    for page in pages() {
        let wanted = page.with_messages(&page.with_tables());
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&page.path, &wanted).unwrap();
            continue;
        }
        let differs = page.text.lines().zip(wanted.lines()).find(|(is, should)| is != should);
        assert!(page.text == wanted, "{} is not what the program says: {differs:#?}", page.name);
    }
}

#[test]
fn each_page_has_the_features_of_its_dialects_and_what_is_said_of_notes_that_warn() {
    for page in pages() {
        for row in &page.dialects {
            let mark = format!("<!-- made: features of {} -->\n", row.name);
            assert!(page.text.contains(&mark), "{} has no {mark}", page.name);
        }
        let fences = page.fences();
        let said: String = fences.iter().filter_map(|fence| fence.value("says")).collect();
        for title in fences.iter().filter(|fence| fence.warns()).map(|fence| fence.title().unwrap()) {
            assert!(said.contains(title), "{}: what is said of {title} is not shown", page.name);
        }
    }
}

/// What a mark asks for: `features of DIALECT`, or `names in NOTATION`.
fn made(what: &str) -> String {
    match what.split_once(" of ").or(what.split_once(" in ")) {
        Some(("features", name)) => {
            let row = DIALECTS.iter().find(|row| row.name == name);
            features(row.unwrap_or_else(|| panic!("`{name}` is no dialect")))
        }
        Some(("names", notation)) => names(notation),
        _ => panic!("nothing makes `{what}`"),
    }
}

/// What of the features a dialect reads: all of them if they are few, else how it differs from `auto`.
fn features(row: &Row) -> String {
    let name = row.name;
    let list = |set: Features| -> String {
        let rows = FEATURES.iter().filter(|(feature, _)| set.contains(*feature));
        let line = |(feature, about): &(Features, &str)| {
            format!("- `{}`: {about}\n", feature.names().collect::<String>())
        };
        rows.map(line).collect()
    };
    let (more, less) = (row.features.difference(Features::AUTO), Features::AUTO.difference(row.features));
    let all = FEATURES.len();
    if name == "auto" {
        return format!(
            "`auto` reads all [features](../dialects.md) but these:\n\n{}",
            list(less | !row.features)
        );
    }
    if row.features.is_empty() {
        return format!("`{name}` reads none of the {all} [features](../dialects.md).\n");
    }
    if row.features.names().count() * 2 < all {
        return format!(
            "`{name}` reads these [features](../dialects.md), and no others:\n\n{}",
            list(row.features)
        );
    }
    let mut out = format!("`{name}` reads what `auto` does");
    match (more.is_empty(), less.is_empty()) {
        (true, true) => out += ".\n",
        (false, true) => out += &format!(", and these [features](../dialects.md), too:\n\n{}", list(more)),
        (true, false) => out += &format!(" without these [features](../dialects.md):\n\n{}", list(less)),
        (false, false) => {
            out += &format!(
                ", and these [features](../dialects.md), too:\n\n{}\nbut not these:\n\n{}",
                list(more),
                list(less)
            );
        }
    }
    out
}

/// The names that mean something in a notation, in the order of the alphabet.
fn names(notation: &str) -> String {
    let run = Place::new(&[]).run("--list-constructs json");
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&run.out).unwrap();
    let of_rows = rows.iter().flat_map(|row| row["names"].as_array().unwrap());
    let here = of_rows.filter(|name| name["notations"].as_array().unwrap().iter().any(|own| own == notation));
    let names: BTreeSet<&str> = here.map(|name| name["name"].as_str().unwrap()).collect();
    assert!(!names.is_empty(), "no name stands in `{notation}`");
    let (mut out, mut width) = (String::new(), 0);
    for (place, name) in names.iter().enumerate() {
        let word = format!("`{name}`{}", if place + 1 < names.len() { "," } else { "." });
        let is_full = width + word.len() > WIDTH;
        out += if place == 0 {
            ""
        } else if is_full {
            "\n"
        } else {
            " "
        };
        width = if is_full { 0 } else { width } + word.len() + 1;
        out += &word;
    }
    out + "\n"
}

#[test]
fn each_example_is_read_in_its_dialect_without_a_warning() {
    for page in pages() {
        let mut tried = 0;
        for fence in page.fences().iter().filter(|fence| fence.is_note() && fence.title().is_none()) {
            let place = page.folder(|fence| !fence.warns());
            place.write(&fence.example(), fence.text.as_bytes());
            let dialect = fence.dialect().unwrap_or(page.dialect());
            page.works(
                &place,
                &format!("convert --check {} --dialect {dialect}", fence.example()),
                fence.text,
            );
            tried += 1;
        }
        let place = page.folder(|fence| !fence.warns());
        page.works(&place, &format!("convert --check . --dialect {}", page.dialect()), "its files");
        assert!(tried > 0, "{} has no example", page.name);
    }
}

#[test]
fn each_command_works() {
    for page in pages() {
        let fences = page.fences();
        let lines = fences.iter().filter(|fence| fence.kind == "sh").flat_map(|fence| fence.text.lines());
        let commands: Vec<&str> = lines.filter(|line| line.starts_with("convert")).collect();
        assert!(!commands.is_empty(), "{} shows no command", page.name);
        let place = page.folder(|fence| !fence.warns());
        for command in commands {
            page.works(&place, command, "its files");
        }
    }
}

/// The book of the documentation shows the pages: code of GitHub's dialect is not always what was written.
#[test]
fn each_fence_is_shown_as_it_is_written() {
    let place = Place::new(&[]);
    for page in pages() {
        let mut command = place.command("--to ir -o - --dialect github");
        let run = place::Run::of(command.arg(&page.path).output().unwrap());
        let shown = String::from_utf8(run.out).unwrap();
        for fence in page.fences() {
            let text = format!("{:?}", fence.text.trim_end_matches('\n'));
            assert!(shown.contains(&text), "{} shows otherwise:\n{}", page.name, fence.text);
        }
    }
}
