//! Images: their bytes, what they are, their size and their alternative text. What is not to be had shows as
//! a placeholder, with a warning.

mod address;
mod drawing;
mod raster;
mod remade;
mod size;
mod smaller;

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use indexmap::IndexSet;
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::{Files, refused};
use crate::ir::walk::{VisitMut, walk_block_mut, walk_inline_mut};
use crate::ir::*;
use crate::limits::{IMAGE_BYTES, IMAGES_BYTES, IMAGES_PIXELS};
use crate::source::Span;
use address::{data_url, shortened};

/// Where sites keep the files that they serve from their root (Docusaurus, Hugo and Nuxt, Next and Astro, VitePress,
/// VuePress).
pub(super) const PUBLIC: [&str; 7] = [
    "/static",
    "/public",
    "/docs/public",
    "/.vuepress/public",
    "/docs/.vuepress/public",
    "/src/public",
    "/docs",
];

/// Loads all images of the document; those of more than `most_wide` pixels in a row are made smaller, if somebody asks for
/// it, else those of very many.
pub fn run(
    document: &mut Document,
    most_wide: Option<u32>,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    let mut images = Images {
        files,
        diagnostics,
        // Those that were drawn here.
        loaded: std::mem::take(&mut document.images),
        by_address: HashMap::new(),
        by_data: HashMap::new(),
        pixels: 0,
        most_wide,
        captioned: false,
        told: None,
        alternative: None,
    };
    let mut blocks = std::mem::take(&mut document.blocks);
    images.blocks(&mut blocks);
    document.images = images.loaded;
    document.blocks = blocks;
}

/// A drawing that was made here, of this name, checked and written anew as those of files are.
///
/// # Errors
/// When it cannot be shown; why, for people.
pub(super) fn drawn(path: String, svg: &[u8]) -> Result<ImageFile, String> {
    let drawing::Drawing { data, width, height, left_out: _ } =
        drawing::inspect(svg, &mut |_| Err("it was drawn here".to_owned()))?;
    Ok(ImageFile { path, format: ImageFormat::Svg, data: data.into_bytes().into(), width, height })
}

struct Images<'a> {
    files: &'a dyn Files,
    diagnostics: &'a mut Diagnostics,
    loaded: Vec<ImageFile>,
    by_address: HashMap<String, Result<usize, Diagnostic>>,
    /// One file may have several addresses; it is kept once.
    by_data: HashMap<Arc<[u8]>, usize>,
    /// Pixels of all images of pixels so far.
    pixels: u64,
    /// The most pixels that an image keeps in a row, if somebody asks for it.
    most_wide: Option<u32>,
    /// Inside a figure, whose caption says what its image shows.
    captioned: bool,
    /// The scheme of the last image that lacks an alternative text.
    told: Option<&'static str>,
    /// The alternative text that a block around gives to the next image without one.
    alternative: Option<String>,
}

impl VisitMut for Images<'_> {
    fn block(&mut self, block: &mut Block) {
        let outer = self.captioned;
        self.captioned |= matches!(block.kind, BlockKind::Figure { .. });
        // What a figure says of its image.
        let given = alternative(&mut block.attributes, &["fig-alt"]);
        let around = given.as_ref().map(|given| self.alternative.replace(given.clone()));
        walk_block_mut(self, block);
        if let (Some(given), Some(around)) = (given, around)
            && std::mem::replace(&mut self.alternative, around).is_some()
        {
            block.attributes.pairs.push(("fig-alt".to_owned(), given));
        }
        self.captioned = outer;
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "indices are those under which images were kept; an address is cut between characters"
    )]
    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        let Inline { span, attributes, kind: InlineKind::Image(image) } = inline else { return };
        let asked = size::Asked::take(image, attributes);
        if let Some(text) = alternative(attributes, &["fig-alt", "alt"]) {
            image.alternative = match text.trim() {
                "" => Alternative::Decorative,
                text => Alternative::Given(text.to_owned()),
            };
        }
        if matches!(image.alternative, Alternative::Missing(_))
            && let Some(text) = self.alternative.take()
        {
            image.alternative = Alternative::Given(text);
        }
        if let ImageSource::Loaded(index) = image.source {
            let file = &self.loaded[index];
            return asked.apply(image, (file.width, file.height));
        }
        let ImageSource::Unresolved(address) = &image.source else { return };
        let address = address.clone();
        let shown = address.strip_prefix(crate::read::WIKI).unwrap_or(&address);
        if let Alternative::Missing(instead) = &mut image.alternative {
            *instead = words(shown);
            if !self.captioned && !self.is_told_of_other(attributes) {
                let message = "this image has no alternative text for those who do not see it";
                let hint = match shown.starts_with("data:image/svg") {
                    true => "describe it: give the drawing a `<title>`, or an `aria-label`".to_owned(),
                    false => format!("describe it: `![what it shows]({})`", shortened(shown)),
                };
                self.diagnostics
                    .push(Diagnostic::warning(Code::MissingAlternative, message).at(*span).hint(hint));
            }
        }
        image.source = match self.load(&address, *span) {
            Ok(index) => {
                let file = &self.loaded[index];
                asked.apply(image, (file.width, file.height));
                ImageSource::Loaded(index)
            }
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic.at(*span));
                ImageSource::Missing(if shown.starts_with("data:") {
                    "data:".to_owned()
                } else {
                    shortened(shown)
                })
            }
        };
    }
}

