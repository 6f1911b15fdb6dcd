//! What the files `.ignore` and `.gitignore` leave out of a folder of notes, as gitignore(5) has it. They are read like
//! all else that stands in a foreign folder: only where they are regular files.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::files::{lexical, open};

/// The files with rules; those of the first come before those of the second, wherever they stand.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];

/// The rules of the folders that were asked about.
#[derive(Debug, Default)]
pub struct Ignored {
    known: Mutex<HashMap<PathBuf, Arc<Holding>>>,
}

/// The rules that hold in a folder: its own, and those of the folders above it.
#[derive(Debug)]
struct Holding {
    own: Rules,
    above: Option<Arc<Holding>>,
}

/// The rules that stand in a folder.
#[derive(Debug)]
struct Rules {
    /// Those of each of [`NAMES`].
    ignore: Gitignore,
    git: Gitignore,
    /// Whether a repository begins there: what `.gitignore` files above it say does not hold in it.
    repository: bool,
}

impl Ignored {
    /// Whether a file or folder is left out, by the nearest rule that matches it.
    pub fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let path = lexical(path);
        let Some(folder) = path.parent() else { return false };
        let nearest = self.of(folder);
        let matched = |rules: &Gitignore| {
            let found = rules.matched(&path, is_folder).map(|_| ());
            Some(found).filter(|found| !found.is_none())
        };
        let own = std::iter::successors(Some(&*nearest), |holding| holding.above.as_deref())
            .find_map(|holding| matched(&holding.own.ignore));
        let git = || {
            let inside = |holding: &&Holding| !holding.own.repository;
            std::iter::successors(Some(&*nearest), |holding| Some(*holding).filter(inside)?.above.as_deref())
                .find_map(|holding| matched(&holding.own.git))
        };
        own.or_else(git).is_some_and(|found| matches!(found, Match::Ignore(())))
    }

    fn of(&self, folder: &Path) -> Arc<Holding> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned();
        known.unwrap_or_else(|| {
            let above = folder.parent().map(|above| self.of(above));
            let holding = Arc::new(Holding { own: Rules::of(folder), above });
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(folder.to_owned(), holding.clone());
            holding
        })
    }
}

impl Rules {
    fn of(folder: &Path) -> Self {
        let [ignore, git] = NAMES.map(|name| rules(folder, name));
        Self { ignore, git, repository: folder.join(".git").exists() }
    }
}

/// The files whose rules hold in these folders.
pub fn files<'a>(folders: impl Iterator<Item = &'a Path>) -> Vec<PathBuf> {
    let mut known = BTreeSet::new();
    // Many notes are in few folders; paths are slow to compare.
    let folders: HashSet<&OsStr> = folders.map(Path::as_os_str).collect();
    for folder in folders.into_iter().map(|folder| lexical(Path::new(folder))) {
        // What is above a known folder is known too.
        let new = folder.ancestors().take_while(|above| known.insert(above.to_path_buf()));
        new.for_each(drop);
    }
    let files = known.iter().flat_map(|folder| NAMES.map(|name| folder.join(name)));
    files.filter(|file| file.is_file()).collect()
}

/// The rules of a file; a line that says nothing has none.
fn rules(folder: &Path, name: &str) -> Gitignore {
    let path = folder.join(name);
    let Ok((_, bytes)) = open::read(&path) else { return Gitignore::empty() };
    let mut builder = GitignoreBuilder::new(folder);
    for line in String::from_utf8_lossy(&bytes).trim_start_matches('\u{FEFF}').lines() {
        let _ = builder.add_line(Some(path.clone()), line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a path is left out among these files.
    fn leaves_out(files: &[(&str, &str)], path: &str) -> bool {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let is_folder = path.ends_with('/');
        Ignored::default().leaves_out(&folder.path().join(path.trim_end_matches('/')), is_folder)
    }

    #[test]
    fn the_nearest_rule_holds() {
        let files = [(".gitignore", "*.tmp.md\n/top/\n"), ("sub/.gitignore", "!keep.tmp.md\n")];
        assert!(
            leaves_out(&files, "a.tmp.md")
                && leaves_out(&files, "sub/a.tmp.md")
                && leaves_out(&files, "top/")
        );
        assert!(!leaves_out(&files, "sub/keep.tmp.md") && !leaves_out(&files, "sub/top/"));
    }

    #[test]
    fn own_rules_come_before_those_of_git() {
        let files = [(".ignore", "!a.md\nb.md"), ("sub/.gitignore", "a.md\n!b.md")];
        assert!(!leaves_out(&files, "sub/a.md") && leaves_out(&files, "sub/b.md"));
    }

    #[test]
    fn what_stands_above_a_repository_does_not_hold_in_it() {
        let files = [(".gitignore", "a.md"), (".ignore", "b.md"), ("r/.git", "")];
        assert!(!leaves_out(&files, "r/a.md") && leaves_out(&files, "r/b.md") && leaves_out(&files, "a.md"));
    }
}
