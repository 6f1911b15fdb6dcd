use super::*;
use crate::source::Span;

/// The text of a paragraph, given in parts that stand in different inlines, set in a language.
fn set(language: &str, parts: &[&str]) -> String {
    let content = parts.iter().map(|part| Inline::text(Span::default(), *part)).collect();
    let blocks = vec![Block::new(Span::default(), BlockKind::Paragraph { content })];
    let mut document = Document { blocks, ..Document::default() };
    document.metadata.language = language.to_owned();
    run(&mut document);
    let BlockKind::Paragraph { content } = &document.blocks[0].kind else { unreachable!() };
    walk::plain_text(content)
}

#[test]
fn french_punctuation_keeps_its_space_on_its_line() {
    let quoi = "Quoi\u{202F}? «\u{A0}Oui\u{A0}»\u{A0}: non\u{202F}; si\u{202F}!";
    assert_eq!(set("fr", &["Quoi ? « Oui » : non ; si !"]), quoi);
    assert_eq!(set("fr", &["mot", " ?"]), "mot\u{202F}?");
    assert_eq!(set("fr", &["a != b :-) 12:30 a : b"]), "a != b :-) 12:30 a\u{A0}: b");
    assert_eq!(set("en", &["What ?"]), "What ?");
}

#[test]
fn straight_quotation_marks_become_those_of_the_language() {
    assert_eq!(set("en", &["\"a\" (\"b\")"]), "“a” (“b”)");
    assert_eq!(set("fr", &["le \"CEO\"."]), "le «\u{A0}CEO\u{A0}».");
    assert_eq!(set("de", &["\"", "a", "\" b"]), "„a“ b");
    assert_eq!(set("ru", &["сказал: \"да\"."]), "сказал: «да».");
    assert_eq!(set("de", &["\"das ist 'wahr'\", sagt's"]), "„das ist ‚wahr‘“, sagt’s");
    assert_eq!(set("es", &["\"es 'cierto'\""]), "«es “cierto”»");
    assert_eq!(set("ar", &["قال \"نعم\"."]), "قال «نعم».");
    assert_eq!(set("en", &["it's 'so' the dogs' '90s"]), "it’s ‘so’ the dogs’ ’90s");
}

#[test]
fn quotations_open_and_close_in_turn_where_words_have_no_spaces() {
    assert_eq!(set("zh", &["他说\"早上好\"，又说：\"好\"。"]), "他说“早上好”，又说：“好”。");
    assert_eq!(set("ja", &["彼は\"はい\"と「いいえ」"]), "彼は「はい」と「いいえ」");
    assert_eq!(set("zh", &["Newton's 方法"]), "Newton's 方法");
    assert_eq!(set("th", &["พูดว่า\"สวัสดี\"แล้ว"]), "พูดว่า“สวัสดี”แล้ว");
    assert_eq!(set("ko", &["그는 \"아침\"이라고"]), "그는 “아침”이라고");
}

#[test]
fn hebrew_abbreviations_have_marks_of_their_own() {
    assert_eq!(set("he", &["צה\"ל, ג'ון, \"שלום\""]), "צה״ל, ג׳ון, ”שלום”");
}

#[test]
fn keyboards_dashes_and_dots_become_those_of_print() {
    assert_eq!(set("en", &["a -- b --- c --option a..."]), "a – b — c --option a…");
    assert_eq!(set("ru", &["а -- б"]), "а — б");
    assert_eq!(set("en", &["1..n .... "]), "1..n .... ");
}

#[test]
fn hyphens_between_words_are_dashes_without_spaces_too() {
    assert_eq!(
        set("en", &["a label---its name, pages 3--7, ", "Erdős", "--Rényi"]),
        "a label—its name, pages 3–7, Erdős–Rényi"
    );
    assert_eq!(set("en", &["“so”---he said---(twice)"]), "“so”—he said—(twice)");
    for kept in [
        "run --force",
        "i--; --i",
        "a --> b",
        "<!-- x -->",
        "|---|--:|",
        "--- ---",
        "https://a.b/c--d",
        "x__y--z",
        "--a--b",
        "----",
        "---",
        "make -- --quiet",
    ] {
        assert_eq!(set("en", &[kept]), kept);
    }
}

#[test]
fn a_mark_opens_or_closes_by_what_stands_beside_it_in_whatever_inline() {
    let styled = |text: &str| {
        Inline::new(
            Span::default(),
            InlineKind::Styled { style: Style::Strong, content: vec![Inline::text(Span::default(), text)] },
        )
    };
    let text = |text: &str| Inline::text(Span::default(), text);
    let code = || Inline::new(Span::default(), InlineKind::Code { language: None, text: "c".to_owned() });
    let content = vec![
        text("the \""),
        styled("Save"),
        text("\" button, '"),
        styled("y"),
        text("', \""),
        code(),
        text("\"."),
    ];
    let mut document = Document {
        blocks: vec![Block::new(Span::default(), BlockKind::Paragraph { content })],
        ..Document::default()
    };
    document.metadata.language = "en".to_owned();
    run(&mut document);
    let BlockKind::Paragraph { content } = &document.blocks[0].kind else { unreachable!() };
    assert_eq!(walk::plain_text(content), "the “Save” button, ‘y’, “c”.");
}

#[test]
fn single_marks_open_before_punctuation_when_something_closes_them() {
    assert_eq!(set("en", &["'--force' '.git' '$5' '(a)'"]), "‘--force’ ‘.git’ ‘$5’ ‘(a)’");
    assert_eq!(set("en", &["the '90s and '80s' ends"]), "the ’90s and ‘80s’ ends");
}
