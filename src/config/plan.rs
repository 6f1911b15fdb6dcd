//! Which notes become which outputs: what the command line names is looked up on the disk, and each note gets a
//! job whose outputs no other job has.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use super::ignored;
use super::inputs::{self, Note};
use super::job::{Input, Job, Output};
use super::project::Project;
use crate::cli::{Cli, MessageFormat, Target};
use crate::diagnostic::levels::Levels;
use crate::diagnostic::render::Format as Messages;
use crate::diagnostic::{Code, Diagnostic};
use crate::files::kind::{self, format_of};
use crate::files::{lexical, root};
use crate::format::Format;
use crate::output::names::{Identity, Keys};
use crate::output::{folder, made, target};
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
    /// The file that knows what is up to date; `None` when every note is always made.
    pub cache: Option<PathBuf>,
    /// Whether that file's records count for nothing, and files that this program did not make are replaced.
    pub force: bool,
    /// Whether the output was named by itself, which is permission to replace what is there.
    pub named: bool,
    /// The dependency file to write.
    pub dependencies: Option<PathBuf>,
    /// Whether to say only what would be done.
    pub list: bool,
    /// Whether nothing is written: the notes are only looked at.
    pub check: bool,
    /// Whether a warning is a failure.
    pub strict: bool,
    /// What becomes of kinds of message.
    pub levels: Levels,
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

impl Plan {
    /// Settles what a command line asks for.
    ///
    /// # Errors
    /// When it contradicts itself or names files that cannot be read; the message says what to do.
    pub fn new(cli: &Cli) -> anyhow::Result<Self> {
        let cli = with_last_as_output(cli)?;
        let project = match &cli.config {
            Some(path) => Project::named(path)?,
            None => Project::of(&inputs::folders(&cli.inputs))?,
        };
        let notes = inputs::find(&cli.inputs, &project)?;
        check_kinds(&notes)?;
        let place = Place::new(&cli, &project, &notes)?;
        let formats = place.formats(&cli, &project)?;
        let root = match &cli.root {
            Some(root) => Some(root.clone()),
            None => project.root()?,
        };
        let mut roots: HashMap<(PathBuf, Option<PathBuf>), PathBuf> = HashMap::new();
        let mut job = |note: &Note| {
            let outputs = formats.iter().map(|&format| Ok((format, place.output(note, format)?)));
            let folder = note.input.folder();
            let root = root.clone().unwrap_or_else(|| {
                let base = note.base.as_deref();
                let place = (folder.to_owned(), base.map(Path::to_owned));
                roots.entry(place).or_insert_with(|| default_root(&note.input, base)).clone()
            });
            let outputs = outputs.collect::<anyhow::Result<Vec<_>>>()?;
            Ok(Job { input: note.input.clone(), always: note.base.is_none(), root, outputs })
        };
        let mut jobs = notes.iter().map(&mut job).collect::<anyhow::Result<Vec<_>>>()?;
        let (settings, configuration, told) = super::settings(&cli, &project)?;
        let cache = if cli.check { None } else { cache(&cli, &place, &notes) };
        let of = |typed: &[Code], own: &Option<Vec<Code>>| {
            typed.iter().chain(own.iter().flatten()).copied().collect()
        };
        let levels =
            Levels { allow: of(&cli.allow, &project.keys.allow), deny: of(&cli.deny, &project.keys.deny) };
        let bases = notes.iter().filter_map(|note| note.base.as_ref().map(|_| note.input.folder()));
        let read = [&configuration[..], &ignored::files(bases)].concat();
        ensure!(
            cli.deps.as_deref() != Some(Path::new("-")),
            "`--deps` writes to a file, not to standard output: `--deps ./-` is a file of that name"
        );
        check_outputs(&jobs, &read, cli.deps.as_deref(), cache.as_deref())?;
        if let Place::Project { .. } = place {
            let outputs = jobs.iter().flat_map(|job| &job.outputs).filter_map(|(_, output)| output.path());
            outputs.into_iter().try_for_each(|output| project.check("output", output))?;
        }
        check_names(&notes)?;
        let mut site = site(&jobs, &notes, &settings);
        if let Place::Folder { folder, .. } | Place::Project { folder, .. } = &place {
            site.copies = Some(folder.clone());
        }
        if let Some(shard) = cli.shard {
            let mut notes = notes.iter();
            jobs.retain(|_| notes.next().is_some_and(|note| note.is_in(shard)));
        }
        Ok(Self {
            cache,
            named: matches!(place, Place::File(_)),
            warnings: levels.apply(told.into_iter().chain(super::idle::warnings(&cli, &jobs)).collect()),
            jobs,
            site,
            settings,
            configuration,
            workers: cli.jobs,
            fail_fast: cli.fail_fast,
            force: cli.force,
            dependencies: cli.deps.clone(),
            list: cli.list,
            check: cli.check,
            strict: cli.strict,
            levels: levels.clone(),
            verbosity: match (cli.quiet, cli.verbose) {
                (true, _) => Verbosity::Quiet,
                (false, false) => Verbosity::Normal,
                (false, true) => Verbosity::Verbose,
            },
            messages: cli.message_format.into(),
        })
    }
}

impl Plan {
    /// The folders that the run writes to.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let outputs = self.jobs.iter().flat_map(|job| &job.outputs).filter_map(|(_, output)| output.path());
        let files = outputs.chain(self.dependencies.as_deref()).chain(self.cache.as_deref());
        files.filter_map(|path| Some(folder(&target(path).ok()?).to_owned())).collect()
    }
}

