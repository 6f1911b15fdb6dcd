//! How outputs look: what can be asked for by name, in which place it counts, and what is said when it cannot be.

#[path = "tools/place.rs"]
mod place;

use place::Place;

const NOTE: &[u8] = b"---\ntitle: A title\nlang: en\n---\n# One\n\nText.\n\n## Two\n\nMore.\n";

/// The source of the PDF, where what is asked for can be seen.
fn typst(place: &Place, arguments: &str) -> String {
    place.run(&format!("{arguments} --to typ -o out.typ")).is_quiet();
    String::from_utf8(place.read("out.typ")).unwrap()
}

/// The line of the dictionary `look` that has this value.
fn asked(source: &str, name: &str) -> String {
    let line = source.lines().find_map(|line| line.strip_prefix(&format!("  {name}: ")));
    line.unwrap_or_default().trim_end_matches(',').to_owned()
}

/// Width and height of the first page of a PDF, in points, as it says itself.
fn page_size(pdf: &[u8]) -> (f64, f64) {
    let text = String::from_utf8_lossy(pdf);
    let at = text.find("/MediaBox").expect("a PDF has pages");
    let (_, rest) = text[at..].split_once('[').unwrap();
    let numbers: Vec<f64> =
        rest.split(']').next().unwrap().split_whitespace().map(|number| number.parse().unwrap()).collect();
    (numbers[2].round(), numbers[3].round())
}

#[test]
fn the_command_line_comes_before_the_note_the_note_before_the_project_and_that_before_the_theme() {
    let place = Place::new(&[
        ("convert.yaml", b"font-size: 9pt\ncolumns: 2\njustify: false\n"),
        ("note.md", b"---\ntitle: T\nlang: en\nfont-size: 10pt\ncolumns: 3\n---\nText.\n"),
    ]);
    let source = typst(&place, "note.md --set font-size=14pt");
    assert_eq!(asked(&source, "size"), "14pt");
    assert_eq!(asked(&source, "columns"), "3");
    assert_eq!(asked(&source, "justify"), "false");
    assert_eq!(asked(&source, "flipped"), "false");
    let source = typst(&place, "note.md");
    assert_eq!(asked(&source, "size"), "10pt");
}

#[test]
fn paper_and_margins_are_those_that_are_asked_for() {
    let place = Place::new(&[("note.md", NOTE)]);
    for (arguments, size) in [
        ("", (595.0, 842.0)),
        ("--set paper=a5", (420.0, 595.0)),
        ("--set paper=letter", (612.0, 792.0)),
        ("--set paper=a5 --set landscape=true", (595.0, 420.0)),
    ] {
        place.run(&format!("note.md {arguments} -o out.pdf")).is_quiet();
        assert_eq!(page_size(&place.read("out.pdf")), size, "{arguments}");
    }
    place.write("american.md", b"---\ntitle: T\nlang: en-US\n---\nText.\n");
    place.run("american.md -o out.pdf").is_quiet();
    assert_eq!(page_size(&place.read("out.pdf")), (612.0, 792.0), "the language's region has it");
}

#[test]
fn headers_and_footers_show_what_they_are_told_to() {
    let text = "A line of words.\n\n".repeat(120);
    let note = format!(
        "---\ntitle: The title\nauthor: Ann\nlang: en\nheader: {{left: '{{author}}'}}\nfooter: 'Sheet {{page}} of {{pages}}'\n---\n{text}"
    );
    let place = Place::new(&[("note.md", note.as_bytes())]);
    place.run("note.md").is_quiet();
    let Some(text) = place.pdf("note.pdf") else { return };
    assert!(text.contains("Sheet 1 of ") && text.contains("Sheet 2 of "), "{text}");
    assert_eq!(
        text.matches("Ann").count(),
        1 + text.matches("Sheet").count() - 1,
        "once, and on each page after the first"
    );
    place.run("note.md --set footer=none --set header=none").is_quiet();
    assert!(!place.pdf("note.pdf").unwrap().contains("Sheet"));
}

