//! Works as CSL-JSON has them, in JSON or YAML (Pandoc's `references:`): each is written as an entry of BibLaTeX, which
//! hayagriva reads, so that there is one way from data to entries.

use crate::value::Value;
use hayagriva::Library;

use super::bibtex;
use super::library::Broken;

/// The fields whose value is taken as it is: CSL's name and BibLaTeX's.
const FIELDS: [(&str, &str); 20] = [
    ("title", "title"),
    ("container-title", "journaltitle"),
    ("collection-title", "series"),
    ("publisher", "publisher"),
    ("publisher-place", "location"),
    ("event-title", "eventtitle"),
    ("event", "eventtitle"),
    ("volume", "volume"),
    ("issue", "number"),
    ("number", "number"),
    ("page", "pages"),
    ("edition", "edition"),
    ("DOI", "doi"),
    ("URL", "url"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("language", "langid"),
    ("abstract", "abstract"),
    ("note", "note"),
    ("genre", "type"),
];

/// The works of a list of items.
///
/// # Errors
/// When some of them cannot be read; the others come with the error.
pub fn library(items: &[Value]) -> Result<Library, Broken> {
    bibtex::read(&items.iter().filter_map(entry).collect::<String>())
}

fn entry(item: &Value) -> Option<String> {
    let id = text(item.get("id")?)?;
    let kind = item.get("type").and_then(Value::as_str).unwrap_or("document");
    let kind = match kind {
        "article-journal" | "article-magazine" | "article-newspaper" | "article" | "review" => "article",
        "book" | "monograph" => "book",
        "chapter" => "incollection",
        "paper-conference" => "inproceedings",
        "thesis" => "thesis",
        "report" => "report",
        "webpage" | "post" | "post-weblog" => "online",
        "entry-encyclopedia" | "entry-dictionary" | "entry" => "inreference",
        "software" => "software",
        "dataset" => "dataset",
        _ => "misc",
    };
    let mut entry = format!("@{kind}{{{id},\n");
    let mut field = |name: &str, value: &str| entry.push_str(&format!("  {name} = {{{value}}},\n"));
    for (own, other) in FIELDS {
        let other = match (own, kind) {
            ("container-title", "article") | ("title", _) => other,
            ("container-title", _) => "booktitle",
            ("publisher", "thesis" | "report") => "institution",
            _ => other,
        };
        if let Some(value) = item.get(own).and_then(text) {
            // Addresses and numbers are read as they are.
            let verbatim = matches!(own, "DOI" | "URL" | "ISBN" | "ISSN" | "page");
            field(other, &if verbatim { value.replace(['{', '}'], "") } else { escaped(&value) });
        }
    }
    for role in ["author", "editor", "translator"] {
        if let Some(names) = item.get(role).and_then(Value::as_sequence) {
            field(role, &names.iter().filter_map(name).collect::<Vec<_>>().join(" and "));
        }
    }
    for (own, other) in [("issued", "date"), ("accessed", "urldate")] {
        if let Some(date) = item.get(own).and_then(date) {
            field(other, &date);
        }
    }
    entry.push_str("}\n");
    Some(entry)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn name(value: &Value) -> Option<String> {
    let part = |key: &str| value.get(key).and_then(text);
    if let Some(literal) = part("literal").or_else(|| text(value)) {
        return Some(format!("{{{}}}", escaped(&literal)));
    }
    let family = part("family")?;
    let particle = part("non-dropping-particle").or_else(|| part("dropping-particle"));
    let family = particle.map_or(family.clone(), |particle| format!("{particle} {family}"));
    let middle = part("suffix").map_or(String::new(), |suffix| format!("{}, ", escaped(&suffix)));
    Some(match part("given") {
        Some(given) => format!("{}, {middle}{}", escaped(&family), escaped(&given)),
        None => format!("{{{}}}", escaped(&family)),
    })
}

/// The date as BibLaTeX has it: `2020-03-16`, from parts, or from a text or a number.
fn date(value: &Value) -> Option<String> {
    let parts = value.get("date-parts").and_then(Value::as_sequence).and_then(|parts| parts.first());
    let Some(parts) = parts.and_then(Value::as_sequence) else {
        let list = value.as_sequence().and_then(|list| list.first());
        let own = value.get("year").or(value.get("raw")).or(value.get("literal"));
        if let (Some(year), Some(month)) =
            (value.get("year").and_then(text), value.get("month").and_then(text))
        {
            return Some(format!("{year}-{month:0>2}"));
        }
        return match list {
            Some(first) => date(first),
            None => text(own.unwrap_or(value)),
        };
    };
    let numbers: Vec<String> = parts.iter().filter_map(text).map(|part| format!("{part:0>2}")).collect();
    (!numbers.is_empty()).then(|| numbers.join("-"))
}

/// A text in which nothing is a command of TeX's.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '\\' => {}
            '%' | '&' | '#' | '$' | '_' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_becomes_an_entry() {
        let yaml = "- id: doe2020\n  type: article-journal\n  title: 'A & B'\n  container-title: J\n  \
                    author: [{family: Doe, given: Jane}]\n  issued: {date-parts: [[2020, 3]]}\n  page: 1-5";
        let items: Value = crate::yaml::read(yaml).unwrap();
        let library =
            library(items.as_sequence().unwrap()).unwrap_or_else(|broken| panic!("{:?}", broken.problems));
        let entry = library.get("doe2020").unwrap();
        assert_eq!(entry.title().unwrap().to_string(), "A & B");
        assert_eq!(entry.date().unwrap().year, 2020);
        assert_eq!(entry.authors().unwrap()[0].name, "Doe");
    }
}