impl From<MessageFormat> for Messages {
    fn from(format: MessageFormat) -> Self {
        match format {
            MessageFormat::Human => Messages::Human,
            MessageFormat::Short => Messages::Short,
            MessageFormat::Json => Messages::Json,
            MessageFormat::Sarif => Messages::Sarif,
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
                Place::Project { folder: project.inside("output", path)?, base: lexical(&project.folder) }
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

/// The command line, where its last input is meant as the output, as other programs have it: `convert a.md b.pdf`.
/// That is so when its name is that of an output and nothing is there, or an earlier output.
fn with_last_as_output(cli: &Cli) -> anyhow::Result<Cli> {
    let mut cli = cli.clone();
    let last = cli
        .inputs
        .split_last()
        .filter(|(path, others)| cli.output.is_none() && !others.is_empty() && !path.is_dir());
    let found = last.and_then(|(path, others)| Some((path, others, format_of(path)?)));
    let Some((path, others, format)) = found else { return Ok(cli) };
    if path.symlink_metadata().is_err() || made::by_us(path, format) {
        cli.output = cli.inputs.pop();
        return Ok(cli);
    }
    let own = Identity::of(path);
    ensure!(
        !others.iter().any(|input| own.is_some() && Identity::of(input) == own),
        "{} is the input: name another output",
        path.display()
    );
    bail!(
        "{path} is no note, and convert did not make it: to replace it, say `-o {path}`",
        path = path.display()
    )
}

/// The files that are named by themselves and are there.
fn named(notes: &[Note]) -> impl Iterator<Item = &Path> {
    let named = notes.iter().filter(|note| note.base.is_none());
    named.filter_map(|note| match &note.input {
        Input::File(path) => path.is_file().then_some(path.as_path()),
        Input::Standard => None,
    })
}

/// Notes that are named by themselves are texts.
fn check_kinds(notes: &[Note]) -> anyhow::Result<()> {
    match named(notes).find_map(|path| Some((path, kind::of(path)?))) {
        Some((path, kind)) => {
            bail!("{} is no note, but {kind}: name a note, and the output with `-o`", path.display())
        }
        None => Ok(()),
    }
}

/// Notes that are named by themselves are not called as outputs are.
fn check_names(notes: &[Note]) -> anyhow::Result<()> {
    match named(notes).find_map(|path| Some((path.display(), format_of(path)?.extension()))) {
        Some((path, ending)) => bail!(
            "{path} is called as an output is (`.{ending}`): give it the name of a note (`.md`), or write \
             `convert - < {path}`"
        ),
        None => Ok(()),
    }
}

/// No output may be a file that the run reads, no two outputs may be one file, and only one fits on standard output.
/// `others` are the files that are read beside the notes, `rules` and `record` those that are written beside outputs.
fn check_outputs(
    jobs: &[Job],
    others: &[PathBuf],
    rules: Option<&Path>,
    record: Option<&Path>,
) -> anyhow::Result<()> {
    let outputs = || jobs.iter().flat_map(|job| job.outputs.iter().map(move |(_, output)| (output, job)));
    ensure!(
        outputs().filter(|(output, _)| **output == Output::Standard).count() <= 1,
        "only one output fits on standard output: name one note and one format"
    );
    let notes = jobs.iter().filter_map(|job| job.input.path());
    let read = notes.chain(others.iter().map(PathBuf::as_path));
    let mut read: HashMap<Identity, &Path> =
        read.filter_map(|path| Some((Identity::of(path)?, path))).collect();
    if jobs.iter().any(|job| job.input == Input::Standard) {
        read.extend(Identity::of_stream(std::io::stdin()).map(|identity| (identity, Path::new("-"))));
    }
    if outputs().any(|(output, _)| *output == Output::Standard)
        && let Some(input) = Identity::of_stream(std::io::stdout()).and_then(|own| read.get(&own))
    {
        bail!("standard output is the input {}: write to another file", input.display());
    }
    let files = outputs().filter_map(|(output, job)| Some((output.path()?, job.input.name())));
    let files: Vec<(&Path, String)> = files.chain(rules.map(|path| (path, "--deps".to_owned()))).collect();
    let (mut keys, mut known) = (Keys::default(), HashMap::new());
    // A link in the place of the record is not followed.
    let of_record = "the record of what is up to date".to_owned();
    if let Some(path) = record.filter(|path| !path.is_symlink()) {
        known.insert(keys.of(path), (path, &of_record));
    }
    for (path, of) in &files {
        if let Some(input) = Identity::of(path).and_then(|identity| read.get(&identity)) {
            let input = if input == path { String::new() } else { format!(" {}", input.display()) };
            bail!(
                "{} is the input{input}, and would be replaced: name another output with `-o`",
                path.display()
            );
        }
        // What is no regular file, such as `/dev/null`, takes any number of outputs.
        if path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            continue;
        }
        let Some((other, first)) = known.insert(keys.of(path), (*path, of)) else { continue };
        let to = match other == *path {
            true => format!("be written to {}", path.display()),
            false => {
                format!("be written to {} and {}, one file on some disks", other.display(), path.display())
            }
        };
        bail!(
            "{first} and {of} would both {to}: name a folder with a `/` at its end, or convert them one after the \
             other"
        );
    }
    Ok(())
}

/// The folder below which a note may read files when nothing else is said; the empty path when there is none.
fn default_root(input: &Input, base: Option<&Path>) -> PathBuf {
    let root = root::default(input.folder(), base);
    let own = match input {
        // What comes from standard input is in no folder: that from which it is converted may be any.
        Input::Standard => root.filter(|root| !root::is_too_wide(root)),
        Input::File(_) => root,
    };
    own.unwrap_or_default()
}

/// The notes of these jobs that have outputs to link to.
fn site(jobs: &[Job], notes: &[Note], settings: &Settings) -> Site {
    let mut site = Site::new(settings.clone());
    notes.iter().filter_map(|note| note.base.as_deref()).for_each(|base| site.add_folder(base));
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
