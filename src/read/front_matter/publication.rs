//! What front matter says of a note as a publication: Pandoc's metadata of EPUB, and the keys that other programs have for
//! the same. They stay among the note's other keys too, for its template expressions.

use crate::ir::metadata::Author;
use crate::ir::publication::{Identifier, Publication};
use crate::read::front_matter::authors;
use crate::read::front_matter::found::Found;
use crate::read::front_matter::institutes::Institutes;
use crate::read::front_matter::names::field;
use crate::read::front_matter::values::{one_line, scalars, words};
use crate::source::Span;
use crate::value::Value;

/// Reads them; `get` gives the value of a key by its name, as `keys` makes it, and where the key stands.
pub fn read<'v>(get: impl Fn(&str) -> Option<(&'v Value, Span)>, institutes: &Institutes) -> Publication {
    let value = |names: &str| names.split(' ').find_map(&get).map(|(value, _)| value);
    let line = |names: &str| value(names).and_then(text);
    let people = |name: &str, role: Option<&'static str>| {
        let found = value(name).map(|value| authors::authors(value, institutes)).unwrap_or_default();
        found.into_iter().filter_map(move |found| match found {
            // Quarto's editor is a program.
            Found::Named(author) if role.is_some() && matches!(&*author.name, "visual" | "source") => None,
            Found::Named(author) => Some(Author { role: author.role.or(role.map(str::to_owned)), ..author }),
            Found::Words(_) => None,
        })
    };
    let mut contributors: Vec<Author> = Vec::new();
    for (name, role) in [
        ("contributor", None),
        ("contributors", None),
        ("editor", Some("editor")),
        ("editors", Some("editor")),
        ("translator", Some("translator")),
        ("translators", Some("translator")),
        ("illustrator", Some("illustrator")),
    ] {
        contributors.extend(people(name, role));
    }
    let mut identifiers = Vec::new();
    for name in ["identifier", "identifiers"] {
        items(value(name)).iter().for_each(|one| identifiers.extend(identifier(one)));
    }
    for (name, scheme, prefix) in [("isbn", "ISBN", "urn:isbn:"), ("doi", "DOI", "")] {
        let given = line(name).filter(|text| text.contains(|c: char| c.is_ascii_digit()));
        identifiers.extend(given.map(|text| Identifier {
            scheme: (prefix.is_empty()).then(|| scheme.to_owned()),
            text: match prefix {
                "" => text,
                _ => format!("{prefix}{}", text.replace(['-', ' '], "")),
            },
        }));
    }
    let collection = line("belongstocollection series");
    Publication {
        titles: Vec::new(),
        contributors,
        identifiers,
        publisher: line("publisher verlag editeur editorial editore"),
        rights: line("rights copyright license licence"),
        position: collection.as_ref().and(line("groupposition seriesindex seriesnumber")),
        collection,
        description: None,
        subjects: items(value("subject subjects")).iter().filter_map(text).collect(),
        cover: cover(&get),
    }
}

/// The address of the image of the cover, at the top or where Quarto has it.
fn cover<'v>(get: &impl Fn(&str) -> Option<(&'v Value, Span)>) -> Option<(String, Span)> {
    let own = ["coverimage", "epubcoverimage"].iter().find_map(|name| get(name));
    let nested = || {
        let (Value::Mapping(formats), span) = get("format")? else { return None };
        let Value::Mapping(epub) = field(formats, "epub")? else { return None };
        Some((field(epub, "coverimage").or(field(epub, "epubcoverimage"))?, span))
    };
    let (value, span) = own.or_else(nested)?;
    let address = match value {
        Value::String(address) => address.trim(),
        _ => return None,
    };
    (!address.is_empty()).then(|| (address.to_owned(), span))
}

/// The titles of a list of titles by their types: `(type, text)`; the first without a type is the main one.
pub fn titles(value: &Value) -> Option<Vec<(String, String)>> {
    let items = items(Some(value));
    let title = |item: &Value| match item {
        Value::Mapping(mapping) => {
            let text = one_line(&words(field(mapping, "text")?));
            let kind = field(mapping, "type").map(|kind| one_line(&words(kind)).to_lowercase());
            let kind = kind.unwrap_or_else(|| "main".to_owned());
            Some((if kind == "extended" { "expanded".to_owned() } else { kind }, text))
        }
        _ => None,
    };
    items.iter().map(title).collect::<Option<Vec<_>>>().filter(|titles| !titles.is_empty())
}

/// The items of a list; a value that is none is its only one.
fn items(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Sequence(items)) => items.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    }
}

fn identifier(value: &Value) -> Option<Identifier> {
    let scheme = match value {
        Value::Mapping(mapping) => field(mapping, "scheme").map(|scheme| one_line(&words(scheme))),
        _ => None,
    };
    Some(Identifier { scheme, text: text(value)? })
}

/// A text, or that of a mapping with one (`text`, `name`, `content`), on one line. A truth value says nothing.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Bool(_) | Value::Null => return None,
        Value::Mapping(mapping) => {
            let named =
                ["text", "name", "title", "statement", "holder"].iter().find_map(|key| field(mapping, key));
            words(named.unwrap_or(value))
        }
        other => {
            let mut all = Vec::new();
            scalars(other, &mut all);
            all.join(", ")
        }
    };
    Some(one_line(&text)).filter(|text| !text.is_empty())
}
