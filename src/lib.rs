//! `convert` makes documents of Markdown notes, as people have them: PDF (typeset by Typst), EPUB 3 and HTML.
//!
//! # From a note to a document
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
//!
//! # The files of a note
//!
//! Images, what is included, bibliographies: a note reads nothing but what [`Files`](files::Files) gives it.
//! [`Disk`](files::Disk) gives what is below a folder, [`Memory`](files::Memory) what a program has.
//!
//! ```
//! use note_convert::{Diagnostics, Settings, Source, files::Memory};
//!
//! let mut files = Memory::default();
//! files.0.insert("part.md".to_owned(), b"From *another* file.".to_vec());
//! let source = Source::new("note.md", "{% include part.md %}\n\n![A picture](none.png)\n");
//! let (settings, mut diagnostics) = (Settings::default(), Diagnostics::default());
//!
//! let document = note_convert::read(&source, Some("note"), &settings, &files, &mut diagnostics)?;
//! note_convert::finish(document, &settings, &files, &mut diagnostics);
//!
//! // What is not there is told, with its place in bytes of the note.
//! let missing = &diagnostics.as_slice()[0];
//! assert_eq!(missing.code, note_convert::diagnostic::Code::UnreadableImage);
//! # Ok::<(), note_convert::Failed>(())
//! ```
//!
//! # What a document is
//!
//! [`ir`] says what a note says, free of how it was written and of what it becomes. A writer of one's own matches its kinds
//! without a wildcard: a kind that is added in a later version breaks its build where work is owed. A document that a program
//! built by itself is finished as one that was read; [`Finished::assume`] takes it as it is.
//!
//! # Settings
//!
//! [`Settings`] begin with their defaults; what a front matter or `convert.yaml` would say is asked of
//! [`Asked`](look::Asked).
//!
//! ```
//! let mut settings = note_convert::Settings::default();
//! settings.language = Some("fr".to_owned());
//! settings.look.command_line.read_argument("paper=a5").expect("a paper that is known");
//! ```
//! # Features
//!
//! All are on by default. `pdf` typesets with Typst, `epub` writes publications, `mermaid` draws diagrams, `cli` is the program
//! and has the first two. A program that makes pages only needs none of them and compiles neither Typst nor clap; fonts of
//! the system are looked for with `pdf` only.

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
        clippy::unimplemented,
        clippy::too_many_lines
    )
)]

pub mod callouts;
pub mod diagnostic;
pub mod files;
pub mod format;
pub mod ir;
pub mod look;
pub mod settings;
pub mod source;

// Open to the program, its tests and the fuzz targets, but no part of the interface: these change in any version.
#[doc(hidden)]
pub mod address;
#[doc(hidden)]
pub mod backend;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod batch;
#[doc(hidden)]
pub mod book;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod conditional;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod font;
#[doc(hidden)]
pub mod latex;
#[doc(hidden)]
pub mod limits;
#[doc(hidden)]
pub mod locale;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod pass;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod preview;
#[doc(hidden)]
pub mod read;
#[doc(hidden)]
pub mod repeated;
#[doc(hidden)]
pub mod shortcodes;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod signals;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod site;
#[doc(hidden)]
pub mod speech;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod supervisor;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod watch;

#[cfg(feature = "cli")]
mod halves;
mod json;
#[cfg(test)]
mod manual;
mod naming;
mod nearest;
mod pipeline;
mod program;
mod value;
mod yaml;

pub use diagnostic::{Diagnostic, Diagnostics, Failed};
pub use format::Format;
pub use ir::Document;
pub use pass::whole::read;
pub use pipeline::{Finished, finish, render};
pub use settings::Settings;
pub use source::Source;