#[test]
fn what_notes_say_for_other_programs_is_understood() {
    let note = b"---\ntitle: T\nlang: en\npapersize: a5\ngeometry: margin=1in\nlinestretch: 1.5\nformat:\n  html:\n    toc: true\n  pdf:\n    number-sections: true\n---\n# One\n";
    let place = Place::new(&[("note.md", note)]);
    let source = typst(&place, "note.md");
    assert_eq!(asked(&source, "paper"), "\"a5\"");
    assert_eq!(asked(&source, "margin"), "(x: 1in, y: 1in)");
}

#[test]
fn what_means_nothing_here_is_told_once_and_is_no_warning() {
    let place = Place::new(&[("note.md", b"---\ntitle: T\nlang: en\npdf-engine: xelatex\n---\nText.\n")]);
    place
        .run("note.md --to html --strict")
        .says_only(0, &["info", "`pdf-engine` is for another program", "note.md:4:1"]);
    place.run("note.md --to html -q").is_quiet();
}

#[test]
fn a_wrong_value_is_an_error_at_its_line_and_leaves_the_output() {
    let place = Place::new(&[("note.md", NOTE)]);
    place.run("note.md --to html").is_quiet();
    let before = place.read("note.html");
    place.write("note.md", b"---\ntitle: T\nlang: en\npaper: a44\n---\nText.\n");
    place.run("note.md --to html").says_only(1, &["note.md:4:1", "`paper` cannot be `a44`", "perhaps `a4`"]);
    assert_eq!(place.read("note.html"), before);
    place.write("note.md", b"---\ntitle: T\nlang: en\nmargin: {top: 2cm, botom: 3cm}\n---\nText.\n");
    place.run("note.md --to html").says_only(1, &["note.md:4:1", "`bottom`"]);
    place.write("note.md", b"---\ntitle: T\nlang: en\nmargn: 2cm\npapers: 3\n---\nText.\n");
    place.run("note.md --to html").says_only(0, &["info", "note.md:4:1", "did you mean `margin`?"]);
    place.run("note.md --set margin=wide").says_only(2, &["--set margin=wide", "a length such as `2.5cm`"]);
    place.run("note.md --set margn=1cm").says_only(2, &["did you mean `margin`?"]);
    place.write("convert.yaml", b"lang: en\nmeasure: 1000\n");
    place.run("note.md").says_only(2, &["convert.yaml:2:1", "a number from 30 to 140"]);
}

#[test]
fn a_font_that_is_nowhere_is_an_error_that_names_the_nearest() {
    let place = Place::new(&[("note.md", NOTE)]);
    let run = place.run("note.md --set font=Libertinus --ignore-system-fonts");
    run.says(1, &["no font is called `Libertinus`"]);
    place.write("own.md", b"---\ntitle: T\nlang: en\nmainfont: Libertinus\n---\nText.\n");
    place.run("own.md --to pdf --ignore-system-fonts").says_only(1, &["own.md:4:1", "did you mean"]);
    let run = place.run("note.md --to pdf,html --ignore-system-fonts --set code-font=DejaVuSansMono");
    run.says(1, &["did you mean `DejaVu Sans Mono`?"]);
    assert!(place.path("note.html").exists() && !place.path("note.pdf").exists(), "a page needs no font");
}

#[test]
fn a_family_that_is_passed_over_is_named() {
    let place =
        Place::new(&[("note.md", b"---\ntitle: T\nlang: en\nfont: [Nowhere, IBM Plex Sans]\n---\nText.\n")]);
    place.run("note.md --to pdf --ignore-system-fonts").says(0, &["no font is called `Nowhere`"]);
    assert_eq!(asked(&typst(&place, "note.md --ignore-system-fonts"), "font"), r#"("IBM Plex Sans", )"#);
}

/// A font whose family is called `Atkinson Hyperlegibly`.
fn renamed_font() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/AtkinsonHyperlegible-Regular.ttf");
    let mut font = std::fs::read(path).unwrap();
    let name: Vec<u8> = "Hyperlegible".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let places: Vec<usize> =
        (0..font.len() - name.len()).filter(|&at| font[at..].starts_with(&name)).collect();
    assert!(!places.is_empty());
    places.into_iter().for_each(|at| font[at + name.len() - 1] = b'y');
    font
}

