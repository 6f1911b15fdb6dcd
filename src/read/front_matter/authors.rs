//! The people that front matter names: as text, as a list, as a mapping, or as a list of mappings. Which keys name
//! people is left to `keys`, where they work to `institutes`.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "pieces are parts of the same text, and there is at least one"
)]

use crate::ir::metadata::Author;
use crate::read::front_matter::found::Found;
use crate::read::front_matter::institutes::Institutes;
use crate::read::front_matter::names::{Names, field};
use crate::read::front_matter::values::{one_line, words};
use crate::value::{Mapping, Value};

const NAME: Names = "name nom nombre nome naam fullname literal text";
const GIVEN: Names = "given givenname givennames first firstname prenom vorname";
const FAMILY: Names = "family familyname last lastname surname nachname nomdefamille";
const AFFILIATION: Names = "\
    affiliation affiliations institution institute institutes organization organisation university universite \
    school ecole company";
const EMAIL: Names = "email mail courriel";
const URL: Names = "url website web site siteweb homepage";
const ORCID: Names = "orcid";
const ROLE: Names = "role roles";

/// The authors of a value, in its order. What is neither text nor a mapping with a name is kept as words.
pub fn authors(value: &Value, institutes: &Institutes) -> Vec<Found> {
    match value {
        Value::Sequence(items) => items.iter().flat_map(|item| authors_of(item, institutes)).collect(),
        one => authors_of(one, institutes),
    }
}

fn authors_of(value: &Value, institutes: &Institutes) -> Vec<Found> {
    let all = one_line(&words(value));
    if all.is_empty() && !matches!(value, Value::Mapping(_)) {
        return Vec::new();
    }
    let named = match value {
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            names(&all).into_iter().map(from_text).collect()
        }
        Value::Mapping(mapping) => match from_mapping(mapping, institutes) {
            Some(author) => vec![author],
            None => by_name(mapping, institutes),
        },
        Value::Null | Value::Sequence(_) => Vec::new(),
    };
    match named.is_empty() {
        false => named.into_iter().map(Found::Named).collect(),
        true if all.is_empty() => Vec::new(),
        true => vec![Found::Words(all)],
    }
}

/// The names in a text, which are told apart where semicolons stand between them, or addresses after them: `A, B and C`
/// may be one name or three.
fn names(text: &str) -> Vec<&str> {
    let names = |pieces: Vec<&'_ str>| pieces.iter().filter(|piece| !piece.is_empty()).count() > 1;
    let at_semicolons = pieces(text, &[";"]);
    if names(at_semicolons.clone()) {
        return at_semicolons;
    }
    let pieces = pieces(text, &[", and ", ",", " and ", " & ", " und ", " et ", " y "]);
    if !pieces[..pieces.len() - 1]
        .iter()
        .any(|piece| piece.ends_with(['>', ')', ']']) && contact(piece).is_some())
    {
        return vec![text];
    }
    // `Doe, Ann <a@b.c>` is one name.
    let mut whole: Vec<&str> = Vec::new();
    let mut open = false;
    let offset = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    for piece in pieces {
        match whole.last_mut() {
            Some(last) if open => *last = &text[offset(last)..offset(piece) + piece.len()],
            _ => whole.push(piece),
        }
        open = contact(piece).is_none() && !piece.contains(char::is_whitespace);
    }
    whole
}

/// The parts of a text between separators that stand in no brackets.
fn pieces<'t>(text: &'t str, separators: &[&str]) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let (mut start, mut at, mut depth) = (0, 0, 0usize);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separator = separators.iter().find(|one| depth == 0 && text[at..].starts_with(**one));
        at += separator.map_or(c.len_utf8(), |separator| separator.len());
        if let Some(separator) = separator {
            pieces.push(text[start..at - separator.len()].trim());
            start = at;
        }
    }
    pieces.push(text[start..].trim());
    pieces
}

/// A name, and the address or the note after it: `Name <address>`, `Name (address)`, `[Name](address)`, `Name^[note]`.
fn contact(text: &str) -> Option<(&str, &str)> {
    let link = text.strip_prefix('[').and_then(|text| text.strip_suffix(')')?.split_once("]("));
    let pairs = [('<', '>'), ('(', ')')];
    let after = || pairs.iter().find_map(|&(open, close)| text.strip_suffix(close)?.split_once(open));
    let note = || text.strip_suffix(']').and_then(|text| text.split_once("^["));
    let (name, contact) = link.or_else(after).or_else(note)?;
    let (name, contact) = (name.trim(), contact.trim());
    let is_address = contact.contains("://") || contact.contains('@');
    (!name.is_empty() && (is_address || text.ends_with(']'))).then_some((name, contact))
}

