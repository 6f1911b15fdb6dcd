//! The program `convert`: runs the command line, prints diagnostics, sets the exit status.

// What may panic on some input needs a reason why it does not.
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::too_many_lines
)]

use std::cell::{Cell, RefCell};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use clap::FromArgMatches;
use note_convert::batch::journal::Journal;
use note_convert::batch::progress::Progress;
use note_convert::batch::room::Room;
use note_convert::batch::summary::size;
use note_convert::batch::{self, Event, Outcome, State};
use note_convert::cli::{Cli, Color};
use note_convert::config::plan::Mode;
use note_convert::config::telling::Verbosity;
use note_convert::config::{Job, Output, Plan, generated, habits, inputs, listed};
use note_convert::diagnostic::render::{self, Format, escaped, render, render_all, visible};
use note_convert::diagnostic::{Severity, sarif};
use note_convert::output::guard::{self, Refusal};
use note_convert::output::{self, made};
use note_convert::source::Source;
use note_convert::supervisor::{self, Role};
use note_convert::{Diagnostic, limits, preview, signals, watch};

#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    signals::let_long_files_fail();
    // The first process does nothing else: it costs each run as little as can be.
    let journal = match supervisor::role() {
        Role::Worker(journal) => journal,
        Role::Ended(code) => return code,
    };
    let cli = command_line();
    if habits::asks_for_version(&cli) {
        return printed(generated::version().as_bytes());
    }
    match listed::text(&cli) {
        Some(Ok(text)) => return printed(&text),
        Some(Err(error)) => {
            let _ = writeln!(std::io::stderr(), "error: {}", visible(&format!("{error:#}")));
            return ExitCode::FAILURE;
        }
        None => {}
    }
    let Some(cli) = inputs::completed(cli) else {
        let _ = write!(std::io::stderr(), "{}", generated::command().render_help());
        return ExitCode::from(2);
    };
    let plan = match Plan::new(&cli) {
        Ok(plan) => plan,
        Err(error) => {
            let error = visible(&format!("{error:#}"));
            let _ = writeln!(std::io::stderr(), "error: {error}\n\nFor more information, try '--help'.");
            return ExitCode::from(2);
        }
    };
    let stops = Stops::default();
    let done = match plan.mode {
        Mode::List { prunes } => Ok(list(&plan, prunes)),
        _ if cli.live.preview => preview(&cli, plan, journal),
        _ if cli.live.watch => watch(&cli, plan, journal, &stops),
        _ => {
            let done = convert(&plan, &journal, &stops, |_| ());
            // The process ends: what the plan holds need not be freed.
            std::mem::forget(plan);
            done
        }
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {}", visible(&error.to_string()));
            ExitCode::FAILURE
        }
    }
}

/// Prints what was asked for; the exit status that tells how it went.
fn printed(text: &[u8]) -> ExitCode {
    match output::write_standard(text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: cannot write standard output: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What was typed. A shell that puts names of files there may put any: where one would steer the terminal, clap's
/// message is shown as ours are.
fn command_line() -> Cli {
    let steers = std::env::args_os().any(|typed| {
        let typed = typed.to_string_lossy();
        visible(&typed) != typed
    });
    match generated::command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches)) {
        Err(error) if steers && error.use_stderr() => {
            let message = error.render().to_string();
            let lines: String = message.lines().map(|line| visible(line) + "\n").collect();
            let _ = std::io::stderr().write_all(lines.as_bytes());
            std::process::exit(error.exit_code());
        }
        Err(error) => error.exit(),
        Ok(cli) => cli,
    }
}

