//! Books: one document of many notes. An [`Outline`] says which notes are in it and in which order, whoever wrote it
//! ([`nav`]); its [`Unit`]s are the parts and chapters in reading order; [`assemble`] makes one document of theirs.

pub mod abbreviations;
pub mod assemble;
pub mod folder;
pub mod metadata;
pub mod nav;

use std::path::PathBuf;

use crate::ir::Rank;
use crate::source::Span;

/// The deepest level of a heading.
const DEEPEST: u8 = 6;

/// What is in a book, and what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its title.
    pub title: Option<String>,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was written, as it is written.
    pub date: Option<String>,
    /// Its language (BCP 47).
    pub language: Option<String>,
    /// Its parts and chapters.
    pub entries: Vec<Entry>,
}

/// A part or a chapter of an outline, with what is below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is called; without it the note says.
    pub title: Option<String>,
    /// Its note; a part or a chapter may have none.
    pub note: Option<PathBuf>,
    /// Whether it is a part, where it stands outermost: chapters belong to it.
    pub is_part: bool,
    /// Whether it has no number, where others have.
    pub is_unnumbered: bool,
    /// What is below it.
    pub entries: Vec<Entry>,
    /// Where it stands in the file that the outline was read from.
    pub span: Span,
}

/// A part or a chapter in its place in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is called; without it the note says.
    pub title: Option<String>,
    /// Its note, if it has one.
    pub note: Option<PathBuf>,
    /// What it is.
    pub rank: Rank,
    /// The level of its heading, from 1.
    pub level: u8,
    /// Its number, from that of the outermost chapter on; empty for what has none.
    pub number: Vec<usize>,
}

impl Outline {
    /// The parts and chapters in reading order. Chapters are counted through all parts, sections in their chapter.
    pub fn units(&self) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut chapters = 0;
        for entry in &self.entries {
            if is_part(entry) {
                units.push(unit(entry, Rank::Part, 1, Vec::new()));
                add(&entry.entries, Rank::Chapter, 2, &[], &mut chapters, &mut units);
            } else {
                add(std::slice::from_ref(entry), Rank::Chapter, 1, &[], &mut chapters, &mut units);
            }
        }
        units
    }

    /// The notes of all entries, in reading order, each with the place of its entry.
    pub fn notes(&self) -> Vec<(PathBuf, Span)> {
        fn of(entries: &[Entry], notes: &mut Vec<(PathBuf, Span)>) {
            for entry in entries {
                notes.extend(entry.note.iter().map(|note| (note.clone(), entry.span)));
                of(&entry.entries, notes);
            }
        }
        let mut notes = Vec::new();
        of(&self.entries, &mut notes);
        notes
    }

    /// Changes the note of each entry; an entry that loses its note goes, if nothing is below it.
    pub fn change_notes(&mut self, mut change: impl FnMut(PathBuf, Span) -> Option<PathBuf>) {
        fn of(entries: &mut Vec<Entry>, change: &mut dyn FnMut(PathBuf, Span) -> Option<PathBuf>) {
            entries.retain_mut(|entry| {
                let had = entry.note.is_some();
                entry.note = entry.note.take().and_then(|note| change(note, entry.span));
                of(&mut entry.entries, change);
                !had || entry.note.is_some() || !entry.entries.is_empty()
            });
        }
        of(&mut self.entries, &mut change);
    }
}

/// Moves the numbers of sections with notes of their own behind those of the headings that stand before them in their
/// chapter: `headings` has the number of outermost headings in the note of each unit.
pub fn number_after_headings(units: &[Unit], headings: &[usize]) -> Vec<Vec<usize>> {
    let mut numbers: Vec<Vec<usize>> = units.iter().map(|unit| unit.number.clone()).collect();
    for (at, (unit, before)) in units.iter().zip(headings).enumerate() {
        let depth = unit.number.len();
        if *before == 0 || depth == 0 {
            continue;
        }
        let below = units.iter().zip(&mut numbers).skip(at + 1);
        for (_, number) in below.take_while(|(below, _)| below.number.starts_with(&unit.number)) {
            number.get_mut(depth).into_iter().for_each(|count| *count += before);
        }
    }
    numbers
}

