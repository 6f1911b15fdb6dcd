//! A book: its notes are read and settled, each by itself and with its own messages, and then written as one document.

use std::path::PathBuf;

use rayon::prelude::*;

use super::job::{Jobs, Steps, Written};
use super::note;
use super::outcome::{Outcome, Report, State};
use crate::book::assemble::{Piece, assemble};
use crate::book::metadata;
use crate::book::{Unit, abbreviations, number_after_headings};
use crate::config::{Book, Input, Job, Output};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::files::stamp::Stamp;
use crate::files::{Disk, Memory};
use crate::format::Format;
use crate::ir::holds::Holds;
use crate::ir::{Block, Document, Metadata, Rank};
use crate::latex::Macros;
use crate::locale::{self, Word};
use crate::pass::citations::{self, Citing};
use crate::pass::identifiers::Identifiers;
use crate::pass::{self, contents, numbering, whole};
use crate::pipeline::{self, Finished};
use crate::settings::Settings;
use crate::site::card::name;
use crate::site::recording::{Asked, Recording};
use crate::source::{Source, Span};
use crate::value::Mapping;

/// A part or a chapter on its way into the book.
struct Chapter<'a> {
    unit: &'a Unit,
    source: Source,
    files: Recording<'a>,
    diagnostics: Diagnostics,
    document: Document,
    /// What the document holds.
    holds: Holds,
    macros: Macros,
    identifiers: Identifiers,
    /// What its note is like, if it has one.
    stamp: Option<Stamp>,
    /// Whether its note could not be read.
    failed: bool,
}

impl<'a> Jobs<'a> {
    /// Makes the outputs of a book.
    pub(super) fn book(
        &self,
        job: &'a Job,
        book: &'a Book,
        stale: &[&(Format, Output)],
        steps: &Steps,
    ) -> Outcome {
        // What the command line says of front matter is the book's.
        let settings = &Settings { metadata: Mapping::new(), ..self.plan.settings.clone() };
        let units = book.units.par_iter().zip(&book.roots).enumerate();
        let mut chapters: Vec<Chapter> =
            units.map(|(index, (unit, root))| self.read(job, index, (unit, root), settings)).collect();
        let mut diagnostics = Diagnostics::default();
        if chapters.iter().any(|chapter| chapter.failed) {
            let written = Written { made: Vec::new(), copies: Vec::new(), state: State::Failed };
            return self.outcome(job, chapters, diagnostics, written, steps);
        }
        let metadata = self.metadata(job, book, &chapters);
        let document = self.settled(&mut chapters, metadata, &mut diagnostics);
        let text: String = chapters.iter().flat_map(|chapter| [chapter.source.text(), "\n"]).collect();
        let source = Source::new(job.input.name(), text);
        let read: Vec<PathBuf> = chapters.iter().flat_map(|chapter| chapter.files.found()).collect();
        let mut written =
            self.write(job, stale, (&document, &source), (&Memory::default(), &read), &mut diagnostics);
        for chapter in &mut chapters {
            let Chapter { files, diagnostics, .. } = chapter;
            self.copy(job, stale, files, &mut written, diagnostics);
        }
        self.outcome(job, chapters, diagnostics, written, steps)
    }

