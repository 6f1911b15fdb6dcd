//! Reads the MathML that math-core writes into the formula tree. It knows that writer's habits (dummy spaces,
//! dots as three operators, minimal widths) and keeps what they mean; an element, attribute or style that it
//! does not know is an error, so that nothing is dropped silently.

mod node;
mod table;

use roxmltree::{Document, Node, ParsingOptions};
use unicode_normalization::UnicodeNormalization;

use node::{Result, attributes, declarations, elements, hexadecimal, length, math_style, near, text};

use super::macros::{BOXED, COLORED, PROTECTED, SHADED, SHADED_ROW, TAG, WIDE_TILDE};
use crate::ir::formula::{Form, Formula, Operator, ScriptPair, Side, Strike, TextStyle};

/// What math-core writes where a delimiter is absent (`\left.`): U+2063 INVISIBLE SEPARATOR.
const NO_DELIMITER: &str = "\u{2063}";
/// The signs that grow when they stand at both ends of a row.
const DELIMITERS: &str = "()[]{}|‖⟨⟩⌈⌉⌊⌋⟦⟧⟮⟯⎰⎱⌜⌝⌞⌟⟪⟫⦃⦄⦇⦈⦅⦆/\\↑↓↕⇑⇓⇕";
/// Spacing of TeX's relations and of what is punctuation or a function, in em.
const RELATION_SPACE: f32 = 0.2778;
const THIN_SPACE: f32 = 0.1667;
/// The space at both ends of what is written above an arrow, and the least width of the arrow.
const ARROW_PADDING: f32 = 0.4286;
const ARROW_WIDTH: f32 = 3.5;

