//! The settings of the project that a note is part of (Quarto, bookdown, Jupyter Book, MyST), in the note's folder or one
//! above it. What is meant by them is left to who looks for it.

use serde_yaml::Value;

use crate::files::Files;
use crate::limits::FOLDERS_UP;

/// The files in which projects have their settings.
const NAMES: [&str; 6] =
    ["_metadata.yml", "_quarto.yml", "_quarto.yaml", "_bookdown.yml", "myst.yml", "_config.yml"];

/// What `wanted` finds in the nearest settings that have it; it is given these and the way to their folder.
pub fn first<T>(files: &dyn Files, wanted: impl Fn(&Value, &str) -> Option<T>) -> Option<T> {
    for depth in 0..FOLDERS_UP {
        let folder = "../".repeat(depth);
        for name in NAMES {
            let Ok(bytes) = files.read(&format!("{folder}{name}")) else { continue };
            let settings = crate::yaml::read::<Value>(&String::from_utf8_lossy(&bytes)).ok();
            if let Some(found) = settings.and_then(|settings| wanted(&settings, &folder)) {
                return Some(found);
            }
        }
    }
    None
}

/// The value at a way of keys.
pub fn at<'v>(settings: &'v Value, way: &[&str]) -> Option<&'v Value> {
    way.iter().try_fold(settings, |value, key| value.get(key))
}

/// The path of a file that settings in this folder name; one from the root stays.
pub fn from(folder: &str, name: &str) -> String {
    if name.starts_with('/') { name.to_owned() } else { format!("{folder}{name}") }
}
