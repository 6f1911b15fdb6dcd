//! From a plan to its outputs: workers take one job after the other, and what came of them is told in the order of
//! the inputs, so that messages of two notes never mix. What a job does is in [`job`], what need not be done in
//! [`cache`].

pub mod beside;
mod book;
pub mod cache;
mod cards;
pub mod copies;
pub mod explained;
pub mod fingerprint;
pub mod job;
pub mod journal;
mod list;
pub mod note;
pub mod outcome;
pub mod progress;
pub mod prune;
pub mod room;
pub mod summary;
pub mod tokens;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, Weak, mpsc};
use std::thread::Builder;

pub use outcome::{Outcome, Report, State};
pub use summary::{Stopped, Summary};

use crate::config::plan::Mode;
use crate::config::{Input, Job, Output, Plan};
use crate::diagnostic::Diagnostic;
use crate::format::Format;
use crate::limits::STACK;
use crate::output;
use job::{Jobs, Steps};
use journal::Journal;
use prune::Fate;
use tokens::Tokens;

/// How many notes that are up to date are told of together.
const TOGETHER: usize = 32;

/// What happens in a run.
pub enum Event<'a> {
    /// A worker begins to make the outputs of a note.
    Began(&'a Job),
    /// Something is wrong with this file, which is no note of the run.
    About(&'a Path, &'a Diagnostic),
    /// This file was of no use any more and was removed.
    Removed(&'a Path),
    /// A note is done; these come in the order of the plan's jobs.
    Ended(&'a Job, Outcome),
    /// A signal asks to stop. Nothing is being written and nothing will be: the process may end now.
    Stopped(Stopped<'a>),
}

/// Asks a run to stop.
pub struct Stop(Weak<mpsc::Sender<Told>>);

impl Stop {
    /// Asks for it, because of a signal; whether the run still goes on.
    pub fn ask(&self, signal: i32) -> bool {
        self.0.upgrade().is_some_and(|sender| sender.send(Told::Stop(signal)).is_ok())
    }
}

/// Does the jobs of a plan, but for those that `journal` has; `report` is told of what happens, and `stops` gets the
/// way to stop the run.
pub fn run(
    plan: &Plan,
    journal: &Journal,
    stops: impl FnOnce(Stop),
    mut report: impl FnMut(Event),
) -> Summary {
    if plan.mode != Mode::Check {
        output::temporary::clean(&plan.folders);
    }
    let order = order(plan, journal);
    let tokens = Tokens::new(plan.workers);
    let workers = tokens.threads.min(order.len()).max(1);
    let threads = if tokens.are_shared() { 1 } else { (tokens.threads / workers).max(1) };
    let shared = Shared {
        plan,
        journal,
        jobs: Jobs::new(plan),
        order,
        next: AtomicUsize::new(0),
        to_look_at: plan.site.to_look_at().into_iter().map(|(number, note, _)| (number, note)).collect(),
        next_look: AtomicUsize::new(0),
        stopped: AtomicBool::new(false),
        alone: RwLock::new(()),
        recorded: RwLock::new(()),
        ended: Mutex::default(),
        threads,
    };
    let mut summary = journal.earlier.summary;
    if journal.earlier.is_start() {
        for (path, diagnostic) in shared.jobs.warnings() {
            summary.warnings += 1;
            report(Event::About(&path, &diagnostic));
        }
    }
    std::thread::scope(|scope| {
        let (sender, events) = mpsc::channel();
        // The workers alone keep it open: events end with them.
        let sender = Arc::new(sender);
        stops(Stop(Arc::downgrade(&sender)));
        let (shared, tokens) = (&shared, &tokens);
        tokens.request(workers - 1);
        let mut first = Some(sender.clone());
        for worker in 0..workers {
            let sender = sender.clone();
            let work = move || {
                let token = if worker == 0 { None } else { tokens.wait() };
                if worker == 0 || token.is_some() {
                    shared.work(&sender);
                }
            };
            if Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_ok() && worker == 0 {
                first = None;
            }
        }
        drop(sender);
        if let Some(sender) = first.take() {
            // The system has no thread to give: this one does the work.
            shared.work(&sender);
        }
        summary = told_in_order(shared, summary, tokens, &events, &mut report);
    });
    end(shared.jobs, &mut summary, &mut report);
    summary
}

/// Ends a run, and tells what became of what is left of earlier ones.
fn end(jobs: Jobs, summary: &mut Summary, report: &mut impl FnMut(Event)) {
    for (path, fate) in jobs.finish() {
        match fate {
            Fate::Removed => {
                summary.removed += 1;
                report(Event::Removed(&path));
            }
            Fate::Told(diagnostic) => {
                summary.warnings += 1;
                report(Event::About(&path, &diagnostic));
            }
        }
    }
}

/// The jobs to do, by their places in the plan: first those that must be done alone.
#[expect(
    clippy::indexing_slicing,
    reason = "indices are places in the list of jobs, from which they were counted"
)]
fn order(plan: &Plan, journal: &Journal) -> Vec<usize> {
    let earlier = &journal.earlier;
    let mut order: Vec<usize> = (0..plan.jobs.len()).collect();
    order.retain(|&index| !earlier.is_told(&plan.jobs[index].input));
    order.sort_by_key(|&index| !earlier.is_suspect(&plan.jobs[index].input));
    order
}

/// What the workers share.
struct Shared<'a> {
    plan: &'a Plan,
    journal: &'a Journal,
    jobs: Jobs<'a>,
    /// The jobs to do, by their places in the plan.
    order: Vec<usize>,
    /// The first of them that no worker has taken.
    next: AtomicUsize,
    /// The notes whose cards are to be read before pages can show them.
    to_look_at: Vec<(usize, &'a Path)>,
    /// The first of them that no worker has taken.
    next_look: AtomicUsize,
    /// Held for writing by a job that must be done alone, for reading by the others.
    alone: RwLock<()>,
    /// Held for reading from when a job is recorded until it is among those that ended: what the record has as made is
    /// told as made, whenever a signal comes.
    recorded: RwLock<()>,
    /// The jobs that are done and of which the thread that reports has not heard.
    ended: Mutex<Vec<(usize, Outcome)>>,
    /// Whether no other job may be begun.
    stopped: AtomicBool,
    /// How many threads a worker may typeset with.
    threads: usize,
}

/// What the thread that reports is told; jobs by their places in the plan.
enum Told {
    /// The outputs of a job are being made.
    Began(usize),
    /// Jobs are done.
    Ended,
    /// This signal asks to stop.
    Stop(i32),
}

impl Shared<'_> {
    /// Does jobs until there are none.
    fn work(&self, told: &mpsc::Sender<Told>) {
        // Typst takes the threads of the pool that it is called in. One for each worker keeps a note from waiting
        // for another's work, and a run at the number of threads that was asked for.
        let typesets = self
            .plan
            .jobs
            .iter()
            .any(|job| job.book.is_some() || job.outputs.iter().any(|(format, _)| format.is_typeset()));
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(self.threads).stack_size(STACK).use_current_thread();
        let _pool = typesets.then(|| pool.build());
        self.look();
        let mut looked = None;
        while !self.stopped.load(Ordering::Relaxed) {
            let next = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&index) = self.order.get(next) else { break };
            let recorded = Cell::new(None);
            let outcome = self.job(index, &mut looked, &recorded, told);
            if self.plan.fail_fast && outcome.failed(self.plan.telling.strict) {
                self.stopped.store(true, Ordering::Relaxed);
            }
            let is_current = outcome.state.is_current();
            let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
            ended.push((index, outcome));
            drop(recorded);
            if !is_current || ended.len() == TOGETHER {
                let _ = told.send(Told::Ended);
            }
        }
        let _ = told.send(Told::Ended);
        looked.into_iter().for_each(|note| self.journal.looked_at(note));
    }

    /// The jobs that are done since this was asked last, by their places in the plan.
    fn ended(&self) -> Vec<(usize, Outcome)> {
        std::mem::take(&mut *self.ended.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads what pages show of each other, until all is read or another worker is at the rest.
    fn look(&self) {
        while !self.stopped.load(Ordering::Relaxed) {
            let next = self.next_look.fetch_add(1, Ordering::Relaxed);
            let Some(&(number, note)) = self.to_look_at.get(next) else { return };
            let input = Input::File(note.to_owned());
            let earlier = &self.journal.earlier;
            let suspect = earlier.is_suspect(&input);
            let _alone = suspect.then(|| self.alone.write().unwrap_or_else(PoisonError::into_inner));
            let _others = (!suspect).then(|| self.alone.read().unwrap_or_else(PoisonError::into_inner));
            self.journal.began(&input, None);
            let look = |read| self.plan.site.look_at(number, read);
            if catch_unwind(AssertUnwindSafe(|| look(earlier.ended_by(&input).is_none()))).is_err() {
                // The note tells of the fault when its turn comes.
                look(false);
            }
            match suspect {
                true => self.journal.done(&input),
                false => self.journal.looked_at(&input),
            }
        }
    }

    /// Does the job at a place in the plan. A note that is up to date is only `looked` at: the journal has that when the
    /// next one is begun.
    #[expect(
        clippy::indexing_slicing,
        reason = "indices are places in the list of jobs, from which they were counted"
    )]
    fn job<'s>(
        &'s self,
        index: usize,
        looked: &mut Option<&'s Input>,
        recorded: &Cell<Option<RwLockReadGuard<'s, ()>>>,
        told: &mpsc::Sender<Told>,
    ) -> Outcome {
        let job = &self.plan.jobs[index];
        let earlier = &self.journal.earlier;
        if let Some(reason) = earlier.ended_by(&job.input) {
            return Outcome::of_ended(job, reason);
        }
        // A note may be the one that ended an earlier process: if it does so again, no other must be under way. Its
        // messages were not shown, so it is made even if it is up to date.
        let suspect = earlier.is_suspect(&job.input);
        let _alone = suspect.then(|| self.alone.write().unwrap_or_else(PoisonError::into_inner));
        let _others = (!suspect).then(|| self.alone.read().unwrap_or_else(PoisonError::into_inner));
        self.journal.began(&job.input, looked.take());
        let begin = || drop(told.send(Told::Began(index)));
        let records = || recorded.set(Some(self.recorded.read().unwrap_or_else(PoisonError::into_inner)));
        let steps = Steps { begins: &begin, records: &records };
        let outcome = self.jobs.run(job, job.always || suspect, &steps);
        match outcome.state.is_current() {
            true => *looked = Some(&job.input),
            false => self.journal.done(&job.input),
        }
        outcome
    }
}

