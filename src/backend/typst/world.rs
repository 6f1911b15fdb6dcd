//! What Typst code can see: the generated source, the note's images by number, and the fonts; a user's own file of
//! functions also the files below its folder. No packages, no other files, no network, no clock.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, IntoValue, Str};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryBuilder, LibraryExt, World};
use typst_kit::fonts::FontStore;

use super::damaged;
use super::fonts::Fonts;
use super::markup::numbered;
use crate::files;
use crate::files::open;
use crate::ir::Document;
use crate::settings::Settings;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(builder().build()));

/// The library, in which a cell of a table may say that it is none of a header, though its row is.
fn builder() -> LibraryBuilder {
    Library::builder().with_features(std::iter::once(Feature::A11yExtras).collect())
}

/// The world of one note.
pub struct NoteWorld {
    code: String,
    /// The code as a tree, which takes many times as much: it is made when it is asked for.
    tree: OnceLock<Source>,
    images: Vec<Bytes>,
    fonts: &'static FontStore,
    /// The folder of the user's own file of functions, below which these may read files.
    folder: Option<PathBuf>,
    /// The library with the families of the system's fonts, when they are needed.
    library: Option<LazyHash<Library>>,
}

impl NoteWorld {
    /// The world of generated code and of the images of the document that it was written from. The code finds the
    /// families of fonts in `sys.inputs.fonts`.
    pub fn new(code: String, document: &Document, fonts: Fonts, settings: &Settings) -> Self {
        let Fonts { store: fonts, missing: _, families } = fonts;
        let library = (!families.is_empty()).then(|| {
            let inputs = std::iter::once((Str::from("fonts"), families.into_value())).collect();
            LazyHash::new(builder().with_inputs(inputs).build())
        });
        let images = document.images.iter().map(|image| damaged::bytes(&image.data)).collect();
        let own = settings.templates.own_typst.as_ref();
        let folder = own.map(|own| files::folder(&own.path).to_owned());
        Self { code, tree: OnceLock::new(), images, fonts, folder, library }
    }

    /// Puts other characters into the generated code.
    pub fn replace(&mut self, other: impl Fn(char) -> char) {
        self.code = self.code.chars().map(other).collect();
        self.forget_tree();
    }

    /// The generated code.
    pub fn code(&self) -> Source {
        self.tree.get_or_init(|| Source::new(id(MAIN), self.code.clone())).clone()
    }

    /// Frees the tree of the code, which only messages ask for again.
    pub fn forget_tree(&mut self) {
        self.tree.take();
    }
}

impl NoteWorld {
    /// A file below the folder of the user's own file of functions. No link on the way is followed.
    fn beside(&self, id: FileId) -> FileResult<Vec<u8>> {
        let path = id.get();
        let folder = self.folder.as_ref().filter(|_| *path.root() == VirtualRoot::Project);
        let folder = folder.ok_or(FileError::AccessDenied)?;
        let way = Path::new(path.vpath().get_without_slash());
        let read = open::read_below(folder, way);
        read.map(|(_, bytes)| bytes).map_err(|error| FileError::from_io(error, way))
    }
}

/// The name of the code.
const MAIN: &str = "main.typ";

/// The identity of a file. Typst has room for 65,535 of them and never frees one, so all notes use the same.
#[expect(clippy::unreachable, reason = "the names are constants")]
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("`{name}` is a plain name"));
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

impl World for NoteWorld {
    fn library(&self) -> &LazyHash<Library> {
        self.library.as_ref().unwrap_or(&LIBRARY)
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        id(MAIN)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() {
            return Ok(self.code());
        }
        let text = self.beside(id)?;
        Ok(Source::new(id, String::from_utf8(text).map_err(|_| FileError::InvalidUtf8)?))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        let name = path.vpath().get_without_slash();
        let number = name.strip_prefix("image-").and_then(|number| number.parse::<usize>().ok());
        let own = *path.root() == VirtualRoot::Project;
        let image = number.filter(|&number| own && numbered(number) == name);
        match image.and_then(|number| self.images.get(number)) {
            Some(image) => Ok(image.clone()),
            None => self.beside(id).map(Bytes::new),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
