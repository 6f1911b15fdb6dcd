//! The program `convert`: runs the command line, prints diagnostics, sets the exit status.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use note_convert::batch::progress::Progress;
use note_convert::batch::{self, Event, Outcome, State};
use note_convert::cli::Cli;
use note_convert::config::plan::Verbosity;
use note_convert::config::{Job, Output, Plan};
use note_convert::diagnostic::Severity;
use note_convert::diagnostic::render::{Format, escaped, render, visible};
use note_convert::output;

fn main() -> ExitCode {
    let plan = match Plan::new(&command_line()) {
        Ok(plan) => plan,
        Err(error) => {
            let error = visible(&format!("{error:#}"));
            let _ = writeln!(std::io::stderr(), "error: {error}\n\nFor more information, try '--help'.");
            return ExitCode::from(2);
        }
    };
    let done = if plan.list { list(&plan) } else { convert(&plan) };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {}", visible(&error.to_string()));
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
    match Cli::try_parse() {
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

/// Does what the plan says; whether nothing failed.
fn convert(plan: &Plan) -> std::io::Result<bool> {
    // A fault of the program in one note is told with that note, among its messages.
    std::panic::set_hook(Box::new(|_| ()));
    let colours = colours();
    let several = plan.jobs.len() > 1;
    let bar = several && plan.verbosity > Verbosity::Quiet && plan.messages == Format::Human;
    let progress = Progress::new(plan.jobs.len(), bar && std::io::stderr().is_terminal());
    let mut rules: Option<String> = None;
    let summary = batch::run(plan, |event| match event {
        Event::Began(job) => progress.begin(&job.input.name()),
        Event::Ended(job, outcome) => {
            progress.print(&messages(plan, job, &outcome, colours));
            progress.advance();
            if let Some(rule) = &outcome.rule {
                rules.get_or_insert_default().push_str(rule);
            }
        }
    });
    progress.finish();
    if several && plan.verbosity > Verbosity::Quiet {
        progress.print(&summary.text(plan.messages));
    }
    if let Some((path, rules)) = plan.dependencies.as_deref().zip(rules) {
        output::write(path, rules.as_bytes()).map_err(|error| {
            std::io::Error::new(error.kind(), format!("cannot write {}: {error}", path.display()))
        })?;
    }
    Ok(summary.failed == 0)
}

/// What is said about a note.
fn messages(plan: &Plan, job: &Job, outcome: &Outcome, colours: bool) -> String {
    let least =
        if plan.verbosity == Verbosity::Quiet && !plan.strict { Severity::Error } else { Severity::Warning };
    let shown = outcome.diagnostics.iter().filter(|one| one.severity >= least);
    let mut text: String = shown.map(|one| render(one, &outcome.source, plan.messages, colours)).collect();
    let state = match outcome.state {
        State::Made => "made",
        State::Current(_) => "up to date",
        State::Failed => return text,
    };
    if plan.verbosity == Verbosity::Verbose && plan.messages != Format::Json {
        for (_, output) in &job.outputs {
            text += &format!("{state}: {}\n", visible(&name(output)));
        }
    }
    text
}

/// Says what would be done.
fn list(plan: &Plan) -> std::io::Result<bool> {
    let mut text = String::new();
    for (job, output, made) in batch::list(plan) {
        let (state, note, output) =
            (if made { "make" } else { "up to date" }, job.input.name(), name(output));
        text += &match plan.messages {
            Format::Human | Format::Short => format!("{state}\t{}\t{}\n", visible(&note), visible(&output)),
            Format::Json => {
                let line = serde_json::json!({ "note": note, "output": output, "up_to_date": !made });
                escaped(&line.to_string()) + "\n"
            }
        };
    }
    output::write_standard(text.as_bytes()).map(|()| true)
}

fn name(output: &Output) -> String {
    output.path().map_or("-".to_owned(), |path| path.display().to_string())
}

/// Colours are for terminals, and not for people who asked for none (<https://no-color.org>).
fn colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !refused && !dumb
}
