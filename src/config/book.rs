//! Which notes a book is made of, in which order, and where its outputs go.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::inputs::Note;
use super::job::{Book, Input, Job, Output};
use super::place::Place;
use super::project::{Project, text};
use crate::backend::html::split::INDEX;
use crate::book::nav::{self, NAVS, Wrong};
use crate::book::{Entry, Outline, folder};
use crate::cli::Cli;
use crate::diagnostic::{Code, Diagnostic};
use crate::files::kind::format_of;
use crate::files::{Disk, NOTES, lexical};
use crate::format::Format;
use crate::naming::FOLDER_PAGES;
use crate::source::{Source, Span};

/// How alike the path of a note is to one that is not there for it to be meant, from 0 to 1: numbers of chapters differ
/// by one letter.
const ALIKE: f64 = 0.88;

/// What was found in the file that says the order of a book's notes.
pub type Found = Vec<(Source, Vec<Diagnostic>)>;

/// Whether the command line asks for one document of all notes: by `--book`, or by naming several notes and a file for
/// them.
pub fn is_wanted(cli: &Cli, notes: &[Note]) -> bool {
    let several = notes.len() > 1 && notes.iter().all(|note| note.base.is_none());
    let file = cli.outputs.output.as_deref().filter(|path| format_of(path).is_some() && !path.is_dir());
    cli.outputs.book || several && file.is_some()
}

/// What a file says of a folder's notes and of their order, with that file if it says this; `None` where none does. What it
/// says wrongly counts for nothing.
///
/// # Errors
/// When that file cannot be read.
pub fn order(
    base: &Path,
    project: &Project,
    notes: &[Note],
) -> anyhow::Result<Option<(Outline, Option<PathBuf>)>> {
    let Some(planned) = of_file(base, project)? else { return Ok(None) };
    let source = planned.source.as_ref().map(|source| PathBuf::from(source.name()));
    if planned.outline.entries.is_empty() {
        return Ok(Some((planned.outline, source)));
    }
    Ok(resolved(planned, notes).ok().map(|(outline, _)| (outline, source)))
}

/// An outline, and where its paths start from.
#[derive(Default)]
struct Planned {
    outline: Outline,
    base: PathBuf,
    /// The file that says so; nothing where names do.
    source: Option<Source>,
    found: Vec<Diagnostic>,
}

/// The outline of a book of these notes, with paths to its notes, and what is to be said about it.
///
/// # Errors
/// When the file that says the order cannot be read, or names no note that is there.
pub fn outline(project: &Project, notes: &[Note]) -> anyhow::Result<(Outline, Found)> {
    let bases: Vec<&Path> = notes.iter().filter_map(|note| note.base.as_deref()).collect();
    let base =
        bases.first().filter(|first| bases.len() == notes.len() && bases.iter().all(|base| base == *first));
    let planned = match base {
        Some(base) => of_folder(base, project, notes)?,
        None => return Ok((in_order(notes), Found::new())),
    };
    resolved(planned, notes)
}

/// The outline that a folder of notes has: that of the project file, of another program's file, or that of names.
fn of_folder(base: &Path, project: &Project, notes: &[Note]) -> anyhow::Result<Planned> {
    let planned = of_file(base, project)?.unwrap_or_default();
    if !planned.outline.entries.is_empty() {
        return Ok(planned);
    }
    let outline = Outline { entries: of_names(base, notes).entries, ..planned.outline };
    Ok(Planned { outline, base: base.to_owned(), ..planned })
}

/// The outline that the project file has, or another program's; without entries where it says nothing of the order.
fn of_file(base: &Path, project: &Project) -> anyhow::Result<Option<Planned>> {
    if let (Some(path), Some(book)) = (&project.path, &project.keys.book) {
        let source = Source::new(path.display().to_string(), text(path)?);
        let outline = nav::own(book, source.text()).map_err(|wrong| told(&source, &wrong))?;
        let source = Some(source).filter(|_| !outline.entries.is_empty());
        return Ok(Some(Planned { outline, base: project.folder.clone(), source, found: Vec::new() }));
    }
    for folder in [Some(base), base.parent().filter(|_| is_of_notes(base))].into_iter().flatten() {
        for nav in NAVS {
            let Some(path) = nav.files.iter().map(|name| folder.join(name)).find(|path| path.is_file())
            else {
                continue;
            };
            let source = Source::new(path.display().to_string(), text(&path)?);
            match (nav.read)(source.text()) {
                Ok(Some(outline)) => {
                    let base = folder.join((nav.base)(source.text()));
                    let outline = with_settings(outline, folder);
                    return Ok(Some(Planned { outline, base, source: Some(source), found: Vec::new() }));
                }
                Ok(None) => {}
                Err(wrong) => {
                    let mut diagnostic = Diagnostic::warning(Code::Configuration, wrong.message);
                    diagnostic.span = Some(wrong.span.unwrap_or_default());
                    let found = vec![diagnostic.hint("the notes are in the order of their names")];
                    return Ok(Some(Planned { source: Some(source), found, ..Planned::default() }));
                }
            }
        }
    }
    Ok(None)
}

