//! Access to the files that a note names, behind one trait: a note reads nothing outside its root ([`root`]) and
//! nothing hidden ([`refused`]), tests need no disk, and what was read is known for dependency files ([`recording`]).

pub mod kind;
pub mod linked;
pub mod open;
pub mod recording;
pub mod refused;
pub mod root;
pub mod site;
pub mod stamp;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};

use linked::Outputs;
use refused::{Refused, hidden};
use serde::{Deserialize, Serialize};

use crate::pass::references::Shown;

/// What the names of notes end in, in lower case: Markdown, and what MDX, Quarto and R Markdown call it.
pub const NOTES: [&str; 5] = ["md", "markdown", "mdx", "qmd", "rmd"];

/// Reads the files that a note names.
pub trait Files: Sync {
    /// The bytes of the file at `path`, relative to the note's folder with `/` between names; one that begins
    /// with `/` is relative to the root, or else to the nearest folder above the note in which it is.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when there is no such file, [`io::ErrorKind::PermissionDenied`] when it is
    /// outside the root or hidden, and whatever else reading can give.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Where the output of the note at `path` is, relative to this note's output and without an extension, when
    /// both are converted together; for a folder, that of the note which is its page.
    fn note(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }

    /// What [`Files::note`] answers for this note itself.
    fn own(&self) -> Option<String> {
        None
    }

