//! The generated part of a style sheet: the theme and what is asked for of the look, the colours of the callouts and of
//! the code that a document has.

use std::fmt::Write;

use super::body::Used;
use super::fonts::{CODE, FORMULAS, HEADINGS, TEXT, WebFont};
use crate::backend::code_marks;
use crate::callouts::{Callouts, Colours as CalloutColours};
use crate::look::theme::{Align, CalloutShape, CodeColours, CodeShape, Colours, Generic, TableRules};
use crate::look::value::Colour;
use crate::look::{Key, Look};
use crate::settings::{Settings, Templates};

/// Serifs, of which one is on most systems.
const SERIF: &str = "Charter, \"Bitstream Charter\", \"Sitka Text\", Cambria, \"Source Serif 4\", \"Noto Serif\", Georgia, \
                     \"Noto Naskh Arabic\", \"Noto Serif Devanagari\", \"Noto Serif Thai\", serif";
/// The same without serifs.
const SANS: &str =
    "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Liberation Sans\", sans-serif";
/// The same for code.
const MONO: &str =
    "ui-monospace, \"Cascadia Code\", \"Source Code Pro\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace";
/// Delimiters grow only in a font that is made for formulas: one of these is on most systems.
const MATH: &str = "\"STIX Two Math\", \"Cambria Math\", \"Latin Modern Math\", \"Libertinus Math\", \"XITS Math\", \
                    \"STIX Math\", \"TeX Gyre Termes Math\", \"DejaVu Math TeX Gyre\", \"Noto Sans Math\", math";

/// The style sheet of a document: what is generated for what it uses, `templates/style.css` or what a user has in its
/// place, what the target adds (`own`), the shapes of the theme, and what the user adds. The target makes the `fonts` known
/// that it holds; here they stand before others.
pub fn sheet(used: &Used, settings: &Settings, look: Look<'_>, fonts: &[WebFont], own: &str) -> String {
    let Templates { style, more_style, .. } = &settings.templates;
    let mut css = generated(used, &settings.callouts, look, fonts);
    css.push_str(style);
    css.push_str(own);
    if *style == Templates::default().style {
        shapes(&mut css, look);
    }
    css.push_str(more_style);
    css
}

/// The rules of CSS for what a document uses, to be put before `templates/style.css`.
fn generated(used: &Used, callouts: &Callouts, look: Look<'_>, fonts: &[WebFont]) -> String {
    let mut css = String::new();
    root(&mut css, look, fonts);
    let design = &look.theme().design;
    let kinds: Vec<_> =
        callouts.kinds().iter().filter(|kind| used.callouts.contains(kind.kind.as_ref())).collect();
    let least = design.contrast;
    for kind in &kinds {
        callout(&mut css, &kind.kind, &kind.light, least);
    }
    if used.code {
        code(&mut css, &design.light_code);
    }
    if used.lines {
        css.push_str(include_str!("../../../templates/code-lines.css"));
    }
    if used.listing {
        css.push_str(include_str!("../../../templates/listing.css"));
    }
    marks(&mut css, used, &design.light, &design.light_code);
    css.push_str("@media screen and (prefers-color-scheme: dark) {\n");
    colours(&mut css, &design.dark, None, None);
    for kind in &kinds {
        callout(&mut css, &kind.kind, &kind.dark, least);
    }
    if used.code {
        code(&mut css, &design.dark_code);
    }
    marks(&mut css, used, &design.dark, &design.dark_code);
    css.push_str("}\n");
    css
}

