//! What of a note's own attributes reaches the markup: identifiers, classes and the few pairs that mean
//! something; every other pair only as `data-*`, so that nothing can run and the markup stays valid.

use super::encode::{Encoder, Syntax};
use crate::ir::Attributes;
use crate::locale::{self, Direction};

/// Writes `attributes`, with `classes` (separated by spaces) before those of the note.
/// Identifiers are left out when `identify` is false: where the same text is written a second time.
pub fn write(encoder: &mut Encoder, classes: &str, attributes: &Attributes, identify: bool) {
    let word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    if let Some(id) = attributes.id.as_deref().filter(|id| identify && word(id)) {
        encoder.attribute("id", id);
    }
    let mut all = classes.to_owned();
    for class in attributes.classes.iter().filter(|class| word(class)) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(class);
    }
    if !all.is_empty() {
        encoder.attribute("class", &all);
    }
    let directed = attributes.pairs.iter().any(|(key, _)| key.eq_ignore_ascii_case("dir"));
    for (key, value) in &attributes.pairs {
        let key = key.to_ascii_lowercase();
        let tag = if key == "lang" { locale::language_tag(value) } else { None };
        match (key.as_str(), tag) {
            (_, Some(tag)) => {
                language(encoder, &tag);
                if !directed {
                    encoder.attribute("dir", direction(&tag));
                }
            }
            ("dir", None) if matches!(value.as_str(), "ltr" | "rtl" | "auto") => {
                encoder.attribute("dir", value);
            }
            ("title", None) => {
                encoder.attribute("title", value);
            }
            (_, None) => {
                encoder.data(key.strip_prefix("data-").unwrap_or(&key), value);
            }
        }
    }
}

/// Writes the language (BCP 47) of an element, in XHTML in XML's way as well.
pub fn language(encoder: &mut Encoder, tag: &str) {
    encoder.attribute("lang", tag);
    if encoder.syntax() == Syntax::Xhtml {
        encoder.attribute("xml:lang", tag);
    }
}

/// The value of the attribute `dir` for text in `language` (BCP 47).
pub fn direction(language: &str) -> &'static str {
    match locale::direction(language) {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::AttributeList;

    fn written(syntax: Syntax, attributes: Attributes) -> String {
        let mut encoder = Encoder::new(syntax);
        write(encoder.open("i"), "own", &attributes, true);
        encoder.finish()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Attributes {
        let pairs = pairs.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        AttributeList { pairs, ..AttributeList::default() }.into()
    }

    #[test]
    fn identifier_and_classes_are_kept() {
        let attributes = AttributeList {
            id: Some("été".into()),
            classes: vec!["a".into(), "b c".into()],
            pairs: Vec::new(),
        }
        .into();
        assert_eq!(written(Syntax::Html, attributes), r#"<i id="été" class="own a"></i>"#);
    }

    #[test]
    fn pairs_that_mean_something_are_kept() {
        let attributes =
            pairs(&[("lang", "fr-CA"), ("dir", "rtl"), ("title", "T"), ("data-x", "1"), ("key", "2")]);
        let expected = r#"<i class="own" lang="fr-CA" xml:lang="fr-CA" dir="rtl" title="T" data-x="1" data-key="2"></i>"#;
        assert_eq!(written(Syntax::Xhtml, attributes), expected);
    }

    #[test]
    fn no_pair_can_run_or_style() {
        let attributes =
            pairs(&[("onclick", "x"), ("STYLE", "y"), ("href", "z"), ("a b", "w"), ("lang", "not one")]);
        let expected =
            r#"<i class="own" data-onclick="x" data-style="y" data-href="z" data-lang="not one"></i>"#;
        assert_eq!(written(Syntax::Html, attributes), expected);
    }
}