/// Whether a folder is the one in which a program has its notes, below that of its settings.
fn is_of_notes(folder: &Path) -> bool {
    let name = folder.file_name().and_then(OsStr::to_str).unwrap_or_default();
    matches!(name, "src" | "docs" | "content" | "doc")
}

/// The outline with what `book.toml` says of mdBook's books.
fn with_settings(outline: Outline, folder: &Path) -> Outline {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Settings {
        book: Of,
    }
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Of {
        title: Option<String>,
        authors: Vec<String>,
        language: Option<String>,
    }
    let near = [Some(folder), folder.parent()].into_iter().flatten().map(|folder| folder.join("book.toml"));
    let settings =
        near.filter_map(|path| text(&path).ok()).find_map(|text| toml::from_str::<Settings>(&text).ok());
    let Some(Settings { book }) = settings else { return outline };
    Outline {
        title: outline.title.or(book.title),
        authors: if outline.authors.is_empty() { book.authors } else { outline.authors },
        language: outline.language.or(book.language),
        ..outline
    }
}

/// The outline of notes in the order of their names.
fn of_names(base: &Path, notes: &[Note]) -> Outline {
    let note = |note: &Note| {
        let path = note.input.path()?;
        let below = path.strip_prefix(base).unwrap_or(path).to_owned();
        let disk = Disk::new(note.input.folder(), base);
        let read = path.file_name().and_then(|name| disk.read_note(name).ok());
        let text = read.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        Some(folder::Note::new(below, &text))
    };
    folder::outline(notes.iter().filter_map(note).collect())
}

/// The outline of notes in the order in which they were named.
fn in_order(notes: &[Note]) -> Outline {
    let entry = |note: &Note| Entry { note: note.input.path().map(Path::to_owned), ..Entry::default() };
    Outline { entries: notes.iter().map(entry).collect(), ..Outline::default() }
}

/// The outline with the paths of notes that are there, each once. What is not there, stands twice or is not in it is
/// told.
fn resolved(planned: Planned, notes: &[Note]) -> anyhow::Result<(Outline, Found)> {
    let Planned { mut outline, base, source, mut found } = planned;
    let known: BTreeMap<PathBuf, &Path> =
        notes.iter().filter_map(|note| note.input.path()).map(|path| (lexical(path), path)).collect();
    let mut seen = HashSet::new();
    let own = source.as_ref().map(|source| lexical(Path::new(source.name())));
    outline.change_notes(|path, span| {
        let place = [base.clone(), base.join("docs"), base.join("src")];
        let there = place.iter().find_map(|base| at(base, &path));
        let problem = match &there {
            None => {
                let names = known.keys().filter_map(|known| known.strip_prefix(lexical(&base)).ok());
                let names: Vec<String> = names.map(|name| name.display().to_string()).collect();
                let message = format!("`{}` is not there: the book goes on without it", path.display());
                let wanted = path.display().to_string();
                let near =
                    names.iter().find(|name| strsim::normalized_damerau_levenshtein(name, &wanted) >= ALIKE);
                let warning = Diagnostic::warning(Code::Include, message).at(span);
                Some(match near {
                    Some(near) => warning.hint(format!("did you mean `{near}`?")),
                    None => warning,
                })
            }
            Some(there) if Some(lexical(there)) == own => {
                let message = format!("`{}` is the outline itself: it is no chapter", path.display());
                Some(Diagnostic::warning(Code::Include, message).at(span))
            }
            Some(there) if !lexical(there).starts_with(lexical(&base)) => {
                let message = format!("`{}` is outside of the book's folder: it is left out", path.display());
                Some(Diagnostic::warning(Code::Include, message).at(span))
            }
            Some(there) if !seen.insert(lexical(there)) => {
                let message =
                    format!("`{}` stands twice: it is in the book where it stands first", path.display());
                Some(Diagnostic::warning(Code::Include, message).at(span))
            }
            Some(_) => None,
        };
        let is_fine = problem.is_none();
        found.extend(problem);
        there
            .filter(|_| is_fine)
            .map(|there| known.get(&lexical(&there)).map_or(there.clone(), |path| path.to_path_buf()))
    });
    if source.is_some() && !seen.is_empty() {
        let left = known.iter().filter(|(path, _)| !seen.contains(*path) && Some(*path) != own.as_ref());
        found.extend(left_out(&left.map(|(_, path)| *path).collect::<Vec<_>>()));
    }
    let name = source.as_ref().map_or_else(|| base.display().to_string(), |source| source.name().to_owned());
    ensure!(!outline.notes().is_empty(), "{name}: there are no notes for a book");
    let found = source.map(|source| vec![(source, found)]).unwrap_or_default();
    Ok((outline, found))
}

