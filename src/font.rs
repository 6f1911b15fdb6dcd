//! Fonts as files: those that the program embeds, and subsets of fonts that go into pages and books.
//!
//! A subset holds the glyphs of some characters, and of the tables that say how letters stand together what concerns
//! these. The crate subsetter, which PDF files are made with, cuts the outlines; it keeps nothing else, so the other tables
//! are written here: `math` for formulas, `layout` for text. Which characters a page shows is left to its backend.

pub mod characters;
pub mod files;
mod glyphs;
mod layout;
mod math;
pub mod sources;
#[cfg_attr(not(feature = "pdf"), path = "font/embedded.rs")]
pub mod store;
pub mod subset;
mod tables;

pub use tables::woff;
#[cfg(test)]
pub use tables::{Tables, file};
