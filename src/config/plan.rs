//! Which notes become which outputs: what the command line names is looked up on the disk, and each note gets a
//! job whose outputs no other job has.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use super::project::Project;
use super::{Settings, default_root};
use crate::Format;
use crate::batch::inputs::{self, Note};
use crate::cli::{Cli, MessageFormat, Target};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::Format as Messages;
use crate::files::lexical;
use crate::files::site::Site;

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
    /// The file that knows what is up to date; `None` when every note is always made.
    pub cache: Option<PathBuf>,
    /// Whether that file's records count for nothing.
    pub force: bool,
    /// The dependency file to write.
    pub dependencies: Option<PathBuf>,
    /// Whether to say only what would be done.
    pub list: bool,
    /// Whether a warning is a failure.
    pub strict: bool,
    /// How much to say.
    pub verbosity: Verbosity,
    /// The form of messages.
    pub messages: Messages,
    /// What is said about the command line itself.
    pub warnings: Vec<Diagnostic>,
}

/// How much to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// Errors, warnings, and a summary of more than one note.
    Normal,
    /// Also each output.
    Verbose,
}

/// One note and what is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Where the note comes from.
    pub input: Input,
    /// Whether its outputs are made even if they are up to date, for it was named by itself.
    pub always: bool,
    /// The folder below which the note may read files.
    pub root: PathBuf,
    /// The outputs, each format once.
    pub outputs: Vec<(Format, Output)>,
}

/// Where a note comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The name under which messages show the note.
    pub fn name(&self) -> String {
        match self {
            Input::Standard => "<stdin>".to_owned(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// The folder that the note's relative paths start from.
    pub fn folder(&self) -> &Path {
        match self {
            Input::Standard => Path::new("."),
            Input::File(path) => {
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
            }
        }
    }
}

/// Where an output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Output {
    /// The file, unless it is standard output.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Output::Standard => None,
            Output::File(path) => Some(path),
        }
    }
}

impl Plan {
    /// Settles what a command line asks for.
    ///
    /// # Errors
    /// When it contradicts itself or names files that cannot be read; the message says what to do.
    pub fn new(cli: &Cli) -> anyhow::Result<Self> {
        let project = match &cli.config {
            Some(path) => Project::read(path)?,
            None => Project::of(&inputs::folders(&cli.inputs))?,
        };
        let notes = inputs::find(&cli.inputs, &project)?;
        let place = Place::new(cli, &project, &notes)?;
        let formats = place.formats(cli, &project)?;
        let root = cli.root.clone().or_else(|| project.root());
        let mut roots: HashMap<(PathBuf, Option<PathBuf>), PathBuf> = HashMap::new();
        let mut job = |note: &Note| {
            let outputs = formats.iter().map(|&format| Ok((format, place.output(note, format)?)));
            let folder = note.input.folder();
            let root = root.clone().unwrap_or_else(|| {
                let base = note.base.as_deref();
                let place = (folder.to_owned(), base.map(Path::to_owned));
                roots.entry(place).or_insert_with(|| default_root(folder, base)).clone()
            });
            let outputs = outputs.collect::<anyhow::Result<Vec<_>>>()?;
            Ok(Job { input: note.input.clone(), always: note.base.is_none(), root, outputs })
        };
        let mut jobs = notes.iter().map(&mut job).collect::<anyhow::Result<Vec<_>>>()?;
        check_outputs(&jobs)?;
        let (settings, configuration) = super::settings(cli, &project)?;
        let site = site(&jobs, &settings);
        if let Some(shard) = cli.shard {
            let mut notes = notes.iter();
            jobs.retain(|_| notes.next().is_some_and(|note| note.is_in(shard)));
        }
        Ok(Self {
            cache: cache(cli, &place, &notes),
            warnings: super::idle::warnings(cli, &jobs),
            jobs,
            site,
            settings,
            configuration,
            workers: cli.jobs,
            fail_fast: cli.fail_fast,
            force: cli.force,
            dependencies: cli.deps.clone(),
            list: cli.list,
            strict: cli.strict,
            verbosity: match (cli.quiet, cli.verbose) {
                (true, _) => Verbosity::Quiet,
                (false, false) => Verbosity::Normal,
                (false, true) => Verbosity::Verbose,
            },
            messages: cli.message_format.into(),
        })
    }
}

impl From<MessageFormat> for Messages {
    fn from(format: MessageFormat) -> Self {
        match format {
            MessageFormat::Human => Messages::Human,
            MessageFormat::Short => Messages::Short,
            MessageFormat::Json => Messages::Json,
        }
    }
}

impl From<Target> for Format {
    fn from(target: Target) -> Self {
        match target {
            Target::Pdf => Format::Pdf,
            Target::Epub => Format::Epub,
            Target::Html => Format::Html,
            Target::Typ => Format::Typst,
            Target::Ir => Format::Ir,
        }
    }
}

/// Where outputs are put.
enum Place {
    /// Beside their notes; that of standard input on standard output.
    Beside,
    /// On standard output.
    Standard,
    /// In one file.
    File(PathBuf),
    /// In a folder: notes of folders at their place below `base` (absolute), others by their file names.
    Folder { folder: PathBuf, base: PathBuf },
    /// In the project's output folder: notes at their place below the project's folder (absolute).
    Project { folder: PathBuf, base: PathBuf },
}