#[test]
fn fonts_of_a_folder_are_used() {
    let place = Place::new(&[
        ("note.md", b"---\ntitle: T\nlang: en\nfont: Atkinson Hyperlegibly\n---\nText.\n"),
        ("fonts/below/a.ttf", &renamed_font()),
        ("fonts/broken.otf", b"no font"),
        ("none/readme.txt", b"no font"),
    ]);
    place
        .run("note.md --to pdf --ignore-system-fonts")
        .says(1, &["no font is called `Atkinson Hyperlegibly`"]);
    place.run("note.md --to pdf --ignore-system-fonts --font-path fonts").is_quiet();
    let pdf = String::from_utf8_lossy(&place.read("note.pdf")).into_owned();
    assert!(pdf.contains("AtkinsonHyperlegible") || pdf.contains("AtkinsonHyperlegibly"));
    place.run("note.md --to pdf --font-path none").says(2, &["there is no font in none"]);
    place.run("note.md --to pdf --font-path nowhere").says(2, &["cannot read the folder of fonts nowhere"]);
    place.run("note.md --to ir --font-path fonts").says(0, &["`--font-path` does nothing here"]);
    place.write("convert.yaml", b"font_path: fonts\n");
    place.run("note.md --to pdf --ignore-system-fonts --force").is_quiet();
    place.write("convert.yaml", b"font_path: /usr/share/fonts\n");
    place.run("note.md --to pdf").says(2, &["`font_path` of convert.yaml leads outside its folder"]);
}

#[cfg(unix)]
#[test]
fn a_folder_of_fonts_leads_to_nothing_outside_of_it() {
    let place = Place::new(&[
        ("outside/a.ttf", &renamed_font()),
        ("notes/note.md", b"---\ntitle: T\nlang: en\nfont: Atkinson Hyperlegibly\n---\nText.\n"),
        ("notes/convert.yaml", b"font_path: fonts\n"),
    ]);
    std::fs::create_dir(place.path("notes/fonts")).unwrap();
    std::os::unix::fs::symlink(place.path("outside"), place.path("notes/fonts/all")).unwrap();
    std::os::unix::fs::symlink(place.path("outside/a.ttf"), place.path("notes/fonts/a.ttf")).unwrap();
    place.run("notes/note.md --to pdf").says(2, &["there is no font in notes/fonts"]);
}

#[test]
fn built_in_files_are_written_where_none_of_the_same_names_are() {
    let place = Place::new(&[("note.md", NOTE)]);
    place.run("--eject mine").is_quiet();
    let files = place.files("mine");
    for name in
        ["note.typ", "page.html", "style.css", "callouts.yaml", "themes/classic.yaml", "themes/exam.yaml"]
    {
        assert!(files.iter().any(|file| file == name), "{name} is not among {files:?}");
    }
    for name in ["classic", "modern", "lecture", "large", "exam"] {
        place.run(&format!("note.md --to html,typ --theme {name} -o by-name/")).is_quiet();
        place.run(&format!("note.md --to html,typ --theme mine/themes/{name}.yaml -o by-file/")).is_quiet();
        for made in ["note.html", "note.typ"] {
            assert!(
                place.read(&format!("by-name/{made}")) == place.read(&format!("by-file/{made}")),
                "{name}: {made}"
            );
        }
    }
    place.write("mine/style.css", b"mine");
    place.run("--eject mine").says(1, &["is there"]);
    assert_eq!(place.read("mine/style.css"), b"mine");
    place.run("--eject mine --force").is_quiet();
    assert_ne!(place.read("mine/style.css"), b"mine");
}

