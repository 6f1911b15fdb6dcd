//! One note: it is read, finished, rendered in all its formats and only then written, so that a note that fails
//! leaves its earlier outputs as they were.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::cache::{Cache, Current, Entry};
use super::fingerprint;
use crate::backend::typst::pdf;
use crate::config::{Input, Job, Output, Plan};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::Disk;
use crate::files::recording::{Asked, Recording};
use crate::files::site::View;
use crate::files::stamp::Stamp;
use crate::{Failed, Format, Source, output};

/// What came of a job.
#[derive(Debug)]
pub struct Outcome {
    /// The note, for messages about it; without its text when there are none.
    pub source: Source,
    /// What was found, in reading order.
    pub diagnostics: Vec<Diagnostic>,
    /// How it ended.
    pub state: State,
    /// The files that the outputs depend on, the note first; empty when that is not known.
    pub read: Vec<PathBuf>,
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All outputs are there, and at least one was made.
    Made,
    /// All outputs were up to date, with this number of warnings when they were made.
    Current(usize),
    /// Not all outputs could be made.
    Failed,
}

impl Outcome {
    /// Whether the run must tell of a failure; with `strict`, a warning is one.
    pub fn failed(&self, strict: bool) -> bool {
        self.state == State::Failed || (strict && !self.diagnostics.is_empty())
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        let before = if let State::Current(warnings) = self.state { warnings } else { 0 };
        before + self.diagnostics.iter().filter(|one| one.severity == Severity::Warning).count()
    }
}

/// What all jobs of a run share.
pub struct Jobs<'a> {
    plan: &'a Plan,
    cache: Option<Cache>,
    /// What outputs depend on beside the files that are read, by format.
    with: Vec<(Format, u64)>,
}

impl<'a> Jobs<'a> {
    /// Reads the record of earlier runs.
    pub fn new(plan: &'a Plan) -> Self {
        let cache = plan.cache.as_deref().map(|path| Cache::open(path, plan.force));
        let outputs = plan.jobs.first().filter(|_| cache.is_some()).map_or(&[][..], |job| &job.outputs);
        let with =
            outputs.iter().map(|&(format, _)| (format, fingerprint::of(&plan.settings, format))).collect();
        Self { plan, cache, with }
    }

