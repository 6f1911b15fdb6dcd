//! What a site of MkDocs appends to each of its notes (PyMdown's snippets, `auto_append`): most often a list of
//! abbreviations, footnotes, and addresses that links name; what else it is stands at the note's end.

use crate::files::{Files, ways_up};
use crate::read::syntax;
use crate::value::Value;

/// The extension whose settings name the files.
const SNIPPETS: &str = "pymdownx.snippets";

/// A file that a site appends.
pub struct Appended {
    /// Where it is, relative to the note's folder.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl Appended {
    /// The text of the footnote that is defined under this label, with its further lines.
    pub fn footnote(&self, label: &str) -> Option<String> {
        let mut lines = self.text.lines();
        let first = lines.find_map(|line| labelled(line).filter(|(own, _)| *own == label))?.1;
        let mut text = first.trim_start().to_owned();
        for line in lines.take_while(|line| continues_block(line)) {
            text.push('\n');
            text.push_str(line.strip_prefix("    ").unwrap_or(line.trim_start()));
        }
        Some(text)
    }

    /// The labels of the footnotes that it defines.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.text.lines().filter_map(|line| Some(labelled(line)?.0))
    }

    /// Its text without footnotes, which stand where the note refers to them.
    pub fn without_footnotes(&self) -> String {
        let mut in_footnote = false;
        let mut text = String::new();
        for line in self.text.lines() {
            in_footnote = labelled(line).is_some() || in_footnote && continues_block(line);
            if !in_footnote {
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }

    /// Whether it has more than definitions and comments, which show nothing where they stand.
    pub fn shows(&self) -> bool {
        let (mut in_comment, mut shows) = (false, false);
        for line in self.without_footnotes().lines().map(str::trim) {
            in_comment |= line.starts_with("<!--");
            let defines = line.starts_with('[') && line.contains("]:")
                || syntax::abbreviation::definition(line).is_some();
            shows |= !in_comment && !defines && !line.is_empty();
            in_comment &= !line.ends_with("-->");
        }
        shows
    }
}

/// The label of the footnote whose definition begins with this line, and what follows it.
fn labelled(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("[^")?.split_once("]:").filter(|(label, _)| !label.contains([']', ' ']))
}

/// Whether a line may go on a footnote: it is empty or indented.
fn continues_block(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with("    ") || line.starts_with('\t')
}

/// The files that the settings of the note's site append, as far as they can be read.
pub fn texts(files: &dyn Files) -> Vec<Appended> {
    let read = |paths: Vec<String>| {
        let found = |path: String| Some((files.read(&path).ok()?, path));
        let (bytes, path) = paths.into_iter().find_map(found)?;
        Some(Appended { path, text: String::from_utf8_lossy(&bytes).into_owned() })
    };
    paths(files).into_iter().filter_map(read).collect()
}

/// The paths of the files that the settings of the note's site append, relative to the note's folder, each with the
/// other paths under which it may be.
fn paths(files: &dyn Files) -> Vec<Vec<String>> {
    for folder in ways_up(files) {
        for name in ["mkdocs.yml", "mkdocs.yaml"] {
            if let Ok(bytes) = files.read(&format!("{folder}{name}")) {
                return named(&String::from_utf8_lossy(&bytes), &folder).unwrap_or_default();
            }
        }
    }
    Vec::new()
}

/// The files that settings in this folder append, each with the paths under which it may be.
fn named(settings: &str, folder: &str) -> Option<Vec<Vec<String>>> {
    let settings: Value = crate::yaml::read(settings).ok()?;
    let extensions = settings.get("markdown_extensions")?;
    let own = match extensions {
        Value::Sequence(extensions) => extensions.iter().find_map(|extension| extension.get(SNIPPETS))?,
        extensions => extensions.get(SNIPPETS)?,
    };
    let texts = |key: &str| match own.get(key) {
        Some(Value::Sequence(values)) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) => vec![text.clone()],
        _ => Vec::new(),
    };
    let mut bases = texts("base_path");
    bases.push(".".to_owned());
    let below = |file: &String| bases.iter().map(|base| joined(folder, base, file)).collect();
    Some(texts("auto_append").iter().map(below).collect())
}

fn joined(folder: &str, base: &str, file: &str) -> String {
    match base.trim_start_matches("./").trim_end_matches('/') {
        "" | "." => format!("{folder}{file}"),
        base => format!("{folder}{base}/{file}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    #[test]
    fn definitions_and_comments_show_nothing() {
        let shows = |text: &str| Appended { path: String::new(), text: text.to_owned() }.shows();
        assert!(!shows(
            "*[CPU]: Central Processing Unit\n\n<!-- Words\nof ours -->\n[home]: https://example.org\n[^a]: A note.\n"
        ));
        assert!(shows("*[CPU]: Central Processing Unit\n\nSee the glossary.\n"));
    }

    #[test]
    fn footnotes_have_further_lines() {
        let text = "[^a]: One.\n\n    Two.\n\nWords.\n[^b]: Three.\n".to_owned();
        let file = Appended { path: String::new(), text };
        assert_eq!(file.labels().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(file.footnote("a").as_deref(), Some("One.\n\nTwo.\n"));
        assert_eq!(file.footnote("c"), None);
        assert_eq!(file.without_footnotes(), "Words.\n");
    }

    #[test]
    fn the_settings_of_a_site_name_what_is_appended() {
        let settings = "markdown_extensions:\n  - abbr\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.twemoji\n  - pymdownx.snippets:\n      base_path: [docs/parts]\n      auto_append:\n        - words.md\n";
        let files = Memory([("../mkdocs.yml".to_owned(), settings.as_bytes().to_vec())].into());
        assert_eq!(paths(&files), [["../docs/parts/words.md", "../words.md"]]);
        assert_eq!(paths(&Memory::default()), Vec::<Vec<String>>::new());
    }
}
