//! A folder of notes as a site: which page comes after which, and what the page that lists all shows.

use std::collections::{HashMap, HashSet};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::card::{self, Card};
use super::order::{Navigation, Order};
use super::view::View;
use super::{Entry, Site};
use crate::address;
use crate::backend::html::listing::{Item, Listing};
use crate::backend::html::page::{Around, Neighbour};
use crate::book::{self, folder};
use crate::files::{kind, lexical};
use crate::ir::{Block, BlockKind, Document, Inline, Metadata};
use crate::locale::{self, Word};
use crate::naming::title_from_name;
use crate::pass::language;
use crate::source::{Source, Span};

impl Entry {
    fn card(&self, site: &Site) -> &Card {
        self.card.get_or_init(|| {
            let name = card::name(&self.file);
            let read = self.file.file_name().and_then(|name| self.disk().read_note(name).ok());
            match read.filter(|(_, bytes)| kind::not_text(&self.file, bytes).is_none()) {
                Some((_, bytes)) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let source = Source::new(self.file.to_string_lossy(), text);
                    Card::of(&source, name.as_deref(), &site.settings, &self.files(site))
                }
                None => Card::of_name(name.as_deref()),
            }
        })
    }
}

impl Site {
    /// Makes pages of the notes lead to each other.
    pub fn navigate(&mut self, navigation: Navigation) {
        self.navigation = Some(navigation);
    }

    /// The notes whose cards are needed and not known, by the numbers under which they were added, each with the place of its
    /// outputs, without their extension.
    pub fn to_look_at(&self) -> Vec<(usize, &Path, &Path)> {
        let all = self.notes.iter().enumerate().filter(|_| self.navigation.is_some());
        let unknown = all.filter(|(_, note)| note.card.get().is_none());
        unknown.map(|(number, note)| (number, note.file.as_path(), note.output.as_path())).collect()
    }

    /// Reads the card of the note that was added under a number; of one that must not be `read`, that of its name.
    pub fn look_at(&self, number: usize, read: bool) {
        let Some(note) = self.notes.get(number) else { return };
        match read {
            true => drop(note.card(self)),
            false => drop(note.card.set(Card::of_name(card::name(&note.file).as_deref()))),
        }
    }

    /// Takes the card of the note that was added under a number from an earlier run.
    pub fn know(&self, number: usize, card: Card) {
        self.notes.get(number).into_iter().for_each(|note| drop(note.card.set(card.clone())));
    }

    /// The card of a note, where one is needed.
    pub fn card(&self, note: &Path) -> Option<&Card> {
        self.navigation.as_ref()?;
        Some(self.entry(note)?.card(self))
    }

    /// The notes, and the file that says their order.
    pub fn sources(&self) -> Vec<PathBuf> {
        let notes = self.notes.iter().map(|note| note.file.clone());
        notes.chain(self.navigation.as_ref().and_then(|navigation| navigation.source.clone())).collect()
    }

    fn entry(&self, note: &Path) -> Option<&Entry> {
        self.notes.get(self.paths.of_file(note)?)
    }

    /// What the page that lists all shows; `None` where there is none, and where it is that of a note.
    pub fn listing(&self) -> Option<Listing> {
        let navigation = self.navigation.as_ref()?;
        let order = self.order(navigation);
        let folder = navigation.home.parent().unwrap_or(Path::new(""));
        let view = View::new(self, &navigation.folder, &navigation.folder, folder);
        let language = self.language(navigation, order);
        let items = self.items(&order.outline.entries, order, &view);
        let title = order.outline.title.clone().unwrap_or_else(|| {
            let name = navigation.folder.file_name().unwrap_or_default();
            title_from_name(&name.to_string_lossy())
        });
        let title = if title.is_empty() { locale::word(&language, Word::AllNotes).to_owned() } else { title };
        Some(Listing { title, language, items })
    }

    fn items(&self, entries: &[book::Entry], order: &Order, view: &View) -> Vec<Item> {
        let item = |entry: &book::Entry| {
            let items = self.items(&entry.entries, order, view);
            let number = entry.note.as_ref().and_then(|path| order.by_path.get(path)).copied();
            let Some((number, note)) = number.and_then(|number| Some((number, self.notes.get(number)?)))
            else {
                return Item { title: entry.title.clone().unwrap_or_default(), items, ..Item::default() };
            };
            let Card { title, authors, date, tags, language, is_unreadable, .. } = note.card(self).clone();
            let title = entry.title.clone().unwrap_or(title);
            let address = (!is_unreadable).then(|| page(view, number));
            Item { title, address, authors, date, tags, language, items }
        };
        entries.iter().map(item).collect()
    }

