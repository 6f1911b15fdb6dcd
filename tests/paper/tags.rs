//! The tags of a PDF (ISO 32000-1, 14.7): which of them hold nothing.

use lopdf::{Dictionary, Document, Object};

/// What may be empty: a cell of a table that the note leaves empty, and the body of an item that has nothing but a list,
/// which Typst puts beside it.
const MAY_BE_EMPTY: [&str; 3] = ["TH", "TD", "LBody"];

/// The kinds of the elements of structure that have neither content nor other elements, in reading order.
pub fn empty(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let mut found = Vec::new();
    look(&document, resolved(&document, root), &mut found);
    found
}

fn look(document: &Document, element: &Object, found: &mut Vec<String>) {
    let Ok(element) = element.as_dict() else { return };
    // What has no kind refers to content or to an annotation.
    let kind = element.get(b"S").and_then(Object::as_name).map(String::from_utf8_lossy).unwrap_or_default();
    let kids = kids(document, element);
    if !kind.is_empty() && kids.is_empty() && !MAY_BE_EMPTY.contains(&kind.as_ref()) {
        found.push(kind.into_owned());
    }
    kids.into_iter().for_each(|kid| look(document, kid, found));
}

fn kids<'d>(document: &'d Document, element: &'d Dictionary) -> Vec<&'d Object> {
    let Ok(kids) = element.get(b"K").map(|kids| resolved(document, kids)) else { return Vec::new() };
    match kids {
        Object::Array(kids) => kids.iter().map(|kid| resolved(document, kid)).collect(),
        kid => vec![kid],
    }
}

fn resolved<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}