fn from_text(text: &str) -> Author {
    let Some((name, contact)) = contact(text) else {
        return Author { name: text.to_owned(), ..Author::default() };
    };
    let name = name.to_owned();
    let contact = contact.strip_prefix("mailto:").unwrap_or(contact).to_owned();
    let is_word = !contact.contains(char::is_whitespace);
    match is_word {
        true if contact.contains("://") => Author { name, url: Some(contact), ..Author::default() },
        true if contact.contains('@') => Author { name, email: Some(contact), ..Author::default() },
        _ => Author { name, affiliation: Some(contact), ..Author::default() },
    }
}

fn from_mapping(mapping: &Mapping, institutes: &Institutes) -> Option<Author> {
    let get = |names: Names| names.split(' ').find_map(|name| field(mapping, name));
    let text = |names: Names| get(names).map(|value| one_line(&words(value))).filter(|text| !text.is_empty());
    let name = match get(NAME) {
        Some(Value::Mapping(parts)) => from_mapping(parts, institutes)?.name,
        Some(_) | None => full_name(text(NAME), text(GIVEN), text(FAMILY))?,
    };
    let named = from_text(&name);
    Some(Author { name: named.name.clone(), ..with_fields(mapping, named, institutes) })
}

/// An author with what a mapping says of it beside its name.
fn with_fields(mapping: &Mapping, author: Author, institutes: &Institutes) -> Author {
    let get = |names: Names| names.split(' ').find_map(|name| field(mapping, name));
    let text = |names: Names| get(names).map(|value| one_line(&words(value))).filter(|text| !text.is_empty());
    let affiliation = get(AFFILIATION).map(|value| institutes.named(value)).filter(|text| !text.is_empty());
    let orcid = || {
        let id = text(ORCID)?;
        Some(if id.contains("://") { id } else { format!("https://orcid.org/{id}") })
    };
    Author {
        affiliation: affiliation.or(author.affiliation),
        email: text(EMAIL).or(author.email),
        url: text(URL).or(author.url).or_else(orcid),
        role: text(ROLE).or(author.role),
        name: author.name,
    }
}

/// Authors whose names are keys, as pandoc-scholar has them: `Ann Doe: {institute: uni}`, `Ann Doe: uni`.
fn by_name(mapping: &Mapping, institutes: &Institutes) -> Vec<Author> {
    let is_name = |name: &str| {
        name.contains(char::is_whitespace)
            || name.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_ascii()))
    };
    let author = |(key, value): (&Value, &Value)| {
        let name = one_line(&words(key));
        let author = from_text(&name);
        match value {
            _ if !is_name(&name) => None,
            Value::Mapping(fields) => Some(with_fields(fields, author, institutes)),
            Value::Null => Some(author),
            Value::String(_) | Value::Number(_) | Value::Sequence(_) => {
                let affiliation = Some(institutes.named(value)).filter(|text| !text.is_empty());
                Some(Author { affiliation, ..author })
            }
            Value::Bool(_) => None,
        }
    };
    mapping.iter().map(author).collect::<Option<_>>().unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> Vec<Found> {
        authors(&crate::yaml::read(yaml).unwrap(), &Institutes::default())
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
            role: None,
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
    fn addresses_and_semicolons_tell_several_names_in_a_text_apart() {
        let mail = |name, mail: &str| Author { email: Some(mail.to_owned()), ..named(name) };
        for (text, expected) in [
            ("A B <a@b.c>, D E <d@e.f>", vec![mail("A B", "a@b.c"), mail("D E", "d@e.f")]),
            ("A B (a@b.c) and D E (d@e.f)", vec![mail("A B", "a@b.c"), mail("D E", "d@e.f")]),
            ("A B <a@b.c>, D E, and G <g@h.i>", vec![mail("A B", "a@b.c"), named("D E"), mail("G", "g@h.i")]),
            ("B, A <a@b.c>, E, D <d@e.f>", vec![mail("B, A", "a@b.c"), mail("E, D", "d@e.f")]),
            ("B, A; E, D", vec![named("B, A"), named("E, D")]),
            ("A B (editor), C", vec![named("A B (editor), C")]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(Found::Named).collect();
            assert_eq!(read(&format!("{text:?}")), expected, "{text}");
        }
    }

    #[test]
    fn a_note_after_a_name_says_where_its_author_works() {
        let works = Author { affiliation: Some("Dept. of X, a@b.c".to_owned()), ..named("A B") };
        assert_eq!(read("A B^[Dept. of X, a@b.c]"), [Found::Named(works)]);
    }

    #[test]
    fn a_name_may_be_the_key_of_what_is_said_of_its_author() {
        let works = |name: &str| Author { affiliation: Some("M".to_owned()), ..named(name) };
        let expected = [Found::Named(works("Ann Doe")), Found::Named(named("Bob"))];
        for yaml in
            ["- Ann Doe: {institute: M}\n- Bob:", "{Ann Doe: {institute: M}, Bob: {}}", "- Ann Doe: M\n- Bob"]
        {
            assert_eq!(read(yaml), expected, "{yaml}");
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
