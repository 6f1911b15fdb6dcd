//! Typst of a note's own is set only where the command line allows it, and then reads no more than a template may.

use super::place::Place;

const NOTE: &[u8] =
    b"Before.\n\n```{=typst}\n#let a = 40\n#(a + 2) #strong[set]\n```\n\nIn a line: `#(6 * 7)`{=typst}.\n";

#[test]
fn it_is_left_out_and_told_unless_it_is_allowed() {
    let place = Place::new(&[("n.md", NOTE)]);
    place.run("n.md --to pdf,html,epub").says(0, &["n.md:3:1", "`--allow-raw-typst`"]);
    assert!(!place.pdf("n.pdf").is_some_and(|text| text.contains("42")));
    assert!(!place.html("n.html").contains("42"));
    place.write("convert.yaml", b"allow_raw_typst: true\n");
    place.run("n.md --to pdf").says(2, &["there is no key `allow_raw_typst`"]);
}

#[test]
fn it_is_set_in_a_pdf_where_it_is_allowed_and_other_formats_tell_that_they_leave_it_out() {
    let place = Place::new(&[("n.md", NOTE)]);
    place.run("n.md --to pdf --allow-raw-typst").is_quiet();
    // Nothing here reads a PDF if there is no `pdftotext`.
    if let Some(text) = place.pdf("n.pdf") {
        assert!(text.contains("42 set") && text.contains("In a line: 42."), "{text}");
    }
    place.run("n.md --to html --allow-raw-typst").says(0, &["HTML leaves it out"]);
    assert!(!place.html("n.html").contains("set"));
}

#[test]
fn it_reads_nothing_outside_of_the_root_and_breaks_out_of_nothing() {
    for code in [
        "#read(\"/etc/passwd\")",
        "#read(\"../secret.txt\")",
        "#include \"../secret.typ\"",
        "#image(\"../secret.svg\")",
        "#import \"@preview/a:1.0.0\"",
        "#csv(\"/../../secret.txt\")",
        "] } #read(\"../secret.txt\")",
        "\")); read(\"../secret.txt",
        "#panic(\"end\")",
    ] {
        let note = format!("Before.\n\n```{{=typst}}\n{code}\n```\n\nAfter.\n");
        let place = Place::new(&[
            ("secret.txt", b"SECRET"),
            ("secret.typ", b"SECRET"),
            (
                "secret.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>SECRET</text></svg>",
            ),
            ("notes/n.md", note.as_bytes()),
        ]);
        let run = place.run("notes/n.md --to pdf --allow-raw-typst");
        assert!(run.status <= 1, "{code}: {run:?}");
        assert!(!run.messages.contains("SECRET"), "{code}");
        if let Some(text) = place.pdf("notes/n.pdf") {
            let kept = text.contains("Before.") && text.contains("After.");
            assert!(kept && !text.contains("SECRET"), "{code}: {text}");
        }
    }
}
