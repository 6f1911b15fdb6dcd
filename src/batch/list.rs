//! The page that lists all notes of a folder.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::beside;
use super::job::{Jobs, Steps, Written, fault};
use super::outcome::{Outcome, Report, State};
use crate::backend::html::listing::{self, Listing};
use crate::backend::html::page::{Around, Place};
use crate::config::{Job, Output};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::Memory;
use crate::format::Format;
use crate::ir::Document;
use crate::output::guard::{self, Refusal};
use crate::site::recording::Asked;
use crate::source::Source;

impl<'a> Jobs<'a> {
    /// Makes the page that lists all notes. One that somebody made stays, and is where the pages lead.
    pub(super) fn list(&self, job: &'a Job, stale: &[&'a (Format, Output)], steps: &Steps) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        let mut written = Written { made: Vec::new(), copies: Vec::new(), state: State::Made };
        let listing = self.plan.site.listing().unwrap_or_default();
        for pair in stale {
            match self.page(job, &listing, pair, &mut written, &mut diagnostics) {
                Ok(()) => {}
                Err(state) => written.state = state,
            }
        }
        if !written.made.is_empty() {
            let untold = self.record(job, Vec::new(), (&Asked::default(), Vec::new()), &written, 0, steps);
            untold.into_iter().for_each(|warning| diagnostics.push(warning));
        }
        let diagnostics = self.plan.telling.levels.apply(diagnostics.sorted());
        let reports = vec![Report::new(Source::new(job.input.name(), ""), diagnostics)];
        let (read, sizes) = (self.plan.site.sources(), written.sizes());
        let (written, state) = (written.paths(), written.state);
        Outcome { reports, state, read, written, sizes, ..Outcome::default() }
    }

    fn page(
        &self,
        job: &'a Job,
        listing: &Listing,
        pair: &'a (Format, Output),
        written: &mut Written<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), State> {
        let (format, output) = pair;
        let Some(path) = output.path() else { return Ok(()) };
        match guard::check(path, *format, self.permission(path), &self.plan.site.sources()) {
            Ok(()) => {}
            Err(Refusal::Foreign) => {
                let message = format!(
                    "{} is there already, and convert did not make it: it stays, and no list of the notes is made",
                    path.display()
                );
                let hint = "`--force` replaces it; `--no-nav` leaves out the list and the links to it";
                diagnostics.push(Diagnostic::info(Code::Output, message).hint(hint));
                return Ok(());
            }
            Err(refusal) => {
                diagnostics.push(refusal.diagnostic(path));
                return Err(if refusal == Refusal::Input { State::Refused } else { State::Failed });
            }
        }
        let settings = &self.plan.settings;
        let parts = beside::parts(&Document::default(), *format, Some(path), settings, &Memory::default());
        let place = Place { parts, around: Around::default() };
        let made = catch_unwind(AssertUnwindSafe(|| listing::render(listing, settings, &place)));
        let made = match made {
            Ok(Ok(made)) => made,
            Ok(Err(error)) => {
                diagnostics.push(Diagnostic::error(Code::Typesetting, format!("{error:#}")));
                return Err(State::Failed);
            }
            Err(panic) => {
                diagnostics.push(fault(&*panic));
                return Err(State::Failed);
            }
        };
        let read = self.plan.site.sources();
        written.made.extend(self.put(job, pair, made, &read, &mut written.copies, diagnostics)?);
        Ok(())
    }
}