impl Images<'_> {
    /// Whether the image before was told to lack a text, and shows the same for pages of the other scheme.
    fn is_told_of_other(&mut self, attributes: &Attributes) -> bool {
        let own = super::schemes::scheme(attributes);
        let before = std::mem::replace(&mut self.told, own);
        let is_pair = own.is_some() && before.is_some() && own != before;
        if is_pair {
            self.told = None;
        }
        is_pair
    }

    /// The image at an address; what is left out of a drawing is told at `span`.
    fn load(&mut self, address: &str, span: Span) -> Result<usize, Diagnostic> {
        if let Some(known) = self.by_address.get(address) {
            return known.clone();
        }
        let loaded = self.load_new(address, span);
        self.by_address.insert(address.to_owned(), loaded.clone());
        loaded
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "indices are those under which images were kept; an address is cut between characters"
    )]
    fn load_new(&mut self, address: &str, span: Span) -> Result<usize, Diagnostic> {
        let (path, data) = match self.fetch(address) {
            Ok(found) => found,
            Err(problem) => {
                let (written, path, data) = self.in_other_case(address).ok_or(problem)?;
                let message = format!("the image `{}` is called `{path}`: it is shown", shortened(&written));
                let hint =
                    format!("write `{path}`: where letter case matters, as on most servers, it is not found");
                self.diagnostics.push(Diagnostic::warning(Code::LetterCase, message).at(span).hint(hint));
                (path, data)
            }
        };
        let shown = if address.starts_with("data:") { "data:" } else { address };
        let file = self.inspect(&path, data, shown, span).map_err(|why| unreadable(shown, &why))?;
        if let Some(&index) = self.by_data.get(&file.data) {
            // The way to it that has no detours.
            let known = &mut self.loaded[index];
            if file.path.len() < known.path.len() {
                known.path = file.path;
            }
            return Ok(index);
        }
        let all = self.loaded.iter().map(|file| file.data.len()).sum::<usize>() + file.data.len();
        if all > IMAGES_BYTES {
            let why = format!("the images of this note have more than {} MB", IMAGES_BYTES >> 20);
            return Err(unreadable(shown, &why).hint("make the images smaller, or the note shorter"));
        }
        let index = self.loaded.len();
        self.by_data.insert(file.data.clone(), index);
        self.loaded.push(file);
        Ok(index)
    }

    /// What the bytes are, and the image's size in CSS pixels.
    fn inspect(&mut self, path: &str, data: Vec<u8>, shown: &str, span: Span) -> Result<ImageFile, String> {
        if data.len() > IMAGE_BYTES {
            return Err(format!("it has more than {} MB", IMAGE_BYTES >> 20));
        }
        let data = match remade::of(&data, page(shown)) {
            Some(remade) => remade?,
            None => data,
        };
        if raster::is_raster(&data) || !drawing::is_drawing(&data) {
            let raster = raster::inspect(&data)?;
            let raster::Raster { format, width, height, pixels, frames: _ } = raster;
            if self.pixels.saturating_add(pixels) > IMAGES_PIXELS {
                let most = IMAGES_PIXELS / 1_000_000;
                return Err(format!("the images of this note have more than {most} million pixels"));
            }
            self.pixels += pixels;
            // It is shown as large as it is by itself.
            let data = smaller::than(&data, &raster, self.most_wide).unwrap_or(data);
            return Ok(ImageFile { path: path.to_owned(), format, data: data.into(), width, height });
        }
        // A drawing's links start from its own folder.
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let read = |address: &str| {
            let address = match folder {
                _ if address.starts_with('/') => address.to_owned(),
                "" => address.to_owned(),
                folder => format!("{folder}/{address}"),
            };
            let found = self.fetch(&address).map_err(|_| "there is no such file that the note may read")?;
            Ok(found.1)
        };
        let drawing = drawing::inspect(&data, &mut { read })?;
        for left_out in drawing.left_out {
            let message = match shown {
                "data:" => format!("this drawing {left_out}"),
                address => format!("the drawing `{}` {left_out}", shortened(address)),
            };
            self.diagnostics.push(Diagnostic::warning(Code::UnreadableImage, message).at(span));
        }
        let (width, height) = (drawing.width, drawing.height);
        let data = drawing.data.into_bytes().into();
        Ok(ImageFile { path: path.to_owned(), format: ImageFormat::Svg, data, width, height })
    }

    /// The path and the bytes of the image at an address of the note.
    fn fetch(&self, address: &str) -> Result<(String, Vec<u8>), Diagnostic> {
        if let Some(name) = address.strip_prefix(crate::read::WIKI) {
            // In a vault a name is enough, wherever the image is.
            let found = self.fetch(name);
            let elsewhere = || self.fetch(&self.files.file_named(name)?).ok();
            return found.or_else(|problem| elsewhere().ok_or(problem));
        }
        if address.starts_with("data:") {
            let data = data_url(address).ok_or_else(|| unreadable("data:", "its data cannot be decoded"))?;
            return Ok((format!("inline-{}", self.loaded.len() + 1), data));
        }
        if address.contains("://") || address.starts_with("//") {
            let hint = "download it and put it beside the note: nothing is fetched from the network";
            return Err(unreadable(address, "it is on the network").hint(hint));
        }
        if let Some(path) = crate::address::from_root(address) {
            return self.fetch(&path);
        }
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        // Accents may be written in one form in the note and in the other on the disk.
        let written =
            [path.to_owned(), decoded.to_string(), decoded.nfc().collect(), decoded.nfd().collect()];
        let written = IndexSet::from(written);
        let public = |path: &String| PUBLIC.map(|folder| format!("{folder}{path}"));
        let from_root = written.iter().filter(|path| path.starts_with('/')).flat_map(public);
        let candidates: Vec<String> = written.iter().cloned().chain(from_root).collect();
        let mut problem = io::Error::from(io::ErrorKind::NotFound);
        for candidate in candidates.iter().filter(|candidate| !candidate.is_empty()) {
            match self.files.read(candidate) {
                Ok(data) => return Ok((candidate.clone(), data)),
                Err(error) if error.kind() != io::ErrorKind::NotFound => problem = error,
                Err(_) => {}
            }
        }
        // The root of a site may be below ours, or have its files in a folder (`static`, `public`).
        if decoded.starts_with('/')
            && let Some(found) = self.files.file_named(&decoded).filter(|found| found.ends_with(&*decoded))
            && let Ok(data) = self.files.read(&found)
        {
            return Ok((found, data));
        }
        Err(match problem.kind() {
            io::ErrorKind::NotFound => unreadable(path, "there is no such file"),
            _ => {
                let diagnostic = unreadable(path, &problem.to_string());
                match refused::way_out(&problem) {
                    Some(hint) => diagnostic.hint(hint),
                    None => diagnostic,
                }
            }
        })
    }
}

