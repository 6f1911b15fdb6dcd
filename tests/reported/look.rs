//! How things look on paper, and that a PDF always comes.

use crate::inputs::{Converted, convert};

/// The text of the PDF holds these parts, where Poppler is there.
#[track_caller]
fn paper_has(converted: &Converted, parts: &[&str]) {
    let Some(text) = converted.pdf() else { return };
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in: {text}");
    }
}

/// How many pages the PDF has.
fn pages(converted: &Converted) -> Option<usize> {
    let text = converted.pdf()?;
    (2..40)
        .rev()
        .find(|count| text.contains(&format!("1 / {count}")) || text.contains(&format!("1/{count}")))
        .or(Some(1))
}

#[test]
fn a_heading_of_a_logo_is_called_after_its_file() {
    let Some(converted) = convert("01-logo-heading.md") else { return };
    converted.run.says(0, &["no alternative text"]);
    paper_has(&converted, &["Acme does things."]);
    assert!(converted.html().contains("<img"));
}

#[test]
fn a_heading_with_readings_is_called_after_its_characters() {
    let Some(converted) = convert("02-ruby-heading.md") else { return };
    converted.run.says(0, &[]);
    assert!(converted.html().contains("漢字"));
    assert!(converted.epub().contains("漢字"));
}

#[test]
fn a_figure_that_shows_nothing_keeps_its_caption() {
    let Some(converted) = convert("04-empty-figure.md") else { return };
    converted.run.says(0, &["this figure shows nothing: its caption is set as a paragraph"]);
    paper_has(&converted, &["Sales per month"]);
    assert!(converted.html().contains("Sales per month"));
}

#[test]
fn a_link_around_a_formula_shows_both() {
    let Some(converted) = convert("05-link-display-math.md") else { return };
    converted.run.says(0, &[]);
    paper_has(&converted, &["see", "here"]);
}

#[test]
fn what_a_page_break_holds_follows_it() {
    let Some(converted) = convert("06-pagebreak-div-content.md") else { return };
    converted.run.says(0, &[]);
    paper_has(&converted, &["These words are gone in the PDF."]);
    assert_eq!(pages(&converted).unwrap_or(2), 2);
}

#[test]
fn long_words_and_code_stay_on_the_paper() {
    for (name, end) in [("07-long-code.md", "KxwRJSMeKKF2QT4EnD"), ("08-long-words.md", "GTACGT")] {
        let Some(converted) = convert(name) else { return };
        converted.run.says(0, &[]);
        let Some(text) = converted.pdf() else { return };
        assert!(text.replace(' ', "").contains(end), "{text}");
    }
}

#[test]
fn a_tab_is_a_space() {
    let Some(converted) = convert("09-tab-in-text.md") else { return };
    converted.run.says(0, &[]);
    paper_has(&converted, &["Name: Ann Doe", "Key value"]);
}

#[test]
fn a_comment_that_is_never_closed_is_told() {
    let Some(converted) = convert("10-unclosed-comment.md") else { return };
    converted.run.says(0, &["this comment is never closed: lines 5 to 9 are not shown"]);
    assert!(converted.html().contains("Kept."));
}

#[test]
fn the_rows_of_a_tall_formula_are_divided_among_pages() {
    let Some(converted) = convert("17-long-aligned.md") else { return };
    converted.run.says(0, &[]);
    assert!(pages(&converted).unwrap_or(2) >= 2);
}

#[test]
fn page_breaks_are_read_as_people_write_them() {
    let Some(converted) = convert("23-pagebreak-style.md") else { return };
    converted.run.says(0, &[]);
    assert_eq!(pages(&converted).unwrap_or(5), 5);
    assert_eq!(converted.html().matches("page-break").count(), 4);
    assert!(!converted.html().contains("\\pagebreak"));
}

#[test]
fn headings_that_are_not_to_be_listed_are_in_no_contents() {
    let Some(converted) = convert("33-no-toc-pdf.md") else { return };
    converted.run.says(0, &[]);
    let Some(text) = converted.pdf() else { return };
    assert_eq!((text.matches("Shown").count(), text.matches("Hidden").count()), (2, 1), "{text}");
    assert_eq!(text.matches("Not in the list").count(), 1, "{text}");
}

#[test]
fn notes_in_notes_have_the_same_numbers_everywhere() {
    let Some(converted) = convert("42-nested-footnote-numbers.md") else { return };
    converted.run.says(0, &[]);
    paper_has(&converted, &["One1 and two3"]);
    for markup in [converted.html(), converted.epub()] {
        let numbers = |text: &str| text.contains(">1</a>") && text.contains(">3</a>");
        let paragraph = &markup[markup.find("One").unwrap()..];
        assert!(numbers(&paragraph[..paragraph.find("</p>").unwrap()]), "{markup}");
    }
}

#[test]
fn a_paragraph_of_an_icon_alone_goes() {
    let Some(converted) = convert("50-icon-alone.md") else { return };
    converted.run.says(0, &["the icon `material-information-outline` is left out"]);
    assert_eq!(converted.run.messages.matches("warning[").count(), 1);
    assert!(!converted.html().contains("<p></p>"));
    paper_has(&converted, &["Words."]);
}

#[test]
fn a_long_table_keeps_the_links_and_notes_of_its_head() {
    let Some(converted) = convert("51-long-table-head-link.md") else { return };
    converted.run.says(0, &[]);
    paper_has(&converted, &["row 0", "row 79", "Note."]);
}
