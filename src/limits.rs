//! Every bound that keeps a note from ending a run by its size, each with its reason. A bound is a fact of this file
//! alone: the code that keeps it says what happens beyond it, `docs/security.md` tells people.
//!
//! Sizes are in bytes of UTF-8 unless a name says otherwise.

// Files and folders.

// Images and drawings.

// Front matter, includes and macros.

// Bibliographies and citation styles.

// Text and code.

/// How far the brace is looked for that ends the argument of a command of LaTeX outside of formulas: commands that are
/// never closed, one in the other, would each be looked through to the note's end.
pub const LATEX_ARGUMENT: usize = 4096;

/// How far the end of an environment of LaTeX outside of formulas is looked for, for the same reason.
pub const LATEX_ENVIRONMENT: usize = 1 << 16;

// Typesetting.
