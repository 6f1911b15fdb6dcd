//! What was made of what: the file `.convert-cache`, one JSON object a line, each about the outputs that were
//! made of a note together, with a digest of itself. A run only adds lines, each in one write, so that two runs may meet, and a run that
//! is killed loses nothing; the last line about an output counts, and one that cannot be read counts for nothing. Only
//! a regular file is read or written, for a folder that others made could have a link in its place.

mod left;
mod line;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

pub use left::Left;
use line::{Absent, Line, Made, Part};

use super::copies;
use crate::files::Question;
use crate::files::stamp::{Stamp, changed};
use crate::files::{Disk, lexical, relative};
use crate::format::Format;
use crate::limits;
use crate::output;
use crate::site::View;
use crate::site::card::Card;
use crate::site::recording::{Asked, Notes};

/// Names that were looked for in a folder, and whether one of them is there now.
type InFolder = (Vec<String>, bool);

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
    /// Whether one of the files that notes looked for in vain in a folder is there now: many look for the same.
    came: RwLock<HashMap<String, Vec<InFolder>>>,
    /// What lines have of that, each once.
    absent: HashSet<Arc<Absent>>,
    file: Mutex<Option<File>>,
}

/// What is known of an output that is up to date.
#[derive(Debug, Clone)]
pub struct Current {
    /// The files that it was made of, the note first.
    pub read: Vec<PathBuf>,
    /// How many warnings there were.
    pub warnings: usize,
}

/// Who asked, in the notes of a run as they are now: the files that a note may read, and the notes as it sees them.
pub type Asker<'a> = (Disk, Option<View<'a>>);

