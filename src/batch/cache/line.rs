//! A line of the record: what was made of a note, and what it asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::files::Question;
use crate::files::stamp::{Stamp, digest};
use crate::halves;
use crate::site::card::Card;

/// What was made of a note.
#[derive(Debug, Serialize, Deserialize)]
pub struct Line {
    pub note: String,
    /// What the note is called where its title does not say it: a page of a folder, after the folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// The folder below which the note could read files.
    pub root: String,
    /// All files that were read, the note first.
    pub read: Vec<(String, Stamp)>,
    /// Those that were looked for and are not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<Arc<Absent>>,
    /// Those that were there and could not be read, or might not be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
    /// The links to other notes, and where they led.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(Question, Option<String>)>,
    pub outputs: Vec<Made>,
    /// What the notes of a book asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// The copies of files that lie beside the outputs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<(String, Stamp)>,
    /// What lay beside earlier ones and is not needed any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unneeded: Vec<(String, Stamp)>,
    /// What other pages show of the note, and a digest of the settings with which that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<(u64, Card)>,
    pub warnings: usize,
    /// Whether the note is as it was when it was read, once a run looked.
    #[serde(skip)]
    pub has_same_note: OnceLock<bool>,
}

/// Files that are not there: each of these names in each of these folders. A note looks for the same few in all folders
/// up to its root, as those beside it do.
#[derive(Debug, Serialize, Deserialize)]
pub struct Absent {
    pub names: Vec<String>,
    pub folders: Vec<String>,
    /// Whether one of them is there now, once a run looked.
    #[serde(skip)]
    pub has_come: OnceLock<bool>,
}

impl PartialEq for Absent {
    fn eq(&self, other: &Self) -> bool {
        (&self.names, &self.folders) == (&other.names, &other.folders)
    }
}

impl Eq for Absent {}

impl Hash for Absent {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (&self.names, &self.folders).hash(hasher);
    }
}

impl Absent {
    /// The files at these paths; `relative` gives a folder as lines have it.
    pub fn of<'a>(
        paths: impl Iterator<Item = &'a Path>,
        relative: impl Fn(&Path) -> String,
    ) -> Vec<Arc<Self>> {
        let mut in_folders: BTreeMap<&Path, BTreeSet<String>> = BTreeMap::new();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            in_folders.entry(path.parent().unwrap_or(path)).or_default().insert(name);
        }
        let mut alike: BTreeMap<BTreeSet<String>, Vec<String>> = BTreeMap::new();
        for (folder, names) in in_folders {
            alike.entry(names).or_default().push(relative(folder));
        }
        let of = |(names, folders): (BTreeSet<String>, _)| {
            Arc::new(Self { names: names.into_iter().collect(), folders, has_come: OnceLock::new() })
        };
        alike.into_iter().map(of).collect()
    }
}

/// What a note of a book asked for beside files, as in [`Line`].
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// Its place in the book.
    pub at: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<(Question, Option<String>)>,
}

/// An output, and what it depends on beside the files that were read.
#[derive(Debug, Serialize, Deserialize)]
pub struct Made {
    pub output: String,
    pub with: u64,
    pub stamp: Stamp,
}

impl Line {
    /// How a line begins: with the digest of what comes after it, in as many digits.
    const DIGEST: (&str, usize, &str) = ("{\"digest\":\"", 16, "\",");

    /// The line as the file has it.
    pub fn text(&self) -> serde_json::Result<String> {
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

    /// Whether this is about the page that lists the notes of a folder, which is made of no file.
    pub fn is_list(&self) -> bool {
        self.read.is_empty() && self.absent.is_empty() && self.parts.is_empty()
    }
}

/// Gives each line of the file to `take`, `None` for one that cannot be read. A long file is read in pieces, each of them in
/// two halves at once.
///
/// # Errors
/// When the file cannot be read.
pub fn read_lines(mut file: impl Read, mut take: impl FnMut(Option<Arc<Line>>)) -> io::Result<()> {
    const PIECE: u64 = 4 << 20;
    let mut bytes = Vec::new();
    loop {
        let is_last = file.by_ref().take(PIECE).read_to_end(&mut bytes)? == 0;
        let last = bytes.iter().rposition(|byte| *byte == b'\n');
        let rest = if is_last { Vec::new() } else { bytes.split_off(last.unwrap_or_default()) };
        piece(&bytes).into_iter().for_each(&mut take);
        if is_last {
            return Ok(());
        }
        bytes = rest;
    }
}

/// The lines of a piece of the file.
fn piece(bytes: &[u8]) -> Vec<Option<Arc<Line>>> {
    const LONG: usize = 1 << 20;
    let of = |part: &[u8]| {
        let lines = part.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| Line::read(line).map(Arc::new)).collect::<Vec<_>>()
    };
    if bytes.len() < LONG {
        return of(bytes);
    }
    let middle = bytes.len() / 2;
    let end = bytes.iter().skip(middle).position(|byte| *byte == b'\n').map_or(bytes.len(), |at| middle + at);
    let (mut lines, others) = halves::both(bytes.split_at(end), of);
    lines.extend(others);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(note: String) -> Line {
        let text = format!(r#"{{"note":"{note}","root":"","read":[],"outputs":[],"warnings":0}}"#);
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn lines_of_a_file_of_several_pieces_are_read_each_once_and_in_order() {
        let notes: Vec<String> = (0..5).map(|number| format!("{number}{}", "é".repeat(900_000))).collect();
        let lines: Vec<String> = notes.iter().map(|note| line(note.clone()).text().unwrap()).collect();
        let file = format!("\n{}\ndamaged", lines.join("\n"));
        let mut read = Vec::new();
        read_lines(file.as_bytes(), |line| read.push(line.map(|line| line.note.clone()))).unwrap();
        let expected: Vec<_> = notes.into_iter().map(Some).chain([None]).collect();
        assert!(read == expected, "{} lines", read.len());
    }

    #[test]
    fn names_that_were_looked_for_in_the_same_folders_stand_once() {
        let paths = ["a/b/x.yml", "a/x.yml", "a/b/y.yml", "a/y.yml", "a/b/x.bib"].map(Path::new);
        let absent = Absent::of(paths.into_iter(), |folder| folder.display().to_string());
        let absent: Vec<_> =
            absent.iter().map(|absent| (absent.names.join(" "), absent.folders.join(" "))).collect();
        assert_eq!(absent, [("x.bib x.yml y.yml".into(), "a/b".into()), ("x.yml y.yml".into(), "a".into())]);
    }
}
