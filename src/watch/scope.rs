//! What a run depends on, what it wrote, and so which changes ask for another.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::batch::Outcome;
use crate::config::{Plan, inputs};
use crate::files::lexical;

/// What a run depends on, and what it wrote. Paths are absolute.
#[derive(Debug, Default)]
pub struct Scope {
    /// What was read, or was looked for and is not there.
    files: BTreeSet<PathBuf>,
    /// Those of them that were not there.
    missing: BTreeSet<PathBuf>,
    /// The folders in which any file may be a note, or what one names.
    notes: BTreeSet<PathBuf>,
    /// The folders of the files that were named, which need not be there.
    around: BTreeSet<PathBuf>,
    written: BTreeSet<PathBuf>,
}

impl Scope {
    /// That of a plan of which nothing was done yet.
    pub fn of(plan: &Plan, named: &[PathBuf]) -> Self {
        let mut scope = Self::default();
        plan.configuration.iter().for_each(|path| scope.read(path));
        // The input of a list is a folder, which changes with what is written to it.
        let notes = plan.jobs.iter().filter(|job| !job.is_list).filter_map(|job| job.input.path());
        notes.for_each(|note| scope.read(note));
        inputs::folders(named).iter().for_each(|folder| {
            scope.around.insert(lexical(folder));
        });
        scope.notes = inputs::subfolders(named).iter().map(|folder| lexical(folder)).collect();
        let outputs = plan.jobs.iter().flat_map(|job| &job.outputs).filter_map(|(_, output)| output.path());
        scope.written =
            outputs.chain(plan.cache.as_deref()).chain(plan.dependencies.as_deref()).map(lexical).collect();
        scope
    }

    /// Adds what a job looked at and wrote.
    pub fn add(&mut self, outcome: &Outcome) {
        outcome.read.iter().for_each(|path| self.read(path));
        outcome.missing.iter().for_each(|path| self.missed(path));
        self.written.extend(outcome.written.iter().map(|path| lexical(path)));
    }

    /// Adds a file that was read, or was looked for: whether it is there now tells which.
    pub fn looked_at(&mut self, path: &Path) {
        if path.exists() { self.read(path) } else { self.missed(path) }
    }

    /// Adds a file that was looked for and is not there.
    fn missed(&mut self, path: &Path) {
        self.read(path);
        self.missing.insert(lexical(path));
    }

    /// Adds a file that was read.
    fn read(&mut self, path: &Path) {
        self.files.insert(lexical(path));
        // What a link leads to is changed in its own folder.
        self.files.extend(path.canonicalize());
    }

    /// The folders in which something may change that counts. They need not be there.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let of_files = self.files.iter().filter_map(|path| path.parent()).map(Path::to_owned);
        of_files.chain(self.notes.iter().chain(&self.around).cloned()).collect()
    }

    /// Whether a change asks for another run; `comes_or_goes` for a file that was not there before, or is not there now. What
    /// was written by a run asks for none.
    pub fn asks(&self, path: &Path, comes_or_goes: bool) -> bool {
        if self.written.contains(path) {
            return false;
        }
        let name = path.file_name().unwrap_or_default();
        let in_notes = || path.parent().is_some_and(|folder| self.notes.contains(folder));
        self.files.contains(path) || (!is_of_editor(name) && (comes_or_goes || in_notes()))
    }

    /// Whether one of the files has changed since a moment, came or went.
    pub fn changed_since(&self, moment: SystemTime) -> bool {
        let changed = |path: &PathBuf| match path.metadata().and_then(|metadata| metadata.modified()) {
            Ok(time) => time >= moment || self.missing.contains(path),
            Err(_) => !self.missing.contains(path),
        };
        self.files.iter().any(changed) || self.notes.iter().any(|folder| self.has_new(folder, moment))
    }

    /// Whether something came to a folder since a moment, or changed in it, that no run wrote.
    fn has_new(&self, folder: &Path, moment: SystemTime) -> bool {
        folder.read_dir().into_iter().flatten().flatten().any(|entry| {
            let path = folder.join(entry.file_name());
            let time = entry.metadata().and_then(|metadata| metadata.modified());
            !self.written.contains(&path)
                && !is_of_editor(&entry.file_name())
                && time.is_ok_and(|time| time >= moment)
        })
    }
}

/// Whether files of this name are those that editors keep for themselves while somebody writes, hidden ones among them.
fn is_of_editor(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let is_ignore = name == b".gitignore" || name == b".ignore";
    (name.starts_with(b".") && !is_ignore)
        || name.ends_with(b"~")
        || name.starts_with(b"#")
        || name == b"4913"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        let set = |paths: &[&str]| paths.iter().map(PathBuf::from).collect();
        Scope {
            files: set(&["/n/a.md", "/n/.hidden/b.png", "/n/missing.png"]),
            missing: set(&["/n/missing.png"]),
            notes: set(&["/v"]),
            around: set(&["/n"]),
            written: set(&["/n/a.pdf", "/v/x.html"]),
        }
    }

    #[test]
    fn what_was_read_or_looked_for_counts() {
        for path in ["/n/a.md", "/n/.hidden/b.png", "/n/missing.png"] {
            assert!(scope().asks(Path::new(path), false), "{path}");
        }
        assert!(!scope().asks(Path::new("/n/other.md"), false));
        assert!(scope().asks(Path::new("/n/picture.png"), true), "a note may name it");
    }

    #[test]
    fn any_file_in_a_folder_of_notes_counts() {
        assert!(
            scope().asks(Path::new("/v/new.md"), false) && !scope().asks(Path::new("/v/deep/new.md"), false)
        );
    }

    #[test]
    fn what_was_written_and_what_editors_keep_do_not_count() {
        for path in
            ["/n/a.pdf", "/v/x.html", "/v/.a.md.swp", "/v/a.md~", "/v/#a.md#", "/v/4913", "/v/.convert-x.tmp"]
        {
            assert!(!scope().asks(Path::new(path), true), "{path}");
        }
    }

    #[test]
    fn the_folders_of_all_that_counts_are_followed() {
        let folders: Vec<_> = scope().folders().into_iter().collect();
        assert_eq!(folders, ["/n", "/n/.hidden", "/v"].map(PathBuf::from));
    }
}
