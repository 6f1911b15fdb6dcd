//! What a run must not do: read what is no note, write over what it reads, write two outputs to one place.

use std::collections::{BTreeSet, HashMap};
use std::fs::Metadata;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{bail, ensure};

use super::inputs::Note;
use super::job::{Input, Job, Output};
use crate::files::kind::{self, format_of};
use crate::format::Format;
use crate::halves;
use crate::output::names::{Identity, Keys};

/// The files that are named by themselves and are there.
fn named(notes: &[Note]) -> impl Iterator<Item = &Path> {
    let named = notes.iter().filter(|note| note.base.is_none());
    named.filter_map(|note| match &note.input {
        Input::File(path) => path.is_file().then_some(path.as_path()),
        Input::Standard => None,
    })
}

/// Notes that are named by themselves are texts.
pub(super) fn kinds(notes: &[Note]) -> anyhow::Result<()> {
    match named(notes).find_map(|path| Some((path, kind::of(path)?))) {
        Some((path, kind)) => {
            bail!("{} is no note, but {kind}: name a note, and the output with `-o`", path.display())
        }
        None => Ok(()),
    }
}

/// Notes that are named by themselves are not called as outputs are.
pub(super) fn names(notes: &[Note]) -> anyhow::Result<()> {
    match named(notes).find_map(|path| Some((path.display(), format_of(path)?.extension()))) {
        Some((path, ending)) => bail!(
            "{path} is called as an output is (`.{ending}`): give it the name of a note (`.md`), or write \
             `convert - < {path}`"
        ),
        None => Ok(()),
    }
}

/// What is no text does not go to a terminal.
pub(super) fn terminal(jobs: &[Job]) -> anyhow::Result<()> {
    let outputs = || jobs.iter().flat_map(|job| &job.outputs);
    let is_binary = |format: &Format| matches!(format, Format::Pdf | Format::Epub | Format::Png);
    let found = outputs().find(|(format, output)| *output == Output::Standard && is_binary(format));
    if let Some((format, _)) = found.filter(|_| std::io::stdout().is_terminal()) {
        let ending = format.extension();
        bail!("{} is no text for a terminal: name a file with `-o note.{ending}`", ending.to_uppercase());
    }
    Ok(())
}

/// No output may be a file that the run reads, no two outputs may be one file, and only one fits on standard output.
/// `others` are the files that are read beside the notes, `rules` and `record` those that are written beside outputs.
/// Returns the folders that are written to, where links lead there those that they lead to.
pub(super) fn outputs(
    jobs: &[Job],
    others: &[PathBuf],
    rules: Option<&Path>,
    record: Option<&Path>,
) -> anyhow::Result<BTreeSet<PathBuf>> {
    let outputs = || jobs.iter().flat_map(|job| job.outputs.iter().map(move |(_, output)| (output, job)));
    ensure!(
        outputs().filter(|(output, _)| **output == Output::Standard).count() <= 1,
        "only one output fits on standard output: name one note and one format"
    );
    let notes = jobs.iter().filter_map(|job| job.input.path());
    let read: Vec<&Path> = notes.chain(others.iter().map(PathBuf::as_path)).collect();
    let identities = halves::each(&read, |path| Identity::of(path)).into_iter().zip(read);
    let mut read: HashMap<Identity, &Path> =
        identities.filter_map(|(identity, path)| Some((identity?, path))).collect();
    if jobs.iter().any(|job| job.input == Input::Standard) {
        read.extend(Identity::of_stream(std::io::stdin()).map(|identity| (identity, Path::new("-"))));
    }
    if outputs().any(|(output, _)| *output == Output::Standard)
        && let Some(input) = Identity::of_stream(std::io::stdout()).and_then(|own| read.get(&own))
    {
        bail!("standard output is the input {}: write to another file", input.display());
    }
    let files = outputs().filter_map(|(output, job)| Some((output.path()?, job.input.name())));
    let files: Vec<(&Path, String)> = files.chain(rules.map(|path| (path, "--deps".to_owned()))).collect();
    let (mut keys, mut known) = (Keys::default(), HashMap::new());
    // A link in the place of the record is not followed.
    let of_record = "the record of what is up to date".to_owned();
    if let Some(path) = record.filter(|path| !path.is_symlink()) {
        known.insert(keys.of(path), (path, &of_record));
    }
    let own = halves::each(&files, |(path, _)| path.symlink_metadata().ok());
    for ((path, of), own) in files.iter().zip(own) {
        let is_link = own.as_ref().is_some_and(Metadata::is_symlink);
        let there = if is_link { path.metadata().ok() } else { own };
        let identity = there.as_ref().and_then(|there| Identity::of_existing(path, there));
        if let Some(input) = identity.and_then(|identity| read.get(&identity)) {
            let input = if input == path { String::new() } else { format!(" {}", input.display()) };
            bail!(
                "{} is the input{input}, and would be replaced: name another output with `-o`",
                path.display()
            );
        }
        // What is no regular file, such as `/dev/null`, takes any number of outputs.
        if there.is_some_and(|there| !there.is_file() && !there.is_dir()) {
            continue;
        }
        let key = if is_link { keys.of(path) } else { keys.of_target(path) };
        let Some((other, first)) = known.insert(key, (*path, of)) else { continue };
        let to = match other == *path {
            true => format!("be written to {}", path.display()),
            false => {
                format!("be written to {} and {}, one file on some disks", other.display(), path.display())
            }
        };
        bail!(
            "{first} and {of} would both {to}: name a folder with a `/` at its end, or convert them one after the \
             other"
        );
    }
    Ok(keys.into())
}
