//! What a node of MathML says.

use roxmltree::Node;

use crate::ir::formula::MathStyle;

/// What a part is read as, or why it cannot be.
pub(super) type Result<T> = std::result::Result<T, String>;

/// The TeX style that `displaystyle` and `scriptlevel` ask for together.
pub(super) fn math_style(node: Node) -> Result<Option<MathStyle>> {
    Ok(Some(match (node.attribute("displaystyle"), node.attribute("scriptlevel")) {
        (None, None) => return Ok(None),
        (Some("true"), None | Some("0")) => MathStyle::Display,
        (Some("false"), None | Some("0")) => MathStyle::Text,
        (Some("false"), Some("1")) => MathStyle::Script,
        (Some("false"), Some("2")) => MathStyle::ScriptScript,
        (display, level) => return Err(format!("unexpected style {display:?} {level:?}")),
    }))
}

/// The elements inside.
pub(super) fn elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

/// The text of an element that has nothing else inside.
pub(super) fn text(node: Node) -> Result<String> {
    if elements(node).next().is_some() {
        return Err(format!("unexpected element in `{}`", node.tag_name().name()));
    }
    Ok(node.text().unwrap_or_default().to_owned())
}

/// Refuses attributes that are not in `known`.
pub(super) fn attributes(node: Node, known: &[&str]) -> Result<()> {
    match node.attributes().find(|attribute| !known.contains(&attribute.name())) {
        None => Ok(()),
        Some(other) => {
            Err(format!("unexpected attribute `{}` of `{}`", other.name(), node.tag_name().name()))
        }
    }
}

/// The declarations of a `style` attribute.
pub(super) fn declarations<'a>(node: Node<'a, '_>) -> Vec<(&'a str, &'a str)> {
    let style = node.attribute("style").unwrap_or_default();
    let pairs = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    pairs.map(|(property, value)| (property.trim(), value.trim())).collect()
}

/// A length in em. `rem` is the size of the text around the formula; `ex` is near to 0.43 em in the fonts used.
#[expect(clippy::string_slice, reason = "indices are of parts that were found in the same list")]
pub(super) fn length(value: &str) -> Result<f32> {
    let number = value.trim_end_matches(|found: char| found.is_ascii_alphabetic());
    let unit = match &value[number.len()..] {
        "" | "em" | "rem" => 1.0,
        "ex" => 0.43,
        other => return Err(format!("unexpected unit `{other}`")),
    };
    number.parse::<f32>().map(|number| number * unit).map_err(|_| format!("unexpected length `{value}`"))
}

/// A colour of six digits.
pub(super) fn hexadecimal(digits: &str) -> Option<[u8; 3]> {
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

/// Whether two lengths are one.
pub(super) fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.001
}
