//! How much is told of a folder: people read the first messages, errors before all others, and how many of each kind there are
//! beside these. What was told outlives the process that told it ([`super::journal`]).

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::diagnostic::render::{self, Told};
use crate::diagnostic::{Code, Severity};

/// How many lines of messages people get of a folder.
const LINES: usize = 20;

/// What became of a message about a note.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Event {
    /// It was told, in this number of lines.
    Told(usize),
    /// It waits until all errors are told: who it is about, and what it says.
    Waits(String, Waiting),
    /// It is only counted.
    Counted(String, Kind, usize),
}

/// A message that waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Waiting {
    kind: Kind,
    count: usize,
    text: String,
}

/// A kind of message: how bad it is, worst first, and its code.
type Kind = (std::cmp::Reverse<u8>, String);

/// What has been told, and what waits or is only counted.
#[derive(Debug, Clone, Default)]
pub struct Room {
    /// How many lines were told.
    lines: usize,
    waiting: Vec<(String, Waiting)>,
    counted: BTreeMap<Kind, (usize, HashSet<String>)>,
}

impl Room {
    /// Takes messages about a note or a file of this name: what is told of them now, and what became of each.
    pub fn take(&mut self, name: &str, told: Vec<Told>) -> (String, Vec<Event>) {
        let (mut text, mut events) = (String::new(), Vec::new());
        for one in told {
            let lines = one.text.lines().count();
            let kind = kind(one.severity, one.code);
            let waiting: usize = self.waiting.iter().map(|(_, waiting)| waiting.text.lines().count()).sum();
            let event = match one.severity {
                Severity::Error if self.lines + lines <= LINES => {
                    text += &one.text;
                    Event::Told(lines)
                }
                Severity::Warning | Severity::Info if self.lines + waiting + lines <= LINES => {
                    Event::Waits(name.to_owned(), Waiting { kind, count: one.count, text: one.text })
                }
                _ => Event::Counted(name.to_owned(), kind, one.count),
            };
            self.add(event.clone());
            events.push(event);
        }
        (text, events)
    }

    /// Adds what became of a message.
    pub fn add(&mut self, event: Event) {
        match event {
            Event::Told(lines) => self.lines += lines,
            Event::Waits(name, waiting) => self.waiting.push((name, waiting)),
            Event::Counted(name, kind, count) => {
                let (all, notes) = self.counted.entry(kind).or_default();
                *all += count;
                notes.insert(name);
            }
        }
    }

    /// What is told at the end: what waited and has room, and how many messages of each kind were not told.
    pub fn rest(mut self) -> String {
        let mut text = String::new();
        for (name, Waiting { kind, count, text: own }) in std::mem::take(&mut self.waiting) {
            let lines = own.lines().count();
            if self.lines + lines <= LINES {
                self.lines += lines;
                text += &own;
            } else {
                self.add(Event::Counted(name, kind, count));
            }
        }
        for ((rank, code), (count, notes)) in self.counted {
            let severity = render::severity(severity(rank.0));
            let (more, notes) = (if text.is_empty() && self.lines == 0 { "" } else { "more " }, notes.len());
            let s = if notes == 1 { "" } else { "s" };
            text += &format!("{severity}: {count} {more}{code} in {notes} note{s}: `-v` shows each\n");
        }
        text
    }
}

fn kind(severity: Severity, code: Code) -> Kind {
    (std::cmp::Reverse(severity as u8), code.as_str().to_owned())
}

fn severity(rank: u8) -> Severity {
    [Severity::Error, Severity::Warning].into_iter().find(|one| *one as u8 == rank).unwrap_or(Severity::Info)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(severity: Severity, code: Code, text: &str, lines: usize) -> Told {
        Told { text: format!("{text}\n").repeat(lines), code, severity, count: 1 }
    }

    #[test]
    fn errors_come_first_and_what_has_no_room_is_counted() {
        let mut room = Room::default();
        let mut said = String::new();
        for note in 0..4 {
            let name = format!("{note}.md");
            let messages = vec![
                told(Severity::Warning, Code::BrokenLink, "link", 6),
                told(Severity::Error, Code::FrontMatter, "front", 5),
            ];
            said += &room.take(&name, messages).0;
        }
        assert_eq!(said, "front\n".repeat(20));
        assert_eq!(room.rest(), "warning: 4 more broken-link in 4 notes: `-v` shows each\n");
    }

    #[test]
    fn warnings_wait_for_errors_and_are_told_where_there_is_room() {
        let mut room = Room::default();
        room.take("a.md", vec![told(Severity::Warning, Code::BrokenLink, "one", 12)]);
        room.take("b.md", vec![told(Severity::Warning, Code::BrokenLink, "two", 12)]);
        room.take("c.md", vec![told(Severity::Error, Code::FrontMatter, "front", 5)]);
        let expected = "one\n".repeat(12) + "warning: 1 more broken-link in 1 note: `-v` shows each\n";
        assert_eq!(room.rest(), expected);
    }

    #[test]
    fn another_process_goes_on_from_what_became_of_messages() {
        let (mut first, mut second) = (Room::default(), Room::default());
        for name in ["a.md", "b.md", "c.md"] {
            let messages = vec![told(Severity::Warning, Code::BrokenLink, name, 9)];
            let events = first.take(name, messages).1;
            let lines = events.iter().map(|event| serde_json::to_string(event).unwrap());
            lines.for_each(|line| second.add(serde_json::from_str(&line).unwrap()));
        }
        assert_eq!(first.rest(), second.rest());
    }
}
