//! What was left out of a drawing, and how it is told.

use super::super::address::shortened;

/// What was left out of a drawing.
#[derive(Debug, Default)]
pub struct Left {
    /// Scripts, animations, attributes that run.
    pub running: bool,
    /// Words of HTML became text.
    pub words: bool,
    /// Filters that would take too long.
    pub filters: bool,
    /// The first addresses that lead nowhere, and why; how many more there are.
    addresses: Vec<(String, String)>,
    more: usize,
}

impl Left {
    /// Remembers an address, once.
    pub fn address(&mut self, address: &str, why: &str) {
        const TOLD: usize = 3;
        let address = if address.starts_with("data:") { "data:" } else { address };
        let entry = (shortened(address), why.to_owned());
        if self.addresses.contains(&entry) {
        } else if self.addresses.len() < TOLD {
            self.addresses.push(entry);
        } else {
            self.more += 1;
        }
    }

    /// Adds what was left out of a drawing in this one.
    pub fn add(&mut self, other: Left) {
        self.running |= other.running;
        self.words |= other.words;
        self.filters |= other.filters;
        self.more += other.more;
        other.addresses.iter().for_each(|(address, why)| self.address(address, why));
    }

    /// A message for each kind; each follows the drawing's name.
    pub fn messages(&self) -> Vec<String> {
        let mut messages = Vec::new();
        for (address, why) in &self.addresses {
            let what = if address.is_empty() { String::new() } else { format!(" `{address}`") };
            messages.push(format!("is shown without what it links to{what}: {why}"));
        }
        if self.more > 0 {
            messages.push(format!("is shown without {} more things that it links to", self.more));
        }
        if self.running {
            messages.push("is shown without what runs or moves in it".to_owned());
        }
        if self.words {
            messages.push("has HTML in it (`foreignObject`), which is shown as plain text".to_owned());
        }
        if self.filters {
            messages.push("is shown without its filters, which would take too long".to_owned());
        }
        messages
    }
}
