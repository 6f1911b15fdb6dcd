//! Suites: many small cases in one file of Markdown, `tests/suite/**/*.md`, one file for one construct. A heading of the
//! second level names what a case shows; the first block of tildes below it is its note, the others say what the note
//! becomes. This file takes suites apart and writes them anew; it knows nothing of what notes mean.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// What a note can be written in.
const NOTES: [&str; 3] = ["markdown", "mdx", "qmd"];

/// What can be said of a note, in the order in which it is said.
pub const OUTCOMES: [&str; 4] = ["ir", "messages", "html", "typst"];

/// What a fence may say of a note beside its language.
const OPTIONS: [&str; 3] = ["dialect", "title", "unseen"];

/// A file of cases.
pub struct Suite {
    pub path: PathBuf,
    pub cases: Vec<SuiteCase>,
    text: String,
}

/// A small note and what it becomes.
pub struct SuiteCase {
    /// What the case shows.
    pub title: String,
    /// The note.
    pub note: Fenced,
    /// What it becomes.
    pub outcomes: Vec<Fenced>,
}

/// A block of tildes.
pub struct Fenced {
    /// The first word after the tildes.
    pub kind: String,
    /// What stands between the lines of tildes.
    pub text: String,
    options: Vec<(String, String)>,
    tildes: usize,
    range: Range<usize>,
}

impl Fenced {
    /// What the fence says behind its kind, as in `dialect=mkdocs`.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// All suites, in the order of their paths.
///
/// # Panics
///
/// When one is not written as they must be; the message has its file and line.
pub fn all() -> Vec<Suite> {
    let mut paths = Vec::new();
    collect(&root(), &mut paths);
    paths.sort();
    let read = |path: &PathBuf| Suite::of(path, std::fs::read_to_string(path).expect("a suite is UTF-8"));
    paths.iter().map(|path| read(path).unwrap_or_else(|fault| panic!("{fault}"))).collect()
}

/// The folder of the suites.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite")
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().expect("tests/suite is a folder") {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|own| own == "md") {
            paths.push(path);
        }
    }
}

impl Suite {
    /// The suite of a text, or what is wrong with it, with file and line.
    pub fn of(path: &Path, text: String) -> Result<Suite, String> {
        let cases = Reader { path, text: &text, at: 0, line: 0 }.cases()?;
        Ok(Suite { path: path.to_owned(), cases, text })
    }

    /// The file's name without its ending, behind that of its folder under `tests/suite`.
    pub fn name(&self) -> String {
        self.path.strip_prefix(root()).unwrap_or(&self.path).with_extension("").display().to_string()
    }

    /// The file's text when `outcome` says of each case what it becomes, by the kind of block. Blocks that are there get what
    /// is so today; messages come and go; a case that says nothing gets the representation.
    pub fn rewritten<F: Fn(&str) -> String>(&self, outcome: impl Fn(&SuiteCase) -> F) -> String {
        let mut out = String::new();
        let mut at = 0;
        for case in &self.cases {
            out += &self.text[at..case.note.range.end];
            at = case.outcomes.last().unwrap_or(&case.note).range.end;
            let (outcome, fence) = (outcome(case), "~".repeat(case.note.tildes));
            for kind in OUTCOMES.into_iter().filter(|kind| case.may_say(kind)) {
                let text = outcome(kind);
                if kind != "messages" || !text.is_empty() {
                    out += &format!("\n{fence} {kind}\n{text}{fence}\n");
                }
            }
        }
        out + &self.text[at..]
    }
}

impl SuiteCase {
    /// Whether a block of this kind belongs below the note, if there is anything to say.
    fn may_say(&self, kind: &str) -> bool {
        let has = |kind: &str| self.outcomes.iter().any(|outcome| outcome.kind == kind);
        match kind {
            "messages" => true,
            "ir" => has("ir") || !has("html") && !has("typst"),
            _ => has(kind),
        }
    }
}

