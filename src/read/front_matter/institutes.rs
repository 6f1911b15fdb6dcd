//! Where authors work: by name in their own mapping, or by a short name, a number or a reference that a list of the front
//! matter explains (Quarto, MyST, pandoc-scholar).

use crate::read::front_matter::names::field;
use crate::read::front_matter::values::{one_line, words};
use crate::value::{Mapping, Value};

/// What short names of institutions stand for.
#[derive(Debug, Default)]
pub struct Institutes(Vec<(String, String)>);

impl Institutes {
    /// Those that a list explains: mappings with an `id`, short names with what they stand for, or texts, which authors
    /// call by their numbers.
    pub fn learn(&mut self, list: &Value) {
        match list {
            Value::Sequence(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.learn_one(item);
                    if let Some(name) = Some(name(item)).filter(|name| !name.is_empty()) {
                        self.0.push(((at + 1).to_string(), name));
                    }
                }
            }
            one => self.learn_one(one),
        }
    }

    fn learn_one(&mut self, value: &Value) {
        let Value::Mapping(mapping) = value else { return };
        let id = ["id", "ref", "key", "index", "number"].iter().find_map(|key| field(mapping, key));
        match (id, is_institution(mapping)) {
            (Some(id), true) => self.0.push((one_line(&words(id)), name(value))),
            (None, false) => {
                self.0.extend(mapping.iter().map(|(id, value)| (one_line(&words(id)), name(value))));
            }
            _ => {}
        }
    }

    /// Those that authors explain at their own place.
    pub fn learn_from_authors(&mut self, value: &Value) {
        match value {
            Value::Sequence(items) => items.iter().for_each(|item| self.learn_from_authors(item)),
            Value::Mapping(mapping) => {
                for value in ["affiliation", "affiliations"].iter().filter_map(|key| field(mapping, key)) {
                    match value {
                        Value::Sequence(items) => items.iter().for_each(|item| self.learn_one(item)),
                        one => self.learn_one(one),
                    }
                }
            }
            _ => {}
        }
    }

    /// The names of what an author refers to, with commas between.
    pub fn named(&self, value: &Value) -> String {
        match value {
            Value::Sequence(items) => {
                let names = items.iter().map(|item| self.named(item)).filter(|name| !name.is_empty());
                names.collect::<Vec<_>>().join(", ")
            }
            Value::Mapping(mapping) => {
                let refers = ["ref", "id"].iter().find_map(|key| field(mapping, key));
                match refers {
                    Some(reference) if !is_institution(mapping) => self.named(reference),
                    _ => name(value),
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                let text = one_line(&words(value));
                let all: Option<Vec<&str>> = text.split([',', ';']).map(|id| self.get(id.trim())).collect();
                match self.get(&text) {
                    Some(name) => name.to_owned(),
                    None => all.map_or(text.clone(), |names| names.join(", ")),
                }
            }
        }
    }

    fn get(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == id).map(|(_, name)| name.as_str())
    }
}

/// Whether a mapping says what an institution is called.
fn is_institution(mapping: &Mapping) -> bool {
    ["name", "institution", "department", "text"].iter().any(|key| field(mapping, key).is_some())
}

/// What an institution is called, with its department.
fn name(value: &Value) -> String {
    match value {
        Value::Mapping(mapping) if is_institution(mapping) => {
            let parts =
                ["department", "name", "institution", "text"].iter().filter_map(|key| field(mapping, key));
            let mut parts: Vec<String> = parts.map(|part| one_line(&words(part))).collect();
            parts.dedup();
            parts.join(", ")
        }
        Value::Mapping(mapping) if mapping.len() == 1 => mapping.values().next().map_or(String::new(), name),
        other => one_line(&words(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(list: &str, reference: &str) -> String {
        let mut institutes = Institutes::default();
        institutes.learn(&crate::yaml::read(list).unwrap());
        institutes.named(&crate::yaml::read(reference).unwrap())
    }

    #[test]
    fn short_names_stand_for_what_a_list_says() {
        for list in [
            "[{id: u, name: Uni}, {id: l, name: Lab}]",
            "[{id: u, institution: Uni}, {id: l, institution: Lab}]",
            "[{u: Uni}, {l: {name: Lab}}]",
            "{u: Uni, l: Lab}",
        ] {
            for reference in ["[u, l]", "u, l", "[{ref: u}, {ref: l}]"] {
                assert_eq!(named(list, reference), "Uni, Lab", "{list} {reference}");
            }
        }
        assert_eq!(named("[Uni, Lab]", "2"), "Lab");
        assert_eq!(named("[Uni]", "Elsewhere, Town"), "Elsewhere, Town");
    }
}