/// Shows the notes in the browser until a signal ends the process.
fn preview(cli: &Cli, plan: Plan, journal: Box<Journal>) -> std::io::Result<ExitCode> {
    std::panic::set_hook(Box::new(|_| ()));
    // A note may be deep: what makes it has as much stack as a worker.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(limits::STACK).build_global();
    std::thread::scope(|scope| {
        let serve = || preview::serve(cli, plan, journal, &say);
        let served = std::thread::Builder::new().stack_size(limits::STACK).spawn_scoped(scope, serve)?;
        served.join().unwrap_or_else(|_| Err(std::io::Error::other("the preview met a fault of the program")))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Says something to people that is about no note.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", visible(text));
}

/// Does what the plan says, and again whenever something changes that it concerns.
#[expect(clippy::disallowed_methods, reason = "how long it took is told, and is in no output")]
fn watch(cli: &Cli, first: Plan, mut journal: Box<Journal>, stops: &Stops) -> std::io::Result<ExitCode> {
    let is_told = first.telling.verbosity > Verbosity::Quiet && first.telling.format == Format::Human;
    if is_told {
        say("watching: Ctrl-C ends it");
    }
    let mut first = Some(first);
    let round = || {
        let plan = match first.take().map_or_else(|| Plan::new(cli), Ok) {
            Ok(plan) => plan,
            Err(error) => {
                say(&format!("error: {error:#}"));
                return None;
            }
        };
        let began = std::time::Instant::now();
        let mut scope = watch::Scope::of(&plan, &cli.inputs);
        let mut made = false;
        let ended = |outcome: &Outcome| {
            scope.add(outcome);
            made |= outcome.state == State::Made;
        };
        if let Err(error) = convert(&plan, &journal, stops, ended) {
            say(&format!("error: {error}"));
        }
        journal.again();
        if is_told && made {
            let what = match (plan.jobs.as_slice(), plan.mode) {
                (_, Mode::Check) => "looked at".to_owned(),
                ([job], _) => {
                    job.outputs.iter().map(|(_, output)| name(output)).collect::<Vec<_>>().join(", ")
                }
                // How many there were, the summary says.
                _ => "made".to_owned(),
            };
            say(&format!("{what}: {} ms", began.elapsed().as_millis()));
        }
        Some(scope)
    };
    match watch::forever(cli.live.poll, say, round) {
        Ok(never) => match never {},
        Err(error) => Err(std::io::Error::other(format!("cannot watch: {error}"))),
    }
}

/// Does what the plan says, and tells `ended` what came of each note; the exit status that tells how it went.
fn convert(
    plan: &Plan,
    journal: &Journal,
    stops: &Stops,
    mut ended: impl FnMut(&Outcome),
) -> std::io::Result<ExitCode> {
    // A fault of the program in one note is told with that note, among its messages.
    std::panic::set_hook(Box::new(|_| ()));
    let progress = progress(plan, journal);
    let print = Printer {
        plan,
        progress: &progress,
        journal,
        colours: colours(plan.telling.color),
        said: Cell::new(journal.earlier.said),
        room: RefCell::new(journal.earlier.room.clone()),
    };
    let rules = Some(journal.earlier.rules.clone()).filter(|rules| !rules.is_empty());
    let fails = |one: &Diagnostic| plan.telling.strict || one.severity == Severity::Error;
    let mut run = Run { plan, print, rules, refused: false, failed: plan.telling.said().any(fails) };
    run.print.opening();
    let summary = batch::run(
        plan,
        journal,
        |stop| stops.listen(stop),
        |event| {
            if let Event::Ended(_, outcome) = &event {
                ended(outcome);
            }
            run.on(event);
        },
    );
    progress.finish();
    run.print.rest();
    let is_counted = plan.jobs.len() > 1 || summary.removed > 0;
    if is_counted && plan.telling.verbosity > Verbosity::Quiet {
        progress.print(&summary.text(plan.telling.format, plan.mode == Mode::Check));
    }
    run.print.closing();
    let Run { rules, refused, failed, .. } = run;
    if let Some(rules) = rules.filter(|_| !refused) {
        write_dependencies(plan, &rules)?;
    }
    Ok(match (refused, failed || summary.failed > 0) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::FAILURE,
        (false, false) => ExitCode::SUCCESS,
    })
}

/// A run, as far as it is.
struct Run<'a> {
    plan: &'a Plan,
    print: Printer<'a>,
    /// What the dependency file is to say.
    rules: Option<String>,
    /// Whether an output, the dependency file among them, is also read.
    refused: bool,
    /// Whether something failed that is no note.
    failed: bool,
}

