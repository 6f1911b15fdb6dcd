//! The reader: knows Markdown and its dialects, never a target. A [`Source`] becomes a [`Document`] in four
//! steps: the front matter is set apart, what Markdown must not touch is masked, Markdown is parsed once,
//! and its tree, raw HTML and shortcodes become the intermediate representation.

mod abbreviation;
mod appended;
mod attributes;
mod brackets;
mod captured;
mod cell;
mod citation;
pub mod date;
mod definitions;
pub mod dialect;
mod directive;
mod docsify;
mod element;
mod excerpt;
mod expression;
mod fence;
mod flatten;
mod footnote;
pub mod front_matter;
mod heading_names;
mod hidden;
mod html;
mod include;
mod js;
mod keys;
mod lines;
mod markdown;
mod mask;
mod math;
mod pictures;
mod plain;
mod reach;
mod role;
mod scan;
mod shortcode;
mod table;
mod tex;
mod title;
mod tree;
mod unclosed;
mod wiki;

use std::cell::OnceCell;

use indexmap::{IndexMap, IndexSet};

use crate::callouts::Callouts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, times};
use crate::files::Files;
use crate::ir::{Document, Metadata};
use crate::limits::{GUESSED_NAME, INCLUDED, INCLUDED_DEEP, TOLD};
use crate::repeated::Repeated;
use crate::settings::Settings;
use crate::source::{Source, Span};

pub use attributes::read as attributes;
use dialect::Dialect;
pub use element::length;
use front_matter::FrontMatter;
use include::{Included, Missing};
pub use markdown::WIKI;
pub use math::{formulas_in, labels as formula_labels};
pub use plain::plain;

/// What reading needs to know of the note.
pub struct Note<'a> {
    source: &'a Source,
    /// The note that it stands in, when it is included.
    host: &'a Source,
    metadata: &'a Metadata,
    callouts: &'a Callouts,
    dialect: Dialect,
    files: &'a dyn Files,
    /// Whether raw Typst is kept, for paper.
    raw_typst: bool,
    /// Of which file this is a part, when it is included, and with what.
    included: Option<&'a Included>,
    /// The headings that links may name by their words, once it was asked for them.
    headings: OnceCell<Option<heading_names::Names>>,
}

impl Note<'_> {
    /// Whether an image alone in its paragraph is a figure, as Pandoc and programs that are built on it have it.
    fn has_implicit_figures(&self) -> bool {
        let name = self.source.name().to_lowercase();
        matches!(self.dialect, Dialect::Pandoc | Dialect::Quarto)
            || [".qmd", ".rmd", ".rmarkdown"].iter().any(|end| name.ends_with(end))
    }
}

impl Note<'_> {
    /// Whether links may name headings by their words (Pandoc's `implicit_header_references`).
    fn has_implicit_references(&self) -> bool {
        matches!(self.dialect, Dialect::Pandoc | Dialect::Quarto)
    }

    /// Whether it may be a chapter of a book of bookdown.
    fn is_chapter(&self) -> bool {
        let name = self.source.name().to_lowercase();
        [".rmd", ".rmarkdown"].iter().any(|end| name.ends_with(end))
    }
}

/// The value of the first of the pairs with this key: of an element's attributes, or a directive's options.
fn value<'p>(pairs: &'p [(String, String)], key: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// What is found while reading.
#[derive(Default)]
pub struct Findings {
    diagnostics: Diagnostics,
    unknown_shortcodes: IndexMap<String, (Span, usize)>,
    unknown_components: IndexMap<String, (Span, usize)>,
    unknown_roles: IndexMap<String, (Span, usize)>,
    unknown_directives: IndexMap<String, (Span, usize)>,
    /// The first code cell that is not shown, and how many there are.
    hidden_cells: Option<(Span, usize)>,
    /// How many files were included, and how many bytes.
    included: usize,
    included_bytes: usize,
    /// What abbreviations and values of the front matter brought.
    repeated: Repeated,
    /// In how many values what is read stands.
    values_deep: usize,
    /// The variables of the site, once one is asked for.
    variables: OnceCell<Option<serde_yaml::Value>>,
    /// The files that are not included, by the reason.
    not_included: IndexMap<String, Vec<Missing>>,
}

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
    let mut findings = Findings::default();
    let note = Note {
        source,
        host: source,
        metadata: &metadata,
        callouts,
        dialect,
        files,
        raw_typst: settings.raw_typst,
        included: None,
        headings: OnceCell::new(),
    };
    let appended = appended::texts(files);
    let mut blocks = markdown::note(&note, body..source.text().len(), &appended, &mut findings);
    let front = blocks.iter().take_while(|block| crate::ir::front::is_front(block)).count();
    blocks.splice(front..front, pictures::of(&metadata, source, settings));
    lines::settle(&mut blocks, &mut findings);
    findings.report(callouts, diagnostics);
    Document { metadata, blocks, ..Document::default() }
}

impl Findings {
    /// Findings of a part of the note, for which the same bounds hold as for all of it.
    fn of_part(&mut self) -> Self {
        let variables = std::mem::take(&mut self.variables);
        Self {
            included: self.included,
            included_bytes: self.included_bytes,
            repeated: std::mem::take(&mut self.repeated),
            values_deep: self.values_deep,
            variables,
            ..Self::default()
        }
    }

