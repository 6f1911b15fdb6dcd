//! The authors that front matter names: as text, as a list, as a mapping, or as a list of mappings. Which
//! keys name authors is left to `keys`.

use serde_yaml::{Mapping, Value};

use super::keys::{Names, key_name};
use super::values::{one_line, words};
use crate::ir::metadata::Author;

const NAME: Names = "name nom nombre nome naam fullname literal";
const GIVEN: Names = "given givenname givennames first firstname prenom vorname";
const FAMILY: Names = "family familyname last lastname surname nachname nomdefamille";
const AFFILIATION: Names = "\
    affiliation affiliations institution institute organization organisation university universite \
    school ecole company";
const EMAIL: Names = "email mail courriel";
const URL: Names = "url website web site siteweb homepage";

/// An author as front matter has it.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    /// One whose name is given.
    Named(Author),
    /// All the words of something else.
    Words(String),
}

/// The authors of a value, in its order. What is neither text nor a mapping with a name is kept as words.
pub(super) fn authors(value: &Value) -> Vec<Found> {
    match value {
        Value::Sequence(items) => items.iter().filter_map(author).collect(),
        one => author(one).into_iter().collect(),
    }
}

fn author(value: &Value) -> Option<Found> {
    let all = one_line(&words(value));
    if all.is_empty() {
        return None;
    }
    let named = match value {
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Some(from_text(&all)),
        Value::Mapping(mapping) => from_mapping(mapping),
        Value::Tagged(tagged) => return author(&tagged.value),
        Value::Null | Value::Sequence(_) => None,
    };
    Some(named.map_or(Found::Words(all), Found::Named))
}

/// `Name`, `Name <e-mail>`, `Name <address>` or `[Name](address)`.
fn from_text(text: &str) -> Author {
    let link = text.strip_prefix('[').and_then(|text| text.strip_suffix(')')?.split_once("]("));
    if let Some((name, url)) = link.filter(|(name, url)| !name.is_empty() && url.contains("://")) {
        return Author { name: name.to_owned(), url: Some(url.to_owned()), ..Author::default() };
    }
    let contact = text.strip_suffix('>').and_then(|text| text.split_once('<'));
    let (name, contact) = contact.map_or((text, ""), |(name, contact)| (name.trim(), contact.trim()));
    let (url, email) = (contact.contains("://"), contact.contains('@'));
    if name.is_empty() || !(url || email) {
        return Author { name: text.to_owned(), ..Author::default() };
    }
    let contact = Some(contact.to_owned());
    match url {
        true => Author { name: name.to_owned(), url: contact, ..Author::default() },
        false => Author { name: name.to_owned(), email: contact, ..Author::default() },
    }
}

fn from_mapping(mapping: &Mapping) -> Option<Author> {
    let get = |names: Names| names.split(' ').find_map(|name| field(mapping, name));
    let text = |names: Names| get(names).map(|value| one_line(&words(value))).filter(|text| !text.is_empty());
    let name = match get(NAME) {
        Some(Value::Mapping(parts)) => from_mapping(parts)?.name,
        Some(_) | None => full_name(text(NAME), text(GIVEN), text(FAMILY))?,
    };
    let affiliation = get(AFFILIATION).map(affiliation).filter(|text| !text.is_empty());
    let named = from_text(&name);
    Some(Author {
        affiliation,
        email: text(EMAIL).or(named.email),
        url: text(URL).or(named.url),
        name: named.name,
    })
}

/// The value of the first key that is `name` when what does not matter in a key is left out.
fn field<'a>(mapping: &'a Mapping, name: &str) -> Option<&'a Value> {
    mapping
        .iter()
        .find(|(key, value)| key_name(&words(key)) == name && !value.is_null())
        .map(|(_, value)| value)
}

/// The name that is printed; `nom` is a whole name in one note and, beside `prénom`, a family name in another.
fn full_name(name: Option<String>, given: Option<String>, family: Option<String>) -> Option<String> {
    match (name, given, family) {
        (Some(name), Some(given), None) if !name.contains(&given) => Some(format!("{given} {name}")),
        (Some(name), _, _) => Some(name),
        (None, Some(given), Some(family)) => Some(format!("{given} {family}")),
        (None, given, family) => given.or(family),
    }
}

/// Names of institutions, from text, mappings with a name, or a list of either.
fn affiliation(value: &Value) -> String {
    match value {
        Value::Sequence(items) => items.iter().map(affiliation).collect::<Vec<_>>().join(", "),
        Value::Mapping(mapping) => {
            field(mapping, "name").map_or_else(|| one_line(&words(value)), affiliation)
        }
        Value::Tagged(tagged) => affiliation(&tagged.value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => one_line(&words(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> Vec<Found> {
        authors(&serde_yaml::from_str(yaml).unwrap())
    }

    fn named(name: &str) -> Author {
        Author { name: name.to_owned(), ..Author::default() }
    }

    #[test]
    fn authors_may_be_text_or_a_list_or_mappings() {
        for (yaml, names) in [
            ("A, B and C", vec!["A, B and C"]),
            ("[A, B]", vec!["A", "B"]),
            ("[A, ~, '', 7]", vec!["A", "7"]),
            ("- name: A\n- prénom: B\n  nom: C\n- {given: D, family: E}", vec!["A", "B C", "D E"]),
            ("{Name: A B, given: A}", vec!["A B"]),
            ("{name: {given: D, family: E}}", vec!["D E"]),
            ("[]", vec![]),
        ] {
            let expected: Vec<_> = names.into_iter().map(|name| Found::Named(named(name))).collect();
            assert_eq!(read(yaml), expected, "{yaml}");
        }
    }

    #[test]
    fn authors_may_have_an_affiliation_and_addresses() {
        let expected = Author {
            name: "A".to_owned(),
            affiliation: Some("M, N".to_owned()),
            email: Some("a@b.c".to_owned()),
            url: Some("https://d.e".to_owned()),
        };
        for yaml in [
            "{name: A, affiliation: 'M, N', email: a@b.c, url: https://d.e}",
            "- Name: A <a@b.c>\n  affiliations: [{name: M, city: X}, N]\n  website: https://d.e\n  orcid: 1",
        ] {
            assert_eq!(read(yaml), [Found::Named(expected.clone())], "{yaml}");
        }
    }

    #[test]
    fn an_address_may_follow_a_name() {
        let mail = Author { email: Some("a@b.c".to_owned()), ..named("A") };
        assert_eq!(read("A <a@b.c>"), [Found::Named(mail)]);
        let page = Author { url: Some("https://d.e/@a".to_owned()), ..named("A") };
        assert_eq!(read("A <https://d.e/@a>"), [Found::Named(page)]);
        for text in ["A <B>", "<a@b.c>"] {
            assert_eq!(read(text), [Found::Named(named(text))]);
        }
    }

    #[test]
    fn what_has_no_name_is_found_as_words() {
        assert_eq!(
            read("[{github: a, role: b}, C]"),
            [Found::Words("a, b".to_owned()), Found::Named(named("C"))]
        );
    }
}
