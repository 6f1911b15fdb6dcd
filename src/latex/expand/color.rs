//! Colours: names that math-core knows, names of CSS (as KaTeX and MathJax have them), numbers.

use std::str::FromStr;

use super::super::FormulaError;
use super::super::macros::COLORED;
use super::super::traced::Traced;
use super::call::Call;

/// The names of CSS that mean another colour in LaTeX, or none that math-core lacks.
const OF_LATEX: [&str; 19] = [
    "red",
    "green",
    "blue",
    "cyan",
    "magenta",
    "yellow",
    "black",
    "gray",
    "white",
    "darkgray",
    "lightgray",
    "brown",
    "lime",
    "olive",
    "orange",
    "pink",
    "purple",
    "teal",
    "violet",
];

/// `\color`: a name that math-core knows stays; numbers become a marker that [`super::tree`] reads.
pub(super) fn write(call: &mut Call, out: &mut Traced) -> Result<(), FormulaError> {
    let at = call.origin();
    let model = call.scanner.optional();
    let value = call.argument()?;
    let value = value.as_str().trim();
    let hexadecimal = match model.as_ref().map(|model| model.as_str().trim()) {
        None | Some("named") if !value.starts_with('#') => named(value),
        None => value.strip_prefix('#').map(|digits| match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        }),
        Some("HTML") => Some(value.to_owned()),
        Some(model @ ("rgb" | "RGB" | "gray")) => {
            let scale = if model == "RGB" { 1.0 } else { 255.0 };
            let parts: Option<Vec<f32>> = value.split(',').map(|part| part.trim().parse().ok()).collect();
            let byte = |part: f32| format!("{:02x}", (part * scale).round().clamp(0.0, 255.0) as u8);
            match parts.as_deref() {
                Some([red, green, blue]) => Some([*red, *green, *blue].map(byte).concat()),
                Some([gray]) => Some(byte(*gray).repeat(3)),
                _ => return Err(call.error("has a colour that cannot be read")),
            }
        }
        Some(_) => return Err(call.error("has a colour model that is not known")),
    };
    match hexadecimal {
        None => out.push(&format!(r"\color{{{value}}}"), at),
        Some(digits) if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            out.push(&format!(r"\text{{{COLORED}{digits}}}"), at);
        }
        Some(_) => return Err(call.error("has a colour that cannot be read")),
    }
    Ok(())
}

/// The digits of a colour that only CSS has a name for.
fn named(name: &str) -> Option<String> {
    let of_css = !OF_LATEX.contains(&name) && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let color = svgtypes::Color::from_str(name).ok().filter(|_| of_css)?;
    Some(format!("{:02x}{:02x}{:02x}", color.red, color.green, color.blue))
}
