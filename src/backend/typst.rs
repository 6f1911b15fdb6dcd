//! The Typst backend: [`markup`] writes a document as Typst code that calls the functions of
//! `templates/note.typ`, [`world`] is what that code can see ([`fonts`], the note's images, nothing
//! else), [`typeset`] lays it out, [`pdf`] and [`pages`] write what was laid out. What the typesetter would refuse is replaced before (`refused`, `damaged`), and found
//! when it refuses something else (`rescue`).

mod damaged;
pub mod encode;
mod families;
pub mod fonts;
mod look;
pub mod markup;
pub mod math;
pub mod pages;
pub mod pdf;
mod refused;
mod rescue;
pub mod rounds;
pub mod typeset;
mod uses;
pub mod world;

use crate::diagnostic::Diagnostics;
use crate::ir::Document;
use crate::settings::Settings;

/// The document as a Typst file for people to go on working with. What paper refuses is replaced and told in
/// `diagnostics`, as for a PDF.
pub fn source(document: &Document, settings: &Settings, diagnostics: &mut Diagnostics) -> String {
    let document = refused::replaced(document, diagnostics);
    let plain = markup::block_id::Plain::new();
    markup::write(&document, settings, markup::ImageNames::Paths, &plain, false).source
}