/// The variables that `templates/style.css` uses.
fn root(css: &mut String, look: Look<'_>, fonts: &[WebFont]) {
    let theme = look.theme();
    let design = &theme.design;
    colours(css, &design.light, look.colour(Key::Accent), look.colour(Key::LinkColour));
    let stack = |key, generic| families(look.list(key), generic);
    let generic = |kind| if kind == Generic::Serif { SERIF } else { SANS };
    // The fonts of a theme are for paper: on a screen those of the system are as good, and need no download.
    let own = |key, fallback| if look.is_asked(key) { stack(key, fallback) } else { fallback.to_owned() };
    let held = |families: &[&str]| {
        let held = families.iter().find(|family| fonts.iter().any(|font| font.family == **family));
        held.map_or(String::new(), |family| format!("\"{family}\", "))
    };
    let justify = look.is_asked(Key::Justify) && look.is_on(Key::Justify);
    let size = look.length(Key::FontSize).filter(|_| look.is_asked(Key::FontSize));
    // On a screen letters are read from farther away than on paper.
    let size = size.map_or_else(|| screen_size(look), |size| format!("{size}"));
    let spacing = look
        .number(Key::LineSpacing)
        .filter(|_| look.is_asked(Key::LineSpacing))
        .map_or(if design.spacing.paragraphs > 1.3 { 1.8 } else { 1.65 }, |spacing| spacing * 1.2);
    let indent = look.length(Key::ParagraphIndent).filter(|length| length.number > 0.0);
    let measure = look.number(Key::Measure).filter(|_| look.is_asked(Key::Measure));
    let variables = [
        ("body", held(&[TEXT]) + &own(Key::Font, generic(design.fonts.text))),
        ("sans", held(&[HEADINGS, TEXT]) + &own(Key::HeadingFont, generic(design.fonts.headings))),
        ("mono", held(&[CODE]) + &own(Key::CodeFont, MONO)),
        ("math", held(&[FORMULAS]) + &own(Key::MathFont, MATH)),
        ("size", size),
        (
            "paper-size",
            format!("{}pt", round(look.length(Key::FontSize).map_or(11.0, |size| size.points(11.0)))),
        ),
        ("line-height", format!("{spacing:.2}")),
        ("measure", measure.map_or("44rem".to_owned(), |count| format!("calc({count}ch + 4rem)"))),
        ("justify", if justify { "justify" } else { "start" }.to_owned()),
        ("hyphens", if look.switch(Key::Hyphenate) == Some(false) { "manual" } else { "auto" }.to_owned()),
        ("indent", indent.map_or("0".to_owned(), |length| length.to_string())),
        (
            "between",
            if indent.is_some() { "0".to_owned() } else { format!("{}em", design.spacing.paragraphs) },
        ),
        ("letters", em(design.spacing.letters)),
        ("words", em(design.spacing.words)),
        ("title-size", format!("{}rem", round(design.title.size * 1.29))),
        ("title-align", if design.title.align == Align::Centre { "center" } else { "start" }.to_owned()),
        ("heading-weight", design.headings.weight.to_string()),
        ("radius", format!("{}px", round(design.callouts.radius * 4.0 / 3.0))),
    ];
    css.push_str(":root {\n");
    for (name, value) in variables {
        let _ = writeln!(css, "  --{name}: {value};");
    }
    css.push_str("}\n");
}

/// The size of the text on a screen, when only the theme says one for paper.
fn screen_size(look: Look<'_>) -> String {
    let points = look.length(Key::FontSize).map_or(11.0, |size| size.points(11.0));
    // What is read at 11 points on paper is read at 17 pixels on a screen.
    format!("{}rem", round((points / 11.0).clamp(0.96, 1.4) * 1.0625))
}

