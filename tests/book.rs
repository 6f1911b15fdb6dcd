//! One document of many notes, on the built program.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with notes to run the program in.
struct Place(TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(place.path(".git")).unwrap();
        for (name, text) in files {
            let path = place.path(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
        command.current_dir(self.path("")).args(arguments.split_whitespace());
        command.env_remove("SOURCE_DATE_EPOCH").output().unwrap()
    }

    fn read(&self, name: &str) -> String {
        String::from_utf8_lossy(&std::fs::read(self.path(name)).unwrap()).into_owned()
    }

    /// The page of a book of all notes.
    fn page(&self, more: &str) -> String {
        let output = self.run(&format!(". --book --to html -o book {more}"));
        assert!(output.status.success(), "{}", messages(&output));
        self.read("book.html")
    }
}

fn messages(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What follows each of these marks up to the next quotation mark.
fn after<'a>(page: &'a str, mark: &str) -> Vec<&'a str> {
    page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The titles of the chapters in order.
fn titles(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).unwrap();
    let sections = main.split("<section class=\"").skip(1);
    let of = |section: &str| {
        let rank = section.split('"').next().unwrap();
        let heading = section.split("<h").nth(1).unwrap().split_once('>').unwrap().1;
        let words = heading.split('<').next().unwrap();
        format!("{rank} {words}")
    };
    sections
        .filter(|section| ["part", "chapter", "section"].iter().any(|rank| section.starts_with(rank)))
        .map(of)
        .collect()
}

#[test]
fn a_new_page_in_a_chapter_is_one_in_columns_too() {
    let new_page = "# A\n\nOne.\n\n\\newpage\n\nTwo.\n";
    let place = Place::new(&[("a.md", new_page), ("b.md", "# B\n\nThree.\n")]);
    place.run(". --book --to typ -o book --set columns=2");
    assert!(place.read("book.typ").contains("\npagebreak(weak: true)\n"));
}

#[test]
fn several_notes_and_an_output_for_them_are_a_book_in_their_order() {
    let place = Place::new(&[("b.md", "# B"), ("a.md", "# A")]);
    let output = place.run("b.md a.md -o course.html");
    assert!(output.status.success(), "{}", messages(&output));
    assert_eq!(titles(&place.read("course.html")), ["chapter B", "chapter A"]);
    assert!(place.read("course.html").contains("<h1>Course</h1>"));
}

#[test]
fn the_order_of_a_folder_is_that_of_its_summary() {
    let summary =
        "# Summary\n[Start](start.md)\n- [One](one.md)\n  - [Inside](in.md)\n# Last part\n- [Two](two.md)\n";
    let notes = [
        ("SUMMARY.md", summary),
        ("one.md", "# One"),
        ("two.md", "# Two"),
        ("in.md", "# In"),
        ("start.md", "# S"),
    ];
    let page = Place::new(&notes).page("");
    assert_eq!(titles(&page), ["chapter S", "chapter One", "section In", "part Last part", "chapter Two"]);
}

#[test]
fn a_project_says_what_is_in_a_book_by_hand() {
    let project = "book:\n  title: Whole\n  authors: [A, B]\n  chapters:\n    - part: P\n      chapters: [b.md]\n    - file: a.md\n";
    let page = Place::new(&[("convert.yaml", project), ("a.md", "# A"), ("b.md", "# B")]).page("");
    assert_eq!(titles(&page), ["part P", "chapter B", "chapter A"]);
    assert!(page.contains("<h1>Whole</h1>") && page.contains("<li>B"));
}

#[test]
fn links_between_notes_lead_inside_and_nothing_has_the_name_of_another() {
    let place = Place::new(&[
        ("a.md", "# A\n\n[to b](sub/b.md) [to its section](sub/b.md#same) [own](#same)\n\n## Same\n"),
        ("sub/b.md", "# B\n\n[back](../a.md) [there](../a.md#same) [[a]]\n\n## Same\n"),
    ]);
    let page = place.page("");
    let ids: Vec<&str> = after(&page, " id=\"");
    let once: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), once.len(), "{ids:?}");
    let main = page.split("<main").nth(1).unwrap();
    let links: Vec<&str> = after(main, "<a href=\"");
    assert_eq!(links, ["#b", "#same-b", "#same", "#a", "#same", "#a"]);
}

#[test]
fn footnotes_figures_and_formulas_are_numbered_by_chapter() {
    let note = |title: &str| {
        format!(
            "# {title}\n\nText.[^1] @fig-x and @eq-y.\n\n![F](f.svg){{#fig-x}}\n\n$$ a $$ {{#eq-y}}\n\n[^1]: N\n"
        )
    };
    let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>"#;
    let place = Place::new(&[("1.md", &note("One")), ("2.md", &note("Two")), ("f.svg", drawing)]);
    let page = place.page("--number-sections");
    for expected in ["Figure\u{a0}1.1", "Figure\u{a0}2.1", "(2.1)"] {
        assert!(page.contains(expected), "{expected}");
    }
    let shown: Vec<&str> =
        page.split("<span class=\"footnote-number\">").skip(1).map(|rest| &rest[..1]).collect();
    assert_eq!(shown, ["1", "1"]);
}

