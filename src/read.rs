//! The reader: knows Markdown and its dialects, never a target. A [`Source`] becomes a [`Document`] in four
//! steps: the front matter is set apart, what Markdown must not touch is masked, Markdown is parsed once,
//! and its tree, raw HTML and shortcodes become the intermediate representation.

mod abbreviation;
mod attributes;
pub mod date;
mod element;
mod expression;
mod fence;
mod flatten;
pub mod front_matter;
mod html;
mod markdown;
mod mask;
mod math;
mod scan;
mod shortcode;
mod table;
mod tex;
mod tree;

use indexmap::IndexMap;

use crate::callouts::Callouts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Document, Metadata};
use crate::source::{Source, Span};

pub use element::length;
pub use markdown::WIKI;
pub use math::{formulas_in, labels as formula_labels, reference as formula_reference};

/// What reading needs to know of the note.
pub struct Note<'a> {
    source: &'a Source,
    metadata: &'a Metadata,
    callouts: &'a Callouts,
}

/// What is found while reading.
#[derive(Default)]
pub struct Findings {
    diagnostics: Vec<Diagnostic>,
    unknown_shortcodes: IndexMap<String, (Span, usize)>,
}

/// Reads the body of a note, from byte `body` on, under its `metadata`.
pub fn body(
    source: &Source,
    body: usize,
    metadata: Metadata,
    callouts: &Callouts,
    diagnostics: &mut Diagnostics,
) -> Document {
    let mut findings = Findings::default();
    let note = Note { source, metadata: &metadata, callouts };
    let blocks = markdown::blocks(&note, body..source.text().len(), &mut findings);
    findings.report(callouts, diagnostics);
    Document { metadata, blocks, ..Document::default() }
}

impl Findings {
    fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn unknown_shortcode(&mut self, name: &str, span: Span) {
        self.unknown_shortcodes.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    fn report(self, callouts: &Callouts, diagnostics: &mut Diagnostics) {
        self.diagnostics.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
        for (name, (span, count)) in self.unknown_shortcodes {
            let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
            let message = format!("the shortcode `{name}` is not known{times}: its content is kept");
            let diagnostic = Diagnostic::warning(Code::UnknownShortcode, message).at(span);
            let nearest =
                callouts.names().map(|known| (strsim::normalized_damerau_levenshtein(&name, known), known));
            let nearest = nearest.filter(|(likeness, _)| *likeness >= 0.6).max_by(|a, b| a.0.total_cmp(&b.0));
            diagnostics.push(match nearest {
                Some((_, known)) => diagnostic.hint(format!("did you mean `{known}`?")),
                None => diagnostic.hint("to make a callout of it, name it in a file for `--callouts`"),
            });
        }
    }
}
