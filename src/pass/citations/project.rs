//! What the project that a note is part of says of its bibliography: the settings of Quarto, bookdown, Jupyter Book and
//! MyST, in the note's folder or one above it.

use serde_yaml::Value;

use crate::files::Files;
use crate::limits::FOLDERS_UP;

/// The files in which projects have their settings.
const NAMES: [&str; 6] =
    ["_metadata.yml", "_quarto.yml", "_quarto.yaml", "_bookdown.yml", "myst.yml", "_config.yml"];
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

/// A file that settings in this folder name; a path from the root stays.
fn from(folder: &str, name: &str) -> String {
    if name.starts_with('/') { name.to_owned() } else { format!("{folder}{name}") }
}

/// What `wanted` finds in the nearest settings that have it.
fn first<T>(files: &dyn Files, wanted: impl Fn(&Value, &str) -> Option<T>) -> Option<T> {
    for depth in 0..FOLDERS_UP {
        let folder = "../".repeat(depth);
        for name in NAMES {
            let Ok(bytes) = files.read(&format!("{folder}{name}")) else { continue };
            let settings = crate::yaml::read::<Value>(&String::from_utf8_lossy(&bytes)).ok();
            if let Some(found) = settings.and_then(|settings| wanted(&settings, &folder)) {
                return Some(found);
            }
        }
    }
    None
}

fn at<'v>(settings: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(settings, |value, key| value.get(key))
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
