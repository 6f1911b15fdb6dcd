//! The order of a folder's notes where nothing says it: what their front matter says, else their names, in the order in
//! which people read them: the page of a folder first, and `2` before `10`.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use super::{Entry, Outline};
use crate::diagnostic::Diagnostics;
use crate::naming::title_from_name;
use crate::read::front_matter;
use crate::source::Source;

/// The names of the note that is its folder's page, in lower case.
const PAGES: [&str; 3] = ["index", "_index", "readme"];

/// The keys of front matter that say at which place a note stands, as sites have them.
const ORDER: [&str; 5] = ["order", "weight", "nav_order", "sidebar_position", "position"];

/// A note of a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its path from the folder.
    pub path: PathBuf,
    /// Its place among those of its folder.
    order: Option<f64>,
    /// What others may name as theirs.
    names: Vec<String>,
    /// The name of the note that it stands below.
    parent: Option<String>,
}

impl Note {
    /// A note by its path from the folder, and its text.
    pub fn new(path: PathBuf, text: &str) -> Self {
        let source = Source::new("", text);
        let front = front_matter::read(&source, &mut Diagnostics::default()).unwrap_or_default();
        let extra = &front.metadata.extra;
        let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        let navigation = extra.get("eleventyNavigation").and_then(Value::as_mapping);
        let order = ORDER.iter().find_map(|key| extra.get(*key)).and_then(number);
        let order = order.or_else(|| navigation?.get("order").and_then(number));
        let word = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let key = word(navigation.and_then(|own| own.get("key")));
        let title = Some(front.metadata.title.clone()).filter(|title| !title.is_empty());
        let parent = word(navigation.and_then(|own| own.get("parent"))).or_else(|| word(extra.get("parent")));
        Self { path, order, names: key.into_iter().chain(title).collect(), parent }
    }

    fn is_page(&self) -> bool {
        let stem = self.path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
        stem.is_some_and(|stem| PAGES.contains(&stem.as_str()))
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

/// An entry, and what it is known by when it is put in its order.
struct Ordered {
    order: Option<f64>,
    name: String,
    place: Placed,
}

/// An entry, what others may name as theirs, and the one that it names.
struct Placed {
    names: Vec<String>,
    parent: Option<String>,
    entry: Entry,
}

/// The notes and folders of a folder, in their order; without its page.
fn entries(folder: Folder) -> Vec<Entry> {
    let mut all: Vec<Ordered> = Vec::new();
    for note in folder.notes {
        let name = note.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let entry = Entry { note: Some(note.path), ..Entry::default() };
        let place = Placed { names: note.names, parent: note.parent, entry };
        all.push(Ordered { order: note.order, name, place });
    }
    for (name, mut inside) in folder.folders {
        let page = inside.page.take();
        let title = page.is_none().then(|| title_from_name(&without_number(&name)));
        let order = page.as_ref().and_then(|page| page.order);
        let (names, parent) =
            page.as_ref().map(|page| (page.names.clone(), page.parent.clone())).unwrap_or_default();
        let note = page.map(|page| page.path);
        let entry = Entry { title, note, entries: entries(inside), ..Entry::default() };
        all.push(Ordered { order, name, place: Placed { names, parent, entry } });
    }
    all.sort_by(|one, other| {
        let by_order = match (one.order, other.order) {
            (Some(order), Some(other)) => order.total_cmp(&other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        by_order.then_with(|| natural(&one.name, &other.name))
    });
    below_parents(all.into_iter().map(|one| one.place).collect())
}

/// Puts entries that name another as their parent below it; one that is below itself stays.
fn below_parents(mut all: Vec<Placed>) -> Vec<Entry> {
    let is_parent = |names: &[String], parent: &str| names.iter().any(|name| name == parent);
    let mut moved = true;
    while moved {
        moved = false;
        // From the end: what is below others moves with what is below it.
        for at in (0..all.len()).rev() {
            let Some(Placed { names, parent: Some(parent), .. }) = all.get(at) else { continue };
            // Those that others are below wait for these.
            let is_below =
                |other: &Placed| other.parent.as_deref().is_some_and(|other| is_parent(names, other));
            let waits = all.iter().any(is_below);
            let to = all.iter().position(|one| is_parent(&one.names, parent)).filter(|to| *to != at);
            let Some(to) = to.filter(|_| !waits) else { continue };
            let entry = all.remove(at).entry;
            let to = if to > at { to - 1 } else { to };
            if let Some(parent) = all.get_mut(to) {
                parent.entry.entries.insert(0, entry);
                moved = true;
            }
            break;
        }
    }
    all.into_iter().map(|one| one.entry).collect()
}

/// A name without the number that sorts it: `02-start` is `start`.
fn without_number(name: &str) -> String {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if rest.len() < name.len() { rest.trim_start_matches(['-', '_', '.', ' ']) } else { name };
    if rest.is_empty() { name.to_owned() } else { rest.to_owned() }
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
