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
    let definitions: crate::value::Value = crate::yaml::read(yaml).unwrap();
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
    let document =
        crate::read(&source, Some("note"), &settings, &Memory::default(), &mut diagnostics).unwrap();
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
        assert!(
            shown.contains("callout warning") && shown.contains("\"T\"") && shown.contains("words"),
            "{note}: {shown}"
        );
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
fn footnotes_of_a_piece_of_markdown_are_those_of_each_use() {
    let yaml = "nn: { markdown: \"^[{{ body }}]\" }";
    let shown = shown(yaml, "A{{< nn >}}one{{< /nn >}} b{{< nn >}}two{{< /nn >}} c^[three].");
    let labels: std::collections::HashSet<&str> =
        shown.split("footnote \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(labels.len(), 3, "{shown}");
}

#[test]
fn what_a_note_gives_is_text_whatever_it_looks_like() {
    let yaml = "xx:\n  markdown: |\n    # {{ t }}\n\n    [a]({{ t }}) `{{ t }}` ![{{ t }}]({{ t }})\n\n    ```\n    {{ t }}\n    ```";
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
        let (shown, _) = read(yaml, &format!("{{% xx t='{evil}' %}}"));
        assert!(shown.matches(&format!("{evil:?}")[1..evil.len()]).count() >= 1, "{evil}: {shown}");
        assert!(
            !shown.contains("raw-html") && !shown.contains("math") && shown.matches("link").count() <= 1,
            "{shown}"
        );
    }
}

#[test]
fn arguments_that_do_not_fit_are_told() {
    let yaml = "xx: { markdown: \"{{ a }}\" }\nyy: { markdown: \"{{ body }}\" }\nzz: { markdown: \"z\" }";
    assert_eq!(read(yaml, "{% xx %}").1, ["`xx` does not give `a`, which it needs: nothing stands there"]);
    assert_eq!(
        read(yaml, "{% xx a=\"1\" b=\"more words\" %}").1,
        ["the words of `b` are left out: `xx` shows nothing of it"]
    );
    assert_eq!(read(yaml, "{% yy %} words").1, ["`yy` is never closed: its content is set as ordinary text"]);
    assert_eq!(
        read(yaml, "{% zz %}\nwords\n{% endzz %}").1,
        ["what stands in `zz` is left out: its definition has no place for it"]
    );
}

#[test]
fn definitions_that_cannot_be_used_are_told() {
    for (yaml, why) in [
        ("xx: { callout: wraning }", "did you mean `warning`?"),
        ("xx: { construct: figur }", "did you mean `figure`?"),
        ("xx: { construct: warning }", "write `callout: warning`"),
        ("xx: { construct: yy }\nyy: { markdown: a }", "only those of the program"),
        ("xx: {}", "does not say what it means"),
        ("xx: { callout: note, markdown: a }", "means two things"),
        ("xx: { markdwon: a }", "did you mean `markdown`?"),
        ("figure: { markdown: a }", "already means something"),
        ("zoomimage: { markdown: a }", "with its caption, as `<Name>`): write `replace: true`"),
        ("warning: { markdown: a }", "already means something"),
        ("xx: { markdown: \"{{ a | b }}\" }", "is no placeholder"),
        ("xx: { markdown: \"{{ a\" }", "is never closed"),
        ("xx: { markdown: \"{{ body }} {{ body }}\" }", "stands in it twice"),
        ("xx: { markdown: \"$\\\\frac{ {{ a }} }{2}$\" }", "no text can stand"),
        ("xx: { markdown: a, defaults: { b: c } }", "no placeholder `{{ b }}`"),
        ("xx: { callout: note, defaults: { b: c } }", "for `markdown` alone"),
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
    assert!(wrong("aa: { markdown: \"{% aa %}\" }").contains("stands in itself"));
    assert!(
        wrong("aa: { markdown: \"{{< bb >}}\" }\nbb: { markdown: \":::aa\\nx\\n:::\" }")
            .contains("stands in itself")
    );
}

#[test]
fn what_grows_without_end_ends() {
    let yaml = "aa: { markdown: \"{% bb %} {% bb %} {% bb %} {% bb %} {% bb %} {% bb %} {% bb %} {% bb %}\" }\n\
                bb: { markdown: \"{% cc %} {% cc %} {% cc %} {% cc %} {% cc %} {% cc %} {% cc %} {% cc %}\" }\n\
                cc: { markdown: \"{% dd %} {% dd %} {% dd %} {% dd %} {% dd %} {% dd %} {% dd %} {% dd %}\" }\n\
                dd: { markdown: \"{% ee %} {% ee %} {% ee %} {% ee %} {% ee %} {% ee %} {% ee %} {% ee %}\" }\n\
                ee: { markdown: \"x\" }";
    let definitions: crate::value::Value = crate::yaml::read(yaml).unwrap();
    let shortcodes = Shortcodes::read(&definitions, "s.yaml", yaml).unwrap();
    let settings = Settings { shortcodes: Arc::new(shortcodes), ..Settings::default() };
    let (source, mut diagnostics) =
        (Source::new("note.md", "{% aa %}\n\n".repeat(100)), Diagnostics::default());
    let document = crate::read(&source, None, &settings, &Memory::default(), &mut diagnostics).unwrap();
    assert!(dump(&document, &source).len() < 1 << 20);
    assert!(!diagnostics.as_slice().is_empty());
}

#[test]
fn the_message_for_an_unknown_tag_shows_how_to_define_it() {
    let (source, mut diagnostics) =
        (Source::new("note.md", "{% merke %}\nx\n{% endmerke %}"), Diagnostics::default());
    crate::read(&source, None, &Settings::default(), &Memory::default(), &mut diagnostics).unwrap();
    let hint = diagnostics.as_slice()[0].hints[0].to_string();
    assert!(hint.contains("shortcodes: { merke: { callout: note } }"), "{hint}");
}
