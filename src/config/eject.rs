//! Writes the built-in files, for those who want to begin with them.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::ValueEnum;

use super::built_in;
use crate::cli::BuiltIn;
use crate::look::theme;
use crate::output;

/// Writes all built-in files to a folder and the themes to `themes` in it; the files that were written. Those of
/// people's own are replaced only when that is `forced`.
///
/// # Errors
/// When one of the files is there, and then none is written; when one cannot be written.
pub fn write(folder: &Path, forced: bool) -> anyhow::Result<Vec<PathBuf>> {
    let files: Vec<(PathBuf, &str)> = files().map(|(name, text)| (folder.join(name), text)).collect();
    for (path, _) in files.iter().filter(|_| !forced) {
        ensure!(
            path.symlink_metadata().is_err(),
            "{} is there: name another folder, or replace it with `--force`",
            path.display()
        );
    }
    for (path, text) in &files {
        output::write(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// The built-in files, each under its name.
fn files() -> impl Iterator<Item = (PathBuf, &'static str)> {
    // The theme among them stands with the others.
    let files = BuiltIn::value_variants().iter().filter(|file| **file != BuiltIn::Theme);
    let named = files.filter_map(|file| Some((file.to_possible_value()?.get_name().into(), built_in(*file))));
    named.chain(theme::FILES.iter().map(|(name, text)| (Path::new("themes").join(name), *text)))
}