    /// As [`Files::note`], for the note that people call `name`: its file's name without extension, perhaps with
    /// folders before it.
    fn note_named(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// What a heading of another note, or another element with an identifier, is called in that note's output; empty for
    /// what is its title; the inner `None` when the note has nothing that `fragment` names, the outer one when that is not known.
    fn heading(&self, note: &Question, fragment: &str) -> Option<Option<String>> {
        let _ = (note, fragment);
        None
    }

    /// What a reference to the thing of this name in another note shows; `None` when there is none, or that is not known.
    fn shown(&self, note: &Question, name: &str) -> Option<Shown> {
        let _ = (note, name);
        None
    }

    /// The path, relative to the note's folder, of the note that has a label of this name, wherever it is among those
    /// that are converted together: so Sphinx refers to sections.
    fn note_labelled(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// The path, relative to the note's folder, of the file that people call `name`, wherever it is below the folder
    /// that is converted or else the root; of several, the nearest. So the programs for vaults of notes refer to images.
    fn file_named(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// Whether [`Files::file_named`] knows all files that a name may mean.
    fn knows_names(&self) -> bool {
        false
    }

    /// The way from this note's output to the file at `path`, for a link to it; `None` when no file is there. A file
    /// that the note may not read may still be linked to.
    fn linked(&self, path: &str) -> Option<String> {
        self.read(path).is_ok().then(|| path.to_owned())
    }

    /// The names in the folder in which `path` would be, to find a name of other letter case.
    fn siblings(&self, path: &str) -> Vec<String>;
}

/// Which other note, or which file, is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Question {
    /// The note at a path.
    Path(String),
    /// The note of a name.
    Name(String),
    /// The file of a name that is no note.
    File(String),
    /// The note that has a label.
    Label(String),
    /// The file that a link leads to.
    Linked(String),
    /// The names of the files that lie where this one would be and end as it does.
    Names(String),
}

/// The files of a disk, below a root.
#[derive(Debug, Clone)]
pub struct Disk {
    folder: PathBuf,
    root: PathBuf,
    outputs: Outputs,
}

impl Disk {
    /// The files that a note in `folder` may name, all below `root`; none when that is the empty path.
    pub fn new(folder: impl Into<PathBuf>, root: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        let outputs = Outputs { folder: folder.clone(), copied_below: None };
        Self { folder, root: root.into(), outputs }
    }

    /// The same files for a note whose outputs are elsewhere than beside it.
    pub fn with_outputs(self, outputs: Outputs) -> Self {
        Self { outputs, ..self }
    }

    /// Where the file that a note names would be, the likeliest place first.
    pub fn candidates(&self, path: &str) -> Vec<PathBuf> {
        let Some(path) = path.strip_prefix('/') else { return vec![self.folder.join(path)] };
        let path = path.trim_start_matches('/');
        std::iter::once(self.root.join(path))
            .chain(above(&self.folder, &self.root).into_iter().map(|folder| folder.join(path)))
            .collect()
    }

    /// Reads one of the candidates: what the file was like before, and its bytes.
    ///
    /// # Errors
    /// As [`Files::read`].
    pub fn read_at(&self, located: &Path) -> io::Result<(Metadata, Vec<u8>)> {
        let (root, way) = self.way_to(located)?;
        open::read_below(&root, &way)
    }

    /// The root without links, and the way from it to one of the candidates.
    fn way_to(&self, located: &Path) -> io::Result<(PathBuf, PathBuf)> {
        if self.root.as_os_str().is_empty() {
            return Err(Refused::Rootless.into());
        }
        let real = located.canonicalize()?;
        let (root, folder) = (self.root.canonicalize()?, or_working(&self.folder).canonicalize()?);
        let Ok(way) = real.strip_prefix(&root) else {
            // A link that leads outside is not asked for openly: nobody is told to let it.
            let openly = !lexical(located).starts_with(lexical(&self.root));
            return Err(if openly { Refused::outside(&real, &folder) } else { Refused::Outside(None) }.into());
        };
        // A note in a hidden folder may have its images there too.
        let start = if folder.starts_with(&root) { &folder } else { &root };
        match hidden(&relative(&real, start)) {
            Some(name) => Err(Refused::Hidden(name).into()),
            None => {
                let way = way.to_owned();
                Ok((root, way))
            }
        }
    }

    /// Reads a note of this name in the note's folder. One that is a link is read as a file that a note names, for
    /// who made the link need not be who named the note.
    ///
    /// # Errors
    /// As [`Files::read`].
    pub fn read_note(&self, name: &OsStr) -> io::Result<(Metadata, Vec<u8>)> {
        let folder = or_working(&self.folder).canonicalize()?;
        match folder.join(name).symlink_metadata()?.is_symlink() {
            true => self.read_at(&self.folder.join(name)),
            false => open::read_below(&folder, Path::new(name)),
        }
    }
}

/// The folder; the working folder for the empty path, which is the parent of a name alone.
fn or_working(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// A folder and those above it, below or at `root`, the nearest first; none when it is not below it.
fn above(folder: &Path, root: &Path) -> Vec<PathBuf> {
    let folder = or_working(folder).canonicalize();
    let (Ok(folder), Ok(root)) = (folder, root.canonicalize()) else { return Vec::new() };
    folder.ancestors().take_while(|above| above.starts_with(&root)).map(Path::to_owned).collect()
}

impl Files for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        first_of(self.candidates(path), |located| self.read_at(located).map(|(_, bytes)| bytes))
    }

    fn linked(&self, path: &str) -> Option<String> {
        self.neighbour(path).map(|neighbour| neighbour.way)
    }

    fn siblings(&self, path: &str) -> Vec<String> {
        let located = self.candidates(path).into_iter().next().unwrap_or_default();
        let folder = located.parent().and_then(|folder| folder.canonicalize().ok());
        let folder =
            folder.filter(|folder| self.root.canonicalize().is_ok_and(|root| folder.starts_with(root)));
        let entries = folder.and_then(|folder| folder.read_dir().ok()).into_iter().flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    }
}

/// What the first of these places gives; when none does, the first error that says more than that nothing is there.
fn first_of<T>(places: Vec<PathBuf>, mut read: impl FnMut(&Path) -> io::Result<T>) -> io::Result<T> {
    let mut problem: Option<io::Error> = None;
    for place in places {
        match read(&place) {
            Ok(found) => return Ok(found),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                problem.get_or_insert(error);
            }
            Err(_) => {}
        }
    }
    Err(problem.unwrap_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no such file")))
}

/// Files in memory, by path; for tests and for callers without a disk.
#[derive(Debug, Clone, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.get(&normalized(path)).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn siblings(&self, path: &str) -> Vec<String> {
        let path = normalized(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let names = self.0.keys().filter_map(|key| {
            let (parent, name) = key.rsplit_once('/').unwrap_or(("", key));
            (parent == folder).then(|| name.to_owned())
        });
        names.collect()
    }
}

