//! Finding the files that a note includes, within what it may include.

use std::io;

use crate::files::refused;
use crate::limits::{INCLUDED, INCLUDED_BYTES, INCLUDED_DEEP};
use crate::read::core::content::Content;
use crate::read::core::findings::Missing;
use crate::read::core::reader::Reader;
use crate::source::Span;

/// Where sites keep what is included, from the note's folder or from the root.
pub const FOLDERS: [&str; 6] = ["", "/", "/_includes/", "/src/_includes/", "/docs/", "/content/"];

/// What the names of files end in, beside those of [`crate::files::NOTES`], that are read as notes; others are code.
pub const PARTS: [&str; 5] = ["", "html", "htm", "njk", "liquid"];

/// Why a file is not included in itself.
pub const ITSELF: &str = "it includes itself";

impl Reader<'_> {
    /// Counts one more of the files that a note may include.
    pub fn count(&mut self) -> io::Result<()> {
        self.findings.included += 1;
        match self.findings.included > INCLUDED || self.trail().len() >= INCLUDED_DEEP {
            true => Err(io::ErrorKind::InvalidInput.into()),
            false => Ok(()),
        }
    }

    /// Counts what is shown again among what the note includes.
    ///
    /// # Errors
    /// Why it is not shown.
    pub fn weigh_captured(&mut self, text: &str) -> Result<(), String> {
        self.count().and_then(|()| self.weigh(text)).map_err(|error| why(&error))
    }

    /// Counts the bytes of a text among those that a note may include.
    pub fn weigh(&mut self, text: &str) -> io::Result<()> {
        self.findings.included_bytes += text.len();
        match self.findings.included_bytes > INCLUDED_BYTES {
            true => Err(io::ErrorKind::InvalidInput.into()),
            false => Ok(()),
        }
    }

    /// The file and its text, from the folder of what includes it or from where sites keep such files.
    pub fn find(&mut self, path: &str) -> io::Result<(String, String)> {
        self.count()?;
        let (path, folder) = (path.trim(), self.folder());
        let own = (!folder.is_empty() && !path.starts_with('/')).then(|| format!("{folder}{path}"));
        let others = FOLDERS.iter().filter_map(|start| match path.strip_prefix('/') {
            // From the root: not from the note's folder.
            Some(path) => (!start.is_empty()).then(|| format!("{start}{path}")),
            None => Some(format!("{start}{path}")),
        });
        self.first_of(own.into_iter().chain(others))
    }

    /// The note of a vault and its text: by its way from the folder of what shows it or from the root, or wherever
    /// below the root there is one of this name.
    pub fn find_note(&mut self, name: &str) -> io::Result<(String, String)> {
        self.count()?;
        let is_file = ["md", "markdown"].iter().any(|extension| {
            name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(extension))
        });
        let file = if is_file { name.to_owned() } else { format!("{name}.md") };
        let (file, folder) = (file.trim_start_matches('/'), self.folder());
        match self.first_of(std::iter::once(format!("{folder}{file}"))) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let files = self.note.files;
                let elsewhere = || (!files.knows_names()).then(|| format!("/{file}"));
                let named = files.file_named(file).or_else(elsewhere).ok_or(error)?;
                self.first_of(std::iter::once(named))
            }
            found => found,
        }
    }

    pub fn first_of(&mut self, candidates: impl Iterator<Item = String>) -> io::Result<(String, String)> {
        let mut problem = io::Error::from(io::ErrorKind::NotFound);
        for candidate in candidates {
            match self.note.files.read(&candidate) {
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    self.weigh(&text)?;
                    return Ok((candidate, text));
                }
                Err(error) if error.kind() != io::ErrorKind::NotFound => problem = error,
                Err(_) => {}
            }
        }
        Err(problem)
    }

    /// Tells that a file is not included; nothing stands in its place.
    pub fn not_included(&mut self, span: Span, path: &str, why: String) -> Content {
        let missing = Missing { span, path: path.to_owned(), within: None };
        self.findings.not_included.entry(why).or_default().push(missing);
        Content::Inlines(Vec::new())
    }
}

pub fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::InvalidInput => {
            "this note includes too many files, or files in files too deep".to_owned()
        }
        _ => match refused::way_out(error) {
            Some(way_out) => format!("{error} ({way_out})"),
            None => error.to_string(),
        },
    }
}
