//! Notes whose front matter, text or code grows when it is read or shown.

use std::process::Command;

use crate::place::{Place, Run};

/// Runs the program with a minute of CPU time and 8 GB of address space: what does not end is killed, status -1.
pub fn bounded(place: &Place, arguments: &str) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -t 60; ulimit -v 8000000; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_convert")]);
    command.args(arguments.split_whitespace()).current_dir(place.path("."));
    Run::of(command.output().unwrap())
}

/// A run over a note with this text.
fn page_of(text: &str) -> (Place, Run) {
    let place = Place::new(&[("note.md", text.as_bytes())]);
    let run = bounded(&place, "note.md --to html");
    (place, run)
}

/// The page is made, with this in it.
#[track_caller]
fn makes(text: &str, shown: &str) -> Run {
    let (place, run) = page_of(text);
    assert_eq!(run.status, 0, "{}", &run.messages[..run.messages.len().min(2_000)]);
    let page = place.html("note.html");
    assert!(page.contains(shown), "`{shown}` is not in the page");
    run
}

#[test]
fn aliases_of_front_matter_are_counted_by_what_they_bring() {
    let long = "x".repeat(100_000);
    let wide = format!("---\na: &a \"{long}\"\nkeywords: [{}]\n---\nText.\n", "*a,".repeat(30_000));
    page_of(&wide).1.says(1, &["note.md:", "aliases bring more than"]);
    let level = |i: usize| format!("l{}: &l{0} [{}]\n", i + 1, format!("*l{i},").repeat(10));
    let deep: String = (0..12).map(level).collect();
    page_of(&format!("---\nl0: &l0 word\n{deep}---\nText.\n")).1.says(1, &["front matter"]);
    let merged = format!("---\na: &a {{k: \"{long}\"}}\nb:\n{}---\nText.\n", "- <<: *a\n".repeat(30_000));
    page_of(&merged).1.says(1, &["aliases bring more than"]);
    page_of("---\na: &a {b: *a}\n---\nText.\n").1.says(1, &["front matter"]);
}

#[test]
fn aliases_of_project_files_callouts_and_cells_are_counted_too() {
    let bomb = format!("&a \"{}\", {}", "x".repeat(100_000), "*a,".repeat(30_000));
    let place = Place::new(&[
        ("note.md", b"Text.\n" as &[u8]),
        ("convert.yaml", format!("exclude: [{bomb}]\n").as_bytes()),
        ("callouts.yaml", format!("- kind: a\n  aliases: [{bomb}]\n").as_bytes()),
    ]);
    bounded(&place, "note.md --to html").says(2, &["convert.yaml", "aliases bring more than"]);
    place.write("convert.yaml", b"toc: false\n");
    let run = bounded(&place, "note.md --to html --callouts callouts.yaml");
    assert_eq!(run.status, 2, "{}", run.messages);
    makes(
        &format!("```{{python}}\n#| classes: [{bomb}]\n1 + 1\n```\n"),
        "<span class=\"hl-operator\">+</span>",
    );
}

#[test]
fn front_matter_is_only_so_deep() {
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
        let value = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        page_of(&format!("---\na: {value}\n---\nText.\n")).1.says(1, &["front matter"]);
    }
    page_of(&format!("+++\na = {}{}\n+++\nText.\n", "[".repeat(100_000), "]".repeat(100_000)))
        .1
        .says(1, &["front matter"]);
    page_of(&format!("{{\"a\": {}{}}}\n\nText.\n", "[".repeat(100_000), "]".repeat(100_000)));
}

#[test]
fn macros_that_call_themselves_or_multiply_show_as_code() {
    let run = makes("$\\def\\a{\\a\\a} \\a$ and words\n", "and words");
    run.says(0, &["macros expand without end"]);
    let ten =
        |i: usize| format!("\\newcommand{{\\{}}}{{{}}}", name(i + 1), format!("\\{}", name(i)).repeat(10));
    let defined: String = (0..10).map(ten).collect();
    makes(
        &format!("$$\\newcommand{{\\{}}}{{x}}{defined}$$\n\n$\\{}$ and words\n", name(0), name(10)),
        "and words",
    );
}

#[test]
fn what_macros_stand_for_is_counted_in_all_formulas_together() {
    // Each formula is short of the bound of one, and shows little of what is put in.
    let long = "x + ".repeat(5_000);
    let defined = format!("\\newcommand{{\\drop}}[1]{{}}\\newcommand{{\\long}}{{\\drop{{{long}}}}}");
    let note = format!("$${defined}$$\n\n{}Words.\n", "$\\long y$\n\n".repeat(2_000));
    let run = makes(&note, "Words.");
    run.says(0, &["expand to too much"]);
    makes(&format!("$$\\def\\a{{\\a}}$$\n\n{}Words.\n", "$\\a$ ".repeat(50_000)), "Words.");
}

