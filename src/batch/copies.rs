//! Copies of the files that a note links to, beside its outputs (`--assets copy`). A note and the names of files are
//! somebody else's: a copy replaces nothing but an earlier copy, lies below the folder of the outputs, and goes through
//! no link.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::explained::explained;
use crate::config::{Input, Plan};
use crate::diagnostic::{Code, Diagnostic};
use crate::files::Files;
use crate::files::linked::Copy;
use crate::files::stamp::Stamp;
use crate::output::guard::Refusal;
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

/// Makes a copy below the folder `top`, unless it is there. It may replace what `is_ours` says is an earlier copy.
///
/// # Errors
/// When the file cannot be read, the copy cannot be written, or something else is in its place; the error says what to
/// do.
pub fn make(
    copy: &Copy,
    top: &Path,
    files: &dyn Files,
    taken: &HashSet<String>,
    is_ours: bool,
) -> Result<Made, Diagnostic> {
    let shown = copy.to.display();
    let cannot =
        |why: &str| Diagnostic::error(Code::Output, format!("cannot copy `{}` to {shown}: {why}", copy.path));
    if copy.size > limits::COPIED {
        let why = format!("it has more than {} MB", limits::COPIED >> 20);
        return Err(cannot(&why).hint("put it there by hand, or link to it without `--assets copy`"));
    }
    let bytes = files.read(&copy.path).map_err(|error| cannot(&explained(&error)))?;
    if !is_below(&copy.to, top) {
        let hint = "delete the link on the way there, or choose another folder with `-o`";
        return Err(cannot("that is outside of the folder of the outputs").hint(hint));
    }
    if taken.contains(&Keys::default().of(&copy.to)) {
        return Err(cannot("a note or an output is there").hint("give one of them another name"));
    }
    if let Ok(there) = copy.to.symlink_metadata() {
        if there.is_symlink() {
            return Err(Refusal::Link.diagnostic(&copy.to));
        }
        if !there.is_file() {
            return Err(cannot("something that is no file is there"));
        }
        let same = there.len() == bytes.len() as u64 && std::fs::read(&copy.to).is_ok_and(|own| own == bytes);
        if same {
            return Ok(Made { path: copy.to.clone(), stamp: Stamp::new(&there, &bytes) });
        }
        if !is_ours && there.len() > 0 {
            let hint = "`--force` replaces it; without `--assets copy`, links lead to the file itself";
            return Err(cannot("another file is there already, and convert did not put it there").hint(hint));
        }
    }
    output::write(&copy.to, &bytes).map_err(|error| cannot(&explained(&error)))?;
    let metadata = copy.to.metadata().map_err(|error| cannot(&explained(&error)))?;
    Ok(Made { path: copy.to.clone(), stamp: Stamp::new(&metadata, &bytes) })
}

/// Whether a path that need not be there is below a folder when links are followed.
fn is_below(path: &Path, top: &Path) -> bool {
    let there = path.ancestors().skip(1).find_map(|above| above.canonicalize().ok());
    let top = top.ancestors().find_map(|top| {
        let top = if top.as_os_str().is_empty() { Path::new(".") } else { top };
        top.canonicalize().ok()
    });
    there.zip(top).is_some_and(|(there, top)| there.starts_with(top))
}
