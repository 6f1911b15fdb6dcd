//! What a run is at and what it has told, on a file that outlives the process that writes it: when a note ends that
//! process, the next one goes on from there. A line of JSON for each event.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::room::{self, Room};
use super::summary::Summary;
use crate::config::Input;

/// What happened, to the note of this name.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// It was taken up.
    Began(String),
    /// It was only looked at, for what other pages show of it or to find it up to date, and that is done.
    Looked(String),
    /// It was done, well or badly.
    Done(String),
    /// What came of these was told; the summary of all that was told so far.
    Told(Vec<String>, Summary),
    /// What the dependency file says of a note.
    Rule(String),
    /// A message was told.
    Said,
    /// What became of a message about a note of a folder.
    Message(room::Event),
    /// Another run begins in the same process: what was before does not count.
    Again,
    /// The preview is served at this port.
    Port(u16),
    /// The process ended without an end of its own, for this reason.
    Ended(String),
}

/// What earlier processes of the same run did.
#[derive(Debug, Default, Clone)]
pub struct Earlier {
    told: HashSet<String>,
    /// The summary of what was told.
    pub summary: Summary,
    /// What the dependency file says of the notes that were told.
    pub rules: String,
    /// Whether there was a message.
    pub said: bool,
    /// What was told of a folder.
    pub room: Room,
    /// Where a preview is served.
    pub port: Option<u16>,
    /// The notes that were begun and not told of: one of them may have ended the process.
    begun: HashSet<String>,
    /// Those of them that were not done when it ended.
    under_way: BTreeSet<String>,
    /// The notes that ended a process, each with the reason.
    ended: HashMap<String, String>,
}

impl Earlier {
    /// Whether there were none.
    pub fn is_start(&self) -> bool {
        self.told.is_empty() && self.begun.is_empty() && self.ended.is_empty()
    }

    /// How many notes were told of.
    pub fn count(&self) -> usize {
        self.told.len()
    }

    /// Whether what came of a note was told.
    pub fn is_told(&self, note: &Input) -> bool {
        self.told.contains(&note.name())
    }

    /// Whether a note must be converted while no other is: so it will show whether it ends the process.
    pub fn is_suspect(&self, note: &Input) -> bool {
        self.begun.contains(&note.name())
    }

    /// Why a note ended a process, if it did.
    pub fn ended_by(&self, note: &Input) -> Option<&str> {
        self.ended.get(&note.name()).map(String::as_str)
    }

    fn add(&mut self, line: Line) {
        match line {
            Line::Began(note) => {
                self.under_way.insert(note.clone());
                self.begun.insert(note);
            }
            Line::Looked(note) => {
                self.under_way.remove(&note);
                self.begun.remove(&note);
            }
            Line::Done(note) => {
                self.under_way.remove(&note);
            }
            Line::Told(notes, summary) => {
                for note in notes {
                    self.under_way.remove(&note);
                    self.begun.remove(&note);
                    self.told.insert(note);
                }
                self.summary = summary;
            }
            Line::Rule(rule) => self.rules += &rule,
            Line::Said => self.said = true,
            Line::Message(event) => self.room.add(event),
            Line::Port(port) => self.port = Some(port),
            Line::Again => *self = Self { port: self.port, ..Self::default() },
            Line::Ended(reason) => {
                let alone = self.under_way.len() == 1;
                for note in std::mem::take(&mut self.under_way) {
                    // Standard input cannot be read twice.
                    if alone || note == Input::Standard.name() {
                        self.begun.remove(&note);
                        self.ended.insert(note, reason.clone());
                    }
                }
            }
        }
    }

    fn read(file: &mut File) -> io::Result<Self> {
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let mut earlier = Self::default();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).for_each(|line| earlier.add(line));
        Ok(earlier)
    }
}

/// The journal of a run, or none.
#[derive(Debug, Default)]
pub struct Journal {
    file: Option<File>,
    /// What the processes before this one did.
    pub earlier: Earlier,
}

