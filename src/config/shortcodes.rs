//! The shortcodes that a project file or a file for `--shortcodes` defines.

use std::path::{Path, PathBuf};

use anyhow::anyhow;

use crate::callouts::Callouts;
use crate::cli::Cli;
use crate::config::project::{Project, malformed, text};
use crate::diagnostic::Diagnostic;
use crate::read::check_shortcodes;
use crate::shortcodes::{Shortcodes, Wrong};
use crate::value::Value;
use crate::yaml::line_of;

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
    let own_file = match (&cli.reading.shortcodes, &project.keys.shortcodes) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(Value::String(path))) => Some(project.inside("shortcodes", Path::new(path))?),
        (None, _) => None,
    };
    let (definitions, file, written) =
        match (own_file, &project.keys.shortcodes, project.file_of("shortcodes")) {
            (Some(path), ..) => {
                let (written, file) = (text(&path)?, path.display().to_string());
                let definitions = crate::yaml::read(&written).map_err(|error| malformed(&path, &error))?;
                read.push(path);
                (unwrapped(definitions), file, written)
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

/// The definitions of a file, which may stand in it as they would in `convert.yaml`: below the key `shortcodes`.
fn unwrapped(definitions: Value) -> Value {
    match definitions.get("shortcodes").and_then(Value::as_mapping) {
        Some(inside) if !inside.is_empty() && inside.values().all(Value::is_mapping) => {
            Value::Mapping(inside.clone())
        }
        _ => definitions,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    /// What a project file defines, or why it cannot be used, without the folder.
    fn of_project(text: &str) -> Result<Shortcodes, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("convert.yaml");
        std::fs::write(&path, text).unwrap();
        let project = Project::read(&path).unwrap();
        let cli = Cli::parse_from(["convert", "note.md"]);
        let found = of(&cli, &project, Callouts::built_in(), &mut Vec::new());
        found.map(|(own, _)| own).map_err(|error| {
            let error = error.to_string();
            error.split_once("convert.yaml").map_or(error.clone(), |(_, why)| why.to_owned())
        })
    }

    #[test]
    fn a_file_may_have_its_definitions_as_a_project_file_has_them() {
        let names = |text: &str| {
            let value = unwrapped(crate::yaml::read(text).unwrap());
            value
                .as_mapping()
                .unwrap()
                .keys()
                .map(|name| name.as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(names("a: { callout: note }"), ["a"]);
        assert_eq!(names("shortcodes: { a: { callout: note } }"), ["a"]);
        // A shortcode may be called so.
        assert_eq!(names("shortcodes: { callout: note }"), ["shortcodes"]);
    }

    #[test]
    fn a_project_file_defines_shortcodes() {
        let own = of_project("lang: de\nshortcodes:\n  lang: { callout: note }\n").unwrap();
        assert_eq!(own.get("LANG").unwrap().place.1, 3);
    }

    #[test]
    fn what_cannot_be_used_is_told_at_its_line() {
        let wrong = |text| of_project(text).unwrap_err();
        assert!(
            wrong("shortcodes:\n  aa: { callout: note }\n  bb: { callout: nto }\n")
                .starts_with(":3:1: `bb` is a callout")
        );
        assert!(wrong("shortcodes: 1\n").starts_with(":1:1: shortcodes are a mapping"));
        assert!(wrong("shortcodes: ../x.yaml\n").contains("outside its folder"));
    }
}
