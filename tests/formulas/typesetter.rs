//! Sets formulas with Typst in memory, with the fonts of `fonts/` only.

use note_convert::backend;
use note_convert::ir::Formula;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

/// What came of it.
pub struct Typeset {
    /// Typst's errors and warnings.
    pub messages: Vec<String>,
    /// Characters for which no font has a glyph, each with the index of its formula.
    pub missing: Vec<(usize, String)>,
}

/// Sets each formula on a page of its own; the `bool` says whether it is displayed.
pub fn typeset(formulas: impl IntoIterator<Item = (Formula, bool)>) -> Typeset {
    let mut code = include_str!("../../templates/math.typ").to_owned();
    code.push_str("#set page(width: auto, height: auto)\n");
    code.push_str("#set text(font: math-text-font)\n");
    code.push_str("#show math.equation: set text(font: \"New Computer Modern Math\")\n");
    for (index, (formula, display)) in formulas.into_iter().enumerate() {
        let pagebreak = if index == 0 { "" } else { "#pagebreak()\n" };
        code.push_str(&format!("{pagebreak}#math.equation(block: {display}, alt: \"formula\", "));
        backend::typst::math::write(&mut code, &formula);
        code.push_str(")\n");
    }
    let world = MemoryWorld::new(code);
    let compiled = typst::compile::<PagedDocument>(&world);
    let mut messages: Vec<String> =
        compiled.warnings.iter().map(|warning| warning.message.to_string()).collect();
    let mut missing = Vec::new();
    match compiled.output {
        Err(errors) => messages.extend(errors.iter().map(|error| error.message.to_string())),
        Ok(document) => {
            for (index, page) in document.pages().iter().enumerate() {
                missing_glyphs(&page.frame, &mut |text| missing.push((index, text)));
            }
        }
    }
    Typeset { messages, missing }
}

fn missing_glyphs(frame: &Frame, report: &mut impl FnMut(String)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => missing_glyphs(&group.frame, report),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    report(text.text[glyph.range()].to_owned());
                }
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
        }
    }
}

struct MemoryWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
}

impl MemoryWorld {
    fn new(code: String) -> Self {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts")).unwrap();
        let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let data = paths.iter().filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap());
        let fonts: Vec<Font> = data.flat_map(|data| Font::iter(Bytes::new(data))).collect();
        let path = VirtualPath::new("main.typ").unwrap();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), code),
        }
    }
}

impl World for MemoryWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
