//! What was made of what: the file `.convert-cache`, one JSON object a line, each about the outputs that were
//! made of a note together. A run only adds lines, each in one write, so that two runs may meet, and a run that
//! is killed loses nothing; the last line about an output counts, and one that cannot be read counts for nothing.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::files::Question;
use crate::files::recording::Asked;
use crate::files::site::View;
use crate::files::stamp::{Stamp, changed};
use crate::files::{lexical, relative};
use crate::output;

/// The record of earlier runs.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    /// The folder (absolute) that the paths in lines are relative to.
    folder: PathBuf,
    /// The line about each output, and which of its outputs it is.
    lines: BTreeMap<String, (Arc<Line>, usize)>,
    /// When the file was changed last, as [`changed`] tells it.
    changed: u64,
    /// How many lines the file has.
    length: usize,
    file: Mutex<Option<File>>,
}

/// What was made of a note.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    note: String,
    /// The folder below which the note could read files.
    root: String,
    /// All files that were asked for, the note first; `None` for those that are not there.
    read: Vec<(String, Option<Stamp>)>,
    /// The links to other notes, and where they led.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    links: Vec<(Question, Option<String>)>,
    outputs: Vec<Made>,
    warnings: usize,
}

/// An output, and what it depends on beside the files that were read.
#[derive(Debug, Serialize, Deserialize)]
struct Made {
    output: String,
    with: u64,
    stamp: Stamp,
}

/// What is known of an output that is up to date.
#[derive(Debug, Clone)]
pub struct Current {
    /// The files that it was made of, the note first.
    pub read: Vec<PathBuf>,
    /// How many warnings there were.
    pub warnings: usize,
}

/// An output that was made just now.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// The digest of what it depends on beside the files that were read.
    pub with: u64,
    /// What it is like.
    pub stamp: Stamp,
}

impl Cache {
    /// The record in the file at `path`; nothing is known when there is none. With `forget`, what it knows
    /// counts for nothing.
    pub fn open(path: &Path, forget: bool) -> Self {
        let path = lexical(path);
        let folder = path.parent().unwrap_or(&path).to_owned();
        let (text, changed) = match (std::fs::read_to_string(&path), path.metadata()) {
            (Ok(text), Ok(metadata)) if !forget => (text, changed(&metadata)),
            _ => Default::default(),
        };
        let mut lines = BTreeMap::new();
        let mut length = 0;
        for line in text.lines() {
            length += 1;
            let Ok(line) = serde_json::from_str::<Line>(line) else { continue };
            let line = Arc::new(line);
            for (index, made) in line.outputs.iter().enumerate() {
                lines.insert(made.output.clone(), (line.clone(), index));
            }
        }
        Self { path, folder, lines, changed, length, file: Mutex::new(None) }
    }

    /// What is known of an output if it is up to date: made of `note`, which could read files below `root`, with
    /// the same settings (`with`), nothing changed since, and its links still lead where they led among the `notes`
    /// of the run.
    pub fn current(
        &self,
        output: &Path,
        with: u64,
        note: &Path,
        root: &Path,
        notes: Option<View>,
    ) -> Option<Current> {
        let (line, index) = self.lines.get(&self.relative(output))?;
        let made = &line.outputs[*index];
        let same = made.with == with && line.note == self.relative(note) && line.root == self.relative(root);
        let is_current = same
            && made.stamp.is_of(output, self.changed)
            && line.read.iter().all(|(path, stamp)| match stamp {
                Some(stamp) => stamp.is_of(&self.folder.join(path), self.changed),
                None => !self.folder.join(path).exists(),
            })
            && line.links.iter().all(|(question, answer)| question.answer(notes) == *answer);
        let there = line.read.iter().filter(|(_, stamp)| stamp.is_some());
        is_current.then(|| Current {
            read: there.map(|(path, _)| self.folder.join(path)).collect(),
            warnings: line.warnings,
        })
    }

    /// Records what was made of a note, with its stamp, and what was asked for.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn record(
        &self,
        (note, stamp): (&Path, Stamp),
        root: &Path,
        asked: &Asked,
        made: &[Entry],
        warnings: usize,
    ) -> io::Result<()> {
        let note = self.relative(note);
        let asked_for = asked.files.iter().map(|(path, stamp)| (self.relative(path), *stamp));
        let read = std::iter::once((note.clone(), Some(stamp))).chain(asked_for).collect();
        let links = asked.notes.clone().into_iter().collect();
        let made = made.iter().map(|entry| Made {
            output: self.relative(entry.path),
            with: entry.with,
            stamp: entry.stamp,
        });
        let line = Line { note, root: self.relative(root), read, links, outputs: made.collect(), warnings };
        // The line's end comes first, for the last line may be that of a run that was killed.
        let line = format!("\n{}", serde_json::to_string(&line)?);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            std::fs::create_dir_all(&self.folder)?;
            *file = Some(OpenOptions::new().create(true).append(true).open(&self.path)?);
        }
        file.as_mut().map_or(Ok(()), |file| file.write_all(line.as_bytes()))
    }

    /// Writes the file anew without the lines that count for nothing, when these are most of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn tidy(self) -> io::Result<()> {
        if self.file.lock().unwrap_or_else(PoisonError::into_inner).is_none() {
            return Ok(());
        }
        drop(self.file);
        let known = Cache::open(&self.path, false);
        if known.length <= 64 + 2 * known.lines.len() {
            return Ok(());
        }
        let mut lines: Vec<&Line> = known.lines.values().map(|(line, _)| line.as_ref()).collect();
        lines.retain(|line| self.folder.join(&line.note).exists());
        lines.sort_by_key(|line| (&line.note, line.outputs.first().map(|made| &made.output)));
        lines.dedup_by(|a, b| std::ptr::eq(*a, *b));
        let mut text = Vec::new();
        for line in lines {
            text.push(b'\n');
            serde_json::to_writer(&mut text, line)?;
        }
        output::write(&self.path, &text)
    }

    /// A path as lines have it: from the folder of the file, so that both may be moved together.
    fn relative(&self, path: &Path) -> String {
        relative(path, &self.folder).to_string_lossy().into_owned()
    }
}
