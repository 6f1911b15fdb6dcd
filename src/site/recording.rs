//! Access to files that remembers what was asked for, for dependency files and for what is up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::files::linked::Copy;
use crate::files::shown::Shown;
use crate::files::stamp::Stamp;
use crate::files::{Disk, Files, Question, first_of};

/// Files that were read, by path: what they were like, or `None` for those that are not there.
pub type Read = BTreeMap<PathBuf, Option<Stamp>>;

/// The notes of a run as one of them sees them. What each method answers, that of [`Files`] of its name says.
pub trait Notes: std::fmt::Debug + Send + Sync {
    /// As [`Files::note`].
    fn note(&self, path: &str) -> Option<String>;

    /// As [`Files::own`].
    fn own(&self) -> Option<String>;

    /// As [`Files::note_named`]; of several notes of one name the nearest, unless the name has their folder.
    fn note_named(&self, name: &str) -> Option<String>;

    /// As [`Files::heading`], with what was read for the answer.
    fn heading(&self, note: &Question, fragment: &str) -> Option<(&Read, Option<String>)>;

    /// As [`Files::shown`], with what was read for the answer.
    fn shown(&self, note: &Question, name: &str) -> Option<(&Read, Option<Shown>)>;

    /// As [`Files::note_labelled`].
    fn note_labelled(&self, name: &str) -> Option<String>;

    /// As [`Files::file_named`].
    fn file_named(&self, name: &str) -> Option<String>;

    /// As [`Files::siblings`].
    fn siblings(&self, path: &str) -> Vec<String>;

    /// As [`Files::linked`].
    fn linked(&self, path: &str) -> Option<String>;
}

/// The files of a disk and the other notes of a run, and which of them were asked for.
#[derive(Debug)]
pub struct Recording<'a> {
    disk: Disk,
    notes: Option<Box<dyn Notes + 'a>>,
    asked: Mutex<Asked>,
}

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The files.
    pub files: Read,
    /// Those that are there and could not be read, or may not be.
    pub unread: BTreeSet<PathBuf>,
    /// Where the outputs of other notes are.
    pub notes: BTreeMap<Question, Option<String>>,
    /// The copies that are to lie beside the outputs.
    pub copies: BTreeSet<Copy>,
}

impl Question {
    /// The answer of a run's notes.
    pub fn answer(&self, notes: Option<&dyn Notes>) -> Option<String> {
        match self {
            Question::Path(path) => notes?.note(path),
            Question::Name(name) => notes?.note_named(name),
            Question::File(name) => notes?.file_named(name),
            Question::Label(name) => notes?.note_labelled(name),
            Question::Linked(path) => notes?.linked(path),
            Question::Names(path) => Some(ending_alike(&notes?.siblings(path), path)),
        }
    }
}

/// Those of the names that end as `path` does, as one text. Only these can matter to who asks for that path; outputs
/// that come to lie beside a note do not.
fn ending_alike(names: &[String], path: &str) -> String {
    let ending = |name: &str| Path::new(name).extension().map(|ending| ending.to_ascii_lowercase());
    let wanted = ending(path);
    names.iter().filter(|name| ending(name) == wanted).map(String::as_str).collect::<Vec<_>>().join("/")
}

impl<'a> Recording<'a> {
    /// Nothing asked for yet; `notes` are those of the run, as the note that asks sees them.
    pub fn new<N: Notes + 'a>(disk: Disk, notes: Option<N>) -> Self {
        let notes = notes.map(|notes| Box::new(notes) as Box<dyn Notes + 'a>);
        Self { disk, notes, asked: Mutex::default() }
    }

