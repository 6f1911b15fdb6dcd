//! Emphasis, quotation marks, lists and lines.

use crate::inputs::{Converted, convert};

/// The input's text is this in every target: with markup in pages and publications, without it in the PDF.
#[track_caller]
fn shows(name: &str, html: &[&str], pdf: &[&str]) -> Option<Converted> {
    let converted = convert(name)?;
    assert_eq!(converted.run.status, 0, "{}", converted.run.messages);
    for (target, text) in [("html", converted.html()), ("epub", converted.epub())] {
        for part in html {
            assert!(text.contains(part), "{target}: `{part}` is not in\n{text}");
        }
    }
    if let Some(text) = converted.pdf() {
        for part in pdf {
            assert!(text.contains(part), "pdf: `{part}` is not in\n{text}");
        }
    }
    Some(converted)
}

#[test]
fn quotation_marks_open_before_markup() {
    let html = ["the “<strong>Save</strong>” button", "“<code>ls</code>”", "“<em>x</em>” or ‘<em>y</em>’"];
    let pdf = ["the “Save” button", "“ls”", "“the guide”", "“x” or ‘y’"];
    shows("18-quotes-before-markup.md", &html, &pdf);
}

#[test]
fn emphasis_beside_chinese_and_japanese_is_read() {
    let html = [
        "<strong>历经10年发展，</strong>年年如此",
        "<strong>「引用」</strong>的",
        "これは<strong>テスト（仮）</strong>です",
    ];
    shows("24-cjk-emphasis.md", &html, &[]);
    let html = ["この<strong>要約（例）。</strong>を選択し、<strong>「注意」</strong>と書く"];
    shows("60-cjk-emphasis-punctuation.md", &html, &[]);
}

#[test]
fn lines_of_chinese_are_joined_without_a_space() {
    shows("25-cjk-linebreak.md", &["<p>一行文字第二行文字。</p>"], &[]);
}

#[test]
fn lettered_lists_stand_in_items_and_quotations() {
    let Some(converted) = shows("26-alpha-sublists.md", &["First question:", "<li>sub-question</li>"], &[])
    else {
        return;
    };
    assert_eq!(converted.html().matches("type=\"a\"").count(), 3);
    if let Some(text) = converted.pdf() {
        assert!(text.contains("a. sub-question b. sub-question"), "{text}");
    }
}

#[test]
fn an_outline_is_one_list() {
    let Some(converted) =
        shows("27-outline.md", &["<li><p>Part two</p>", "type=\"i\""], &["b. Part two", "c. Part three"])
    else {
        return;
    };
    assert_eq!(converted.html().matches("type=\"a\"").count(), 1);
}

#[test]
fn lists_that_count_otherwise_are_two() {
    let pdf = ["1. one 2. two", "a. alpha b. beta"];
    let Some(converted) = shows("28-paren-lists-merge.md", &["type=\"a\""], &pdf) else { return };
    assert_eq!(converted.html().matches("<ol").count(), 2);
}

#[test]
fn an_item_has_the_number_that_it_says() {
    shows("39-li-value.md", &["<li value=\"9\">nine</li>"], &["1. one", "9. nine"]);
}

#[test]
fn raw_latex_is_what_it_means() {
    let html = ["class=\"align-center\"", "centred", "<strong>bold</strong>", "\\noindent", "\\vspace{1cm}"];
    let Some(converted) = shows("41-raw-latex.md", &html, &["centred", "A note."]) else { return };
    assert!(!converted.html().contains("\\footnote") && !converted.html().contains("\\begin"));
    converted.run.says(0, &["`\\noindent`", "`\\vspace`", "[raw-content]"]);
}

#[test]
fn a_lazy_line_keeps_its_item_open() {
    let Some(converted) =
        shows("56-lazy-item.md", &["alttext=\"x^2\"", "<p>Corps</p>", "<p>Texte</p>"], &["Corps", "Texte"])
    else {
        return;
    };
    assert_eq!(converted.html().matches("<aside").count(), 2);
    assert!(!converted.html().contains("{%") && !converted.html().contains("!!!"));
}

#[test]
fn definitions_hold_containers_and_comments_are_no_terms() {
    let Some(converted) =
        shows("61-definition-containers.md", &["<p>Body</p>", "Words of the second."], &["Body"])
    else {
        return;
    };
    let html = converted.html();
    assert_eq!((html.matches("<dt").count(), html.matches("<dd").count()), (1, 2), "{html}");
    assert!(html.contains("callout-note") && !html.contains(":   "));
}

#[test]
fn emphasis_beside_marks_follows_what_they_hide() {
    let html = [
        "<strong>Sum.</strong>",
        "<strong>.Sum</strong>",
        "<strong>Théorème :</strong>",
        "<strong>+ Create</strong> x",
        "<strong>New +</strong> y",
        "<em>= a</em> b",
    ];
    let Some(converted) =
        shows("64-emphasis-beside-marks.md", &html.map(|part| part.trim_end()), &["+ Create x"])
    else {
        return;
    };
    assert!(!converted.html().contains("**"));
}

#[test]
fn names_of_keys_are_keys() {
    let html = ["<kbd>Ctrl</kbd>+<kbd>Alt</kbd>+<kbd>Del</kbd>", "<kbd>Enter</kbd>", "<kbd>P</kbd>"];
    shows("65-keys.md", &html, &["Ctrl", "Enter"]);
}
