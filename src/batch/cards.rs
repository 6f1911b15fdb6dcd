//! What pages show of each other, as an earlier run put it on record.

use std::path::Path;

use super::halves;
use super::job::Jobs;
use crate::format::Format;
use crate::site::card::name;

/// Fewer notes are looked at in less time than a thread takes to begin.
const MANY: usize = 64;

impl Jobs<'_> {
    /// Takes from the record what pages show of each other, in two halves, for each note is looked at on the disk.
    pub(super) fn know_cards(&self) {
        let Some(cache) = &self.cache else { return };
        let with = self.with_settings(Format::Html);
        let know = |notes: &[(usize, &Path, &Path)]| {
            for &(number, note, output) in notes {
                let mut output = output.as_os_str().to_owned();
                output.push(".html");
                let card = cache.card(Path::new(&output), (note, name(note).as_deref()), with);
                card.into_iter().for_each(|card| self.plan.site.know(number, card.clone()));
            }
        };
        let notes = self.plan.site.to_look_at();
        match notes.len() {
            ..MANY => know(&notes),
            length => drop(halves::both(notes.split_at(length / 2), know)),
        }
    }
}