impl Run<'_> {
    /// Tells what happens.
    fn on(&mut self, event: Event) {
        let (plan, progress) = (self.plan, self.print.progress);
        match event {
            Event::Began(job) => progress.begin(&job.input.name()),
            Event::About(path, diagnostic) => {
                let told = plan.telling.levels.apply(vec![diagnostic.clone()]);
                told.iter().for_each(|one| self.print.about(path, one));
                self.failed |= plan.telling.strict || told.iter().any(|one| one.severity == Severity::Error);
            }
            Event::Removed(path) => {
                if plan.telling.verbosity == Verbosity::Verbose && to_people(plan) {
                    progress.print(&format!("removed: {}\n", visible(&path.display().to_string())));
                }
            }
            Event::Stopped(stopped) => {
                progress.finish();
                self.print.rest();
                progress.print(&stopped.text(plan.telling.format));
                self.print.closing();
                signals::end_by(stopped.signal);
            }
            Event::Ended(job, outcome) => self.ended(job, &outcome),
        }
    }

    fn ended(&mut self, job: &Job, outcome: &Outcome) {
        let (plan, progress) = (self.plan, self.print.progress);
        self.refused |= outcome.state == State::Refused;
        for report in &outcome.reports {
            self.print.told(report.source.name(), &report.diagnostics, &report.source);
        }
        progress.print(&outputs(plan, job, outcome));
        progress.advance();
        if let Some(rule) = &outcome.rule {
            self.print.journal.rule(rule);
            self.rules.get_or_insert_default().push_str(rule);
        }
        let own = plan.dependencies.as_deref().filter(|path| guard::is_one_of(path, &outcome.read));
        if let Some(path) = own.filter(|_| !self.refused) {
            self.refused = true;
            self.print.about(path, &Refusal::Input.diagnostic(path));
        }
    }
}

/// Stops the run that is under way at a signal; at the second one, and between runs, at once.
#[derive(Default)]
struct Stops {
    stop: Arc<Mutex<Option<batch::Stop>>>,
    listens: OnceLock<()>,
}

impl Stops {
    /// From now on `stop` is that of the run that is under way.
    fn listen(&self, stop: batch::Stop) {
        *self.stop.lock().unwrap_or_else(PoisonError::into_inner) = Some(stop);
        let stop = self.stop.clone();
        self.listens.get_or_init(|| {
            signals::listen(move |signal| {
                let stop = stop.lock().unwrap_or_else(PoisonError::into_inner);
                if !stop.as_ref().is_some_and(|stop| stop.ask(signal)) {
                    let _paused = output::pause();
                    signals::end_by(signal);
                }
            });
        });
    }
}

/// The bar of a run, which is shown to people on a terminal when there are several notes.
fn progress(plan: &Plan, journal: &Journal) -> Progress {
    let wanted = plan.jobs.len() > 1
        && plan.telling.verbosity > Verbosity::Quiet
        && plan.telling.format == Format::Human;
    let progress = Progress::new(plan.jobs.len(), wanted && std::io::stderr().is_terminal());
    (0..journal.earlier.count()).for_each(|_| progress.advance());
    progress
}

/// Writes the dependency file, where one is wanted.
fn write_dependencies(plan: &Plan, rules: &str) -> std::io::Result<()> {
    let Some(path) = plan.dependencies.as_deref() else { return Ok(()) };
    output::write(path, rules.as_bytes()).map_err(|error| {
        std::io::Error::new(error.kind(), format!("cannot write {}: {error}", path.display()))
    })
}

/// Prints messages: as they are, or as parts of a document.
struct Printer<'a> {
    plan: &'a Plan,
    progress: &'a Progress,
    journal: &'a Journal,
    colours: bool,
    /// Whether there was a message, in this process of the run or an earlier one.
    said: Cell<bool>,
    /// What was told of a folder.
    room: RefCell<Room>,
}

