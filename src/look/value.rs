//! The values that can be asked for by name, and how they are written: the same in front matter, in a project file and
//! in a theme (as YAML), and on the command line (as text).

use std::fmt;

use crate::value::Value as Yaml;

/// What a key's value may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Yes or no.
    Switch,
    /// A number between these.
    Number(f64, f64),
    /// A length that is not negative.
    Length,
    /// A length, or several by side.
    Margins,
    /// A text.
    Text,
    /// What stands above or below each page.
    Line,
    /// Names, in a list or with commas between.
    List,
    /// A colour.
    Colour,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// A value.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Of [`Kind::Switch`].
    Switch(bool),
    /// Of [`Kind::Number`].
    Number(f64),
    /// Of [`Kind::Length`].
    Length(Length),
    /// Of [`Kind::Margins`].
    Margins(Vec<(Side, Length)>),
    /// Of [`Kind::Text`] and [`Kind::Choice`].
    Text(String),
    /// Of [`Kind::Line`].
    Line(Line),
    /// Of [`Kind::List`].
    List(Vec<String>),
    /// Of [`Kind::Colour`].
    Colour(Colour),
}

/// A length of CSS and Typst.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length {
    /// How many.
    pub number: f64,
    /// Of what.
    pub unit: Unit,
}

/// A unit of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Points of 1/72 inch.
    Point,
    /// Millimetres.
    Millimetre,
    /// Centimetres.
    Centimetre,
    /// Inches.
    Inch,
    /// Widths of the font's em.
    Em,
}

/// A side of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// All of them.
    Rest,
    /// Left and right.
    X,
    /// Top and bottom.
    Y,
    /// The top.
    Top,
    /// The bottom.
    Bottom,
    /// The left.
    Left,
    /// The right.
    Right,
    /// Towards the spine.
    Inside,
    /// Away from the spine.
    Outside,
}

/// What stands above or below each page: texts in which `{title}`, `{section}`, `{author}`, `{date}`, `{page}` and
/// `{pages}` stand for the document's own. All of them empty: nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    /// At the side where lines begin.
    pub left: String,
    /// In the middle.
    pub centre: String,
    /// At the side where lines end.
    pub right: String,
}

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// Why a value is refused: what may stand there, as the end of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

impl Value {
    /// Of [`Kind::Switch`].
    pub fn switch(&self) -> Option<bool> {
        if let Value::Switch(value) = self { Some(*value) } else { None }
    }

    /// Of [`Kind::Number`].
    pub fn number(&self) -> Option<f64> {
        if let Value::Number(value) = self { Some(*value) } else { None }
    }

    /// Of [`Kind::Length`].
    pub fn length(&self) -> Option<Length> {
        if let Value::Length(value) = self { Some(*value) } else { None }
    }

    /// Of [`Kind::Text`] and [`Kind::Choice`].
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(value) = self { Some(value) } else { None }
    }

    /// Of [`Kind::List`].
    pub fn list(&self) -> Option<&[String]> {
        if let Value::List(value) = self { Some(value) } else { None }
    }

    /// Of [`Kind::Colour`].
    pub fn colour(&self) -> Option<Colour> {
        if let Value::Colour(value) = self { Some(*value) } else { None }
    }
}

/// Names of the places that a [`Line`] may show, in braces.
pub const PLACES: [&str; 6] = ["title", "section", "author", "date", "page", "pages"];

const NONE: [&str; 5] = ["none", "no", "false", "off", ""];

impl Kind {
    /// Reads a value.
    ///
    /// # Errors
    /// When it is not one of this kind; the message says what would be.
    pub fn read(self, yaml: &Yaml) -> Result<Value, Refused> {
        let refused = || Refused(self.to_string());
        match self {
            Kind::Switch => switch(yaml).map(Value::Switch).ok_or_else(refused),
            Kind::Number(least, most) => number(yaml)
                .filter(|number| (least..=most).contains(number))
                .map(Value::Number)
                .ok_or_else(refused),
            Kind::Length => length(yaml).map(Value::Length).ok_or_else(refused),
            Kind::Margins => margins(yaml).map(Value::Margins),
            Kind::Text => scalar(yaml).map(Value::Text).ok_or_else(refused),
            Kind::Line => line(yaml).map(Value::Line),
            Kind::List => list(yaml).map(Value::List).ok_or_else(refused),
            Kind::Colour => colour(yaml).map(Value::Colour).ok_or_else(refused),
            Kind::Choice(words) => scalar(yaml)
                .map(|text| text.trim().to_lowercase())
                .filter(|text| words.contains(&text.as_str()))
                .map(Value::Text)
                .ok_or_else(refused),
        }
    }
}

