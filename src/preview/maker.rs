//! Makes what is shown, on one thread: it plans anew when something has changed, and makes a note when a browser asks for it.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::SystemTime;

use serde_json::json;

use super::shelf::Shelf;
use super::shown::{Shown, View};
use crate::batch::journal::Journal;
use crate::cli::Cli;
use crate::config::{Job, Plan};
use crate::files::{common, lexical};
use crate::limits::PREVIEW_NOTES;
use crate::look::{Theme, theme};
use crate::settings::Settings;
use crate::watch::folders::{self, Tell};
use crate::watch::{Folders, Scope, settle};

/// What the maker is told.
pub enum Told {
    /// Something changed in a folder.
    Changed(folders::Told),
    /// A browser asks, and gets JSON.
    Asked(Wish, Sender<String>),
}

/// What a browser asks for.
#[derive(Debug, Clone)]
pub enum Wish {
    /// The notes, and what can be chosen.
    Notes,
    /// A note, by its number in the plan.
    Note {
        /// The number.
        number: usize,
        /// A theme in the place of that which the note has; empty for that.
        theme: String,
        /// A paper likewise.
        paper: String,
        /// How it is shown: `html`, `pdf`, `epub`.
        views: Vec<String>,
    },
}

/// Papers to choose from.
const PAPERS: [&str; 7] =
    ["a4", "a5", "a3", "us-letter", "us-legal", "presentation-16-9", "presentation-4-3"];

/// The state of the preview.
pub struct Maker<'a> {
    cli: &'a Cli,
    plan: Plan,
    /// Why there is no newer plan.
    error: Option<String>,
    journal: Box<Journal>,
    shelf: Arc<Shelf>,
    folders: Folders,
    scope: Scope,
    /// What was made since the last change, by note, theme and paper.
    made: HashMap<(usize, String, String), Shown>,
}

impl<'a> Maker<'a> {
    /// Nothing is made yet; changes are told to `tell`.
    ///
    /// # Errors
    /// When files cannot be watched.
    pub fn new(
        cli: &'a Cli,
        plan: Plan,
        journal: Box<Journal>,
        shelf: Arc<Shelf>,
        tell: Tell,
    ) -> notify::Result<Self> {
        let folders = Folders::new(cli.live.poll, tell)?;
        let scope = Scope::of(&plan, &cli.inputs);
        Ok(Self { cli, plan, error: None, journal, shelf, folders, scope, made: HashMap::new() })
    }

