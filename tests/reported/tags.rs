//! Shortcodes, directives, components, attributes and tables.

use crate::inputs::{Converted, convert};

/// The texts that HTML, EPUB and, where it can be read, the PDF show of an input, tags left out.
#[track_caller]
fn texts(name: &str) -> Option<(Converted, Vec<String>)> {
    let converted = convert(name)?;
    converted.run.says(0, &[]);
    let mut texts = vec![words(&converted.html()), words(&converted.epub())];
    texts.extend(converted.pdf());
    Some((converted, texts))
}

/// The words of markup, white space made one space.
fn words(markup: &str) -> String {
    let mut text = String::new();
    for (number, part) in markup.split('<').enumerate() {
        match part.split_once('>') {
            Some((_, rest)) if number > 0 => text.push_str(rest),
            _ => text.push_str(part),
        }
        text.push(' ');
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn show(texts: &[String], wanted: &[&str]) {
    for text in texts {
        for words in wanted {
            assert!(text.contains(words), "`{words}` is missing: {text}");
        }
    }
}

#[track_caller]
fn hide(texts: &[String], unwanted: &[&str]) {
    for text in texts {
        for words in unwanted {
            assert!(!text.contains(words), "`{words}` is shown: {text}");
        }
    }
}

#[test]
fn panes_in_one_line_stand_apart() {
    let Some((converted, texts)) = texts("35-oneline-tabs.md") else { return };
    show(&texts, &["Apple red Banana yellow", "One first Two second"]);
    assert_eq!(converted.html().matches("class=\"tab\"").count(), 4);
}

#[test]
fn a_book_hides_lines_of_rust_and_includes_in_a_line() {
    let Some((_, texts)) = texts("37-mdbook.md") else { return };
    show(&texts, &["Version 1.2.3 is out", "shown"]);
    hide(&texts, &["hidden", "std::io", "{{#"]);
}

#[test]
fn sections_of_snippets_are_cut_and_unknown_ones_told() {
    let Some((converted, texts)) = texts("52-snippet-sections.md") else { return };
    converted.run.says(0, &["nothing in it is marked as `nosuch`", "52-snippet-sections.md:9:1"]);
    for text in &texts[..2] {
        assert_eq!((text.matches("core").count(), text.matches("other").count()), (2, 1), "{text}");
    }
    hide(&texts, &["8<", "[start"]);
}

#[test]
fn a_label_ends_at_the_bracket_that_pairs_and_is_markdown() {
    let Some((converted, texts)) = texts("53-directive-label.md") else { return };
    show(&texts, &["the docs", "and more", "arr[0]", "here"]);
    hide(&texts, &["](", "[the"]);
    assert!(converted.html().contains("<a href=\"https://example.org\">the docs</a>"));
    assert!(converted.html().contains("<code>arr[0]</code>"));
}

#[test]
fn a_fence_may_have_a_title_and_no_language() {
    let Some((converted, texts)) = texts("54-fence-title-alone.md") else { return };
    show(&texts, &["Only a title", "x = 1", "y = 2"]);
    hide(&texts, &["title=", "linenums"]);
    assert!(!converted.html().contains("language-"));
}

#[test]
fn attributes_are_never_printed() {
    let Some((_, texts)) = texts("57-attributes.md") else { return };
    show(&texts, &["A paragraph", "item", "Changes"]);
    hide(&texts, &["{", "}", "color", "data-", "colspan"]);
}

#[test]
fn titles_refer_to_the_footnotes_and_links_of_the_note() {
    let Some((converted, texts)) = texts("66-notes-in-titles.md") else { return };
    assert_eq!(converted.run.messages, "");
    show(&texts, &["One.", "Two."]);
    hide(&texts, &["[^", "]["]);
    assert!(converted.html().contains("<a href=\"https://example.org\">a link</a>"));
}

#[test]
fn a_division_without_attributes_parts_lists() {
    let Some((converted, texts)) = texts("67-empty-division.md") else { return };
    hide(&texts, &[":::", "{}"]);
    assert_eq!(converted.html().matches("<ol").count(), 2);
}

#[test]
fn tables_with_uneven_heads_are_tables() {
    let Some((converted, texts)) = texts("68-table-head-cells.md") else { return };
    hide(&texts, &["|", "--"]);
    assert_eq!(converted.html().matches("<table").count(), 3);
    converted.run.says(0, &["has 3 cells, the row of hyphens 4", "has 4 cells, the row of hyphens 2"]);
}

#[test]
fn a_grid_that_is_a_column_too_long_is_a_table() {
    let Some((converted, texts)) = texts("69-grid-too-long.md") else { return };
    show(&texts, &["a bit too long"]);
    hide(&texts, &["|", "+--"]);
    converted.run.says(0, &["69-grid-too-long.md:4:1"]);
}

#[test]
fn values_of_the_front_matter_stand_in_addresses() {
    let Some((converted, texts)) = texts("71-quarto-meta.qmd") else { return };
    assert_eq!(converted.run.messages, "");
    show(&texts, &["{{< meta title >}}"]);
    assert!(converted.html().contains("href=\"https://example.org\""));
}

#[test]
fn captured_blocks_are_kept_as_they_are() {
    let Some((converted, texts)) = texts("73-captured.md") else { return };
    show(&texts[..2], &["\"a\": 1", "Words."]);
    hide(&texts, &["“a”", "endset"]);
    assert_eq!(converted.run.messages.matches("warning").count(), 1, "{}", converted.run.messages);
}

#[test]
fn a_listing_has_its_caption_number_and_file() {
    let Some((converted, texts)) = texts("74-listing.md") else { return };
    show(&texts, &["Cargo.toml", "Listing 1-1: Contents of", "[package]"]);
    hide(&texts, &["*", "`"]);
    assert!(converted.html().contains("<em>Cargo.toml</em>"));
}