fn round(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

fn em(number: f64) -> String {
    if number == 0.0 { "normal".to_owned() } else { format!("{number}em") }
}

/// A list of families of CSS, with those of the system after it.
fn families(names: &[String], generic: &str) -> String {
    // In a string of CSS a backslash, a quotation mark and a line end mean something (CSS Syntax 3, 4.3.5).
    let plain = |c: &char| !matches!(c, '"' | '\\' | '<' | '>') && !c.is_control();
    let names = names.iter().map(|name| format!("\"{}\", ", name.chars().filter(plain).collect::<String>()));
    names.chain([generic.to_owned()]).collect()
}

fn colours(css: &mut String, colours: &Colours, accent: Option<Colour>, link: Option<Colour>) {
    let Colours { text, muted, page, surface, rule, link: own_link, accent: own_accent, mark } = colours;
    let (link, accent) = (link.unwrap_or(*own_link), accent.unwrap_or(*own_accent));
    let _ = writeln!(
        css,
        ":root {{ --text: {text}; --muted: {muted}; --page: {page}; --surface: {surface}; --rule: {rule}; --link: {link}; \
         --heading: {accent}; --mark: {mark}; }}"
    );
}

fn callout(css: &mut String, kind: &str, colours: &CalloutColours, least: f64) {
    let CalloutColours { accent, background } = colours;
    let readable =
        || Some(accent.parse::<Colour>().ok()?.readable_on(background.parse().ok()?, least).to_string());
    let accent = readable().unwrap_or_else(|| accent.to_string());
    let _ = writeln!(css, ".callout-{kind} {{ --accent: {accent}; --background: {background}; }}");
}

fn code(css: &mut String, colours: &CodeColours) {
    for (class, colour) in colours {
        let _ = writeln!(css, ".hl-{class} {{ color: {colour}; }}");
    }
}

/// The colours of marked lines of code.
fn marks(css: &mut String, used: &Used, page: &Colours, code: &CodeColours) {
    for mark in &used.marks {
        let (bar, behind) = code_marks::of(*mark, page, code);
        let _ = writeln!(css, ".line.{} {{ --bar: {bar}; background: {behind}; }}", mark.name());
    }
}

/// The shapes that the theme gives to headings, callouts, code and tables, where they are not those of
/// `templates/style.css`.
fn shapes(css: &mut String, look: Look<'_>) {
    let design = &look.theme().design;
    if design.headings.coloured || look.is_asked(Key::Accent) {
        css.push_str("h1, h2, h3 { color: var(--heading); }\n");
    }
    if design.headings.rule {
        css.push_str("main h1, main h2, section > h1 { padding-bottom: .15em; border-bottom: 1px solid var(--heading); }\n");
    }
    if design.title.band {
        css.push_str(
            ".title-block, .cover h1 { padding: 1.6rem 1.8rem; border: 0; border-radius: var(--radius); background: var(--heading); \
             print-color-adjust: exact; -webkit-print-color-adjust: exact; }\n\
             .title-block, .title-block h1, .title-block .subtitle, .title-block .date, .title-block .affiliation, \
             .title-block .tags li, .title-block a, .cover h1 { color: var(--page); }\n\
             @media screen and (prefers-color-scheme: dark) {\n\
             .title-block, .cover h1 { background: var(--surface); }\n\
             .title-block, .title-block .subtitle, .title-block .date, .title-block .affiliation, \
             .title-block .tags li, .title-block a { color: var(--text); }\n\
             .title-block h1, .cover h1 { color: var(--heading); }\n}\n",
        );
    }
    css.push_str(match design.callouts.shape {
        CalloutShape::Bar => "",
        CalloutShape::Box => ".callout { border: 1px solid var(--accent); }\n",
        CalloutShape::Titled => {
            ".callout { border: 1px solid var(--accent); padding: 0; background: none; overflow: clip; }\n\
             .callout-title { padding: .5em 1em; border-bottom: 1px solid var(--accent); background: var(--background); }\n\
             .callout-body { margin: 0; padding: .8em 1em; }\n"
        }
        CalloutShape::Line => {
            ".callout { border-inline-start-width: .15em; padding: .1em 0; padding-inline-start: .9em; background: none; border-radius: 0; }\n"
        }
    });
    if !design.callouts.icons {
        css.push_str(".callout-title .icon { display: none; }\n");
    }
    css.push_str(match design.code.shape {
        CodeShape::Filled | CodeShape::Framed => "",
        CodeShape::Bar => {
            "pre { border-width: 0; border-inline-start: 3px solid var(--rule); border-radius: 0; }\n"
        }
    });
    css.push_str(match design.tables.rules {
        TableRules::Rows => "",
        TableRules::Grid => "th, td { border: 1px solid var(--rule); }\n",
        TableRules::Stripes => {
            "td { border-bottom: 0; }\ntbody tr:nth-child(even) { background: var(--surface); }\n"
        }
    });
    if design.title.align == Align::Centre {
        css.push_str(
            ".title-block { text-align: center; }\n.title-block .abstract { text-align: start; }\n.title-block .authors, .title-block .tags { justify-content: center; }\n",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_font_cannot_end_its_string() {
        assert_eq!(families(&["a\"; } </style>\\".to_owned()], "serif"), "\"a; } /style\", serif");
    }
}
