//! One note as it is shown: as a page, as the pages of its PDF, as a publication.

use std::io::{Cursor, Read};
use std::path::PathBuf;

use roxmltree::ParsingOptions;
use serde_json::{Value, json};

use super::messages;
use super::shelf::{Shelf, Thing};
use crate::backend::typst::{pages, rounds};
use crate::batch::{Report, note};
use crate::conditional;
use crate::config::{Input, Job, Plan};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::Disk;
use crate::format::Format;
use crate::limits;
use crate::pipeline::{self, Finished};
use crate::settings::{Assets, Settings};
use crate::site::recording::Recording;
use crate::source::Source;

/// A way to show a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// As a page.
    Html,
    /// As the pages of its PDF.
    Pdf,
    /// As a publication.
    Epub,
}

impl View {
    /// The view of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "html" => Some(View::Html),
            "pdf" => Some(View::Pdf),
            "epub" => Some(View::Epub),
            _ => None,
        }
    }
}

/// A note that was read, and what it is shown as so far.
pub struct Shown {
    source: Source,
    document: Option<Finished>,
    diagnostics: Vec<Diagnostic>,
    read: Vec<PathBuf>,
    /// What was made, by view.
    made: Vec<(View, Value)>,
    /// The address of its text.
    text: Option<String>,
}

impl Shown {
    /// Reads and settles the note of a job.
    pub fn of(plan: &Plan, job: &Job, settings: &Settings) -> Self {
        let mut diagnostics = Diagnostics::default();
        let mut read: Vec<PathBuf> = Vec::new();
        let read_note = note::text(&job.input, &job.root, &mut diagnostics);
        let (source, document) = match (read_note, &job.input) {
            (Ok((source, _)), Input::File(path)) => {
                let output = job.outputs.iter().find_map(|(_, output)| output.path());
                let notes = output.map(|output| plan.site.of(path, &job.root, output));
                let files = Recording::new(Disk::new(job.input.folder(), &job.root), notes);
                let document = note::finished(&source, &job.input, settings, &files, &mut diagnostics);
                read.extend(files.into_asked().files.into_keys());
                (source, document.ok())
            }
            (Ok((source, _)), Input::Standard) => (source, None),
            (Err(error), _) => {
                diagnostics.push(error);
                (Source::new(job.input.name(), ""), None)
            }
        };
        diagnostics.place(&source);
        Self { source, document, diagnostics: diagnostics.sorted(), read, made: Vec::new(), text: None }
    }

    /// The files that it was made of, and those that were looked for.
    pub fn read(&self) -> &[PathBuf] {
        &self.read
    }

    /// Makes a view and puts it on the shelf, unless it is there.
    pub fn show(&mut self, view: View, settings: &Settings, shelf: &Shelf) {
        if self.text.is_none() {
            let text = self.source.text().as_bytes().into();
            let text = Thing { kind: "text/plain; charset=utf-8", bytes: text };
            self.text = Some(shelf.put(vec![("note.md".to_owned(), text)]) + "note.md");
        }
        let Some(document) =
            self.document.as_ref().filter(|_| !self.made.iter().any(|(made, _)| *made == view))
        else {
            return;
        };
        let mut diagnostics = Diagnostics::default();
        let settings = Settings { assets: Assets::Embed, split: false, ..settings.clone() };
        let made = match view {
            View::Html => page(document, &self.source, &settings, shelf, &mut diagnostics),
            View::Pdf => {
                let pages = paper(document, &settings, shelf, &mut diagnostics);
                rounds::forget(5);
                pages
            }
            View::Epub => publication(document, &self.source, &settings, shelf, &mut diagnostics),
        };
        diagnostics.place(&self.source);
        for diagnostic in diagnostics.sorted() {
            // Several formats may tell the same.
            if !self.diagnostics.contains(&diagnostic) {
                self.diagnostics.push(diagnostic);
            }
        }
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        self.made.push((view, made.unwrap_or(Value::Null)));
    }

