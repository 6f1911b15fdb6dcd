//! Files that notes link to: where a link leads from the note's output, and which copy of a file is to lie there.
//! Making copies is left to [`crate::batch::copies`].

use std::io;
use std::path::{Component, Path, PathBuf};

use super::{Disk, lexical, open, relative};

/// Where the outputs of a note are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outputs {
    /// Their folder.
    pub folder: PathBuf,
    /// The folder below which copies of linked files are put; `None` when links lead to the files themselves.
    pub copied_below: Option<PathBuf>,
}

/// A file that a note links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// The way to it from the note's output, with `/` between names.
    pub way: String,
    /// The copy that the way leads to.
    pub copy: Option<Copy>,
}

/// A copy of a file to lie beside an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// The file as the note names it.
    pub path: String,
    /// Where the copy is.
    pub to: PathBuf,
    /// How many bytes the file had.
    pub size: u64,
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

    /// Where a link to a path leads from an output in `outputs`, and where the copy lies below the folder, if copies are
    /// made below `top`.
    fn neighbour(path: &str, outputs: &str, top: Option<&str>) -> Option<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(place("root/notes/img")).unwrap();
        for name in ["secret.pdf", "root/a.pdf", "root/.env", "root/notes/img/b c.png"] {
            std::fs::write(place(name), "x").unwrap();
        }
        let outputs = Outputs { folder: place(outputs), copied_below: top.map(place) };
        let disk = Disk::new(place("root/notes"), place("root")).with_outputs(outputs);
        let Neighbour { way, copy } = disk.neighbour(path)?;
        let to = copy.map(|copy| shown(copy.to.strip_prefix(folder.path()).unwrap()));
        Some((way, to.unwrap_or_default()))
    }

    #[test]
    fn a_link_leads_from_the_output_to_the_file() {
        let way = |path: &str, outputs: &str| neighbour(path, outputs, None).map(|(way, _)| way);
        assert_eq!(way("img/b c.png", "root/notes").as_deref(), Some("img/b c.png"));
        assert_eq!(way("img/b c.png", "out").as_deref(), Some("../root/notes/img/b c.png"));
        assert_eq!(way("/a.pdf", "root/notes/deep").as_deref(), Some("../../a.pdf"));
        assert_eq!(way("none.pdf", "out"), None);
        assert_eq!(way("img", "out"), None, "a folder is no file");
    }

    #[test]
    fn a_file_that_may_not_be_read_is_linked_to_and_not_copied() {
        for path in ["../../secret.pdf", "../.env"] {
            let (way, to) = neighbour(path, "out", Some("out")).unwrap();
            assert!(way.starts_with("../") && to.is_empty(), "{path}: {way} {to}");
        }
    }

    #[test]
    fn a_copy_lies_to_the_output_as_the_file_to_the_note_and_never_above_the_outputs() {
        let to = |path: &str, outputs: &str, top: &str| neighbour(path, outputs, Some(top)).unwrap();
        assert_eq!(to("img/b c.png", "out", "out"), ("img/b c.png".into(), "out/img/b c.png".into()));
        assert_eq!(to("../a.pdf", "out/notes", "out"), ("../a.pdf".into(), "out/a.pdf".into()));
        assert_eq!(to("../a.pdf", "out", "out"), ("a.pdf".into(), "out/a.pdf".into()));
        assert_eq!(to("img/b c.png", "root/notes", "root/notes"), ("img/b c.png".into(), String::new()));
    }
}