impl Printer<'_> {
    /// Prints what stands before all messages, and what there is to say of the command line.
    fn opening(&self) {
        let telling = &self.plan.telling;
        if telling.format == Format::Sarif && self.journal.earlier.is_start() {
            self.progress.print(&sarif::opening());
        }
        // A worker that goes on with another's notes need not tell of the command line again.
        if self.journal.earlier.count() == 0 {
            self.told("command line", &telling.warnings, &Source::new("command line", ""));
            for (source, found) in &telling.found {
                self.told(source.name(), found, source);
            }
        }
    }

    /// Prints messages about a text, or a file of this name: as many as the plan wants.
    fn told(&self, name: &str, diagnostics: &[Diagnostic], source: &Source) {
        let telling = &self.plan.telling;
        let least = match (telling.verbosity, telling.strict) {
            (Verbosity::Quiet, false) => Severity::Error,
            (Verbosity::Quiet, true) => Severity::Warning,
            (Verbosity::Normal | Verbosity::Verbose, _) => Severity::Info,
        };
        let mut shown = diagnostics.to_vec();
        shown.retain(|one| one.severity >= least);
        let text = match telling.verbosity {
            Verbosity::Verbose => {
                shown.iter().map(|one| render(one, source, telling.format, self.colours)).collect()
            }
            _ if telling.format == Format::Human && self.plan.is_of_folder() => {
                let told = render::told(&shown, source, self.colours);
                let (text, events) = self.room.borrow_mut().take(name, told);
                self.journal.messages(events);
                text
            }
            Verbosity::Quiet | Verbosity::Normal => render_all(&shown, source, telling.format, self.colours),
        };
        self.messages(&text);
    }

    /// Prints a message about a file that is no note of the run.
    fn about(&self, path: &Path, diagnostic: &Diagnostic) {
        let name = path.display().to_string();
        self.told(&name, std::slice::from_ref(diagnostic), &Source::new(name.as_str(), ""));
    }

    /// Prints what of a folder was not told yet.
    fn rest(&self) {
        self.messages(&self.room.take().rest());
    }

    /// Prints messages, in JSON and SARIF one a line.
    fn messages(&self, text: &str) {
        if self.plan.telling.format != Format::Sarif {
            return self.progress.print(text);
        }
        for line in text.split_inclusive('\n') {
            let comma = if self.said.replace(true) { "," } else { "" };
            self.progress.print(&format!("{comma}{line}"));
            self.journal.said();
        }
    }

    /// Prints what stands after all messages.
    fn closing(&self) {
        if self.plan.telling.format == Format::Sarif {
            self.progress.print(sarif::closing());
        }
    }
}

/// Whether messages are for people to read.
fn to_people(plan: &Plan) -> bool {
    matches!(plan.telling.format, Format::Human | Format::Short)
}

/// What is said of the outputs of a job: all of them where much is to be told, what was made of a note alone on a terminal.
fn outputs(plan: &Plan, job: &Job, outcome: &Outcome) -> String {
    let telling = &plan.telling;
    let is_alone = plan.jobs.len() == 1
        && telling.verbosity == Verbosity::Normal
        && telling.format == Format::Human
        && std::io::stderr().is_terminal();
    let is_told = telling.verbosity == Verbosity::Verbose && to_people(plan);
    let state = match outcome.state {
        State::Made if is_alone => "",
        State::Made => "made: ",
        State::Current(_) => "up to date: ",
        State::Failed | State::Refused => return String::new(),
    };
    if plan.mode == Mode::Check || !(is_alone || is_told) {
        return String::new();
    }
    let line = |(format, output): &(note_convert::Format, Output)| {
        let about = output.path().filter(|_| is_alone).and_then(|path| about(*format, path));
        format!("{state}{}{}\n", visible(&name(output)), about.unwrap_or_default())
    };
    job.outputs.iter().filter(|(_, output)| is_told || output.path().is_some()).map(line).collect()
}

/// What people want to know of an output: how long and how large it is.
fn about(format: note_convert::Format, path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    let pages = if format == note_convert::Format::Pdf { made::pages(&bytes) } else { None };
    let pages = pages.map(|pages| format!("{pages} page{}, ", if pages == 1 { "" } else { "s" }));
    Some(format!(" ({}{})", pages.unwrap_or_default(), size(bytes.len() as u64)))
}

/// Says what would be done; with `prunes` also what would be removed.
fn list(plan: &Plan, prunes: bool) -> ExitCode {
    let made = batch::list(plan).map(|(job, output, made)| {
        let state = if made { "make" } else { "up to date" };
        (state, job.input.name(), name(output))
    });
    let removed = if prunes { batch::removable(plan) } else { Vec::new() };
    let removed = removed.into_iter().map(|(path, of)| ("remove", shown(&of), shown(&path)));
    let mut text = String::new();
    for (state, note, output) in made.chain(removed) {
        text += &match plan.telling.format {
            Format::Human | Format::Short => format!("{state}\t{}\t{}\n", visible(&note), visible(&output)),
            Format::Json | Format::Sarif => {
                let line = match state {
                    "remove" => serde_json::json!({ "note": note, "output": output, "remove": true }),
                    _ => serde_json::json!({ "note": note, "output": output, "up_to_date": state != "make" }),
                };
                escaped(&line.to_string()) + "\n"
            }
        };
    }
    printed(text.as_bytes())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn name(output: &Output) -> String {
    output.path().map_or("-".to_owned(), shown)
}

/// Colours are for terminals, and not for people who asked for none (<https://no-color.org>), unless they were asked for.
fn colours(asked: Color) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match asked {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stderr().is_terminal() && !refused && !dumb,
    }
}
