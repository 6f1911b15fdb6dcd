//! Lays a document out with Typst, and tells what that says at the places of the note.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::anyhow;
use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic, SourceResult};
use typst::ecow::EcoVec;
use typst_layout::PagedDocument;

use super::damaged;
use super::fonts;
use super::markup::block_id::{BlockId, Plain};
use super::markup::{self, ImageNames, Markup};
use super::refused;
use super::rescue::{self, Fault, Outcome};
use super::rounds::{self, forget};
use super::world::NoteWorld;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::font::sources::Sources;
use crate::font::store;
use crate::format::Format;
use crate::ir::{Document, walk};
use crate::look::Key;
use crate::settings::{OwnTypst, Settings};

/// Writes pages that were laid out, for readers that claim to follow these standards; what there is to tell is added.
pub type Export<'a, T> = &'a dyn Fn(&PagedDocument, &[String], &mut Diagnostics) -> SourceResult<T>;

/// Lays a document out and exports its pages. What Typst warns of is added to `diagnostics`, at the note's line, and so is
/// what it refuses: a block that cannot be typeset is set as its plain text, and if that does not help the output does not
/// claim to follow the `standards`.
///
/// # Errors
/// When the document cannot be typeset at all; the reasons are in `diagnostics` too.
pub fn typeset<T>(
    document: &Document,
    settings: &Settings,
    standards: &[String],
    export: Export<T>,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<T> {
    check_fonts(document, settings, diagnostics)?;
    let replaced = damaged::replaced(document, diagnostics);
    let document = &*refused::replaced(replaced.as_ref().unwrap_or(document), diagnostics);
    let languages = languages(document);
    let attempt = |standards: &[String], plain: &Plain| {
        let mut attempt =
            Attempt { document, settings, languages: &languages, export, told: Diagnostics::default() };
        // Each attempt leaves as much in Typst's cache as the note takes: what only earlier ones used is of no use.
        let made = attempt.make(standards, plain, true).inspect_err(|_| forget(1))?;
        Ok((made, attempt.told))
    };
    let mut rescued = rescue::typeset(document, |plain| attempt(standards, plain));
    if let (Err(faults), false) = (&rescued.outcome, settings.pdf_standards.is_empty())
        && faults.iter().all(|fault| fault.own.is_none())
    {
        let why = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
        rescued = rescue::typeset(document, |plain| attempt(&[], plain));
        let standards = standards.join(", ");
        let message = format!("the PDF does not claim to follow {standards}: {why}");
        let start = document.blocks.first().map(|block| block.span).unwrap_or_default();
        diagnostics.push(Diagnostic::warning(Code::Typesetting, message).at(start));
    }
    for (id, why) in &rescued.refused {
        let message = format!("this cannot be typeset and is set as its plain text: {why}");
        let hint = "only the PDF is concerned";
        rescue::each_block(document, |block| {
            if BlockId::of(block) == *id {
                let warning = Diagnostic::warning(Code::Typesetting, message.clone());
                diagnostics.push(warning.at(block.span).hint(hint));
            }
        });
    }
    match rescued.outcome {
        Ok((made, told)) => {
            told.as_slice().iter().for_each(|one| diagnostics.push(one.clone()));
            Ok(made)
        }
        Err(faults) => {
            let start = document.blocks.first().map(|block| block.span).unwrap_or_default();
            for fault in faults {
                if let (Some(at), Some(own)) = (fault.own, &settings.templates.own_typst) {
                    diagnostics.push(in_own_file(&fault.message, own, at));
                    continue;
                }
                let message = format!("the typesetter says: {}", fault.message);
                diagnostics.push(Diagnostic::error(Code::Typesetting, message).at(start));
            }
            Err(anyhow!("the document cannot be typeset"))
        }
    }
}

/// What is wrong in the user's own file, at its line.
fn in_own_file(message: &str, own: &OwnTypst, at: usize) -> Diagnostic {
    let before = own.text.get(..at).unwrap_or_default();
    let (above, start) = before.rsplit_once('\n').map_or(("", before), |(above, start)| (above, start));
    let number = if before.contains('\n') { above.matches('\n').count() + 2 } else { 1 };
    let column = start.chars().count() + 1;
    let line = own.text.lines().nth(number - 1).unwrap_or_default().trim();
    let message = format!("{}:{number}:{column}: {message}", own.path.display());
    Diagnostic::error(Code::Configuration, message).hint(format!("the line is `{line}`"))
}

/// One try to typeset a document.
struct Attempt<'a, T> {
    document: &'a Document,
    settings: &'a Settings,
    languages: &'a [String],
    export: Export<'a, T>,
    /// What there is to tell if it succeeds.
    told: Diagnostics,
}

