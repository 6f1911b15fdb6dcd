//! Which notes become which outputs: what the command line names is looked up on the disk, and each note gets a
//! job whose outputs no other job has.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::ensure;

use super::book;
use super::inputs::{self, Note};
use super::job::{Book, Input, Job};
use super::place::Place;
use super::project::Project;
use super::telling::Telling;
use super::{checks, ignored};
use crate::book::Outline;
use crate::cli::{Cli, Target};
use crate::files::root::{self, Roots};
use crate::format::Format;
use crate::output::folder;
use crate::settings::Settings;
use crate::site::Site;

/// The name of the file that knows what is up to date.
const CACHE: &str = ".convert-cache";

/// Everything that a run does.
#[derive(Debug)]
pub struct Plan {
    /// The notes, in the order in which they were named, those of a folder by name.
    pub jobs: Vec<Job>,
    /// All notes that belong together, those of other shards too: where links between them lead.
    pub site: Site,
    /// How outputs are made.
    pub settings: Settings,
    /// The files that the settings were read from: the project file, templates, callouts.
    pub configuration: Vec<PathBuf>,
    /// How many notes to work on at once; `None`: as many as there are cores.
    pub workers: Option<NonZeroUsize>,
    /// Whether the first failure is the last note that is begun.
    pub fail_fast: bool,
    /// The folders that the run writes to.
    pub folders: BTreeSet<PathBuf>,
    /// The file that knows what is up to date; `None` when every note is always made.
    pub cache: Option<PathBuf>,
    /// Whether that file's records count for nothing, and files that this program did not make are replaced.
    pub force: bool,
    /// Whether the output was named by itself, which is permission to replace what is there.
    pub named: bool,
    /// The dependency file to write.
    pub dependencies: Option<PathBuf>,
    /// How far the run goes.
    pub mode: Mode,
    /// Whether the process ends with the run.
    pub ends: bool,
    /// What is told, and how.
    pub telling: Telling,
}

/// How far a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Outputs are made.
    Make,
    /// Outputs are made, and those of earlier runs that are of no use any more are removed.
    Prune,
    /// Only what would be done is said.
    List {
        /// Also what would be removed.
        prunes: bool,
    },
    /// Nothing is written: the notes are only looked at.
    Check,
}

impl Mode {
    fn of(cli: &Cli) -> Self {
        match (cli.run.list, cli.run.check, cli.run.prune) {
            (true, .., prunes) => Mode::List { prunes },
            (_, true, _) => Mode::Check,
            (.., true) => Mode::Prune,
            (.., false) => Mode::Make,
        }
    }
}

impl Plan {
    /// Settles what a command line asks for.
    ///
    /// # Errors
    /// When it contradicts itself or names files that cannot be read; the message says what to do.
    pub fn new(cli: &Cli) -> anyhow::Result<Self> {
        let (cli, told_of_habits) = super::habits::settled(inputs::with_last_as_output(cli.clone())?)?;
        let (project, of_user, told_of_user) = super::user::project(&cli, &cli.inputs)?;
        let notes = inputs::find(&cli.inputs, &project)?;
        checks::kinds(&notes)?;
        let is_book = book::is_wanted(&cli, &notes);
        let place =
            Place::new(&cli, &project, &notes, (is_book, is_book && super::is_split(&cli, &project)))?;
        let mut found = Vec::new();
        let mut jobs = match is_book {
            true => {
                let (outline, told) = book::outline(&project, &notes)?;
                found = told;
                book_job(&cli, &project, &place, &notes, outline)?
            }
            false => jobs(&cli, &project, &place, &notes)?,
        };
        let (navigation, list) = match is_book {
            true => (None, None),
            false => super::site::of(&cli, &project, &place, (&notes, &jobs))?.unzip(),
        };
        jobs.extend(list.flatten());
        let (settings, mut configuration, told) = super::settings(&cli, &project)?;
        configuration.extend(of_user);
        configuration.extend(navigation.as_ref().and_then(|navigation| navigation.source.clone()));
        configuration.extend(found.iter().map(|(source, _)| PathBuf::from(source.name())));
        let cache = if cli.run.check { None } else { cache(&cli, &place, &notes) };
        let rules = cli.outputs.deps.as_deref();
        let folders = check(&project, &place, &notes, &jobs, &configuration, rules, cache.as_deref())?;
        let mut site = site(&jobs, &notes, &place, &settings);
        navigation.into_iter().for_each(|navigation| site.navigate(navigation));
        if let Some(shard) = cli.run.shard {
            let mut notes = notes.iter();
            jobs.retain(|job| match job.is_list {
                // Each part knows all notes; one of them is to list them.
                true => shard.part == 1,
                false => notes.next().is_some_and(|note| note.is_in(shard)),
            });
        }
        let told = told
            .into_iter()
            .chain(told_of_user)
            .chain(told_of_habits)
            .chain(super::idle::warnings(&cli, &jobs));
        Ok(Self {
            cache,
            folders,
            named: matches!(place, Place::File(_)),
            telling: Telling::new(&cli, &project, told.collect(), found),
            jobs,
            site,
            settings,
            configuration,
            workers: cli.run.jobs.or(project.keys.jobs),
            fail_fast: cli.run.fail_fast || project.keys.fail_fast == Some(true),
            force: cli.run.force,
            mode: Mode::of(&cli),
            ends: !cli.live.watch && !cli.live.preview,
            dependencies: cli.outputs.deps,
        })
    }
}

