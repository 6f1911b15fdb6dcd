//! How far the curves of a drawing may reach: beyond a bound, whoever draws them divides them into millions of lines.

use roxmltree::Document;

use crate::limits::DRAWING_EXTENT;

/// Attributes that make circles, and lines with ends and corners.
const ROUND: [&str; 4] = ["r", "rx", "ry", "stroke-width"];

/// Checks the numbers of what is curved.
///
/// # Errors
/// When one of them is beyond [`DRAWING_EXTENT`].
pub fn check(document: &Document) -> Result<(), String> {
    for node in document.descendants() {
        let is_far = node.attributes().any(|attribute| match attribute.name() {
            "d" => {
                attribute.value().contains(['C', 'c', 'S', 's', 'Q', 'q', 'T', 't'])
                    && reaches(attribute.value())
            }
            "style" => declares(attribute.value()),
            name => ROUND.contains(&name) && reaches(attribute.value()),
        });
        let is_style = node.tag_name().name() == "style";
        if is_far || is_style && node.children().filter_map(|child| child.text()).any(declares) {
            let most = DRAWING_EXTENT / 1e6;
            return Err(format!(
                "its curves reach further than {most} million, which is more than can be drawn"
            ));
        }
    }
    Ok(())
}

/// Whether a number among others is beyond the bound.
#[expect(clippy::string_slice, reason = "the start was found in the same text")]
fn reaches(numbers: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E');
    let mut rest = numbers;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let mut after_exponent = false;
        let end = rest.find(|c: char| {
            let goes_on = is_part(c) || after_exponent && matches!(c, '+' | '-');
            after_exponent = matches!(c, 'e' | 'E');
            !goes_on
        });
        let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
        if number.trim_end_matches(['e', 'E']).parse::<f32>().is_ok_and(|number| number > DRAWING_EXTENT) {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether a declaration of a style has such a number.
fn declares(style: &str) -> bool {
    style
        .split(':')
        .skip(1)
        .any(|value| reaches(value.trim_start().split([';', '}', ' ', '#', '"']).next().unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_drawn(content: &str) -> bool {
        check(&Document::parse(&format!("<svg>{content}</svg>")).unwrap()).is_ok()
    }

    #[test]
    fn curves_end_somewhere() {
        assert!(is_drawn(
            "<circle r='1e3'/><path d='M5e6 3e6L9e9-1e-9' stroke-width='2'/><rect style='fill:#1e9999'/>"
        ));
        for far in [
            "<circle r='1e7'/>",
            "<path d='M0 0c1,-1e7 0 0'/>",
            "<g style='stroke-width: 99999999px'/>",
            "<style>c{r:1E+9}</style>",
        ] {
            assert!(!is_drawn(far), "{far}");
        }
    }
}
