//! Lengths, as attributes say them.

use crate::ir::*;

/// A length of an attribute: `300`, `50%`, or with a unit of CSS (Values and Units 3, §6) or of LaTeX
/// (`0.5\textwidth`).
pub fn length(text: &str) -> Option<Length> {
    const PIXELS: [(&str, f32); 9] = [
        ("px", 1.0),
        ("pt", 96.0 / 72.0),
        ("pc", 16.0),
        ("in", 96.0),
        ("cm", 96.0 / 2.54),
        ("mm", 9.6 / 2.54),
        ("rem", 16.0),
        ("em", 16.0),
        ("", 1.0),
    ];
    const WIDTHS: [&str; 4] = ["%", "vw", "\\textwidth", "\\linewidth"];
    let text = text.trim();
    let number = |text: &str| text.trim().parse::<f32>().ok().filter(|number| *number > 0.0 && *number < 1e5);
    if let Some((unit, part)) = WIDTHS.iter().find_map(|unit| Some((unit, text.strip_suffix(unit)?))) {
        let percent = number(part).map(|part| if unit.starts_with('\\') { part * 100.0 } else { part });
        return percent.map(|percent| Length::Percent(percent.min(100.0)));
    }
    let (number, pixels) =
        PIXELS.iter().find_map(|(unit, pixels)| Some((number(text.strip_suffix(unit)?)?, pixels)))?;
    Some(Length::Pixels(number * pixels))
}
