//! What was made of what: the file `.convert-cache`, one JSON object a line, each about the outputs that were
//! made of a note together, with a digest of itself. A run only adds lines, each in one write, so that two runs may meet, and a run that
//! is killed loses nothing; the last line about an output counts, and one that cannot be read counts for nothing. Only
//! a regular file is read or written, for a folder that others made could have a link in its place.

use std::collections::{BTreeMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::copies;
use crate::config::{Input, Plan};
use crate::files::Question;
use crate::files::stamp::{Stamp, changed, digest};
use crate::files::{Disk, lexical, relative};
use crate::limits;
use crate::output::{self, folder};
use crate::site::recording::{Asked, Notes};

/// The record of earlier runs.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    /// The folder (absolute) that the paths in lines are relative to.
    folder: PathBuf,
    /// The line about each output, and which of its outputs it is.
    lines: BTreeMap<String, (Arc<Line>, usize)>,
    /// The copies of files that were made.
    copies: HashSet<String>,
    /// When the file was changed last, as [`changed`] tells it.
    changed: u64,
    /// How many lines the file has.
    length: usize,
    /// Whether one of them cannot be read.
    damaged: bool,
    file: Mutex<Option<File>>,
}

/// What was made of a note.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    note: String,
    /// What the note is called where its title does not say it: a page of a folder, after the folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    called: Option<String>,
    /// The folder below which the note could read files.
    root: String,
    /// All files that were asked for, the note first; `None` for those that are not there.
    read: Vec<(String, Option<Stamp>)>,
    /// Those that were there and could not be read, or might not be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unread: Vec<String>,
    /// The links to other notes, and where they led.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    links: Vec<(Question, Option<String>)>,
    outputs: Vec<Made>,
    /// The copies of files that lie beside the outputs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    copies: Vec<(String, Stamp)>,
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

/// An output whose note is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it is, from the working folder.
    pub output: PathBuf,
    /// Where the note was.
    pub note: PathBuf,
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

impl Line {
    /// How a line begins: with the digest of what comes after it, in as many digits.
    const DIGEST: (&str, usize, &str) = ("{\"digest\":\"", 16, "\",");

    /// The line as the file has it.
    fn text(&self) -> serde_json::Result<String> {
        let text = serde_json::to_string(self)?;
        let rest = text.trim_start_matches('{');
        let (start, digits, end) = Self::DIGEST;
        Ok(format!("{start}{:0digits$x}{end}{rest}", digest(rest.as_bytes())))
    }

    /// The line that the file has; `None` when it is not as it was written.
    fn read(text: &[u8]) -> Option<Self> {
        let (start, digits, end) = Self::DIGEST;
        let (own, rest) = text.strip_prefix(start.as_bytes())?.split_at_checked(digits)?;
        let rest = rest.strip_prefix(end.as_bytes())?;
        let is_whole = format!("{:0digits$x}", digest(rest)).as_bytes() == own;
        if is_whole { serde_json::from_slice(text).ok() } else { None }
    }
}

