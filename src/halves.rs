//! Two halves of some work at once.

use std::panic::resume_unwind;
use std::thread::{Builder, scope};

/// What `work` gives for both halves; the second is done on a thread of its own, if the system has one to give.
pub fn both<T: ?Sized + Sync, R: Send>((first, second): (&T, &T), work: impl Fn(&T) -> R + Sync) -> (R, R) {
    scope(|scope| {
        let other = Builder::new().spawn_scoped(scope, || work(second));
        let first = work(first);
        let second = match other {
            Ok(other) => other.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(second),
        };
        (first, second)
    })
}

/// Fewer files are looked at in less time than a thread takes to begin.
const MANY: usize = 64;

/// What `work` gives for each item, in order; many items are done in two halves.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let all = |items: &[T]| items.iter().map(&work).collect::<Vec<_>>();
    if items.len() < MANY {
        return all(items);
    }
    let (mut first, mut second) = both(items.split_at(items.len() / 2), all);
    first.append(&mut second);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_half_is_worked_on_once_and_the_first_comes_first() {
        assert_eq!(
            both("a b c d".split_at(3), |half| half.trim().replace(' ', "-")),
            ("a-b".into(), "c-d".into())
        );
    }

    #[test]
    fn what_comes_of_many_items_is_in_their_order() {
        let items: Vec<usize> = (0..1_000).collect();
        assert_eq!(each(&items, |item| item + 1), (1..=1_000).collect::<Vec<_>>());
    }
}
