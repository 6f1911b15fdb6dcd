//! Files that notes link to: where a link leads from the note's output, and which copy of a file is to lie there.
//! Finding them is left to `disk.rs`, making copies to `batch/copies.rs`.

use std::path::PathBuf;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Disk;

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
        let to = copy.map(|copy| copy.to.strip_prefix(folder.path()).unwrap().display().to_string());
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
