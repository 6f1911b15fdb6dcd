//! The project file `convert.yaml`: what a folder of notes asks for in every run. A key has the name of its
//! option on the command line, with `-` or `_`; an option on the command line comes first. Paths in it are
//! relative to its folder and stay below it, unless the command line names the file: a folder that others made may have
//! one.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use serde::de::value::StrDeserializer;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use crate::cli::{Split, Target};
use crate::diagnostic::Code;
use crate::files::open;
use crate::files::{lexical, root};
use crate::limits::LINKS_FOLLOWED;
use crate::look::Options;
use crate::look::keys::TABLE;
use crate::nearest::nearest;
use crate::output;
use crate::read::dialect::Dialect;
use crate::settings::Assets;
use crate::value::Mapping;
use crate::yaml::line_of;

/// A project file, or none.
#[derive(Debug, Default)]
pub struct Project {
    /// Where the file is.
    pub path: Option<PathBuf>,
    /// What has the name of a project file and is no regular file: the run goes on without it.
    pub passed_over: Option<PathBuf>,
    /// Whether the command line names it: its paths may lead anywhere.
    pub named: bool,
    /// The folder that its paths are relative to.
    pub folder: PathBuf,
    /// The file of the user's own settings, which hold where the project says nothing.
    pub user: Option<PathBuf>,
    /// The keys whose values are the user's, as far as somebody asks: those with paths, and those that are shown.
    pub of_user: BTreeSet<&'static str>,
    /// What it says.
    pub keys: Keys,
    /// What it asks for of the look.
    pub look: Options,
}

/// The names of [`Keys`].
const OWN: [&str; 28] = [
    "nav",
    "dpi",
    "jobs",
    "strict",
    "fail_fast",
    "ignore_system_fonts",
    "book",
    "split",
    "allow",
    "deny",
    "exclude",
    "root",
    "base_url",
    "lang",
    "to",
    "output",
    "theme",
    "callouts",
    "shortcodes",
    "template_typst",
    "template_html",
    "css",
    "css_only",
    "pdf_standard",
    "font_path",
    "breaks",
    "dialect",
    "assets",
];

/// What a project file may say beside what it asks for of the look.
// One field for each key of the file.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Keys {
    /// What is left out of folders, in the syntax of `.gitignore`.
    pub exclude: Vec<String>,
    /// The folder below which notes may read files; the project file's own when absent.
    pub root: Option<PathBuf>,
    /// Where the site of the notes is.
    #[serde(alias = "base-url")]
    pub base_url: Option<String>,
    /// The language of notes that do not say theirs.
    pub lang: Option<String>,
    /// The formats to write.
    #[serde(deserialize_with = "list")]
    pub to: Option<Vec<Target>>,
    /// The folder to write to.
    pub output: Option<PathBuf>,
    /// The theme: a built-in one, or a file.
    pub theme: Option<String>,
    /// A file of callouts.
    pub callouts: Option<PathBuf>,
    /// What tags of the site mean, or a file that says so.
    pub shortcodes: Option<crate::value::Value>,
    /// A file of functions in the place of those of `templates/note.typ`.
    #[serde(alias = "template-typst")]
    pub template_typst: Option<PathBuf>,
    /// A file instead of `templates/page.html`.
    #[serde(alias = "template-html")]
    pub template_html: Option<PathBuf>,
    /// A file that is added to `templates/style.css`.
    pub css: Option<PathBuf>,
    /// A file instead of `templates/style.css`.
    #[serde(alias = "css-only")]
    pub css_only: Option<PathBuf>,
    /// The standards that PDF files follow.
    #[serde(deserialize_with = "list", alias = "pdf-standard")]
    pub pdf_standard: Option<Vec<String>>,
    /// Folders of fonts.
    #[serde(deserialize_with = "list", alias = "font-path")]
    pub font_path: Option<Vec<PathBuf>>,
    /// The kinds of message that are not told.
    #[serde(deserialize_with = "list")]
    pub allow: Option<Vec<Code>>,
    /// The kinds of message that are failures.
    #[serde(deserialize_with = "list")]
    pub deny: Option<Vec<Code>>,
    /// Whether a line's end in a note is one in its outputs.
    pub breaks: Option<bool>,
    /// The dialect of Markdown.
    pub dialect: Option<Dialect>,
    /// What becomes of the files that notes link to.
    pub assets: Option<Assets>,
    /// Dots to an inch of PNG.
    pub dpi: Option<u16>,
    /// How many notes to work on at once.
    pub jobs: Option<NonZeroUsize>,
    /// Whether a warning is a failure.
    pub strict: Option<bool>,
    /// Whether no other note is begun after the first that failed.
    #[serde(alias = "fail-fast")]
    pub fail_fast: Option<bool>,
    /// Whether only the embedded fonts are used.
    #[serde(alias = "ignore-system-fonts")]
    pub ignore_system_fonts: Option<bool>,
    /// Where a book is divided into pages.
    pub split: Option<Split>,
    /// Whether the pages of a folder lead to each other, and to one that lists all.
    pub nav: Option<bool>,
    /// What is in a book of the notes, and what it is called.
    pub book: Option<serde_yaml::Value>,
}