    /// Works until nobody can tell it anything; `tell` gets what there is to say to who started it.
    ///
    /// # Errors
    /// When files cannot be watched any more.
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock tells what changed meanwhile, and is in no output"
    )]
    pub fn work(mut self, told: Receiver<Told>, tell: &dyn Fn(&str)) -> notify::Result<()> {
        self.follow(tell)?;
        while let Ok(next) = told.recv() {
            match next {
                Told::Asked(wish, reply) => {
                    let began = SystemTime::now();
                    // Who asked may be gone.
                    let _ = reply.send(self.answer(&wish));
                    // What changed before its folder was followed was not told.
                    if self.follow(tell)? && self.scope.changed_since(began) {
                        self.plan_anew();
                    }
                }
                Told::Changed(change) => {
                    let scope = &self.scope;
                    let asks = |path: &_, comes_or_goes| scope.asks(path, comes_or_goes);
                    if !self.folders.counts(change, asks) {
                        continue;
                    }
                    let mut waiting = Vec::new();
                    settle(&mut self.folders, asks, |quiet| {
                        loop {
                            match told.recv_timeout(quiet).ok()? {
                                Told::Changed(change) => return Some(change),
                                Told::Asked(wish, reply) => waiting.push((wish, reply)),
                            }
                        }
                    });
                    self.plan_anew();
                    self.follow(tell)?;
                    for (wish, reply) in waiting {
                        let _ = reply.send(self.answer(&wish));
                    }
                }
            }
        }
        Ok(())
    }

    /// Follows the folders of what was read so far; whether there are new ones.
    fn follow(&mut self, tell: &dyn Fn(&str)) -> notify::Result<bool> {
        let followed = self.folders.follow(self.scope.folders())?;
        if let Some(why) = followed.polls {
            tell(&why);
        }
        Ok(followed.is_more)
    }

    fn plan_anew(&mut self) {
        match Plan::new(self.cli) {
            Ok(plan) => {
                self.plan = plan;
                self.error = None;
                self.scope = Scope::of(&self.plan, &self.cli.inputs);
            }
            Err(error) => self.error = Some(format!("{error:#}")),
        }
        self.made.clear();
        self.journal.again();
        self.shelf.change();
    }

    fn answer(&mut self, wish: &Wish) -> String {
        match wish {
            Wish::Notes => self.notes(),
            Wish::Note { number, theme, paper, views } => self.note((*number, theme, paper), views),
        }
    }

    fn notes(&self) -> String {
        // Notes of one folder are told apart by what comes after it.
        let places: Vec<PathBuf> =
            notes(&self.plan).filter_map(|job| job.input.path().map(lexical)).collect();
        let shared = common(places.iter().filter_map(|place| place.parent()));
        let note = |job: &Job| {
            let place = job.input.path().map(lexical);
            let label = place.as_deref().and_then(|place| place.strip_prefix(&shared).ok());
            let label = label.map(|label| label.display().to_string());
            let output = job.outputs.iter().find_map(|(_, output)| output.path());
            let output = output.map(|path| path.with_extension("html").display().to_string());
            json!({ "name": job.input.name(), "label": label, "output": output })
        };
        let notes: Vec<_> = self.plan.jobs.iter().filter(|job| !job.is_list).map(note).collect();
        let themes: Vec<&str> = theme::BUILT_IN.iter().map(|(name, _)| *name).collect();
        json!({ "version": self.shelf.version(), "notes": notes, "themes": themes, "papers": PAPERS })
            .to_string()
    }

    fn note(&mut self, (number, theme, paper): (usize, &str, &str), views: &[String]) -> String {
        let version = self.shelf.version();
        let Some(job) = notes(&self.plan).nth(number) else {
            return json!({ "version": version, "error": "this note is gone" }).to_string();
        };
        if let Some(reason) = self.journal.earlier.ended_by(&job.input) {
            let error = format!("converting this note ended the process that did it ({reason}): change it");
            return json!({ "version": version, "error": error }).to_string();
        }
        let settings = chosen(&self.plan.settings, theme, paper);
        let key = (number, theme.to_owned(), paper.to_owned());
        if self.made.len() >= PREVIEW_NOTES && !self.made.contains_key(&key) {
            self.made.clear();
        }
        self.journal.began(&job.input, None);
        let made = catch_unwind(AssertUnwindSafe(|| {
            let shown = self.made.entry(key.clone()).or_insert_with(|| Shown::of(&self.plan, job, &settings));
            for view in views.iter().filter_map(|view| View::named(view)) {
                shown.show(view, &settings, &self.shelf);
            }
            shown.read().iter().for_each(|path| self.scope.looked_at(path));
            shown.json(version, self.error.as_deref())
        }));
        self.journal.done(&job.input);
        made.unwrap_or_else(|_| {
            self.made.remove(&key);
            json!({ "version": version, "error": "this note met a fault of the program: please report it" })
                .to_string()
        })
    }
}

/// The jobs that are about a note.
fn notes(plan: &Plan) -> impl Iterator<Item = &Job> {
    plan.jobs.iter().filter(|job| !job.is_list)
}

/// The settings with the theme and the paper that somebody chose in the page.
fn chosen(settings: &Settings, theme: &str, paper: &str) -> Settings {
    let mut settings = settings.clone();
    if let Some(theme) = Theme::built_in(theme) {
        settings.look.theme = theme.clone();
        settings.look.is_theme_fixed = true;
    }
    if PAPERS.contains(&paper) {
        // All of them are papers.
        let _ = settings.look.command_line.read_argument(&format!("paper={paper}"));
    }
    settings
}
