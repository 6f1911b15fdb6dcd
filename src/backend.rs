//! The backends: each makes the bytes of one target of a finished [`crate::ir::Document`], never changes it
//! and never calls another.

mod contents;
pub mod epub;
pub mod html;
mod language;
#[cfg(test)]
mod sample;
pub mod typst;
