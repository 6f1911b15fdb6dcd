//! The files of a disk that a note may read or link to: nothing outside its root, nothing hidden (`refused.rs`).

use std::ffi::OsStr;
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use super::linked::{Copy, Neighbour, Outputs};
use super::paths::{lexical, relative};
use super::refused::{Refused, hidden};
use super::{Files, open};

/// The files of a disk, below a root.
#[derive(Debug, Clone)]
pub struct Disk {
    folder: PathBuf,
    root: PathBuf,
    outputs: Outputs,
    /// The folder and the root without links, once they are asked for.
    real_folder: OnceLock<PathBuf>,
    real_root: OnceLock<PathBuf>,
}

impl Disk {
    /// The files that a note in `folder` may name, all below `root`; none when that is the empty path.
    pub fn new(folder: impl Into<PathBuf>, root: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        let outputs = Outputs { folder: folder.clone(), copied_below: None };
        Self { folder, root: root.into(), outputs, real_folder: OnceLock::new(), real_root: OnceLock::new() }
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
            .chain(self.above().into_iter().map(|folder| folder.join(path)))
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
        let (root, folder) = (self.real_root()?, self.real_folder()?);
        let Ok(way) = real.strip_prefix(root) else {
            // A link that leads outside is not asked for openly: nobody is told to let it.
            let openly = !lexical(located).starts_with(lexical(&self.root));
            return Err(if openly { Refused::outside(&real, folder) } else { Refused::Outside(None) }.into());
        };
        // A note in a hidden folder may have its images there too.
        let start = if folder.starts_with(root) { folder } else { root };
        match hidden(&relative(&real, start)) {
            Some(name) => Err(Refused::Hidden(name).into()),
            None => Ok((root.to_owned(), way.to_owned())),
        }
    }

    /// Reads a note of this name in the note's folder. One that is a link is read as a file that a note names, for
    /// who made the link need not be who named the note.
    ///
    /// # Errors
    /// As [`Files::read`].
    pub fn read_note(&self, name: &OsStr) -> io::Result<(Metadata, Vec<u8>)> {
        match self.link(name)? {
            Some(link) => self.read_at(&link),
            None => open::read_below(self.real_folder()?, Path::new(name)),
        }
    }

    /// Where the file of this name in the note's folder is when all links are followed.
    ///
    /// # Errors
    /// When it is not there, or cannot be reached.
    pub fn located(&self, name: &OsStr) -> io::Result<PathBuf> {
        match self.link(name)? {
            Some(link) => link.canonicalize(),
            None => Ok(self.real_folder()?.join(name)),
        }
    }

    /// The path of this name in the note's folder if it is a link.
    fn link(&self, name: &OsStr) -> io::Result<Option<PathBuf>> {
        let is_link = self.real_folder()?.join(name).symlink_metadata()?.is_symlink();
        Ok(is_link.then(|| self.folder.join(name)))
    }

    fn real_folder(&self) -> io::Result<&Path> {
        without_links(&self.real_folder, or_working(&self.folder))
    }

    fn real_root(&self) -> io::Result<&Path> {
        without_links(&self.real_root, &self.root)
    }

    /// The note's folder and those above it, below or at the root, the nearest first; none when it is not below it.
    pub(crate) fn above(&self) -> Vec<PathBuf> {
        let (Ok(folder), Ok(root)) = (self.real_folder(), self.real_root()) else { return Vec::new() };
        folder.ancestors().take_while(|above| above.starts_with(root)).map(Path::to_owned).collect()
    }
}

/// A path without links, which is found once: each look takes a call of the system for every folder on the way.
fn without_links<'a>(found: &'a OnceLock<PathBuf>, path: &Path) -> io::Result<&'a Path> {
    if let Some(found) = found.get() {
        return Ok(found);
    }
    let real = path.canonicalize()?;
    Ok(found.get_or_init(|| real))
}

/// The folder; the working folder for the empty path, which is the parent of a name alone.
fn or_working(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
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
        let folder = folder.filter(|folder| self.real_root().is_ok_and(|root| folder.starts_with(root)));
        let entries = folder.and_then(|folder| folder.read_dir().ok()).into_iter().flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    }

    fn folders_up(&self) -> usize {
        self.above().len().saturating_sub(1)
    }
}

/// What the first of these places gives; when none does, the first error that says more than that nothing is there.
pub fn first_of<T>(places: Vec<PathBuf>, mut read: impl FnMut(&Path) -> io::Result<T>) -> io::Result<T> {
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

impl Disk {
    /// The file at a path of the note that a link may lead to; `None` when no file is there. One that is refused is
    /// linked to, for a link reads nothing, and is not copied.
    pub fn neighbour(&self, path: &str) -> Option<Neighbour> {
        let (mut refused, places) = (None, self.candidates(path));
        for located in &places {
            let looked = self.way_to(located).and_then(|(root, way)| open::look_below(&root, &way));
            match looked {
                Ok(metadata) => return Some(self.to(path, located, metadata.len())),
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    refused.get_or_insert(located);
                }
                Err(_) => {}
            }
        }
        let way = shown(&relative(refused?, &self.outputs.folder));
        Some(Neighbour { way, copy: None })
    }

    /// A file that is there.
    fn to(&self, path: &str, located: &Path, size: u64) -> Neighbour {
        let to = self.outputs.copied_below.as_ref().map(|top| self.copied_to(located, top));
        let to = to.filter(|to| *to != lexical(located));
        let way = relative(to.as_deref().unwrap_or(located), &self.outputs.folder);
        let copy = to.map(|to| Copy { path: path.to_owned(), to, size });
        Neighbour { way: shown(&way), copy }
    }

    /// The copy lies to the output as the file to the note, but for ways that leave the folder of the outputs.
    fn copied_to(&self, located: &Path, top: &Path) -> PathBuf {
        let way = relative(located, &self.folder);
        let to = lexical(&self.outputs.folder.join(&way));
        if to.starts_with(lexical(top)) || to == lexical(located) {
            return to;
        }
        let down: PathBuf = way.components().filter(|name| matches!(name, Component::Normal(_))).collect();
        lexical(&self.outputs.folder.join(down))
    }
}

fn shown(way: &Path) -> String {
    way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::ways_up;

    #[test]
    fn settings_are_looked_for_as_far_up_as_the_root() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("site/a/b")).unwrap();
        let ways = |note: &str, root: &str| -> Vec<String> {
            ways_up(&Disk::new(folder.path().join(note), folder.path().join(root))).collect()
        };
        assert_eq!(ways("site/a/b", "site"), ["", "../", "../../"]);
        assert_eq!(ways("site", "site"), [""]);
        assert_eq!(ways("site", "site/a"), [""], "the note is not below the root");
    }

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
