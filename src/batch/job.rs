//! One note: it is read, finished, rendered and written, each format by itself: one that fails leaves its earlier
//! output as it was, and takes no other with it.

use std::any::Any;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::cache::{Cache, Current, Entry, Of};
use super::copies::{self, May};
use super::explained::explained;
use super::note;
use super::outcome::{Outcome, Report, State};
use super::prune::{self, Fate};
use super::{beside, fingerprint};
use crate::backend::html::beside::Rendered;
use crate::backend::html::page::{Around, Place};
use crate::backend::typst::rounds;
use crate::config::plan::Mode;
use crate::config::{Input, Job, Output, Plan};
use crate::diagnostic::Failed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::linked::Outputs;
use crate::files::stamp::Stamp;
use crate::files::{Disk, Files};
use crate::format::Format;
use crate::output::dependencies::Rule;
use crate::output::guard::{self, Permission, Refusal};
use crate::output::{self, folder};
use crate::pipeline::{self, Finished};
use crate::site::View;
use crate::site::card::name;
use crate::site::recording::{Asked, Recording};
use crate::source::Source;

/// What came of the outputs of a job.
pub(super) struct Written<'a> {
    /// Those that were made.
    pub(super) made: Vec<Entry<'a>>,
    /// The copies of files that lie beside them.
    pub(super) copies: Vec<copies::Made>,
    /// How it ended.
    pub(super) state: State,
}

impl Written<'_> {
    /// The outputs that were made, with their sizes in bytes.
    pub(super) fn sizes(&self) -> Vec<(Format, u64)> {
        self.made.iter().map(|entry| (entry.format, entry.stamp.size())).collect()
    }

    /// Where all of it is.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let copies = self.copies.iter().map(|copy| copy.path.clone());
        self.made.iter().map(|made| made.path.to_owned()).chain(copies).collect()
    }
}

/// What a job calls when it comes to a step.
pub struct Steps<'s> {
    /// There is something to make.
    pub begins: &'s dyn Fn(),
    /// It is about to be recorded what was made.
    pub records: &'s dyn Fn(),
}

/// What all jobs of a run share.
pub struct Jobs<'a> {
    pub(super) plan: &'a Plan,
    pub(super) cache: Option<Cache>,
    /// Why the record of earlier runs is not used.
    unusable: Option<std::io::Error>,
    /// What outputs depend on beside the files that are read, by format.
    with: Vec<(Format, u64)>,
    /// Where no copy of a file may be put, once there is one to put somewhere.
    taken: OnceLock<HashSet<String>>,
}

impl<'a> Jobs<'a> {
    /// Reads the record of earlier runs. One that cannot be used is none; [`Jobs::warnings`] tells.
    pub fn new(plan: &'a Plan) -> Self {
        let opened = plan.cache.as_deref().map(|path| Cache::open(path, plan.force)).transpose();
        let (cache, unusable) = match opened {
            Ok(cache) => (cache, None),
            Err(error) => (None, Some(error)),
        };
        let outputs = plan.jobs.first().filter(|_| cache.is_some()).map_or(&[][..], |job| &job.outputs);
        let with =
            outputs.iter().map(|&(format, _)| (format, fingerprint::of(&plan.settings, format))).collect();
        let jobs = Self { plan, cache, unusable, with, taken: OnceLock::new() };
        jobs.know_cards();
        jobs
    }

    /// What is wrong with the record of earlier runs, each with the file that it is about.
    pub fn warnings(&self) -> Vec<(PathBuf, Diagnostic)> {
        let unusable = self.plan.cache.clone().zip(self.unusable.as_ref()).map(|(path, error)| {
            let message = format!("this record of what is up to date is not used: {}", explained(error));
            let diagnostic = Diagnostic::warning(Code::Output, message);
            (path, diagnostic.hint("delete it, or choose another folder for it with `--cache`"))
        });
        unusable.into_iter().collect()
    }