/// The tree of a whole `math` element.
pub(super) fn read(mathml: &str) -> Result<Formula> {
    let options = ParsingOptions { nodes_limit: 1_000_000, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(mathml, options).map_err(|error| format!("bad mathml: {error}"))?;
    let math = document.root_element();
    attributes(math, &["display"])?;
    sequence(math)
}

/// The children of an element, as one formula.
fn sequence(parent: Node) -> Result<Formula> {
    let mut parts = Vec::new();
    for child in parent.children() {
        if child.is_element() {
            if !is_dummy(child) {
                parts.push(element(child)?);
            }
        } else if !child.text().unwrap_or_default().trim().is_empty() {
            return Err(format!("unexpected text in `{}`", parent.tag_name().name()));
        }
    }
    Ok(row(parts))
}

/// Empty elements that only correct the spacing of some browser.
fn is_dummy(node: Node) -> bool {
    let childless = !node.has_children() && node.attributes().len() == 0;
    childless && matches!(node.tag_name().name(), "mspace" | "mrow")
}

/// A row of parts, in which what math-core spells out is put together again.
#[expect(clippy::indexing_slicing, reason = "indices are of parts that were found in the same list")]
fn row(parts: Vec<Formula>) -> Formula {
    if let Some(formula) = marked(&parts) {
        return formula;
    }
    let parts = tags_last(join_dots(parts));
    if let [Formula::Space(left), arrow @ Formula::Arrow { .. }, Formula::Space(right)] = &parts[..]
        && near(*left, RELATION_SPACE)
        && near(*right, RELATION_SPACE)
    {
        return arrow.clone();
    }
    if let [Formula::Operator(open), .., Formula::Operator(close)] = &parts[..]
        && let (Some(open), Some(close)) = (delimiter(open), delimiter(close))
    {
        let body = Formula::row(parts[1..parts.len() - 1].to_vec());
        return Formula::Fenced { open, close, body: Box::new(body) };
    }
    Formula::row(parts)
}

/// What stands after one of the markers of [`super::macros`].
#[expect(clippy::indexing_slicing, reason = "indices are of parts that were found in the same list")]
fn marked(parts: &[Formula]) -> Option<Formula> {
    let (at, marker, rest) = parts.iter().enumerate().find_map(|(at, part)| match part {
        Formula::Text { text, .. } => {
            let mut characters = text.chars();
            let marker = characters
                .next()
                .filter(|first| [BOXED, WIDE_TILDE, COLORED, TAG, SHADED, SHADED_ROW].contains(first))?;
            Some((at, marker, characters.as_str()))
        }
        _ => None,
    })?;
    let body = Box::new(row(parts[at + 1..].to_vec()));
    let inner = match marker {
        BOXED => Formula::Boxed(body),
        TAG => Formula::Tag(body),
        COLORED => Formula::Colored { color: hexadecimal(rest)?, body },
        SHADED | SHADED_ROW => Formula::Shaded { color: hexadecimal(rest)?, body },
        _ => Formula::Accent { base: body, mark: "~".to_owned(), stretchy: true, side: Side::Over },
    };
    let mut all = parts[..at].to_vec();
    all.push(inner);
    Some(row(all))
}

/// A number stands at the end of its row, wherever LaTeX has it.
fn tags_last(parts: Vec<Formula>) -> Vec<Formula> {
    let is_tag = |part: &Formula| matches!(part, Formula::Tag(_));
    if !parts.iter().any(is_tag) {
        return parts;
    }
    let (tags, mut others): (Vec<_>, Vec<_>) = parts.into_iter().partition(is_tag);
    others.extend(tags);
    others
}

/// `\dots` comes as three full stops, the dots of `\idotsint` as three points.
fn join_dots(parts: Vec<Formula>) -> Vec<Formula> {
    let mut out: Vec<Formula> = Vec::with_capacity(parts.len());
    for part in parts {
        out.push(part);
        if let [.., Formula::Operator(first), Formula::Operator(second), Formula::Operator(third)] = &out[..]
            && [&second.text, &third.text].into_iter().all(|text| *text == first.text)
            && let Some(text) = [(".", "…"), ("·", "⋯")].into_iter().find(|dots| dots.0 == first.text)
        {
            let spacing = |own: Option<f32>| Some(own.unwrap_or(THIN_SPACE));
            let (left, right) = (spacing(first.left), spacing(third.right));
            let dots = Operator { text: text.1.to_owned(), left, right, ..Operator::default() };
            out.truncate(out.len() - 3);
            out.push(Formula::Operator(dots));
        }
    }
    out
}

/// The delimiter that an operator at an end of a row is, if it grows.
fn delimiter(operator: &Operator) -> Option<String> {
    let grows = operator.stretchy != Some(false) && operator.size.is_none() && operator.form.is_none();
    if grows && operator.text == NO_DELIMITER {
        return Some(String::new());
    }
    (grows && operator.text.chars().count() == 1 && DELIMITERS.contains(&operator.text))
        .then(|| operator.text.clone())
}

fn element(node: Node) -> Result<Formula> {
    let name = node.tag_name().name();
    Ok(match name {
        "mrow" => mrow(node)?,
        "mi" => identifier(node)?,
        "mn" => {
            attributes(node, &[])?;
            Formula::Number(text(node)?)
        }
        "mo" => Formula::Operator(operator(node)?),
        "mtext" => words(node)?,
        "mspace" => Formula::Space(space(node)?),
        "mfrac" => fraction(node)?,
        "msqrt" => {
            attributes(node, &[])?;
            Formula::Root { radicand: Box::new(sequence(node)?), index: None }
        }
        "mroot" => {
            let [radicand, index] = parts(node, &[])?;
            Formula::Root { radicand, index: Some(index) }
        }
        "msub" => {
            let [base, sub] = parts(node, &[])?;
            Formula::Scripts { base, sub: Some(sub), sup: None }
        }
        "msup" => {
            let [base, sup] = parts(node, &[])?;
            Formula::Scripts { base, sub: None, sup: Some(sup) }
        }
        "msubsup" => {
            let [base, sub, sup] = parts(node, &[])?;
            Formula::Scripts { base, sub: Some(sub), sup: Some(sup) }
        }
        "munder" | "mover" | "munderover" => limits(node)?,
        "mmultiscripts" => multiscripts(node)?,
        "mtable" => Formula::Table(table::read(node, sequence)?),
        "mpadded" => padded(node)?,
        "mphantom" => {
            attributes(node, &[])?;
            Formula::Phantom { body: Box::new(sequence(node)?), width: true, height: true }
        }
        "menclose" => struck(node)?,
        _ => return Err(format!("unexpected element `{name}`")),
    })
}

fn mrow(node: Node) -> Result<Formula> {
    attributes(node, &["style", "displaystyle", "scriptlevel"])?;
    let mut formula = sequence(node)?;
    if let Some(style) = math_style(node)? {
        formula = Formula::Styled { style, body: Box::new(formula) };
    }
    for (property, value) in declarations(node) {
        match (property, value) {
            ("color", value) => {
                let color = value.strip_prefix('#').and_then(hexadecimal).ok_or("unexpected colour")?;
                formula = Formula::Colored { color, body: Box::new(formula) };
            }
            // Superscripts a little lower, which the targets decide for themselves.
            ("math-shift", "compact") => {}
            _ => return Err(format!("unexpected style `{property}: {value}`")),
        }
    }
    Ok(formula)
}

fn identifier(node: Node) -> Result<Formula> {
    attributes(node, &["mathvariant"])?;
    let upright = match node.attribute("mathvariant") {
        None => false,
        Some("normal") => true,
        Some(other) => return Err(format!("unexpected mathvariant `{other}`")),
    };
    let text = text(node)?;
    if text == ":" {
        // `\colon`
        let (left, right) = (Some(0.0), Some(THIN_SPACE));
        return Ok(Formula::Operator(Operator { text, left, right, ..Operator::default() }));
    }
    Ok(Formula::Identifier { text, upright })
}

fn operator(node: Node) -> Result<Operator> {
    let known = [
        "form",
        "stretchy",
        "symmetric",
        "largeop",
        "movablelimits",
        "lspace",
        "rspace",
        "minsize",
        "maxsize",
    ];
    attributes(node, &known)?;
    let boolean = |name: &str| match node.attribute(name) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(other) => Err(format!("unexpected {name} `{other}`")),
    };
    let form = match node.attribute("form") {
        None => None,
        Some("prefix") => Some(Form::Prefix),
        Some("infix") => Some(Form::Infix),
        Some("postfix") => Some(Form::Postfix),
        Some(other) => return Err(format!("unexpected form `{other}`")),
    };
    let size = node.attribute("minsize").map(length).transpose()?;
    Ok(Operator {
        text: text(node)?,
        form,
        // What `\big` makes large is stretched to that size only.
        stretchy: boolean("stretchy")?.filter(|stretchy| size.is_none() || !*stretchy),
        size,
        movable_limits: boolean("movablelimits")?,
        large: boolean("largeop")?.unwrap_or(false),
        left: node.attribute("lspace").map(length).transpose()?,
        right: node.attribute("rspace").map(length).transpose()?,
    })
}