/// A suite on the way through its lines.
struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Reader<'a> {
    fn cases(mut self) -> Result<Vec<SuiteCase>, String> {
        let mut cases: Vec<SuiteCase> = Vec::new();
        let mut open: Option<(&str, usize)> = None;
        while let Some(line) = self.next() {
            if let Some(title) = line.strip_prefix("## ") {
                Reader::closed(open).map_err(|(line, fault)| self.fault(line, &fault))?;
                if cases.iter().any(|case| case.title == title) {
                    return Err(self.fault(self.line, &format!("there is a case `{title}` already")));
                }
                open = Some((title, self.line));
            } else if line.starts_with("~~~~~~") {
                let start = self.line;
                let block = self.block(line)?;
                let is_note = NOTES.contains(&block.kind.as_str());
                match (open.take(), cases.last_mut()) {
                    (Some((title, _)), _) if is_note => {
                        cases.push(SuiteCase { title: title.to_owned(), note: block, outcomes: Vec::new() });
                    }
                    (None, Some(case)) if OUTCOMES.contains(&block.kind.as_str()) => {
                        if case.outcomes.iter().any(|other| other.kind == block.kind) {
                            return Err(self.fault(start, &format!("a second block `{}`", block.kind)));
                        }
                        case.outcomes.push(block);
                    }
                    (None, _) if is_note => return Err(self.fault(start, "a second note in one case")),
                    (Some(_), _) => return Err(self.fault(start, "a case begins with its note")),
                    _ => {
                        let fault = format!("a block `{}`: it can be {}", block.kind, OUTCOMES.join(", "));
                        return Err(self.fault(start, &fault));
                    }
                }
            } else if open.is_none() && !cases.is_empty() && !line.is_empty() {
                return Err(self.fault(self.line, "words behind a note: they belong before it"));
            }
        }
        Reader::closed(open).map_err(|(line, fault)| self.fault(line, &fault))?;
        Ok(cases)
    }

    /// No case may be left without a note.
    fn closed(open: Option<(&str, usize)>) -> Result<(), (usize, String)> {
        open.map_or(Ok(()), |(title, line)| Err((line, format!("the case `{title}` has no note"))))
    }

    /// The block that this line opens.
    fn block(&mut self, line: &str) -> Result<Fenced, String> {
        let info = line.trim_start_matches('~');
        let (fence, first) = (&line[..line.len() - info.len()], self.line);
        let start = self.at - line.len() - 1;
        let (kind, options) = options(info).map_err(|fault| self.fault(first, &fault))?;
        let body = self.at;
        loop {
            let end = self.at;
            match self.next() {
                Some(line) if line == fence => {
                    let text = self.text[body..end].to_owned();
                    let range = start..self.at;
                    return Ok(Fenced { kind, text, options, tildes: fence.len(), range });
                }
                Some(_) => {}
                None => return Err(self.fault(first, "a block that is never closed")),
            }
        }
    }

    fn next(&mut self) -> Option<&'a str> {
        let line = self.text[self.at..].split_inclusive('\n').next()?;
        self.at += line.len();
        self.line += 1;
        Some(line.strip_suffix('\n').unwrap_or(line))
    }

    fn fault(&self, line: usize, fault: &str) -> String {
        format!("{}:{line}: {fault}", self.path.display())
    }
}

/// The kind of a block and its options: `name=value` or `name="several words"`.
fn options(info: &str) -> Result<(String, Vec<(String, String)>), String> {
    let info = info.trim();
    let (kind, mut rest) = info.split_once(' ').unwrap_or((info, ""));
    let mut options = Vec::new();
    while let Some((name, after)) = rest.trim_start().split_once('=') {
        if !OPTIONS.contains(&name) {
            return Err(format!("an option `{name}`: it can be {}", OPTIONS.join(", ")));
        }
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or("a value whose quotation mark is not closed")?,
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        options.push((name.to_owned(), value.to_owned()));
        rest = after;
    }
    match rest.trim() {
        "" => Ok((kind.to_owned(), options)),
        rest => Err(format!("`{rest}` is no option")),
    }
}
