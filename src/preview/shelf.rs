//! What was made, by the address at which it is served. Each thing has an address of its own that says what is in it, so
//! that a browser that has it need not ask again.

use std::collections::{HashMap, VecDeque};
use std::hash::Hasher;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::limits::PREVIEW_KEPT;

/// A thing that is served.
#[derive(Debug, Clone)]
pub struct Thing {
    /// Its media type (RFC 6838).
    pub kind: &'static str,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

/// What is served, and how often what is shown has changed.
#[derive(Debug, Default)]
pub struct Shelf {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inner {
    things: HashMap<String, Thing>,
    /// Their addresses, the oldest first.
    order: VecDeque<String>,
    bytes: usize,
    version: u64,
}

impl Shelf {
    /// Puts files there that refer to each other by their names, below one address, which is returned with a `/` at its end.
    pub fn put(&self, files: Vec<(String, Thing)>) -> String {
        let mut hasher = SipHasher13::new();
        for (name, thing) in &files {
            hasher.write(name.as_bytes());
            hasher.write(&thing.bytes);
        }
        let below = format!("/made/{:032x}/", hasher.finish128().as_u128());
        let mut inner = self.inner();
        for (name, thing) in files {
            inner.add(format!("{below}{name}"), thing);
        }
        below
    }

    /// What is served at an address.
    pub fn get(&self, address: &str) -> Option<Thing> {
        self.inner().things.get(address).cloned()
    }

    /// Tells those who wait that something has changed.
    pub fn change(&self) {
        self.inner().version += 1;
        self.changed.notify_all();
    }

    /// How often something has changed.
    pub fn version(&self) -> u64 {
        self.inner().version
    }

    /// Waits until something has changed since `version`, at most so long; how often it has then.
    pub fn wait(&self, version: u64, longest: Duration) -> u64 {
        let inner = self.inner();
        let same = |inner: &mut Inner| inner.version == version;
        let waited = self.changed.wait_timeout_while(inner, longest, same);
        waited.map_or_else(|poisoned| poisoned.into_inner().0.version, |(inner, _)| inner.version)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn add(&mut self, address: String, thing: Thing) {
        if self.things.contains_key(&address) {
            return;
        }
        self.bytes += thing.bytes.len();
        self.order.push_back(address.clone());
        self.things.insert(address, thing);
        while self.bytes > PREVIEW_KEPT && self.order.len() > 1 {
            let oldest = self.order.pop_front().and_then(|oldest| self.things.remove(&oldest));
            self.bytes -= oldest.map_or(0, |oldest| oldest.bytes.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Thing {
        Thing { kind: "text/plain", bytes: text.as_bytes().into() }
    }

    #[test]
    fn what_is_alike_has_one_address() {
        let shelf = Shelf::default();
        let put = |words: &str| shelf.put(vec![("a b.html".to_owned(), text(words))]);
        let (first, again, other) = (put("one"), put("one"), put("two"));
        assert!(first == again && first != other);
        assert_eq!(&*shelf.get(&(first + "a b.html")).unwrap().bytes, b"one");
        assert!(shelf.get(&format!("{other}../a b.html")).is_none());
    }

    #[test]
    fn who_waits_is_told_of_a_change() {
        let shelf = Arc::new(Shelf::default());
        let other = shelf.clone();
        let waits = std::thread::spawn(move || other.wait(0, Duration::from_secs(60)));
        shelf.change();
        assert_eq!(waits.join().unwrap(), 1);
        assert_eq!(shelf.wait(1, Duration::ZERO), 1);
    }

    #[test]
    fn the_oldest_go_when_there_is_too_much() {
        let shelf = Shelf::default();
        let put = |byte: u8| {
            let bytes = vec![byte; PREVIEW_KEPT / 2 - 1].into();
            shelf.put(vec![(String::new(), Thing { kind: "text/plain", bytes })])
        };
        let addresses = [put(1), put(2), put(3)];
        let there = addresses.map(|address| shelf.get(&address).is_some());
        assert_eq!(there, [false, true, true]);
    }
}
