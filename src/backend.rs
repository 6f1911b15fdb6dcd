//! The backends: each makes the bytes of one target of a finished [`crate::ir::Document`], never changes it
//! and never calls another.

mod code_language;
mod code_marks;
mod code_theme;
mod contents;
pub mod epub;
pub mod html;
mod language;
mod properties;
#[cfg(test)]
mod sample;
pub mod typst;

/// What this program is called in its outputs, before its version.
pub const NAME: &str = "convert";
/// What outputs say that they were made by.
pub const GENERATOR: &str = concat!("convert ", env!("CARGO_PKG_VERSION"));
