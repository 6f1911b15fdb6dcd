//! What holds for any text whatever, tried with random ones: nothing panics, plain words survive, and the code
//! that is written for the typesetter is always well-formed.

use note_convert::files::Memory;
use note_convert::{Diagnostics, Finished, Format, Settings, Source};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of notes that mean something in one of the dialects, broken ones too.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "\r\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "* ",
    "***",
    "**",
    "__",
    "~~",
    "==",
    "`",
    "```\n",
    "```rust\n",
    "~~~",
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\frac{1}{2}",
    "\\begin{align}",
    "\\end{align}",
    "&",
    "\\\\",
    "{",
    "}",
    "{.class #id}",
    "{: .k}",
    "{{ title }}",
    "{{",
    "}}",
    "{#",
    "#}",
    "{% note %}",
    "{% note \"Title\" %}",
    "{% endnote %}",
    "{% end %}",
    "{% raw %}",
    "{% endraw %}",
    "{% x y=",
    "%}",
    "{{< tip >}}",
    "{{< /tip >}}",
    "[",
    "](",
    ")",
    "](#id)",
    "![",
    "[^1]",
    "[^1]: ",
    "^[",
    "]",
    "[[a|b]]",
    "| a | b |\n|---|---|\n",
    "|",
    ": ",
    "---\n",
    "+++\n",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<a href=\"#id\">",
    "</a>",
    "<div markdown>",
    "<table><tr><td>",
    "<details><summary>",
    "</summary>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<",
    ">",
    "&amp;",
    "!!! note \"t\"\n    ",
    ":::",
    ":::note\n",
    "> [!tip]- ",
    "[toc]",
    "word",
    "é",
    "«",
    "»",
    ":smile:",
    "\u{0}",
    "\u{1b}",
    "\u{202e}",
    "\u{feff}",
    "\u{e000}0\u{e000}",
    "\u{fffd}",
    "🎉",
    "数学",
    "\\",
];

fn note() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A note, read and finished; `None` when its front matter is not valid.
fn finished(text: &str) -> Option<(Finished, Source, Settings)> {
    let (source, settings) = (Source::new("note.md", text), Settings::default());
    let mut diagnostics = Diagnostics::default();
    let files = Memory::default();
    let document = note_convert::read(&source, Some("note"), &settings, &files, &mut diagnostics).ok()?;
    let document = note_convert::finish(document, &settings, &files, &mut diagnostics);
    Some((document, source, settings))
}

fn rendered(text: &str, format: Format) -> Option<String> {
    let (document, source, settings) = finished(text)?;
    let bytes = note_convert::render(&document, format, &source, &settings, &mut Diagnostics::default());
    Some(String::from_utf8(bytes.expect("every note can be written")).expect("the output is UTF-8"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_converted(text in note()) {
        rendered(&text, Format::Ir);
        if let Some(page) = rendered(&text, Format::Html) {
            let tags = page.match_indices("<a ").map(|(at, _)| (at, 1)).chain(page.match_indices("</a>").map(|(at, _)| (at, -1)));
            let mut tags: Vec<(usize, i32)> = tags.collect();
            tags.sort();
            let mut open = 0;
            for (at, change) in tags {
                open += change;
                prop_assert!((0..=1).contains(&open), "a link in a link: {}", &page[..at]);
            }
        }
    }

    #[test]
    fn the_code_for_the_typesetter_has_no_syntax_errors(text in note()) {
        if let Some(code) = rendered(&text, Format::Typst) {
            let (errors, _) = typst::syntax::parse(&code).errors_and_warnings();
            prop_assert!(errors.is_empty(), "{errors:?}");
        }
    }

    #[test]
    fn plain_words_survive_whatever_stands_around_them(words in vec(decorated(), 1..30)) {
        let text: String = words.iter().map(|(_, written)| written.as_str()).collect();
        let page = rendered(&text, Format::Html).unwrap();
        let main = &page[page.find("<body").unwrap()..];
        for (word, _) in words {
            prop_assert!(main.contains(&word), "`{word}` is lost:\n{text}\n{main}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_typeset_and_published(text in note()) {
        let Some((document, source, settings)) = finished(&text) else { return Ok(()) };
        for format in [Format::Pdf, Format::Epub] {
            let mut diagnostics = Diagnostics::default();
            let made = note_convert::render(&document, format, &source, &settings, &mut diagnostics);
            prop_assert!(made.is_ok(), "{format:?}: {:?}", diagnostics.as_slice());
        }
    }
}

/// Notes that such a search found once, as short as they became.
#[test]
fn what_could_not_be_typeset_once_can_be() {
    let notes = [
        "<svg>[^1]{% note %}[^1]: {% endnote %}[^1]",
        "[`a`{.class #id}](#id)",
        "at/dv>|}}<:\u{1EE39}[^1]: :::note\n:::\u{1B}&%\u{FFFD}aX\u{A5}Pbc \u{BD7}[^1]\\end{align}\u{EC6}\u{10581}K\u{A5}\
         \u{1F574}\u{EC6}note %})\u{10C0B}```\n\u{1CF24}4\u{113C7}\u{11735}\"U6\u{CDE}\u{FFFD}'&F\u{A936}",
    ];
    for note in notes {
        let (document, source, settings) = finished(note).unwrap();
        let mut diagnostics = Diagnostics::default();
        let pdf = note_convert::render(&document, Format::Pdf, &source, &settings, &mut diagnostics);
        assert!(pdf.is_ok_and(|pdf| pdf.starts_with(b"%PDF-")), "{note}: {:?}", diagnostics.as_slice());
    }
}

/// A word, and how it is written with something around it and white space at its end.
fn decorated() -> impl Strategy<Value = (String, String)> {
    let around = select(vec![
        ("", ""),
        ("*", "*"),
        ("**", "**"),
        ("`", "`"),
        ("==", "=="),
        ("[", "](https://example.org)"),
        ("<b>", "</b>"),
        ("<mark>", ""),
        ("{% note %}", "{% endnote %}"),
        ("{% note \"title\" %}\n", "\n{% endnote %}\n"),
        ("{% unheardof %}", "{% endunheardof %}"),
        ("{% tip %}", ""),
        ("", "{% endwarning %}"),
        ("\n- ", ""),
        ("\n> ", ""),
        ("\n## ", "\n"),
        ("\n\n| ", " | b |\n|---|---|\n"),
        ("\n\n<div>", "</div>\n\n"),
        ("\n\n!!! note\n    ", "\n\n"),
        ("\n\n:::tip\n", "\n:::\n\n"),
        ("{", "}"),
        ("(", ")"),
        ("\"", "\""),
    ]);
    ("[a-z]{6,9}", around, select(vec![" ", "\n", "\n\n"]))
        .prop_map(|(word, (before, after), end)| (format!("q{word}"), (before, after), end))
        .prop_map(|(word, (before, after), end)| {
            let written = format!("{before}{word}{after}{end}");
            (word, written)
        })
}
