//! What lies among the outputs and is of no use any more: it is told, and removed where that is asked for (`--prune`). Only
//! what the record has and what is as it was made is removed: below the folders of the run, and through no link.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::cache::{Cache, Left};
use super::copies;
use super::explained::explained;
use crate::config::Plan;
use crate::config::plan::Mode;
use crate::diagnostic::{Code, Diagnostic};
use crate::files::lexical;
use crate::files::stamp::Stamp;
use crate::format::Format;
use crate::output::names::Keys;
use crate::output::{self, made};

/// What becomes of a file that is of no use any more.
#[derive(Debug)]
pub enum Fate {
    /// It was removed.
    Removed,
    /// It stays; this says why.
    Told(Diagnostic),
}

/// What becomes of all that the record knows to be of no use.
pub fn fates(plan: &Plan, cache: &Cache) -> Vec<(PathBuf, Fate)> {
    if plan.mode != Mode::Prune {
        return cache
            .left(plan)
            .into_iter()
            .map(|left| (left.path.clone(), Fate::Told(told(&left))))
            .collect();
    }
    let tops = tops(plan);
    let fate = |Judged { path, may_go, .. }| match may_go {
        Ok(()) => {
            let fate = remove(&path, &tops);
            (path, fate)
        }
        Err(why) => (path, Fate::Told(why)),
    };
    judged(plan, cache, &tops).map(fate).collect()
}

/// Each file that `--prune` would remove, with what it was made of.
pub fn removable(plan: &Plan, cache: &Cache) -> Vec<(PathBuf, PathBuf)> {
    let tops = tops(plan);
    let goes = judged(plan, cache, &tops).filter(|judged| judged.may_go.is_ok());
    goes.map(|judged| (judged.path, judged.of)).collect()
}

/// A file that is of no use any more.
struct Judged {
    path: PathBuf,
    /// What it was made of.
    of: PathBuf,
    /// Why it stays, where it does.
    may_go: Result<(), Diagnostic>,
}

/// All files that are of no use any more, each judged when those before it have met their fate.
fn judged(plan: &Plan, cache: &Cache, tops: &[PathBuf]) -> impl Iterator<Item = Judged> {
    let left = cache.left(plan);
    let taken = if left.is_empty() { HashSet::new() } else { copies::taken(plan) };
    left.into_iter().flat_map(move |left| {
        let beside = left.beside.iter().map(|(path, stamp)| (path, *stamp, false));
        let own = (&left.path, left.stamp, left.is_output);
        let judge = |(path, stamp, is_output): (&PathBuf, Stamp, bool)| {
            let may_go = match taken.contains(&Keys::default().of(path)) {
                true => Err("a note or an output of this run is there"),
                false => check(path, stamp, is_output, (tops, cache)),
            };
            Judged {
                path: path.clone(),
                of: left.of.clone(),
                may_go: may_go.map_err(|why| stays(&left, why)),
            }
        };
        std::iter::once(own).chain(beside).map(judge).collect::<Vec<_>>()
    })
}

/// The folders below which something may be removed.
fn tops(plan: &Plan) -> Vec<PathBuf> {
    // The pages of a divided book have a folder of their own.
    let of_books = plan.jobs.iter().filter(|job| job.book.is_some()).flat_map(|job| &job.outputs);
    let of_books = of_books.filter_map(|(_, output)| Some(output::folder(output.path()?).to_owned()));
    plan.site.tops().into_iter().chain(of_books).collect()
}

/// Tells of what is left.
fn told(left: &Left) -> Diagnostic {
    Diagnostic::warning(Code::Output, reason(left)).hint("`--prune` removes it")
}

fn reason(left: &Left) -> String {
    let of = left.of.display();
    match left.is_gone {
        true => format!("this was made of {of}, which is gone"),
        false => format!("this was made for {of}, which has no use for it any more"),
    }
}

fn stays(left: &Left, why: &str) -> Diagnostic {
    let message = format!("{}; it is not removed: {why}", reason(left));
    Diagnostic::warning(Code::Output, message).hint("delete it if nothing needs it any more")
}

/// Whether a file may be removed: an output of ours, or what lay beside one.
fn check(
    path: &Path,
    stamp: Stamp,
    is_output: bool,
    (tops, cache): (&[PathBuf], &Cache),
) -> Result<(), &'static str> {
    let there = path.symlink_metadata().map_err(|_| "it cannot be looked at")?;
    if !there.is_file() {
        return Err("it is no regular file");
    }
    if !tops.iter().any(|top| is_inside(path, top)) {
        return Err("it is outside of the folders of this run, or behind a link");
    }
    if !cache.is_as_made(path, stamp) {
        return Err("it was changed since");
    }
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let format = Format::ALL.into_iter().find(|format| format.extension() == ending);
    if is_output && !format.is_some_and(|format| made::by_us(path, format)) {
        return Err("it does not say that convert made it");
    }
    Ok(())
}

/// Whether a file is in a folder or below it, with no link on the way.
fn is_inside(path: &Path, top: &Path) -> bool {
    let (path, top) = (lexical(path), lexical(top));
    let Some(below) = path.parent().and_then(|folder| folder.strip_prefix(&top).ok()) else { return false };
    let real = path.parent().and_then(|folder| folder.canonicalize().ok());
    real.zip(top.canonicalize().ok()).is_some_and(|(real, top)| real == top.join(below))
}

/// Removes a file, and the folders below one of `tops` that are empty then.
fn remove(path: &Path, tops: &[PathBuf]) -> Fate {
    if let Err(error) = std::fs::remove_file(path) {
        let message = format!("cannot remove this: {}", explained(&error));
        return Fate::Told(Diagnostic::error(Code::Output, message));
    }
    let tops: Vec<PathBuf> = tops.iter().map(|top| lexical(top)).collect();
    let path = lexical(path);
    let mut folder = path.parent();
    // A folder that is not empty stays.
    while let Some(own) = folder.filter(|own| tops.iter().any(|top| own.starts_with(top) && own != top)) {
        if std::fs::remove_dir(own).is_err() {
            break;
        }
        folder = own.parent();
    }
    Fate::Removed
}
