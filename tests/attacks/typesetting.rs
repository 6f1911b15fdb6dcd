//! Notes that the typesetter refuses, or for which it takes ever more time and memory.

use crate::place::Place;

/// The note becomes a PDF, with these messages; in no more than so many megabytes where the shell can bound them.
#[track_caller]
fn typeset(note: &str, messages: &[&str]) -> Place {
    let place = Place::new(&[("note.md", note.as_bytes())]);
    place.run("note.md --to pdf,html,epub --ignore-system-fonts -o out/").says(0, messages);
    assert!(place.read("out/note.pdf").starts_with(b"%PDF-"));
    place
}

#[test]
fn an_address_that_is_too_long_for_paper_is_text() {
    let note = format!("# T\n\n[chart](https://example.org/{})\n", "x".repeat(8_100));
    let place = typeset(&note, &["note.md:3:1", "has room for 8000 characters"]);
    assert!(place.html("out/note.html").contains("href=\"https://example.org/xxx"));
    assert!(place.pdf("out/note.pdf").is_none_or(|text| text.contains("chart")));
}

#[test]
fn thousands_of_marks_on_a_letter_are_bounded() {
    for mark in ['\u{301}', '\u{20DD}', '\u{200D}', '\u{FE0F}'] {
        let note = format!("# T\n\na{}\n", mark.to_string().repeat(12_000));
        typeset(&note, &["note.md:3:1", "the first 30 are set on paper"]);
    }
}

#[test]
fn words_without_end_are_broken() {
    for part in ["x", "[", "W", "_", "a.b"] {
        // Low lines alone are a rule.
        let told: &[&str] = if part == "_" { &[] } else { &["note.md:3:1", "cut into 18 parts"] };
        typeset(&format!("# T\n\n{}\n", part.repeat(70_000 / part.len())), told);
    }
    typeset(&format!("# T\n\n`{}`\n\n```\n{}\n```\n", "x".repeat(70_000), "y".repeat(70_000)), &[]);
}

#[test]
fn words_without_end_are_cut_with_what_stands_around_them() {
    let word = "wordX9".repeat(2_000);
    for (around, line) in [
        (format!("**{word}**"), 3),
        (format!("see [a *{word}* b](https://example.org)"), 3),
        (format!("text `{word}` text"), 3),
        (format!("## {word}\n\nText."), 3),
        (format!("- ~~{word}~~"), 3),
        (format!("| a | b |\n|---|---|\n| {word} | **{word}** |"), 5),
        (format!("<figure><p>a</p><figcaption>{word}</figcaption></figure>"), 3),
        (format!("text[^1]\n\n[^1]: ==a {word}=="), 5),
        (format!("> [!note] {word}\n> Words"), 3),
    ] {
        let place =
            typeset(&format!("# T\n\n{around}\n"), &["cut into 3 parts", &format!("note.md:{line}:")]);
        let messages = place.run("note.md --to pdf --ignore-system-fonts --force -o out/").messages;
        assert!(!messages.contains("cannot be typeset"), "{messages}");
        // Headers and numbers of pages stand in the word here and there.
        let shown = place.pdf("out/note.pdf").map(|text| text.replace(['\n', ' ', '\u{200B}'], ""));
        let whole = shown.map(|text| text.matches("wordX9").count());
        assert!(whole.is_none_or(|whole| whole > 1_900), "{whole:?} in {}", &around[..20]);
    }
}

#[test]
fn a_word_in_a_formula_that_no_run_of_glyphs_has_room_for_is_code() {
    typeset(&format!("# T\n\n$\\text{{{}}}$\n", "x".repeat(20_000)), &["note.md:3:1", "set as its LaTeX"]);
}

#[test]
fn a_word_longer_than_a_formula_may_be_is_set() {
    typeset(&format!("# T\n\n$\\text{{{}}}$\n", "x".repeat(70_000)), &[]);
}

#[test]
fn characters_that_paper_refuses_do_no_harm_in_formulas() {
    typeset("# T\n\n$\\text{a\u{FEFF}b}$ and $x_\u{FEFF}$ and `a\u{FEFF}`\n", &[]);
}

#[test]
fn thousands_of_nested_marks_are_set() {
    typeset(
        &format!("# T\n\n{}x{}\n", "<mark>".repeat(4_000), "</mark>".repeat(4_000)),
        &["nested too deep"],
    );
}

#[test]
fn notes_that_refer_to_one_another_are_set() {
    let notes: String = (0..1_000).map(|n| format!("[^{n}]: n{n} [^{}]\n\n", n + 1)).collect();
    typeset(&format!("# T\n\na[^0]\n\n{notes}"), &[]);
    typeset("# T\n\na[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n", &[]);
}
