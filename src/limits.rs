//! Every bound that keeps a note from ending a run by its size, each with its reason. A bound is a fact of this file
//! alone: the code that keeps it says what happens beyond it, `docs/security.md` tells people.
//!
//! Sizes are in bytes of UTF-8 unless a name says otherwise.

// Files and folders.

// Images and drawings.

// Front matter, includes and macros.

/// How many folders up the settings of a note's site may lie: a note deep in a folder must not have all above it read.
pub const FOLDERS_ABOVE: usize = 8;

// Bibliographies and citation styles.

// Text and code.

/// How long attributes in braces may be that are kept from Markdown: what is longer is text like other, so that each
/// brace of a long line costs no more than this.
pub const ATTRIBUTES: usize = 1 << 12;

// Typesetting.
