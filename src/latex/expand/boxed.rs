//! What stands in a box, in colour, or beside a formula as its tag.

use super::super::error::FormulaError;
use super::super::macros;
use super::super::traced::Traced;
use super::call::Call;
use super::{color, text};

/// What to read in the place of such a command; `None`, with nothing read, when it is another one.
pub(super) fn read(call: &mut Call) -> Result<Option<Traced>, FormulaError> {
    Ok(Some(match call.name {
        "textcolor" => {
            let model = call.scanner.optional();
            let (color, body) = (call.argument()?, call.argument()?);
            let model = model.map_or(String::new(), |model| format!("[{}]", model.as_str()));
            call.wrapped(&format!("{{\\color{model}{{{}}}", color.as_str()), &body, "}")
        }
        "colorbox" => {
            let (background, body) = (color::shade(call, macros::SHADED)?, call.argument()?);
            call.wrapped(&format!(r"{{{background}\text{{"), &body, "}}")
        }
        "fcolorbox" => {
            let (_, background) = (call.argument()?, color::shade(call, macros::SHADED)?);
            let open = format!(r"{{{background}\text{{{}}}\text{{", macros::BOXED);
            let body = call.argument()?;
            call.wrapped(&open, &body, "}}")
        }
        "textcircled" => {
            let body = call.argument()?;
            text::circled(&body, call.origin())
        }
        "bbox" => color::bounding_box(call)?,
        "tag" => {
            let bare = call.scanner.eat("*");
            let (open, close) = if bare { ("", "") } else { ("(", ")") };
            let body = call.argument()?;
            let open = format!(r"{{\text{{{}}}\text{{{open}", macros::TAG);
            call.wrapped(&open, &body, &format!("{close}}}}}"))
        }
        "enclose" => {
            let (notation, body) = (call.argument()?, call.argument()?);
            let strike = notation.as_str().contains("strike");
            call.wrapped(if strike { r"\cancel{" } else { r"\boxed{" }, &body, "}")
        }
        _ => return Ok(None),
    }))
}
