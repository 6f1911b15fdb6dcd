//! Commands of LaTeX that stand for something of the document, outside of formulas.

#![expect(
    clippy::string_slice,
    reason = "offsets are of brackets and braces that were found in the same text"
)]

use crate::ir::reference::{Form, Item, Reference};

/// What a command of this name refers to or cites, and the length of its arguments, which `rest` begins with.
pub fn reference(name: &str, rest: &str) -> Option<(Reference, usize)> {
    let form = match name {
        "ref" => Form::Number,
        "eqref" => Form::Parenthesized,
        "autoref" | "cref" | "Cref" => Form::Named,
        "cite" | "citep" | "parencite" | "autocite" => Form::Aside,
        "citet" | "textcite" => Form::Prose,
        _ => return None,
    };
    let cites = matches!(form, Form::Aside | Form::Prose);
    // `\cite[p. 3]{x}`
    let (place, braces) = match rest.strip_prefix('[').filter(|_| cites) {
        Some(inside) => inside.split_once(']').filter(|(place, _)| place.len() < 100)?,
        None => ("", rest),
    };
    let label = braces.strip_prefix('{')?;
    let label = &label[..label.find('}').filter(|&length| (1..200).contains(&length))?];
    let valid = label.chars().all(|c| c.is_alphanumeric() || "-_:./* ".contains(c) || c == ',' && cites);
    let item = |name: &str| Item { name: name.trim().to_owned(), after: place.to_owned(), ..Item::default() };
    let names = label.split(',').filter(|name| !name.trim().is_empty());
    let items: Vec<Item> = if cites { names.map(item).collect() } else { vec![item(label)] };
    (valid && !items.is_empty())
        .then_some((Reference { items, form }, rest.len() - braces.len() + label.len() + 2))
}

/// The label that bookdown's `@ref(label)` refers to, and the length of both, which `rest` begins with.
pub fn bookdown_reference(rest: &str) -> Option<(&str, usize)> {
    let inside = rest.strip_prefix("@ref(")?;
    let label = &inside[..inside.find(')').filter(|&length| (1..200).contains(&length))?];
    let valid = label.chars().all(|c| c.is_alphanumeric() || "-_:./".contains(c));
    valid.then_some((label, label.len() + 6))
}

/// The length of what may follow a command for a new page: nothing, `{}`, or how much it is wanted, `[4]`.
pub fn argument_of_page_break(rest: &str) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix('[') {
        let length = inside.find(']')?;
        return inside[..length].bytes().all(|byte| byte.is_ascii_digit()).then_some(length + 2);
    }
    Some(if rest.starts_with("{}") { 2 } else { 0 })
}
