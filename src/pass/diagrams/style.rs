//! What diagrams take from the look of their document.

use crate::look::theme::Generic;
use crate::look::value::Colour;
use crate::look::{Key, Look};

/// How wide a text is in the first of these families that there is, in sizes of the text; `true` for bold letters.
pub type Measure = fn(&str, &[String], bool) -> f64;

/// The font and the colours of a diagram.
#[derive(Debug, Clone)]
pub struct Style<'a> {
    /// The families of the text, the best first.
    pub families: &'a [String],
    /// The family of CSS for where there is none of them.
    pub generic: &'static str,
    /// The size of the text, in CSS pixels.
    pub size: f64,
    /// The colour of the text.
    pub text: Colour,
    /// The colour of frames.
    pub accent: Colour,
    /// The colour of lines.
    pub line: Colour,
    /// What stands behind all.
    pub page: Colour,
    /// Says how wide words are.
    pub measure: Measure,
}

impl<'a> Style<'a> {
    /// That of a document with this look.
    pub fn of(look: Look<'a>, measure: Measure) -> Self {
        /// Of a text whose size nobody asks for, in points.
        const USUAL: f64 = 10.5;
        const PIXELS: f64 = 4.0 / 3.0;
        let design = &look.theme().design;
        let size = look.length(Key::FontSize).map_or(USUAL, |length| length.points(USUAL));
        Self {
            families: look.list(Key::Font),
            generic: match design.fonts.text {
                Generic::Serif => "serif",
                Generic::Sans => "sans-serif",
            },
            size: (size * PIXELS).clamp(8.0, 32.0).round(),
            text: design.light.text,
            accent: look.colour(Key::Accent).unwrap_or(design.light.accent),
            line: design.light.muted,
            page: design.light.page,
            measure,
        }
    }

    /// The families as CSS has them (CSS Fonts Module Level 4, 2.1).
    pub fn font_family(&self) -> String {
        let plain = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
        let names =
            self.families.iter().map(|name| format!("'{}'", name.chars().filter(plain).collect::<String>()));
        names.chain([self.generic.to_owned()]).collect::<Vec<_>>().join(", ")
    }

    /// The accent as the colour of a surface: this part of it, on the page.
    pub fn tint(&self, part: f64) -> Colour {
        mixed(self.accent, self.page, part)
    }
}

/// A colour of which this part is the first, the rest the second.
pub fn mixed(first: Colour, second: Colour, part: f64) -> Colour {
    let mix =
        |first: u8, second: u8| (f64::from(first) * part + f64::from(second) * (1.0 - part)).round() as u8;
    let (Colour([red, green, blue]), Colour([other_red, other_green, other_blue])) = (first, second);
    Colour([mix(red, other_red), mix(green, other_green), mix(blue, other_blue)])
}