#[test]
fn a_fragment_is_the_body_of_a_page_alone_with_the_style_of_its_own_that_is_asked_for() {
    let place = Place::new(&[("note.md", NOTE), ("own.css", b"p { color: red }")]);
    place.run("note.md --to html --fragment").is_quiet();
    let page = String::from_utf8(place.read("note.html")).unwrap();
    assert!(
        page.starts_with("<div") && page.contains("Text.") && page.contains(r#"<div class="page" lang="en""#)
    );
    for part in ["<!DOCTYPE", "<html", "<head", "<style", "<title", "A title", "<main"] {
        assert!(!page.contains(part), "{part} is in {page}");
    }
    place.run("note.md --to html --fragment --css own.css").is_quiet();
    assert!(place.read("note.html").starts_with(b"<style>\np { color: red }\n</style>"));
    place.run("note.md --to epub --fragment").says(0, &["`--fragment` does nothing here"]);
    place.run("note.md --to html --fragment --template-html own.css").says(2, &["cannot be used with"]);
}

#[test]
fn headings_of_a_page_have_a_link_to_copy_that_is_no_word_of_them() {
    let place = Place::new(&[("note.md", b"---\ntitle: T\nlang: fr\n---\n# Un\n\nTexte.\n\n# Deux\n")]);
    place.run("note.md --to html").is_quiet();
    let link = r##"<a class="anchor" href="#un" aria-label="Lien vers cette section"></a></h2>"##;
    assert!(place.html("note.html").contains(link));
}

#[test]
fn a_page_tells_programs_that_cite_and_share_what_it_is() {
    let place = Place::new(&[(
        "note.md",
        b"---\ntitle: A & B\nauthors: [Ann Ex, Bo Zed]\ndate: 2026-03-04\nlang: en\nsummary: Short.\n---\nText.\n",
    )]);
    place.run("note.md --to html").is_quiet();
    let page = String::from_utf8(place.read("note.html")).unwrap();
    for part in [
        r#"<meta property="og:title" content="A &amp; B">"#,
        r#"<meta property="og:description" content="Short.">"#,
        r#"<meta name="citation_author" content="Bo Zed">"#,
        r#"<meta name="citation_publication_date" content="2026/03/04">"#,
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn every_theme_makes_a_pdf_a_page_and_a_book() {
    let place = Place::new(&[("note.md", b"---\ntitle: T\nlang: en\n---\n# One\n\n> [!NOTE]\n> `code`\n\n```rust\nlet a = 1;\n```\n\n|a|b|\n|-|-|\n|1|2|\n")]);
    let listed = place.run("--list-themes");
    let listed = String::from_utf8(listed.out).unwrap();
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() >= 5);
    for name in names {
        place.run(&format!("note.md --to pdf,epub,html --theme {name} -o {name}/")).is_quiet();
        assert!(place.read(&format!("{name}/note.pdf")).starts_with(b"%PDF-"));
        assert!(place.epub(&format!("{name}/note.epub")).contains("code"));
    }
    assert_ne!(place.read("classic/note.html"), place.read("modern/note.html"));
    place.run("note.md --theme modren").says_only(2, &["there is no theme `modren`: did you mean `modern`?"]);
}

#[test]
fn a_note_and_a_project_may_name_a_theme() {
    let place = Place::new(&[
        ("convert.yaml", b"theme: own.yaml\n"),
        ("own.yaml", b"base: modern\nfont-size: 9.5pt\n"),
        ("note.md", NOTE),
        ("exam.md", b"---\ntitle: T\nlang: en\ntheme: exam\n---\nText.\n"),
        ("foreign.md", b"---\ntitle: T\nlang: en\ntheme: gaia\n---\nText.\n"),
    ]);
    assert_eq!(asked(&typst(&place, "note.md"), "size"), "9.5pt");
    assert_eq!(asked(&typst(&place, "foreign.md"), "size"), "9.5pt");
    place.write("like.md", b"---\ntitle: T\nlang: en\ntheme: modren\n---\nText.\n");
    place.run("like.md --to html").says_only(0, &["warning", "like.md:4:1", "did you mean `modern`?"]);
    assert!(asked(&typst(&place, "exam.md"), "callouts").contains("titled"));
    assert!(asked(&typst(&place, "exam.md --theme classic"), "callouts").contains("bar"));
    place.write("own.yaml", b"base: modern\nfont-sise: 9pt\n");
    place.run("note.md").says_only(2, &["own.yaml", "line 2", "did you mean `font-size`?"]);
}

#[test]
fn headings_and_callouts_are_numbered_on_request() {
    let note = b"---\ntitle: T\nlang: en\n---\n# One\n\n## Two\n\n## Three\n\n# Four {.unnumbered}\n\n# Five\n\n:::{theorem} Pythagoras\nA\n:::\n\n:::{lemma}\nB\n:::\n\n:::{theorem}\nC\n:::\n";
    let place = Place::new(&[("note.md", note)]);
    place.run("note.md --to html --set number-sections=true --set callout-numbering=theorem").is_quiet();
    let page = place.html("note.html");
    for part in [
        "1\u{2002}</span>One",
        "1.1\u{2002}</span>Two",
        "1.2\u{2002}</span>Three",
        ">Four<",
        "2\u{2002}</span>Five",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.contains("Theorem\u{a0}1 (Pythagoras)") && page.contains("Theorem\u{a0}2<"), "{page}");
    assert!(page.contains("<span>Lemma</span>"), "{page}");
}

#[test]
fn the_table_of_contents_is_called_as_it_is_asked_for() {
    let place = Place::new(&[("note.md", NOTE)]);
    place.run("note.md --to html --toc --set toc-title=Overview").is_quiet();
    assert!(place.html("note.html").contains("<summary>Overview</summary>"));
    place.run("note.md --to html --toc --set toc-depth=1").is_quiet();
    let page = place.html("note.html");
    let contents = &page[page.find("<nav").unwrap()..page.find("</nav>").unwrap()];
    assert!(contents.contains("One") && !contents.contains("Two"));
}

#[test]
fn a_style_is_added_to_ours_or_replaces_it() {
    let place = Place::new(&[("note.md", NOTE), ("own.css", b"h1 { color: teal }")]);
    place.run("note.md --to html --css own.css").is_quiet();
    let page = String::from_utf8(place.read("note.html")).unwrap();
    assert!(page.contains("h1 { color: teal }") && page.contains(".callout-body"));
    place.run("note.md --to html --css-only own.css").is_quiet();
    let page = String::from_utf8(place.read("note.html")).unwrap();
    assert!(page.contains("h1 { color: teal }") && !page.contains(".callout-body"));
}

#[test]
fn nothing_that_is_asked_for_leaves_its_string() {
    let note = "---\ntitle: T\nlang: en\nheader: '\"; #panic() \\ {page}'\ntoc-title: '</style><b>'\n---\n# A\n\n# B\n";
    let place = Place::new(&[("note.md", note.as_bytes())]);
    place.run("note.md --toc --to pdf,html").is_quiet();
    assert!(!place.html("note.html").contains("<b>"));
}

const DRAWING: &[u8] =
    b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>";

#[test]
fn a_logo_is_shown_whoever_asks_for_it() {
    let place = Place::new(&[
        ("notes/note.md", b"---\ntitle: T\nlang: en\nlogo: own.svg\n---\nText.\n"),
        ("notes/own.svg", DRAWING),
        ("notes/plain.md", b"---\ntitle: T\nlang: en\n---\nText.\n"),
        ("convert.yaml", b"logo: /logos/project.svg\n"),
        ("logos/project.svg", DRAWING),
        ("other.svg", DRAWING),
    ]);
    for arguments in ["notes/note.md", "notes/plain.md", "notes/plain.md --set logo=other.svg"] {
        place.run(&format!("{arguments} --to html,pdf,epub -o out/")).is_quiet();
        let name = if arguments.starts_with("notes/note") { "note" } else { "plain" };
        assert!(place.html(&format!("out/{name}.html")).contains("class=\"logo\"><img"), "{arguments}");
        place.run(&format!("{arguments} --to typ -o out.typ")).is_quiet();
        assert!(String::from_utf8(place.read("out.typ")).unwrap().contains("  logo: { logo-picture("));
    }
}

#[test]
fn a_picture_that_is_missing_is_a_warning_at_its_place() {
    let place = Place::new(&[
        ("note.md", b"---\ntitle: T\nlang: en\nlogo: none.svg\n---\nText.\n"),
        ("plain.md", b"---\ntitle: T\nlang: en\n---\nText.\n"),
    ]);
    place.run("note.md --to html").says_only(0, &["note.md:4:7", "none.svg"]);
    place.run("plain.md --to html --set logo=none.svg").says_only(0, &["--set logo", "none.svg"]);
    place.write("convert.yaml", b"lang: en\ncover-image: none.svg\n");
    place.run("plain.md --to html").says_only(0, &["convert.yaml:2:1", "none.svg"]);
}

#[test]
fn the_image_of_the_cover_stands_on_the_page_of_the_title() {
    let note = b"---\ntitle: T\nlang: en\ncover-image: own.svg\n---\nText.\n";
    let place = Place::new(&[("note.md", note), ("own.svg", DRAWING)]);
    assert!(!typst(&place, "note.md").contains("cover-image: {"));
    assert!(typst(&place, "note.md --set cover=true").contains("  cover-image: { cover-picture("));
    place.run("note.md --set cover=true").is_quiet();
}

#[test]
fn properties_are_shown_below_the_title() {
    let note = b"---\ntitle: T\nlang: en\nproperties: [due_date, course, missing]\ndue_date: 2026-05-04\ncourse: '[[Maths 1|Maths]]'\n---\nText.\n";
    let place = Place::new(&[("note.md", note)]);
    place.run("note.md --to html,epub,pdf").is_quiet();
    let shown = "<dt>Due date</dt><dd>2026-05-04</dd>";
    assert!(place.html("note.html").contains(shown) && place.epub("note.epub").contains(shown));
    assert!(place.html("note.html").contains("<dt>Course</dt><dd>Maths</dd>"));
    assert!(!place.html("note.html").contains("Missing"));
    assert!(place.pdf("note.pdf").is_none_or(|text| text.contains("Due date")));
}

#[test]
fn a_publication_without_a_title_block_has_no_page_for_it() {
    let place = Place::new(&[("note.md", NOTE)]);
    place.run("note.md --to epub --set title-block=false").is_quiet();
    assert!(!String::from_utf8_lossy(&place.read("note.epub")).contains("cover.xhtml"));
}

#[test]
fn a_file_of_functions_changes_those_that_it_has() {
    let note = b"---\ntitle: T\nlang: en\n---\nPress <kbd>A</kbd>.\n";
    let place = Place::new(&[
        ("note.md", note),
        ("look/own.typ", b"#import \"parts/loud.typ\": loud\n#let key(body) = loud(body)\n"),
        ("look/parts/loud.typ", b"#let loud(body) = [#body LOUD]\n"),
        ("look/wrong.typ", b"#let one = 1\n#let key(body) = nothing-such\n"),
        ("look/out.typ", b"#let text-of = read(\"/../note.md\")\n"),
    ]);
    place.run("note.md --template-typst look/own.typ").is_quiet();
    assert!(place.pdf("note.pdf").is_none_or(|text| text.contains("A LOUD")));
    place
        .run("note.md --template-typst look/wrong.typ")
        .says(1, &["look/wrong.typ:2:18: unknown variable", "#let key(body) = nothing-such"]);
    place.run("note.md --template-typst look/out.typ").says(1, &["look/out.typ:1:"]);
}

#[test]
fn a_kind_that_is_none_is_an_error_with_the_nearest() {
    let place = Place::new(&[("note.md", NOTE)]);
    let run = place.run("note.md --to html --set callout-numbering=theorm");
    run.says_only(1, &["`theorm`, which is no kind of callout", "did you mean `theorem`?"]);
}

#[test]
fn references_to_what_is_numbered_show_the_number() {
    let note = b"---\ntitle: T\nlang: en\n---\n# One\n\nSee @sec-two and @thm-x.\n\n## Two {#sec-two}\n\n::: {.theorem #thm-x}\nYes.\n:::\n";
    let place = Place::new(&[("note.md", note)]);
    place.run("note.md --to html --set number-sections=true --set callout-numbering=theorem").is_quiet();
    let page = place.html("note.html");
    assert!(page.contains(">\u{a7}\u{a0}1.1</a>") && page.contains(">Theorem\u{a0}1</a>"), "{page}");
}

#[test]
fn a_sheet_without_answers_has_the_numbers_of_its_key() {
    let note = b"---\ntitle: T\nlang: en\n---\n> [!exercise] Sums\n> Add.\n\n> [!answer]- Corrig\xc3\xa9\n> Twelve.\n";
    let place = Place::new(&[("note.md", note)]);
    let made = |answers: &str| {
        place.run(&format!("note.md --answers {answers} --to html -o out.html --force")).is_quiet();
        String::from_utf8(place.read("out.html")).unwrap()
    };
    let (sheet, key, whole) = (made("hide"), made("end"), made("show"));
    assert!(sheet.contains("Exercise\u{a0}1 (Sums)") && !sheet.contains("Twelve."));
    assert!(key.contains("Exercise\u{a0}1 (Sums)") && key.contains("href=\"#answer.1\""));
    assert!(whole.contains("Twelve.") && !whole.contains("Exercise\u{a0}1"));
    place.run("note.md --answers nowhere --to html").says(2, &["nowhere", "show"]);
}