impl<T> Attempt<'_, T> {
    /// The output with these blocks as their plain text, which claims to follow these standards if all characters have
    /// glyphs. Pictures may get smaller to fill pages if it `fills` them.
    fn make(&mut self, standards: &[String], plain: &Plain, fills: bool) -> Outcome<T> {
        let (document, settings) = (self.document, self.settings);
        let mut markup = markup::write(document, settings, ImageNames::Numbers, plain, fills);
        let languages: Vec<&str> = self.languages.iter().map(String::as_str).collect();
        let mut fonts =
            fonts::for_text(&markup.source, &languages, &named(document, settings), Sources::of(settings));
        missing_glyphs(&fonts.missing, &markup, standards, &mut self.told);
        let missing = std::mem::take(&mut fonts.missing);
        let claimed = if missing.is_empty() { standards } else { &[] };
        let mut world = NoteWorld::new(std::mem::take(&mut markup.source), document, fonts, settings);
        let lay_out = |world: &mut NoteWorld| catch_unwind(AssertUnwindSafe(|| rounds::lay_out(world)));
        let laid_out = lay_out(&mut world).or_else(|panic| {
            if missing.is_empty() {
                return Err(panic);
            }
            // Typst 0.15 can fail to break lines with several characters that no font has (typst-layout, shaping.rs).
            let message =
                "the typesetter fails on the characters that no font has: they are replaced in the PDF";
            self.told.push(Diagnostic::warning(Code::MissingGlyph, message));
            world.replace(|c| if missing.contains_key(&c) { replacement(c) } else { c });
            lay_out(&mut world)
        });
        let Ok(laid_out) = laid_out else {
            return Err(vec![Fault {
                message: "the typesetter panicked".to_owned(),
                block: None,
                own: None,
            }]);
        };
        // Each picture that gets smaller moves all after it, and Typst lays a document out five times at most.
        if markup.fills
            && laid_out.warnings.iter().any(|warning| warning.message.contains("did not converge"))
        {
            self.told = Diagnostics::default();
            return self.make(standards, plain, false);
        }
        for warning in &laid_out.warnings {
            self.told.push(translated(warning, &world, &markup));
        }
        let faults = |errors: EcoVec<SourceDiagnostic>| {
            // What lacks only a glyph need not be set otherwise: that is looked after when nothing else is wrong.
            let others = errors.iter().filter(|error| !lacks_glyph(error));
            others.map(|error| fault(error, &world, &markup)).collect::<Vec<_>>()
        };
        let pages = laid_out.output.map_err(faults)?;
        match (self.export)(&pages, claimed, &mut self.told) {
            // A font may have a character and yet no glyph for the place where it stands.
            Err(errors) if errors.iter().all(lacks_glyph) => {
                for error in &errors {
                    let severity = crate::diagnostic::Severity::Warning;
                    let diagnostic = translated(error, &world, &markup);
                    self.told.push(Diagnostic { severity, code: Code::MissingGlyph, ..diagnostic });
                }
                (self.export)(&pages, &[], &mut self.told).map_err(faults)
            }
            result => result.map_err(faults),
        }
    }
}

/// Whether all that an error says is that a font has no glyph for a character.
fn lacks_glyph(error: &SourceDiagnostic) -> bool {
    error.message.contains("could not be displayed")
}

/// Typst's error, and the block that its code came from.
fn fault(error: &SourceDiagnostic, world: &NoteWorld, markup: &Markup) -> Fault {
    let message = error.message.to_string();
    let block = places(error, world).find_map(|place| markup.block(place));
    // What another file that it imports has wrong counts where it is imported.
    let own = places(error, world).next().and_then(|place| markup.in_own_file(place));
    Fault { message, block, own }
}

/// The bytes of the code that a message is about, the nearest first.
fn places(message: &SourceDiagnostic, world: &NoteWorld) -> impl Iterator<Item = usize> {
    let of_trace = message.trace.iter().map(|point| point.span.into());
    let spans = std::iter::once(message.span).chain(of_trace);
    spans.filter_map(|span| world.range(span)).map(|range| range.start)
}