impl Place {
    fn new(cli: &Cli, project: &Project, notes: &[Note]) -> anyhow::Result<Self> {
        let base = || common(notes.iter().filter_map(|note| note.base.as_deref()));
        let of_folder = notes.iter().any(|note| note.base.is_some());
        Ok(match (&cli.output, &project.keys.output) {
            (Some(path), _) if path == Path::new("-") => Place::Standard,
            (Some(path), _) if is_folder(path) => Place::Folder { folder: path.clone(), base: base() },
            (Some(path), _) if of_folder => {
                ensure!(
                    !path.is_file() && format_of(path).is_none(),
                    "the notes of a folder do not fit in one file: make {} a folder with a `/` at its end",
                    path.display()
                );
                Place::Folder { folder: path.clone(), base: base() }
            }
            (Some(path), _) => Place::File(path.clone()),
            (None, Some(path)) => {
                Place::Project { folder: project.folder.join(path), base: lexical(&project.folder) }
            }
            (None, None) => Place::Beside,
        })
    }

    /// The formats asked for: those of `--to`, else that of the output's name, else the project's, else PDF.
    fn formats(&self, cli: &Cli, project: &Project) -> anyhow::Result<Vec<Format>> {
        let mut formats: Vec<Format> = cli.to.iter().copied().map(Format::from).collect();
        if cli.message_format == MessageFormat::Json {
            // Who reads the messages with a program reads the dump with one too.
            formats
                .iter_mut()
                .filter(|format| **format == Format::Ir)
                .for_each(|format| *format = Format::Json);
        }
        if let Place::File(path) = self {
            if formats.is_empty() {
                let format = format_of(path).with_context(|| {
                    format!(
                        "no format follows from the name {}: add `--to pdf`, `epub` or `html`",
                        path.display()
                    )
                })?;
                formats.push(format);
            }
        } else if formats.is_empty() {
            let project = project.keys.to.iter().flatten().copied().map(Format::from);
            formats.extend(project);
        }
        if formats.is_empty() {
            formats.push(Format::Pdf);
        }
        formats.sort();
        formats.dedup();
        if let Place::File(path) = self {
            ensure!(
                formats.len() == 1,
                "{} formats do not fit in one file: make {} a folder with a `/` at its end",
                formats.len(),
                path.display()
            );
        }
        Ok(formats)
    }

    /// Where a note's output in a format goes.
    fn output(&self, note: &Note, format: Format) -> anyhow::Result<Output> {
        let path = match &note.input {
            Input::Standard => Path::new("note"),
            Input::File(path) => path,
        };
        let name =
            path.file_name().with_context(|| format!("{} is not the name of a note", path.display()))?;
        let below = |base: &Path| lexical(path).strip_prefix(base).map(Path::to_owned).ok();
        let (folder, mirrored) = match self {
            Place::Standard => return Ok(Output::Standard),
            Place::File(path) => return Ok(Output::File(path.clone())),
            Place::Beside if note.input == Input::Standard => return Ok(Output::Standard),
            Place::Beside => return Ok(Output::File(path.with_extension(format.extension()))),
            Place::Folder { folder, base } => (folder, note.base.as_ref().and_then(|_| below(base))),
            Place::Project { folder, base } => (folder, below(base)),
        };
        let path = mirrored.unwrap_or_else(|| name.into());
        Ok(Output::File(folder.join(path).with_extension(format.extension())))
    }
}

fn format_of(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?;
    Format::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
}

/// The innermost folder (absolute) that holds all of these folders.
fn common<'a>(folders: impl Iterator<Item = &'a Path>) -> PathBuf {
    let shared = |a: PathBuf, b: PathBuf| {
        a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    };
    folders.map(lexical).reduce(shared).unwrap_or_default()
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// No two outputs may be one file, and only one fits on standard output.
fn check_outputs(jobs: &[Job]) -> anyhow::Result<()> {
    let outputs = || jobs.iter().flat_map(|job| job.outputs.iter().map(move |(_, output)| (output, job)));
    ensure!(
        outputs().filter(|(output, _)| **output == Output::Standard).count() <= 1,
        "only one output fits on standard output: name one note and one format"
    );
    let mut files: Vec<_> =
        outputs().filter_map(|(output, job)| Some((output.path()?, &job.input))).collect();
    files.sort_by_key(|(path, _)| *path);
    match files.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(twice) => bail!(
            "{} and {} would both be written to {}: name a folder with a `/` at its end, or convert them one \
             after the other",
            twice[0].1.name(),
            twice[1].1.name(),
            twice[0].0.display()
        ),
        None => Ok(()),
    }
}

/// The notes of these jobs that have outputs to link to.
fn site(jobs: &[Job], settings: &Settings) -> Site {
    let mut site = Site::new(settings.clone());
    for job in jobs {
        let output = job.outputs.iter().find_map(|(_, output)| output.path());
        if let (Input::File(note), Some(output)) = (&job.input, output) {
            site.add(note, &job.root, &output.with_extension(""));
        }
    }
    site
}

/// The file that knows what is up to date: in the folder of `--cache`, else in that of the outputs, else in the
/// first folder of notes. Notes that were named by themselves need none.
fn cache(cli: &Cli, place: &Place, notes: &[Note]) -> Option<PathBuf> {
    let first = notes.iter().find_map(|note| note.base.as_deref())?;
    let folder = match (&cli.cache, place) {
        (Some(folder), _) => folder,
        (None, Place::Folder { folder, .. } | Place::Project { folder, .. }) => folder,
        (None, Place::Beside | Place::Standard | Place::File(_)) => first,
    };
    Some(folder.join(CACHE))
}