fn words(node: Node) -> Result<Formula> {
    attributes(node, &["style"])?;
    let mut size = None;
    for (property, value) in declarations(node) {
        let percent = value.strip_suffix('%').and_then(|number| number.parse::<f32>().ok());
        match (property, percent) {
            ("font-size", Some(percent)) => size = Some(percent / 100.0),
            _ => return Err(format!("unexpected style `{property}: {value}`")),
        }
    }
    let mut style = TextStyle::Plain;
    let mut inner = node;
    while let Some(child) = inner.first_element_child() {
        style = match (child.tag_name().name(), child.attribute("class"), style) {
            ("i", None, TextStyle::Bold) => TextStyle::BoldItalic,
            (_, _, TextStyle::Bold) => return Err("unexpected text style".to_owned()),
            ("b", None, _) => TextStyle::Bold,
            ("i", None, _) => TextStyle::Italic,
            ("em", None, _) => TextStyle::Emphasis,
            ("code", None, _) => TextStyle::Monospace,
            ("s", None, _) => TextStyle::Strikethrough,
            ("u", None, _) => TextStyle::Underline,
            ("span", Some("math-core-sans-serif-font"), _) => TextStyle::SansSerif,
            ("span", Some("math-core-serif-font"), _) => TextStyle::Serif,
            ("span", None, _) if child.attribute("style") == Some("font-variant-caps: small-caps") => {
                TextStyle::SmallCaps
            }
            (other, ..) => return Err(format!("unexpected element `{other}` in text")),
        };
        inner = child;
    }
    let unprotected = |found| PROTECTED.iter().find(|entry| entry.1 == found).map_or(found, |entry| entry.0);
    // MathML leaves spaces out at the ends.
    let text = text(inner)?.nfc().map(unprotected).map(|c| if c == ' ' { '\u{A0}' } else { c }).collect();
    Ok(Formula::Text { text, style, size })
}

