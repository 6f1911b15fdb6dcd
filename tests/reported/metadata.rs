//! Titles, authors, dates and other metadata, and messages about them.

use std::io::Read;

use crate::inputs::{Converted, convert, convert_with, folder};
use crate::place::Place;

/// The package document of the publication.
fn package(converted: &Converted, name: &str) -> String {
    let file = std::fs::File::open(converted.place.path(name)).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let package = archive.file_names().find(|name| name.ends_with(".opf")).unwrap().to_owned();
    let mut text = String::new();
    archive.by_name(&package).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn all_authors_of_a_text_are_there_with_their_addresses() {
    let Some(converted) = convert("11-author-emails.md") else { return };
    has(&converted.html(), &["mailto:ann@example.org", ">Ann Doe<", "mailto:bob@example.org", ">Bob Roe<"]);
    let opf = package(&converted, "out/11-author-emails.epub");
    has(&opf, &["<dc:creator id=\"creator-1\">Ann Doe<", "<dc:creator id=\"creator-2\">Bob Roe<"]);
    converted.pdf().iter().for_each(|text| has(text, &["Ann Doe, Bob Roe"]));
    converted.run.says(0, &[]);
}

#[test]
fn a_name_may_be_the_key_of_an_author() {
    let Some(converted) = convert("12-author-mapping.md") else { return };
    has(
        &converted.html(),
        &[">Ann Doe <span class=\"affiliation\">uni<", ">Bob Roe <span class=\"affiliation\">lab<"],
    );
    converted.pdf().iter().for_each(|text| has(text, &["Ann Doe (uni), Bob Roe (lab)"]));
    assert_eq!(converted.run.messages, "");
}

#[test]
fn a_publication_has_its_metadata() {
    let Some(converted) = convert("13-epub-metadata.md") else { return };
    let opf = package(&converted, "out/13-epub-metadata.epub");
    has(
        &opf,
        &[
            "<dc:identifier id=\"publication\">urn:isbn:9780306406157<",
            ">My Book</dc:title>",
            "property=\"title-type\">main<",
            ">An Investigation</dc:title>",
            "property=\"title-type\">subtitle<",
            ">Ann Doe</dc:creator>",
            "scheme=\"marc:relators\">aut<",
            "<dc:publisher>Press<",
            "<dc:rights>© 2024 Ann Doe<",
            "property=\"belongs-to-collection\" id=\"collection\">The Series<",
            "property=\"group-position\">2<",
            "properties=\"cover-image\"",
        ],
    );
    has(&converted.epub(), &["class=\"cover-image\"", "<p class=\"subtitle\">An Investigation<"]);
    converted.pdf().iter().for_each(|text| has(text, &["My Book", "An Investigation", "Ann Doe"]));
    assert_eq!(converted.run.messages, "");
}

#[test]
fn a_heading_in_the_middle_is_not_the_title() {
    let Some(converted) = convert("29-title-from-middle.md") else { return };
    let html = converted.html();
    has(&html, &["<h1>29 title from middle</h1>", ">Background<", ">Method<"]);
    assert_eq!(html.matches(">Background<").count(), 1, "{html}");
    converted.pdf().iter().for_each(|text| assert_eq!(text.matches("Background").count(), 1, "{text}"));
}

#[test]
fn a_footnote_of_a_title_is_one() {
    let Some(converted) = convert("30-title-footnote.md") else { return };
    for text in [converted.html(), converted.epub()] {
        has(&text, &["The talk<sup", "doc-noteref", "doc-footnote", "Given in May"]);
    }
    converted.pdf().iter().for_each(|text| has(text, &["The talk1", "1Given in May"]));
    assert_eq!(converted.run.messages, "");
}

#[test]
fn links_to_the_title_lead_to_the_top() {
    let Some(converted) = convert("31-back-to-top.md") else { return };
    let html = converted.html();
    has(&html, &["<h1 id=\"my-project\">My Project</h1>", "<a href=\"#my-project\">Back to top<"]);
    assert_eq!(html.matches("href=\"#my-project\"").count(), 2, "{html}");
    has(&converted.epub(), &["<h1 id=\"my-project\">", "href=\"cover.xhtml#my-project\""]);
    assert_eq!(converted.run.messages, "");
}

#[test]
fn the_contents_are_as_deep_as_the_note_says() {
    let Some(converted) = convert("40-toc-depth.md") else { return };
    let html = converted.html();
    let contents = &html[html.find("<nav").unwrap()..html.find("</nav>").unwrap()];
    has(contents, &["One", "Four"]);
    assert!(!contents.contains("Two") && !contents.contains("Three"), "{contents}");
    converted.pdf().iter().for_each(|text| assert_eq!(text.matches("Two").count(), 1, "{text}"));
}

#[test]
fn a_date_of_the_united_states_has_the_month_first() {
    let Some(converted) = convert("43-us-date.md") else { return };
    has(&converted.html(), &["datetime=\"2024-03-04\"", "March 4, 2024"]);
    converted.pdf().iter().for_each(|text| has(text, &["March 4, 2024"]));
    assert_eq!(converted.run.messages, "");
}

#[test]
fn a_message_about_a_long_line_has_its_column_in_every_form() {
    for (form, place) in [
        ("human", "message.md:1:116"),
        ("short", "message.md:1:116: "),
        ("json", "\"line\":1,\"column\":116"),
    ] {
        let options = format!("--to html --message-format {form}");
        let Some(converted) = convert_with("45-notes-in-one-line-message.md", &options) else { return };
        converted.run.says(0, &[place]);
    }
}

#[test]
fn links_from_other_notes_lead_to_headings_and_to_the_top() {
    let Some(folder) = folder() else { return };
    let place = Place::with_copy_of(&folder.join("62-folder"));
    place.run("62-folder --to html -o out/").says(0, &["2 made, 0 up to date, 0 failed, 0 warnings"]);
    has(&place.html("out/flow/m.html"), &["href=\"../flow.html#sec\"", "href=\"../flow.html\""]);
}

#[test]
fn the_words_of_a_tag_do_not_count_for_the_identifier_of_a_heading() {
    let Some(converted) = convert("75-heading-shortcode.md") else { return };
    has(&converted.html(), &["<a href=\"#disable-templating\">x</a>", "0.7.0"]);
    assert!(!converted.run.messages.contains("broken-link"), "{}", converted.run.messages);
}
