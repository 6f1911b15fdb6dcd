//! The files in which outputs are written before they get their names. Each is locked as long as its writer lives,
//! so that the next run knows those that a killed run left behind, on the same machine or another, and removes them.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::limits;

/// How the names of these files begin and end: hidden, and nobody else's.
const NAME: (&str, &str) = (".convert-", ".tmp");

/// A new file in `folder`, with the rights that the system gives to new files.
///
/// # Errors
/// When the folder cannot be written to.
pub fn create(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(NAME.0).suffix(NAME.1);
    // A temporary file is for its owner only. The system takes from these rights what the user's mask says.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    for _ in 0..limits::TEMPORARY_TRIES {
        let file = builder.tempfile_in(folder)?;
        match file.as_file().try_lock() {
            Ok(()) if file.path().exists() => return Ok(file),
            // Another run took it for one that was left behind, in the moment before it was locked.
            Ok(()) | Err(TryLockError::WouldBlock) => {}
            // Where there are no locks nobody can take it.
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    builder.tempfile_in(folder)
}

/// Removes what killed runs left in these folders.
pub fn clean(folders: &BTreeSet<PathBuf>) {
    for folder in folders {
        for entry in folder.read_dir().into_iter().flatten().flatten() {
            let name = entry.file_name();
            let is_ours =
                name.to_str().is_some_and(|name| name.starts_with(NAME.0) && name.ends_with(NAME.1));
            if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                remove_left(&entry.path());
            }
        }
    }
}

/// Removes the file if nobody has locked it. Where this fails, it stays for another run.
fn remove_left(path: &Path) {
    if let Ok(file) = File::options().read(true).write(true).open(path)
        && file.try_lock().is_ok()
    {
        let _ = std::fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_behind_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [".convert-aB3dE6.tmp", ".convert-cache", ".convert-config", "a.tmp"] {
            std::fs::write(path(name), "").unwrap();
        }
        let alive = create(folder.path()).unwrap();
        clean(&[folder.path().to_owned(), path("none")].into());
        assert!(!path(".convert-aB3dE6.tmp").exists());
        assert!(alive.path().exists(), "its writer lives");
        assert!([".convert-cache", ".convert-config", "a.tmp"].iter().all(|name| path(name).exists()));
    }
}
