//! Below which folder a note may read: that of the project that it belongs to, else its own. A folder that holds more
//! than notes is never taken for a project, whatever stands in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What stands in the folder of a repository.
const REPOSITORIES: [&str; 3] = [".git", ".hg", ".jj"];

/// The name of our own project file.
pub const PROJECT_FILE: &str = "convert.yaml";

/// What stands in the folder of a project: ours, a vault's, a site's or a book's settings.
const PROJECTS: [&str; 27] = [
    PROJECT_FILE,
    ".obsidian",
    ".logseq",
    "mkdocs.yml",
    "mkdocs.yaml",
    "_quarto.yml",
    "_quarto.yaml",
    "_bookdown.yml",
    "book.toml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.json",
    "zola.toml",
    "_config.yml",
    "_config.yaml",
    "myst.yml",
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.cjs",
    "eleventy.config.mjs",
    "eleventy.config.ts",
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
    ".gitbook.yaml",
    "package.json",
];

/// Finds the folders below which notes may read. What stands in a folder is looked for once: many notes are in few.
#[derive(Debug, Default)]
pub struct Roots {
    /// Of a note's own folder, or of one above it.
    known: HashMap<(PathBuf, bool), Standing>,
    /// The folders that are converted, without links.
    bases: HashMap<PathBuf, Option<PathBuf>>,
    /// What was found, by the folder of the notes and the one that is converted.
    found: HashMap<(PathBuf, Option<PathBuf>), Option<PathBuf>>,
}

/// What a folder is for the notes in it and below it.
#[derive(Debug, Clone, Copy)]
enum Standing {
    /// None of theirs, nor is one above it.
    Refused,
    Repository,
    Project,
    Other,
}

impl Roots {
    /// The folder below which a note in `folder` may read files when nothing else is said: that of the nearest repository,
    /// else of the nearest project, else the note's own; and all of `base`, the folder that is converted, unless the note
    /// is in a repository below it. `None` when the note's own folder is the root of the disk or one that holds home
    /// folders.
    pub fn of(&mut self, folder: &Path, base: Option<&Path>) -> Option<PathBuf> {
        let place = (folder.to_owned(), base.map(Path::to_owned));
        if let Some(root) = self.found.get(&place) {
            return root.clone();
        }
        let root = self.find(folder, base);
        self.found.insert(place, root.clone());
        root
    }

    fn find(&mut self, folder: &Path, base: Option<&Path>) -> Option<PathBuf> {
        let own = real(folder);
        let mut project = None;
        for (above, folder) in own.ancestors().enumerate() {
            let (key, is_above) = (folder.to_owned(), above > 0);
            match self.known.entry((key, is_above)).or_insert_with(|| Standing::of(folder, is_above)) {
                Standing::Refused => break,
                Standing::Repository => return Some(folder.to_owned()),
                Standing::Project => project = project.or(Some(folder.to_owned())),
                Standing::Other => {}
            }
        }
        let real = |base: &Path| base.canonicalize().ok().filter(|base| !is_too_wide(base));
        let base =
            base.and_then(|base| self.bases.entry(base.to_owned()).or_insert_with(|| real(base)).clone());
        let base = base.filter(|base| own.starts_with(base));
        let outer = match (project, base) {
            (Some(project), Some(base)) if base.starts_with(&project) => Some(project),
            (project, base) => base.or(project),
        };
        outer.or_else(|| (!holds_homes(&own)).then_some(own))
    }
}

impl Standing {
    /// That of a folder (without links) which is a note's own, or above it.
    fn of(folder: &Path, is_above: bool) -> Self {
        match folder {
            folder if is_refused(folder, is_above) => Self::Refused,
            folder if has_any(folder, &REPOSITORIES) => Self::Repository,
            folder if is_project(folder) => Self::Project,
            _ => Self::Other,
        }
    }
}

/// The nearest project from a folder up: the folder with our project file, or the settings of a vault, a site or a book.
/// Programs have `package.json` too, and repositories may hold anything: neither makes a project of notes.
pub fn project(folder: &Path) -> Option<&Path> {
    const OF_PROGRAMS: &str = "package.json";
    let names = || PROJECTS.iter().copied().filter(|name| *name != OF_PROGRAMS);
    candidates(folder).find(|folder| names().any(|name| has_any(folder, &[name])))
}

/// The folder of notes itself and those above it that may be its project's, the nearest first: no farther than its
/// repository, and not the home folder or one above it.
pub fn candidates(folder: &Path) -> impl Iterator<Item = &Path> {
    let mut ended = false;
    // Most have no links: then none of those above has one.
    let is_real = folder.canonicalize().is_ok_and(|real| real == folder);
    folder.ancestors().enumerate().map_while(move |(above, folder)| {
        let own = if is_real { Cow::Borrowed(folder) } else { real(folder).into() };
        if ended || is_refused(&own, above > 0) {
            return None;
        }
        ended = has_any(folder, &REPOSITORIES);
        Some(folder)
    })
}