/// The path from the root of the disk, without `.` and `..`, by its names alone: links are not followed, and
/// nothing need be there.
pub fn lexical(path: &Path) -> PathBuf {
    let mut absolute =
        if path.is_absolute() { PathBuf::new() } else { std::env::current_dir().unwrap_or_default() };
    for component in path.components() {
        match component {
            Component::ParentDir => drop(absolute.pop()),
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => absolute.push(component),
        }
    }
    absolute
}

/// The way from `folder` to `path`, by their names alone.
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
    let (path, folder) = (lexical(path), lexical(folder));
    let (mut names, mut left) = (path.components().peekable(), folder.components().peekable());
    while names.peek().is_some() && names.peek() == left.peek() {
        names.next();
        left.next();
    }
    left.map(|_| Component::ParentDir).chain(names).collect()
}

/// The path without `.` and, where that is possible, without `..`.
pub fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::ParentDir if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            Component::ParentDir => parts.push(".."),
            Component::Normal(name) => parts.extend(name.to_str()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_reads_nothing_outside_its_root() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("root/notes")).unwrap();
        std::fs::write(folder.path().join("secret"), "s").unwrap();
        std::fs::write(folder.path().join("root/a.png"), "a").unwrap();
        let files = Disk::new(folder.path().join("root/notes"), folder.path().join("root"));
        assert_eq!(files.read("../a.png").unwrap(), b"a");
        assert_eq!(files.read("/a.png").unwrap(), b"a");
        assert_eq!(files.read("../../secret").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(files.read("/../secret").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(files.read("b.png").unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_path_from_the_root_may_begin_in_a_folder_above_the_note() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("root/site/notes/deep")).unwrap();
        let write = |name: &str| std::fs::write(folder.path().join(name), name).unwrap();
        ["root/a", "root/site/a", "root/site/b", "root/site/notes/b", "c"].into_iter().for_each(write);
        let files = Disk::new(folder.path().join("root/site/notes/deep"), folder.path().join("root"));
        let read = |path: &str| files.read(path).map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(read("/a").unwrap(), "root/a", "the root itself comes first");
        assert_eq!(read("/b").unwrap(), "root/site/notes/b", "then the nearest");
        assert_eq!(read("/c").unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn what_is_hidden_is_not_read_unless_the_note_is_there_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(path(".notes/img")).unwrap();
        std::fs::write(path(".notes/img/a.png"), "a").unwrap();
        std::fs::write(path(".notes/.key"), "k").unwrap();
        let kind = |files: Disk, name: &str| files.read(name).map_err(|error| error.kind());
        let refused = Err(io::ErrorKind::PermissionDenied);
        assert_eq!(kind(Disk::new(path(""), path("")), ".notes/img/a.png"), refused);
        assert_eq!(kind(Disk::new(path(".notes"), path("")), "img/a.png"), Ok(b"a".to_vec()));
        assert_eq!(kind(Disk::new(path(".notes"), path("")), "/.notes/img/a.png"), Ok(b"a".to_vec()));
        assert_eq!(kind(Disk::new(path(".notes"), path("")), ".key"), refused);
        assert_eq!(kind(Disk::new(path(".notes/img"), path(".notes")), "../.key"), refused);
    }

    #[test]
    fn the_way_between_two_places_goes_over_their_common_folder() {
        let way =
            |path: &str, folder: &str| relative(Path::new(path), Path::new(folder)).display().to_string();
        assert_eq!(way("/a/b/c", "/a/b"), "c");
        assert_eq!(way("/a/b/../c", "/a/b/d"), "../../c");
        assert_eq!(way("a/./b", "a/x/.."), "b");
        assert_eq!(lexical(Path::new("/../a")), Path::new("/a"));
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_does_not_lead_outside_either() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("root")).unwrap();
        std::fs::write(folder.path().join("secret"), "s").unwrap();
        std::os::unix::fs::symlink("../secret", folder.path().join("root/link")).unwrap();
        let files = Disk::new(folder.path().join("root"), folder.path().join("root"));
        assert_eq!(files.read("link").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        let note = files.read_note(OsStr::new("link"));
        assert_eq!(note.unwrap_err().kind(), io::ErrorKind::PermissionDenied, "nor does a note that is one");
    }
}
