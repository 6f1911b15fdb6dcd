//! How much is told of a folder.

use super::Place;

/// A folder of notes with two broken links each, and one that cannot be read.
fn broken() -> Place {
    let place = Place::new(&[("n/zz.md", "---\ntitle: [x\n---\n")]);
    for number in 0..40 {
        place.write(&format!("n/{number}.md"), "[a](one.zip) and [b](two.zip)");
    }
    place
}

#[test]
fn a_folder_has_twenty_lines_of_messages_and_the_rest_is_counted() {
    let run = broken().run("n --to html -o out -j1");
    let said = run.said();
    let (count, messages): (Vec<&str>, Vec<&str>) =
        said.lines().partition(|line| line.contains(" shows each"));
    assert!(messages.len() <= 20 + 2, "{said}");
    assert!(said.starts_with("error[front-matter]"), "errors come first: {said}");
    let shown = messages.iter().filter(|line| line.starts_with("warning[broken-link]")).count();
    let expected = format!("warning: {} more broken-link in ", 80 - shown);
    assert!(count.len() == 1 && count[0].starts_with(&expected), "{said}");
    assert!(run.summary().ends_with("1 failed, 80 warnings"), "{said}");
}

#[test]
fn all_is_told_where_it_is_asked_for_and_to_programs() {
    for (arguments, start) in [
        ("-v", "warning[broken-link]"),
        ("--message-format short", "n/"),
        ("--message-format json", "{\"file\":"),
    ] {
        let said = broken().run(&format!("n --to html -o out {arguments}")).said();
        let told =
            said.lines().filter(|line| line.starts_with(start) && line.contains("broken-link")).count();
        assert_eq!(told, 80, "{arguments}: {said}");
    }
}

#[test]
fn the_end_says_what_was_written() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b")]);
    let said = place.run("n --to html,epub -o out").said();
    assert!(said.starts_with("convert: wrote 2 epub, 3 html ("), "{said}");
    assert!(!place.run("n --to html,epub -o out").said().contains("wrote"), "nothing was");
}
