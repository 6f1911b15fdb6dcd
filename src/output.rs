//! Writes outputs: whole or not at all. A file is written under another name in its own folder and then
//! renamed, so that a run that fails or is killed leaves what was there before. What an output was made from is
//! told by [`dependencies`].

pub mod dependencies;

use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

/// Writes a file, whole or not at all. Its folder is made when it is not there.
///
/// # Errors
/// When the folder cannot be made or written to, or the path is that of a folder.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder)?;
    let earlier = path.metadata().ok();
    match &earlier {
        Some(earlier) if earlier.is_dir() => {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        // A device or a pipe (`-o /dev/null`) is written to, not replaced.
        Some(earlier) if !earlier.is_file() => {
            return std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
        }
        Some(_) | None => {}
    }
    let mut builder = Builder::new();
    builder.prefix(".convert-");
    // A temporary file is for its owner only. The output gets the rights of the file that it replaces, or those of
    // any new file: the system takes from them what the user's mask says.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(earlier) = earlier {
        file.as_file().set_permissions(earlier.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes to standard output. A reader that has gone away (a closed pipe) is no error.
///
/// # Errors
/// When standard output cannot be written to.
pub fn write_standard(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