/// Reports what workers tell, each outcome when all before it are there.
#[expect(
    clippy::indexing_slicing,
    reason = "indices are places in the list of jobs, from which they were counted"
)]
fn told_in_order(
    shared: &Shared,
    mut summary: Summary,
    tokens: &Tokens,
    events: &mpsc::Receiver<Told>,
    report: &mut impl FnMut(Event),
) -> Summary {
    let jobs = &shared.plan.jobs;
    let mut turns: BTreeSet<usize> = shared.order.iter().copied().collect();
    let mut waiting = BTreeMap::new();
    // The notes that are up to date, and that the journal does not have as told: a run that goes on may look at them again.
    let mut unwritten = Vec::new();
    let mut tell = |index: usize, outcome: Outcome, summary: &mut Summary, report: &mut dyn FnMut(Event)| {
        let waits = outcome.state.is_current() && outcome.rule.is_none();
        summary.add(&jobs[index], &outcome, shared.plan.telling.strict);
        report(Event::Ended(&jobs[index], outcome));
        unwritten.push(jobs[index].input.name());
        if !waits || unwritten.len() > TOGETHER {
            shared.journal.told(std::mem::take(&mut unwritten), *summary);
        }
    };
    // A list is none of the notes.
    let left = |turns: &BTreeSet<usize>| {
        let left: Vec<&Job> = turns.iter().map(|&index| &jobs[index]).filter(|job| !job.is_list).collect();
        left.into_iter()
    };
    for event in events {
        match event {
            Told::Began(index) => report(Event::Began(&jobs[index])),
            Told::Ended => waiting.extend(shared.ended()),
            Told::Stop(signal) => {
                let _paused = output::pause();
                let _recorded = shared.recorded.write().unwrap_or_else(PoisonError::into_inner);
                shared.stopped.store(true, Ordering::Relaxed);
                // What is done is told, though not all before it are.
                waiting.extend(shared.ended());
                for (index, outcome) in std::mem::take(&mut waiting) {
                    turns.remove(&index);
                    tell(index, outcome, &mut summary, report);
                }
                let left: Vec<&Job> = left(&turns).collect();
                summary.left_out = left.len();
                report(Event::Stopped(Stopped { signal, summary, left }));
            }
        }
        while let Some(outcome) = turns.first().and_then(|turn| waiting.remove(turn)) {
            if let Some(turn) = turns.pop_first() {
                tell(turn, outcome, &mut summary, report);
            }
        }
        // Nobody needs to wait for the right to work when there is no more of it.
        let begun = shared.next.load(Ordering::Relaxed) >= shared.order.len();
        if shared.stopped.load(Ordering::Relaxed) || begun {
            tokens.close();
        }
    }
    summary.left_out = left(&turns).count();
    summary
}

/// Each file that a run that prunes would remove, with what it was made of.
pub fn removable(plan: &Plan) -> Vec<(PathBuf, PathBuf)> {
    Jobs::new(plan).cache.map(|cache| prune::removable(plan, &cache)).unwrap_or_default()
}

/// What a run of the plan would do: each output, with its job and whether it would be made.
pub fn list(plan: &Plan) -> impl Iterator<Item = (&Job, &Output, bool)> {
    let jobs = Jobs::new(plan);
    plan.jobs.iter().flat_map(move |job| {
        let made =
            |(format, output): &(Format, Output)| job.always || jobs.current(job, *format, output).is_none();
        let made: Vec<bool> = job.outputs.iter().map(made).collect();
        job.outputs.iter().zip(made).map(move |((_, output), made)| (job, output, made))
    })
}