/// What may stand there, after “it must be”.
impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Kind::Switch => formatter.write_str("`true` or `false`"),
            Kind::Number(least, most) => write!(formatter, "a number from {least} to {most}"),
            Kind::Length => formatter.write_str("a length such as `11pt`, `2.5cm`, `25mm` or `1in`"),
            Kind::Margins => formatter.write_str(
                "a length such as `2.5cm`, or lengths by side: `x`, `y`, `top`, `bottom`, `left`, `right`, `inside`, `outside`",
            ),
            Kind::Text => formatter.write_str("a text"),
            Kind::Line => formatter.write_str(
                "a text, `none`, or texts by place: `left`, `centre`, `right`",
            ),
            Kind::List => formatter.write_str("a name, or a list of names"),
            Kind::Colour => formatter.write_str("a colour such as `#1f6feb`, or one of CSS by name"),
            Kind::Choice(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                match words.split_last() {
                    Some((last, [])) => formatter.write_str(last),
                    Some((last, rest)) => write!(formatter, "{} or {last}", rest.join(", ")),
                    None => Ok(()),
                }
            }
        }
    }
}

/// A value that is no list and no mapping, as text.
fn scalar(yaml: &Yaml) -> Option<String> {
    match yaml {
        Yaml::String(text) => Some(text.clone()),
        Yaml::Number(number) => Some(number.to_string()),
        Yaml::Bool(value) => Some(value.to_string()),
        Yaml::Null | Yaml::Sequence(_) | Yaml::Mapping(_) => None,
    }
}

fn switch(yaml: &Yaml) -> Option<bool> {
    match scalar(yaml)?.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "none" | "0" => Some(false),
        _ => None,
    }
}

/// A number; `120%` is 1.2.
fn number(yaml: &Yaml) -> Option<f64> {
    let text = scalar(yaml)?;
    let text = text.trim();
    let (digits, factor) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 0.01));
    let number: f64 = digits.trim().parse().ok()?;
    number.is_finite().then_some(number * factor)
}

/// A length; a number without a unit is one of points.
fn length(yaml: &Yaml) -> Option<Length> {
    Length::read(&scalar(yaml)?)
}

impl Length {
    /// The longest length that is taken, in points: a sheet of A0 is 3,370 high.
    const LONGEST: f64 = 5_000.0;

    /// Reads a length such as `2.5cm`; a number without a unit is one of points, a pixel of CSS three quarters of one.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let mut number: f64 = digits.trim_end().parse().ok()?;
        let unit = match text.get(digits.len()..)?.to_ascii_lowercase().as_str() {
            "pt" | "" => Unit::Point,
            "px" => {
                number *= 0.75;
                Unit::Point
            }
            "mm" => Unit::Millimetre,
            "cm" => Unit::Centimetre,
            "in" => Unit::Inch,
            "em" | "rem" => Unit::Em,
            _ => return None,
        };
        let length = Self { number, unit };
        (number >= 0.0 && length.points(12.0) <= Self::LONGEST).then_some(length)
    }

    /// In points of 1/72 inch, where an em is so many.
    pub fn points(self, em: f64) -> f64 {
        self.number
            * match self.unit {
                Unit::Point => 1.0,
                Unit::Millimetre => 72.0 / 25.4,
                Unit::Centimetre => 72.0 / 2.54,
                Unit::Inch => 72.0,
                Unit::Em => em,
            }
    }
}

/// As CSS and Typst write it.
impl fmt::Display for Length {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let unit = match self.unit {
            Unit::Point => "pt",
            Unit::Millimetre => "mm",
            Unit::Centimetre => "cm",
            Unit::Inch => "in",
            Unit::Em => "em",
        };
        write!(formatter, "{}{unit}", self.number)
    }
}

impl serde::Serialize for Length {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Side {
    const NAMES: [(&'static str, Side); 9] = [
        ("rest", Side::Rest),
        ("x", Side::X),
        ("y", Side::Y),
        ("top", Side::Top),
        ("bottom", Side::Bottom),
        ("left", Side::Left),
        ("right", Side::Right),
        ("inside", Side::Inside),
        ("outside", Side::Outside),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, side)| *side == self).map_or("", |(name, _)| name)
    }
}

fn margins(yaml: &Yaml) -> Result<Vec<(Side, Length)>, Refused> {
    let refused = || Refused(Kind::Margins.to_string());
    let Yaml::Mapping(mapping) = yaml else {
        return Ok(vec![(Side::Rest, length(yaml).ok_or_else(refused)?)]);
    };
    let mut sides: Vec<(Side, Length)> = Vec::new();
    for (name, value) in mapping {
        let name = name.as_str().unwrap_or_default();
        let side = Side::NAMES.iter().find(|(known, _)| *known == name).ok_or_else(refused)?.1;
        sides.push((side, length(value).ok_or_else(refused)?));
    }
    let has = |wanted: &[Side]| sides.iter().any(|(side, _)| wanted.contains(side));
    if has(&[Side::Inside, Side::Outside]) && has(&[Side::Left, Side::Right]) {
        return Err(Refused("`inside` and `outside`, or `left` and `right`, but not both".to_owned()));
    }
    if sides.is_empty() { Err(refused()) } else { Ok(sides) }
}

