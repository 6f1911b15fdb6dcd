//! A folder of notes as a site: whether its pages lead to each other, and where the page is that lists all.

use std::path::{Path, PathBuf};

use super::book;
use super::inputs::Note;
use super::job::{Input, Job, Output};
use super::place::Place;
use super::project::Project;
use crate::backend::html::split::INDEX;
use crate::cli::Cli;
use crate::files::lexical;
use crate::format::Format;
use crate::output::names::Keys;
use crate::site::order::Navigation;

/// How the pages of a folder lead to each other, and the job that makes the page that lists all, unless a note makes it. That
/// is so when nothing but a folder of several notes is converted, or several folders into one, pages among others.
///
/// # Errors
/// When a file that says the order of the notes cannot be read.
pub(super) fn of(
    cli: &Cli,
    project: &Project,
    place: &Place,
    (notes, jobs): (&[Note], &[Job]),
) -> anyhow::Result<Option<(Navigation, Option<Job>)>> {
    let is_wanted = !cli.outputs.no_nav && project.keys.nav != Some(false);
    let is_of_folders = cli.inputs.iter().all(|input| input.is_dir());
    let is_whole = notes.len() > 1 && !cli.run.check && !cli.outputs.fragment;
    let has_pages = jobs
        .iter()
        .flat_map(|job| &job.outputs)
        .any(|(format, output)| *format == Format::Html && output.path().is_some());
    let Some(folder) = folder(notes, place).filter(|_| is_wanted && is_of_folders && is_whole && has_pages)
    else {
        return Ok(None);
    };
    let top = Note { input: Input::File(folder.join(INDEX)), base: Some(folder.clone()) };
    let Output::File(list) = place.output(&top, Format::Html)? else { return Ok(None) };
    let own = of_note(&list, jobs);
    let home = own.unwrap_or(&list).with_extension("");
    let navigation = Navigation::new(&folder, &home, book::order(&folder, project, notes)?);
    let job = own.is_none().then(|| Job {
        input: Input::File(folder.clone()),
        always: false,
        root: folder,
        outputs: vec![(Format::Html, Output::File(list))],
        book: None,
        is_list: true,
    });
    Ok(Some((navigation, job)))
}

/// The folder whose notes these are; `None` for notes of several that are not put into one.
fn folder(notes: &[Note], place: &Place) -> Option<PathBuf> {
    let first = notes.iter().find_map(|note| note.base.clone())?;
    if notes.iter().all(|note| note.base.as_ref() == Some(&first)) {
        return Some(first);
    }
    match place {
        Place::Folder { base, .. } | Place::Project { base, .. } => Some(base.clone()),
        Place::Beside | Place::Standard | Place::File(_) | Place::Named(_) => None,
    }
}

/// The output of a note that is this file, on some disks at least.
fn of_note<'a>(list: &Path, jobs: &'a [Job]) -> Option<&'a Path> {
    let list = lexical(list);
    let name = list.file_name()?;
    let outputs = jobs.iter().flat_map(|job| &job.outputs).filter_map(|(_, output)| output.path());
    let mut alike = outputs.filter(|path| path.file_name().is_some_and(|own| own.eq_ignore_ascii_case(name)));
    let mut keys = Keys::default();
    alike.find(|path| keys.of(path) == keys.of(&list))
}
