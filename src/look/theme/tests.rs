//! What a theme promises.

use super::*;
use crate::callouts::Callouts;
use crate::look::Key;

fn themes() -> impl Iterator<Item = &'static Arc<Theme>> {
    BUILT_IN.iter().map(|(name, _)| Theme::built_in(name).unwrap())
}

#[track_caller]
fn stands_out(theme: &Theme, what: &str, colour: Colour, background: Colour) {
    let ratio = colour.contrast(background);
    assert!(
        ratio >= theme.design.contrast,
        "{}: {what}, {colour} on {background}, is {ratio:.2}",
        theme.name
    );
}

#[test]
fn every_text_stands_out_from_what_is_behind_it() {
    for theme in themes() {
        let Design { light, dark, light_code, dark_code, .. } = &theme.design;
        for (colours, code) in [(light, light_code), (dark, dark_code)] {
            for (what, colour) in [
                ("text", colours.text),
                ("muted", colours.muted),
                ("link", colours.link),
                ("accent", colours.accent),
            ] {
                stands_out(theme, what, colour, colours.page);
                stands_out(theme, what, colour, colours.surface);
            }
            stands_out(theme, "marked text", colours.text, colours.mark);
            stands_out(theme, "marked link", colours.link, colours.mark);
            code.iter().for_each(|(name, colour)| stands_out(theme, name, *colour, colours.surface));
        }
        stands_out(theme, "the number of a note beside code", Colour([255; 3]), light.muted);
        // In the dark it stands on the surface.
        if theme.design.title.band {
            stands_out(theme, "title", light.page, light.accent);
        }
    }
}

#[test]
fn callouts_stand_out_in_every_theme() {
    for theme in themes() {
        let design = &theme.design;
        for kind in Callouts::built_in().kinds() {
            for (colours, page) in [(&kind.light, &design.light), (&kind.dark, &design.dark)] {
                let background: Colour = colours.background.parse().unwrap();
                let accent: Colour = colours.accent.parse().unwrap();
                let shown = accent.readable_on(background, design.contrast);
                stands_out(theme, &kind.kind, shown, background);
                stands_out(theme, "text", page.text, background);
                stands_out(theme, "link", page.link, background);
                stands_out(theme, "muted", page.muted, background);
                stands_out(theme, "accent", page.accent, background);
            }
        }
    }
}

#[test]
fn a_theme_of_ones_own_changes_what_it_names() {
    let text = "font: [Foo Sans]\nlight: { accent: navy }\ncallouts: { shape: box }\nfooter: none";
    let own = Theme::built_upon("modern", Path::new("mine.yaml"), text).unwrap();
    let base = Theme::built_in("modern").unwrap();
    assert_eq!(own.name, "mine");
    assert_eq!(own.design.light.accent, "navy".parse().unwrap());
    assert_eq!(own.design.light.text, base.design.light.text);
    assert_eq!(own.design.headings, base.design.headings);
    assert_eq!(
        own.options.get(Key::FontSize, crate::format::Format::Pdf),
        base.options.get(Key::FontSize, crate::format::Format::Pdf)
    );
    assert_ne!(own.options, base.options);
}

#[test]
fn a_wrong_theme_says_where_and_what_may_stand_there() {
    for (text, message) in [
        ("\ncolour: red", "line 2: a theme has no `colour`"),
        ("callouts:\n  shap: bar", "line 2: a theme has no `callouts.shap`: did you mean `shape`?"),
        ("callouts:\n  shape: round", "line 2: callouts.shape: unknown variant `round`"),
        ("light: { text: reddish }", "line 1: light.text: `reddish` is no colour"),
        ("paper: a44", "line 1: `paper` must be a paper such as"),
        ("a: [", "line 2: did not find expected node content"),
    ] {
        let error = Theme::built_upon("classic", Path::new("mine.yaml"), text).unwrap_err();
        let error = format!("{error:#}");
        assert!(error.starts_with(message), "{text:?}: {error}");
    }
    let error = Theme::built_upon("modren", Path::new("mine.yaml"), "").unwrap_err();
    assert!(format!("{error:#}").contains("did you mean `modern`?"));
    let error = Theme::find("clasic", |_| unreachable!()).unwrap_err();
    assert!(format!("{error:#}").contains("did you mean `classic`?"));
}
