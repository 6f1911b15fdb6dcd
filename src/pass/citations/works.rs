//! Where works come from: the files that the front matter names, in BibTeX, hayagriva's YAML or CSL-JSON, and the works
//! that it describes itself (`references:`). All are read under the note's root.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use hayagriva::Entry;
use hayagriva::Library;
use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Style};

use super::library::{Broken, texts};
use super::{bibtex, csl, csl_json, project};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::{Files, refused};
use crate::ir::Metadata;
use crate::value::Value;

/// The works that notes may cite.
#[derive(Debug, Default)]
pub struct Works {
    library: Library,
    /// The texts that were read: the notes of a book have one bibliography, most often.
    read: HashSet<Vec<u8>>,
}

impl Works {
    /// The work of this key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.library.get(key)
    }

    /// Whether there is a work of this key.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// All works, in the order in which they stand.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.library.iter()
    }

    fn extend(&mut self, library: &Library) {
        library.iter().for_each(|entry| self.library.push(entry));
    }

    /// Adds the works of a note: those of its front matter, else of its project, else, when `look` says so, those of the
    /// `.bib` files beside it, as MyST has them. Whether it has some. What cannot be read gives warnings.
    pub fn add_those_of(
        &mut self,
        metadata: &Metadata,
        files: &dyn Files,
        look: bool,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let mut any = false;
        let mut paths = metadata.extra.get("bibliography").map(texts).unwrap_or_default();
        let own = metadata.extra.get("references").and_then(Value::as_sequence);
        if paths.is_empty() && own.is_none() {
            paths = project::bibliographies(files);
        }
        if paths.is_empty() && own.is_none() && look {
            paths = files.siblings("x.bib").into_iter().filter(|name| name.ends_with(".bib")).collect();
        }
        for path in paths {
            let text = match files.read(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    let message = format!("the bibliography `{path}` cannot be read: {error}");
                    let diagnostic = Diagnostic::warning(Code::Citation, message);
                    diagnostics.push(match refused::way_out(&error) {
                        Some(hint) => diagnostic.hint(hint),
                        None => diagnostic,
                    });
                    continue;
                }
            };
            any = true;
            if self.read.contains(&text) {
                continue;
            }
            match read(&path, &String::from_utf8_lossy(&text)) {
                Ok(library) => self.extend(&library),
                Err(Broken { library, problems }) => {
                    self.extend(&library);
                    for problem in problems {
                        warn(diagnostics, format!("the bibliography `{path}`: {problem}"));
                    }
                }
            }
            self.read.insert(text);
        }
        if let Some(items) = own {
            any = true;
            match csl_json::library(items) {
                Ok(library) => self.extend(&library),
                Err(Broken { library, problems }) => {
                    self.extend(&library);
                    problems.into_iter().for_each(|problem| warn(diagnostics, problem));
                }
            }
        }
        any
    }
}

fn warn(diagnostics: &mut Diagnostics, message: String) {
    diagnostics.push(Diagnostic::warning(Code::Citation, message));
}

fn read(path: &str, text: &str) -> Result<Library, Broken> {
    let broken = |problem: String| Broken { library: Library::new(), problems: vec![problem] };
    match path.rsplit('.').next().unwrap_or_default().to_lowercase().as_str() {
        "json" | "yaml" | "yml" => {
            let value: Value = crate::yaml::read(text).map_err(|error| broken(error.to_string()))?;
            let items = value.get("references").unwrap_or(&value);
            match items.as_sequence() {
                Some(items) => csl_json::library(items),
                None => hayagriva::io::from_yaml_str(text).map_err(|error| broken(error.to_string())),
            }
        }
        _ => bibtex::read(text),
    }
}

/// Chicago's author-date style, as Pandoc has it for notes that ask for none. It is read once for all notes of a run.
#[expect(clippy::unreachable, reason = "the style is part of the program, and a test reads it")]
static USUAL: LazyLock<IndependentStyle> = LazyLock::new(|| match ArchivedStyle::ChicagoAuthorDate.get() {
    Style::Independent(style) => style,
    Style::Dependent(_) => unreachable!("Chicago's style depends on no other"),
});

/// The style that the note asks for (`csl: file.csl`, or the name of one of hayagriva's), else the usual one.
pub fn style(
    metadata: &Metadata,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Cow<'static, IndependentStyle> {
    let asked = ["csl", "citation-style", "bibliographystyle"].iter().find_map(|key| metadata.extra.get(key));
    let asked = asked.map(texts).and_then(|texts| texts.into_iter().next());
    if let Some(path) = asked.or_else(|| project::style(files)) {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let name = name.strip_suffix(".csl").unwrap_or(name);
        let read = files.read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let style = match read {
            Ok(text) => {
                csl::check(&text).and_then(|()| Style::from_xml(&text).map_err(|error| error.to_string()))
            }
            Err(error) => ArchivedStyle::by_name(name).map(ArchivedStyle::get).ok_or(error.to_string()),
        };
        match style {
            Ok(Style::Independent(style)) => return Cow::Owned(style),
            Ok(Style::Dependent(style)) => {
                let parent = ArchivedStyle::by_id(&style.parent_link.href).map(ArchivedStyle::get);
                if let Some(Style::Independent(style)) = parent {
                    return Cow::Owned(style);
                }
                warn(diagnostics, format!("the style `{path}` depends on one that is not here"));
            }
            Err(error) => warn(diagnostics, format!("the style `{path}` cannot be read: {error}")),
        }
    }
    Cow::Borrowed(&USUAL)
}

/// The keys of works that the front matter wants in the list though nothing cites them (`nocite: @a, @b`, or `@*`).
pub fn uncited(metadata: &Metadata) -> Vec<String> {
    let Some(value) = metadata.extra.get("nocite") else { return Vec::new() };
    let text = texts(value).join(" ");
    let keys = text.split('@').skip(1).map(|key| {
        key.split(|c: char| c.is_whitespace() || c == ',' || c == ';').next().unwrap_or_default().to_owned()
    });
    distinct(keys.filter(|key| !key.is_empty()))
}

/// The keys of several works, each once.
fn distinct(keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    keys.filter(|key| seen.insert(key.clone())).collect()
}
