//! Opens files for reading: only regular ones, for a pipe is waited for without end and a device may do more than give
//! bytes. What is asked is the file that was opened, never the path a second time, so that nothing can be put in its
//! place in between.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// Why a pipe or a device is not read.
const NO_FILE: &str = "it is a pipe or a device: only files are read";

/// Reads the regular file at a path that a person named: what it was like before, and its bytes. Links are followed.
///
/// # Errors
/// When it is not there, is no regular file, or cannot be read.
pub fn read(path: &Path) -> io::Result<(Metadata, Vec<u8>)> {
    // A device is not even opened.
    regular(&path.metadata()?)?;
    all(open(path)?)
}

/// As [`read`], as text.
///
/// # Errors
/// As [`read`], and when it is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let (_, bytes) = read(path)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not valid UTF-8"))
}

/// Reads the regular file at `way`, names alone, below `folder`: no link on the way is followed.
///
/// # Errors
/// As [`read`], and when a link is on the way.
pub fn read_below(folder: &Path, way: &Path) -> io::Result<(Metadata, Vec<u8>)> {
    all(open_below(folder, way)?)
}

/// What the regular file at `way` below `folder` is like, as [`read_below`] would find it; nothing of it is read.
///
/// # Errors
/// As [`read_below`].
pub fn look_below(folder: &Path, way: &Path) -> io::Result<Metadata> {
    let metadata = open_below(folder, way)?.metadata()?;
    regular(&metadata)?;
    Ok(metadata)
}

fn all(mut file: File) -> io::Result<(Metadata, Vec<u8>)> {
    let metadata = file.metadata()?;
    regular(&metadata)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok((metadata, bytes))
}

fn regular(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::Unsupported, NO_FILE));
    }
    Ok(())
}

/// Opens without waiting for whom a pipe would wait for.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Goes from folder to folder, each opened in the one before it.
#[cfg(unix)]
fn open_below(folder: &Path, way: &Path) -> io::Result<File> {
    use rustix::fs::{AtFlags, FileType, Mode, OFlags, openat, statat};
    // Where a folder may be passed but not listed, that is enough on the systems that can say so.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const PASSED: OFlags = OFlags::PATH.union(OFlags::DIRECTORY);
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const PASSED: OFlags = OFlags::DIRECTORY;
    let shared = OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut at = rustix::fs::open(folder, PASSED | OFlags::CLOEXEC, Mode::empty())?;
    let mut names = way.components().peekable();
    while let Some(name) = names.next() {
        let name = name.as_os_str();
        let flags = if names.peek().is_some() {
            PASSED
        } else {
            match FileType::from_raw_mode(statat(&at, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mode) {
                FileType::RegularFile | FileType::Symlink | FileType::Directory => {}
                _ => return Err(io::Error::new(io::ErrorKind::Unsupported, NO_FILE)),
            }
            OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY
        };
        at = openat(&at, name, flags | shared, Mode::empty())?;
    }
    Ok(File::from(at))
}

#[cfg(not(unix))]
fn open_below(folder: &Path, way: &Path) -> io::Result<File> {
    open(&folder.join(way))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_folder_a_pipe_and_a_device_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let kind = |path: &Path| read(path).unwrap_err().kind();
        assert_eq!(kind(folder.path()), io::ErrorKind::IsADirectory);
        assert_eq!(kind(&pipe), io::ErrorKind::Unsupported);
        assert_eq!(kind(Path::new("/dev/zero")), io::ErrorKind::Unsupported);
        let below = read_below(folder.path(), Path::new("pipe"));
        assert_eq!(below.unwrap_err().kind(), io::ErrorKind::Unsupported);
        let below = read_below(Path::new("/dev"), Path::new("zero"));
        assert_eq!(below.unwrap_err().kind(), io::ErrorKind::Unsupported);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_on_the_way_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("a")).unwrap();
        std::fs::write(folder.path().join("a/file"), "x").unwrap();
        std::os::unix::fs::symlink("a", folder.path().join("b")).unwrap();
        std::os::unix::fs::symlink("file", folder.path().join("a/link")).unwrap();
        let read = |way: &str| read_below(folder.path(), Path::new(way)).map(|(_, bytes)| bytes);
        assert_eq!(read("a/file").unwrap(), b"x");
        assert!(read("b/file").is_err() && read("a/link").is_err());
    }
}
