//! Waits until something changes in folders: by the system's word, or by looking at them again and again where the system
//! says nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use notify::event::{EventKind, ModifyKind};
use notify::{Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// Who saves a file may do so in several steps: a change counts once nothing more was told for so long.
const QUIET: Duration = Duration::from_millis(12);
/// The same where a file has nothing in it.
const LONG: Duration = Duration::from_millis(150);
/// How often folders are looked at where the system says nothing.
const POLL: Duration = Duration::from_millis(500);

/// Folders whose files are watched, not those of folders in them.
pub struct Folders {
    watcher: Box<dyn Watcher>,
    polls: bool,
    followed: BTreeSet<PathBuf>,
    tell: Tell,
    /// What changed since it was last settled.
    touched: BTreeSet<PathBuf>,
}

/// What the system, or who looks instead, tells of a folder.
pub type Told = notify::Result<Event>;

/// Takes what is told, on another thread.
pub type Tell = Arc<dyn Fn(Told) + Send + Sync>;

/// What came of following folders.
#[derive(Debug, Default)]
pub struct Followed {
    /// Whether there are folders that were not followed before.
    pub is_more: bool,
    /// Why they are looked at from now on, if they were not before.
    pub polls: Option<String>,
}

impl Folders {
    /// None yet; changes will be told to `tell`. With `polls` they are looked at again and again, whatever the system offers.
    ///
    /// # Errors
    /// When there is no way to watch.
    pub fn new(polls: bool, tell: Tell) -> notify::Result<Self> {
        let watcher: Box<dyn Watcher> = match polls {
            true => Box::new(poll(&tell)?),
            false => Box::new(RecommendedWatcher::new(handler(&tell), Config::default())?),
        };
        Ok(Self { watcher, polls, followed: BTreeSet::new(), tell, touched: BTreeSet::new() })
    }

    /// Watches these folders and no others; of one that is not there, the nearest above it.
    ///
    /// # Errors
    /// When they cannot be looked at either.
    pub fn follow(&mut self, wanted: BTreeSet<PathBuf>) -> notify::Result<Followed> {
        let there = |folder: PathBuf| folder.ancestors().find(|above| above.is_dir()).map(Path::to_owned);
        let wanted: BTreeSet<PathBuf> = wanted.into_iter().filter_map(there).collect();
        let mut followed = Followed { is_more: !wanted.is_subset(&self.followed), polls: None };
        for gone in self.followed.difference(&wanted) {
            // It may not be there any more.
            let _ = self.watcher.unwatch(gone);
        }
        if let (false, Some(folder)) = (self.polls, wanted.iter().find(|folder| is_remote(folder))) {
            let why = format!("{} is on a network: it is looked at twice a second", folder.display());
            followed.polls = Some(why);
            self.look(&wanted)?;
            return Ok(followed);
        }
        for folder in wanted.difference(&self.followed) {
            match self.watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => {}
                // It went in the meantime.
                Err(_) if !folder.is_dir() => {}
                Err(error) if !self.polls => {
                    let why = match error.kind {
                        ErrorKind::MaxFilesWatch => "the system watches no more folders".to_owned(),
                        _ => format!("the system does not watch {}", folder.display()),
                    };
                    followed.polls = Some(format!("{why}: they are looked at twice a second"));
                    self.look(&wanted)?;
                    return Ok(followed);
                }
                Err(error) => return Err(error),
            }
        }
        self.followed = wanted;
        Ok(followed)
    }

    /// Looks at these folders again and again from now on.
    fn look(&mut self, wanted: &BTreeSet<PathBuf>) -> notify::Result<()> {
        self.watcher = Box::new(poll(&self.tell)?);
        self.polls = true;
        for folder in wanted.iter().filter(|folder| folder.is_dir()) {
            self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        self.followed = wanted.clone();
        Ok(())
    }

    /// Whether what was told `asks` for something, which is given a path and whether a file comes or goes there.
    pub fn counts(&mut self, told: Told, asks: impl Fn(&Path, bool) -> bool) -> bool {
        // What was not told may have been anything.
        let Ok(event) = told else { return true };
        if event.need_rescan() {
            return true;
        }
        let comes_or_goes = match event.kind {
            EventKind::Access(_) => return false,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => true,
            EventKind::Modify(_) | EventKind::Any | EventKind::Other => false,
        };
        if comes_or_goes {
            // A folder that went is not followed any more, though another of its name may be there.
            event.paths.iter().for_each(|path| {
                self.followed.remove(path);
            });
        }
        let touched: Vec<_> = event.paths.into_iter().filter(|path| asks(path, comes_or_goes)).collect();
        let counts = !touched.is_empty();
        self.touched.extend(touched);
        counts
    }

    /// How long to wait for more of a change that counts. A file with nothing in it may be one that somebody is writing.
    pub fn quiet(&self) -> Duration {
        let is_empty = |path: &PathBuf| path.metadata().is_ok_and(|file| file.is_file() && file.len() == 0);
        if self.touched.iter().any(is_empty) { LONG } else { QUIET }
    }

    /// Nothing more is waited for.
    pub fn settled(&mut self) {
        self.touched.clear();
    }
}

fn handler(tell: &Tell) -> impl Fn(Told) + Send + 'static {
    let tell = tell.clone();
    move |told| tell(told)
}

fn poll(tell: &Tell) -> notify::Result<PollWatcher> {
    PollWatcher::new(handler(tell), Config::default().with_poll_interval(POLL))
}

/// Whether a folder is on a file system of whose changes by others this system is not told.
#[cfg(target_os = "linux")]
#[allow(clippy::useless_conversion, reason = "the type is another on other processors")]
fn is_remote(folder: &Path) -> bool {
    // NFS, SMB, SMB2, 9P (WSL, virtual machines), FUSE, AFS, Ceph, VirtualBox' folders (statfs(2)).
    const REMOTE: [i64; 8] =
        [0x6969, 0x517B, 0xFE53_4D42, 0x0102_1997, 0x6573_5546, 0x5346_414F, 0x00C3_6400, 0x786F_4256];
    rustix::fs::statfs(folder).is_ok_and(|found| REMOTE.contains(&i64::from(found.f_type)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change in a folder is told, with and without the system's word, and so is one in a folder that comes.
    fn told(polls: bool) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        let (sender, events) = std::sync::mpsc::channel();
        let mut folders = Folders::new(polls, Arc::new(move |told| drop(sender.send(told)))).unwrap();
        let wait = |folders: &mut Folders, wanted: &Path| {
            while !folders.counts(events.recv().unwrap(), |path, _| path == wanted) {}
        };
        let followed = folders.follow(BTreeSet::from([path.join("later")])).unwrap();
        assert!(followed.is_more && followed.polls.is_none());
        std::fs::create_dir(path.join("later")).unwrap();
        wait(&mut folders, &path.join("later"));
        assert!(folders.follow(BTreeSet::from([path.join("later")])).unwrap().is_more);
        std::fs::write(path.join("later/a.md"), "a").unwrap();
        wait(&mut folders, &path.join("later/a.md"));
        assert!(!folders.follow(BTreeSet::from([path.join("later")])).unwrap().is_more);
    }

    #[test]
    fn the_system_tells_of_changes() {
        told(false);
    }

    #[test]
    fn folders_are_looked_at_where_the_system_does_not_tell() {
        told(true);
    }
}
