//! Drawings as trees of XML, within the bounds that readers of SVG need.

#![expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]

use roxmltree::{Document, Error, ParsingOptions};

use crate::limits::{DRAWING_BYTES, DRAWING_DEPTH, DRAWING_NAMESPACES};

/// The namespace of SVG.
pub const SVG: &str = "http://www.w3.org/2000/svg";
/// That of its links.
pub const XLINK: &str = "http://www.w3.org/1999/xlink";
/// That of the attributes of XML itself.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Whether the bytes may be a drawing.
#[expect(clippy::indexing_slicing, reason = "the length is at most that of the data")]
pub fn is_drawing(data: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&data[..data.len().min(2048)]);
    start.contains("<svg") || start.contains(":svg")
}

/// The text of a drawing, with the namespaces that it forgot to declare.
///
/// # Errors
/// When it is too long, no text, or its entities would make it too long; the reason follows "cannot be shown: ".
pub fn text(data: &[u8]) -> Result<String, String> {
    if data.len() > DRAWING_BYTES {
        return Err(format!("it has more than {} MB", DRAWING_BYTES >> 20));
    }
    let text = std::str::from_utf8(data).map_err(|_| "it is not in UTF-8")?.trim_start_matches('\u{feff}');
    check_entities(text)?;
    with_namespaces(text)
}

/// The tree of a text.
///
/// # Errors
/// When it is no XML that is whole; the reason follows "cannot be shown: ".
pub fn parse(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start(), options)
        .map_err(|error| format!("it is damaged ({error})"))
}

/// The text with the namespaces that its root forgets to declare, as editors and pages let people do.
fn with_namespaces(text: &str) -> Result<String, String> {
    let mut text = text.to_owned();
    for _ in 0..DRAWING_NAMESPACES {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let prefix = match Document::parse_with_options(text.trim_start(), options) {
            Err(Error::UnknownNamespace(prefix, _)) => prefix,
            Err(error) => return Err(format!("it is damaged ({error})")),
            Ok(_) => return Ok(text),
        };
        let namespace = match prefix.as_str() {
            "xlink" => XLINK,
            "svg" => SVG,
            _ => "urn:unknown",
        };
        let root = after_root(&text).ok_or("it is not SVG")?;
        text.insert_str(root, &format!(" xmlns:{prefix}=\"{namespace}\""));
    }
    Err("it is damaged (too many namespaces that are not declared)".to_owned())
}

/// Where the name of the root element ends.
fn after_root(text: &str) -> Option<usize> {
    let plain = text.find("<svg").map(|at| at + "<svg".len()).filter(|&end| !text[end..].starts_with(':'));
    plain.or_else(|| Some(text.find(":svg")? + ":svg".len()))
}

/// Refuses entities that would make the text much longer than it is.
fn check_entities(text: &str) -> Result<(), String> {
    let mut longest = 0;
    let mut declarations = text.split("<!ENTITY");
    let before = declarations.next().unwrap_or_default();
    for declaration in declarations {
        let quote = declaration.find(['"', '\'']).unwrap_or(declaration.len());
        let value = declaration.get(quote + 1..).unwrap_or_default();
        let value =
            &value[..value.find(declaration[quote..].chars().next().unwrap_or('"')).unwrap_or(value.len())];
        if value.split('&').skip(1).any(|reference| !reference.starts_with('#')) {
            return Err("its entities refer to one another".to_owned());
        }
        longest = longest.max(value.len());
    }
    let references = if before.len() == text.len() { 0 } else { text.matches('&').count() };
    match longest.saturating_mul(references).saturating_add(text.len()) > DRAWING_BYTES {
        true => Err(format!("its entities make it longer than {} MB", DRAWING_BYTES >> 20)),
        false => Ok(()),
    }
}

/// Refuses elements that are nested so deeply that readers of SVG, which call themselves for each, would fail.
///
/// # Errors
/// When they are; the reason follows "cannot be shown: ".
pub fn check_depth(document: &Document) -> Result<(), String> {
    let mut depths: Vec<usize> = Vec::new();
    for node in document.descendants() {
        // A parent stands before what is in it.
        let depth =
            node.parent().and_then(|parent| depths.get(parent.id().get_usize())).map_or(0, |depth| depth + 1);
        if depth > DRAWING_DEPTH {
            return Err("its elements are nested too deeply".to_owned());
        }
        depths.push(depth);
    }
    Ok(())
}
