//! The look of a document as the dictionary `look` of Typst, which `templates/note.typ` reads: what is asked for and
//! what the theme has.

use std::borrow::Cow;

use super::encode::{line_literal, literal};
use super::uses::Uses;
use crate::backend::code_marks;
use crate::font::sources::Sources;
use crate::font::store;
use crate::ir::{Document, Mark, metadata};
use crate::limits::{REPEATED_FREE, RUN};
use crate::locale;
use crate::look::theme::{Align, CalloutShape, CodeShape, TableRules};
use crate::look::value::{Length, Line, Side, Value};
use crate::look::{Key, Look, papers};

/// The size of the text when nobody asks for one, in points.
const SIZE: f64 = 11.0;

/// The line spacing when nobody asks for one.
const SPACING: f64 = 1.25;

/// How high a line of single spacing is, in sizes of its text.
const LINE: f64 = 1.2;

/// What a line and a page of text have room for.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// How many characters without a place to break every line has room for.
    pub run: usize,
    /// How many characters a line of the text holds on average.
    pub letters: usize,
    /// How many lines of text a column of a page holds.
    pub lines: usize,
    /// The widest that a line may be, in points.
    pub width: Option<f64>,
}

/// The room that lines and pages have in the font of the text, which is looked for among the `sources`.
pub fn room(look: Look<'_>, document: &Document, sources: Sources) -> Room {
    let size = text_size(look);
    let character = character(look, sources) * size;
    let width = line_width(look, character);
    let (wide, high) = paper(look, document);
    let text = wide
        - side(look, &[Side::Left, Side::Inside, Side::X])
        - side(look, &[Side::Right, Side::Outside, Side::X]);
    let text = width.map_or(text, |width| text.min(width));
    let letters = text / look.number(Key::Columns).unwrap_or(1.0) / character;
    let high = high - side(look, &[Side::Top, Side::Y]) - side(look, &[Side::Bottom, Side::Y]);
    let lines = high / (size * LINE * look.number(Key::LineSpacing).unwrap_or(SPACING));
    Room { run: ((letters * RUN) as usize).max(4), letters: letters as usize, lines: lines as usize, width }
}

/// The margin at the first of these sides that somebody asks for, in points.
fn side(look: Look<'_>, wanted: &[Side]) -> f64 {
    let Some(Value::Margins(sides)) = look.get(Key::Margin) else { return SIDE };
    let of = |side: &Side| sides.iter().find(|(asked, _)| asked == side);
    let own = wanted.iter().chain([&Side::Rest]).find_map(of);
    own.map_or(SIDE, |(_, length)| length.points(text_size(look)))
}

/// The margin at a side that nobody asks for, in points.
const SIDE: f64 = 62.4;

fn text_size(look: Look<'_>) -> f64 {
    look.length(Key::FontSize).map_or(SIZE, |length| length.points(SIZE))
}

/// Width and height of the paper, as it lies, in points.
fn paper(look: Look<'_>, document: &Document) -> (f64, f64) {
    let name = look.text(Key::Paper).unwrap_or_else(|| papers::usual(&document.metadata.language));
    let (wide, high) = papers::size(name).unwrap_or((210.0, 297.0));
    let (wide, high) = (wide * 72.0 / 25.4, high * 72.0 / 25.4);
    if look.is_on(Key::Landscape) { (high, wide) } else { (wide, high) }
}

/// How wide a character of the text is on average, in sizes of the text.
fn character(look: Look<'_>, sources: Sources) -> f64 {
    let spacing = &look.theme().design.spacing;
    // One character of six is a space.
    store::character(look.list(Key::Font), sources) + spacing.letters + spacing.words / 6.0
}