    /// What the page needs to show it; `error` is why the notes could not be planned anew.
    pub fn json(&self, version: u64, error: Option<&str>) -> String {
        let report =
            Report::new(Source::new(self.source.name(), self.source.text()), self.diagnostics.clone());
        let of = |view: View| self.made.iter().find(|(made, _)| *made == view).map(|(_, made)| made);
        let metadata = self.document.as_ref().map(|document| &document.metadata);
        json!({
            "version": version,
            "title": metadata.map(|metadata| &metadata.title),
            "error": error,
            "html": of(View::Html),
            "pages": of(View::Pdf),
            "chapters": of(View::Epub),
            "text": self.text,
            "messages": messages::of(&report),
        })
        .to_string()
    }
}

/// The address of a note as a page.
fn page(
    document: &Finished,
    source: &Source,
    settings: &Settings,
    shelf: &Shelf,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let bytes = pipeline::render(document, Format::Html, source, settings, diagnostics).ok()?;
    let page = Thing { kind: "text/html; charset=utf-8", bytes: bytes.into() };
    Some(json!(shelf.put(vec![("note.html".to_owned(), page)]) + "note.html"))
}

/// The addresses of the pages of a note on paper, with their sizes in points.
fn paper(
    document: &Finished,
    settings: &Settings,
    shelf: &Shelf,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let shown = conditional::shown_in(document, Format::Svg);
    let pages = match pages::svg(&shown, settings, diagnostics) {
        Ok(pages) => pages,
        Err(error) => {
            diagnostics.push(Diagnostic::error(Code::Typesetting, format!("{error:#}")));
            return None;
        }
    };
    let page = |(_, page): (usize, pages::Picture)| {
        let (width, height) = page.size;
        let drawing = Thing { kind: "image/svg+xml", bytes: page.bytes.into() };
        let address = shelf.put(vec![("page.svg".to_owned(), drawing)]) + "page.svg";
        json!({ "address": address, "width": width, "height": height })
    };
    Some(pages.into_iter().map(page).collect())
}

/// The addresses of the chapters of a note as a publication, in reading order.
fn publication(
    document: &Finished,
    source: &Source,
    settings: &Settings,
    shelf: &Shelf,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let bytes = pipeline::render(document, Format::Epub, source, settings, diagnostics).ok()?;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut files = Vec::new();
    let mut package = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let name = file.name().to_owned();
        let mut bytes = Vec::new();
        (&mut file).take(limits::OUTPUT_LOOKED_AT).read_to_end(&mut bytes).ok()?;
        if name.ends_with(".opf") {
            package = String::from_utf8_lossy(&bytes).into_owned();
        }
        if let Some(kind) = kind(&name) {
            files.push((name, Thing { kind, bytes: bytes.into() }));
        }
    }
    let names = spine(&package)?;
    let title = |name: &String| {
        let inside = format!("OEBPS/{name}");
        let (_, file) = files.iter().find(|(own, _)| *own == inside)?;
        title(std::str::from_utf8(&file.bytes).ok()?)
    };
    let titles: Vec<Option<String>> = names.iter().map(title).collect();
    let below = shelf.put(files);
    let chapter = |(name, title): (&String, Option<String>)| json!({ "address": format!("{below}OEBPS/{name}"), "title": title.as_ref().unwrap_or(name) });
    Some(names.iter().zip(titles).map(chapter).collect())
}

/// The media type of a file of a publication that is shown (EPUB 3.3 §3.2).
fn kind(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ttf" | "otf" => "font/otf",
        "woff" => "font/woff",
        _ => return None,
    })
}

/// The title of a chapter.
fn title(chapter: &str) -> Option<String> {
    let chapter = roxmltree::Document::parse_with_options(
        chapter,
        ParsingOptions { allow_dtd: true, ..Default::default() },
    );
    let chapter = chapter.ok()?;
    let title = chapter.descendants().find(|node| node.tag_name().name() == "title")?.text()?;
    Some(title.trim().to_owned()).filter(|title| !title.is_empty())
}

/// The files of a publication in reading order (EPUB 3.3 §5.7).
fn spine(package: &str) -> Option<Vec<String>> {
    let package = roxmltree::Document::parse(package).ok()?;
    let named = |name| {
        package.descendants().filter(move |node| node.has_tag_name(("http://www.idpf.org/2007/opf", name)))
    };
    let file = |id: &str| named("item").find(|item| item.attribute("id") == Some(id))?.attribute("href");
    let references = named("itemref").filter_map(|reference| reference.attribute("idref"));
    Some(references.filter_map(file).map(str::to_owned).collect())
}
