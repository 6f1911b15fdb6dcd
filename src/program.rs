//! What this program is called.

/// What this program is called in its outputs, before its version.
pub const NAME: &str = "convert";
/// What outputs say that they were made by.
pub const GENERATOR: &str = concat!("convert ", env!("CARGO_PKG_VERSION"));