/// What outputs were made of just now.
#[derive(Debug)]
pub struct Of<'a> {
    /// The note, or the folder.
    pub note: &'a Path,
    /// What the note is called.
    pub called: Option<String>,
    /// The notes that were read, with their stamps.
    pub read: Vec<(&'a Path, Stamp)>,
    /// The folder below which a note could read files.
    pub root: &'a Path,
    /// What it asked for.
    pub asked: &'a Asked,
    /// What the notes of a book asked for, with their places.
    pub parts: Vec<(usize, &'a Asked)>,
    /// What other pages show of the note, and a digest of the settings with which that was read.
    pub card: Option<(u64, Card)>,
}

/// An output that was made just now.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What it is written in.
    pub format: Format,
    /// The digest of what it depends on beside the files that were read.
    pub with: u64,
    /// What it is like.
    pub stamp: Stamp,
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
        let mut cache = Self {
            path,
            folder,
            lines: BTreeMap::new(),
            copies: HashSet::new(),
            changed: 0,
            length: 0,
            damaged: false,
            came: RwLock::default(),
            absent: HashSet::new(),
            file: Mutex::new(None),
        };
        match opened(&cache.path, OpenOptions::new().read(true)) {
            Ok(file) if !forget => {
                cache.changed = changed(&file.metadata()?);
                line::read_lines(file.take(limits::RECORD), |line| cache.add(line))?;
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        Ok(cache)
    }

    /// Knows one more line of the file.
    fn add(&mut self, line: Option<Arc<Line>>) {
        self.length += 1;
        let Some(mut line) = line else {
            self.damaged = true;
            return;
        };
        for absent in Arc::get_mut(&mut line).into_iter().flat_map(|line| &mut line.absent) {
            self.share(absent);
        }
        self.copies.extend(line.copies.iter().map(|(path, _)| path.clone()));
        for (index, made) in line.outputs.iter().enumerate() {
            self.lines.insert(made.output.clone(), (line.clone(), index));
        }
    }

    /// Makes this be the one that another line has, if it is alike: notes of a folder look for the same files.
    fn share(&mut self, absent: &mut Arc<Absent>) {
        match self.absent.get(absent) {
            Some(known) => *absent = known.clone(),
            None => {
                self.absent.insert(absent.clone());
            }
        }
    }

    /// Whether it knows that an output was made, whatever became of it since.
    pub fn has(&self, output: &Path) -> bool {
        self.lines.contains_key(&self.relative(output))
    }

    /// Whether it knows that a copy of a file was put there.
    pub fn has_copy(&self, path: &Path) -> bool {
        self.copies.contains(&self.relative(path))
    }

    /// Whether a file is as it was when it was put there.
    pub fn is_as_made(&self, path: &Path, stamp: Stamp) -> bool {
        stamp.is_of(path, self.changed)
    }

    /// What is known of an output if it is up to date: made of a `note`, or a folder, that is `called` so and could read
    /// files below `root`, with the same settings (`with`), nothing changed since, and the answers to what it asked are what
    /// they were for `asker`; `chapter` says who asked for the notes of a book, by their places.
    pub fn current<'c>(
        &self,
        output: &Path,
        with: u64,
        (note, called, root): (&Path, Option<&str>, &Path),
        asker: &Asker,
        chapter: &dyn Fn(usize) -> Option<Asker<'c>>,
    ) -> Option<Current> {
        let (line, index) = self.lines.get(&self.relative(output))?;
        let made = line.outputs.get(*index)?;
        let same = made.with == with && line.note == self.relative(note) && line.root == self.relative(root);
        let same = same && line.called.as_deref() == called_after_folder(note, called);
        let is_current = same
            && made.stamp.is_of(output, self.changed)
            && line.copies.iter().all(|(path, stamp)| stamp.is_of(&self.folder.join(path), self.changed))
            && line.read.iter().enumerate().all(|(at, (path, stamp))| self.is_same(line, at, (path, stamp)))
            && line.absent.iter().all(|absent| !self.has_come(absent))
            && self.answers_hold(&line.unread, &line.links, asker)
            && line.parts.iter().all(|part| {
                chapter(part.at).is_some_and(|asker| self.answers_hold(&part.unread, &part.links, &asker))
            });
        is_current.then(|| Current {
            read: line.read.iter().map(|(path, _)| self.folder.join(path)).collect(),
            warnings: line.warnings,
        })
    }

    /// What other pages show of a note that is `called` so, if that is known: read with these settings (`with`) for this
    /// output, and not changed since.
    pub fn card(&self, output: &Path, (note, called): (&Path, Option<&str>), with: u64) -> Option<&Card> {
        let (line, _) = self.lines.get(&self.relative(output))?;
        let (_, card) = line.card.as_ref().filter(|(own, _)| *own == with)?;
        // The front matter is in the note; what else it shows may come from other files.
        let read = if card.of_text { usize::MAX } else { 1 };
        let is_same = |(at, (path, stamp)): (usize, &(String, Stamp))| self.is_same(line, at, (path, stamp));
        let same = line.note == self.relative(note)
            && line.called.as_deref() == called_after_folder(note, called)
            && line.read.iter().enumerate().take(read).all(is_same);
        same.then_some(card)
    }

    /// Whether the file at this place of those that a line has as read is as it was then. The note, which is the first, is
    /// looked at once in a run: pages that show something of it and its own ask.
    fn is_same(&self, line: &Line, at: usize, (path, stamp): (&str, &Stamp)) -> bool {
        let look = || stamp.is_of(&self.folder.join(path), self.changed);
        if at == 0 { *line.has_same_note.get_or_init(look) } else { look() }
    }

    /// Whether what could not be read still cannot be, and questions still have their answers.
    fn answers_hold(
        &self,
        unread: &[String],
        links: &[(Question, Option<String>)],
        (disk, notes): &Asker,
    ) -> bool {
        let is_unread = |path: &String| {
            let read = disk.read_at(&self.folder.join(path));
            read.is_err_and(|error| error.kind() != io::ErrorKind::NotFound)
        };
        let notes = notes.as_ref().map(|notes| notes as &dyn Notes);
        unread.iter().all(is_unread)
            && links.iter().all(|(question, answer)| question.answer(notes) == *answer)
    }

    /// Whether one of these files is there now.
    fn has_come(&self, absent: &Absent) -> bool {
        let has_come = |folder: &String| {
            let known = |came: &Vec<InFolder>| {
                came.iter().find(|(names, _)| *names == absent.names).map(|(_, there)| *there)
            };
            let known = self.came.read().unwrap_or_else(PoisonError::into_inner).get(folder).and_then(known);
            known.unwrap_or_else(|| {
                let path = self.folder.join(folder);
                let there = absent.names.iter().any(|name| path.join(name).exists());
                let mut came = self.came.write().unwrap_or_else(PoisonError::into_inner);
                came.entry(folder.clone()).or_default().push((absent.names.clone(), there));
                there
            })
        };
        *absent.has_come.get_or_init(|| absent.folders.iter().any(has_come))
    }

    /// Records what was made, and what was asked for.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn record(
        &self,
        of: Of,
        (made, copies): (&[Entry], &[copies::Made]),
        warnings: usize,
    ) -> io::Result<()> {
        let Of { note, called, read, root, asked, parts, card } = of;
        let called = called_after_folder(note, called.as_deref()).map(str::to_owned);
        let all_asked = || std::iter::once(asked).chain(parts.iter().map(|(_, asked)| *asked));
        let files = || all_asked().flat_map(|asked| &asked.files);
        let there = files().filter_map(|(path, stamp)| Some((path.as_path(), (*stamp)?)));
        let read = read.into_iter().chain(there).map(|(path, stamp)| (self.relative(path), stamp)).collect();
        let absent = files().filter(|(_, stamp)| stamp.is_none()).map(|(path, _)| path.as_path());
        let absent = Absent::of(absent, |folder| self.relative(folder));
        let unread =
            |asked: &Asked| asked.unread.iter().map(|path| self.relative(path)).collect::<Vec<String>>();
        let links = |asked: &Asked| asked.notes.clone().into_iter().collect::<Vec<_>>();
        let part =
            |(at, asked): &(usize, &Asked)| Part { at: *at, unread: unread(asked), links: links(asked) };
        let outputs = made.iter().map(|entry| Made {
            output: self.relative(entry.path),
            with: entry.with,
            stamp: entry.stamp,
        });
        let outputs: Vec<Made> = outputs.collect();
        let copies: Vec<(String, Stamp)> =
            copies.iter().map(|copy| (self.relative(&copy.path), copy.stamp)).collect();
        let line = Line {
            note: self.relative(note),
            called,
            root: self.relative(root),
            unread: unread(asked),
            links: links(asked),
            parts: parts.iter().map(part).collect(),
            unneeded: self.unneeded(&outputs, &copies),
            read,
            absent,
            outputs,
            copies,
            card,
            warnings,
            has_same_note: OnceLock::new(),
        };
        // The line's end comes first, for the last line may be that of a run that was killed.
        let line = format!("\n{}", line.text()?);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            std::fs::create_dir_all(&self.folder)?;
            *file = Some(opened(&self.path, OpenOptions::new().create(true).append(true))?);
        }
        file.as_mut().map_or(Ok(()), |file| file.write_all(line.as_bytes()))
    }

    /// What lay beside earlier ones of these outputs and is not among these copies.
    fn unneeded(&self, outputs: &[Made], copies: &[(String, Stamp)]) -> Vec<(String, Stamp)> {
        let earlier = outputs.iter().filter_map(|made| self.lines.get(&made.output));
        let beside = earlier.flat_map(|(line, _)| line.copies.iter().chain(&line.unneeded));
        let needed: HashSet<&String> = copies.iter().map(|(path, _)| path).collect();
        let left: BTreeMap<String, Stamp> = beside
            .filter(|(path, _)| !needed.contains(path) && self.folder.join(path).exists())
            .cloned()
            .collect();
        left.into_iter().collect()
    }

    /// What the record knows after the run. It is read again where lines were added, and where it is to be tidied, for
    /// another run may have added some.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn at_end(self) -> io::Result<Self> {
        let has_grown = self.file.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if !has_grown && !self.is_untidy() {
            return Ok(self);
        }
        let path = self.path.clone();
        // One record in memory is enough.
        drop(self);
        Self::open(&path, false)
    }

    /// Whether lines that count for nothing are most of the file, or some cannot be read.
    fn is_untidy(&self) -> bool {
        self.length > 64 + 2 * self.lines.len() || self.damaged
    }

    /// Writes the file anew without the lines that count for nothing, when it is untidy: as it was read just now, see
    /// [`Cache::at_end`].
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn tidy(&self) -> io::Result<()> {
        if !self.is_untidy() {
            return Ok(());
        }
        let mut lines: Vec<&Line> = self.lines.values().map(|(line, _)| line.as_ref()).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidying_keeps_what_another_run_recorded_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".convert-cache");
        let line = |note: &str| {
            std::fs::write(folder.path().join(note), "").unwrap();
            let made =
                format!(r#"{{"output":"{note}.html","with":0,"stamp":{{"size":0,"changed":0,"digest":0}}}}"#);
            let text = format!(r#"{{"note":"{note}","root":"","read":[],"outputs":[{made}],"warnings":0}}"#);
            serde_json::from_str::<Line>(&text).unwrap().text().unwrap()
        };
        let first = format!("\n{}\ndamaged", line("a.md"));
        std::fs::write(&path, &first).unwrap();
        let own = Cache::open(&path, false).unwrap();
        std::fs::write(&path, format!("{first}\n{}", line("b.md"))).unwrap();
        own.at_end().unwrap().tidy().unwrap();
        let tidied = std::fs::read_to_string(&path).unwrap();
        assert_eq!(tidied, format!("\n{}\n{}", line("a.md"), line("b.md")));
    }
}