#[test]
fn a_book_has_one_list_of_works_and_one_of_abbreviations() {
    let works = "@book{doe, author={Doe, Jane}, title={Things}, year=1999}\n@book{roe, author={Roe, R.}, title={Stuff}, year=2000}";
    let note = |cited: &str| {
        format!("---\nbibliography: w.bib\n---\nAs @{cited} says, HTML.\n\n*[HTML]: HyperText\n")
    };
    let place = Place::new(&[("a.md", &note("doe")), ("b.md", &note("roe")), ("w.bib", works)]);
    let page = place.page("");
    assert_eq!(page.matches("doc-bibliography").count(), 1);
    assert_eq!(page.matches("<dt").count(), 1);
    let links = after(&page, "class=\"citation\" href=\"");
    assert!(page.contains("id=\"ref-doe\"") && page.contains("id=\"ref-roe\""), "{links:?}");
    assert!(page.contains("href=\"#ref-doe\"") && page.contains("href=\"#ref-roe\""));
}

#[test]
fn each_chapter_is_in_its_own_language() {
    let long = "The quick brown fox jumps over the lazy dog, and then it does so again. ".repeat(4);
    let place = Place::new(&[
        ("a.md", &format!("---\nlang: en\n---\n# A\n{long}")),
        ("b.md", "---\nlang: fr\n---\n# B\n\n> [!TIP]\n> Oui.\n"),
    ]);
    let page = place.page("");
    assert!(page.contains("<html lang=\"en\"") && page.contains("<section class=\"chapter\" lang=\"fr\""));
    assert!(page.contains("Astuce") && !page.contains(">Tip<"));
}