/// Whether an outermost entry is a part: it is said to be one, or has nothing but what is below it.
fn is_part(entry: &Entry) -> bool {
    (entry.is_part || entry.note.is_none()) && !entry.entries.is_empty()
}

fn unit(entry: &Entry, rank: Rank, level: u8, number: Vec<usize>) -> Unit {
    Unit { title: entry.title.clone(), note: entry.note.clone(), rank, level: level.min(DEEPEST), number }
}

/// Adds entries and what is below them; `count` of their kind come before them.
fn add(entries: &[Entry], rank: Rank, level: u8, above: &[usize], count: &mut usize, units: &mut Vec<Unit>) {
    for entry in entries {
        let number = match entry.is_unnumbered {
            true => Vec::new(),
            false => {
                *count += 1;
                above.iter().copied().chain([*count]).collect()
            }
        };
        units.push(unit(entry, rank, level, number.clone()));
        let mut below = 0;
        // What is below a chapter without a number has none either.
        let from = units.len();
        add(&entry.entries, Rank::Section, level.saturating_add(1), &number, &mut below, units);
        if number.is_empty() {
            units.iter_mut().skip(from).for_each(|unit| unit.number.clear());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry by its name; of a note if the name is one.
    fn entry(name: &str, entries: Vec<Entry>) -> Entry {
        let note = name.ends_with(".md").then(|| PathBuf::from(name));
        let title = note.is_none().then(|| name.to_owned());
        Entry { title, note, entries, ..Entry::default() }
    }

    fn units(entries: Vec<Entry>) -> Vec<String> {
        let outline = Outline { entries, ..Outline::default() };
        let shown = |unit: Unit| {
            let name = unit.note.map(|note| note.display().to_string()).or(unit.title).unwrap_or_default();
            format!("{:?} {} {:?} {name}", unit.rank, unit.level, unit.number)
        };
        outline.units().into_iter().map(shown).collect()
    }

    #[test]
    fn chapters_are_counted_through_all_parts() {
        let preface = Entry { is_unnumbered: true, ..entry("preface.md", vec![]) };
        let first = entry("One", vec![entry("a.md", vec![entry("b.md", vec![]), entry("c.md", vec![])])]);
        let second = entry("Two", vec![entry("d.md", vec![])]);
        assert_eq!(
            units(vec![preface, first, second]),
            [
                "Chapter 1 [] preface.md",
                "Part 1 [] One",
                "Chapter 2 [1] a.md",
                "Section 3 [1, 1] b.md",
                "Section 3 [1, 2] c.md",
                "Part 1 [] Two",
                "Chapter 2 [2] d.md",
            ]
        );
    }

    #[test]
    fn a_note_with_others_below_it_is_a_chapter() {
        let chapter = entry("a.md", vec![entry("b.md", vec![])]);
        assert_eq!(units(vec![chapter]), ["Chapter 1 [1] a.md", "Section 2 [1, 1] b.md"]);
    }

    #[test]
    fn sections_with_notes_are_counted_after_the_headings_of_their_chapter() {
        let sections = vec![entry("b.md", vec![entry("c.md", vec![])]), entry("d.md", vec![])];
        let outline =
            Outline { entries: vec![entry("a.md", sections), entry("e.md", vec![])], ..Outline::default() };
        let numbers = number_after_headings(&outline.units(), &[2, 1, 0, 5, 0]);
        assert_eq!(numbers, [vec![1], vec![1, 3], vec![1, 3, 2], vec![1, 4], vec![2]]);
    }

    #[test]
    fn an_entry_that_loses_its_note_goes() {
        let mut outline = Outline {
            entries: vec![entry("a.md", vec![]), entry("b.md", vec![entry("c.md", vec![])])],
            ..Outline::default()
        };
        outline.change_notes(|note, _| Some(note).filter(|note| note.ends_with("c.md")));
        assert_eq!(outline.notes(), [(PathBuf::from("c.md"), Span::default())]);
        assert_eq!(outline.entries.len(), 1);
    }
}