fn space(node: Node) -> Result<f32> {
    attributes(node, &["width", "style"])?;
    match (node.attribute("width"), &declarations(node)[..]) {
        (Some(width), [] | [("width", _)]) => length(width),
        (None, [("margin-left", width)]) => length(width),
        _ => Err("unexpected space".to_owned()),
    }
}

fn fraction(node: Node) -> Result<Formula> {
    attributes(node, &["linethickness", "displaystyle", "scriptlevel", "style"])?;
    let [numerator, denominator] = parts(node, &["linethickness", "displaystyle", "scriptlevel", "style"])?;
    let bar = node.attribute("linethickness").map(length).transpose()?;
    let fraction = Formula::Fraction { numerator, denominator, bar };
    Ok(match math_style(node)? {
        Some(style) => Formula::Styled { style, body: Box::new(fraction) },
        None => fraction,
    })
}

fn limits(node: Node) -> Result<Formula> {
    attributes(node, &["accent", "accentunder"])?;
    let name = node.tag_name().name();
    let mut children = elements(node);
    let base = children.next().ok_or("missing base")?;
    let children: Vec<Node> = children.collect();
    let (under, over) = match (name, &children[..]) {
        ("munder", [under]) => (Some(*under), None),
        ("mover", [over]) => (None, Some(*over)),
        ("munderover", [under, over]) => (Some(*under), Some(*over)),
        _ => return Err(format!("unexpected number of elements in `{name}`")),
    };
    if node.attributes().len() > 0 {
        let side = if under.is_some() { Side::Under } else { Side::Over };
        let mark = operator(under.or(over).ok_or("missing mark")?)?;
        let stretchy = mark.stretchy != Some(false);
        let mark = spacing_mark(&mark.text, side).to_owned();
        return Ok(Formula::Accent { base: Box::new(element(base)?), mark, stretchy, side });
    }
    let labels = (under.map(arrow_label).transpose()?, over.map(arrow_label).transpose()?);
    if let (Some(Some(_)), _) | (_, Some(Some(_))) = &labels {
        let present = |label: Option<Option<Formula>>| label.flatten().filter(|label| !label.is_empty());
        let (under, over) = (present(labels.0).map(Box::new), present(labels.1).map(Box::new));
        return Ok(Formula::Arrow { arrow: operator(base)?.text, under, over });
    }
    let part = |node: Option<Node>| node.map(element).transpose().map(|part| part.map(Box::new));
    Ok(match (element(base)?, part(under)?, part(over)?) {
        (Formula::Limits { base, under: Some(under), over: None }, None, Some(over))
        | (Formula::Limits { base, under: None, over: Some(over) }, Some(under), None) => {
            Formula::Limits { base, under: Some(under), over: Some(over) }
        }
        (base, under, over) => Formula::Limits { base: Box::new(base), under, over },
    })
}

/// The character of a mark that stands by itself, where math-core has one that combines with a letter.
fn spacing_mark(mark: &str, side: Side) -> &str {
    match (mark, side) {
        ("\u{332}", Side::Over) => "‾",
        ("\u{332}", Side::Under) => "_",
        ("\u{302}" | "ˆ", _) => "^",
        ("˜", _) => "~",
        ("\u{20D7}", _) => "→",
        (other, _) => other,
    }
}