/// Whether a folder (without links) which is a note's own, or above it, is none of a project.
fn is_refused(folder: &Path, is_above: bool) -> bool {
    holds_homes(folder) || is_above && (is_home(folder) || is_shared(folder))
}

/// Whether a folder holds more than any project: the home folder, one above it, or the root of the disk.
pub fn is_too_wide(folder: &Path) -> bool {
    let folder = real(folder);
    holds_homes(&folder) || is_home(&folder)
}

fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// Whether a folder (without links) is the root of the disk or one above the home folder.
fn holds_homes(folder: &Path) -> bool {
    folder.parent().is_none() || home().is_some_and(|home| home != folder && home.starts_with(folder))
}

/// Whether a folder (without links) is the home folder.
fn is_home(folder: &Path) -> bool {
    home().is_some_and(|home| home == folder)
}

/// The home folder, without links.
fn home() -> Option<&'static Path> {
    static HOME: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = || std::env::home_dir().filter(|home| !home.as_os_str().is_empty())?.canonicalize().ok();
    HOME.get_or_init(found).as_deref()
}

/// Whether everybody may put files into a folder (`/tmp`): what stands there is nobody's project.
fn is_shared(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        /// Writable for all, and only owners may remove their files (POSIX, `S_ISVTX` and `S_IWOTH`).
        const SHARED: u32 = 0o1002;
        folder.metadata().is_ok_and(|metadata| metadata.mode() & SHARED == SHARED)
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

fn is_project(folder: &Path) -> bool {
    // Hugo and Zola have settings of a name that others have too, and their notes in `content`.
    has_any(folder, &PROJECTS) || folder.join("config.toml").is_file() && folder.join("content").is_dir()
}

fn has_any(folder: &Path, names: &[&str]) -> bool {
    names.iter().any(|name| folder.join(name).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The default root of the folder `notes` below one with these files and folders (which end in `/`), relative to it.
    fn root_of(notes: &str, files: &[&str], base: Option<&str>) -> String {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        for file in files.iter().chain(&[format!("{notes}/").as_str()]) {
            let path = top.join(file);
            match file.strip_suffix('/') {
                Some(_) => std::fs::create_dir_all(path).unwrap(),
                None => {
                    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                    std::fs::write(path, "").unwrap();
                }
            }
        }
        let base = base.map(|base| top.join(base));
        let root = Roots::default().of(&top.join(notes), base.as_deref()).unwrap();
        root.strip_prefix(&top).unwrap().display().to_string()
    }

    #[test]
    fn each_kind_of_project_is_known_by_its_settings() {
        let settings = PROJECTS.iter().copied().chain(["config.toml"]);
        for name in settings {
            assert_eq!(root_of("p/a/b", &[&format!("p/{name}"), "p/content/"], None), "p", "{name}");
        }
        assert_eq!(root_of("p/a/b", &["p/config.toml"], None), "p/a/b", "a name that says nothing alone");
    }

    #[test]
    fn a_repository_comes_before_the_projects_in_it() {
        assert_eq!(root_of("r/p/a", &["r/.git/", "r/p/package.json"], None), "r");
        assert_eq!(root_of("p/r/a", &["p/package.json", "p/r/.git"], None), "p/r");
    }

    #[test]
    fn the_nearest_project_else_the_own_folder_is_the_root() {
        assert_eq!(root_of("p/q/a", &["p/mkdocs.yml", "p/q/.obsidian/"], None), "p/q");
        assert_eq!(root_of("p/a", &[], None), "p/a");
    }

    #[test]
    fn a_folder_that_is_converted_is_read_whole() {
        assert_eq!(root_of("p/a/b", &[], Some("p")), "p");
        assert_eq!(root_of("p/a/b", &["p/a/package.json"], Some("p")), "p");
        assert_eq!(root_of("p/a/b", &["p/mkdocs.yml"], Some("p/a")), "p");
        assert_eq!(root_of("p/a/b", &["p/a/.git"], Some("p")), "p/a");
    }

    #[test]
    fn folders_that_were_looked_at_before_have_the_roots_that_they_have_alone() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        for name in ["p/.obsidian", "p/a/r/.git", "p/a/r/b", "p/a/c", "q/d"] {
            std::fs::create_dir_all(top.join(name)).unwrap();
        }
        let mut roots = Roots::default();
        for base in [None, Some(top.join("p")), Some(top.join("q"))] {
            for name in ["q/d", "p/a/r/b", "p/a/r", "p/a/c", "p/a", "p"] {
                let (folder, base) = (top.join(name), base.as_deref());
                assert_eq!(roots.of(&folder, base), Roots::default().of(&folder, base), "{name} {base:?}");
            }
        }
        assert_eq!(roots.of(&top.join("p/a/c"), None), Some(top.join("p")));
    }

    #[test]
    fn the_root_of_the_disk_is_no_root() {
        assert_eq!(Roots::default().of(Path::new("/"), Some(Path::new("/"))), None);
        assert!(is_too_wide(Path::new("/")));
        assert!(!is_shared(Path::new("/")) && !is_too_wide(tempfile::tempdir().unwrap().path()));
    }
}
