//! Definitions as people of Hugo, Zola, Eleventy, Jekyll, Docusaurus and MyST would write them, and notes that use them.

use std::sync::Arc;

use crate::callouts::Callouts;
use crate::diagnostic::Diagnostics;
use crate::files::Memory;
use crate::ir::dump::dump;
use crate::read::meaning::own::check::check;
use crate::settings::Settings;
use crate::shortcodes::Shortcodes;
use crate::source::Source;

fn defined(yaml: &str) -> Result<Shortcodes, String> {
    let definitions: serde_yaml::Value = crate::yaml::read(yaml).unwrap();
    let shortcodes = Shortcodes::read(&definitions, "s.yaml", yaml).map_err(|wrong| wrong.message)?;
    let told = check(&shortcodes, Callouts::built_in()).map_err(|wrong| wrong.message)?;
    assert!(told.is_empty(), "{told:?}");
    Ok(shortcodes)
}

/// Why definitions cannot be used.
fn wrong(yaml: &str) -> String {
    defined(yaml).unwrap_err()
}

/// What a note becomes with these definitions, without places and spaces, and the messages.
fn read(yaml: &str, note: &str) -> (String, Vec<String>) {
    let settings = Settings { shortcodes: Arc::new(defined(yaml).unwrap()), ..Settings::default() };
    let (source, mut diagnostics) = (Source::new("note.md", note), Diagnostics::default());
    let document = crate::read(&source, Some("note"), &settings, &Memory::default(), &mut diagnostics).unwrap();
    let shown = dump(&document, &source).split_whitespace().collect::<Vec<_>>().join(" ");
    (shown, diagnostics.as_slice().iter().map(|one| one.message.clone()).collect())
}

/// What a note shows, which brings no message.
fn shown(yaml: &str, note: &str) -> String {
    let (shown, told) = read(yaml, note);
    assert!(told.is_empty(), "{told:?}");
    shown
}

#[test]
fn a_tag_may_be_a_callout_in_any_notation() {
    let yaml = "merke: { callout: warning, arguments: { titel: title } }";
    for note in [
        "{% merke titel=\"T\" %}\nwords\n{% endmerke %}",
        "{{< merke titel=\"T\" >}}\nwords\n{{< /merke >}}",
        "{{% merke titel=\"T\" %}}\nwords\n{{% /merke %}}",
        ":::merke T\nwords\n:::",
        ":::{merke} T\nwords\n:::",
        "```{merke} T\nwords\n```",
        "!!! merke \"T\"\n    words",
        "<Merke titel=\"T\">\n\nwords\n\n</Merke>",
    ] {
        let shown = shown(yaml, note);
        assert!(shown.contains("callout warning") && shown.contains("\"T\"") && shown.contains("words"), "{note}: {shown}");
    }
}

#[test]
fn a_tag_may_be_another_name_of_a_construct() {
    let yaml = "bild: { construct: figure, arguments: { datei: src, 1: src, unter: caption } }\n\
                film: { construct: youtube }\nskizze: { construct: mermaid }\nprogramm: { construct: code-block }\n\
                taste: { construct: kbd }";
    let picture = shown(yaml, "{{< bild datei=\"a.png\" alt=\"A\" unter=\"Below\" >}}");
    assert!(picture.contains("a.png") && picture.contains("Below"), "{picture}");
    assert!(shown(yaml, "{% bild \"a.png\" alt=\"A\" %}").contains("a.png"));
    assert!(shown(yaml, "<Film id=\"abc\" />").contains("watch?v=abc"));
    assert!(shown(yaml, "{{< skizze >}}\ngraph TD\n{{< /skizze >}}").contains("mermaid"));
    assert!(shown(yaml, "```{programm} python\nprint(1)\n```").contains("python"));
    assert!(shown(yaml, "{taste}`Ctrl`").contains("keyboard"));
}

#[test]
fn a_tag_may_be_a_piece_of_markdown() {
    let yaml = "quiz:\n  markdown: |\n    **{{ title }}** ({{ level }})\n\n    {{ body }}\n  defaults: { level: easy }";
    let shown = shown(yaml, "{% quiz title=\"A *b*\" %}\n- one\n- *two*\n{% endquiz %}");
    assert!(shown.contains("A *b*") && shown.contains("easy"), "{shown}");
    assert!(shown.contains("list") && shown.contains("emphasis"), "its body is Markdown: {shown}");
}

#[test]
fn a_piece_of_markdown_may_be_part_of_a_line() {
    let yaml = "abk:\n  markdown: \"**{{ 1 }}** ({{ body }})\"\nstern: { markdown: \"★ {{ 1 }}\" }";
    let pair = shown(yaml, "See {{< abk \"X\" >}}a *b*{{< /abk >}} here.");
    assert!(pair.contains("X") && pair.contains("emphasis"), "{pair}");
    assert!(shown(yaml, "It has {% stern 5 %} of five.").contains("5"));
    assert!(shown(yaml, "It has {stern}`5` of five.").contains("5"));
}

