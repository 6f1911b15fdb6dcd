//! Whether an output may be written: the one place that decides. What the run reads is never written to, and what
//! this program did not make is replaced only by who says so.

use std::path::{Path, PathBuf};

use super::made;
use super::names::Identity;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::Format;

/// What an output may replace.
#[derive(Debug, Clone, Copy)]
pub struct Permission {
    /// The output was named by itself (`-o thesis.pdf`): that is permission.
    pub named: bool,
    /// `--force` was given.
    pub forced: bool,
    /// The record of earlier runs has it.
    pub on_record: bool,
}

/// Why an output is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The run reads it.
    Input,
    /// Something is there that this program did not make.
    Foreign,
    /// A link that nobody named leads to nothing, or to what this program did not make.
    Link,
    /// A device, a pipe or the like that nobody named.
    Special,
}

impl Refusal {
    /// The error about the output at `path`.
    pub fn diagnostic(self, path: &Path) -> Diagnostic {
        let path = path.display();
        let (message, hint) = match self {
            Refusal::Input => {
                return Diagnostic::error(Code::Output, format!("{path} is the input, and is not replaced"))
                    .hint("name another output with `-o`");
            }
            Refusal::Foreign => (
                format!("{path} is there already, and convert did not make it: it is not replaced"),
                format!("`--force` replaces it, and so does `-o {path}` for this note alone"),
            ),
            Refusal::Link => (
                format!("{path} is a link to what convert did not make: it is not followed"),
                format!("delete the link, or name it for this note alone with `-o {path}`"),
            ),
            Refusal::Special => (
                format!("{path} is no regular file: it is not written to"),
                format!("name it for this note alone with `-o {path}`"),
            ),
        };
        Diagnostic::error(Code::Output, message).hint(hint)
    }
}

/// Settles whether an output in `format` may be written to `path`, for a note that is made of the files `read`.
///
/// # Errors
/// When it may not; the refusal says why. Whether the system allows it is told by [`super::write`].
pub fn check(path: &Path, format: Format, may: Permission, read: &[PathBuf]) -> Result<(), Refusal> {
    let Ok(there) = path.symlink_metadata() else { return Ok(()) };
    if is_one_of(path, read) {
        return Err(Refusal::Input);
    }
    match path.metadata() {
        _ if may.named => Ok(()),
        // A folder that others made could lead anywhere, and could have a record that knows the link.
        _ if there.is_symlink() => {
            if made::by_us(path, format) {
                Ok(())
            } else {
                Err(Refusal::Link)
            }
        }
        Ok(target) if target.is_dir() => Ok(()),
        Ok(target) if !target.is_file() => Err(Refusal::Special),
        Ok(target) if target.len() == 0 || may.forced || may.on_record => Ok(()),
        _ if made::by_us(path, format) => Ok(()),
        _ => Err(Refusal::Foreign),
    }
}

/// Whether an existing file is one of `files`, by whatever name.
pub fn is_one_of(path: &Path, files: &[PathBuf]) -> bool {
    Identity::of(path).is_some_and(|own| files.iter().any(|file| Identity::of(file).as_ref() == Some(&own)))
}

/// Whether standard output is one of `files`, as after `>>` of a shell.
pub fn standard_is_one_of(files: &[PathBuf]) -> bool {
    let own = Identity::of_stream(std::io::stdout());
    own.is_some() && files.iter().any(|file| Identity::of(file) == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOBODY: Permission = Permission { named: false, forced: false, on_record: false };

    #[test]
    fn what_the_note_reads_is_not_replaced_whoever_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a.png"), "a").unwrap();
        std::fs::hard_link(path("a.png"), path("b.html")).unwrap();
        let all = Permission { named: true, forced: true, on_record: true };
        let check = |name: &str| check(&path(name), Format::Html, all, &[path("c"), path("./a.png")]);
        assert_eq!((check("a.png"), check("b.html")), (Err(Refusal::Input), Err(Refusal::Input)));
        assert_eq!((check("c"), check("d")), (Ok(()), Ok(())));
    }

    #[test]
    fn what_somebody_made_is_replaced_with_permission() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        std::fs::write(&path, "%PDF-1.7 by hand").unwrap();
        let check = |may| check(&path, Format::Pdf, may, &[]);
        assert_eq!(check(NOBODY), Err(Refusal::Foreign));
        for may in [
            Permission { named: true, ..NOBODY },
            Permission { forced: true, ..NOBODY },
            Permission { on_record: true, ..NOBODY },
        ] {
            assert_eq!(check(may), Ok(()));
        }
        std::fs::write(&path, "%PDF-1.7 /Creator(convert 0.1.0)").unwrap();
        assert_eq!(check(NOBODY), Ok(()));
        std::fs::write(&path, "").unwrap();
        assert_eq!(check(NOBODY), Ok(()), "there is nothing to lose");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_nobody_named_leads_to_our_own_outputs_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink("b.ir", path("a.ir")).unwrap();
        let check = |may| check(&path("a.ir"), Format::Ir, may, &[]);
        let known = Permission { forced: true, on_record: true, ..NOBODY };
        assert_eq!((check(NOBODY), check(known)), (Err(Refusal::Link), Err(Refusal::Link)));
        assert_eq!(check(Permission { named: true, ..NOBODY }), Ok(()));
        std::fs::write(path("b.ir"), "mine").unwrap();
        assert_eq!(check(known), Err(Refusal::Link));
        std::fs::write(path("b.ir"), "metadata\n  title \"T\"\n").unwrap();
        assert_eq!(check(NOBODY), Ok(()));
    }
}
