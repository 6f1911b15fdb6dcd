//! What earlier runs left among the outputs that no run makes any more.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::{Cache, Line};
use crate::config::Plan;
use crate::files::relative;
use crate::files::stamp::Stamp;
use crate::format::Format;

/// What lies among the outputs and is of no use any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it is, from the working folder.
    pub path: PathBuf,
    /// What it was made of: a note, or a folder.
    pub of: PathBuf,
    /// Whether that is gone; else it has no use for it.
    pub is_gone: bool,
    /// Whether this is an output; else it lay beside one.
    pub is_output: bool,
    /// What it was like.
    pub stamp: Stamp,
    /// What lies beside it and goes with it.
    pub beside: Vec<(PathBuf, Stamp)>,
}

impl Cache {
    /// What is still there though the note that it was made of is gone, or has no use for it, and no note of the plan has now.
    pub fn left(&self, plan: &Plan) -> Vec<Left> {
        let notes = plan.jobs.iter().filter_map(|job| Some(self.relative(job.input.path()?)));
        let notes: HashSet<String> = notes.collect();
        let outputs = plan.jobs.iter().flat_map(|job| &job.outputs).filter_map(|(_, output)| output.path());
        let outputs: HashSet<String> = outputs.map(|path| self.relative(path)).collect();
        let (mut gone, mut kept): (Vec<(&String, &Line, Stamp)>, Vec<&Line>) = (Vec::new(), Vec::new());
        for (output, (line, index)) in &self.lines {
            let may_be = !notes.contains(&line.note) && !outputs.contains(output);
            let stamp = line.outputs.get(*index).map(|made| made.stamp);
            match stamp.filter(|_| may_be && self.is_of_no_use(line)) {
                Some(stamp) => gone.push((output, line, stamp)),
                None => kept.push(line),
            }
        }
        let in_use: HashSet<&String> =
            kept.iter().flat_map(|line| &line.copies).map(|(path, _)| path).chain(&outputs).collect();
        let shown = |path: &str| relative(&self.folder.join(path), Path::new(""));
        let is_left = |path: &String| !in_use.contains(path) && self.folder.join(path).exists();
        let mut left: Vec<Left> = Vec::new();
        for (output, line, stamp) in gone.into_iter().filter(|(output, ..)| self.folder.join(output).exists())
        {
            let beside = line.copies.iter().chain(&line.unneeded).filter(|(path, _)| is_left(path));
            let beside = beside.map(|(path, stamp)| (shown(path), *stamp)).collect();
            let is_gone = !self.folder.join(&line.note).exists();
            let (path, of) = (shown(output), shown(&line.note));
            left.push(Left { path, of, is_gone, is_output: true, stamp, beside });
        }
        let unneeded = kept.iter().flat_map(|line| line.unneeded.iter().map(|one| (&line.note, one)));
        let unneeded: BTreeMap<&String, (&String, Stamp)> =
            unneeded.map(|(note, (path, stamp))| (path, (note, *stamp))).collect();
        for (path, (note, stamp)) in unneeded.into_iter().filter(|(path, _)| is_left(path)) {
            let (path, of) = (shown(path), shown(note));
            left.push(Left { path, of, is_gone: false, is_output: false, stamp, beside: Vec::new() });
        }
        left
    }

    /// Whether the note of a line is gone, or what it lists are no longer several pages.
    fn is_of_no_use(&self, line: &Line) -> bool {
        let note = self.folder.join(&line.note);
        if line.is_list() && note.is_dir() {
            return self.pages_below(&note) < 2;
        }
        !note.exists()
    }

    /// How many pages are on record whose notes are in a folder, or below it.
    fn pages_below(&self, folder: &Path) -> usize {
        let is_page =
            |output: &str| Path::new(output).extension().is_some_and(|own| own == Format::Html.extension());
        let pages = self.lines.iter().filter(|(output, (line, _))| !line.is_list() && is_page(output));
        pages
            .map(|(_, (line, _))| self.folder.join(&line.note))
            .filter(|note| note.starts_with(folder) && note.exists())
            .count()
    }
}