#[test]
fn what_a_chapter_says_of_itself_stands_below_its_heading() {
    let place = Place::new(&[
        ("a.md", "---\ntitle: A\nsubtitle: Sub\nauthors: [Ada]\ndate: 2026-01-02\nabstract: Short.\n---\nx"),
        ("b.md", "---\ntitle: B\nauthors: [Bea]\n---\nx"),
    ]);
    let page = place.page("");
    for expected in [
        "class=\"subtitle\">Sub<",
        "class=\"byline\">Ada · 2 January 2026<",
        "class=\"byline\">Bea<",
        "Short.",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}

#[test]
fn messages_are_about_the_note_and_its_line() {
    let place = Place::new(&[("a.md", "# A\n"), ("b.md", "# B\n\n[x](nowhere.md)\n")]);
    let output = place.run(". --book --to html -o book --message-format short");
    assert!(messages(&output).contains("b.md:3:1: warning[broken-link]"), "{}", messages(&output));
}

#[test]
fn what_an_outline_names_wrongly_is_told_at_its_line() {
    let summary = "# Summary\n- [A](a.md)\n- [Gone](gone.md)\n- [Again](./a.md)\n- [Own](SUMMARY.md)\n- [Out](../../x.md)\n";
    let place = Place::new(&[("SUMMARY.md", summary), ("a.md", "# A"), ("b.md", "# B")]);
    std::fs::write(place.0.path().parent().unwrap().join("x.md"), "").ok();
    let output = place.run(". --book --to html -o book --message-format short");
    let told = messages(&output);
    assert!(output.status.success(), "{told}");
    for expected in [
        "SUMMARY.md:3:1: warning[include]: `gone.md` is not there",
        "SUMMARY.md:4:1: warning[include]: `./a.md` stands twice",
        "SUMMARY.md:5:1: warning[include]: `SUMMARY.md` is the outline itself",
        "SUMMARY.md:6:1: warning[include]: `../../x.md`",
        "`b.md` is not named here",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    assert_eq!(titles(&place.read("book.html")), ["chapter A"]);
}

#[test]
fn a_book_by_hand_with_a_wrong_key_is_refused_at_its_line() {
    let place = Place::new(&[("convert.yaml", "book:\n  chapter: [a.md]\n"), ("a.md", "# A")]);
    let output = place.run(". --book --to html -o book");
    assert_eq!(output.status.code(), Some(2));
    assert!(messages(&output).contains("convert.yaml:2:3"), "{}", messages(&output));
    assert!(messages(&output).contains("did you mean `chapters`?"));
}

#[test]
fn a_note_that_cannot_be_read_leaves_the_book_as_it_was() {
    let place = Place::new(&[("a.md", "# A"), ("b.md", "# B")]);
    let before = place.page("");
    std::fs::write(place.path("b.md"), "---\ntitle: [\n---\n# B").unwrap();
    let output = place.run(". --book --to html -o book");
    assert_eq!(output.status.code(), Some(1));
    assert!(messages(&output).contains("b.md:"), "{}", messages(&output));
    assert_eq!(place.read("book.html"), before);
}

#[test]
fn the_name_of_an_output_gets_the_ending_of_each_format() {
    let place = Place::new(&[("notes/a.md", "# A"), ("notes/b.md", "# B")]);
    assert!(place.run("notes --book --to html,epub -o out/course").status.success());
    assert!(place.path("out/course.html").is_file() && place.path("out/course.epub").is_file());
    assert!(place.run("notes --book --to html").status.success());
    assert!(place.path("notes/notes.html").is_file());
    let refused = place.run("notes --book --to html,epub -o course.html");
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn a_divided_book_has_a_page_for_each_chapter_and_a_search() {
    let place = Place::new(&[
        ("a.md", "# First\n\nSee [there](b.md#part).\n"),
        ("b.md", "# Second\n\n## Part\n\nWords to find.\n"),
    ]);
    let command = ". --book --split chapter --to html -o site";
    let output = place.run(command);
    assert!(output.status.success(), "{}", messages(&output));
    let first = place.read("site/first.html");
    assert!(first.contains("href=\"second.html#part\"") && first.contains("<h1 id=\"first\">First</h1>"));
    assert!(
        first.contains("rel=\"next\" href=\"second.html\"")
            && first.contains("rel=\"prev\" href=\"index.html\"")
    );
    assert!(place.read("site/index.html").contains("href=\"second.html\""));
    let index = place.read("site/search-index.js");
    assert!(index.contains(r##"["Part","second.html#part","Words to find."]"##), "{index}");
    // What is on record as ours is made again, what is somebody's stays.
    std::fs::write(place.path("site/first.html"), "edited").unwrap();
    assert!(place.run(command).status.success());
    assert!(place.read("site/first.html").contains("<h1"));
    std::fs::remove_file(place.path(".convert-cache")).unwrap();
    std::fs::write(place.path("site/first.html"), "mine").unwrap();
    assert_eq!(place.run(command).status.code(), Some(1));
    assert_eq!(place.read("site/first.html"), "mine");
}

#[test]
fn a_book_is_made_again_only_when_what_it_was_made_of_has_changed() {
    let place = Place::new(&[("a.md", "# A\n\n[b](b.md) [file](x.zip)"), ("b.md", "# B\n\n![x](i.png)")]);
    let made = || messages(&place.run(". --book --to html -o book -v")).contains("made: book.html");
    assert_eq!((made(), made()), (true, false));
    for (name, text) in
        [("b.md", "# B\n\nother"), ("x.zip", "comes"), ("c.md", "# C"), ("convert.yaml", "toc: true")]
    {
        std::fs::write(place.path(name), text).unwrap();
        assert_eq!((made(), made()), (true, false), "{name}");
    }
}

#[test]
fn pages_of_chapters_that_are_gone_are_told_and_pruned() {
    let place = Place::new(&[("a.md", "# First"), ("b.md", "# Second")]);
    let command = ". --book --split chapter --to html -o site";
    assert!(place.run(command).status.success());
    std::fs::write(place.path("b.md"), "# Other").unwrap();
    let said = messages(&place.run(command));
    assert!(said.contains("which has no use for it any more") && said.contains("site/second.html"), "{said}");
    assert!(messages(&place.run(&format!("{command} --prune"))).contains("1 removed"));
    assert!(!place.path("site/second.html").exists() && place.path("site/other.html").exists());
}

#[test]
fn a_book_is_the_same_bytes_each_time() {
    let place = Place::new(&[("a.md", "# A\n\n[b](b.md)"), ("b.md", "# B\n\n$x$")]);
    let made = |name: &str| {
        assert!(
            place
                .run(&format!(". --book --to pdf,epub,html --ignore-system-fonts -o {name}/book"))
                .status
                .success()
        );
        ["pdf", "epub", "html"]
            .map(|ending| std::fs::read(place.path(&format!("{name}/book.{ending}"))).unwrap())
    };
    assert!(made("one") == made("two"));
}

#[test]
fn what_the_command_line_says_of_front_matter_is_the_books() {
    let place = Place::new(&[("a.md", "---\ntitle: A\n---\nx"), ("b.md", "# B")]);
    let page = place.page("-M title=Whole -M author=Ada -M author=Emil");
    assert!(page.contains("<h1>Whole</h1>") && page.contains("<li>Emil"), "{page}");
    assert_eq!(titles(&page), ["chapter A", "chapter B"]);
}
