//! The cases: whole notes under `tests/cases` with what they must become beside them, and the small ones of the suites
//! under `tests/suite`. This file finds them and takes them through the library; what is compared with what is said by the
//! tests.

use std::path::{Path, PathBuf};

use note_convert::diagnostic::render::{Format as Messages, render as message};
use note_convert::files::{Disk, Files};
use note_convert::look::Theme;
use note_convert::read::dialect::Dialect;
use note_convert::{Diagnostic, Diagnostics, Finished, Format, Settings, Source};

use crate::suite::{self, Suite, SuiteCase};

/// The name of the small notes, which is the title of those that have no other.
pub const SMALL: &str = "note";

/// A case that was read and finished.
pub struct Case {
    /// A whole note's name without its extension; a small one's file and title.
    pub name: String,
    /// The note.
    pub source: Source,
    /// What became of it.
    pub document: Finished,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
    /// Words of the note that no output shows, for the reason that the title of the case says.
    pub unseen: Vec<String>,
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

/// The folder of the whole notes, where what all cases name is, too.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The paths of the whole notes, in the order of their names.
pub fn whole_notes() -> Vec<PathBuf> {
    let entries = folder().read_dir().expect("tests/cases is a folder");
    let mut notes: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    notes.retain(|path| {
        path.extension().is_some_and(|own| ["md", "mdx", "qmd"].iter().any(|extension| own == *extension))
    });
    notes.sort();
    assert!(notes.len() >= 10, "the cases are gone: only {} are left", notes.len());
    notes
}

/// All cases: the whole notes in the order of their names, then those of the suites.
pub fn all() -> Vec<Case> {
    let suites = suite::all();
    let small = suites.iter().flat_map(|suite| suite.cases.iter().map(|case| Case::small(suite, case)));
    whole_notes().iter().map(|note| Case::of(note)).chain(small).collect()
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
        let name = note.file_stem().unwrap().to_string_lossy();
        let source = Source::new(file, text);
        Case::finished(&name, source, &name, note.parent().unwrap(), settings(theme, Dialect::default()))
    }

    /// A case of a suite: a note beside the whole ones.
    pub fn small(suite: &Suite, case: &SuiteCase) -> Case {
        let name = format!("{}: {}", suite.name(), case.title);
        let dialect = case.note.option("dialect").map_or(Ok(Dialect::default()), str::parse);
        let dialect = dialect.unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let extension = match case.note.kind.as_str() {
            "markdown" => "md",
            other => other,
        };
        let source = Source::new(format!("{SMALL}.{extension}"), case.note.text.clone());
        let title = case.note.option("title").unwrap_or(SMALL);
        let unseen = case.note.option("unseen").unwrap_or_default();
        let unseen = unseen.split_whitespace().map(str::to_owned).collect();
        Case { unseen, ..Case::finished(&name, source, title, &folder(), settings("classic", dialect)) }
    }

    fn finished(name: &str, source: Source, title: &str, folder: &Path, settings: Settings) -> Case {
        let mut diagnostics = Diagnostics::default();
        let files = Together(Disk::new(folder, folder));
        let read = note_convert::read(&source, Some(title), &settings, &files, &mut diagnostics);
        let document = read.unwrap_or_else(|_| panic!("{name} cannot be read"));
        let document = note_convert::finish(document, &settings, &files, &mut diagnostics);
        let diagnostics = diagnostics.sorted();
        Case { name: name.to_owned(), source, document, diagnostics, unseen: Vec::new(), settings }
    }

    /// The case in a format, and what was found when it was made.
    pub fn render(&self, format: Format) -> (Vec<u8>, Vec<Diagnostic>) {
        let mut diagnostics = Diagnostics::default();
        let bytes =
            note_convert::render(&self.document, format, &self.source, &self.settings, &mut diagnostics);
        let diagnostics = diagnostics.sorted();
        match bytes {
            Ok(bytes) => (bytes, diagnostics),
            Err(_) => panic!("{} cannot be made as {format:?}: {}", self.name, self.messages(&diagnostics)),
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

/// Which fonts a machine has must not matter.
fn settings(theme: &str, dialect: Dialect) -> Settings {
    let mut settings = Settings::default();
    settings.system_fonts = false;
    settings.dialect = dialect;
    settings.look.theme = Theme::built_in(theme).expect("there is such a theme").clone();
    settings.look.is_theme_fixed = true;
    settings
}
