//! The order of a folder's notes where nothing says it: what their front matter says, else their names, in the order in
//! which people read them: the page of a folder first, and `2` before `10`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Entry, Outline};
use crate::diagnostic::Diagnostics;
use crate::ir::Metadata;
use crate::naming::{is_folder_page, title_from_name};
use crate::read::front_matter;
use crate::source::Source;
use crate::value::Value;

/// The keys of front matter that say at which place a note stands, as sites have them.
const ORDER: [&str; 5] = ["order", "weight", "nav_order", "sidebar_position", "position"];

/// A note of a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its path from the folder.
    pub path: PathBuf,
    /// What it says of its place.
    pub place: Place,
}

/// What a note says of its place among those of its folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Its number there.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<f64>,
    /// What others may name as theirs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
    /// The name of the note that it stands below.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
}

impl Place {
    /// What front matter says, as sites have it.
    pub fn of(metadata: &Metadata) -> Self {
        let extra = &metadata.extra;
        let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        let navigation = extra.get("eleventyNavigation").and_then(Value::as_mapping);
        let order = ORDER.iter().find_map(|key| extra.get(key)).and_then(number);
        let order = order.or_else(|| navigation?.get("order").and_then(number));
        let word = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let key = word(navigation.and_then(|own| own.get("key")));
        let title = Some(metadata.title.clone()).filter(|title| !title.is_empty());
        let parent = word(navigation.and_then(|own| own.get("parent"))).or_else(|| word(extra.get("parent")));
        Self { order, names: key.into_iter().chain(title).collect(), parent }
    }
}

impl Note {
    /// A note by its path from the folder, and its text.
    pub fn new(path: PathBuf, text: &str) -> Self {
        let source = Source::new("", text);
        let front = front_matter::read(&source, &mut Diagnostics::default()).unwrap_or_default();
        Self { path, place: Place::of(&front.metadata) }
    }

    fn is_page(&self) -> bool {
        self.path.file_stem().is_some_and(|stem| is_folder_page(&stem.to_string_lossy()))
    }
}

/// A folder with its notes.
#[derive(Default)]
struct Folder {
    page: Option<Note>,
    notes: Vec<Note>,
    folders: BTreeMap<String, Folder>,
}

/// The outline of a folder's notes.
pub fn outline(notes: Vec<Note>) -> Outline {
    let mut root = Folder::default();
    for note in notes {
        let mut folder = &mut root;
        for name in note.path.parent().unwrap_or(Path::new("")).iter() {
            folder = folder.folders.entry(name.to_string_lossy().into_owned()).or_default();
        }
        match note.is_page() && folder.page.is_none() {
            true => folder.page = Some(note),
            false => folder.notes.push(note),
        }
    }
    // A folder in which there is nothing but a folder says nothing.
    while root.page.is_none() && root.notes.is_empty() && root.folders.len() == 1 {
        let Some((_, only)) = root.folders.pop_first() else { break };
        root = only;
    }
    let page = root.page.take();
    let mut entries = entries(root);
    // Where all is in folders, they are parts; beside notes, those that have a page are chapters.
    let all_folders = entries.iter().all(|entry| !entry.entries.is_empty());
    for entry in &mut entries {
        entry.is_part = entry.note.is_none() || all_folders;
    }
    let page = page.map(|page| Entry { note: Some(page.path), is_unnumbered: true, ..Entry::default() });
    Outline { entries: page.into_iter().chain(entries).collect(), ..Outline::default() }
}

/// An entry, what it is called among its neighbours, and what it says of its place.
struct Placed {
    name: String,
    place: Place,
    entry: Entry,
}

