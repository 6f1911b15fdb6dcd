//! The notes that the command line names: files as they are, folders with every note below, patterns with every
//! note that matches. What `.gitignore` and the project file leave out is left out, and so are hidden files and
//! `node_modules`. Which outputs the notes get is left to [`crate::config::plan`].

use std::collections::HashSet;
use std::hash::Hasher;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail, ensure};
use globset::{GlobBuilder, GlobMatcher};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder};
use siphasher::sip::SipHasher13;

use super::ignored::Ignored;
use super::job::Input;
use super::project::Project;
use crate::cli::{Cli, Shard};
use crate::files::kind::format_of;
use crate::files::{NOTES, lexical, root};
use crate::output::made;
use crate::output::names::Identity;

/// A note that was named or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where it is.
    pub input: Input,
    /// The folder in which it was found; `None` when it was named by itself.
    pub base: Option<PathBuf>,
}

impl Note {
    /// Whether a note belongs to a shard. That depends on its place below its folder only, so that each machine
    /// agrees whatever the folder is called there and whatever other notes there are.
    pub fn is_in(&self, shard: Shard) -> bool {
        let path = match &self.input {
            Input::Standard => Path::new("-"),
            Input::File(path) => path,
        };
        let below = self.base.as_deref().and_then(|base| path.strip_prefix(base).ok()).unwrap_or(path);
        let mut hasher = SipHasher13::new();
        for name in below.components().filter(|part| *part != Component::CurDir) {
            hasher.write(name.as_os_str().to_string_lossy().as_bytes());
            hasher.write(b"/");
        }
        hasher.finish() % shard.parts == shard.part - 1
    }
}

/// The folders in which these inputs are: where a project file is looked for.
pub fn folders(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let folder = |input: &PathBuf| match pattern(input) {
        Some((base, _)) => base,
        None if input.is_dir() => input.clone(),
        None if input == Path::new("-") => PathBuf::from("."),
        None => Input::File(input.clone()).folder().to_owned(),
    };
    inputs.iter().map(folder).collect()
}

/// A command line that names what is to be converted: where it names nothing, that is standard input when it is a file or a
/// pipe, else the project of the working folder. `None` when there is neither.
pub fn completed(mut cli: Cli) -> Option<Cli> {
    if cli.inputs.is_empty() {
        let input = match is_text_offered() {
            true => PathBuf::from("-"),
            false => project_here()?,
        };
        cli.inputs.push(input);
    }
    Some(cli)
}

/// Whether somebody offers a text on standard input. A terminal and `/dev/null` offer none.
#[cfg(unix)]
fn is_text_offered() -> bool {
    use rustix::fs::{FileType, fstat};
    let kind = fstat(std::io::stdin()).map(|stat| FileType::from_raw_mode(stat.st_mode));
    matches!(kind, Ok(FileType::RegularFile | FileType::Fifo | FileType::Socket))
}

#[cfg(not(unix))]
fn is_text_offered() -> bool {
    !std::io::IsTerminal::is_terminal(&std::io::stdin())
}

/// The folder of the project that the working folder is in, as short as it can be said.
fn project_here() -> Option<PathBuf> {
    let working = std::env::current_dir().ok()?;
    let project = root::project(&working)?;
    Some(if project == working { PathBuf::from(".") } else { project.to_owned() })
}

