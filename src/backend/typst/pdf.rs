//! Writes a document as PDF.

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Context, anyhow};
use typst::diag::{SourceDiagnostic, SourceResult};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::typeset::typeset;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Document;
use crate::program::GENERATOR;
use crate::settings::Settings;

/// The document as PDF.
///
/// # Errors
/// As [`typeset`].
pub fn render(
    document: &Document,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Vec<u8>> {
    let export = |pages: &PagedDocument, standards: &[String], told: &mut Diagnostics| {
        export(document, settings, pages, standards, told)
    };
    typeset(document, settings, &settings.pdf_standards, &export, diagnostics)
}

/// The bytes of pages.
fn export(
    document: &Document,
    settings: &Settings,
    pages: &PagedDocument,
    standards: &[String],
    told: &mut Diagnostics,
) -> SourceResult<Vec<u8>> {
    let options = options(document, settings, standards).map_err(|error| {
        let nowhere = typst::syntax::Span::detached();
        typst::ecow::eco_vec![SourceDiagnostic::error(nowhere, error.to_string())]
    })?;
    // Typst 0.15 can fail to nest the tags of what it broke over pages (typst-pdf, tags/tree.rs): a note's
    // words matter more than their tags.
    let written = catch_unwind(AssertUnwindSafe(|| typst_pdf::pdf(pages, &options)));
    written.unwrap_or_else(|_| {
            let message =
                "the typesetter cannot tag the parts of this document: the PDF is without tags for those who hear it";
            let hint = "the PDF does not claim to follow any standard; EPUB and HTML are not concerned";
            told.push(Diagnostic::warning(Code::Typesetting, message).hint(hint));
            let standards = PdfStandards::default();
            let options = PdfOptions { tagged: false, standards, ..options };
            catch_unwind(AssertUnwindSafe(|| typst_pdf::pdf(pages, &options))).unwrap_or_else(|_| {
                let nowhere = typst::syntax::Span::detached();
                Err(typst::ecow::eco_vec![SourceDiagnostic::error(nowhere, "the PDF writer panicked")])
            })
        })
}

fn options(document: &Document, settings: &Settings, standards: &[String]) -> anyhow::Result<PdfOptions> {
    let standards = check_standards(standards)?;
    Ok(PdfOptions {
        // Typst's own choice depends on title and authors only; the output of a note stays the same.
        ident: Smart::Auto,
        creator: Smart::Custom(Some(GENERATOR.to_owned())),
        timestamp: timestamp(document, settings),
        standards,
        ..PdfOptions::default()
    })
}

/// The standards of these names, as Typst names them.
///
/// # Errors
/// When one of them does not exist, or they exclude one another.
pub fn check_standards(names: &[String]) -> anyhow::Result<PdfStandards> {
    let standard = |name: &String| {
        serde_json::from_value::<PdfStandard>(serde_json::Value::from(name.as_str())).with_context(|| {
            format!("there is no PDF standard `{name}`: try `ua-1`, `a-2a`, `a-2b`, `1.7` or `2.0`")
        })
    };
    let standards = names.iter().map(standard).collect::<anyhow::Result<Vec<_>>>()?;
    PdfStandards::new(&standards).map_err(|error| anyhow!("{}", error.message()))
}

/// The moment that the file carries: the note's date, else `SOURCE_DATE_EPOCH`; never the clock.
fn timestamp(document: &Document, settings: &Settings) -> Option<Timestamp> {
    use chrono::{Datelike, Timelike};
    let moment = match (&document.metadata.date, settings.source_date_epoch) {
        (_, Some(seconds)) => chrono::DateTime::from_timestamp(seconds, 0)?.naive_utc(),
        (Some(crate::ir::metadata::Date::Day(day)), None) => day.naive().and_hms_opt(0, 0, 0)?,
        _ => return None,
    };
    let byte = |number: u32| u8::try_from(number).ok();
    let moment = typst::foundations::Datetime::from_ymd_hms(
        moment.year(),
        byte(moment.month())?,
        byte(moment.day())?,
        byte(moment.hour())?,
        byte(moment.minute())?,
        byte(moment.second())?,
    )?;
    Some(Timestamp::new_utc(moment))
}