    /// What is known of an output of a job if it need not be made.
    pub fn current(&self, job: &Job, format: Format, output: &Output) -> Option<Current> {
        let cache = self.cache.as_ref().filter(|cache| output.path().is_some_and(|path| cache.has(path)))?;
        let note = job.subject()?;
        let called = job.note().and_then(name);
        let made_of = (note, called.as_deref(), job.root.as_path());
        let asker = (Disk::new(job.input.folder(), &job.root), self.notes(job));
        let chapter = |at| self.plan.site.asker(at);
        let current = cache.current(output.path()?, self.with(job, format), made_of, &asker, &chapter)?;
        // A warning that fails the run must be shown again.
        let fails = self.plan.telling.strict || !self.plan.telling.levels.deny.is_empty();
        (!fails || current.warnings == 0).then_some(current)
    }

    /// The other notes, as the job's note sees them.
    fn notes<'j>(&'j self, job: &'j Job) -> Option<View<'j>> {
        let Input::File(note) = &job.input else { return None };
        let output = job.outputs.iter().find_map(|(_, output)| output.path())?;
        Some(self.plan.site.of(note, &job.root, output))
    }

    /// A digest of the settings that an output in this format depends on.
    pub(super) fn with_settings(&self, format: Format) -> u64 {
        self.with.iter().find(|(own, _)| *own == format).map_or(0, |(_, with)| *with)
    }

    /// A digest of what an output depends on beside the files that are read for it; of a page, also what it shows of others.
    fn with(&self, job: &Job, format: Format) -> u64 {
        let settings = self.with_settings(format);
        match format {
            Format::Html if job.is_list => fingerprint::digest(&(settings, self.plan.site.listing())),
            Format::Html if job.book.is_none() => fingerprint::digest(&(settings, self.around(job))),
            _ => match &job.book {
                // What it shows is that of which the parts are not files.
                Some(book) => fingerprint::digest(&(settings, format!("{book:?}"))),
                None => settings,
            },
        }
    }

    /// What the page of a job leads to.
    fn around(&self, job: &Job) -> Around {
        let notes = || self.notes(job).map(|notes| notes.around());
        if job.is_list { Around::default() } else { notes().unwrap_or_default() }
    }

    /// Does a job; unless it is done `always`, as far as it is not done.
    pub fn run(&self, job: &'a Job, always: bool, steps: &Steps) -> Outcome {
        let mut outcome = self.done(job, always, steps);
        if self.plan.dependencies.is_some()
            && let Some((note, files)) = outcome.read.split_first()
        {
            let outputs: Vec<&Path> = job.outputs.iter().filter_map(|(_, output)| output.path()).collect();
            let Rule { text, unnamed } =
                Rule::new(&outputs, note, &[files, &self.plan.configuration].concat());
            // Of a list, those are told with the notes.
            if let Some(report) = outcome.reports.first_mut().filter(|_| !job.is_list) {
                report.diagnostics.extend(unnamed.iter().map(|path| unnamed_dependency(path)));
            }
            outcome.rule = Some(text);
        }
        outcome
    }

    fn done(&self, job: &'a Job, always: bool, steps: &Steps) -> Outcome {
        let known = job.outputs.iter().map(|(format, output)| self.current(job, *format, output));
        let known: Vec<_> = known.map(|known| known.filter(|_| !always)).collect();
        if let Some(known) = known.iter().cloned().collect::<Option<Vec<_>>>() {
            let warnings = known.iter().map(|current| current.warnings).max().unwrap_or_default();
            let mut read = known.into_iter().next().map(|current| current.read).unwrap_or_default();
            if job.is_list {
                read = self.plan.site.sources();
            }
            if let (Input::File(path), Some(note), false) = (&job.input, read.first_mut(), job.is_list) {
                note.clone_from(path);
            }
            let reports = vec![Report::new(Source::new(job.input.name(), ""), Vec::new())];
            return Outcome { reports, state: State::Current(warnings), read, ..Outcome::default() };
        }
        (steps.begins)();
        let stale = job.outputs.iter().zip(&known).filter(|(_, known)| known.is_none());
        let stale: Vec<&(Format, Output)> = stale.map(|(output, _)| output).collect();
        let outcome = catch_unwind(AssertUnwindSafe(|| match &job.book {
            Some(book) => self.book(job, book, &stale, steps),
            None if job.is_list => self.list(job, &stale, steps),
            None => self.convert(job, &stale, steps),
        }));
        if stale.iter().any(|(format, _)| format.is_typeset()) {
            // Notes have the template in common, which each of them uses, and little else.
            rounds::forget(1);
        }
        outcome.unwrap_or_else(|panic| Outcome::failed_with(job, fault(&*panic)))
    }