impl Project {
    /// Reads a project file.
    ///
    /// # Errors
    /// When it cannot be read, is not YAML or has an unknown key; the message has line and column.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = text(path)?;
        let malformed = |error: serde_yaml::Error| malformed(path, &error);
        let is_empty = text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
        let (keys, all) = match is_empty {
            true => (Keys::default(), Mapping::new()),
            false => {
                (crate::yaml::read(&text).map_err(malformed)?, crate::yaml::read(&text).map_err(malformed)?)
            }
        };
        let look = look(&all).map_err(|(name, why)| {
            let line = line_of(&text, &name).map(|line| format!(":{line}:1"));
            anyhow!("{}{}: {why}", path.display(), line.unwrap_or_default())
        })?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { path: Some(path.to_owned()), folder, keys, look, ..Self::default() })
    }

    /// Reads the project file that the command line names.
    ///
    /// # Errors
    /// As [`Project::read`].
    pub fn named(path: &Path) -> anyhow::Result<Self> {
        Ok(Self { named: true, ..Self::read(path)? })
    }

    /// Reads the project file of these folders of notes: the nearest from each folder up to its root.
    ///
    /// # Errors
    /// As [`Project::read`], and when the folders have different ones.
    pub fn of(folders: &[PathBuf]) -> anyhow::Result<Self> {
        let mut found: Vec<Option<PathBuf>> = Vec::new();
        for folder in folders {
            let path = find(folder)?;
            if !found.contains(&path) {
                found.push(path);
            }
        }
        let names = || found.iter().flatten().map(|path| path.display().to_string()).collect::<Vec<_>>();
        ensure!(
            found.len() <= 1,
            "these notes do not share one project file ({}): convert them one after the other, or choose with --config",
            names().join(", ")
        );
        let Some(path) = found.pop().flatten() else { return Ok(Self::default()) };
        // A pipe would be waited for, and a link that leads nowhere cannot be read.
        if !path.is_file() {
            return Ok(Self { passed_over: Some(path), ..Self::default() });
        }
        // What it says may show in a message: a link to a file of somebody is not read.
        ensure!(
            is_inside(output::folder(&path), &path),
            "{file} is a link to the outside of its folder: if that is meant, name the file with `--config {file}`",
            file = path.display()
        );
        Self::read(&path)
    }

    /// The folder below which notes may read files, if the project has one: a project file in the home folder makes no
    /// root of that by itself.
    ///
    /// # Errors
    /// As [`Project::inside`].
    pub fn root(&self) -> anyhow::Result<Option<PathBuf>> {
        if self.path.is_none() {
            return Ok(None);
        }
        let root = match &self.keys.root {
            Some(root) => self.inside("root", root)?,
            None if root::is_too_wide(&lexical(&self.folder)) => return Ok(None),
            None => self.folder.clone(),
        };
        Ok(Some(if root.as_os_str().is_empty() { PathBuf::from(".") } else { root }))
    }

    /// The file that says what `key` is: that of the project, or that of the user.
    pub fn file_of(&self, key: &str) -> Option<&PathBuf> {
        if self.of_user.contains(key) { self.user.as_ref() } else { self.path.as_ref() }
    }

    /// Where the path is that `key` has.
    ///
    /// # Errors
    /// When it is outside the file's folder, by its names or through links, and the command line does not name the
    /// file.
    pub fn inside(&self, key: &str, path: &Path) -> anyhow::Result<PathBuf> {
        if self.of_user.contains(key) {
            return Ok(path.to_owned());
        }
        let place = self.folder.join(path);
        self.check(key, &place).map(|()| place)
    }

    /// Whether a place that `key` leads to may be read or written, as [`Project::inside`] has it.
    ///
    /// # Errors
    /// As [`Project::inside`].
    pub fn check(&self, key: &str, place: &Path) -> anyhow::Result<()> {
        if self.named || is_inside(&self.folder, place) {
            return Ok(());
        }
        let file = self.path.as_deref().unwrap_or(Path::new(root::PROJECT_FILE)).display();
        bail!(
            "`{key}` of {file} leads outside its folder, to {}: if that is meant, name the file with `--config {file}`",
            place.display()
        )
    }
}