impl Images<'_> {
    /// The image whose path differs from that of an address by letter case only: the path as it is written and as it is, and
    /// its bytes. On the systems of many people it is found under the address.
    fn in_other_case(&self, address: &str) -> Option<(String, String, Vec<u8>)> {
        let path = address.strip_prefix(crate::read::WIKI).unwrap_or(address);
        let path =
            path.split(['?', '#']).next().filter(|path| !path.contains(':') && !path.starts_with("//"))?;
        let written = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let mut real = String::new();
        for (at, name) in written.split('/').enumerate() {
            if at > 0 {
                real.push('/');
            }
            let as_written = format!("{real}{name}");
            let is_way = matches!(name, "" | "." | "..");
            let other = (!is_way).then(|| other_case(self.files, &as_written)).flatten();
            real.push_str(other.as_deref().unwrap_or(name));
        }
        let data = if real == written { None } else { self.files.read(&real).ok() }?;
        Some((written, real, data))
    }
}

/// The page of a PDF that the fragment of an address means (RFC 8118, 3), else the first.
fn page(address: &str) -> usize {
    let fragment = address.rsplit_once('#').map_or("", |(_, fragment)| fragment);
    let page = fragment.split('&').find_map(|one| one.strip_prefix("page="));
    page.and_then(|page| page.parse().ok()).unwrap_or(1)
}