/// A name of letters for a macro.
fn name(i: usize) -> String {
    format!("m{}", char::from(b'a' + u8::try_from(i).unwrap()))
}

#[test]
fn parts_that_include_one_another_are_bounded_wherever_they_stand() {
    let place = Place::new(&[
        (
            "note.md",
            b"{% include a.md %}\n\n```{figure} none.png\n{% include a.md %}\n```\n\nWords.\n" as &[u8],
        ),
        ("a.md", "{% include b.md %}\n".repeat(200).as_bytes()),
        ("b.md", "{% include a.md %}\n".repeat(200).as_bytes()),
    ]);
    bounded(&place, "note.md --to html").says(0, &["not included"]);
    assert!(place.html("note.html").contains("Words."));
}

#[test]
fn footnotes_that_refer_to_one_another_end() {
    makes("A[^a].\n\n[^a]: B[^b] and B[^b].\n[^b]: A[^a].\n\nWords.\n", "Words.");
    let two = |i: usize| format!("[^{i}]: N[^{0}] and[^{0}].\n\n", i + 1);
    makes(&format!("A[^0].\n\n{}Words.\n", (0..2_000).map(two).collect::<String>()), "Words.");
}

#[test]
fn code_that_is_slow_to_colour_is_plain() {
    let lines = format!("{}x\n", " ".repeat(1_900)).repeat(60);
    let run = makes(&format!("```less\n{lines}```\n\nWords.\n"), "Words.");
    assert_eq!(run.messages.matches("without colours").count(), 1, "{}", run.messages);
    let run = makes("```python\nif a: b(1)\n```\n", "hl-keyword");
    assert_eq!(run.messages, "");
}

#[test]
fn what_begins_and_never_ends_ends() {
    for begins in [
        ">",
        "> ",
        "- ",
        "* ",
        "1. ",
        "> - ",
        "a <!-- ",
        "<!--\n",
        "<script>\n",
        "<style>\n",
        "<textarea>\n",
        "<pre>\n",
        "x <svg> ",
        "{# ",
        "{{ ",
        "{% ",
        "[^",
        "^[",
        "[a](",
        "![a](",
        "`",
        "$$a ",
        "\\(a ",
        "<a b=\"",
        "{.a ",
        "{% note %}\n",
        "::: a\n",
        "<Note>\n",
        "|a",
        "[[",
        "==a ",
        "~a ",
        "*a **b ",
    ] {
        let note = format!("{}x\n", begins.repeat(200_000 / begins.len()));
        let (_, run) = page_of(&note);
        assert_eq!(run.status, 0, "{begins:?}: {}", &run.messages[..run.messages.len().min(500)]);
    }
}

#[test]
fn a_title_that_is_not_found_and_a_name_that_is_not_known_cost_no_more_in_a_long_note() {
    let lines = |line: &str| (0..4_000).map(|i| line.replace("{i}", &i.to_string())).collect::<String>();
    let run = makes(
        &format!(
            "{}{}",
            lines("# a heading with number {i}\n\n"),
            lines("[a](#a-headng-with-numbr-{i})\n\n")
        ),
        "number 7",
    );
    run.says(0, &["did you mean"]);
    makes(
        &format!("{}\n{}", lines("*[A{i}]: Long form {i}\n"), lines("A{i} A{i}x\n\n")),
        "title=\"Long form 77\"",
    );
    makes(&lines("{% unknown{i} \"a title\" %}\n\n"), "a title");
    makes(&lines("!!! note \"A title {i}\"\n    Text.\n\n"), "A title 77");
}

#[test]
fn files_that_are_named_often_are_read_once() {
    let words = "words and words\n".repeat(20_000);
    let place = Place::new(&[
        ("note.md", "{doc}`other` {{< var a >}} ".repeat(3_000).as_bytes()),
        ("other.md", format!("# The other\n\n{words}").as_bytes()),
        ("_variables.yml", format!("a: The value\nb: |\n  {}", words.replace('\n', "\n  ")).as_bytes()),
    ]);
    let run = bounded(&place, "note.md --to html --root .");
    assert_eq!(run.status, 0);
    let page = place.html("note.html");
    assert!(page.contains("The other") && page.contains("The value"));
}

#[test]
fn messages_are_only_so_long() {
    let run = makes(&format!("[a](#{}) and words\n", "name".repeat(50_000)), "and words");
    assert!(run.messages.len() < 10_000, "{}", run.messages.len());
}