/// Tells of notes of the folder that are not in the book.
fn left_out(notes: &[&Path]) -> Option<Diagnostic> {
    const SHOWN: usize = 3;
    let shown = notes.iter().take(SHOWN).map(|path| format!("`{}`", path.display()));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let more = match notes.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let are = if notes.len() == 1 { "is" } else { "are" };
    let message = format!("{shown}{more} {are} not named here, and so not in the book");
    (!notes.is_empty()).then(|| Diagnostic::info(Code::Include, message).at(Span::default()))
}

/// The note of a path, whose ending may be left out, or which may be a folder.
fn at(base: &Path, path: &Path) -> Option<PathBuf> {
    let whole = base.join(path);
    let has_ending = path.extension().and_then(OsStr::to_str).is_some_and(|own| NOTES.contains(&own));
    if has_ending {
        return whole.is_file().then_some(whole);
    }
    let name = path.file_name()?.to_string_lossy().into_owned();
    let with_ending = NOTES.iter().map(|ending| whole.with_file_name(format!("{name}.{ending}")));
    let pages =
        FOLDER_PAGES.iter().flat_map(|page| NOTES.iter().map(move |ending| format!("{page}.{ending}")));
    let mut all = with_ending.chain(pages.map(|page| whole.join(page)));
    all.find(|path| path.is_file())
}

fn told(source: &Source, wrong: &Wrong) -> anyhow::Error {
    let at = source.location(wrong.span.unwrap_or_default().range().start);
    anyhow::anyhow!("{}:{}:{}: {}", source.name(), at.line, at.column, wrong.message)
}

/// The one job of a book: each format has one output.
///
/// # Errors
/// When no name follows for an output.
pub(super) fn job(
    place: &Place,
    (formats, is_split): (&[Format], bool),
    notes: &[Note],
    outline: Outline,
    mut root: impl FnMut(&Input) -> PathBuf,
) -> anyhow::Result<Job> {
    let units = outline.units();
    let roots: Vec<PathBuf> = units
        .iter()
        .map(|unit| unit.note.clone().map(|note| root(&Input::File(note))).unwrap_or_default())
        .collect();
    let first = units.iter().zip(&roots).find_map(|(unit, root)| Some((unit.note.clone()?, root.clone())));
    let (input, root) = first.context("a book needs a note that is a file")?;
    let outputs = formats.iter().map(|&format| Ok((format, output(place, notes, format, is_split)?)));
    let outputs = outputs.collect::<anyhow::Result<Vec<_>>>()?;
    // Notes that were named by themselves are made for their names.
    let base = notes.iter().find_map(|note| note.base.clone());
    let (always, folder) = (base.is_none(), base.unwrap_or_default());
    let book = Some(Box::new(Book { folder, outline, units, roots }));
    Ok(Job { input: Input::File(input), always, root, outputs, book, is_list: false })
}

/// Where an output of a book goes: to the file that is named, with the ending of the format if it has none; to a folder
/// under the name of that of the notes; without either beside the notes.
fn output(place: &Place, notes: &[Note], format: Format, is_split: bool) -> anyhow::Result<Output> {
    let base = notes.iter().find_map(|note| note.base.clone());
    let folder = || {
        let first = notes.first().map(|note| note.input.folder().to_owned());
        base.clone().or(first).unwrap_or_default()
    };
    let name = || {
        let name = lexical(&folder()).file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| "book".to_owned())
    };
    let with_ending = |path: PathBuf| {
        if is_split && format == Format::Html {
            return path.join(INDEX);
        }
        let mut whole = path.into_os_string();
        whole.push(".");
        whole.push(format.extension());
        PathBuf::from(whole)
    };
    Ok(Output::File(match place {
        Place::Standard => return Ok(Output::Standard),
        Place::File(path) => {
            ensure!(
                format_of(path) == Some(format),
                "{} is no name for {}: leave the ending out (`-o {}`)",
                path.display(),
                format.extension().to_uppercase(),
                path.with_extension("").display()
            );
            match is_split && format == Format::Html {
                true => with_ending(path.with_extension("")),
                false => path.clone(),
            }
        }
        Place::Named(path) => with_ending(path.clone()),
        Place::Folder { folder, .. } if is_split && format == Format::Html => folder.join(INDEX),
        Place::Folder { folder, .. } | Place::Project { folder, .. } => with_ending(folder.join(name())),
        Place::Beside => with_ending(folder().join(name())),
    }))
}
