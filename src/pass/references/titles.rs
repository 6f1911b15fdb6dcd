//! What other notes are called, and what is called so in them: each is asked for once, however often a note names it.

use std::collections::{HashMap, HashSet};

use super::targets::{Numbered, Targets};
use crate::diagnostic::Diagnostics;
use crate::files::{Files, Memory};
use crate::ir::walk::plain_text;
use crate::limits::NOTES_READ;
use crate::pass::whole;
use crate::settings::Settings;
use crate::source::Source;

/// The titles of other notes.
pub struct Titles<'a> {
    files: &'a dyn Files,
    known: HashMap<String, Option<String>>,
    /// How many bytes were read for them.
    read: usize,
}

impl<'a> Titles<'a> {
    /// No titles yet; `files` gives the notes.
    pub fn new(files: &'a dyn Files) -> Self {
        Self { files, known: HashMap::new(), read: 0 }
    }

    /// The title of the note at an address, or of what its fragment names there; `None` when there is none, or when too
    /// much was read for others.
    pub fn of(&mut self, address: &str) -> Option<String> {
        if let Some(known) = self.known.get(address) {
            return known.clone();
        }
        let title = self.read(address);
        self.known.insert(address.to_owned(), title.clone());
        title
    }

    fn read(&mut self, address: &str) -> Option<String> {
        let (path, fragment) =
            address.split_once('#').map_or((address, None), |(path, name)| (path, Some(name)));
        let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
        if self.read > NOTES_READ {
            return None;
        }
        let text = String::from_utf8(self.files.read(&path).ok()?).ok()?;
        self.read += text.len();
        let (source, settings) = (Source::new(path.as_ref(), text), Settings::default());
        let stem = path.rsplit('/').next()?.rsplit_once('.')?.0.to_owned();
        let document =
            whole::read(&source, Some(&stem), &settings, &Memory::default(), &mut Diagnostics::default())
                .ok()?;
        match fragment {
            Some(name) => {
                let targets = Targets::of(
                    &document.blocks,
                    &settings.callouts,
                    (&document.metadata.language, &[]),
                    Numbered::Named(HashSet::new()),
                );
                targets
                    .find(name)
                    .map(|(_, shown)| plain_text(&shown.title))
                    .filter(|title| !title.is_empty())
            }
            None => Some(document.metadata.title),
        }
    }
}
