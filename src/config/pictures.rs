//! The pictures that command line and project file name: the logo and that of the cover. They are read here, for their
//! paths start from the working folder or from that of the project, and go on as `data:` URLs (RFC 2397).

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::project::Project;
use crate::diagnostic::{Code, Diagnostic};
use crate::files::open;
use crate::limits::IMAGE_BYTES;
use crate::look::keys::NO_PICTURE;
use crate::look::{Key, Options};

/// Puts the pictures themselves in the place of their paths. One that cannot be read is told and left out; those that
/// were are added to `read`.
pub fn embed(options: &mut Options, project: Option<&Project>, read: &mut Vec<PathBuf>) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for key in [Key::Logo, Key::CoverImage] {
        options.change_text(key, |address| {
            // That of the user's own settings is there already.
            if address == NO_PICTURE || address.starts_with("data:") {
                return Some(address.to_owned());
            }
            let why = match load(address, key, project) {
                Ok((path, picture)) => {
                    read.push(path);
                    return Some(picture);
                }
                Err(why) => why,
            };
            let (place, folder) = match project {
                Some(project) => (place(project, key), "that of the project file"),
                None => (format!("--set {}", key.name()), "the working folder"),
            };
            let message = format!("{place}: the image `{address}` cannot be shown: {why}");
            let hint = format!("its path starts from {folder}");
            told.push(Diagnostic::warning(Code::UnreadableImage, message).hint(hint));
            None
        });
    }
    told
}

/// The project file and, if it can be told, the line of a key.
fn place(project: &Project, key: Key) -> String {
    let path = project.path.clone().unwrap_or_default();
    let text = open::read_text(&path).unwrap_or_default();
    let name = |line: &str| line.split_once(':').and_then(|(name, _)| Key::find(name.trim()));
    let line = text.lines().position(|line| name(line) == Some(key));
    format!("{}{}", path.display(), line.map_or(String::new(), |line| format!(":{}:1", line + 1)))
}

/// Where the picture is, and its `data:` URL.
fn load(address: &str, key: Key, project: Option<&Project>) -> anyhow::Result<(PathBuf, String)> {
    anyhow::ensure!(!address.contains("://"), "it is on the network");
    let path = match project {
        // A project's root is its folder.
        Some(project) => project.inside(key.name(), Path::new(address.trim_start_matches('/')))?,
        None => PathBuf::from(address),
    };
    let (_, bytes) = open::read(&path)?;
    anyhow::ensure!(bytes.len() <= IMAGE_BYTES, "it has more than {} MB", IMAGE_BYTES >> 20);
    Ok((path, format!("data:;base64,{}", STANDARD.encode(bytes))))
}
