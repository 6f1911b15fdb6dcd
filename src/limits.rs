//! Every bound that keeps a note from ending a run by its size, each with its reason. A bound is a fact of this file
//! alone: the code that keeps it says what happens beyond it, `docs/security.md` tells people.
//!
//! Sizes are in bytes of UTF-8 unless a name says otherwise.

// Files and folders.

/// Bytes of a file that are looked at for the mark of an output: what is longer and has its mark further on is taken
/// for somebody's own, which is the safe side.
pub const OUTPUT_LOOKED_AT: u64 = 256 << 20;

/// Bytes at the start of a page that are looked at for the element that names this program: it stands before all that
/// can be long but the title.
pub const HEAD_LOOKED_AT: usize = 64 << 10;

/// Bytes at the start of a file that tell whether it is a text; Git looks at about as many.
pub const KIND_LOOKED_AT: usize = 8 << 10;

/// Bytes of the record of what is up to date: about 200,000 notes. A longer one is not read.
pub const RECORD: u64 = 256 << 20;

/// Links that are followed from the path of an output, as many as Linux follows itself.
pub const LINKS_FOLLOWED: usize = 40;

/// How often a temporary file is made anew because another run removed it: that takes a run each time.
pub const TEMPORARY_TRIES: usize = 16;

/// Names that a message about a run lists; the others are counted.
pub const NAMES_TOLD: usize = 10;

// Images and drawings.

// Front matter, includes and macros.

// Bibliographies and citation styles.

// Text and code.

// Typesetting.