impl Cache {
    /// The record in the file at `path`; nothing is known when there is none. With `forget`, what it knows
    /// counts for nothing.
    ///
    /// # Errors
    /// When there is something else in its place, or it cannot be read or is too long to be one.
    pub fn open(path: &Path, forget: bool) -> io::Result<Self> {
        let path = lexical(path);
        let folder = path.parent().unwrap_or(&path).to_owned();
        let (mut bytes, mut time) = (Vec::new(), 0);
        match opened(&path, OpenOptions::new().read(true)) {
            Ok(file) if !forget => {
                time = changed(&file.metadata()?);
                file.take(limits::RECORD).read_to_end(&mut bytes)?;
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let (mut lines, mut copies) = (BTreeMap::new(), HashSet::new());
        let (mut length, mut damaged) = (0, false);
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            length += 1;
            let Some(line) = Line::read(line) else {
                damaged = true;
                continue;
            };
            let line = Arc::new(line);
            copies.extend(line.copies.iter().map(|(path, _)| path.clone()));
            for (index, made) in line.outputs.iter().enumerate() {
                lines.insert(made.output.clone(), (line.clone(), index));
            }
        }
        Ok(Self { path, folder, lines, copies, changed: time, length, damaged, file: Mutex::new(None) })
    }

    /// Whether it knows that an output was made, whatever became of it since.
    pub fn has(&self, output: &Path) -> bool {
        self.lines.contains_key(&self.relative(output))
    }

    /// Whether it knows that a copy of a file was put there.
    pub fn has_copy(&self, path: &Path) -> bool {
        self.copies.contains(&self.relative(path))
    }

    /// The outputs that are still there though their notes are gone, and that no note of the plan has now.
    pub fn left(&self, plan: &Plan) -> Vec<Left> {
        let notes = plan.jobs.iter().filter_map(|job| match &job.input {
            Input::File(path) => Some(self.relative(path)),
            Input::Standard => None,
        });
        let notes: HashSet<String> = notes.collect();
        let outputs = plan.jobs.iter().flat_map(|job| &job.outputs).filter_map(|(_, output)| output.path());
        let outputs: HashSet<String> = outputs.map(|path| self.relative(path)).collect();
        let mut left = Vec::new();
        for (output, (line, _)) in &self.lines {
            let may_be = !notes.contains(&line.note) && !outputs.contains(output);
            if may_be && !self.folder.join(&line.note).exists() && self.folder.join(output).exists() {
                let shown = |path: &str| relative(&self.folder.join(path), Path::new(""));
                left.push(Left { output: shown(output), note: shown(&line.note) });
            }
        }
        left
    }

    /// What is known of an output if it is up to date: made of a `note` that is `called` so and could read files
    /// below `root`, with the same settings (`with`), nothing changed since, and its links still lead where they led
    /// among the `notes` of the run.
    pub fn current(
        &self,
        output: &Path,
        with: u64,
        (note, called, root): (&Path, Option<&str>, &Path),
        notes: Option<&dyn Notes>,
    ) -> Option<Current> {
        let (line, index) = self.lines.get(&self.relative(output))?;
        let made = line.outputs.get(*index)?;
        let same = made.with == with && line.note == self.relative(note) && line.root == self.relative(root);
        let same = same && line.called.as_deref() == called_after_folder(note, called);
        let disk = Disk::new(folder(note), root);
        let is_current = same
            && made.stamp.is_of(output, self.changed)
            && line.copies.iter().all(|(path, stamp)| stamp.is_of(&self.folder.join(path), self.changed))
            && line.read.iter().all(|(path, stamp)| match stamp {
                Some(stamp) => stamp.is_of(&self.folder.join(path), self.changed),
                None => !self.folder.join(path).exists(),
            })
            && line.unread.iter().all(|path| {
                let read = disk.read_at(&self.folder.join(path));
                read.is_err_and(|error| error.kind() != io::ErrorKind::NotFound)
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
        (note, called, stamp): (&Path, Option<String>, Stamp),
        root: &Path,
        asked: &Asked,
        (made, copies): (&[Entry], &[copies::Made]),
        warnings: usize,
    ) -> io::Result<()> {
        let called = called_after_folder(note, called.as_deref()).map(str::to_owned);
        let note = self.relative(note);
        let asked_for = asked.files.iter().map(|(path, stamp)| (self.relative(path), *stamp));
        let read = std::iter::once((note.clone(), Some(stamp))).chain(asked_for).collect();
        let unread = asked.unread.iter().map(|path| self.relative(path)).collect();
        let links = asked.notes.clone().into_iter().collect();
        let made = made.iter().map(|entry| Made {
            output: self.relative(entry.path),
            with: entry.with,
            stamp: entry.stamp,
        });
        let outputs = made.collect();
        let copies = copies.iter().map(|copy| (self.relative(&copy.path), copy.stamp)).collect();
        let line =
            Line { note, called, root: self.relative(root), read, unread, links, outputs, copies, warnings };
        // The line's end comes first, for the last line may be that of a run that was killed.
        let line = format!("\n{}", line.text()?);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            std::fs::create_dir_all(&self.folder)?;
            *file = Some(opened(&self.path, OpenOptions::new().create(true).append(true))?);
        }
        file.as_mut().map_or(Ok(()), |file| file.write_all(line.as_bytes()))
    }

    /// Writes the file anew without the lines that count for nothing, when these are most of it or cannot be read.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn tidy(self) -> io::Result<()> {
        if self.file.lock().unwrap_or_else(PoisonError::into_inner).is_none() && !self.damaged {
            return Ok(());
        }
        drop(self.file);
        let known = Cache::open(&self.path, false)?;
        if known.length <= 64 + 2 * known.lines.len() && !known.damaged {
            return Ok(());
        }
        let mut lines: Vec<&Line> = known.lines.values().map(|(line, _)| line.as_ref()).collect();
        let there = |path: &String| self.folder.join(path).exists();
        lines.retain(|line| there(&line.note) || line.outputs.iter().any(|made| there(&made.output)));
        lines.sort_by_key(|line| (&line.note, line.outputs.first().map(|made| &made.output)));
        lines.dedup_by(|a, b| std::ptr::eq(*a, *b));
        let mut text = String::new();
        for line in lines {
            text.push('\n');
            text += &line.text()?;
        }
        output::write(&self.path, text.as_bytes())
    }

    /// A path as lines have it: from the folder of the file, so that both may be moved together.
    fn relative(&self, path: &Path) -> String {
        relative(path, &self.folder).to_string_lossy().into_owned()
    }
}

/// What a note is called, when that does not follow from its own name.
fn called_after_folder<'a>(note: &Path, called: Option<&'a str>) -> Option<&'a str> {
    let stem = note.file_stem().map(|stem| stem.to_string_lossy());
    called.filter(|called| stem.as_deref() != Some(*called))
}

/// Opens the record, if it is a regular file under no other name: no link is followed, no pipe waited for.
fn opened(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    let not_ours = |message: &str| io::Error::new(io::ErrorKind::InvalidInput, message);
    // Where a link is not followed, or a socket not opened, the system's own words would puzzle.
    match path.symlink_metadata() {
        Ok(there) if there.is_symlink() => return Err(not_ours("it is a link")),
        Ok(there) if !there.is_file() => return Err(not_ours("it is no regular file")),
        _ => {}
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(not_ours("it is no regular file"));
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&metadata) != 1 {
        return Err(not_ours("the file has other names too"));
    }
    if metadata.len() > limits::RECORD {
        return Err(not_ours("it is too long to be one"));
    }
    Ok(file)
}
