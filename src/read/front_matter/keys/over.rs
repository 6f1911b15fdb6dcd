//! Keys of front matter that the command line sets.

use super::{AUTHORS, CONTENTS, DATE, Entry, Keys, LANGUAGE, OTHER_DATES, SUBTITLE, SUMMARY, TAGS, TITLE};
use crate::read::front_matter::names::{Names, key_name};
use crate::read::front_matter::values::words;
use crate::value::Mapping;

impl Keys<'_> {
    /// The same with keys in the place of those that mean the same.
    pub fn with(mut self, over: &Mapping) -> Self {
        const GROUPS: [Names; 7] = [TITLE, SUBTITLE, AUTHORS, TAGS, SUMMARY, LANGUAGE, CONTENTS];
        for (key, value) in over.iter() {
            let key = words(key);
            let name = key_name(&key);
            let is_date =
                |name: &str| [DATE, OTHER_DATES].iter().any(|names| names.split(' ').any(|own| own == name));
            let group = GROUPS.iter().find(|names| names.split(' ').any(|own| own == name));
            self.entries.retain(|entry| {
                let is_same = group.is_some_and(|names| names.split(' ').any(|own| own == entry.name));
                entry.name != name && !is_same && !(is_date(&name) && is_date(&entry.name))
            });
            self.entries.push(Entry { key, name, value: value.clone() });
        }
        self
    }
}