impl Journal {
    /// The journal that other processes of the run wrote to.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).append(true).open(path)?;
        let earlier = Earlier::read(&mut file)?;
        Ok(Self { file: Some(file), earlier })
    }

    /// A note is taken up, after one that was only `looked` at.
    pub fn began(&self, note: &Input, looked: Option<&Input>) {
        let looked = looked.map(|note| Line::Looked(note.name()));
        self.write_all(looked.into_iter().chain([Line::Began(note.name())]));
    }

    /// A note was only looked at.
    pub fn looked_at(&self, note: &Input) {
        self.write(Line::Looked(note.name()));
    }

    /// A note is done.
    pub fn done(&self, note: &Input) {
        self.write(Line::Done(note.name()));
    }

    /// What came of these notes was told, by their names.
    pub fn told(&self, notes: Vec<String>, summary: Summary) {
        self.write(Line::Told(notes, summary));
    }

    /// What the dependency file says of a note.
    pub fn rule(&self, rule: &str) {
        self.write(Line::Rule(rule.to_owned()));
    }

    /// A preview is served at this port.
    pub fn port(&self, port: u16) {
        self.write(Line::Port(port));
    }

    /// Another run begins in this process.
    pub fn again(&mut self) {
        self.write(Line::Again);
        self.earlier.add(Line::Again);
    }

    /// A message was told.
    pub fn said(&self) {
        self.write(Line::Said);
    }

    /// What became of messages about a note of a folder.
    pub fn messages(&self, events: Vec<room::Event>) {
        events.into_iter().for_each(|event| self.write(Line::Message(event)));
    }

    fn write(&self, line: Line) {
        self.write_all([line]);
    }

    fn write_all(&self, lines: impl IntoIterator<Item = Line>) {
        let Some(mut file) = self.file.as_ref() else { return };
        let mut text = String::new();
        for line in lines.into_iter().filter_map(|line| serde_json::to_string(&line).ok()) {
            text += &line;
            text.push('\n');
        }
        // In one write, for several threads do. What cannot be written is done again at worst.
        let _ = file.write_all(text.as_bytes());
    }
}

/// Notes in `journal`, whose processes have all ended, why the last one did; whether a note was under way then. Without
/// one, another process would end as this one did.
///
/// # Errors
/// When it cannot be read or written.
pub fn ended(journal: &mut File, reason: &str) -> io::Result<bool> {
    journal.rewind()?;
    let earlier = Earlier::read(journal)?;
    let line = serde_json::to_string(&Line::Ended(reason.to_owned()))?;
    journal.write_all((line + "\n").as_bytes())?;
    Ok(!earlier.under_way.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(name: &str) -> Input {
        Input::File(name.into())
    }

    #[test]
    fn a_note_that_was_only_looked_at_is_no_suspect() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let journal = Journal::open(file.path()).unwrap();
        let [a, b] = ["a.md", "b.md"].map(note);
        journal.began(&a, None);
        journal.began(&b, Some(&a));
        assert!(ended(&mut file.reopen().unwrap(), "SIGABRT").unwrap());
        let earlier = Journal::open(file.path()).unwrap().earlier;
        assert!(!earlier.is_suspect(&a) && !earlier.is_told(&a), "it is looked at once more");
        assert_eq!(earlier.ended_by(&b), Some("SIGABRT"), "it was alone");
    }

    #[test]
    fn a_note_that_was_alone_when_the_process_ended_ended_it() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let journal = Journal::open(file.path()).unwrap();
        let [a, b, c] = ["a.md", "b.md", "c.md"].map(note);
        [&a, &b, &c].into_iter().for_each(|note| journal.began(note, None));
        journal.done(&a);
        journal.told(vec![a.name()], Summary { made: 1, ..Summary::default() });
        let end = || ended(&mut file.reopen().unwrap(), "SIGABRT").unwrap();
        assert!(end());

        let journal = Journal::open(file.path()).unwrap();
        let earlier = &journal.earlier;
        assert!(earlier.is_told(&a) && earlier.is_suspect(&b) && earlier.is_suspect(&c));
        assert_eq!((earlier.ended_by(&b), earlier.summary.made), (None, 1));
        journal.began(&b, None);
        journal.done(&b);
        journal.began(&c, None);
        assert!(end());

        let earlier = Journal::open(file.path()).unwrap().earlier;
        assert_eq!((earlier.ended_by(&b), earlier.ended_by(&c)), (None, Some("SIGABRT")));
        assert!(earlier.is_suspect(&b), "it was done, and not told of");
        assert!(!end(), "no note was under way");
    }
}
