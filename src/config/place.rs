//! Where outputs are put, and in which formats.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::inputs::Note;
use super::job::{Input, Output};
use super::project::Project;
use crate::cli::{Cli, MessageFormat};
use crate::files::kind::format_of;
use crate::files::{common, lexical};
use crate::format::Format;

/// Where outputs are put.
pub(super) enum Place {
    /// Beside their notes; that of standard input on standard output.
    Beside,
    /// On standard output.
    Standard,
    /// In one file.
    File(PathBuf),
    /// Beside this name, with the endings of their formats: those of a book.
    Named(PathBuf),
    /// In a folder: notes of folders at their place below `base` (absolute), others by their file names.
    Folder { folder: PathBuf, base: PathBuf },
    /// In the project's output folder: notes at their place below the project's folder (absolute).
    Project { folder: PathBuf, base: PathBuf },
}

impl Place {
    /// Where the outputs of notes are put, or those of one book of all of them, whose pages may be in a folder.
    pub(super) fn new(
        cli: &Cli,
        project: &Project,
        notes: &[Note],
        (is_book, is_split): (bool, bool),
    ) -> anyhow::Result<Self> {
        let base = || common(notes.iter().filter_map(|note| note.base.as_deref()));
        let of_folder = notes.iter().any(|note| note.base.is_some());
        Ok(match (&cli.outputs.output, &project.keys.output) {
            (Some(path), _) if path == Path::new("-") => Place::Standard,
            // The folder of an earlier run is there.
            (Some(path), _) if is_split && !ends_as_folder(path) && format_of(path).is_none() => {
                Place::Named(path.clone())
            }
            (Some(path), _) if is_folder(path) => Place::Folder { folder: path.clone(), base: base() },
            (Some(path), _) if is_book && format_of(path).is_none() => Place::Named(path.clone()),
            (Some(path), _) if of_folder && !is_book => {
                ensure!(
                    !path.is_file() && format_of(path).is_none(),
                    "the notes of a folder do not fit in one file: make {} a folder with a `/` at its end",
                    path.display()
                );
                Place::Folder { folder: path.clone(), base: base() }
            }
            (Some(path), _) => Place::File(path.clone()),
            (None, Some(path)) => {
                Place::Project { folder: project.inside("output", path)?, base: lexical(&project.folder) }
            }
            (None, None) => Place::Beside,
        })
    }

    /// The formats asked for: those of `--to`, else that of the output's name, else the project's, else PDF.
    pub(super) fn formats(&self, cli: &Cli, project: &Project) -> anyhow::Result<Vec<Format>> {
        let mut formats: Vec<Format> = cli.outputs.to.iter().copied().map(Format::from).collect();
        if cli.messages.message_format == MessageFormat::Json {
            // Who reads the messages with a program reads the dump with one too.
            formats
                .iter_mut()
                .filter(|format| **format == Format::Ir)
                .for_each(|format| *format = Format::Json);
        }
        if let Place::File(path) = self {
            if formats.is_empty() {
                let format = format_of(path).with_context(|| {
                    format!(
                        "no format follows from the name {}: add `--to pdf`, `epub` or `html`",
                        path.display()
                    )
                })?;
                formats.push(format);
            }
        } else if formats.is_empty() {
            let project = project.keys.to.iter().flatten().copied().map(Format::from);
            formats.extend(project);
        }
        if formats.is_empty() {
            formats.push(Format::Pdf);
        }
        formats.sort();
        formats.dedup();
        if let Place::File(path) = self {
            ensure!(
                formats.len() == 1,
                "{} formats do not fit in one file: make {} a folder with a `/` at its end",
                formats.len(),
                path.display()
            );
        }
        Ok(formats)
    }

    /// Where a note's output in a format goes.
    pub(super) fn output(&self, note: &Note, format: Format) -> anyhow::Result<Output> {
        let path = match &note.input {
            Input::Standard => Path::new("note"),
            Input::File(path) => path,
        };
        let name =
            path.file_name().with_context(|| format!("{} is not the name of a note", path.display()))?;
        let below = |base: &Path| lexical(path).strip_prefix(base).map(Path::to_owned).ok();
        let (folder, mirrored) = match self {
            Place::Standard => return Ok(Output::Standard),
            Place::File(path) | Place::Named(path) => return Ok(Output::File(path.clone())),
            Place::Beside if note.input == Input::Standard => return Ok(Output::Standard),
            Place::Beside => return Ok(Output::File(path.with_extension(format.extension()))),
            Place::Folder { folder, base } => (folder, note.base.as_ref().and_then(|_| below(base))),
            Place::Project { folder, base } => (folder, below(base)),
        };
        let path = mirrored.unwrap_or_else(|| name.into());
        Ok(Output::File(folder.join(path).with_extension(format.extension())))
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || ends_as_folder(path)
}

fn ends_as_folder(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}
