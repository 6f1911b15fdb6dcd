//! `convert` makes documents of Markdown notes, as people have them: PDF (typeset by Typst), EPUB 3 and HTML.
//!
//! The way of a note: a [`Source`] is [`read()`] into a [`Document`], the passes of [`finish`] settle what every
//! target needs, and [`render`] makes the bytes of one target. What is wrong with the note is collected in
//! [`Diagnostics`] on the way; the library never prints.
//!
//! ```
//! use note_convert::{Diagnostics, Format, Settings, Source, files::Memory};
//!
//! let source = Source::new("note.md", "---\ntitle: Bonjour\n---\n{% note %}\nUn **mot**.\n{% endnote %}\n");
//! let (settings, files) = (Settings::default(), Memory::default());
//! let mut diagnostics = Diagnostics::default();
//!
//! let document = note_convert::read(&source, Some("note"), &settings, &files, &mut diagnostics)?;
//! let document = note_convert::finish(document, &settings, &files, &mut diagnostics);
//! let html = note_convert::render(&document, Format::Html, &source, &settings, &mut diagnostics)?;
//!
//! assert!(String::from_utf8(html)?.contains("<strong>mot</strong>"));
//! assert!(diagnostics.as_slice().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// What may panic on some input needs a reason why it does not. A test that panics has told something.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented
    )
)]

pub mod address;
pub mod backend;
pub mod batch;
pub mod callouts;
pub mod cli;
pub mod conditional;
pub mod config;
pub mod diagnostic;
pub mod files;
pub mod font;
pub mod format;
pub mod ir;
mod json;
pub mod latex;
pub mod limits;
pub mod locale;
pub mod look;
mod naming;
mod nearest;
pub mod output;
pub mod pass;
mod pipeline;
mod program;
pub mod read;
pub mod repeated;
pub mod settings;
pub mod shortcodes;
pub mod signals;
pub mod site;
pub mod source;
pub mod speech;
pub mod supervisor;
mod yaml;

pub use diagnostic::{Diagnostic, Diagnostics, Failed};
pub use format::Format;
pub use ir::Document;
pub use pass::whole::read;
pub use pipeline::{Finished, finish, render};
pub use settings::Settings;
pub use source::Source;