/// The code that defines `look`, for lines with this room and a document that `uses` so much; fonts count only if they are
/// among the `sources`.
#[expect(clippy::too_many_lines, reason = "one line for each value of the look")]
pub fn write(look: Look<'_>, document: &Document, room: Room, uses: &Uses, sources: Sources) -> String {
    let theme = &look.theme().design;
    let colours = &theme.light;
    let size = text_size(look);
    let justify = look.is_on(Key::Justify);
    let colour = |key, own: crate::look::value::Colour| rgb(&look.colour(key).unwrap_or(own).to_string());
    let ems = |value: f64| format!("{value}em");
    let sizes: Vec<String> = theme.headings.sizes.iter().map(|size| ems(*size)).collect();
    let language = &document.metadata.language;
    let paper = look.text(Key::Paper).unwrap_or_else(|| papers::usual(language));
    let (wide, _) = self::paper(look, document);
    let entries = [
        ("paper", literal(paper)),
        ("paper-width", format!("{wide:.2}pt")),
        ("run", room.run.to_string()),
        ("uses", list(uses.names())),
        ("flipped", look.is_on(Key::Landscape).to_string()),
        ("margin", margin(look)),
        ("line-width", room.width.map_or("none".to_owned(), |width| format!("{width:.1}pt"))),
        ("columns", look.number(Key::Columns).map_or(1, |count| count as usize).to_string()),
        ("header", line(look, Key::Header)),
        ("footer", line(look, Key::Footer)),
        ("places", places(document)),
        (
            "draft",
            if look.is_on(Key::Draft) {
                literal(locale::word(language, locale::Word::Draft))
            } else {
                "none".to_owned()
            },
        ),
        ("tasks", {
            let word = |word| literal(locale::word(language, word));
            format!("(done: {}, to-do: {})", word(locale::Word::Done), word(locale::Word::ToDo))
        }),
        ("cover", look.is_on(Key::Cover).to_string()),
        ("title-block", look.switch(Key::TitleBlock).unwrap_or(true).to_string()),
        ("break-before", look.is_on(Key::BreakBefore).to_string()),
        ("font", families(look, Key::Font, sources)),
        ("heading-font", families(look, Key::HeadingFont, sources)),
        ("code-font", families(look, Key::CodeFont, sources)),
        ("math-font", families(look, Key::MathFont, sources)),
        ("size", format!("{size}pt")),
        ("leading", ems(leading(look.number(Key::LineSpacing).unwrap_or(SPACING)))),
        ("paragraphs", ems(theme.spacing.paragraphs)),
        ("indent", look.length(Key::ParagraphIndent).map_or("0pt".to_owned(), |length| length.to_string())),
        ("letters", ems(theme.spacing.letters)),
        ("words", ems(theme.spacing.words)),
        ("justify", justify.to_string()),
        ("hyphenate", look.switch(Key::Hyphenate).unwrap_or(justify).to_string()),
        ("ink", rgb(&colours.text.to_string())),
        ("muted", rgb(&colours.muted.to_string())),
        ("rule-colour", rgb(&colours.rule.to_string())),
        ("surface", rgb(&colours.surface.to_string())),
        ("mark", rgb(&colours.mark.to_string())),
        ("accent", colour(Key::Accent, colours.accent)),
        ("link-colour", colour(Key::LinkColour, colours.link)),
        ("title", {
            let align = match theme.title.align {
                Align::Start => "start",
                Align::Centre => "center",
            };
            let title = &theme.title;
            format!("(size: {}, align: {align}, rule: {}, band: {})", ems(title.size), title.rule, title.band)
        }),
        ("headings", {
            let headings = &theme.headings;
            let (weight, rule, coloured) = (headings.weight, headings.rule, headings.coloured);
            format!("(sizes: ({}), weight: {weight}, rule: {rule}, coloured: {coloured})", sizes.join(", "))
        }),
        ("callouts", {
            let shape = match theme.callouts.shape {
                CalloutShape::Bar => "bar",
                CalloutShape::Box => "box",
                CalloutShape::Titled => "titled",
                CalloutShape::Line => "line",
            };
            let (radius, icons) = (theme.callouts.radius, theme.callouts.icons);
            format!("(shape: {}, radius: {radius}pt, icons: {icons})", literal(shape))
        }),
        ("code", {
            let shape = match theme.code.shape {
                CodeShape::Filled => "filled",
                CodeShape::Framed => "framed",
                CodeShape::Bar => "bar",
            };
            format!("(shape: {}, size: {})", literal(shape), ems(theme.code.size))
        }),
        ("marks", {
            let marks = Mark::ALL.map(|mark| {
                let (bar, behind) = code_marks::of(mark, colours, &theme.light_code);
                let (bar, behind) = (rgb(&bar.to_string()), rgb(&behind.to_string()));
                format!("{}: (bar: {bar}, behind: {behind}, sign: {})", mark.name(), literal(mark.sign()))
            });
            format!("({})", marks.join(", "))
        }),
        ("tables", {
            let rules = match theme.tables.rules {
                TableRules::Rows => "rows",
                TableRules::Grid => "grid",
                TableRules::Stripes => "stripes",
            };
            format!("(rules: {}, size: {})", literal(rules), ems(theme.tables.size))
        }),
    ];
    let mut out = String::from("#let look = (\n");
    for (name, value) in entries {
        out.push_str(&format!("  {name}: {value},\n"));
    }
    out.push_str(")\n");
    out
}

