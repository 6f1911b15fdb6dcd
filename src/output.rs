//! Writes outputs: whole or not at all. A file is written under another name in its own folder ([`temporary`]) and
//! then renamed, so that a run that fails or is killed leaves what was there before. Whether it may be written is
//! settled by [`guard`]; what it was made from is told by [`dependencies`].

pub mod dependencies;
pub mod guard;
pub mod made;
pub mod names;
pub mod temporary;

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

pub use crate::files::folder;
use crate::limits;

/// Held for reading by whoever writes a file.
static WRITING: RwLock<()> = RwLock::new(());

/// Writes a file, whole or not at all. Its folder is made when it is not there; where the path is a link, what it
/// leads to is written.
///
/// # Errors
/// When the folder cannot be made or written to, when the path is that of a folder, and when what is there may not
/// be written.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A device or a pipe (`-o /dev/null`) is written to, not replaced. Its link need not name it (`/dev/stdout`).
    if path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let path = &target(path)?;
    let folder = folder(path);
    std::fs::create_dir_all(folder)?;
    let earlier = path.metadata().ok();
    match &earlier {
        Some(earlier) if earlier.is_dir() => {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        Some(_) => check_writable(path)?,
        None => {}
    }
    let _writing = WRITING.read().unwrap_or_else(PoisonError::into_inner);
    let mut file = temporary::create(folder)?;
    // The file itself: errors of the wrapper name the temporary file.
    file.as_file_mut().write_all(bytes)?;
    if let Some(earlier) = earlier {
        // The output gets the rights of the file that it replaces.
        file.as_file().set_permissions(earlier.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Waits until no file is being written and keeps others from being begun: a process may end then and leaves
/// nothing behind.
pub fn pause() -> RwLockWriteGuard<'static, ()> {
    WRITING.write().unwrap_or_else(PoisonError::into_inner)
}

/// What a path leads to when all links are followed, that of its last name included; that need not be there.
///
/// # Errors
/// When links lead in a circle.
pub fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..limits::LINKS_FOLLOWED {
        match std::fs::read_link(&path) {
            Ok(link) => path = folder(&path).join(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "its links lead in a circle"))
}

/// An existing file that may not be written is not replaced either, though its folder allows that: as `cp` has it.
/// Root may write everything, so the file's own rights are asked too.
fn check_writable(path: &Path) -> io::Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    if file.metadata()?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    Ok(())
}

/// Writes to standard output. A reader that has gone away (a closed pipe) is no error.
///
/// # Errors
/// When standard output cannot be written to.
pub fn write_standard(bytes: &[u8]) -> io::Result<()> {
    if is_closed() {
        return Err(io::Error::new(io::ErrorKind::BrokenPipe, "it is closed"));
    }
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Whether the program was started without a standard output (`>&-`). Before anything of ours runs, std puts the null
/// device in its place, open for reading and writing; a shell's `>/dev/null` opens it for writing alone. Who gives that
/// device for input and output alike wants no output.
#[cfg(unix)]
fn is_closed() -> bool {
    use rustix::fs::{OFlags, fcntl_getfl, fstat, stat};
    let null = stat("/dev/null").map(|null| null.st_rdev);
    let replaced = |stream: std::os::fd::BorrowedFd| {
        let both = fcntl_getfl(stream).is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDWR);
        both && fstat(stream).map(|own| own.st_rdev).is_ok_and(|own| null == Ok(own))
    };
    use std::os::fd::AsFd;
    replaced(io::stdout().as_fd()) && !replaced(io::stdin().as_fd())
}

#[cfg(not(unix))]
fn is_closed() -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn the_target_of_a_link_is_written_and_the_link_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("sub")).unwrap();
        symlink("sub/b", path("a")).unwrap();
        symlink("c", path("sub/b")).unwrap();
        write(&path("a"), b"new").unwrap();
        assert_eq!(std::fs::read(path("sub/c")).unwrap(), b"new");
        assert!(path("a").is_symlink() && path("sub/b").is_symlink());
    }

    #[test]
    fn links_in_a_circle_are_an_error() {
        let folder = tempfile::tempdir().unwrap();
        symlink("a", folder.path().join("a")).unwrap();
        assert!(write(&folder.path().join("a"), b"").is_err());
    }

    #[test]
    fn a_file_that_may_not_be_written_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "old").unwrap();
        let mut rights = path.metadata().unwrap().permissions();
        rights.set_readonly(true);
        std::fs::set_permissions(&path, rights).unwrap();
        assert_eq!(write(&path, b"new").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
    }
}
