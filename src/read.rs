//! The reader: knows Markdown and its dialects, never a target. A [`Source`] becomes a [`Document`] in four
//! steps: the front matter is set apart, what Markdown must not touch is masked, Markdown is parsed once,
//! and its tree, raw HTML and shortcodes become the intermediate representation.

mod core;
pub mod date;
pub mod dialect;
pub mod front_matter;
mod meaning;
mod syntax;

use std::cell::OnceCell;

use crate::diagnostic::Diagnostics;
use crate::files::Files;
use crate::ir::Document;
use crate::settings::Settings;
use crate::source::Source;

use self::core::findings::Findings;
use self::core::note::Note;
use self::core::{appended, markdown};
use self::meaning::constructs;
use self::meaning::{home, lines, pictures};
use self::syntax::names::Vocabulary;
use front_matter::FrontMatter;

pub use self::core::markdown::parser_version;
pub use self::core::math::{formulas_in, labels as formula_labels};
pub use self::core::plain::plain;
pub use self::core::reader::WIKI;
pub use self::meaning::listing;
pub use self::meaning::own::check::check as check_shortcodes;
pub use self::syntax::attributes::read as attributes;
pub use self::syntax::js;
pub use self::syntax::length::length;

/// Reads the body of a note, which stands after its front matter; `files` gives what it includes.
#[expect(clippy::string_slice, reason = "front matter ends at the end of a line of the same text")]
pub fn body(
    source: &Source,
    front: FrontMatter,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Document {
    let FrontMatter { metadata, body, dated: _ } = front;
    let callouts = &*settings.callouts;
    let dialect = settings.dialect.of_file(source.name()).of(&source.text()[body..]);
    let vocabulary = Vocabulary { callouts, own: &settings.shortcodes, built_in: constructs::body };
    let mut findings = Findings::default();
    let note = Note {
        source,
        host: source,
        metadata: &metadata,
        vocabulary,
        dialect,
        files,
        raw_typst: settings.raw_typst,
        included: None,
        headings: OnceCell::new(),
    };
    let appended = appended::texts(files);
    let mut blocks = markdown::note(&note, body..source.text().len(), &appended, &mut findings);
    let front = blocks.iter().take_while(|block| crate::ir::front::is_front(block)).count();
    let first = pictures::of(&metadata, source, settings).into_iter();
    blocks.splice(front..front, first.chain(home::of(&metadata, source, dialect.features())));
    lines::settle(&mut blocks, dialect.features(), &mut findings);
    findings.report(vocabulary, diagnostics);
    Document { metadata, blocks, ..Document::default() }
}