    /// The language of the folder: that which is asked for, else that which most notes say is theirs, else that of the titles.
    fn language(&self, navigation: &Navigation, order: &Order) -> String {
        let asked = self.settings.language.clone();
        if let Some(asked) = asked.or_else(|| navigation.outline.as_ref()?.language.clone()) {
            return asked;
        }
        let mut count: HashMap<&str, usize> = HashMap::new();
        let cards = || order.sequence.iter().filter_map(|&number| Some(self.notes.get(number)?.card(self)));
        cards().for_each(|card| *count.entry(card.language.as_str()).or_default() += 1);
        // Of two that as many notes are in, the one that comes first in the alphabet. Many say none.
        let most = count.into_iter().max_by_key(|&(language, count)| (count, std::cmp::Reverse(language)));
        if let Some((most, _)) = most.filter(|(most, _)| !most.is_empty()) {
            return most.to_owned();
        }
        let titles = cards().map(|card| card.title.as_str()).collect::<Vec<_>>().join(". ");
        let content = vec![Inline::text(Span::default(), titles)];
        let blocks = vec![Block::new(Span::default(), BlockKind::Paragraph { content })];
        let titles = Document { metadata: Metadata::default(), blocks, ..Document::default() };
        language::of_document(&titles).unwrap_or_else(|| "en".to_owned())
    }

    fn order<'a>(&'a self, navigation: &'a Navigation) -> &'a Order {
        navigation.order.get_or_init(|| {
            let by_path: HashMap<PathBuf, usize> =
                self.notes.iter().enumerate().map(|(at, note)| (lexical(&note.file), at)).collect();
            let mut outline = navigation.outline.clone().unwrap_or_default();
            outline.change_notes(|path, _| Some(lexical(&path)).filter(|path| by_path.contains_key(path)));
            let named: HashSet<PathBuf> = outline.notes().into_iter().map(|(path, _)| path).collect();
            let source = navigation.source.as_deref().map(lexical);
            #[expect(clippy::disallowed_methods, reason = "they are sorted")]
            let left =
                by_path.iter().filter(|(path, _)| !named.contains(*path) && source.as_ref() != Some(path));
            let note = |(path, &number): (&PathBuf, &usize)| {
                let place = self.notes.get(number)?.card(self).place.clone();
                let path = path.strip_prefix(&navigation.folder).unwrap_or(path).to_owned();
                Some(folder::Note { path, place })
            };
            let mut left: Vec<folder::Note> = left.filter_map(note).collect();
            left.sort_by_cached_key(|note| by_names(&note.path));
            let mut others = folder::outline(left);
            others.change_notes(|path, _| Some(navigation.folder.join(path)));
            outline.entries.extend(others.entries);
            let home = self.notes.iter().position(|note| note.output == navigation.home);
            let mut order = Order { by_path, outline, home, ..Order::default() };
            for (path, title) in titled(&order.outline.entries) {
                let Some(&number) = order.by_path.get(&path) else { continue };
                if self.notes.get(number).is_none_or(|note| note.card(self).is_unreadable) {
                    continue;
                }
                order.places.insert(number, order.sequence.len());
                order.sequence.push(number);
                title.into_iter().for_each(|title| drop(order.titles.insert(number, title)));
            }
            order
        })
    }
}

/// The notes of entries one after the other, with what these call them.
fn titled(entries: &[book::Entry]) -> Vec<(PathBuf, Option<String>)> {
    let of_entry = |entry: &book::Entry| {
        let own = entry.note.clone().map(|note| (note, entry.title.clone()));
        own.into_iter().chain(titled(&entry.entries)).collect::<Vec<_>>()
    };
    entries.iter().flat_map(of_entry).collect()
}

/// The address of a note's page.
fn page(view: &View, number: usize) -> String {
    address_of(&view.way_to(number))
}

/// The address of the page at a path without its extension.
fn address_of(way: &str) -> String {
    address::of_file(&format!("{way}.html"))
}

impl View<'_> {
    /// What the note's page leads to: nothing where the notes of the run are no site.
    pub fn around(&self) -> Around {
        let Some((navigation, order, number)) = self.place() else { return Around::default() };
        let page = |number: usize| {
            let own = || self.site.notes.get(number).map(|note| note.card(self.site).title.clone());
            let title = order.titles.get(&number).cloned().or_else(own)?;
            Some(Neighbour { title, address: page(self, number) })
        };
        let neighbour = |place: usize| page(*order.sequence.get(place)?);
        let place = order.places.get(&number);
        let list = || Neighbour { title: String::new(), address: address_of(&self.way(&navigation.home)) };
        Around {
            previous: place.and_then(|place| neighbour(place.checked_sub(1)?)),
            next: place.and_then(|place| neighbour(place + 1)),
            up: match order.home {
                Some(home) if home == number => None,
                Some(home) => page(home),
                None => Some(list()),
            },
            scripts: Vec::new(),
        }
    }

    /// The notes whose titles the note's page shows.
    pub fn neighbours(&self) -> Vec<PathBuf> {
        let Some((_, order, number)) = self.place() else { return Vec::new() };
        let Some(&place) = order.places.get(&number) else { return Vec::new() };
        let beside = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
        let notes = beside.filter_map(|place| self.site.notes.get(*order.sequence.get(place)?));
        notes.map(|note| note.file.clone()).collect()
    }

    fn place(&self) -> Option<(&Navigation, &Order, usize)> {
        let navigation = self.site.navigation.as_ref()?;
        let number = self.site.paths.of_file(self.note)?;
        Some((navigation, self.site.order(navigation), number))
    }
}

/// A key by which paths are in the order of their names, folder by folder.
fn by_names(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.map(|&byte| if byte == MAIN_SEPARATOR as u8 { 0 } else { byte }).collect()
}