/// What is written above or below an arrow: it comes with space on both sides, over a space that gives the
/// arrow its least width.
fn arrow_label(node: Node) -> Result<Option<Formula>> {
    let children: Vec<Node> = elements(node).collect();
    let is_space = |node: &Node, width: f32| {
        node.has_tag_name("mspace") && space(*node).is_ok_and(|found| near(found, width))
    };
    let [label, least] = &children[..] else { return Ok(None) };
    if !matches!(node.tag_name().name(), "munder" | "mover") || !is_space(least, ARROW_WIDTH) {
        return Ok(None);
    }
    let padded: Vec<Node> = elements(*label).collect();
    match &padded[..] {
        [first, inner @ .., last] if is_space(first, ARROW_PADDING) && is_space(last, ARROW_PADDING) => {
            let parts: Result<Vec<_>> =
                inner.iter().filter(|node| !is_dummy(**node)).map(|node| element(*node)).collect();
            parts.map(|parts| Some(row(parts)))
        }
        _ => Err("unexpected label of an arrow".to_owned()),
    }
}

fn multiscripts(node: Node) -> Result<Formula> {
    attributes(node, &[])?;
    let mut children = elements(node);
    let base = element(children.next().ok_or("missing base")?)?;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut pairs = &mut after;
    while let Some(sub) = children.next() {
        if sub.has_tag_name("mprescripts") {
            pairs = &mut before;
            continue;
        }
        let sup = children.next().ok_or("missing script")?;
        pairs.push(ScriptPair { sub: element(sub)?, sup: element(sup)? });
    }
    Ok(Formula::Multiscripts { base: Box::new(base), before, after })
}

fn padded(node: Node) -> Result<Formula> {
    attributes(node, &["width", "height", "style"])?;
    let body = sequence(node)?;
    let zero = |name: &str| match node.attribute(name) {
        None => Ok(false),
        Some("0") => Ok(true),
        Some(other) => Err(format!("unexpected {name} `{other}`")),
    };
    let (no_width, no_height) = (zero("width")?, zero("height")?);
    if no_width || no_height {
        let Formula::Phantom { body, .. } = body else { return Err("unexpected padding".to_owned()) };
        return Ok(Formula::Phantom { body, width: !no_width, height: !no_height });
    }
    let (mut left, mut right) = (0.0, 0.0);
    for (property, value) in declarations(node) {
        match property {
            "padding-left" => left = length(value)?,
            "padding-right" => right = length(value)?,
            _ => return Err(format!("unexpected style `{property}: {value}`")),
        }
    }
    Ok(Formula::Padded { left, right, body: Box::new(body) })
}

fn struck(node: Node) -> Result<Formula> {
    attributes(node, &["notation"])?;
    let notation = node.attribute("notation").unwrap_or_default();
    let strike = match (notation.contains("updiagonal"), notation.contains("downdiagonal")) {
        (true, false) => Strike::Up,
        (false, true) => Strike::Down,
        (true, true) => Strike::Cross,
        (false, false) => return Err(format!("unexpected notation `{notation}`")),
    };
    let content =
        elements(node).filter(|child| !child.attribute("class").unwrap_or_default().starts_with("menclose"));
    let parts: Result<Vec<_>> = content.filter(|node| !is_dummy(*node)).map(element).collect();
    Ok(Formula::Struck { strike, body: Box::new(row(parts?)) })
}

/// The elements inside, exactly as many as the caller asks for.
fn parts<const N: usize>(node: Node, known: &[&str]) -> Result<[Box<Formula>; N]> {
    attributes(node, known)?;
    let parts: Result<Vec<_>> = elements(node).map(|child| element(child).map(Box::new)).collect();
    parts?.try_into().map_err(|_| format!("unexpected number of elements in `{}`", node.tag_name().name()))
}
