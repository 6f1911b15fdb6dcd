//! The settings of the project that a note is part of (Quarto, bookdown, Jupyter Book, MyST), in the note's folder or one
//! above it. What is meant by them is left to who looks for it.

use crate::files::{Files, ways_up};
use crate::value::Value;

/// The files in which projects have their settings.
const NAMES: [&str; 6] =
    ["_metadata.yml", "_quarto.yml", "_quarto.yaml", "_bookdown.yml", "myst.yml", "_config.yml"];

/// What `wanted` finds in the nearest settings that have it; it is given these and the way to their folder.
pub fn first<T>(files: &dyn Files, wanted: impl Fn(&Value, &str) -> Option<T>) -> Option<T> {
    for folder in ways_up(files) {
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

/// What a project numbers, whether or not anything refers to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// All that has a caption and a name.
    pub captions: bool,
    /// What has a caption and no name, too.
    pub unnamed: bool,
    /// All formulas that have a label.
    pub formulas: bool,
}

/// What the note's project numbers: Sphinx formulas and, with `numfig`, captions; books of Jupyter, bookdown and MyST both.
pub fn numbers(files: &dyn Files) -> Numbers {
    for folder in ways_up(files) {
        let read = |name: &str| files.read(&format!("{folder}{name}")).ok();
        if let Some(settings) = read("conf.py") {
            let asks = |line: &str| {
                let value = line.strip_prefix("numfig").and_then(|rest| rest.trim_start().strip_prefix('='));
                value.is_some_and(|value| value.trim_start().starts_with("True"))
            };
            let captions = String::from_utf8_lossy(&settings).lines().any(asks);
            return Numbers { captions, unnamed: captions, formulas: true };
        }
        if read("_bookdown.yml").is_some() {
            return Numbers { captions: true, unnamed: false, formulas: true };
        }
        let is_book = || read("_config.yml").is_some() && read("_toc.yml").is_some();
        if read("myst.yml").is_some() || is_book() {
            return Numbers { captions: true, unnamed: true, formulas: true };
        }
    }
    Numbers::default()
}

/// The value at a way of keys.
pub fn at<'v>(settings: &'v Value, way: &[&str]) -> Option<&'v Value> {
    way.iter().try_fold(settings, |value, key| value.get(key))
}

/// The path of a file that settings in this folder name; one from the root stays.
pub fn from(folder: &str, name: &str) -> String {
    if name.starts_with('/') { name.to_owned() } else { format!("{folder}{name}") }
}
