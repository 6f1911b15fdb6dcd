//! What tells whether a file changed: size and time of its last change, and a digest of its bytes for when these
//! differ or cannot be trusted.

use std::fs::Metadata;
use std::hash::Hasher;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::open;

/// What a file was like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its size in bytes.
    size: u64,
    /// When it was changed last.
    changed: u64,
    /// The digest of its bytes.
    digest: u64,
}

impl Stamp {
    /// The stamp of a file with these bytes; `metadata` must have been asked for before they were read, so that
    /// a change in between is noticed later.
    pub fn new(metadata: &Metadata, bytes: &[u8]) -> Self {
        Self { size: metadata.len(), changed: changed(metadata), digest: digest(bytes) }
    }

    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Whether the file is still what it was. Its bytes are read only when its time differs, or when it was
    /// changed so shortly before `recorded` that a later change may have got the same time.
    pub fn is_of(&self, path: &Path, recorded: u64) -> bool {
        /// The coarsest step in which Linux counts the time of changes, twice.
        const STEP: u64 = 20_000_000;
        let Ok(metadata) = path.metadata() else { return false };
        let certain = self.changed.saturating_add(STEP) < recorded;
        metadata.is_file()
            && metadata.len() == self.size
            && (changed(&metadata) == self.changed && certain
                || open::read(path).is_ok_and(|(_, bytes)| digest(&bytes) == self.digest))
    }
}

/// When a file was changed last: nanoseconds since 1970-01-01 (UTC).
pub fn changed(metadata: &Metadata) -> u64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or_default()
}

/// A digest of bytes that is the same on every machine.
pub fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_the_same_as_long_as_its_bytes_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "one").unwrap();
        let stamp = Stamp::new(&path.metadata().unwrap(), b"one");
        assert!(stamp.is_of(&path, u64::MAX));
        std::fs::File::open(&path).unwrap().set_modified(UNIX_EPOCH).unwrap();
        assert!(stamp.is_of(&path, u64::MAX), "only its time changed");
        std::fs::write(&path, "two").unwrap();
        assert!(!stamp.is_of(&path, u64::MAX), "its bytes changed");
        std::fs::remove_file(&path).unwrap();
        assert!(!stamp.is_of(&path, u64::MAX), "it is gone");
    }

    #[test]
    fn a_time_is_not_trusted_when_the_record_is_as_young() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "one").unwrap();
        let metadata = path.metadata().unwrap();
        let stamp = Stamp::new(&metadata, b"one");
        std::fs::write(&path, "two").unwrap();
        std::fs::File::open(&path).unwrap().set_modified(metadata.modified().unwrap()).unwrap();
        assert!(!stamp.is_of(&path, changed(&metadata)));
    }
}
