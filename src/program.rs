//! What this program is called.

#[cfg(feature = "cli")]
use std::path::Path;

/// What this program is called in its outputs, before its version.
pub const NAME: &str = "convert";
/// Its other name, for where another program is called [`NAME`].
#[cfg(feature = "cli")]
pub const OTHER_NAME: &str = "note-convert";
/// What outputs say that they were made by.
pub const GENERATOR: &str = concat!("convert ", env!("CARGO_PKG_VERSION"));

/// The one of both names that this process was started by; [`NAME`], if it was neither.
#[cfg(feature = "cli")]
pub fn called() -> &'static str {
    let first = std::env::args_os().next();
    let stem = first.as_deref().map(Path::new).and_then(Path::file_stem);
    if stem.is_some_and(|stem| stem == OTHER_NAME) { OTHER_NAME } else { NAME }
}
