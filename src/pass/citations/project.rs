//! What the project that a note is part of says of its bibliography.

use super::super::project::{at, first, from};
use crate::files::Files;

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
        let found = BIBLIOGRAPHIES.iter().find_map(|path| at(settings, path))?;
        Some(super::works::texts(found).iter().map(|name| from(folder, name)).collect())
    })
    .unwrap_or_default()
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
