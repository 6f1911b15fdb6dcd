//! When two paths are one file: by what they lead to, and by names that some disks do not tell apart.

use std::collections::{BTreeSet, HashMap};
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::{folder, target};
use crate::files::lexical;

/// Which file it is on this machine: two paths with one identity are the same file, through whatever links.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl Identity {
    /// The identity of an existing file; links are followed.
    pub fn of(path: &Path) -> Option<Self> {
        Self::of_existing(path, &path.metadata().ok()?)
    }

    /// The identity of the file at `path`, which is like this.
    #[cfg_attr(unix, expect(unused_variables, reason = "it is named where files have no numbers"))]
    pub fn of_existing(path: &Path, metadata: &Metadata) -> Option<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Some(Self((metadata.dev(), metadata.ino())))
        }
        #[cfg(not(unix))]
        path.canonicalize().ok().map(Self)
    }

    /// The identity of the regular file that standard input or standard output is, as after `<` or `>>` of a shell.
    #[cfg(unix)]
    pub fn of_stream(stream: impl std::os::fd::AsFd) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let file = std::fs::File::from(stream.as_fd().try_clone_to_owned().ok()?);
        let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some(Self((metadata.dev(), metadata.ino())))
    }

    /// The identity of the regular file that a stream is; the system does not tell.
    #[cfg(not(unix))]
    pub fn of_stream<S>(_: S) -> Option<Self> {
        None
    }
}

/// Gives each path a key that it shares with those which would be the same file on some disk: letter case and the
/// two forms of composed letters (Unicode's NFC and NFD) do not count.
#[derive(Debug, Default)]
pub struct Keys {
    folders: HashMap<PathBuf, PathBuf>,
}

impl Keys {
    /// The key of a path that need not be there.
    pub fn of(&mut self, path: &Path) -> String {
        self.of_target(&target(path).unwrap_or_else(|_| path.to_owned()))
    }

    /// The key of a path that is no link and need not be there.
    pub fn of_target(&mut self, path: &Path) -> String {
        let name = path.file_name().unwrap_or_default();
        let folder = folder(path);
        let known = self.folders.entry(folder.to_owned()).or_insert_with(|| real(folder));
        let path = known.join(name);
        match path.to_str() {
            Some(text) => folded(text),
            // Bytes that are no text are told apart as they are.
            None => format!("{path:?}"),
        }
    }
}

impl From<Keys> for BTreeSet<PathBuf> {
    /// The folders of all paths that got a key, where links lead there those that they lead to.
    fn from(keys: Keys) -> Self {
        #[expect(clippy::disallowed_methods, reason = "the set puts them in order")]
        keys.folders.into_keys().collect()
    }
}

/// The path of a folder without links, as far as it is there.
fn real(folder: &Path) -> PathBuf {
    let folder = lexical(folder);
    let there = folder.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, real)) = there else { return folder };
    folder.strip_prefix(above).map(|rest| real.join(rest)).unwrap_or(folder)
}

/// The text with letters of one case and composed. Only letters that change alone do: `ß` is not `ss` on any disk.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let one = |c: char| {
        let mut upper = c.to_uppercase();
        let upper = if upper.len() == 1 { upper.next().unwrap_or(c) } else { c };
        let mut lower = upper.to_lowercase();
        if lower.len() == 1 { lower.next().unwrap_or(upper) } else { upper }
    };
    // Folded once more after composing, for what was composed of folded parts.
    text.nfc().map(one).collect::<String>().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let mut keys = Keys::default();
        keys.of(Path::new(a)) == keys.of(Path::new(b))
    }

    #[test]
    fn names_that_a_disk_may_take_for_one_share_a_key() {
        assert!(same("a/B.pdf", "A/b.PDF") && same("x/../a.pdf", "./a.pdf"));
        assert!(same("Caf\u{e9}.pdf", "CAFE\u{301}.pdf"), "composed or not, in any case");
        assert!(same("ΟΔΟΣ.pdf", "οδος.pdf"), "the two small sigmas");
        assert!(!same("straße.pdf", "strasse.pdf") && !same("a.pdf", "a.html"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("real")).unwrap();
        std::os::unix::fs::symlink("real", path("link")).unwrap();
        std::os::unix::fs::symlink("real/a", path("b")).unwrap();
        let mut keys = Keys::default();
        let key = keys.of(&path("real/a"));
        assert_eq!((keys.of(&path("link/a")), keys.of(&path("b"))), (key.clone(), key));
        std::fs::write(path("real/a"), "").unwrap();
        assert_eq!(Identity::of(&path("b")), Identity::of(&path("link/a")));
    }
}