/// What there is to do: each note with its outputs, and the folder below which it may read.
fn jobs(cli: &Cli, project: &Project, place: &Place, notes: &[Note]) -> anyhow::Result<Vec<Job>> {
    let formats = place.formats(cli, project)?;
    let root = match &cli.reading.root {
        Some(root) => Some(root.clone()),
        None => project.root()?,
    };
    let mut found = Roots::default();
    let job = |note: &Note| {
        let outputs = formats.iter().map(|&format| Ok((format, place.output(note, format)?)));
        let root =
            root.clone().unwrap_or_else(|| default_root(&mut found, &note.input, note.base.as_deref()));
        let outputs = outputs.collect::<anyhow::Result<Vec<_>>>()?;
        Ok(Job {
            input: note.input.clone(),
            always: note.base.is_none(),
            root,
            outputs,
            book: None,
            is_list: false,
        })
    };
    notes.iter().map(job).collect()
}

/// The job that makes a book.
fn book_job(
    cli: &Cli,
    project: &Project,
    place: &Place,
    notes: &[Note],
    outline: Outline,
) -> anyhow::Result<Vec<Job>> {
    let formats = place.formats(cli, project)?;
    let root = match &cli.reading.root {
        Some(root) => Some(root.clone()),
        None => project.root()?,
    };
    let base = notes.iter().find_map(|note| note.base.as_deref());
    let mut found = Roots::default();
    let root = |input: &Input| root.clone().unwrap_or_else(|| default_root(&mut found, input, base));
    let is_split = super::is_split(cli, project);
    Ok(vec![book::job(place, (&formats, is_split), notes, outline, root)?])
}

/// Refuses what a run must not do; the folders that it writes to.
fn check(
    project: &Project,
    place: &Place,
    notes: &[Note],
    jobs: &[Job],
    configuration: &[PathBuf],
    rules: Option<&Path>,
    record: Option<&Path>,
) -> anyhow::Result<BTreeSet<PathBuf>> {
    let bases = notes.iter().filter_map(|note| note.base.as_ref().map(|_| note.input.folder()));
    let read = [configuration, &ignored::files(bases)].concat();
    ensure!(
        rules != Some(Path::new("-")),
        "`--deps` writes to a file, not to standard output: `--deps ./-` is a file of that name"
    );
    checks::terminal(jobs)?;
    let folders = checks::outputs(jobs, &read, rules, record)?;
    if let Place::Project { .. } = place {
        let outputs = jobs.iter().flat_map(|job| &job.outputs).filter_map(|(_, output)| output.path());
        outputs.into_iter().try_for_each(|output| project.check("output", output))?;
    }
    checks::names(notes)?;
    Ok(folders)
}

impl Plan {
    /// Whether notes of a folder are converted, and not only such as were named by themselves.
    pub fn is_of_folder(&self) -> bool {
        self.jobs.iter().any(|job| !job.always)
    }
}

impl From<Target> for Format {
    fn from(target: Target) -> Self {
        match target {
            Target::Pdf => Format::Pdf,
            Target::Epub => Format::Epub,
            Target::Html => Format::Html,
            Target::Png => Format::Png,
            Target::Svg => Format::Svg,
            Target::Typ => Format::Typst,
            Target::Ir => Format::Ir,
        }
    }
}

/// The folder below which a note may read files when nothing else is said; the empty path when there is none.
fn default_root(roots: &mut Roots, input: &Input, base: Option<&Path>) -> PathBuf {
    let root = roots.of(input.folder(), base);
    let own = match input {
        // What comes from standard input is in no folder: that from which it is converted may be any.
        Input::Standard => root.filter(|root| !root::is_too_wide(root)),
        Input::File(_) => root,
    };
    own.unwrap_or_default()
}

/// The notes of these jobs that have outputs to link to, and where copies of what they link to stand.
fn site(jobs: &[Job], notes: &[Note], place: &Place, settings: &Settings) -> Site {
    let mut site = Site::new(settings.clone());
    if let Place::Folder { folder, .. } | Place::Project { folder, .. } = place {
        site.copies = Some(folder.clone());
    }
    notes.iter().filter_map(|note| note.base.as_deref()).for_each(|base| site.add_folder(base));
    for job in jobs.iter().filter(|job| !job.is_list) {
        if let Some(book) = &job.book {
            add_chapters(&mut site, job, book);
            continue;
        }
        let output = job.outputs.iter().find_map(|(_, output)| output.path());
        if let (Input::File(note), Some(output)) = (&job.input, output) {
            site.add(note, &job.root, &output.with_extension(""));
        }
    }
    site
}

/// Adds the notes of a book, which lead to each other.
fn add_chapters(site: &mut Site, job: &Job, book: &Book) {
    let output = job.outputs.iter().find_map(|(_, output)| output.path());
    let folder = output.map_or(PathBuf::new(), |output| folder(output).to_owned());
    for (index, (unit, root)) in book.units.iter().zip(&book.roots).enumerate() {
        if let Some(note) = &unit.note {
            site.add_chapter(note, root, &folder, index);
        }
    }
}

/// The file that knows what is up to date: in the folder of `--cache`, else in that of the outputs, else in the
/// first folder of notes. Notes that were named by themselves need none.
fn cache(cli: &Cli, place: &Place, notes: &[Note]) -> Option<PathBuf> {
    let first = notes.iter().find_map(|note| note.base.as_deref())?;
    let folder = match (&cli.run.cache, place) {
        (Some(folder), _) => folder,
        (None, Place::Folder { folder, .. } | Place::Project { folder, .. }) => folder,
        (None, Place::Beside | Place::Standard | Place::File(_) | Place::Named(_)) => first,
    };
    Some(folder.join(CACHE))
}