    /// Reads the note of a unit, which may read files below a root.
    fn read(
        &self,
        job: &'a Job,
        index: usize,
        (unit, root): (&'a Unit, &'a PathBuf),
        settings: &Settings,
    ) -> Chapter<'a> {
        let mut diagnostics = Diagnostics::default();
        let Some(note) = &unit.note else {
            let title = unit.title.clone().unwrap_or_default();
            let metadata = Metadata { title, ..Metadata::default() };
            return Chapter {
                unit,
                source: Source::new(job.input.name(), ""),
                files: Recording::new::<crate::site::View>(Disk::new("", ""), None),
                diagnostics,
                document: Document { metadata, ..Document::default() },
                holds: Holds::default(),
                macros: Macros::default(),
                identifiers: Identifiers::default(),
                stamp: None,
                failed: false,
            };
        };
        let input = Input::File(note.clone());
        let view = self.plan.site.chapter(note, root, index);
        let files = Recording::new(Disk::new(input.folder(), root).with_outputs(view.outputs()), Some(view));
        let (source, stamp, failed) = match note::text(&input, root, &mut diagnostics) {
            Ok((source, stamp)) => (source, stamp, false),
            Err(error) => {
                diagnostics.push(error);
                (Source::new(input.name(), ""), None, true)
            }
        };
        let name = unit.title.clone().or_else(|| name(note));
        let read =
            (!failed).then(|| whole::read(&source, name.as_deref(), settings, &files, &mut diagnostics));
        let document = read.and_then(Result::ok);
        Chapter {
            unit,
            source,
            files,
            diagnostics,
            failed: document.is_none(),
            document: document.unwrap_or_default(),
            holds: Holds::default(),
            macros: Macros::default(),
            identifiers: Identifiers::default(),
            stamp,
        }
    }

    /// What the book says about itself.
    fn metadata(&self, job: &Job, book: &Book, chapters: &[Chapter]) -> Metadata {
        let output = job.outputs.iter().find_map(|(_, output)| output.path());
        let name = output.and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
        let notes = chapters.iter().filter(|chapter| chapter.unit.note.is_some());
        let notes: Vec<(&Metadata, usize)> =
            notes.map(|chapter| (&chapter.document.metadata, chapter.source.text().len())).collect();
        metadata::of(&book.outline, &notes, name.as_deref(), &self.plan.settings)
    }

    /// Settles the chapters and makes one document of them.
    fn settled(
        &self,
        chapters: &mut Vec<Chapter<'a>>,
        metadata: Metadata,
        diagnostics: &mut Diagnostics,
    ) -> Finished {
        let settings = &self.plan.settings;
        let numbered = numbering::numbers_sections(&metadata.options, settings);
        let numbers = if numbered { numbers(chapters) } else { Vec::new() };
        self.plan.site.number_chapters(&numbers);
        chapters.par_iter_mut().enumerate().for_each(|(index, chapter)| {
            let Chapter { files, diagnostics, document, holds, macros, .. } = chapter;
            document.metadata.options = metadata.options.clone();
            if document.metadata.language.is_empty() {
                document.metadata.language.clone_from(&metadata.language);
            }
            document.metadata.chapter = numbers.get(index).cloned().unwrap_or_default();
            *holds = Holds::of(&document.blocks);
            pipeline::draw(document, holds, settings, diagnostics);
            *macros = pass::number(document, holds, settings, files, diagnostics);
        });
        let list = abbreviations::list(chapters.iter().map(|chapter| &chapter.document));
        let abbreviations = list.map(|list| addition(Word::Abbreviations, vec![list], &metadata));
        let works = works(chapters, abbreviations.is_some(), &metadata);
        chapters.par_iter_mut().for_each(|chapter| {
            let Chapter { files, diagnostics, document, holds, macros, identifiers, .. } = chapter;
            let macros = std::mem::take(macros);
            *identifiers = pass::settle(document, *holds, macros, settings, files, diagnostics);
            pipeline::plain_code(document, *holds, diagnostics);
        });
        let mut pieces = Vec::new();
        let starts = starts(chapters);
        for (chapter, start) in chapters.iter_mut().zip(starts) {
            let name = chapter.unit.note.as_ref().and_then(|note| name(note)).unwrap_or_default();
            let document = std::mem::take(&mut chapter.document);
            let identifiers = std::mem::take(&mut chapter.identifiers);
            pieces.push(Piece { unit: chapter.unit.clone(), document, identifiers, name, start });
        }
        pieces.extend(abbreviations.into_iter().chain(works));
        let mut document = assemble(metadata, pieces);
        contents::run(&mut document, settings, diagnostics);
        Finished::assume(document)
    }

    /// What came of a book: the messages of each note, those of the `whole` at the notes that they are about.
    fn outcome(
        &self,
        job: &Job,
        chapters: Vec<Chapter>,
        whole: Diagnostics,
        written: Written,
        steps: &Steps,
    ) -> Outcome {
        let starts = starts(&chapters);
        let mut of_whole: Vec<Vec<Diagnostic>> = chapters.iter().map(|_| Vec::new()).collect();
        for mut diagnostic in whole.sorted() {
            let at = diagnostic.span.map_or(0, |span| span.range().start);
            let index = starts.partition_point(|&start| start <= at).saturating_sub(1);
            let start = starts.get(index).copied().unwrap_or_default();
            diagnostic.span = diagnostic.span.map(|span| {
                let range = span.range();
                Span::new(range.start.saturating_sub(start)..range.end.saturating_sub(start))
            });
            of_whole.get_mut(index).into_iter().for_each(|all| all.push(diagnostic.clone()));
        }
        let (mut read, mut missing, mut reports) = (Vec::new(), Vec::new(), Vec::new());
        let (mut parts, mut stamps) = (Vec::new(), Vec::new());
        let (levels, mut warnings) = (&self.plan.telling.levels, 0);
        for (chapter, own) in chapters.into_iter().zip(of_whole) {
            let Chapter { source, files, mut diagnostics, unit, stamp, .. } = chapter;
            read.extend(unit.note.clone());
            stamps.extend(unit.note.as_deref().zip(stamp));
            let asked = files.into_asked();
            for (path, stamp) in &asked.files {
                if stamp.is_some() { read.push(path.clone()) } else { missing.push(path.clone()) }
            }
            parts.push(asked);
            own.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
            diagnostics.place(&source);
            warnings += diagnostics.count_without(&levels.allow);
            reports.push(Report::new(source, levels.apply(diagnostics.sorted())));
        }
        if !written.made.is_empty() {
            let parts = parts.iter().enumerate().collect();
            let untold = self.record(job, stamps, (&Asked::default(), parts), &written, warnings, steps);
            reports.first_mut().into_iter().for_each(|first| first.diagnostics.extend(untold.clone()));
        }
        let (sizes, written, state) = (written.sizes(), written.paths(), written.state);
        let outcome = Outcome { reports, state, read, missing, written, sizes, ..Outcome::default() };
        let error = outcome.diagnostics().any(|one| one.severity == Severity::Error);
        let failed = error && outcome.state == State::Made;
        Outcome { state: if failed { State::Failed } else { outcome.state }, ..outcome }
    }
}