    /// Takes over what the part counted.
    fn count_part(&mut self, part: &mut Self) {
        (self.included, self.included_bytes) = (part.included, part.included_bytes);
        self.variables = std::mem::take(&mut part.variables);
        self.repeated = std::mem::take(&mut part.repeated);
    }

    /// A value that is shown at `span`, or what the note has there once values have brought too much.
    fn repeated(&mut self, value: String, written: &str, span: Span) -> String {
        if self.repeats(value.len(), span) { value } else { written.to_owned() }
    }

    /// Whether a value of so many bytes may be shown once more, at `span`.
    fn repeats(&mut self, bytes: usize, span: Span) -> bool {
        if self.values_deep > 0 {
            // A value in a value is a part of the note like an included file, and may have itself in it.
            self.included += 1;
            if self.values_deep >= INCLUDED_DEEP || self.included > INCLUDED {
                let message = "a value has itself, or too many others, in it: it is kept as it is written";
                self.push(Diagnostic::warning(Code::Repeated, message).at(span));
                return false;
            }
        }
        let takes = self.repeated.takes(bytes);
        if !takes {
            let warning = self.repeated.refused("values are kept as they are written", span);
            warning.into_iter().for_each(|warning| self.push(warning));
        }
        takes
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn unknown_shortcode(&mut self, name: &str, span: Span) {
        self.unknown_shortcodes.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    fn unknown_component(&mut self, name: &str, span: Span) {
        self.unknown_components.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    fn unknown_role(&mut self, name: &str, span: Span) {
        self.unknown_roles.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    fn unknown_directive(&mut self, name: &str, span: Span) {
        self.unknown_directives.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    fn hidden_cell(&mut self, span: Span) {
        self.hidden_cells.get_or_insert((span, 0)).1 += 1;
    }

    fn report(self, callouts: &Callouts, diagnostics: &mut Diagnostics) {
        diagnostics.append(self.diagnostics);
        for (why, missing) in self.not_included {
            not_included(&why, &missing).into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
        }
        for (name, (span, count)) in self.unknown_roles {
            let message = format!("the role `{name}` is not known{}: its text is kept", times(count));
            diagnostics.push(Diagnostic::warning(Code::UnknownRole, message).at(span));
        }
        for (name, (span, count)) in self.unknown_directives {
            let message = format!("the directive `{name}` is not known{}: it is shown as code", times(count));
            diagnostics.push(Diagnostic::warning(Code::UnknownDirective, message).at(span));
        }
        if let Some((span, count)) = self.hidden_cells {
            let message = format!("code that the note says not to show is left out{}", times(count));
            let hint = "only its program's output would be shown, and nothing is run here";
            diagnostics.push(Diagnostic::warning(Code::HiddenCode, message).at(span).hint(hint));
        }
        for (name, (span, count)) in self.unknown_components {
            let message =
                format!("the component `<{name}>` is not known{}: its words are kept", times(count));
            let diagnostic = Diagnostic::warning(Code::UnknownShortcode, message).at(span);
            diagnostics.push(diagnostic.hint("to make a callout of it, name it in a file for `--callouts`"));
        }
        for (at, (name, (span, count))) in self.unknown_shortcodes.into_iter().enumerate() {
            let times = times(count);
            if let Some(kept) = shortcode::logic(&name) {
                let message = format!("the tag `{name}` is not run{times}: {kept}");
                let diagnostic = Diagnostic::warning(Code::UnknownShortcode, message).at(span);
                diagnostics
                    .push(diagnostic.hint("it is for the site's own program: nothing in a note is run here"));
                continue;
            }
            let message = format!("the shortcode `{name}` is not known{times}: its content is kept");
            let diagnostic = Diagnostic::warning(Code::UnknownShortcode, message).at(span);
            // What is not told needs no guess.
            let is_guessed = at < TOLD && name.len() <= GUESSED_NAME;
            let short = |names| Some(names).filter(|_| is_guessed).into_iter().flatten();
            let nearest = short(callouts.names())
                .map(|known| (strsim::normalized_damerau_levenshtein(&name, known), known));
            let nearest = nearest.filter(|(likeness, _)| *likeness >= 0.6).max_by(|a, b| a.0.total_cmp(&b.0));
            diagnostics.push(match nearest {
                Some((_, known)) => diagnostic.hint(format!("did you mean `{known}`?")),
                None => diagnostic.hint("to make a callout of it, name it in a file for `--callouts`"),
            });
        }
    }
}

/// One message for all files that are not included for one reason: a note of a site may have many.
fn not_included(why: &str, missing: &[Missing]) -> Option<Diagnostic> {
    const SHOWN: usize = 8;
    let (first, others) = missing.split_first()?;
    let within = first.within.as_ref().map_or(String::new(), |place| format!("in {place}: "));
    let are = match others.len() {
        0 => "is".to_owned(),
        1 => "and one more file are".to_owned(),
        more => format!("and {more} more files are"),
    };
    let message = format!("{within}`{}` {are} not included: {why}", first.path);
    let hint = "paths start from the note's folder, or from the root with a `/`";
    let diagnostic = Diagnostic::warning(Code::Include, message).at(first.span).hint(hint);
    let names: IndexSet<&str> = others.iter().map(|other| other.path.as_str()).collect();
    let mut shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        shown.push("…".to_owned());
    }
    Some(match shown.is_empty() {
        true => diagnostic,
        false => diagnostic.hint(format!("after it: {}", shown.join(", "))),
    })
}