/// The command line, where its last input is meant as the output, as other programs have it: `convert a.md b.pdf`.
/// That is so when its name is that of an output and nothing is there, or an earlier output.
pub(super) fn with_last_as_output(mut cli: Cli) -> anyhow::Result<Cli> {
    let last = cli
        .inputs
        .split_last()
        .filter(|(path, others)| cli.outputs.output.is_none() && !others.is_empty() && !path.is_dir());
    let found = last.and_then(|(path, others)| Some((path, others, format_of(path)?)));
    let Some((path, others, format)) = found else { return Ok(cli) };
    if path.symlink_metadata().is_err() || made::by_us(path, format) {
        cli.outputs.output = cli.inputs.pop();
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

/// The folders in which notes of these inputs may come to be: those that are named, those in which patterns begin, and all
/// below them but what is hidden or left out by `.gitignore`.
pub fn subfolders(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let base = |input: &PathBuf| match pattern(input) {
        Some((base, _)) => Some(base),
        None => input.is_dir().then(|| input.clone()),
    };
    let below = |base: PathBuf| {
        let folder = |entry: DirEntry| entry.file_type()?.is_dir().then(|| entry.into_path());
        walker(&base, &Gitignore::empty()).build().flatten().filter_map(folder).collect::<Vec<_>>()
    };
    inputs.iter().filter_map(base).flat_map(below).collect()
}

/// The notes of these inputs, each once, in the order of the inputs, those of a folder by name.
///
/// # Errors
/// When a folder has no notes, no note matches a pattern, or a pattern is malformed.
pub fn find(inputs: &[PathBuf], project: &Project) -> anyhow::Result<Vec<Note>> {
    let exclude = exclude(project)?;
    let named: HashSet<&Path> = inputs.iter().map(PathBuf::as_path).collect();
    let mut notes = Vec::new();
    for input in inputs {
        let found = match pattern(input) {
            Some((base, matcher)) => walk(&base, &exclude, |path| matcher.is_match(path)),
            None if input.is_dir() => walk(input, &exclude, |_| true),
            None if input == Path::new("-") => vec![Note { input: Input::Standard, base: None }],
            None => vec![Note { input: Input::File(input.clone()), base: None }],
        };
        if found.is_empty() {
            bail!("there are no notes (`.{}`) in {}", NOTES.join("`, `."), input.display());
        }
        // A note that is also named by itself is made for its name.
        let other = |note: &Note| match &note.input {
            Input::File(path) => note.base.is_none() || !named.contains(path.as_path()),
            Input::Standard => true,
        };
        notes.extend(found.into_iter().filter(other));
    }
    let mut seen = HashSet::new();
    notes.retain(|note| match &note.input {
        Input::File(path) => seen.insert(lexical(path)),
        Input::Standard => true,
    });
    Ok(notes)
}

/// What the project leaves out.
fn exclude(project: &Project) -> anyhow::Result<Gitignore> {
    let mut builder = GitignoreBuilder::new(lexical(&project.folder));
    for line in &project.keys.exclude {
        builder.add_line(None, line).with_context(|| format!("cannot exclude `{line}`"))?;
    }
    Ok(builder.build()?)
}

/// The notes below a folder that are wanted, by name. A folder that cannot be read counts as a note, to be told
/// when that is read.
fn walk(folder: &Path, exclude: &Gitignore, wanted: impl Fn(&Path) -> bool) -> Vec<Note> {
    let found = walker(folder, exclude).build().filter_map(|entry| match entry {
        Ok(entry) if is_note(&entry) && wanted(entry.path()) => Some(entry.into_path()),
        Ok(_) => None,
        Err(error) => unreadable(&error),
    });
    let found: Vec<PathBuf> = found.collect();
    // What Quarto makes of a note stands beside it under the same name: that has more in it.
    let all: HashSet<PathBuf> = found.iter().cloned().collect();
    let is_source = |path: &PathBuf| {
        let source =
            ["qmd", "rmd", "Rmd"].iter().any(|own| path.extension().is_some_and(|found| found == *own));
        source && all.contains(&path.with_extension("md"))
    };
    let note = |path: PathBuf| {
        let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
        Note { input: Input::File(path), base: Some(folder.to_owned()) }
    };
    found.into_iter().filter(|path| !is_source(path)).map(note).collect()
}

/// Goes through a folder, by name, without what is left out.
fn walker(folder: &Path, exclude: &Gitignore) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    // The same folder gives the same notes on every machine, in a repository or not, whatever its owner's settings are.
    builder.standard_filters(false).hidden(true);
    builder.sort_by_file_name(|a, b| a.cmp(b));
    let (excluded, left_out_by_files) = (exclude.clone(), Ignored::default());
    builder.filter_entry(move |entry| {
        let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let left_out = folder && entry.depth() > 0 && entry.file_name() == "node_modules";
        let ignored = || !excluded.is_empty() && excluded.matched(lexical(entry.path()), folder).is_ignore();
        !left_out && !ignored() && !left_out_by_files.leaves_out(entry.path(), folder)
    });
    builder
}

fn is_note(entry: &DirEntry) -> bool {
    let extension = entry.path().extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let markdown = NOTES.iter().any(|own| extension.eq_ignore_ascii_case(own));
    let file = |entry: &DirEntry| match entry.file_type() {
        Some(kind) if kind.is_symlink() => entry.path().is_file(),
        kind => kind.is_some_and(|kind| kind.is_file()),
    };
    markdown && file(entry)
}

/// The path that an error of walking is about.
fn unreadable(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => unreadable(err),
        _ => None,
    }
}