    fn convert(&self, job: &'a Job, stale: &[&(Format, Output)], steps: &Steps) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        let (source, stamp) = match note::text(&job.input, &job.root, &mut diagnostics) {
            Ok(read) => read,
            Err(error) => return Outcome::failed_with(job, error),
        };
        let disk = Disk::new(job.input.folder(), &job.root).with_outputs(self.place(job));
        let files = Recording::new(disk, self.notes(job));
        let written = self.outputs(job, stale, &source, &files, &mut diagnostics);
        let asked = files.into_asked();
        if let (Some(stamp), Some(note), false) = (stamp, job.note(), written.made.is_empty()) {
            let warnings = diagnostics.count_without(&self.plan.telling.levels.allow);
            let asked = (&asked, Vec::new());
            let untold = self.record(job, vec![(note, stamp)], asked, &written, warnings, steps);
            untold.into_iter().for_each(|warning| diagnostics.push(warning));
        }
        let mut read: Vec<PathBuf> = Vec::new();
        if let Input::File(path) = &job.input {
            read.push(path.clone());
        }
        let (there, missing): (Vec<_>, Vec<_>) =
            asked.files.into_iter().partition(|(_, stamp)| stamp.is_some());
        read.extend(there.into_iter().map(|(path, _)| path));
        if stale.iter().any(|(format, _)| *format == Format::Html) {
            read.extend(self.notes(job).map(|notes| notes.neighbours()).unwrap_or_default());
        }
        diagnostics.place(&source);
        let diagnostics = self.plan.telling.levels.apply(diagnostics.sorted());
        let error = diagnostics.iter().any(|one| one.severity == Severity::Error);
        Outcome {
            reports: vec![Report::new(source, diagnostics)],
            state: if error && written.state == State::Made { State::Failed } else { written.state },
            read,
            missing: missing.into_iter().map(|(path, _)| path).collect(),
            sizes: written.sizes(),
            written: written.paths(),
            rule: None,
        }
    }

    /// Makes the outputs and writes them.
    fn outputs<'j>(
        &self,
        job: &Job,
        stale: &[&'j (Format, Output)],
        source: &Source,
        files: &Recording,
        diagnostics: &mut Diagnostics,
    ) -> Written<'j> {
        let settings = &self.plan.settings;
        let Ok(document) = note::finished(source, &job.input, settings, files, diagnostics) else {
            return Written { made: Vec::new(), copies: Vec::new(), state: State::Failed };
        };
        let mut written = self.write(job, stale, (&document, source), (files, &files.found()), diagnostics);
        self.copy(job, stale, files, &mut written, diagnostics);
        if self.plan.ends && self.plan.jobs.len() == 1 {
            // The process ends: to free all parts of a document takes as long as one more pass over it.
            std::mem::forget(document);
        }
        written
    }

    /// Writes the outputs of a document that is made of the files `read`.
    pub(super) fn write<'j>(
        &self,
        job: &Job,
        stale: &[&'j (Format, Output)],
        (document, source): (&Finished, &Source),
        (files, read): (&dyn Files, &[PathBuf]),
        diagnostics: &mut Diagnostics,
    ) -> Written<'j> {
        let mut written = Written { made: Vec::new(), copies: Vec::new(), state: State::Made };
        if let Some(rules) = self.plan.dependencies.as_deref().filter(|path| guard::is_one_of(path, read)) {
            diagnostics.push(Refusal::Input.diagnostic(rules));
            written.state = State::Refused;
            return written;
        }
        // What takes most, and is likeliest to end the process, comes last.
        let mut stale = stale.to_vec();
        stale.sort_by_key(|(format, _)| format.is_typeset());
        for pair in &stale {
            let made =
                self.output(job, (document, source), pair, (files, read), &mut written.copies, diagnostics);
            match made {
                Ok(made) => written.made.extend(made),
                Err(State::Refused) => written.state = State::Refused,
                Err(_) if written.state == State::Refused => {}
                Err(state) => written.state = state,
            }
        }
        written
    }

    /// Puts copies of the files that a note links to beside its outputs, where that is asked for.
    pub(super) fn copy(
        &self,
        job: &Job,
        stale: &[&(Format, Output)],
        files: &Recording,
        written: &mut Written,
        diagnostics: &mut Diagnostics,
    ) {
        let leads_there = |format: &Format| matches!(format, Format::Html | Format::Pdf);
        if self.plan.mode == Mode::Check || !stale.iter().any(|(format, _)| leads_there(format)) {
            return;
        }
        let Some(top) = &self.place(job).copied_below else { return };
        for copy in files.copies() {
            match copies::make(&copy, files, &self.may(&copy.to, top, &files.found())) {
                Ok(made) => written.copies.push(made),
                Err(error) => {
                    diagnostics.push(error);
                    if written.state == State::Made {
                        written.state = State::Failed;
                    }
                }
            }
        }
    }

    /// What a copy at a place below the folder `top` may replace, for a note that is made of the files `read`.
    fn may<'m>(&'m self, to: &Path, top: &'m Path, read: &'m [PathBuf]) -> May<'m> {
        let taken = self.taken.get_or_init(|| copies::taken(self.plan));
        let of_earlier = self.cache.as_ref().is_some_and(|cache| cache.has_copy(to));
        May { top, taken, read, is_ours: self.plan.force || of_earlier }
    }

    /// Where a job's outputs are; a reader of standard output most likely puts it into the working folder.
    fn place(&self, job: &Job) -> Outputs {
        let beside = || Outputs { folder: PathBuf::new(), copied_below: None };
        self.notes(job).map_or_else(beside, |notes| notes.outputs())
    }

    /// Makes an output and writes it.
    fn output<'j>(
        &self,
        job: &Job,
        (document, source): (&Finished, &Source),
        pair: &'j (Format, Output),
        (files, read): (&dyn Files, &[PathBuf]),
        beside: &mut Vec<copies::Made>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Entry<'j>>, State> {
        let (format, output) = (pair.0, &pair.1);
        let parts = beside::parts(document, format, output.path(), &self.plan.settings, files);
        let around = if format == Format::Html { self.around(job) } else { Around::default() };
        let place = Place { parts, around };
        if self.plan.mode == Mode::Check {
            return self.rendered(document, format, source, &place, diagnostics).map(|_| None);
        }
        self.allow(pair, read, diagnostics)?;
        let made = self.rendered(document, format, source, &place, diagnostics)?;
        self.put(job, pair, made, read, beside, diagnostics)
    }

    /// Settles whether an output may be written, for a note that is made of the files `read`.
    fn allow(
        &self,
        (format, output): &(Format, Output),
        read: &[PathBuf],
        diagnostics: &mut Diagnostics,
    ) -> Result<(), State> {
        if let Output::File(path) = output
            && let Err(refusal) = guard::check(path, *format, self.permission(path), read)
        {
            diagnostics.push(refusal.diagnostic(path));
            return Err(if refusal == Refusal::Input { State::Refused } else { State::Failed });
        }
        if *output == Output::Standard && guard::standard_is_one_of(read) {
            diagnostics.push(Refusal::Input.diagnostic(Path::new("standard output")));
            return Err(State::Refused);
        }
        Ok(())
    }

    /// Writes an output, the files beside it first.
    pub(super) fn put<'j>(
        &self,
        job: &Job,
        (format, output): &'j (Format, Output),
        made: Rendered,
        read: &[PathBuf],
        beside: &mut Vec<copies::Made>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Entry<'j>>, State> {
        if let Some(page) = output.path() {
            for (to, data) in beside::places(&made, page) {
                let mut may = self.may(&to, folder(page), read);
                may.is_ours |= beside::is_of_earlier(page, &to);
                beside.push(copies::put(&data, &to, "write", &may).map_err(|error| {
                    diagnostics.push(error);
                    State::Failed
                })?);
            }
        }
        if let (Output::Standard, Some((number, _))) = (output, made.numbered.first_key_value()) {
            let message = format!("standard output holds one page: page {number} is not written");
            let message =
                if made.numbered.len() > 1 { message + ", nor are those after it" } else { message };
            let hint = "name a file with `-o`, or the page with `--pages`";
            diagnostics.push(Diagnostic::warning(Code::Output, message).hint(hint));
        }
        let bytes = made.bytes;
        let (name, written) = match output {
            Output::Standard => ("standard output".to_owned(), output::write_standard(&bytes)),
            Output::File(path) => (path.display().to_string(), output::write(path, &bytes)),
        };
        written.map_err(|error| {
            let message = format!("cannot write {name}: {}", explained(&error));
            let mut diagnostic = Diagnostic::error(Code::Output, message);
            if error.kind() == std::io::ErrorKind::PermissionDenied {
                diagnostic = diagnostic.hint("make it writable, or choose another place with `-o`");
            }
            diagnostics.push(diagnostic);
            State::Failed
        })?;
        let stamped = output.path().and_then(|path| Some((path, path.metadata().ok()?)));
        Ok(stamped.map(|(path, metadata)| Entry {
            path,
            format: *format,
            with: self.with(job, *format),
            stamp: Stamp::new(&metadata, &bytes),
        }))
    }

    /// What an output of a document is to hold, and what is to lie beside it.
    fn rendered(
        &self,
        document: &Finished,
        format: Format,
        source: &Source,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Result<Rendered, State> {
        let settings = &self.plan.settings;
        let made = catch_unwind(AssertUnwindSafe(|| {
            pipeline::render_with(document, format, source, settings, place, diagnostics)
        }));
        let made = made.unwrap_or_else(|panic| {
            diagnostics.push(fault(&*panic));
            Err(Failed)
        });
        made.map_err(|_| State::Failed)
    }

    /// What an output may replace.
    pub(super) fn permission(&self, path: &Path) -> Permission {
        Permission {
            named: self.plan.named,
            forced: self.plan.force,
            on_record: self.cache.as_ref().is_some_and(|cache| cache.has(path)),
        }
    }

    /// Records what was made of these notes, and what it asked for; of a book, what each of its chapters did. A warning, where
    /// that cannot be.
    pub(super) fn record(
        &self,
        job: &Job,
        read: Vec<(&Path, Stamp)>,
        (asked, parts): (&Asked, Vec<(usize, &Asked)>),
        written: &Written,
        warnings: usize,
        steps: &Steps,
    ) -> Option<Diagnostic> {
        let (cache, note) = (self.cache.as_ref()?, job.subject()?);
        let card = job.note().and_then(|note| self.plan.site.card(note)).cloned();
        let card = card.map(|card| (self.with_settings(Format::Html), card));
        let called = job.note().and_then(name);
        let of = Of { note, called, read, root: &job.root, asked, parts, card };
        (steps.records)();
        let error = cache.record(of, (&written.made, &written.copies), warnings).err()?;
        let message = format!("cannot record what is up to date: {}", explained(&error));
        Some(Diagnostic::warning(Code::Output, message))
    }

    /// Ends a run: what is left of earlier ones is told or removed, and the record is made as small as it can be.
    pub fn finish(self) -> Vec<(PathBuf, Fate)> {
        let Some(Ok(cache)) = self.cache.map(Cache::at_end) else { return Vec::new() };
        // Where this fails the record stays as it is, which is as true.
        let _ = cache.tidy();
        let fates = prune::fates(self.plan, &cache);
        if self.plan.ends {
            // To free what was known of thousands of notes takes longer than to look at some of them.
            std::mem::forget(cache);
        }
        fates
    }
}

/// The error about a panic.
pub(super) fn fault(panic: &(dyn Any + Send)) -> Diagnostic {
    let reason = panic.downcast_ref::<String>().map(String::as_str);
    let reason = reason.or(panic.downcast_ref::<&str>().copied()).unwrap_or_default();
    let message = format!("this note met a fault of the program: {reason}");
    Diagnostic::error(Code::Internal, message).hint("please report it, with the note")
}

/// Tells that a dependency file cannot name a file.
fn unnamed_dependency(path: &Path) -> Diagnostic {
    let message = format!(
        "the dependency file does not name `{}`: make and Ninja have no common way to write that name",
        path.display()
    );
    Diagnostic::warning(Code::Output, message)
        .hint("give it a name of letters, digits, spaces, `-`, `_` and `.`")
}
