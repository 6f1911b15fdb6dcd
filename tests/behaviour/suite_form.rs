//! How a suite must be written, and what is said when it is not.

use std::path::Path;

use crate::suite::Suite;

fn read(text: &str) -> Result<Suite, String> {
    Suite::of(Path::new("marks.md"), text.to_owned())
}

fn fault(text: &str) -> String {
    read(text).err().expect("a fault is found")
}

const TWO: &str = "# Marks\n\n## one mark\n\n~~~~~~ markdown dialect=github unseen=\"a b\"\n*a*\n~~~~~~\n\n~~~~~~ ir\nold\n~~~~~~\n\n\
                   ## another\n\n~~~~~~~ mdx\n~~~~~~\nb\n~~~~~~~\n";

#[test]
fn a_case_has_a_title_a_note_with_options_and_outcomes() {
    let suite = read(TWO).unwrap();
    let [one, another] = &suite.cases[..] else { panic!("there are two cases") };
    assert_eq!((one.title.as_str(), one.note.text.as_str()), ("one mark", "*a*\n"));
    assert_eq!((one.note.option("dialect"), one.note.option("unseen")), (Some("github"), Some("a b")));
    assert_eq!((one.outcomes[0].kind.as_str(), one.outcomes[0].text.as_str()), ("ir", "old\n"));
    assert_eq!((another.note.kind.as_str(), another.note.text.as_str()), ("mdx", "~~~~~~\nb\n"));
}

#[test]
fn an_update_writes_the_blocks_that_are_there_and_messages_where_there_are_any() {
    let suite = read(TWO).unwrap();
    let written = suite.rewritten(|case| {
        let title = case.title.clone();
        move |kind: &str| match (title.as_str(), kind) {
            ("one mark", "messages") => "1:1: warning\n".to_owned(),
            (_, "messages") => String::new(),
            (title, kind) => format!("{kind} of {title}\n"),
        }
    });
    let expected = TWO
        .replace("old\n~~~~~~\n", "ir of one mark\n~~~~~~\n\n~~~~~~ messages\n1:1: warning\n~~~~~~\n")
        .replace("b\n~~~~~~~\n", "b\n~~~~~~~\n\n~~~~~~~ ir\nir of another\n~~~~~~~\n");
    assert_eq!(written, expected);
    let without = read(&written).unwrap().rewritten(|_| |_: &str| String::new());
    assert!(!without.contains("messages"), "{without}");
}

#[test]
fn what_is_wrong_with_a_suite_is_said_with_file_and_line() {
    let case = "## a\n~~~~~~ markdown\nx\n~~~~~~\n";
    assert_eq!(fault(&format!("{case}{case}")), "marks.md:5: there is a case `a` already");
    assert_eq!(fault("# T\n\n## a\n\n## b\n"), "marks.md:3: the case `a` has no note");
    assert_eq!(fault("## a\n"), "marks.md:1: the case `a` has no note");
    assert_eq!(fault("## a\n~~~~~~ ir\n~~~~~~\n"), "marks.md:2: a case begins with its note");
    assert_eq!(
        fault(&format!("{case}~~~~~~ pdf\n~~~~~~\n")),
        "marks.md:5: a block `pdf`: it can be ir, messages, html, typst"
    );
    assert_eq!(fault(&format!("{case}~~~~~~ mdx\n~~~~~~\n")), "marks.md:5: a second note in one case");
    assert_eq!(
        fault(&format!("{case}~~~~~~ ir\n~~~~~~\n~~~~~~ ir\n~~~~~~\n")),
        "marks.md:7: a second block `ir`"
    );
    assert_eq!(fault("## a\n~~~~~~ markdown\nx\n"), "marks.md:2: a block that is never closed");
    assert_eq!(fault(&format!("{case}\nWords.\n")), "marks.md:6: words behind a note: they belong before it");
    let option = "marks.md:2: an option `x`: it can be dialect, title, unseen";
    assert_eq!(fault("## a\n~~~~~~ markdown x=y\n~~~~~~\n"), option);
}
