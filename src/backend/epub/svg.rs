//! SVG images as a publication may hold them: only elements of SVG, nothing that runs, nothing from outside
//! the file (EPUB 3.3, 3.6 and 6.2). The drawing stays what it was.

use std::borrow::Cow;
use std::collections::HashSet;

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use crate::backend::html::encode::escape;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Elements nested deeper than this are not a drawing.
const DEEPEST: usize = 200;

/// The image written anew without what a publication may not hold, or `None` when this is not SVG.
pub fn clean(data: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(data).ok()?.trim_start_matches('\u{feff}');
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).ok()?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return None;
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(&mut out, root, DEEPEST, &mut HashSet::new())?;
    Some(out)
}

/// Writes an element. An identifier that stood before is left out: references lead to the first all the same.
fn element<'i>(
    out: &mut String,
    node: Node<'i, '_>,
    depth: usize,
    identifiers: &mut HashSet<&'i str>,
) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    let name = node.tag_name().name();
    out.extend(["<", name]);
    if node.parent_element().is_none() {
        out.push_str(&format!(" xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\""));
    }
    for attribute in node.attributes() {
        let prefix = match attribute.namespace() {
            None => "",
            Some(XLINK) => "xlink:",
            Some(XML) => "xml:",
            Some(_) => continue,
        };
        let value = attribute.value();
        let is_identifier = attribute.name() == "id" && attribute.namespace().is_none();
        if is_identifier && !identifiers.insert(value) {
            continue;
        }
        if is_safe(attribute.name(), value) {
            out.extend([" ", prefix, attribute.name(), "=\""]);
            match is_identifier {
                true => escape(out, &name_of(value)),
                false => escape(out, &with_names(attribute.name(), value)),
            }
            out.push('"');
        }
    }
    out.push('>');
    for child in node.children() {
        match child.node_type() {
            NodeType::Element => {
                let name = child.tag_name();
                if name.namespace() == Some(SVG) && !matches!(name.name(), "script" | "foreignObject") {
                    element(out, child, depth, identifiers)?;
                }
            }
            NodeType::Text if name != "style" || is_local(child.text().unwrap_or_default()) => {
                escape(out, child.text().unwrap_or_default());
            }
            NodeType::Text | NodeType::Comment | NodeType::PI | NodeType::Root => {}
        }
    }
    out.extend(["</", name, ">"]);
    Some(())
}

/// An identifier as a name of XML without colons (Namespaces in XML 1.0, NCName): what may not stand in one is an
/// underscore.
fn name_of(identifier: &str) -> Cow<'_, str> {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if identifier.starts_with(starts) && identifier.chars().all(is_part) {
        return identifier.into();
    }
    let name: String = identifier.chars().map(|c| if is_part(c) { c } else { '_' }).collect();
    if name.starts_with(starts) { name.into() } else { format!("_{name}").into() }
}

/// The value of an attribute whose references (`#a`, `url(#a)`) have the names that [`name_of`] gives.
fn with_names<'v>(attribute: &str, value: &'v str) -> Cow<'v, str> {
    if let Some(identifier) = value.strip_prefix('#').filter(|_| attribute == "href") {
        return format!("#{}", name_of(identifier)).into();
    }
    if !value.contains("url(#") {
        return value.into();
    }
    let mut parts = value.split("url(#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (identifier, rest) = part.split_at(part.find(')').unwrap_or(part.len()));
        out.extend(["url(#", &name_of(identifier), rest]);
    }
    out.into()
}

/// Whether an attribute neither runs nor reaches outside.
fn is_safe(name: &str, value: &str) -> bool {
    let value = value.trim();
    match name {
        "href" => {
            value.starts_with('#') || value.starts_with("data:image/") && !value.starts_with("data:image/svg")
        }
        _ => !name.starts_with("on") && !name.starts_with("data-") && is_local(value),
    }
}

/// Whether style refers only to what is in the same file.
fn is_local(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let targets = style.split("url(").skip(1).map(|rest| rest.trim_start_matches([' ', '"', '\'']));
    !style.contains("@import")
        && targets.into_iter().all(|target| target.starts_with('#') || target.starts_with("data:image/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(content: &str) -> String {
        let svg = format!(r#"<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" xmlns:o="urn:o">{content}</svg>"#);
        let cleaned = clean(svg.as_bytes()).unwrap();
        let start =
            cleaned.find('>').and_then(|at| cleaned[at + 1..].find('>').map(|next| at + next + 2)).unwrap();
        cleaned[start..].trim_end_matches("</svg>").to_owned()
    }

    #[test]
    fn a_drawing_stays_what_it_was() {
        let drawing = r##"<defs><path id="a" d="M0 0"></path></defs><use xlink:href="#a" fill="url(#b)"></use><text xml:space="preserve">a &lt; b</text>"##;
        assert_eq!(cleaned(drawing), drawing);
    }

    #[test]
    fn no_identifier_stands_twice() {
        assert_eq!(
            cleaned("<g id='a'/><path id='a'/><use href='#a'/>"),
            r##"<g id="a"></g><path></path><use href="#a"></use>"##
        );
    }

    #[test]
    fn identifiers_are_names_of_xml() {
        assert_eq!(
            cleaned("<g id='1a b:c' fill='#1af'/><use href='#1a b:c' fill='url(#1a b:c) red'/>"),
            r##"<g id="_1a_b_c" fill="#1af"></g><use href="#_1a_b_c" fill="url(#_1a_b_c) red"></use>"##
        );
    }

    #[test]
    fn nothing_runs_and_nothing_comes_from_outside() {
        assert_eq!(
            cleaned("<script>x</script><foreignObject><p/></foreignObject><o:meta/><g onclick='x' o:a='b'/>"),
            "<g></g>"
        );
        assert_eq!(
            cleaned("<image href='https://a.b/c.png'/><use href='other.svg#a'/>"),
            "<image></image><use></use>"
        );
        assert_eq!(
            cleaned("<g style='fill: url(https://a.b/c)'/><style>@import 'a';</style>"),
            "<g></g><style></style>"
        );
    }

    #[test]
    fn what_is_not_svg_is_refused() {
        let deep = format!("<svg xmlns='{SVG}'>{}{}</svg>", "<g>".repeat(300), "</g>".repeat(300));
        for data in ["", "<html/>", "<svg>", "<svg xmlns='urn:x'/>", deep.as_str()] {
            assert_eq!(clean(data.as_bytes()), None);
        }
    }
}