    /// What was asked for.
    pub fn into_asked(self) -> Asked {
        self.asked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The copies that are to lie beside the outputs, so far.
    pub fn copies(&self) -> BTreeSet<Copy> {
        self.asked().copies.clone()
    }

    /// The files that were asked for and are there, so far.
    pub fn found(&self) -> Vec<PathBuf> {
        let asked = self.asked();
        asked.files.iter().filter(|(_, stamp)| stamp.is_some()).map(|(path, _)| path.clone()).collect()
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask(&self, question: Question) -> Option<String> {
        let answer = question.answer(self.notes.as_deref());
        self.asked().notes.insert(question, answer.clone());
        answer
    }
}

impl Files for Recording<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        first_of(self.disk.candidates(path), |located| {
            let read = self.disk.read_at(located);
            let mut asked = self.asked();
            match &read {
                Ok((metadata, bytes)) => {
                    asked.files.insert(located.to_owned(), Some(Stamp::new(metadata, bytes)));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    asked.files.insert(located.to_owned(), None);
                }
                Err(_) => {
                    asked.unread.insert(located.to_owned());
                }
            }
            drop(asked);
            read.map(|(_, bytes)| bytes)
        })
    }

    fn note(&self, path: &str) -> Option<String> {
        self.ask(Question::Path(path.to_owned()))
    }

    fn own(&self) -> Option<String> {
        self.notes.as_ref()?.own()
    }

    fn note_named(&self, name: &str) -> Option<String> {
        self.ask(Question::Name(name.to_owned()))
    }

    fn heading(&self, note: &Question, fragment: &str) -> Option<Option<String>> {
        let (read, heading) = self.notes.as_ref()?.heading(note, fragment)?;
        self.asked().files.extend(read.iter().map(|(path, stamp)| (path.clone(), *stamp)));
        Some(heading)
    }

    fn shown(&self, note: &Question, name: &str) -> Option<Shown> {
        let (read, shown) = self.notes.as_ref()?.shown(note, name)?;
        self.asked().files.extend(read.iter().map(|(path, stamp)| (path.clone(), *stamp)));
        shown
    }

    fn file_named(&self, name: &str) -> Option<String> {
        self.ask(Question::File(name.to_owned()))
    }

    fn knows_names(&self) -> bool {
        self.notes.is_some()
    }

    fn note_labelled(&self, name: &str) -> Option<String> {
        self.ask(Question::Label(name.to_owned()))
    }

    fn linked(&self, path: &str) -> Option<String> {
        let neighbour = self.disk.neighbour(path);
        let mut asked = self.asked();
        asked.copies.extend(neighbour.iter().filter_map(|neighbour| neighbour.copy.clone()));
        let way = neighbour.map(|neighbour| neighbour.way);
        asked.notes.insert(Question::Linked(path.to_owned()), way.clone());
        way
    }

    fn siblings(&self, path: &str) -> Vec<String> {
        let names = self.disk.siblings(path);
        self.asked().notes.insert(Question::Names(path.to_owned()), Some(ending_alike(&names, path)));
        names
    }

    fn folders_up(&self) -> usize {
        self.disk.folders_up()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Site;

    #[test]
    fn what_was_asked_for_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("notes")).unwrap();
        std::fs::write(path("a.png"), "a").unwrap();
        let (mut site, note) = (Site::default(), path("notes/a.md"));
        site.add(&path("notes/b.md"), folder.path(), &path("notes/b"));
        let disk = Disk::new(path("notes"), folder.path());
        let files = Recording::new(disk, Some(site.of(&note, folder.path(), &note)));

        assert!(files.read("../a.png").is_ok() && files.read("b.png").is_err());
        assert_eq!(files.note("b.md").as_deref(), Some("b"));
        assert_eq!(files.note_named("c"), None);

        let asked = files.into_asked();
        let there: Vec<_> = asked.files.iter().map(|(path, stamp)| (path.clone(), stamp.is_some())).collect();
        assert_eq!(there, [(path("notes/../a.png"), true), (path("notes/b.png"), false)]);
        let answers = [(Question::Path("b.md".into()), Some("b".into())), (Question::Name("c".into()), None)];
        assert_eq!(asked.notes, answers.into());
    }
}
