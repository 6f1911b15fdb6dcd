//! What a publication is made of.

use std::io::{Cursor, Read};

use zip::{CompressionMethod, DateTime, ZipArchive};

use super::*;
use crate::backend::sample::*;
use crate::ir::{Alternative, ImageSource, LinkTarget};

fn book(document: &Document) -> Vec<u8> {
    render(document, &Settings::default(), &mut Diagnostics::default()).unwrap()
}

fn file(book: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    archive.by_name(&format!("OEBPS/{name}")).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_container_begins_with_its_type_and_carries_no_time() {
    let book = book(&everything());
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    assert_eq!(archive.by_index(0).unwrap().name(), "mimetype");
    assert_eq!(archive.by_index(0).unwrap().compression(), CompressionMethod::Stored);
    for index in 0..archive.len() {
        assert_eq!(archive.by_index(index).unwrap().last_modified(), Some(DateTime::default()));
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(book(&everything()), book(&everything()));
}

#[test]
fn every_page_is_well_formed_and_says_its_language() {
    let book = book(&everything());
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let names: Vec<String> =
        archive.file_names().filter(|name| name.ends_with(".xhtml")).map(str::to_owned).collect();
    assert_eq!(names.len(), 4);
    for name in names {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let page = roxmltree::Document::parse_with_options(&text, options).unwrap();
        let language = ("http://www.w3.org/XML/1998/namespace", "lang");
        assert_eq!(page.root_element().attribute(language), Some("en"));
        assert_eq!(page.root_element().attribute("lang"), Some("en"));
    }
}

#[test]
fn links_to_other_chapters_name_their_file() {
    let mut document = document(vec![
        heading(1, "a", "A"),
        paragraph(vec![
            link(LinkTarget::Internal("b".into()), "there"),
            link(LinkTarget::Internal("a".into()), "here"),
            link(LinkTarget::File("other.html".into()), "outside the book"),
            footnote("n", vec![words("Note.")]),
        ]),
        words(&"word ".repeat(2_000)),
        heading(1, "b", "B"),
        paragraph(vec![reference("n")]),
    ]);
    document.metadata.options.set(crate::look::Key::Toc, crate::look::Value::Switch(false), None);
    let book = book(&document);
    let first = file(&book, "chapter-1.xhtml");
    assert!(
        first.contains(r##"<a href="chapter-2.xhtml#b">there</a><a href="#a">here</a>outside the book"##)
    );
    assert!(first.contains(r#"<aside id="fn.1""#));
    let second = file(&book, "chapter-2.xhtml");
    assert!(second.contains(r##"href="chapter-1.xhtml#fn.1""##) && !second.contains("<aside"), "{second}");
}

#[test]
fn chapters_of_one_file_share_no_identifier() {
    let titled = || callout("note", Some("T"), crate::ir::Folding::Fixed, Vec::new());
    let document = document(vec![heading(1, "a", "A"), titled(), heading(1, "b", "B"), titled()]);
    let page = file(&book(&document), "chapter-1.xhtml");
    assert_eq!(page.matches(r#"id="callout.1""#).count(), 1, "{page}");
    assert_eq!(page.matches(r#"id="callout.2""#).count(), 1, "{page}");
}

#[test]
fn the_manifest_declares_what_each_page_holds() {
    let document = document(vec![
        heading(1, "a", "A"),
        words(&"word ".repeat(2_000)),
        heading(1, "b", "B"),
        callout("note", None, crate::ir::Folding::Fixed, Vec::new()),
    ]);
    let package = file(&book(&document), "content.opf");
    assert!(package.contains(r#"href="chapter-1.xhtml" media-type="application/xhtml+xml"/>"#));
    assert!(
        package.contains(r#"href="chapter-2.xhtml" media-type="application/xhtml+xml" properties="svg"/>"#)
    );
    assert!(package.contains(r#"href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>"#));
}

#[test]
fn alternative_text_is_claimed_only_when_all_images_have_it() {
    let claims = |alternative| {
        let mut document =
            document(vec![paragraph(vec![pictured(image(ImageSource::Loaded(0), alternative))])]);
        document.images = everything().images;
        let package = file(&book(&document), "content.opf");
        let claim = |name: &str| package.contains(&format!(">{name}</meta>"));
        (claim("alternativeText"), claim("textual"), claim("textual,visual"))
    };
    assert_eq!(claims(Alternative::Given("A".into())), (true, true, true));
    assert_eq!(claims(Alternative::Decorative), (false, true, false));
    assert_eq!(claims(Alternative::Missing("a".into())), (false, true, true));
}

#[test]
fn a_book_in_hebrew_turns_its_pages_from_the_right() {
    let mut document = document(vec![words("x")]);
    document.metadata.language = "he".into();
    let book = book(&document);
    assert!(file(&book, "content.opf").contains(r#"<spine page-progression-direction="rtl">"#));
    assert!(file(&book, "chapter-1.xhtml").contains(r#"xml:lang="he" dir="rtl">"#));
}

#[test]
fn a_cover_is_drawn_in_each_theme() {
    let mut covers = Vec::new();
    for (name, _) in crate::look::theme::BUILT_IN {
        let mut settings = Settings::default();
        settings.look.theme = crate::look::Theme::built_in(name).unwrap().clone();
        let book = render(&titled("A title"), &settings, &mut Diagnostics::default()).unwrap();
        let cover = bytes(&book, "cover.png");
        assert!(cover.len() < 100_000, "{name}: {}", cover.len());
        let size = imagesize::blob_size(&cover).unwrap();
        assert_eq!((size.width, size.height), (1000, 1600));
        assert_eq!(render(&titled("A title"), &settings, &mut Diagnostics::default()).unwrap(), book);
        assert!(!covers.contains(&cover), "{name}");
        covers.push(cover);
    }
}

#[test]
fn a_drawn_cover_is_declared_shown_and_said() {
    let book = book(&titled("A & <b>title</b>"));
    let package = file(&book, "content.opf");
    assert!(package.contains(r#"href="cover.png" media-type="image/png" properties="cover-image"/>"#));
    let page = file(&book, "cover-image.xhtml");
    let said = "Cover: A &amp; &lt;b&gt;title&lt;/b&gt; – Ada &lt;i&gt;";
    assert!(page.contains(&format!(r#"<img src="cover.png" alt="{said}" role="doc-cover"/>"#)), "{page}");
    let navigation = file(&book, "nav.xhtml");
    assert!(navigation.contains(r#"<a epub:type="cover" href="cover-image.xhtml">"#));
    assert!(navigation.contains(r#"<a epub:type="titlepage" href="cover.xhtml">"#));
}

#[test]
fn a_cover_may_be_left_out() {
    let mut settings = Settings::default();
    let none = crate::look::Value::Text("none".to_owned());
    settings.look.command_line.set(Key::CoverImage, none, None);
    let book = render(&titled("A title"), &settings, &mut Diagnostics::default()).unwrap();
    assert!(!file(&book, "content.opf").contains("cover.png"));
    assert!(file(&book, "nav.xhtml").contains(r#"<a epub:type="cover" href="cover.xhtml">"#));
}

#[test]
fn a_title_of_any_kind_is_drawn_or_left_out() {
    let long = "word ".repeat(3_000);
    let titles = [
        "",
        " ",
        "\u{10FFFF}\u{10FFFE}",
        "🚀🚀",
        "a\u{301}\u{301}\u{301}",
        &long,
        &long.replace(' ', ""),
        "\u{202E}abc",
    ];
    for title in titles {
        let settings = Settings { system_fonts: false, ..Settings::default() };
        let book = render(&titled(title), &settings, &mut Diagnostics::default()).unwrap();
        assert!(file(&book, "content.opf").len() > 1_000);
    }
}

#[test]
fn a_title_in_letters_that_no_font_has_is_told() {
    let settings = Settings { system_fonts: false, ..Settings::default() };
    let mut told = Diagnostics::default();
    let book = render(&titled("产品经理"), &settings, &mut told).unwrap();
    assert!(!file(&book, "content.opf").contains("cover.png"));
    let [one] = told.as_slice() else { panic!("{told:?}") };
    assert!(one.hints.iter().any(|hint| hint.contains("`heading-font`")), "{one:?}");
}

fn titled(title: &str) -> Document {
    let mut document = document(vec![words("Text.")]);
    document.metadata.title = title.to_owned();
    document.metadata.authors =
        vec![crate::ir::metadata::Author { name: "Ada <i>".to_owned(), ..Default::default() }];
    document
}

fn bytes(book: &[u8], name: &str) -> Vec<u8> {
    let mut data = Vec::new();
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    archive.by_name(&format!("OEBPS/{name}")).unwrap().read_to_end(&mut data).unwrap();
    data
}

/// Writes the book with every kind of node to the folder that `SAMPLE_OUTPUT` names, for validators.
#[test]
#[ignore = "writes a file to look at"]
fn write_sample() {
    let folder =
        std::path::PathBuf::from(std::env::var_os("SAMPLE_OUTPUT").expect("SAMPLE_OUTPUT names a folder"));
    std::fs::write(folder.join("everything.epub"), book(&everything())).unwrap();
    std::fs::write(folder.join("small.epub"), book(&document(vec![words("A small note.")]))).unwrap();
}
