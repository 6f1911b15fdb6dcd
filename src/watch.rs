//! Watching (`--watch`, `--preview`): what is made is made again when something that it was made of changes, in one process,
//! so that the typesetter finds again what it laid out before. [`scope`] says which changes count, [`folders`] is told of
//! them.

pub mod folders;
pub mod scope;

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, SystemTime};

use folders::Told;

pub use folders::Folders;
pub use scope::Scope;

/// So many times a change is waited after: in some folders something always changes.
const PATIENCE: usize = 20;

/// Does `run` again and again: at once, and whenever something in the scope that it returned has changed. A run without one
/// keeps that of the run before. `tell` gets what there is to say about the watching itself. With `polls`, files are looked
/// at again and again, whatever the system offers.
///
/// # Errors
/// When neither the system nor polling can watch.
#[expect(clippy::disallowed_methods, reason = "the clock tells what changed during a run, not what is in it")]
pub fn forever(
    polls: bool,
    tell: impl Fn(&str),
    mut run: impl FnMut() -> Option<Scope>,
) -> notify::Result<Infallible> {
    let (sender, events) = channel();
    let mut folders = Folders::new(polls, Arc::new(move |told| drop(sender.send(told))))?;
    let gone = || notify::Error::generic("nothing watches any more");
    let mut scope = Scope::default();
    loop {
        let began = SystemTime::now();
        scope = run().unwrap_or(scope);
        let followed = folders.follow(scope.folders())?;
        if let Some(why) = followed.polls {
            tell(&why);
        }
        // What changed before its folder was followed was not told.
        if followed.is_more && scope.changed_since(began) {
            continue;
        }
        let asks = |path: &_, comes_or_goes| scope.asks(path, comes_or_goes);
        while !folders.counts(events.recv().map_err(|_| gone())?, asks) {}
        settle(&mut folders, asks, |quiet| events.recv_timeout(quiet).ok());
    }
}

/// Waits, after a change that counts, until nothing changes any more; `next` waits as long as it is told for what the
/// folders have to tell.
pub fn settle(
    folders: &mut Folders,
    asks: impl Fn(&Path, bool) -> bool + Copy,
    mut next: impl FnMut(Duration) -> Option<Told>,
) {
    for _ in 0..PATIENCE {
        match next(folders.quiet()) {
            Some(told) => folders.counts(told, asks),
            None => break,
        };
    }
    folders.settled();
}
