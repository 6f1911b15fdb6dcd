//! The attributes of raw HTML elements: those that mean something in a document are kept, handlers of events
//! are dropped with a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Attributes;
use crate::read::core::reader::Reader;
use crate::source::Span;

impl Reader<'_> {
    /// The attributes to keep of an element of this name.
    pub fn html_attributes(&mut self, span: Span, element: &str, pairs: &[(String, String)]) -> Attributes {
        let mut attributes = Attributes::default();
        for (name, value) in pairs {
            match name.as_str() {
                "id" if !value.trim().is_empty() => attributes.id = Some(value.trim().to_owned()),
                "name" if element == "a" => {
                    attributes.id.get_or_insert_with(|| value.trim().to_owned());
                }
                "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
                "align" => attributes.classes.extend(alignment(value)),
                "style" => {
                    let declarations = value.split(';').filter_map(|one| one.split_once(':'));
                    let aligned = declarations
                        .filter(|(property, _)| property.trim().eq_ignore_ascii_case("text-align"));
                    attributes.classes.extend(aligned.filter_map(|(_, value)| alignment(value)));
                    // Of how large an image is by itself, the reader knows nothing.
                    let size = crate::read::meaning::element::media::style_of_size(value)
                        .filter(|_| element == "img");
                    attributes.pairs.extend(size.map(|size| (name.clone(), size)));
                    // The pass `page_breaks` reads these.
                    let breaks = value.split(';').filter(|one| one.to_ascii_lowercase().contains("break-"));
                    let breaks = breaks.collect::<Vec<_>>().join(";");
                    if !breaks.is_empty() {
                        attributes.pairs.push((name.clone(), breaks));
                    }
                }
                "lang" | "dir" if !value.is_empty() => attributes.pairs.push((name.clone(), value.clone())),
                "title" if !matches!(element, "a" | "img") => {
                    attributes.pairs.push((name.clone(), value.clone()))
                }
                "datetime" | "value" if element != "input" => {
                    attributes.pairs.push((name.clone(), value.clone()))
                }
                _ if name.starts_with("data-") => attributes.pairs.push((name.clone(), value.clone())),
                _ if name.starts_with("on") => {
                    let message = format!(
                        "the attribute `{name}` of `<{element}>` is left out: a document runs no code"
                    );
                    self.findings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
                }
                _ => {}
            }
        }
        attributes
    }
}

/// The class that asks for an alignment.
fn alignment(value: &str) -> Option<String> {
    let value = value.trim().to_ascii_lowercase();
    ["left", "center", "right", "justify"].contains(&value.as_str()).then(|| format!("align-{value}"))
}