/// Whether a place is below a folder, by its names and through links.
fn is_inside(folder: &Path, place: &Path) -> bool {
    let folder = lexical(folder);
    let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    lexical(place).starts_with(&folder) && resolved(place).starts_with(&real)
}

/// Where a path leads when links are followed, as far as there is something.
fn resolved(path: &Path) -> PathBuf {
    let mut path = lexical(path);
    // A link to what is not there yet would be followed when that is made.
    for _ in 0..LINKS_FOLLOWED {
        let target = path.read_link().ok().filter(|_| !path.exists());
        let Some(target) = target else { break };
        path = lexical(&path.parent().unwrap_or(&path).join(target));
    }
    let there = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    there.map_or_else(
        || path.clone(),
        |(above, real)| real.join(path.strip_prefix(above).unwrap_or(Path::new(""))),
    )
}

/// The nearest project file from `folder` up to its root, as a path below the working folder if it is there.
/// It may be no regular file, but is no folder.
fn find(folder: &Path) -> anyhow::Result<Option<PathBuf>> {
    let folder = lexical(folder);
    let found = root::candidates(&folder)
        .map(|folder| folder.join(root::PROJECT_FILE))
        .find(|path| path.symlink_metadata().is_ok() && !path.is_dir());
    let working = std::env::current_dir().unwrap_or_default();
    Ok(found.map(|path| path.strip_prefix(working).map(Path::to_owned).unwrap_or(path)))
}

/// What the keys that are not the project's own ask for of the look.
///
/// # Errors
/// When one is no key or its value is none: its name, and what is wrong.
fn look(all: &Mapping) -> Result<Options, (String, String)> {
    let mut options = Options::default();
    for (name, value) in all {
        let name = name.as_str().unwrap_or_default();
        if OWN.contains(&name.replace('-', "_").as_str()) {
            continue;
        }
        match options.read(name, value) {
            Ok(true) => {}
            Ok(false) => {
                let known = OWN.into_iter().chain(TABLE.iter().map(|row| row.name));
                let why = match nearest(name, known) {
                    Some(nearest) => format!("there is no key `{name}`: did you mean `{nearest}`?"),
                    None => {
                        format!("there is no key `{name}`: `convert --list-options` shows those of the look")
                    }
                };
                return Err((name.to_owned(), why));
            }
            Err(wrong) => return Err((wrong.name, wrong.message)),
        }
    }
    Ok(options)
}

/// An error of YAML in a file, with its place, if it has one, before its message.
pub(super) fn malformed(path: &Path, error: &serde_yaml::Error) -> anyhow::Error {
    let place = error.location().map(|at| format!(":{}:{}", at.line(), at.column()));
    let message = error.to_string();
    let cause = message.rsplit_once(" at line ").map_or(message.as_str(), |(cause, _)| cause);
    anyhow!("{}{}: {cause}", path.display(), place.unwrap_or_default())
}

/// A list, or one text with its elements separated by commas.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Vec<T>>, D::Error> {
    struct List<T>(std::marker::PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
        type Value = Vec<T>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
            formatter.write_str("a list, or names separated by commas")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            text.split(',').map(|part| T::deserialize(StrDeserializer::new(part.trim()))).collect()
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
            let mut list = Vec::new();
            while let Some(element) = sequence.next_element()? {
                list.push(element);
            }
            Ok(list)
        }
    }

    deserializer.deserialize_any(List(std::marker::PhantomData)).map(Some)
}

