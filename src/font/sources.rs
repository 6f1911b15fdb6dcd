//! Where fonts come from.

use std::path::{Path, PathBuf};

use crate::limits::{FONT_BYTES, FONT_FOLDERS_DEEP};
use crate::settings::Settings;

/// Where fonts may come from beside those of the program.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// Whether from the system.
    pub system: bool,
    /// From which folders, as [`list`] finds them.
    pub folders: &'a [PathBuf],
}

impl<'a> Sources<'a> {
    /// Those of a run.
    pub fn of(settings: &'a Settings) -> Self {
        Self { system: settings.system_fonts, folders: &settings.font_folders }
    }
}

/// The files of fonts in a folder and in those below it (OpenType and TrueType, collections too), as names from there in
/// the order of the alphabet. Links are not followed: a folder that others made leads to nothing outside of it.
///
/// # Errors
/// When a folder cannot be read, or the files have more than [`FONT_BYTES`].
pub fn list(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let (mut found, mut bytes) = (Vec::new(), 0);
    let mut below = vec![(PathBuf::new(), 0)];
    while let Some((way, depth)) = below.pop() {
        for entry in folder.join(&way).read_dir()? {
            let entry = entry?;
            let (kind, way) = (entry.file_type()?, way.join(entry.file_name()));
            if kind.is_dir() && depth < FONT_FOLDERS_DEEP {
                below.push((way, depth + 1));
            } else if kind.is_file() && is_font(&way) {
                bytes += entry.metadata()?.len();
                found.push(way);
            }
        }
    }
    found.sort();
    match bytes <= FONT_BYTES {
        true => Ok(found),
        false => Err(std::io::Error::other(format!("its fonts have more than {} MB", FONT_BYTES >> 20))),
    }
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["otf", "ttf", "otc", "ttc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
