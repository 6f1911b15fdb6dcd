//! What lies beside a page, or where the note has it: `--assets`.

use super::Place;

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='2'/>";

/// A note with a picture, a drawing and a formula, below `n/`.
fn place() -> Place {
    let note = "![a dot](img/a%20dot.png) ![a line](line.svg) $x^2$ ![again](img/a%20dot.png)\n";
    let place = Place::new(&[("n/a.md", note), ("n/line.svg", DRAWING)]);
    place.write("n/img/a dot.png", "");
    place
}

/// The values of an attribute in a page, in order.
fn values(page: &str, attribute: &str) -> Vec<String> {
    let start = format!(" {attribute}=\"");
    let parts = page.split(&start).skip(1);
    parts.map(|part| part.split('"').next().unwrap().chars().take(20).collect()).collect()
}

fn page(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap()
}

#[test]
fn a_page_holds_everything_by_default() {
    let place = place();
    assert_eq!(place.run("n --to html -o out").code(), 0);
    assert_eq!(place.files("out"), ["a.html"]);
    assert!(values(&page(&place, "out/a.html"), "src").iter().all(|src| src.starts_with("data:image/")));
}

#[test]
fn with_copy_images_fonts_and_style_lie_in_a_folder_beside_the_page() {
    let place = place();
    let run = "n --to html -o out --assets copy";
    assert_eq!(place.run(run).code(), 0);
    let files = ["a-dot.png", "formulas.woff", "line.svg", "style.css"].map(|name| format!("a_files/{name}"));
    assert_eq!(place.files("out"), [&["a.html".to_owned()], &files[..]].concat());
    let page = page(&place, "out/a.html");
    assert_eq!(values(&page, "src"), ["a_files/a-dot.png", "a_files/line.svg", "a_files/a-dot.png"]);
    assert!(
        page.contains("<link rel=\"stylesheet\" href=\"a_files/style.css\">") && !page.contains("<style>")
    );
    let style = std::fs::read_to_string(place.path("out/a_files/style.css")).unwrap();
    assert!(style.contains("url(\"formulas.woff\")") && !style.contains("url(\"data:"));
    assert!(!place.run(&format!("{run} -v")).said().contains("made: "), "nothing changed");
    std::fs::remove_file(place.path("out/a_files/line.svg")).unwrap();
    assert!(place.run(&format!("{run} -v")).said().contains("made: "));
    assert!(place.path("out/a_files/line.svg").exists());
}

#[test]
fn with_link_images_are_where_the_note_has_them_and_what_was_made_of_them_is_in_the_page() {
    let place = place();
    assert_eq!(place.run("n --to html -o out --assets link").code(), 0);
    assert_eq!(place.files("out"), ["a.html"]);
    let page = page(&place, "out/a.html");
    let dot = "../n/img/a%20dot.png";
    assert_eq!(values(&page, "src"), [dot, "data:image/svg+xml;b", dot]);
    assert!(page.contains("url(\"data:font/woff"));
}

#[test]
fn files_beside_a_page_follow_the_note_without_any_record() {
    let place = place();
    let run = "n/a.md -o a.html --assets copy";
    assert_eq!(place.run(run).code(), 0);
    place.write("n/line.svg", &DRAWING.replace("'3'", "'4'"));
    place.write("n/a.md", "**Other** words, `code`, ![a line](line.svg)\n");
    assert_eq!(place.run(run).said(), "");
    let drawing = std::fs::read_to_string(place.path("a_files/line.svg")).unwrap();
    assert!(drawing.contains("width=\"4\""), "{drawing}");
}

#[test]
fn a_file_of_somebody_beside_a_page_is_not_replaced() {
    let place = place();
    place.write("a_files/line.svg", "mine");
    let run = place.run("n/a.md -o a.html --assets copy");
    assert_eq!(run.code(), 1);
    assert!(run.said().contains("cannot write a_files/line.svg: another file is there"), "{}", run.said());
    assert_eq!(std::fs::read(place.path("a_files/line.svg")).unwrap(), b"mine");
    assert!(!place.path("a.html").exists(), "no page shows what is not of its note");
    assert_eq!(place.run("n/a.md -o a.html --assets copy --force").code(), 0);
}

#[test]
fn a_page_replaces_nothing_that_its_note_is_made_of() {
    let place = Place::new(&[("a.md", "![a line](a_files/line.svg)\n"), ("a_files/line.svg", DRAWING)]);
    let run = place.run("a.md --to html --assets copy --force");
    assert_eq!(run.code(), 1);
    assert!(run.said().contains("is the input, and is not replaced"), "{}", run.said());
    assert_eq!(std::fs::read(place.path("a_files/line.svg")).unwrap(), DRAWING.as_bytes());
}

#[cfg(unix)]
#[test]
fn the_folder_beside_a_page_leads_nowhere_else() {
    let place = place();
    std::fs::create_dir(place.path("elsewhere")).unwrap();
    std::fs::create_dir(place.path("out")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", place.path("out/a_files")).unwrap();
    let run = place.run("n --to html -o out --assets copy");
    assert_eq!(run.code(), 1);
    assert!(run.said().contains("outside of the folder of the outputs"), "{}", run.said());
    assert!(place.files("elsewhere").is_empty());
}

#[test]
fn a_name_in_a_vault_means_the_file_and_not_its_copy() {
    let place = Place::new(&[("a.md", "![[line.svg|a line]]\n"), ("zoo/line.svg", DRAWING)]);
    let run = ". --to html --assets copy";
    assert_eq!(place.run(run).code(), 0);
    place.write("zoo/line.svg", &DRAWING.replace("'3'", "'5'"));
    assert_eq!(place.run(run).code(), 0);
    assert!(std::fs::read_to_string(place.path("a_files/line.svg")).unwrap().contains("width=\"5\""));
}

#[test]
fn a_template_of_ones_own_that_names_no_file_of_style_holds_it() {
    let place = place();
    place.write("own.html", "<style>{{ style }}</style>{{ body }}");
    assert_eq!(place.run("n/a.md -o a.html --assets copy --template-html own.html").code(), 0);
    let page = page(&place, "a.html");
    assert!(page.contains("url(\"a_files/formulas.woff\")") && !place.path("a_files/style.css").exists());
}

#[test]
fn nothing_lies_beside_standard_output() {
    let place = place();
    let run = place.run("n/a.md --to html -o - --assets copy");
    assert!(run.said().contains("nothing lies beside standard output"), "{}", run.said());
    assert!(run.printed().contains("src=\"data:image/png"));
}