#[test]
fn what_a_note_gives_is_text_whatever_it_looks_like() {
    let yaml = "x:\n  markdown: |\n    # {{ t }}\n\n    [a]({{ t }}) `{{ t }}` ![{{ t }}]({{ t }})\n\n    ```\n    {{ t }}\n    ```";
    for evil in [
        "<script>alert(1)</script>",
        "*b* `c` [d](e)",
        "$x$ #panic() \\input{a}",
        "{{< youtube a >}} {% raw %}",
        "{{ t }} {{ body }}",
        "](x) ![y](z)",
        "```",
        "\u{F0001}\u{F0000}",
    ] {
        let (shown, _) = read(yaml, &format!("{{% x t='{evil}' %}}"));
        assert!(shown.matches(&format!("{evil:?}")[1..evil.len()]).count() >= 1, "{evil}: {shown}");
        assert!(!shown.contains("raw-html") && !shown.contains("math") && shown.matches("link").count() <= 1, "{shown}");
    }
}

#[test]
fn arguments_that_do_not_fit_are_told() {
    let yaml = "x: { markdown: \"{{ a }}\" }\ny: { markdown: \"{{ body }}\" }\nz: { markdown: \"z\" }";
    assert_eq!(read(yaml, "{% x %}").1, ["`x` does not give `a`, which it needs: nothing stands there"]);
    assert_eq!(
        read(yaml, "{% x a=\"1\" b=\"more words\" %}").1,
        ["the words of `b` are left out: `x` shows nothing of it"]
    );
    assert_eq!(read(yaml, "{% y %} words").1, ["`y` is never closed: its content is set as ordinary text"]);
    assert_eq!(
        read(yaml, "{% z %}\nwords\n{% endz %}").1,
        ["what stands in `z` is left out: its definition has no place for it"]
    );
}

#[test]
fn definitions_that_cannot_be_used_are_told() {
    for (yaml, why) in [
        ("x: { callout: wraning }", "did you mean `warning`?"),
        ("x: { construct: figur }", "did you mean `figure`?"),
        ("x: { construct: warning }", "write `callout: warning`"),
        ("x: { construct: y }\ny: { markdown: a }", "only those of the program"),
        ("x: {}", "does not say what it means"),
        ("x: { callout: note, markdown: a }", "means two things"),
        ("x: { markdwon: a }", "did you mean `markdown`?"),
        ("figure: { markdown: a }", "already means something"),
        ("warning: { markdown: a }", "already means something"),
        ("x: { markdown: \"{{ a | b }}\" }", "is no placeholder"),
        ("x: { markdown: \"{{ a\" }", "is never closed"),
        ("x: { markdown: \"{{ body }} {{ body }}\" }", "stands in it twice"),
        ("x: { markdown: \"$\\\\frac{ {{ a }} }{2}$\" }", "no text can stand"),
        ("x: { markdown: a, defaults: { b: c } }", "no placeholder `{{ b }}`"),
        ("x: { callout: note, defaults: { b: c } }", "for `markdown` alone"),
        ("my-box: { callout: note }\nMyBox: { callout: tip }", "the same shortcode"),
        ("\"1x\": { callout: note }", "is no name"),
    ] {
        let told = wrong(yaml);
        assert!(told.contains(why), "{yaml}: {told}");
    }
}

#[test]
fn what_takes_the_place_of_a_construct_says_so() {
    let yaml = "figure: { construct: figure, arguments: { path: src }, replace: true }";
    assert!(shown(yaml, "{{< figure path=\"a.png\" alt=\"A\" >}}").contains("a.png"));
}

#[test]
fn nothing_stands_in_itself() {
    assert!(wrong("a: { markdown: \"{% a %}\" }").contains("stands in itself"));
    assert!(wrong("a: { markdown: \"{{< b >}}\" }\nb: { markdown: \":::a\\nx\\n:::\" }").contains("stands in itself"));
}

#[test]
fn what_grows_without_end_ends() {
    let yaml = "a: { markdown: \"{% b %} {% b %} {% b %} {% b %} {% b %} {% b %} {% b %} {% b %}\" }\n\
                b: { markdown: \"{% c %} {% c %} {% c %} {% c %} {% c %} {% c %} {% c %} {% c %}\" }\n\
                c: { markdown: \"{% d %} {% d %} {% d %} {% d %} {% d %} {% d %} {% d %} {% d %}\" }\n\
                d: { markdown: \"{% e %} {% e %} {% e %} {% e %} {% e %} {% e %} {% e %} {% e %}\" }\n\
                e: { markdown: \"x\" }";
    let definitions: serde_yaml::Value = crate::yaml::read(yaml).unwrap();
    let shortcodes = Shortcodes::read(&definitions, "s.yaml", yaml).unwrap();
    let settings = Settings { shortcodes: Arc::new(shortcodes), ..Settings::default() };
    let (source, mut diagnostics) = (Source::new("note.md", "{% a %}\n\n".repeat(100)), Diagnostics::default());
    let document = crate::read(&source, None, &settings, &Memory::default(), &mut diagnostics).unwrap();
    assert!(dump(&document, &source).len() < 1 << 20);
    assert!(!diagnostics.as_slice().is_empty());
}

#[test]
fn the_message_for_an_unknown_tag_shows_how_to_define_it() {
    let (source, mut diagnostics) = (Source::new("note.md", "{% merke %}\nx\n{% endmerke %}"), Diagnostics::default());
    crate::read(&source, None, &Settings::default(), &Memory::default(), &mut diagnostics).unwrap();
    let hint = diagnostics.as_slice()[0].hints[0].to_string();
    assert!(hint.contains("shortcodes: { merke: { callout: note } }"), "{hint}");
}