fn line(yaml: &Yaml) -> Result<Line, Refused> {
    let refused = || Refused(Kind::Line.to_string());
    let mut line = Line::default();
    match yaml {
        Yaml::Mapping(mapping) => {
            for (name, value) in mapping {
                let place = match name.as_str().unwrap_or_default() {
                    "left" | "start" => &mut line.left,
                    "centre" | "center" | "middle" => &mut line.centre,
                    "right" | "end" => &mut line.right,
                    // `header: {title}` is a mapping for YAML.
                    name if value.is_null() && mapping.len() == 1 => {
                        line.centre = format!("{{{name}}}");
                        continue;
                    }
                    _ => return Err(refused()),
                };
                *place = words(value).ok_or_else(refused)?;
            }
        }
        _ => line.centre = words(yaml).ok_or_else(refused)?,
    }
    for text in [&line.left, &line.centre, &line.right] {
        if let Some(name) = names(text).find(|name| !PLACES.contains(name)) {
            let known: Vec<String> = PLACES.iter().map(|name| format!("`{{{name}}}`")).collect();
            return Err(Refused(format!("without `{{{name}}}`: there are {}", known.join(", "))));
        }
    }
    Ok(line)
}

/// A text of a line; none for `none`, and what stands in braces is what YAML has as a mapping.
fn words(yaml: &Yaml) -> Option<String> {
    match yaml {
        Yaml::Null => Some(String::new()),
        Yaml::Mapping(mapping) => {
            let (name, value) = mapping.iter().next().filter(|_| mapping.len() == 1)?;
            value.is_null().then(|| format!("{{{}}}", name.as_str().unwrap_or_default()))
        }
        _ => {
            let text = scalar(yaml)?;
            let is_none = NONE.contains(&text.trim().to_lowercase().as_str());
            Some(if is_none { String::new() } else { text })
        }
    }
}

/// The names that stand in braces in a text.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.trim())
}

fn list(yaml: &Yaml) -> Option<Vec<String>> {
    let names: Vec<String> = match yaml {
        Yaml::Sequence(items) => items.iter().map(scalar).collect::<Option<_>>()?,
        _ => scalar(yaml)?.split(',').map(str::to_owned).collect(),
    };
    let unquoted = |name: &String| name.trim().trim_matches(['"', '\'']).to_owned();
    Some(names.iter().map(unquoted).filter(|name| !name.is_empty()).collect())
}

fn colour(yaml: &Yaml) -> Option<Colour> {
    scalar(yaml)?.trim().parse().ok()
}

impl std::str::FromStr for Colour {
    type Err = svgtypes::Error;

    /// Reads a colour of CSS (CSS Color Module Level 4): `#rgb`, `#rrggbb`, `rgb(…)`, `hsl(…)` or a name.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        svgtypes::Color::from_str(text).map(|colour| Self([colour.red, colour.green, colour.blue]))
    }
}

/// As `#rrggbb`.
impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl serde::Serialize for Colour {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Colour {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| {
            serde::de::Error::custom(format!("`{text}` is no colour: it must be {}", Kind::Colour))
        })
    }
}

impl Colour {
    /// This colour, as much darker or lighter as it takes to stand out from `background` so many times (WCAG 2.2,
    /// contrast ratio); black or white where nothing else does.
    pub fn readable_on(self, background: Colour, least: f64) -> Colour {
        const STEPS: u16 = 32;
        let [black, white] = [Colour([0; 3]), Colour([255; 3])];
        let end = if black.contrast(background) > white.contrast(background) { black } else { white };
        let mixed = |step: u16| {
            let part =
                |from: u8, to: u8| ((u16::from(from) * (STEPS - step) + u16::from(to) * step) / STEPS) as u8;
            let (Colour([red, green, blue]), Colour([to_red, to_green, to_blue])) = (self, end);
            Colour([part(red, to_red), part(green, to_green), part(blue, to_blue)])
        };
        (0..STEPS).map(mixed).find(|colour| colour.contrast(background) >= least).unwrap_or(end)
    }

    /// This colour with so many parts of a hundred of another.
    pub fn mixed(self, other: Colour, part: u16) -> Colour {
        let part = part.min(100);
        let mixed =
            |own: u8, other: u8| ((u16::from(own) * (100 - part) + u16::from(other) * part) / 100) as u8;
        let (Colour([red, green, blue]), Colour([to_red, to_green, to_blue])) = (self, other);
        Colour([mixed(red, to_red), mixed(green, to_green), mixed(blue, to_blue)])
    }

    /// The contrast with another colour, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Colour) -> f64 {
        let luminance = |colour: Colour| {
            let [red, green, blue] = colour.0.map(|part| {
                let value = f64::from(part) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (a, b) = (luminance(self), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

#[cfg(test)]
mod tests;
