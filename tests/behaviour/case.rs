//! The cases: notes under `tests/cases` with what they must become beside them. This file finds them and takes
//! them through the library; what is compared with what is said by the tests.

use std::path::{Path, PathBuf};

use note_convert::diagnostic::render::{Format as Messages, render as message};
use note_convert::files::{Disk, Files};
use note_convert::look::Theme;
use note_convert::{Diagnostic, Diagnostics, Finished, Format, Settings, Source};

/// A case that was read and finished.
pub struct Case {
    /// The note's path without its extension.
    pub path: PathBuf,
    /// The note.
    pub source: Source,
    /// What became of it.
    pub document: Finished,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
    settings: Settings,
}

/// The files of the cases, all of which are converted together.
struct Together(Disk);

impl Files for Together {
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        self.0.read(path)
    }

    fn note(&self, path: &str) -> Option<String> {
        let stem = path.strip_suffix(".md").or(path.strip_suffix(".mdx"))?;
        self.0.read(path).is_ok().then(|| stem.to_owned())
    }

    fn note_named(&self, name: &str) -> Option<String> {
        self.note(&format!("{name}.md"))
    }

    fn siblings(&self, path: &str) -> Vec<String> {
        self.0.siblings(path)
    }
}

/// All cases, in the order of their names.
pub fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = folder.read_dir().expect("tests/cases is a folder");
    let mut notes: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    notes.retain(|path| {
        path.extension().is_some_and(|own| ["md", "mdx", "qmd"].iter().any(|extension| own == *extension))
    });
    notes.sort();
    assert!(notes.len() >= 30, "the cases are gone: only {} are left", notes.len());
    notes.iter().map(|note| Case::of(note)).collect()
}

impl Case {
    /// The note at this path, finished.
    pub fn of(note: &Path) -> Case {
        Case::in_theme(note, "classic")
    }

    /// The same in a built-in theme.
    pub fn in_theme(note: &Path, theme: &str) -> Case {
        let text = std::fs::read_to_string(note).expect("a note is UTF-8");
        let file = note.file_name().unwrap().to_string_lossy();
        let source = Source::new(file, text);
        let name = note.file_stem().unwrap().to_string_lossy();
        // Which fonts a machine has must not matter.
        let mut settings = Settings { system_fonts: false, ..Settings::default() };
        settings.look.theme = Theme::built_in(theme).expect("there is such a theme").clone();
        settings.look.is_theme_fixed = true;
        let mut diagnostics = Diagnostics::default();
        let folder = note.parent().unwrap();
        let files = Together(Disk::new(folder, folder));
        let read = note_convert::read(&source, Some(&name), &settings, &files, &mut diagnostics);
        let document = read.expect("a case is read");
        let document = note_convert::finish(document, &settings, &files, &mut diagnostics);
        let diagnostics = diagnostics.sorted();
        Case { path: note.with_extension(""), source, document, diagnostics, settings }
    }

    /// The note's name, without folder and extension.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap().to_string_lossy().into_owned()
    }

    /// The case in a format, and what was found when it was made.
    pub fn render(&self, format: Format) -> (Vec<u8>, Vec<Diagnostic>) {
        let mut diagnostics = Diagnostics::default();
        let bytes =
            note_convert::render(&self.document, format, &self.source, &self.settings, &mut diagnostics);
        let diagnostics = diagnostics.sorted();
        match bytes {
            Ok(bytes) => (bytes, diagnostics),
            Err(_) => panic!("{} cannot be made as {format:?}: {}", self.name(), self.messages(&diagnostics)),
        }
    }

    /// The case in a format that is text.
    pub fn text(&self, format: Format) -> String {
        String::from_utf8(self.render(format).0).expect("the output is UTF-8")
    }

    /// Messages as `--message-format short` prints them.
    pub fn messages(&self, diagnostics: &[Diagnostic]) -> String {
        diagnostics.iter().map(|one| message(one, &self.source, Messages::Short, false)).collect()
    }
}