/// The name of a file where this one would be that differs by letter case only, unless this one is there.
pub(super) fn other_case(files: &dyn Files, path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let alike = |sibling: &String| sibling.to_lowercase() == name.to_lowercase();
    let alike: Vec<String> = files.siblings(path).into_iter().filter(alike).collect();
    if alike.iter().any(|sibling| sibling == name) { None } else { alike.into_iter().next() }
}

/// The alternative text that an attribute gives, taken out of the attributes: Quarto's and Pandoc's names for it.
fn alternative(attributes: &mut Attributes, keys: &[&str]) -> Option<String> {
    let at = attributes.pairs.iter().position(|(key, _)| keys.contains(&key.as_str()))?;
    Some(attributes.pairs.remove(at).1)
}

fn unreadable(address: &str, why: &str) -> Diagnostic {
    let written = percent_decode_str(address.strip_prefix(crate::read::WIKI).unwrap_or(address));
    let message = format!("the image `{}` cannot be shown: {why}", shortened(&written.decode_utf8_lossy()));
    Diagnostic::warning(Code::UnreadableImage, message)
}

/// What the name of an image's file says, as words.
fn words(address: &str) -> String {
    if address.starts_with("data:") {
        return String::new();
    }
    let name = address.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let decoded = percent_decode_str(stem).decode_utf8_lossy();
    decoded.replace(['-', '_'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::*;
    use crate::files::Memory;
    use crate::source::Span;

    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='2'/>";

    /// The image of this address among files of these names: its source, path or message, and hints.
    fn load(address: &str, names: &[&str]) -> String {
        let files = Memory(names.iter().map(|name| (name.to_string(), SVG.as_bytes().to_vec())).collect());
        let image = Image {
            source: ImageSource::Unresolved(address.to_owned()),
            alternative: Alternative::Given("x".to_owned()),
            title: None,
            width: None,
            height: None,
        };
        let content = vec![Inline::new(Span::default(), InlineKind::Image(image.into()))];
        let blocks = vec![Block::new(Span::default(), BlockKind::Paragraph { content })];
        let mut document = Document { blocks, ..Document::default() };
        let mut diagnostics = Diagnostics::default();
        run(&mut document, None, &files, &mut diagnostics);
        match (document.images.as_slice(), diagnostics.as_slice()) {
            ([image], []) => format!("{} {}x{}", image.path, image.width, image.height),
            ([], [one]) => format!("{} {}", one.message, one.hints.join(" ")).trim().to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn images_are_found_under_every_spelling_of_their_name() {
        assert_eq!(load("a.svg", &["a.svg"]), "a.svg 3x2");
        assert_eq!(load("a%20b.svg", &["a b.svg"]), "a b.svg 3x2");
        assert_eq!(load("e\u{301}.svg", &["é.svg"]), "é.svg 3x2");
        assert_eq!(load("a.svg?v=2", &["a.svg"]), "a.svg 3x2");
        assert_eq!(load(&format!("data:image/svg+xml;base64,{}", STANDARD.encode(SVG)), &[]), "inline-1 3x2");
    }

    #[test]
    fn an_image_of_another_letter_case_is_shown_and_told() {
        let shown = load("A.svg", &["a.svg"]);
        assert!(shown.contains("path: \"a.svg\""), "{shown}");
        assert!(shown.contains("the image `A.svg` is called `a.svg`: it is shown"), "{shown}");
        assert!(load("A.svg", &["a.svg", "A.svg"]).starts_with("A.svg"), "there is one of that name");
    }

    #[test]
    fn images_that_are_not_to_be_had_are_told() {
        assert_eq!(load("b.svg", &["a.svg"]), "the image `b.svg` cannot be shown: there is no such file");
        assert!(load("https://a.org/a.png", &[]).contains("it is on the network"));
        assert!(load("data:,x", &[]).contains("it is not an image"));
    }
}