fn rgb(colour: &str) -> String {
    format!("rgb({})", literal(colour))
}

/// A list of the families that are there.
fn families(look: Look<'_>, key: Key, sources: Sources) -> String {
    let names = look.list(key).iter().filter(|name| store::has(name, sources));
    list(names.map(String::as_str))
}

/// A list of texts.
fn list<'n>(texts: impl Iterator<Item = &'n str>) -> String {
    format!("({})", texts.map(|text| format!("{}, ", literal(text))).collect::<String>())
}

/// The space between two lines: letters take 0.66 sizes of their height.
fn leading(spacing: f64) -> f64 {
    let high = LINE * spacing - 0.66;
    (high * 1000.0).round() / 1000.0
}

fn margin(look: Look<'_>) -> String {
    let Some(Value::Margins(sides)) = look.get(Key::Margin) else { return "(:)".to_owned() };
    let side = |(side, length): &(Side, Length)| format!("{}: {length}", side.name());
    let mut sides: Vec<String> = sides.iter().map(side).collect();
    // In one order, whichever they were written in.
    sides.sort();
    format!("({})", sides.join(", "))
}

/// The widest that a line of text may be, in points: that of as many characters, so wide, as the measure has. Margins
/// that somebody asks for come before the measure of a theme.
fn line_width(look: Look<'_>, character: f64) -> Option<f64> {
    let is_asked = look.is_asked(Key::Measure);
    let has_sides = look.is_asked(Key::Margin)
        && matches!(look.get(Key::Margin), Some(Value::Margins(sides))
            if sides.iter().any(|(side, _)| !matches!(side, Side::Y | Side::Top | Side::Bottom)));
    let has_columns = look.number(Key::Columns).is_some_and(|count| count > 1.0);
    if !is_asked && (has_sides || has_columns) {
        return None;
    }
    look.number(Key::Measure).map(|count| count * character)
}

/// What stands above or below each page: for each of its three places a list of texts and of names of places.
fn line(look: Look<'_>, key: Key) -> String {
    let Some(Value::Line(line)) = look.get(key) else { return "none".to_owned() };
    let Line { left, centre, right } = line;
    if [left, centre, right].iter().all(|text| text.is_empty()) {
        return "none".to_owned();
    }
    let parts = |text: &str| parts(text);
    format!("(left: {}, centre: {}, right: {})", parts(left), parts(centre), parts(right))
}

fn parts(text: &str) -> String {
    let mut out = String::from("(");
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            out.push_str(&format!("{}, ", line_literal(before)));
        }
        out.push_str(&format!("(place: {}), ", literal(name.trim())));
        rest = after;
    }
    if !rest.is_empty() {
        out.push_str(&format!("{}, ", line_literal(rest)));
    }
    out.push(')');
    out
}

/// What the places of a header that do not change from page to page show.
fn places(document: &Document) -> String {
    let metadata = &document.metadata;
    let names: Vec<&str> =
        metadata.authors.iter().map(|author: &metadata::Author| author.name.as_str()).collect();
    let date = metadata.date.as_ref().map(|date| locale::date(&metadata.language, date)).unwrap_or_default();
    format!(
        "(title: {}, author: {}, date: {})",
        line_literal(&for_one_line(&metadata.title)),
        line_literal(&for_one_line(&names.join(", "))),
        line_literal(&date)
    )
}

/// What one line of a page has room for of a text; each page has it again.
fn for_one_line(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(REPEATED_FREE) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or(text))),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_texts_and_places() {
        assert_eq!(parts("{page} of {pages}"), r#"((place: "page"), " of ", (place: "pages"), )"#);
        assert_eq!(parts("a { b"), r#"("a { b", )"#);
        assert_eq!(parts("#{sys}\"\\"), r##"("#", (place: "sys"), "\"\\", )"##);
    }

    #[test]
    fn a_title_that_no_line_has_room_for_is_cut_in_the_header() {
        let long = "é".repeat(REPEATED_FREE);
        assert_eq!(for_one_line(&long), long);
        assert_eq!(for_one_line(&format!("{long}ab")), format!("{long}…"));
    }

    #[test]
    fn double_spacing_is_twice_as_far() {
        let height = |spacing| leading(spacing) + 0.66;
        assert!((height(2.0) - 2.0 * height(1.0)).abs() < 0.01);
    }
}
