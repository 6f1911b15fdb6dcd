//! From a plan to its outputs: workers take one job after the other, and what came of them is told in the order of
//! the inputs, so that messages of two notes never mix. What a job does is in [`job`], what need not be done in
//! [`cache`].

pub mod cache;
pub mod fingerprint;
pub mod inputs;
pub mod job;
pub mod progress;
pub mod summary;
pub mod tokens;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::Builder;

pub use job::{Outcome, State};
pub use summary::Summary;

use crate::Format;
use crate::config::{Job, Output, Plan};
use crate::limits::STACK;
use job::Jobs;
use tokens::Tokens;

/// What happens in a run.
pub enum Event<'a> {
    /// A worker takes up a note.
    Began(&'a Job),
    /// A note is done; these come in the order of the plan's jobs.
    Ended(&'a Job, Outcome),
}

/// Does the jobs of a plan; `report` is told of what happens.
pub fn run(plan: &Plan, mut report: impl FnMut(Event)) -> Summary {
    let jobs = Jobs::new(plan);
    let tokens = Tokens::new(plan.workers);
    let workers = tokens.threads.min(plan.jobs.len()).max(1);
    let threads = if tokens.are_shared() { 1 } else { (tokens.threads / workers).max(1) };
    let shared = Shared { plan, jobs, next: AtomicUsize::new(0), stopped: AtomicBool::new(false), threads };
    let mut summary = Summary::default();
    std::thread::scope(|scope| {
        let (sender, events) = mpsc::channel();
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
        summary = told_in_order(shared, tokens, events, &mut report);
    });
    shared.jobs.finish();
    summary
}

/// What the workers share.
struct Shared<'a> {
    plan: &'a Plan,
    jobs: Jobs<'a>,
    /// The first job that no worker has taken.
    next: AtomicUsize,
    /// Whether no other job may be begun.
    stopped: AtomicBool,
    /// How many threads a worker may typeset with.
    threads: usize,
}

/// What workers tell: a job, by its place in the plan, and what came of it when it is done.
type Told = (usize, Option<Outcome>);

impl Shared<'_> {
    /// Does jobs until there are none.
    fn work(&self, told: &mpsc::Sender<Told>) {
        // Typst takes the threads of the pool that it is called in. One for each worker keeps a note from waiting
        // for another's work, and a run at the number of threads that was asked for.
        let typesets =
            self.plan.jobs.iter().any(|job| job.outputs.iter().any(|(format, _)| *format == Format::Pdf));
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(self.threads).stack_size(STACK).use_current_thread();
        let _pool = typesets.then(|| pool.build());
        while !self.stopped.load(Ordering::Relaxed) {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = self.plan.jobs.get(index) else { return };
            let _ = told.send((index, None));
            let outcome = self.jobs.run(job);
            if self.plan.fail_fast && outcome.failed(self.plan.strict) {
                self.stopped.store(true, Ordering::Relaxed);
            }
            let _ = told.send((index, Some(outcome)));
        }
    }
}

/// Reports what workers tell, each outcome when all before it are there.
fn told_in_order(
    shared: &Shared,
    tokens: &Tokens,
    events: mpsc::Receiver<Told>,
    report: &mut impl FnMut(Event),
) -> Summary {
    let jobs = &shared.plan.jobs;
    let (mut summary, mut waiting, mut turn) = (Summary::default(), BTreeMap::new(), 0);
    for (index, outcome) in events {
        let Some(outcome) = outcome else {
            report(Event::Began(&jobs[index]));
            continue;
        };
        waiting.insert(index, outcome);
        while let Some(outcome) = waiting.remove(&turn) {
            summary.add(&outcome, shared.plan.strict);
            report(Event::Ended(&jobs[turn], outcome));
            turn += 1;
        }
        // Nobody needs to wait for the right to work when there is no more of it.
        if shared.stopped.load(Ordering::Relaxed) || shared.next.load(Ordering::Relaxed) >= jobs.len() {
            tokens.close();
        }
    }
    summary.left_out = jobs.len() - turn;
    summary
}

/// What a run of the plan would do: each output, with its job and whether it would be made.
pub fn list(plan: &Plan) -> impl Iterator<Item = (&Job, &Output, bool)> {
    let jobs = Jobs::new(plan);
    plan.jobs.iter().flat_map(move |job| {
        let made = |(format, output): &(Format, Output)| jobs.current(job, *format, output).is_none();
        let made: Vec<bool> = job.outputs.iter().map(made).collect();
        job.outputs.iter().zip(made).map(move |((_, output), made)| (job, output, made))
    })
}
