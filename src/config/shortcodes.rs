//! The shortcodes that a project file or a file for `--shortcodes` defines.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use serde_yaml::Value;

use crate::callouts::Callouts;
use crate::cli::Cli;
use crate::config::project::{Project, cause, text};
use crate::diagnostic::Diagnostic;
use crate::read::check_shortcodes;
use crate::shortcodes::{Shortcodes, Wrong, line_of};

/// The shortcodes of a run, and warnings about them; their file is added to those that were `read`.
///
/// # Errors
/// When the file cannot be read or a definition cannot be used; the message has its line.
pub fn of(
    cli: &Cli,
    project: &Project,
    callouts: &Callouts,
    read: &mut Vec<PathBuf>,
) -> anyhow::Result<(Shortcodes, Vec<Diagnostic>)> {
    let own_file = match (&cli.shortcodes, &project.keys.shortcodes) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(Value::String(path))) => Some(project.inside("shortcodes", Path::new(path))?),
        (None, _) => None,
    };
    let (definitions, file, written) = match (own_file, &project.keys.shortcodes, &project.path) {
        (Some(path), ..) => {
            let (written, file) = (text(&path)?, path.display().to_string());
            let definitions: Value = crate::yaml::read(&written).map_err(|error| {
                let place = error.location().map(|at| format!(":{}:{}", at.line(), at.column()));
                anyhow!("{file}{}: {}", place.unwrap_or_default(), cause(&error))
            })?;
            read.push(path);
            (definitions, file, written)
        }
        (None, Some(definitions), Some(path)) => {
            let written = text(path)?;
            // A shortcode may be called as a key of the project.
            let before = line_of(&written, "shortcodes").unwrap_or_default();
            let lines = written.lines().enumerate().map(|(at, line)| if at < before { "" } else { line });
            (definitions.clone(), path.display().to_string(), lines.collect::<Vec<_>>().join("\n"))
        }
        (None, ..) => return Ok(Default::default()),
    };
    let wrong = |Wrong { name, message }| {
        let line = name.and_then(|name| line_of(&written, &name)).unwrap_or(1);
        anyhow!("{file}:{line}:1: {message}")
    };
    let shortcodes = Shortcodes::read(&definitions, &file, &written).map_err(wrong)?;
    let told = check_shortcodes(&shortcodes, callouts).map_err(wrong)?;
    Ok((shortcodes, told))
}
