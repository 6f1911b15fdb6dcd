//! Many cases at once, each on a thread as the program has it (`src/batch.rs`): a thread of a pool that typesetting shares
//! would take up a second case in the midst of a first, and a third in that, until its stack ends.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

use rayon::ThreadPoolBuilder;

const STACK: usize = 64 << 20;

/// What `work` makes of each of these, in their order.
pub fn at_once<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let _own_pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().unwrap();
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let spawn = |_| Builder::new().stack_size(STACK).spawn_scoped(scope, work).unwrap();
        let threads: Vec<_> = (0..threads).map(spawn).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}