/// The notes and folders of a folder, in their order; without its page.
fn entries(folder: Folder) -> Vec<Entry> {
    let mut all: Vec<Placed> = Vec::new();
    for note in folder.notes {
        let name = note.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let entry = Entry { note: Some(note.path), ..Entry::default() };
        all.push(Placed { name, place: note.place, entry });
    }
    for (name, mut inside) in folder.folders {
        let (note, place) = inside.page.take().map(|page| (page.path, page.place)).unzip();
        let title = note.is_none().then(|| title_from_name(without_number(&name)));
        let entry = Entry { title, note, entries: entries(inside), ..Entry::default() };
        all.push(Placed { name, place: place.unwrap_or_default(), entry });
    }
    all.sort_by(|one, other| {
        let by_order = match (one.place.order, other.place.order) {
            (Some(order), Some(other)) => order.total_cmp(&other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        by_order.then_with(|| natural(&one.name, &other.name))
    });
    below_parents(all)
}

/// Puts entries that name another as their parent below it, before what is in it; what is below itself stays.
fn below_parents(all: Vec<Placed>) -> Vec<Entry> {
    let mut by_name = HashMap::new();
    for (at, one) in all.iter().enumerate() {
        for name in &one.place.names {
            by_name.entry(name.as_str()).or_insert(at);
        }
    }
    let parent = |(at, one): (usize, &Placed)| {
        by_name.get(one.place.parent.as_deref()?).copied().filter(|parent| *parent != at)
    };
    let mut parents: Vec<Option<usize>> = all.iter().enumerate().map(parent).collect();
    cut_circles(&mut parents);
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (at, parent) in parents.iter().enumerate() {
        parent.and_then(|parent| below.get_mut(parent)).into_iter().for_each(|below| below.push(at));
    }
    let mut entries: Vec<Option<Entry>> = all.into_iter().map(|one| Some(one.entry)).collect();
    for at in deepest_first(&parents, &below) {
        let inside: Vec<Entry> = below
            .get(at)
            .into_iter()
            .flatten()
            .filter_map(|&inside| entries.get_mut(inside)?.take())
            .collect();
        if let Some(entry) = entries.get_mut(at).and_then(Option::as_mut) {
            entry.entries.splice(0..0, inside);
        }
    }
    entries.into_iter().flatten().collect()
}

/// Takes the parents from those that are below themselves.
fn cut_circles(parents: &mut [Option<usize>]) {
    // Which walk came by first; a walk that meets itself goes round.
    let mut seen = vec![usize::MAX; parents.len()];
    for start in 0..parents.len() {
        let mut at = start;
        while let Some(by) = seen.get_mut(at) {
            if *by == start {
                let mut next = parents.get_mut(at).and_then(Option::take);
                while let Some(around) = next.filter(|around| *around != at) {
                    next = parents.get_mut(around).and_then(Option::take);
                }
                break;
            }
            if *by != usize::MAX {
                break;
            }
            *by = start;
            let Some(parent) = parents.get(at).copied().flatten() else { break };
            at = parent;
        }
    }
}

/// All entries, those that are below others before these.
fn deepest_first(parents: &[Option<usize>], below: &[Vec<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..parents.len()).filter(|at| parents.get(*at) == Some(&None)).collect();
    let mut next = 0;
    while let Some(at) = order.get(next) {
        order.extend(below.get(*at).into_iter().flatten());
        next += 1;
    }
    order.reverse();
    order
}

/// A name without the number that sorts it: `02-start` is `start`.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if rest.len() < name.len() { rest.trim_start_matches(['-', '_', '.', ' ']) } else { name };
    if rest.is_empty() { name } else { rest }
}

/// Compares names as people do: digits by the number that they are, letters without their case.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a_rest, mut b_rest) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let (first, second) = (a_rest.peek().copied(), b_rest.peek().copied());
        let (Some(first), Some(second)) = (first, second) else {
            return first.is_some().cmp(&second.is_some()).then_with(|| a.cmp(b));
        };
        let order = if first.is_ascii_digit() && second.is_ascii_digit() {
            number(&mut a_rest).cmp(&number(&mut b_rest))
        } else {
            a_rest.next();
            b_rest.next();
            first.to_lowercase().cmp(second.to_lowercase())
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The digits that come next, without the zeros before them, as they compare: the longer number is the larger.
fn number(text: &mut std::iter::Peekable<std::str::Chars>) -> (usize, String) {
    let mut digits = String::new();
    while let Some(digit) = text.next_if(char::is_ascii_digit) {
        digits.push(digit);
    }
    let digits = digits.trim_start_matches('0').to_owned();
    (digits.len(), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The outline of notes by their paths and texts, a line for each unit.
    fn units(notes: &[(&str, &str)]) -> Vec<String> {
        let notes = notes.iter().map(|(path, text)| Note::new(PathBuf::from(path), text)).collect();
        let shown = |unit: crate::book::Unit| {
            let note = unit.note.map(|note| note.display().to_string()).or(unit.title).unwrap_or_default();
            format!("{:?} {} {note}", unit.rank, unit.level)
        };
        outline(notes).units().into_iter().map(shown).collect()
    }

    #[test]
    fn the_page_of_a_folder_comes_first_and_two_before_ten() {
        let notes = [("10.md", ""), ("2.md", ""), ("index.md", ""), ("b/index.md", ""), ("b/x.md", "")];
        assert_eq!(
            units(&notes),
            [
                "Chapter 1 index.md",
                "Chapter 1 2.md",
                "Chapter 1 10.md",
                "Chapter 1 b/index.md",
                "Section 2 b/x.md"
            ]
        );
    }

    #[test]
    fn folders_are_parts_where_all_is_in_folders() {
        let notes = [("01-one/a.md", ""), ("02-two/index.md", ""), ("02-two/b.md", "")];
        assert_eq!(
            units(&notes),
            ["Part 1 One", "Chapter 2 01-one/a.md", "Part 1 02-two/index.md", "Chapter 2 02-two/b.md"]
        );
    }

    #[test]
    fn front_matter_says_the_order_as_each_site_does() {
        let notes = [
            ("a.md", ""),
            ("b.md", "---\nweight: 2\n---\n"),
            ("c.md", "---\nsidebar_position: 1.5\n---\n"),
            ("d.md", "---\neleventyNavigation:\n  key: D\n  order: 1\n---\n"),
            ("e.md", "---\neleventyNavigation: {key: E, parent: D}\n---\n"),
            ("f.md", "+++\nweight = 3\n+++\n"),
        ];
        assert_eq!(
            units(&notes),
            [
                "Chapter 1 d.md",
                "Section 2 e.md",
                "Chapter 1 c.md",
                "Chapter 1 b.md",
                "Chapter 1 f.md",
                "Chapter 1 a.md"
            ]
        );
    }

    #[test]
    fn notes_that_are_below_each_other_stay() {
        let notes =
            [("a.md", "---\ntitle: A\nparent: B\n---\n"), ("b.md", "---\ntitle: B\nparent: A\n---\n")];
        assert_eq!(units(&notes), ["Chapter 1 a.md", "Chapter 1 b.md"]);
    }

    #[test]
    fn notes_stand_below_those_that_they_name_as_deep_as_these_go() {
        let notes = [
            ("a.md", "---\ntitle: A\nparent: C\n---\n"),
            ("b.md", "---\ntitle: B\nparent: A\n---\n"),
            ("c.md", "---\ntitle: C\n---\n"),
            ("d.md", "---\ntitle: D\nparent: A\n---\n"),
            ("e.md", "---\ntitle: E\nparent: nobody\n---\n"),
        ];
        let expected =
            ["Chapter 1 c.md", "Section 2 a.md", "Section 3 b.md", "Section 3 d.md", "Chapter 1 e.md"];
        assert_eq!(units(&notes), expected);
    }

    #[test]
    fn a_folder_with_nothing_but_a_folder_says_nothing() {
        assert_eq!(
            units(&[("docs/en/a.md", ""), ("docs/en/b.md", "")]),
            ["Chapter 1 docs/en/a.md", "Chapter 1 docs/en/b.md"]
        );
    }

    #[test]
    fn names_compare_as_people_compare_them() {
        for (less, more) in [("a2", "a10"), ("A", "b"), ("a", "ab"), ("1", "a"), ("2", "002b"), ("é", "z")] {
            let expected = if less == "é" { Ordering::Greater } else { Ordering::Less };
            assert_eq!(natural(less, more), expected, "{less} {more}");
        }
    }
}