/// The text of a file that the user names.
pub(super) fn text(path: &Path) -> anyhow::Result<String> {
    open::read_text(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = root::PROJECT_FILE;

    fn read(text: &str) -> anyhow::Result<Project> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(NAME), text).unwrap();
        Project::read(&folder.path().join(NAME))
    }

    fn error(text: &str) -> String {
        let message = read(text).unwrap_err().to_string();
        message[message.find(NAME).unwrap()..].to_owned()
    }

    #[test]
    fn keys_are_written_with_hyphens_or_underscores() {
        let project =
            read("base-url: https://a.org\nnumber_sections: true\nfail-fast: true\njobs: 2\n").unwrap();
        assert_eq!(project.keys.base_url.as_deref(), Some("https://a.org"));
        assert!(project.keys.fail_fast == Some(true) && project.look.all().count() == 1);
        assert_eq!(project.keys.jobs.map(NonZeroUsize::get), Some(2));
    }

    #[test]
    fn lists_may_be_written_as_on_the_command_line() {
        for text in ["to: pdf,html", "to: [pdf, html]", "to:\n- pdf\n- html\n"] {
            assert_eq!(read(text).unwrap().keys.to, Some(vec![Target::Pdf, Target::Html]), "{text}");
        }
        assert_eq!(read("# nothing yet\n").unwrap().keys.to, None);
        assert_eq!(read("").unwrap().keys.to, None);
    }

    #[test]
    fn errors_have_a_place() {
        assert!(error("lang: fr\ncolour: red\n").starts_with("convert.yaml:2:1: there is no key `colour`"));
        assert!(error("marin: 1cm\n").ends_with("did you mean `margin`?"));
        assert!(error("to: pdf\nbreaks: perhaps\n").starts_with("convert.yaml:2:9: breaks: invalid type"));
        assert!(error("to: pdf\ntoc: perhaps\n").starts_with("convert.yaml:2:1: `toc` cannot be `perhaps`"));
        assert!(error("to: [pdf, docx]\n").starts_with("convert.yaml:1:11: to[1]: unknown variant `docx`"));
        assert!(error("to: [pdf\n").starts_with("convert.yaml:2:1: "));
    }

    #[test]
    fn paths_stay_below_the_folder_unless_the_command_line_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project").join(NAME);
        std::fs::create_dir_all(folder.path().join("project/out")).unwrap();
        std::fs::write(&path, "").unwrap();
        let (found, named) = (Project::read(&path).unwrap(), Project::named(&path).unwrap());
        for inside in ["a.css", "out/../a.css", "new/folder"] {
            assert!(found.inside("css", Path::new(inside)).is_ok(), "{inside}");
        }
        for outside in ["../a.css", "/etc/passwd", "out/../../a", ".."] {
            let error = found.inside("css", Path::new(outside)).unwrap_err().to_string();
            assert!(error.starts_with("`css` of ") && error.contains("--config"), "{error}");
            assert!(named.inside("css", Path::new(outside)).is_ok(), "{outside}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_outside_the_folder_either() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("project");
        std::fs::create_dir(&project).unwrap();
        std::fs::write(project.join(NAME), "").unwrap();
        std::os::unix::fs::symlink("..", project.join("out")).unwrap();
        std::os::unix::fs::symlink("../not-there", project.join("new")).unwrap();
        std::os::unix::fs::symlink("loop", project.join("loop")).unwrap();
        let found = Project::read(&project.join(NAME)).unwrap();
        for outside in ["out", "out/deeper/a.html", "new"] {
            assert!(found.inside("output", Path::new(outside)).is_err(), "{outside}");
        }
        assert!(found.inside("output", Path::new("loop")).is_ok(), "it leads nowhere");
    }

    #[test]
    fn a_file_above_a_note_is_found_without_a_repository() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("notes/deep")).unwrap();
        std::fs::write(folder.path().join(NAME), "lang: fr").unwrap();
        let project = Project::of(&[folder.path().join("notes/deep")]).unwrap();
        assert_eq!(project.keys.lang.as_deref(), Some("fr"));
    }

    #[test]
    fn the_nearest_file_counts_up_to_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("outer/repository/.git")).unwrap();
        std::fs::create_dir_all(root.join("outer/repository/notes/deep")).unwrap();
        let (outer, deep) = (root.join("outer"), root.join("outer/repository/notes/deep"));
        std::fs::write(outer.join(NAME), "lang: de").unwrap();
        assert!(Project::of(std::slice::from_ref(&deep)).unwrap().path.is_none());
        std::fs::write(outer.join("repository").join(NAME), "lang: fr").unwrap();
        let project = Project::of(std::slice::from_ref(&deep)).unwrap();
        assert_eq!(project.keys.lang.as_deref(), Some("fr"));
        assert_eq!(project.root().unwrap(), Some(outer.join("repository")));
        assert!(Project::of(&[deep, outer]).unwrap_err().to_string().contains("do not share"));
    }
}
