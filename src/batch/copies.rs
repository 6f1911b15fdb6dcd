//! Copies beside outputs (`--assets copy`): of the files that a note links to, and of what its pages show. A note and the
//! names of files are somebody else's: a copy replaces nothing but an earlier copy, lies below the folder of the outputs,
//! and goes through no link.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::explained::explained;
use crate::config::{Input, Plan};
use crate::diagnostic::{Code, Diagnostic};
use crate::files::Files;
use crate::files::linked::Copy;
use crate::files::stamp::Stamp;
use crate::output::guard::{self, Refusal};
use crate::output::names::Keys;
use crate::{limits, output};

/// A copy that is there.
#[derive(Debug, Clone)]
pub struct Made {
    /// Where it is.
    pub path: PathBuf,
    /// What it is like.
    pub stamp: Stamp,
}

/// The places at which a run has something else: its notes and its outputs, by the keys of their names.
pub fn taken(plan: &Plan) -> HashSet<String> {
    let mut keys = Keys::default();
    let mut taken = HashSet::new();
    for job in &plan.jobs {
        if let Input::File(note) = &job.input {
            taken.insert(keys.of(note));
        }
        taken.extend(job.outputs.iter().filter_map(|(_, output)| output.path()).map(|path| keys.of(path)));
    }
    taken
}

/// What a copy may replace, and where it may be.
#[derive(Debug)]
pub struct May<'a> {
    /// The folder below which it is.
    pub top: &'a Path,
    /// The places at which the run has something else ([`taken`]).
    pub taken: &'a HashSet<String>,
    /// The files that the note is made of.
    pub read: &'a [PathBuf],
    /// Whether what is there may be replaced, for it is an earlier copy.
    pub is_ours: bool,
}

/// Makes a copy of a file, unless it is there.
///
/// # Errors
/// When the file cannot be read, the copy cannot be written, or something else is in its place; the error says what to
/// do.
pub fn make(copy: &Copy, files: &dyn Files, may: &May) -> Result<Made, Diagnostic> {
    let what = format!("copy `{}` to", copy.path);
    let cannot = |why: &str| cannot(&what, &copy.to, why);
    if copy.size > limits::COPIED {
        let why = format!("it has more than {} MB", limits::COPIED >> 20);
        return Err(cannot(&why).hint("put it there by hand, or link to it without `--assets copy`"));
    }
    let bytes = files.read(&copy.path).map_err(|error| cannot(&explained(&error)))?;
    put(&bytes, &copy.to, &what, may)
}

/// Puts these bytes into a file, unless they are there; `what` says in messages what is done to its path.
///
/// # Errors
/// As [`make`].
pub fn put(bytes: &[u8], to: &Path, what: &str, may: &May) -> Result<Made, Diagnostic> {
    let cannot = |why: &str| cannot(what, to, why);
    if !is_below(to, may.top) {
        let hint = "delete the link on the way there, or choose another folder with `-o`";
        return Err(cannot("that is outside of the folder of the outputs").hint(hint));
    }
    if may.taken.contains(&Keys::default().of(to)) {
        return Err(cannot("a note or an output is there").hint("give one of them another name"));
    }
    if let Ok(there) = to.symlink_metadata() {
        if there.is_symlink() {
            return Err(Refusal::Link.diagnostic(to));
        }
        if !there.is_file() {
            return Err(cannot("something that is no file is there"));
        }
        let same = there.len() == bytes.len() as u64 && std::fs::read(to).is_ok_and(|own| own == bytes);
        if same {
            return Ok(Made { path: to.to_owned(), stamp: Stamp::new(&there, bytes) });
        }
        if guard::is_one_of(to, may.read) {
            return Err(Refusal::Input.diagnostic(to));
        }
        if !may.is_ours && there.len() > 0 {
            let hint = "`--force` replaces it; without `--assets copy`, nothing is put there";
            return Err(cannot("another file is there already, and convert did not put it there").hint(hint));
        }
    }
    output::write(to, bytes).map_err(|error| cannot(&explained(&error)))?;
    let metadata = to.metadata().map_err(|error| cannot(&explained(&error)))?;
    Ok(Made { path: to.to_owned(), stamp: Stamp::new(&metadata, bytes) })
}

fn cannot(what: &str, to: &Path, why: &str) -> Diagnostic {
    Diagnostic::error(Code::Output, format!("cannot {what} {}: {why}", to.display()))
}

/// Whether a path that need not be there is below a folder when links are followed.
fn is_below(path: &Path, top: &Path) -> bool {
    let there = |path: &Path| {
        path.ancestors().find_map(|above| {
            let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
            above.canonicalize().ok()
        })
    };
    path.parent().and_then(there).zip(there(top)).is_some_and(|(there, top)| there.starts_with(top))
}
