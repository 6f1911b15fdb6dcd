//! One note: it is read, finished, rendered and written, each format by itself: one that fails leaves its earlier
//! output as it was, and takes no other with it.

use std::any::Any;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::cache::{Cache, Current, Entry};
use super::copies::{self, May};
use super::explained::explained;
use super::note::{self, name};
use super::outcome::{Outcome, Report, State};
use super::{beside, fingerprint};
use crate::backend::html::beside::{Parts, Rendered};
use crate::backend::typst::typeset;
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
use crate::site::recording::{Asked, Notes, Recording};
use crate::source::Source;

/// What came of the outputs of a job.
pub(super) struct Written<'a> {
    /// Those that were made.
    made: Vec<Entry<'a>>,
    /// The copies of files that lie beside them.
    copies: Vec<copies::Made>,
    /// How it ended.
    pub(super) state: State,
}

impl Written<'_> {
    /// Where all of it is.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let copies = self.copies.iter().map(|copy| copy.path.clone());
        self.made.iter().map(|made| made.path.to_owned()).chain(copies).collect()
    }
}

/// What all jobs of a run share.
pub struct Jobs<'a> {
    pub(super) plan: &'a Plan,
    cache: Option<Cache>,
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
        Self { plan, cache, unusable, with, taken: OnceLock::new() }
    }

    /// What is wrong with the record of earlier runs, each with the file that it is about.
    pub fn warnings(&self) -> Vec<(PathBuf, Diagnostic)> {
        let unusable = self.plan.cache.clone().zip(self.unusable.as_ref()).map(|(path, error)| {
            let message = format!("this record of what is up to date is not used: {}", explained(error));
            let diagnostic = Diagnostic::warning(Code::Output, message);
            (path, diagnostic.hint("delete it, or choose another folder for it with `--cache`"))
        });
        let left =
            self.cache.as_ref().map(|cache| cache.left(self.plan)).unwrap_or_default().into_iter().map(
                |left| {
                    let message = format!("this was made of {}, which is gone", left.note.display());
                    let diagnostic = Diagnostic::warning(Code::Output, message);
                    (left.output, diagnostic.hint("delete it if nothing needs it any more"))
                },
            );
        unusable.into_iter().chain(left).collect()
    }

    /// What is known of an output of a job if it need not be made.
    pub fn current(&self, job: &'a Job, format: Format, output: &Output) -> Option<Current> {
        let cache = self.cache.as_ref()?;
        let Input::File(note) = &job.input else { return None };
        let notes = self.notes(job);
        let called = name(note);
        let made_of = (note.as_path(), called.as_deref(), job.root.as_path());
        let current = cache.current(
            output.path()?,
            self.with(format),
            made_of,
            notes.as_ref().map(|notes| notes as &dyn Notes),
        )?;
        // A warning that fails the run must be shown again.
        let fails = self.plan.telling.strict || !self.plan.telling.levels.deny.is_empty();
        (!fails || current.warnings == 0).then_some(current)
    }

    /// The other notes, as the job's note sees them.
    fn notes(&self, job: &'a Job) -> Option<View<'a>> {
        let Input::File(note) = &job.input else { return None };
        let output = job.outputs.iter().find_map(|(_, output)| output.path())?;
        Some(self.plan.site.of(note, &job.root, output))
    }

    fn with(&self, format: Format) -> u64 {
        self.with.iter().find(|(own, _)| *own == format).map_or(0, |(_, with)| *with)
    }

    /// Does a job; unless it is done `always`, as far as it is not done.
    pub fn run(&self, job: &'a Job, always: bool) -> Outcome {
        let mut outcome = self.done(job, always);
        if self.plan.dependencies.is_some()
            && let Some((note, files)) = outcome.read.split_first()
        {
            let outputs: Vec<&Path> = job.outputs.iter().filter_map(|(_, output)| output.path()).collect();
            let Rule { text, unnamed } =
                Rule::new(&outputs, note, &[files, &self.plan.configuration].concat());
            if let Some(report) = outcome.reports.first_mut() {
                report.diagnostics.extend(unnamed.iter().map(|path| unnamed_dependency(path)));
            }
            outcome.rule = Some(text);
        }
        outcome
    }

    fn done(&self, job: &'a Job, always: bool) -> Outcome {
        let known = job.outputs.iter().map(|(format, output)| self.current(job, *format, output));
        let known: Vec<_> = known.map(|known| known.filter(|_| !always)).collect();
        if let Some(known) = known.iter().cloned().collect::<Option<Vec<_>>>() {
            let warnings = known.iter().map(|current| current.warnings).max().unwrap_or_default();
            let mut read = known.into_iter().next().map(|current| current.read).unwrap_or_default();
            if let (Input::File(path), Some(note)) = (&job.input, read.first_mut()) {
                note.clone_from(path);
            }
            let reports = vec![Report::new(Source::new(job.input.name(), ""), Vec::new())];
            return Outcome { reports, state: State::Current(warnings), read, ..Outcome::default() };
        }
        let stale = job.outputs.iter().zip(&known).filter(|(_, known)| known.is_none());
        let stale: Vec<&(Format, Output)> = stale.map(|(output, _)| output).collect();
        let outcome = catch_unwind(AssertUnwindSafe(|| match &job.book {
            Some(book) => self.book(job, book, &stale),
            None => self.convert(job, &stale),
        }));
        if stale.iter().any(|(format, _)| format.is_typeset()) {
            typeset::forget();
        }
        outcome.unwrap_or_else(|panic| Outcome::failed_with(job, fault(&*panic)))
    }

    fn convert(&self, job: &'a Job, stale: &[&(Format, Output)]) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        let (source, stamp) = match note::text(&job.input, &job.root, &mut diagnostics) {
            Ok(read) => read,
            Err(error) => return Outcome::failed_with(job, error),
        };
        let disk = Disk::new(job.input.folder(), &job.root).with_outputs(self.place(job));
        let files = Recording::new(disk, self.notes(job));
        let written = self.outputs(job, stale, &source, &files, &mut diagnostics);
        let asked = files.into_asked();
        if let (Some(stamp), false) = (stamp, written.made.is_empty()) {
            self.record(job, stamp, &asked, &written, &mut diagnostics);
        }
        let mut read: Vec<PathBuf> = Vec::new();
        if let Input::File(path) = &job.input {
            read.push(path.clone());
        }
        let (there, missing): (Vec<_>, Vec<_>) =
            asked.files.into_iter().partition(|(_, stamp)| stamp.is_some());
        read.extend(there.into_iter().map(|(path, _)| path));
        diagnostics.place(&source);
        let diagnostics = self.plan.telling.levels.apply(diagnostics.sorted());
        let error = diagnostics.iter().any(|one| one.severity == Severity::Error);
        Outcome {
            reports: vec![Report::new(source, diagnostics)],
            state: if error && written.state == State::Made { State::Failed } else { written.state },
            read,
            missing: missing.into_iter().map(|(path, _)| path).collect(),
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
        let mut written = self.write(stale, (&document, source), (files, &files.found()), diagnostics);
        self.copy(job, stale, files, &mut written, diagnostics);
        written
    }

    /// Writes the outputs of a document that is made of the files `read`.
    pub(super) fn write<'j>(
        &self,
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
            match self.output(document, pair, source, (files, read), &mut written.copies, diagnostics) {
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
    fn place(&self, job: &'a Job) -> Outputs {
        let beside = || Outputs { folder: PathBuf::new(), copied_below: None };
        self.notes(job).map_or_else(beside, |notes| notes.outputs())
    }

    /// Makes an output and writes it, the files beside it first.
    fn output<'j>(
        &self,
        document: &Finished,
        (format, output): &'j (Format, Output),
        source: &Source,
        (files, read): (&dyn Files, &[PathBuf]),
        beside: &mut Vec<copies::Made>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Entry<'j>>, State> {
        let format = *format;
        let parts = beside::parts(document, format, output.path(), &self.plan.settings, files);
        if self.plan.mode == Mode::Check {
            return self.rendered(document, format, source, &parts, diagnostics).map(|_| None);
        }
        if let Output::File(path) = output
            && let Err(refusal) = guard::check(path, format, self.permission(path), read)
        {
            diagnostics.push(refusal.diagnostic(path));
            return Err(if refusal == Refusal::Input { State::Refused } else { State::Failed });
        }
        if *output == Output::Standard && guard::standard_is_one_of(read) {
            diagnostics.push(Refusal::Input.diagnostic(Path::new("standard output")));
            return Err(State::Refused);
        }
        let made = self.rendered(document, format, source, &parts, diagnostics)?;
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
            with: self.with(format),
            stamp: Stamp::new(&metadata, &bytes),
        }))
    }

    /// What an output of a document is to hold, and what is to lie beside it.
    fn rendered(
        &self,
        document: &Finished,
        format: Format,
        source: &Source,
        parts: &Parts,
        diagnostics: &mut Diagnostics,
    ) -> Result<Rendered, State> {
        let settings = &self.plan.settings;
        let made = catch_unwind(AssertUnwindSafe(|| {
            pipeline::render_with(document, format, source, settings, parts, diagnostics)
        }));
        let made = made.unwrap_or_else(|panic| {
            diagnostics.push(fault(&*panic));
            Err(Failed)
        });
        made.map_err(|_| State::Failed)
    }

    /// What an output may replace.
    fn permission(&self, path: &Path) -> Permission {
        Permission {
            named: self.plan.named,
            forced: self.plan.force,
            on_record: self.cache.as_ref().is_some_and(|cache| cache.has(path)),
        }
    }

    fn record(
        &self,
        job: &Job,
        stamp: Stamp,
        asked: &Asked,
        written: &Written,
        diagnostics: &mut Diagnostics,
    ) {
        let (Some(cache), Input::File(note)) = (&self.cache, &job.input) else { return };
        let called = name(note);
        let warnings = diagnostics.count_without(&self.plan.telling.levels.allow);
        if let Err(error) =
            cache.record((note, called, stamp), &job.root, asked, (&written.made, &written.copies), warnings)
        {
            let message = format!("cannot record what is up to date: {}", explained(&error));
            diagnostics.push(Diagnostic::warning(Code::Output, message));
        }
    }

    /// Ends a run: the record is made as small as it can be.
    pub fn finish(self) {
        // Where this fails the record stays as it is, which is as true.
        let _ = self.cache.map(Cache::tidy);
    }
}

/// The error about a panic.
fn fault(panic: &(dyn Any + Send)) -> Diagnostic {
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
