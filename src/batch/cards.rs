//! What pages show of each other, as an earlier run put it on record.

use std::path::Path;

use super::job::Jobs;
use crate::format::Format;
use crate::halves;
use crate::site::card::name;

impl Jobs<'_> {
    /// Takes from the record what pages show of each other, in two halves, for each note is looked at on the disk.
    pub(super) fn know_cards(&self) {
        let Some(cache) = &self.cache else { return };
        let with = self.with_settings(Format::Html);
        halves::each(&self.plan.site.to_look_at(), |&(number, note, output)| {
            let mut output = output.as_os_str().to_owned();
            output.push(".html");
            let card = cache.card(Path::new(&output), (note, name(note).as_deref()), with);
            card.into_iter().for_each(|card| self.plan.site.know(number, card.clone()));
        });
    }
}
