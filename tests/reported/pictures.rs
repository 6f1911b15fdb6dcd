//! Images and drawings.

use crate::inputs::{Converted, convert};

/// How often a page shows an image of this size.
fn sized(converted: &Converted, width: u32, height: u32) -> [usize; 2] {
    let size = format!("width=\"{width}\" height=\"{height}\"");
    [converted.html(), converted.epub()].map(|text| text.matches(&size).count())
}

/// How many images a text shows, beside that of a cover.
fn images(text: &str) -> usize {
    text.matches("<img").count() - text.matches("role=\"doc-cover\"").count()
}

#[test]
fn a_drawing_is_shown_with_the_file_that_it_links_to() {
    let Some(converted) = convert("03-svg-linked-image.md") else { return };
    converted.run.says(0, &[]);
    assert!(converted.html().contains("<img src=\"data:image/svg+xml"));
    assert_eq!(images(&converted.epub()), 1);
    assert!(converted.place.path("out/03-svg-linked-image.pdf").exists());
}

#[test]
fn a_filter_with_an_empty_link_is_no_fault() {
    let Some(converted) = convert("03-svg-linked-image.md") else { return };
    converted.place.write("filter.md", b"# Filter\n\nWords.\n\n![filtered](feimage.svg)\n");
    let run = converted.place.run("filter.md --to html,epub,pdf --ignore-system-fonts -o out/");
    run.says(0, &["filter.md:5:1", "the link is empty"]);
    assert!(converted.place.html("out/filter.html").contains("<img"));
}

#[test]
fn sizes_and_titles_after_an_address_are_read() {
    let Some(converted) = convert("14-image-size-suffix.md") else { return };
    converted.run.says(0, &[]);
    assert_eq!(sized(&converted, 150, 100), [1, 1]);
    for text in [converted.html(), converted.epub(), converted.pdf().unwrap_or("A “quoted” title".to_owned())]
    {
        assert!(text.contains("A “quoted” title") && !text.contains("=150x"), "{text}");
    }
}

#[test]
fn angle_brackets_of_a_definition_are_not_part_of_the_address() {
    let Some(converted) = convert("15-image-angle-reference.md") else { return };
    converted.run.says(0, &[]);
    for text in [converted.html(), converted.epub()] {
        assert_eq!(images(&text), 2);
    }
}

#[test]
fn parts_of_a_figure_have_letters() {
    let Some(converted) = convert("34-subfigures.md") else { return };
    converted.run.says(0, &[]);
    let html = converted.html();
    for part in
        ["(a) First", "(b) Second", "Figure\u{a0}1: Both", ">Figure\u{a0}1a</a>", "Figure\u{a0}2: Next"]
    {
        assert!(html.contains(part) && converted.epub().contains(part), "{part} is not in {html}");
    }
    let Some(pdf) = converted.pdf() else { return };
    assert!(pdf.contains("(a) First") && pdf.contains("2: Next"), "{pdf}");
}

#[test]
fn styles_of_images_say_their_size() {
    let Some(converted) = convert("36-typora-zoom.md") else { return };
    converted.run.says(0, &[]);
    assert_eq!(sized(&converted, 60, 40), [2, 2]);
}

#[test]
fn a_drawing_without_its_namespace_is_shown() {
    use base64::Engine;
    let Some(converted) = convert("38-svg-without-namespace.md") else { return };
    converted.run.says(0, &[]);
    let html = converted.html();
    let data = html.split("base64,").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let data = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
    assert!(String::from_utf8(data).unwrap().starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
}

#[test]
fn a_photograph_has_the_size_of_what_is_seen() {
    let Some(converted) = convert("46-exif-portrait.md") else { return };
    converted.run.says(0, &[]);
    assert_eq!(sized(&converted, 200, 400), [2, 2]);
    assert_eq!(sized(&converted, 100, 200), [1, 1]);
}

#[test]
fn an_alternative_text_may_have_any_value() {
    let Some(converted) = convert("55-fig-alt.md") else { return };
    converted.run.says(0, &[]);
    for text in [converted.html(), converted.epub()] {
        assert!(text.contains("alt=\"A drawing of &quot;two&quot; circles\""), "{text}");
        assert!(text.contains("alt=\"the `cars` data, $x&lt;1$ and *more*\""), "{text}");
        assert!(!text.contains("fig-alt"), "{text}");
    }
}
