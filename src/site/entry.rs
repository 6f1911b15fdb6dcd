//! A note of a run: what it says of its own, and what links may lead to in it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_yaml::Value;

use super::Site;
use super::addresses::{Patterns, SETTINGS};
use super::recording::{Read, Recording};
use crate::diagnostic::Diagnostics;
use crate::files::{Disk, Files, above};
use crate::pass::identifiers::{self, Identifiers};
use crate::pass::references::Named;
use crate::pass::{equations, headings, whole};
use crate::read::front_matter;
use crate::settings::Settings;
use crate::source::Source;

/// A note of a run.
#[derive(Debug)]
pub(super) struct Entry {
    /// Where it is.
    pub(super) file: PathBuf,
    /// Where its output is, without extension.
    pub(super) output: PathBuf,
    /// The folder that it may read.
    pub(super) root: PathBuf,
    /// What links may lead to in it, once one asked; `None` when it cannot be read.
    pub(super) inside: OnceLock<Option<Inside>>,
}

/// What links may lead to in a note.
#[derive(Debug)]
pub(super) struct Inside {
    pub(super) identifiers: Identifiers,
    /// What references to it show.
    pub(super) named: Named,
    /// The files that this was read from: the note, and what it includes.
    pub(super) files: Read,
}

impl Entry {
    pub(super) fn inside(&self, site: &Site) -> Option<&Inside> {
        let read = || {
            let folder = self.file.parent().unwrap_or(Path::new(""));
            let files = Recording::new(
                Disk::new(folder, &self.root),
                Some(site.of(&self.file, &self.root, &self.output)),
            );
            let bytes = files.read(&self.file.file_name()?.to_string_lossy()).ok()?;
            let (identifiers, named) = named(
                &self.file.to_string_lossy(),
                &String::from_utf8_lossy(&bytes),
                &site.settings,
                &files,
            )?;
            Some(Inside { identifiers, named, files: files.into_asked().files })
        };
        self.inside.get_or_init(read).as_ref()
    }

    /// The note's text; nothing when it cannot be read.
    pub(super) fn text(&self) -> String {
        let disk = Disk::new(self.file.parent().unwrap_or(Path::new("")), &self.root);
        let read = self.file.file_name().and_then(|name| disk.read_note(name).ok());
        read.map_or_else(String::new, |(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The folder of the note's site, and what its settings say of addresses: those of the nearest folder that has some,
    /// else the root.
    pub(super) fn site<'p>(&self, known: &'p mut HashMap<PathBuf, Patterns>) -> (PathBuf, &'p Patterns) {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let around = above(folder, &self.root);
        let settings = |folder: &Path| SETTINGS.iter().find(|name| folder.join(name).is_file());
        let own = around.iter().find(|folder| settings(folder).is_some()).or(around.last());
        let site = own.cloned().unwrap_or_else(|| self.root.clone());
        let patterns = known.entry(site.clone()).or_insert_with(|| {
            let Some(name) = settings(&site) else { return Patterns::default() };
            let settings = Disk::new(&site, &self.root).read(name).unwrap_or_default();
            Patterns::read(name, &String::from_utf8_lossy(&settings))
        });
        (site, patterns)
    }

    /// What the note says that it is called beside the name of its file: the aliases of its front matter, or of
    /// Logseq's `alias::`.
    pub(super) fn aliases(&self) -> Vec<String> {
        let text = self.text();
        if !text.contains("alias") {
            return Vec::new();
        }
        let property = text.lines().take_while(|line| !line.trim().is_empty());
        let property = property.filter_map(|line| line.strip_prefix("alias::"));
        let mut aliases: Vec<String> =
            property.flat_map(|names| names.split(',')).map(str::to_owned).collect();
        let source = Source::new("", text);
        let front = front_matter::read(&source, &mut Diagnostics::default()).unwrap_or_default();
        for value in ["aliases", "alias"].iter().filter_map(|key| front.metadata.extra.get(*key)) {
            match value {
                Value::String(names) => aliases.extend(names.split(',').map(str::to_owned)),
                Value::Sequence(names) => {
                    aliases.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                _ => {}
            }
        }
        aliases
    }
}

/// What links and references may lead to in a note of this text, read with these settings; its file's `name` says what
/// it is written in, `files` gives what it includes. `None` when
/// its front matter is malformed.
fn named(name: &str, text: &str, settings: &Settings, files: &dyn Files) -> Option<(Identifiers, Named)> {
    let source = Source::new(name, text);
    let mut diagnostics = Diagnostics::default();
    let mut document = whole::read(&source, None, settings, files, &mut diagnostics).ok()?;
    headings::run(&mut document, &mut diagnostics);
    let (numbers, _) = equations::run(&mut document, files);
    let named = Named::of(&document, &numbers, settings, files);
    Some((identifiers::run(&mut document, &mut diagnostics), named))
}