    /// What is known of an output of a job if it need not be made.
    pub fn current(&self, job: &'a Job, format: Format, output: &Output) -> Option<Current> {
        let cache = self.cache.as_ref().filter(|_| !job.always)?;
        let Input::File(note) = &job.input else { return None };
        let notes = self.notes(job);
        let current = cache.current(output.path()?, self.with(format), note, &job.root, notes)?;
        // A warning that fails the run must be shown again.
        (!self.plan.strict || current.warnings == 0).then_some(current)
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

    /// Does a job, as far as it is not done.
    pub fn run(&self, job: &'a Job) -> Outcome {
        let known: Vec<_> =
            job.outputs.iter().map(|(format, output)| self.current(job, *format, output)).collect();
        if let Some(known) = known.iter().cloned().collect::<Option<Vec<_>>>() {
            let warnings = known.iter().map(|current| current.warnings).max().unwrap_or_default();
            let mut read = known.into_iter().next().map(|current| current.read).unwrap_or_default();
            if let (Input::File(path), Some(note)) = (&job.input, read.first_mut()) {
                note.clone_from(path);
            }
            let source = Source::new(job.input.name(), "");
            return Outcome { source, diagnostics: Vec::new(), state: State::Current(warnings), read };
        }
        let stale = job.outputs.iter().zip(&known).filter(|(_, known)| known.is_none());
        let stale: Vec<&(Format, Output)> = stale.map(|(output, _)| output).collect();
        let outcome = catch_unwind(AssertUnwindSafe(|| self.convert(job, &stale)));
        if stale.iter().any(|(format, _)| *format == Format::Pdf) {
            pdf::forget();
        }
        outcome.unwrap_or_else(|panic| {
            let reason = panic.downcast_ref::<String>().map(String::as_str);
            let reason = reason.or(panic.downcast_ref::<&str>().copied()).unwrap_or_default();
            let message = format!("this note met a fault of the program: {reason}");
            let diagnostic =
                Diagnostic::error(Code::Internal, message).hint("please report it, with the note");
            let source = Source::new(job.input.name(), "");
            Outcome { source, diagnostics: vec![diagnostic], state: State::Failed, read: Vec::new() }
        })
    }

    fn convert(&self, job: &'a Job, stale: &[&(Format, Output)]) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        let (bytes, stamp) = match load(&job.input) {
            Ok(loaded) => loaded,
            Err(error) => {
                let message = format!("cannot read this note: {}", explained(&error));
                diagnostics.push(Diagnostic::error(Code::Input, message));
                let source = Source::new(job.input.name(), "");
                let diagnostics = diagnostics.sorted();
                return Outcome { source, diagnostics, state: State::Failed, read: Vec::new() };
            }
        };
        let source = Source::new(job.input.name(), decoded(bytes, &mut diagnostics));
        let disk = Disk::new(job.input.folder(), &job.root);
        let files = Recording::new(disk, self.notes(job));
        let written = self.outputs(job, stale, &source, &files, &mut diagnostics);
        let asked = files.into_asked();
        if let (Ok(made), Some(stamp)) = (&written, stamp) {
            self.record(job, stamp, &asked, made, &mut diagnostics);
        }
        let mut read: Vec<PathBuf> = Vec::new();
        if let Input::File(path) = &job.input {
            read.push(path.clone());
        }
        read.extend(asked.files.into_iter().filter(|(_, stamp)| stamp.is_some()).map(|(path, _)| path));
        diagnostics.place(&source);
        let diagnostics = diagnostics.sorted();
        let error = diagnostics.iter().any(|one| one.severity == Severity::Error);
        Outcome {
            // A run may have to keep many outcomes until their turn: a text is kept when it is needed.
            source: if diagnostics.is_empty() { Source::new(source.name(), "") } else { source },
            diagnostics,
            state: if written.is_err() || error { State::Failed } else { State::Made },
            read,
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
    ) -> Result<Vec<Entry<'j>>, Failed> {
        let name = match &job.input {
            Input::Standard => None,
            Input::File(path) => name(path),
        };
        let settings = &self.plan.settings;
        let mut document = crate::read(source, name.as_deref(), settings, files, diagnostics)?;
        crate::finish(&mut document, settings, files, diagnostics);
        let render = |&(format, output): &&'j (Format, Output)| {
            let bytes = crate::render(&document, *format, source, settings, diagnostics)?;
            Ok((*format, output, bytes))
        };
        let rendered = stale.iter().map(render).collect::<Result<Vec<_>, Failed>>()?;
        let mut made = Vec::new();
        for (format, output, bytes) in rendered {
            let (name, written) = match output {
                Output::Standard => ("standard output".to_owned(), output::write_standard(&bytes)),
                Output::File(path) => (path.display().to_string(), output::write(path, &bytes)),
            };
            written.map_err(|error| {
                let message = format!("cannot write {name}: {}", explained(&error));
                diagnostics.push(Diagnostic::error(Code::Output, message));
                Failed
            })?;
            if let Some((path, metadata)) = output.path().and_then(|path| Some((path, path.metadata().ok()?)))
            {
                made.push(Entry { path, with: self.with(format), stamp: Stamp::new(&metadata, &bytes) });
            }
        }
        Ok(made)
    }

    fn record(&self, job: &Job, stamp: Stamp, asked: &Asked, made: &[Entry], diagnostics: &mut Diagnostics) {
        let (Some(cache), Input::File(note)) = (&self.cache, &job.input) else { return };
        let warnings = diagnostics.count();
        if let Err(error) = cache.record((note, stamp), &job.root, asked, made, warnings) {
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

fn load(input: &Input) -> std::io::Result<(Vec<u8>, Option<Stamp>)> {
    match input {
        Input::Standard => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            Ok((bytes, None))
        }
        Input::File(path) => {
            let metadata = path.metadata()?;
            let bytes = std::fs::read(path)?;
            let stamp = Stamp::new(&metadata, &bytes);
            Ok((bytes, Some(stamp)))
        }
    }
}

/// The text of a note; bytes that are not UTF-8 are replaced, with a warning that tells where the first is.
fn decoded(bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let message =
            format!("this note is not valid UTF-8, first at byte {at}: what is wrong shows as `\u{FFFD}`");
        let diagnostic = Diagnostic::warning(Code::InvalidUtf8, message);
        let span = crate::source::Span::new(at..at + '\u{FFFD}'.len_utf8());
        diagnostics.push(diagnostic.at(span).hint("save the note as UTF-8 in your editor"));
        text
    })
}

/// The reason of an error, in words that tell what to do.
pub fn explained(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        _ => error.to_string(),
    }
}

/// What the note is called: the name of its file, or of its folder when the file is the folder's page.
fn name(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let page = matches!(stem.to_lowercase().as_str(), "index" | "_index" | "readme");
    let folder = path
        .canonicalize()
        .ok()
        .and_then(|path| Some(path.parent()?.file_name()?.to_string_lossy().into_owned()));
    if page { folder.or(Some(stem)) } else { Some(stem) }
}
