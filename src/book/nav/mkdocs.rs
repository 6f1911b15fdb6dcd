//! MkDocs' `nav`: pages with or without titles, and sections with pages in them.

use std::path::PathBuf;

use serde_yaml::Value;

use super::wrong::Wrong;
use super::yaml::{Places, mapping, text, text_of};
use crate::book::{Entry, Outline};

/// Reads a site's settings.
pub fn read(source: &str) -> Result<Option<Outline>, Wrong> {
    let Some(site) = mapping(source)? else { return Ok(None) };
    let places = Places::of(source);
    places.of_name("nav:");
    let Some(Value::Sequence(nav)) = site.get("nav") else { return Ok(None) };
    let authors = text_of(&site, "site_author").into_iter().collect();
    let theme = site.get("theme").and_then(Value::as_mapping);
    let outline = Outline {
        title: text_of(&site, "site_name"),
        authors,
        language: theme.and_then(|theme| text_of(theme, "language")),
        entries: entries(nav, &places),
        ..Outline::default()
    };
    Ok((!outline.entries.is_empty()).then_some(outline))
}

/// The folder of the notes.
pub fn base(source: &str) -> String {
    let site = mapping(source).ok().flatten();
    site.and_then(|site| text_of(&site, "docs_dir")).unwrap_or_else(|| "docs".to_owned())
}

fn entries(nav: &[Value], places: &Places) -> Vec<Entry> {
    nav.iter().flat_map(|one| entry(one, places)).collect()
}

fn entry(value: &Value, places: &Places) -> Vec<Entry> {
    let page = |path: String, title: Option<String>| {
        let span = places.of_name(&path);
        (!path.contains("://")).then(|| Entry {
            title,
            note: Some(PathBuf::from(path)),
            span,
            ..Entry::default()
        })
    };
    match value {
        Value::Mapping(all) => {
            let named = all.iter().filter_map(|(title, value)| {
                let title = text(title);
                match value {
                    Value::Sequence(below) => {
                        let span = places.of_name(title.as_deref().unwrap_or_default());
                        let entries = entries(below, places);
                        (!entries.is_empty()).then(|| Entry {
                            title,
                            is_part: true,
                            entries,
                            span,
                            ..Entry::default()
                        })
                    }
                    one => page(text(one)?, title),
                }
            });
            named.collect()
        }
        one => text(one).and_then(|path| page(path, None)).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_nest_and_links_to_elsewhere_are_no_chapters() {
        let text = "site_name: S\ndocs_dir: text\nnav:\n  - index.md\n  - Guide:\n    - start.md\n    - Deep:\n      - Deeper: deep/a.md\n    - Web: https://example.org\n";
        let outline = read(text).unwrap().unwrap();
        assert_eq!((outline.title.as_deref(), base(text).as_str()), (Some("S"), "text"));
        let units: Vec<String> = outline
            .units()
            .into_iter()
            .map(|unit| {
                let note = unit.note.map(|note| note.display().to_string()).unwrap_or_default();
                format!("{:?} {} {} {note}", unit.rank, unit.level, unit.title.unwrap_or_default())
            })
            .collect();
        assert_eq!(
            units,
            [
                "Chapter 1  index.md",
                "Part 1 Guide ",
                "Chapter 2  start.md",
                "Chapter 2 Deep ",
                "Section 3 Deeper deep/a.md",
            ]
        );
        assert_eq!(&text[outline.notes()[1].1.range()], "start.md");
    }

    #[test]
    fn tags_of_python_are_passed_over_and_a_site_without_nav_has_no_outline() {
        let text = "site_name: S\nmarkdown_extensions:\n  - x: !!python/name:a.b\n";
        assert_eq!(read(text).unwrap(), None);
        assert!(read("nav: [a: b\n").is_err());
    }
}
