//! Why a file that is there is not read for a note, and what a person can do about it.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::paths::relative;
use super::root;

/// The hidden folders that hold what sites show: GitHub's, GitBook's, VuePress's and VitePress's pictures. No other
/// hidden file or folder is read for a note.
const SHOWN: [&str; 4] = [".github", ".gitbook", ".vuepress", ".vitepress"];

/// Why a file is not read for a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is outside the note's root; this one would hold it and the note.
    Outside(Option<PathBuf>),
    /// It, or a folder that it is in, is hidden.
    Hidden(String),
    /// The note has no folder that it may read.
    Rootless,
}

impl Refused {
    /// Why the file at `file` may not be read for a note in `folder`, both without links.
    pub fn outside(file: &Path, folder: &Path) -> Self {
        let shared = folder.ancestors().find(|above| file.starts_with(above));
        Refused::Outside(shared.filter(|shared| !root::is_too_wide(shared)).map(Path::to_owned))
    }

    fn way_out(&self) -> Option<String> {
        match self {
            Refused::Outside(Some(root)) => {
                let root = relative(root, Path::new(""));
                let root = if root.as_os_str().is_empty() { Path::new(".") } else { &root };
                Some(format!("`--root {}` lets the note read it", root.display()))
            }
            Refused::Outside(None) => Some("put a copy of it beside the note".to_owned()),
            Refused::Hidden(_) => Some("put what the note shows into a folder that is not hidden".to_owned()),
            Refused::Rootless => Some("name a folder of files that it may read with `--root`".to_owned()),
        }
    }
}

impl Display for Refused {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        match self {
            Refused::Outside(_) => formatter.write_str("it is outside the folder that the note may read"),
            Refused::Hidden(name) => write!(formatter, "`{name}` is hidden, and hidden files are not read"),
            Refused::Rootless => formatter.write_str("the note is in no folder of which it may read files"),
        }
    }
}

impl Error for Refused {}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        io::Error::new(io::ErrorKind::PermissionDenied, refused)
    }
}

/// What to do about an error of reading, if it is known.
pub fn way_out(error: &io::Error) -> Option<String> {
    error.get_ref()?.downcast_ref::<Refused>()?.way_out()
}

/// The first hidden name on a way from a note's folder to a file, unless sites show what is in it.
pub fn hidden(way: &Path) -> Option<String> {
    let mut names = way.components().peekable();
    while let Some(name) = names.next() {
        let Component::Normal(name) = name else { continue };
        let name = name.to_string_lossy();
        let shown = names.peek().is_some() && SHOWN.contains(&&*name);
        if name.starts_with('.') && !shown {
            return Some(name.into_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_is_what_begins_with_a_dot_unless_sites_show_it() {
        let hidden = |way: &str| hidden(Path::new(way)).unwrap_or_default();
        for (way, name) in [
            ("../.ssh/id_rsa", ".ssh"),
            (".env", ".env"),
            (".git/config", ".git"),
            (".github/.env", ".env"),
            (".gitbook/assets/a.png", ""),
            (".gitbook", ".gitbook"),
            ("../a.b/c.png", ""),
        ] {
            assert_eq!(hidden(way), name, "{way}");
        }
    }

    #[test]
    fn a_root_that_would_help_is_named_unless_it_is_too_wide() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        let outside = |file: PathBuf| Refused::outside(&file, &top.join("notes"));
        assert_eq!(outside(top.join("img/a.png")), Refused::Outside(Some(top.clone())));
        assert_eq!(outside(PathBuf::from("/etc/passwd")), Refused::Outside(None));
    }
}
