//! Colours: names of LaTeX and of CSS (as KaTeX and MathJax have them), mixtures of them, numbers; of signs and of what
//! is behind them.

use std::str::FromStr;

use super::super::error::FormulaError;
use super::super::macros::{BOXED, COLORED, SHADED};
use super::super::traced::Traced;
use super::call::Call;
use super::dvips::{self, Color};

/// The names that LaTeX's packages give to colours and CSS gives to none, or to others (xcolor 3.02, 2.4).
const OF_LATEX: [(&str, Color); 19] = [
    ("black", [0, 0, 0]),
    ("blue", [0, 0, 255]),
    ("brown", [191, 128, 64]),
    ("cyan", [0, 255, 255]),
    ("darkgray", [64, 64, 64]),
    ("gray", [128, 128, 128]),
    ("green", [0, 255, 0]),
    ("lightgray", [191, 191, 191]),
    ("lime", [191, 255, 0]),
    ("magenta", [255, 0, 255]),
    ("olive", [128, 128, 0]),
    ("orange", [255, 128, 0]),
    ("pink", [255, 191, 191]),
    ("purple", [191, 0, 64]),
    ("red", [255, 0, 0]),
    ("teal", [0, 128, 128]),
    ("violet", [128, 0, 128]),
    ("white", [255, 255, 255]),
    ("yellow", [255, 255, 0]),
];

/// What is behind a part whose colour has a name of the document's own.
const UNKNOWN_SHADE: Color = [217, 217, 217];

/// `\color`: a name that only math-core may know stays; the others become a marker that [`super::tree`] reads.
pub(super) fn write(call: &mut Call, out: &mut Traced) -> Result<(), FormulaError> {
    let at = call.origin();
    let (name, color) = argument(call)?;
    out.push(&color.map_or_else(|| format!(r"\color{{{name}}}"), |color| marker(COLORED, color)), at);
    Ok(())
}

/// The marker of what has the colour that follows behind it.
pub(super) fn shade(call: &mut Call, kind: char) -> Result<String, FormulaError> {
    let (_, color) = argument(call)?;
    Ok(marker(kind, color.unwrap_or(UNKNOWN_SHADE)))
}

/// `\bbox` of MathJax: a colour, a border and a padding, in any order.
pub(super) fn bounding_box(call: &mut Call) -> Result<Traced, FormulaError> {
    let options = call.scanner.optional();
    let body = call.argument()?;
    let mut open = "{".to_owned();
    for option in options.as_ref().map_or("", |options| options.as_str()).split(',').map(str::trim) {
        if option.starts_with("border:") {
            open.push_str(&format!(r"\text{{{BOXED}}}"));
        } else if let Some(color) = hexadecimal(option).or_else(|| named(option)) {
            open.push_str(&marker(SHADED, color));
        }
    }
    Ok(call.wrapped(&open, &body, "}"))
}

fn marker(kind: char, [red, green, blue]: Color) -> String {
    format!(r"\text{{{kind}{red:02x}{green:02x}{blue:02x}}}")
}

/// The colour that a command has as its argument, as it is written and as it is; the latter not for an unknown name.
fn argument(call: &mut Call) -> Result<(String, Option<Color>), FormulaError> {
    let model = call.scanner.optional();
    let value = call.argument()?;
    let value = value.as_str().trim();
    let color = match model.as_ref().map(|model| model.as_str().trim()) {
        None | Some("named") if !value.starts_with('#') => return Ok((value.to_owned(), mixed(value))),
        None => hexadecimal(value),
        Some("HTML") => digits(value),
        Some(model @ ("rgb" | "RGB" | "gray")) => {
            let scale = if model == "RGB" { 1.0 } else { 255.0 };
            let parts: Option<Vec<f32>> = value.split(',').map(|part| part.trim().parse().ok()).collect();
            match parts.as_deref() {
                Some([red, green, blue]) => Some([*red, *green, *blue].map(|part| byte(part * scale))),
                Some([gray]) => Some([byte(*gray * scale); 3]),
                _ => None,
            }
        }
        Some(_) => return Err(call.error("has a colour model that is not known")),
    };
    let color = color.ok_or_else(|| call.error("has a colour that cannot be read"))?;
    Ok((value.to_owned(), Some(color)))
}

fn byte(part: f32) -> u8 {
    part.round().clamp(0.0, 255.0) as u8
}

/// A colour of CSS's: `#f00` or `#ff0000`.
fn hexadecimal(value: &str) -> Option<Color> {
    let value = value.strip_prefix('#')?;
    match value.len() {
        3 => digits(&value.chars().flat_map(|digit| [digit, digit]).collect::<String>()),
        _ => digits(value),
    }
}

fn digits(value: &str) -> Option<Color> {
    let known = value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let [_, red, green, blue] = u32::from_str_radix(value, 16).ok().filter(|_| known)?.to_be_bytes();
    Some([red, green, blue])
}

/// A mixture of colours: `red!20` (with white), `red!20!black` (xcolor 3.02, 2.3).
#[expect(clippy::indexing_slicing, reason = "a colour has three parts")]
fn mixed(value: &str) -> Option<Color> {
    let mut parts = value.split('!').map(str::trim);
    let mut color = named(parts.next()?)?;
    while let Some(percent) = parts.next() {
        let share = percent.parse::<f32>().ok()?.clamp(0.0, 100.0) / 100.0;
        let other = parts.next().map_or(Some([255; 3]), named)?;
        color = std::array::from_fn(|at| {
            byte(f32::from(color[at]) * share + f32::from(other[at]) * (1.0 - share))
        });
    }
    Some(color)
}

/// The colour that a name is for.
fn named(name: &str) -> Option<Color> {
    if let Some((_, color)) = OF_LATEX.iter().chain(&dvips::NAMES).find(|entry| entry.0 == name) {
        return Some(*color);
    }
    let of_css = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let color = svgtypes::Color::from_str(name).ok().filter(|_| of_css)?;
    Some([color.red, color.green, color.blue])
}