/// The folder in which a pattern begins, and the pattern; `None` for a path without `*`, `?`, `[` or `{`, and
/// for one that exists.
fn pattern(input: &Path) -> Option<(PathBuf, GlobMatcher)> {
    let is_special = |part: &str| part.contains(['*', '?', '[', '{']);
    let text = input.to_str().filter(|text| is_special(text))?;
    if input.exists() {
        return None;
    }
    let plain = |part: &Component| part.as_os_str().to_str().is_some_and(|part| !is_special(part));
    let base: PathBuf = input.components().take_while(plain).collect();
    let matcher = GlobBuilder::new(text).literal_separator(true).build().ok()?.compile_matcher();
    Some((if base.as_os_str().is_empty() { PathBuf::from(".") } else { base }, matcher))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files; those that end in `/` are folders.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::Builder::new().prefix("notes").tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn found(folder: &tempfile::TempDir, input: &str, exclude: &[&str]) -> Vec<String> {
        let mut project = Project { folder: folder.path().to_owned(), ..Project::default() };
        project.keys.exclude = exclude.iter().map(|line| line.to_string()).collect();
        let notes = find(&[folder.path().join(input)], &project).unwrap_or_default();
        names(folder, notes)
    }

    fn names(folder: &tempfile::TempDir, notes: Vec<Note>) -> Vec<String> {
        let name = |note: Note| match note.input {
            Input::File(path) => path.strip_prefix(folder.path()).unwrap().display().to_string(),
            Input::Standard => "-".to_owned(),
        };
        notes.into_iter().map(name).collect()
    }

    #[test]
    fn a_folder_gives_its_notes_in_order() {
        let notes = ["a/B.MD", "a/x.mdx", "a/y.Rmd", "a/z.markdown", "b.md", "c.qmd"];
        let others = ["a.txt", "c.png", "mdx"];
        let files: Vec<(&str, &str)> = notes.iter().chain(&others).map(|name| (*name, "")).collect();
        assert_eq!(found(&folder(&files), "", &[]), notes);
    }

    #[test]
    fn what_is_hidden_ignored_or_excluded_is_left_out() {
        let folder = folder(&[
            ("a.md", ""),
            (".hidden.md", ""),
            (".obsidian/x.md", ""),
            ("node_modules/p/README.md", ""),
            ("drafts/d.md", ""),
            ("old/o.md", ""),
            ("sub/.gitignore", "skip.md\n"),
            ("sub/skip.md", ""),
            ("sub/keep.md", ""),
            (".gitignore", "/drafts/\n"),
        ]);
        assert_eq!(found(&folder, "", &["old/"]), ["a.md", "sub/keep.md"]);
        assert_eq!(found(&folder, "", &["sub/*", "!sub/keep.md"]), ["a.md", "old/o.md", "sub/keep.md"]);
    }

    #[test]
    fn a_pattern_gives_what_matches() {
        let folder =
            folder(&[("a.md", ""), ("b/a.md", ""), ("b/c/a.md", ""), ("b/c/d.md", ""), ("b/a.txt", "")]);
        assert_eq!(found(&folder, "*.md", &[]), ["a.md"]);
        assert_eq!(found(&folder, "b/**/a.*", &[]), ["b/a.md", "b/c/a.md"]);
        assert_eq!(found(&folder, "{a,b/c/d}.md", &[]), ["a.md", "b/c/d.md"]);
        assert!(found(&folder, "x*.md", &[]).is_empty());
    }

    #[test]
    fn a_file_whose_name_looks_like_a_pattern_is_a_file() {
        let folder = folder(&[("[1].md", ""), ("1.md", "")]);
        assert_eq!(found(&folder, "[1].md", &[]), ["[1].md"]);
    }

    #[test]
    fn each_note_is_there_once() {
        let folder = folder(&[("a.md", ""), ("b.md", "")]);
        let path = folder.path();
        let inputs = [path.to_owned(), path.join("a.md"), path.join("*.md")];
        let notes = find(&inputs, &Project::default()).unwrap();
        let always: Vec<bool> = notes.iter().map(|note| note.base.is_none()).collect();
        assert_eq!(
            (names(&folder, notes), always),
            (vec!["b.md".to_owned(), "a.md".to_owned()], vec![false, true])
        );
    }

    #[test]
    fn shards_share_the_notes_out_whatever_their_folder_is_called() {
        let files: Vec<String> = (0..40).map(|number| format!("sub/{number}.md")).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|name| (name.as_str(), "")).collect();
        let (here, there) = (folder(&files), folder(&files));
        let part = |folder: &tempfile::TempDir, part| {
            let inputs = [folder.path().to_owned()];
            let mut notes = find(&inputs, &Project::default()).unwrap();
            notes.retain(|note| note.is_in(Shard { part, parts: 3 }));
            names(folder, notes)
        };
        let parts: Vec<_> = (1..=3).map(|number| part(&here, number)).collect();
        assert!(parts.iter().all(|part| !part.is_empty()));
        let mut all = parts.concat();
        all.sort();
        all.dedup();
        assert_eq!((all.len(), parts.concat().len()), (40, 40));
        assert_eq!(part(&there, 2), parts[1]);
    }
}