/// A character that the embedded fonts have, of the same length in UTF-8, so that nothing else in the code moves.
fn replacement(c: char) -> char {
    match c.len_utf8() {
        1 => '?',
        2 => '¤',
        3 => char::REPLACEMENT_CHARACTER,
        _ => '\u{1F533}',
    }
}

/// Tells of fonts that somebody asks for and that are nowhere.
fn check_fonts(
    document: &Document,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<()> {
    let look = settings.look(document, Format::Pdf);
    for key in [Key::Font, Key::HeadingFont, Key::CodeFont, Key::MathFont] {
        let Err(nearest) = store::check(look.list(key), Sources::of(settings)) else {
            let absent = look.list(key).iter().filter(|name| !store::has(name, Sources::of(settings)));
            let absent: Vec<&str> = absent.map(String::as_str).collect();
            if !absent.is_empty() {
                let message =
                    format!("no font is called `{}`: `{}` names others", absent.join("`, `"), key.name());
                diagnostics.push(Diagnostic::info(Code::Configuration, message).at(look.place(key)));
            }
            continue;
        };
        let names = look.list(key).join("`, `");
        let message = format!("no font is called `{names}`, which `{}` asks for", key.name());
        let error = Diagnostic::error(Code::Configuration, message).at(look.place(key));
        diagnostics.push(match nearest {
            Some(nearest) => error.hint(format!("did you mean `{nearest}`?")),
            None => error.hint("install the font, or name one that is there"),
        });
        return Err(anyhow!("a font is missing"));
    }
    Ok(())
}

/// The families of fonts that the look names.
fn named(document: &Document, settings: &Settings) -> Vec<String> {
    let look = settings.look(document, Format::Pdf);
    let keys = [Key::Font, Key::HeadingFont, Key::CodeFont, Key::MathFont];
    keys.into_iter().flat_map(|key| look.list(key)).cloned().collect()
}

/// The languages of the document and of what is marked as in another one.
fn languages(document: &Document) -> Vec<String> {
    let mut all = vec![document.metadata.language.clone()];
    let mut find = markup::Languages::default();
    document.blocks.iter().for_each(|block| walk::Visit::block(&mut find, block));
    all.extend(find.0.into_iter().filter(|tag| *tag != document.metadata.language));
    all
}

/// Tells of the characters that no font has.
#[expect(clippy::string_slice, reason = "the body begins where it was found in the same code")]
fn missing_glyphs(
    missing: &BTreeMap<char, usize>,
    markup: &Markup,
    standards: &[String],
    diagnostics: &mut Diagnostics,
) {
    if missing.is_empty() {
        return;
    }
    // In the order in which a reader meets them.
    let mut met: Vec<_> = missing.iter().map(|(c, at)| (at, c)).collect();
    met.sort();
    let characters: Vec<String> =
        met.iter().take(12).map(|(_, c)| format!("{c} (U+{:04X})", **c as u32)).collect();
    let more = if missing.len() > 12 { format!(" and {} more", missing.len() - 12) } else { String::new() };
    let message = format!("no font here has a glyph for {}{more}", characters.join(", "));
    let mut diagnostic =
        Diagnostic::warning(Code::MissingGlyph, message).hint("install a font that has them");
    if !standards.is_empty() {
        let standards = standards.join(", ");
        diagnostic = diagnostic
            .hint(format!("the PDF does not claim to follow {standards}, which asks for all glyphs"));
    }
    // Front matter has no place in the map; the text below it has.
    let place = || {
        let body = markup.body();
        let (at, _) = markup.source[body..].char_indices().find(|(_, c)| missing.contains_key(c))?;
        markup.span(body + at)
    };
    diagnostics.push(match place() {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    });
}

/// Typst's message, at the place in the note that its code came from.
fn translated(message: &SourceDiagnostic, world: &NoteWorld, markup: &Markup) -> Diagnostic {
    let text = format!("the typesetter says: {}", message.message);
    let diagnostic = match message.severity {
        Severity::Error => Diagnostic::error(Code::Typesetting, text),
        Severity::Warning => Diagnostic::warning(Code::Typesetting, text),
    };
    let place = places(message, world).find_map(|place| markup.span(place));
    let diagnostic = match place {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    };
    message.hints.iter().fold(diagnostic, |diagnostic, hint| diagnostic.hint(hint.v.to_string()))
}
