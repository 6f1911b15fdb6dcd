//! The backends: each makes the bytes of one target of a finished [`crate::ir::Document`], never changes it
//! and never calls another.

mod code_language;
mod code_marks;
mod code_options;
mod code_theme;
mod columns;
mod contents;
#[cfg(feature = "epub")]
pub mod epub;
pub mod html;
mod image_names;
mod language;
mod pictures;
mod properties;
#[cfg(test)]
mod sample;
#[cfg(feature = "pdf")]
pub mod typst;