/// Where the text of each chapter begins in that of all, which are joined by line feeds.
fn starts(chapters: &[Chapter]) -> Vec<usize> {
    let mut next = 0;
    let start = |chapter: &Chapter| {
        let start = next;
        next += chapter.source.text().len() + 1;
        start
    };
    chapters.iter().map(start).collect()
}

/// The numbers of the chapters.
fn numbers(chapters: &[Chapter]) -> Vec<Vec<usize>> {
    let units: Vec<Unit> = chapters.iter().map(|chapter| chapter.unit.clone()).collect();
    let headings = chapters.iter().map(|chapter| numbering::outermost(&chapter.document));
    number_after_headings(&units, &headings.collect::<Vec<_>>())
}

/// Sets the citations of all chapters. The list of works stands where a chapter has a place for it, else it is a chapter
/// of its own at the end, after that of abbreviations if there is one.
fn works(chapters: &mut [Chapter], has_abbreviations: bool, book: &Metadata) -> Option<Piece> {
    let home = chapters.iter().position(|chapter| citations::has_place(&chapter.document));
    let list = home.unwrap_or(chapters.len() + usize::from(has_abbreviations)).to_string();
    let citing = chapters.iter_mut().map(|chapter| {
        let Chapter { document, holds, files, diagnostics, .. } = chapter;
        Citing { document, holds: *holds, files, diagnostics }
    });
    let works = citations::set(&mut citing.collect::<Vec<_>>(), Some(&list));
    if works.is_empty() {
        return None;
    }
    match home.and_then(|home| chapters.get_mut(home)) {
        Some(home) => {
            home.holds = Holds::all();
            citations::place(&mut home.document, works);
            None
        }
        None => Some(addition(Word::References, vec![citations::list(works)], book)),
    }
}

/// A chapter that no note has.
fn addition(title: Word, blocks: Vec<Block>, book: &Metadata) -> Piece {
    let language = book.language.clone();
    let title = locale::word(&language, title).to_owned();
    let options = book.options.clone();
    let metadata = Metadata { title: title.clone(), language, options, ..Metadata::default() };
    let mut document = Document { metadata, blocks, ..Document::default() };
    let holds = Holds::of(&document.blocks);
    let identifiers = pass::identifiers::run(&mut document, holds, &mut Diagnostics::default());
    let unit = Unit { title: Some(title), note: None, rank: Rank::Chapter, level: 1, number: Vec::new() };
    Piece { unit, document, identifiers, name: String::new(), start: 0 }
}
