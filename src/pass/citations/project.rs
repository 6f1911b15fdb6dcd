//! What the project that a note is part of says of its bibliography.

use super::super::project::{at, first, from};
use crate::files::Files;
use crate::value::Value;

/// Where in them the names of files stand.
const BIBLIOGRAPHIES: [&[&str]; 4] = [
    &["bibliography"],
    &["project", "bibliography"],
    &["sphinx", "config", "bibtex_bibfiles"],
    &["bibtex_bibfiles"],
];

/// The files of works that the note's project names, relative to the note's folder.
pub fn bibliographies(files: &dyn Files) -> Vec<String> {
    first(files, |settings, folder| {
        let Some(found) = BIBLIOGRAPHIES.iter().find_map(|path| at(settings, path)) else {
            return scholar(settings, folder, files);
        };
        Some(super::library::texts(found).iter().map(|name| from(folder, name)).collect())
    })
    .unwrap_or_default()
}

/// The files of works that the settings of jekyll-scholar mean (its README, "Configuration").
fn scholar(settings: &Value, folder: &str, files: &dyn Files) -> Option<Vec<String>> {
    let own = settings.get("scholar");
    let plugins = ["plugins", "gems"].iter().filter_map(|key| settings.get(key));
    let is_used = |name: String| matches!(name.as_str(), "jekyll-scholar" | "jekyll/scholar");
    if own.is_none() && !plugins.flat_map(super::library::texts).any(is_used) {
        return None;
    }
    let given = |key: &str, default| own.and_then(|own| own.get(key)?.as_str()).unwrap_or(default);
    // Paths are from the site's root, with a slash before them or not.
    let source = given("source", "_bibliography");
    let parts = source.split('/').filter(|part| !matches!(*part, "" | ".")).map(|part| format!("{part}/"));
    let source: String = parts.collect();
    let path = |name: &str| format!("{folder}{source}{name}");
    let name = given("bibliography", "references.bib");
    Some(match name.contains('*') {
        true => {
            let mut names = files.siblings(&path("x.bib"));
            names.retain(|name| name.ends_with(".bib"));
            names.iter().map(|name| path(name)).collect()
        }
        false if name.contains('.') => vec![path(name)],
        false => vec![path(&format!("{name}.bib"))],
    })
}

/// The style of citations that the note's project names: a file relative to the note's folder.
pub fn style(files: &dyn Files) -> Option<String> {
    first(files, |settings, folder| Some(from(folder, settings.get("csl")?.as_str()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    fn files(name: &str, text: &str) -> Memory {
        Memory([(name.to_owned(), text.as_bytes().to_vec())].into())
    }

    #[test]
    fn each_kind_of_project_names_its_works() {
        for (name, text) in [
            ("_quarto.yml", "bibliography: works.bib\n"),
            ("_quarto.yml", "project: {type: book}\nbibliography:\n- works.bib\n"),
            ("_config.yml", "scholar: {source: ./, bibliography: works}\n"),
            ("myst.yml", "version: 1\nproject:\n  bibliography: [works.bib]\n"),
            ("_config.yml", "sphinx:\n  config:\n    bibtex_bibfiles: [works.bib]\n"),
            ("_config.yml", "bibtex_bibfiles:\n  - works.bib\n"),
        ] {
            assert_eq!(bibliographies(&files(name, text)), ["works.bib"], "{text}");
        }
        assert_eq!(bibliographies(&files("../_quarto.yml", "bibliography: a/b.bib")), ["../a/b.bib"]);
        assert_eq!(bibliographies(&files("_config.yml", "title: [")), Vec::<String>::new());
        assert_eq!(style(&files("../_quarto.yml", "csl: ieee.csl")).as_deref(), Some("../ieee.csl"));
    }
}
