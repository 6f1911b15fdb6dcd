//! The program `convert`: runs the command line, prints diagnostics, sets the exit status.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use note_convert::batch::progress::Progress;
use note_convert::batch::{self, Event, Outcome, State};
use note_convert::cli::Cli;
use note_convert::config::plan::Verbosity;
use note_convert::config::{Job, Output, Plan, built_in};
use note_convert::diagnostic::Severity;
use note_convert::diagnostic::render::{Format, render_all};
use note_convert::output::{self, dependencies};
use note_convert::{Diagnostic, Source};

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(file) = cli.print {
        let written = output::write_standard(built_in(file).as_bytes());
        return if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let plan = match Plan::new(&cli) {
        Ok(plan) => plan,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}\n\nFor more information, try '--help'.");
            return ExitCode::from(2);
        }
    };
    let done = if plan.list { list(&plan) } else { convert(&plan) };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the plan says; whether nothing failed.
fn convert(plan: &Plan) -> std::io::Result<bool> {
    // A fault of the program in one note is told with that note, among its messages.
    std::panic::set_hook(Box::new(|_| ()));
    let colours = colours();
    let several = plan.jobs.len() > 1;
    let bar = several && plan.verbosity > Verbosity::Quiet && plan.messages == Format::Human;
    let progress = Progress::new(plan.jobs.len(), bar && std::io::stderr().is_terminal());
    let command_line = Source::new("command line", "");
    progress.print(&told(plan, &plan.warnings, &command_line, colours));
    let mut rules = String::new();
    let summary = batch::run(plan, |event| match event {
        Event::Began(job) => progress.begin(&job.input.name()),
        Event::Ended(job, outcome) => {
            progress.print(&messages(plan, job, &outcome, colours));
            progress.advance();
            let outputs: Vec<&Path> = job.outputs.iter().filter_map(|(_, output)| output.path()).collect();
            if let (true, Some((note, files))) = (plan.dependencies.is_some(), outcome.read.split_first()) {
                rules.push_str(&dependencies::rule(&outputs, note, &[files, &plan.configuration].concat()));
            }
        }
    });
    progress.finish();
    if several && plan.verbosity > Verbosity::Quiet {
        progress.print(&summary.text(plan.messages));
    }
    if let Some(path) = plan.dependencies.as_deref().filter(|_| !rules.is_empty()) {
        output::write(path, rules.as_bytes()).map_err(|error| {
            std::io::Error::new(error.kind(), format!("cannot write {}: {error}", path.display()))
        })?;
    }
    Ok(summary.failed == 0 && (!plan.strict || plan.warnings.is_empty()))
}

/// Messages about a text, as many as the plan wants.
fn told(plan: &Plan, diagnostics: &[Diagnostic], source: &Source, colours: bool) -> String {
    let least =
        if plan.verbosity == Verbosity::Quiet && !plan.strict { Severity::Error } else { Severity::Warning };
    let mut shown = diagnostics.to_vec();
    shown.retain(|one| one.severity >= least);
    render_all(&shown, source, plan.messages, colours)
}

/// What is said about a note.
fn messages(plan: &Plan, job: &Job, outcome: &Outcome, colours: bool) -> String {
    let mut text = told(plan, &outcome.diagnostics, &outcome.source, colours);
    let state = match outcome.state {
        State::Made => "made",
        State::Current(_) => "up to date",
        State::Failed => return text,
    };
    if plan.verbosity == Verbosity::Verbose && plan.messages != Format::Json {
        for (_, output) in &job.outputs {
            text += &format!("{state}: {}\n", shown_output(output));
        }
    }
    text
}

/// Says what would be done.
fn list(plan: &Plan) -> std::io::Result<bool> {
    let mut text = String::new();
    for (job, output, made) in batch::list(plan) {
        let (state, note, output) =
            (if made { "make" } else { "up to date" }, job.input.name(), shown_output(output));
        text += &match plan.messages {
            Format::Human | Format::Short => format!("{state}\t{note}\t{output}\n"),
            Format::Json => {
                serde_json::json!({ "note": note, "output": output, "up_to_date": !made }).to_string() + "\n"
            }
        };
    }
    output::write_standard(text.as_bytes()).map(|()| true)
}

fn shown_output(output: &Output) -> String {
    output.path().map_or("-".to_owned(), |path| path.display().to_string())
}

/// Colours are for terminals, and not for people who asked for none (<https://no-color.org>).
fn colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !refused && !dumb
}
