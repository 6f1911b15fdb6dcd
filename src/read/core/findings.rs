//! What is found while reading: messages, and what is counted of a note.

use std::cell::OnceCell;

use indexmap::{IndexMap, IndexSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, times};
use crate::limits::{GUESSED_NAME, INCLUDED, INCLUDED_DEEP, TOLD};
use crate::read::syntax::abbreviation::Definition;
use crate::read::syntax::names::{Vocabulary, Written};
use crate::read::syntax::statements;
use crate::repeated::Repeated;
use crate::source::Span;

/// What is found while reading.
#[derive(Default)]
pub struct Findings {
    pub diagnostics: Diagnostics,
    pub unknown_shortcodes: IndexMap<String, (Span, usize)>,
    pub unknown_components: IndexMap<String, (Span, usize)>,
    pub unknown_roles: IndexMap<String, (Span, usize)>,
    pub unknown_directives: IndexMap<String, (Span, usize)>,
    /// The first code cell that is not shown, and how many there are.
    pub hidden_cells: Option<(Span, usize)>,
    /// How many files were included, and how many bytes.
    pub included: usize,
    pub included_bytes: usize,
    /// What abbreviations and values of the front matter brought.
    pub repeated: Repeated,
    /// In how many values what is read stands.
    pub values_deep: usize,
    /// The variables of the site, once one is asked for.
    pub variables: OnceCell<Option<crate::value::Value>>,
    /// The abbreviations that files define which it includes.
    pub abbreviations: Vec<Definition>,
    /// The files that are not included, by the reason.
    pub not_included: IndexMap<String, Vec<Missing>>,
}

impl Findings {
    /// Findings of a part of the note, for which the same bounds hold as for all of it.
    pub fn of_part(&mut self) -> Self {
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
    pub fn count_part(&mut self, part: &mut Self) {
        (self.included, self.included_bytes) = (part.included, part.included_bytes);
        self.variables = std::mem::take(&mut part.variables);
        self.repeated = std::mem::take(&mut part.repeated);
    }

    /// A value that is shown at `span`, or what the note has there once values have brought too much.
    pub fn repeated(&mut self, value: String, written: &str, span: Span) -> String {
        if self.repeats(value.len(), span) { value } else { written.to_owned() }
    }

    /// Whether a value of so many bytes may be shown once more, at `span`.
    pub fn repeats(&mut self, bytes: usize, span: Span) -> bool {
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

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub fn unknown_shortcode(&mut self, name: &str, span: Span) {
        self.unknown_shortcodes.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    pub fn unknown_component(&mut self, name: &str, span: Span) {
        self.unknown_components.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    pub fn unknown_role(&mut self, name: &str, span: Span) {
        self.unknown_roles.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    pub fn unknown_directive(&mut self, name: &str, span: Span) {
        self.unknown_directives.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }

    pub fn hidden_cell(&mut self, span: Span) {
        self.hidden_cells.get_or_insert((span, 0)).1 += 1;
    }

    pub fn report(self, vocabulary: Vocabulary, diagnostics: &mut Diagnostics) {
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
            diagnostics.push(diagnostic.hint(definition(&name, vocabulary)));
        }
        for (at, (name, (span, count))) in self.unknown_shortcodes.into_iter().enumerate() {
            let times = times(count);
            if let Some(kept) = statements::left(&name) {
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
            let nearest = short(
                vocabulary.callouts.names().chain(vocabulary.own.all().iter().map(|own| own.name.as_str())),
            )
            .map(|known| (strsim::normalized_damerau_levenshtein(&name, known), known));
            let nearest = nearest.filter(|(likeness, _)| *likeness >= 0.6).max_by(|a, b| a.0.total_cmp(&b.0));
            diagnostics.push(match nearest {
                Some((_, known)) => diagnostic.hint(format!("did you mean `{known}`?")),
                None => diagnostic.hint(definition(&name, vocabulary)),
            });
        }
    }
}

/// How to say what a shortcode means; a name that means something in another notation must be said to be replaced.
fn definition(name: &str, vocabulary: Vocabulary) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let known = (vocabulary.built_in)(&name.to_lowercase(), Written::ANY).is_some();
    let replaces = if known { ", replace: true" } else { "" };
    let name = if plain { name.to_owned() } else { format!("\"{}\"", name.replace(['"', '\\'], "")) };
    let means = format!("shortcodes: {{ {name}: {{ callout: note{replaces} }} }}");
    format!("say in `convert.yaml` what it means: `{means}` (or `construct`, `markdown`)")
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

/// A file that is not included.
pub struct Missing {
    /// What includes it, in the note.
    pub span: Span,
    /// How it is named there.
    pub path: String,
    /// The place in the part of the note that includes it.
    pub within: Option<String>,
}
