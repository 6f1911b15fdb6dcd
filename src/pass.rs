//! The passes: what every target needs, settled once, in this order.

pub mod answers;
pub mod breaks;
pub mod citations;
pub mod code;
pub mod contents;
pub mod diagrams;
pub mod equations;
pub mod headings;
pub mod icons;
pub mod identifiers;
pub mod images;
pub mod language;
pub mod links;
pub mod math;
pub mod metadata;
pub mod numbering;
pub mod page_breaks;
mod project;
pub mod references;
mod schemes;
pub mod scripts;
pub mod title;
pub mod typography;
pub mod whole;

use crate::diagnostic::Diagnostics;
use crate::files::Files;
use crate::format::Format;
use crate::ir::Document;
use crate::ir::holds::Holds;
use crate::latex::Macros;
use crate::look::{Key, Look};
use crate::settings::Settings;
use identifiers::Identifiers;

/// Runs all passes over a document that was just read, whose metadata are complete, and that `holds` this.
pub fn run(
    document: &mut Document,
    mut holds: Holds,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    let macros = number(document, &mut holds, settings, files, diagnostics);
    citations::run(document, &mut holds, files, diagnostics);
    settle(document, holds, macros, settings, files, diagnostics);
    // Last: it copies the headings' text as it will be shown.
    if holds.intersects(Holds::HEADING | Holds::CONTENTS) {
        contents::run(document, settings, diagnostics);
    }
}

/// The passes before that of citations, which a book has one of for all its chapters: they number what is counted. What
/// they return, [`settle`] needs.
pub fn number(
    document: &mut Document,
    holds: &mut Holds,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Macros {
    // Titles, identifiers and links see what is shown.
    icons::run(document, settings, diagnostics);
    // What is for one scheme only is so before images are looked for.
    if holds.intersects(Holds::ATTRIBUTES | Holds::IMAGE) {
        schemes::run(document);
    }
    // What only asks for a new page is no heading.
    if holds.contains(Holds::ATTRIBUTES) {
        page_breaks::run(document, diagnostics);
    }
    if holds.contains(Holds::HEADING) {
        headings::run(document, diagnostics);
    }
    // Formulas are found by the names that the note gives them, before these are made valid.
    let (mut numbers, macros) = equations::run(document, *holds, files);
    // What is counted can be referred to by its number.
    numbering::callouts(document, *holds, settings, &mut numbers, diagnostics);
    // They are called by the numbers of their exercises.
    answers::run(document, holds, settings);
    // What nothing in the note is called may be a work.
    if holds.intersects(Holds::LINK | Holds::CAPTION | Holds::IDENTIFIER) {
        references::run(document, holds, &numbers, settings, files, diagnostics);
    }
    macros
}

/// The passes after that of citations, but for that of the contents: the identifiers of the document, as they are in
/// its outputs.
pub fn settle(
    document: &mut Document,
    holds: Holds,
    macros: Macros,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) -> Identifiers {
    // Every heading has an identifier before links are looked up.
    let identifiers = identifiers::run(document, holds, diagnostics);
    if holds.contains(Holds::LINK) {
        links::run(document, &identifiers, settings.base_url.as_deref(), files, diagnostics);
    }
    // Whether the title needs a block depends on the links to it.
    title::settle(document, holds, &identifiers);
    breaks::run(document, settings);
    if holds.contains(Holds::IMAGE) {
        let look = Look::of(&settings.look, &document.metadata.options, Format::Pdf);
        let most_wide = look.number(Key::MaxImageWidth).map(|most| most as u32);
        images::run(document, most_wide, files, diagnostics);
    }
    if holds.contains(Holds::MATH) {
        math::run(document, macros, files, diagnostics);
    }
    scripts::run(document);
    typography::run(document);
    // After all that compares the words of headings.
    numbering::sections(document, settings);
    identifiers
}
