//! Images: their bytes, what they are, their size and their alternative text. What is not to be had shows as
//! a placeholder, with a warning.

use std::collections::HashMap;
use std::io;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::Files;
use crate::ir::walk::{VisitMut, walk_block_mut, walk_inline_mut};
use crate::ir::*;

/// Where sites keep the files that they serve from their root (Docusaurus, Hugo and Nuxt, Next and Astro, VitePress,
/// VuePress).
const PUBLIC: [&str; 7] = [
    "/static",
    "/public",
    "/docs/public",
    "/.vuepress/public",
    "/docs/.vuepress/public",
    "/src/public",
    "/docs",
];

/// Loads all images of the document.
pub fn run(document: &mut Document, files: &dyn Files, diagnostics: &mut Diagnostics) {
    let mut images =
        Images { files, diagnostics, loaded: Vec::new(), by_path: HashMap::new(), captioned: false };
    let mut blocks = std::mem::take(&mut document.blocks);
    images.blocks(&mut blocks);
    document.images = images.loaded;
    document.blocks = blocks;
}

struct Images<'a> {
    files: &'a dyn Files,
    diagnostics: &'a mut Diagnostics,
    loaded: Vec<ImageFile>,
    by_path: HashMap<String, usize>,
    /// Inside a figure, whose caption says what its image shows.
    captioned: bool,
}

impl VisitMut for Images<'_> {
    fn block(&mut self, block: &mut Block) {
        let outer = self.captioned;
        self.captioned |= matches!(block.kind, BlockKind::Figure { .. });
        walk_block_mut(self, block);
        self.captioned = outer;
    }

    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        let Inline { span, attributes, kind: InlineKind::Image(image) } = inline else { return };
        sizes(image, attributes);
        let ImageSource::Unresolved(address) = &image.source else { return };
        let address = address.clone();
        let shown = address.strip_prefix(crate::read::WIKI).unwrap_or(&address);
        if let Alternative::Missing(instead) = &mut image.alternative {
            *instead = words(shown);
            if !self.captioned {
                let message = "this image has no alternative text for those who do not see it";
                let hint = match shown.starts_with("data:image/svg") {
                    true => "describe it: give the drawing a `<title>`, or an `aria-label`".to_owned(),
                    false => format!("describe it: `![what it shows]({})`", shortened(shown)),
                };
                self.diagnostics
                    .push(Diagnostic::warning(Code::MissingAlternative, message).at(*span).hint(hint));
            }
        }
        image.source = match self.load(&address) {
            Ok(index) => ImageSource::Loaded(index),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic.at(*span));
                ImageSource::Missing(shortened(shown))
            }
        };
    }
}

impl Images<'_> {
    fn load(&mut self, address: &str) -> Result<usize, Diagnostic> {
        if let Some(&index) = self.by_path.get(address) {
            return Ok(index);
        }
        let (path, data) = self.fetch(address)?;
        let (format, width, height) = inspect(&data).map_err(|why| unreadable(address, &why))?;
        let index = self.loaded.len();
        self.loaded.push(ImageFile { path, format, data: data.into(), width, height });
        self.by_path.insert(address.to_owned(), index);
        Ok(index)
    }

    /// The path and the bytes of the image at an address of the note.
    fn fetch(&self, address: &str) -> Result<(String, Vec<u8>), Diagnostic> {
        if let Some(name) = address.strip_prefix(crate::read::WIKI) {
            // In a vault a name is enough, wherever the image is.
            let found = self.fetch(name);
            let elsewhere = || self.fetch(&self.files.file_named(name)?).ok();
            return found.or_else(|problem| elsewhere().ok_or(problem));
        }
        if let Some(rest) = address.strip_prefix("data:") {
            let data = data_url(rest).ok_or_else(|| unreadable("data:", "its data cannot be decoded"))?;
            return Ok((format!("inline-{}", self.loaded.len() + 1), data));
        }
        if address.contains("://") || address.starts_with("//") {
            let hint = "download it and put it beside the note: nothing is fetched from the network";
            return Err(unreadable(address, "it is on the network").hint(hint));
        }
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        // Accents may be written in one form in the note and in the other on the disk.
        let written =
            [path.to_owned(), decoded.to_string(), decoded.nfc().collect(), decoded.nfd().collect()];
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
        let diagnostic = match problem.kind() {
            io::ErrorKind::NotFound => unreadable(path, "there is no such file"),
            _ => unreadable(path, &problem.to_string()),
        };
        Err(match self.other_case(&decoded) {
            Some(name) => diagnostic.hint(format!("there is a file `{name}`: letter case matters")),
            None => diagnostic,
        })
    }

    /// A file whose name differs by letter case only.
    fn other_case(&self, path: &str) -> Option<String> {
        let name = path.rsplit('/').next()?.to_lowercase();
        self.files.siblings(path).into_iter().find(|sibling| sibling.to_lowercase() == name)
    }
}

/// `width` and `height` among the attributes ask for a size.
fn sizes(image: &mut Image, attributes: &mut Attributes) {
    attributes.pairs.retain(|(key, value)| {
        let length = crate::read::length(value);
        match key.as_str() {
            "width" => image.width = image.width.or(length),
            "height" => image.height = image.height.or(length),
            _ => return true,
        }
        length.is_none()
    });
}

/// What the bytes are, and the image's size in CSS pixels.
fn inspect(data: &[u8]) -> Result<(ImageFormat, u32, u32), String> {
    let format = match imagesize::image_type(data) {
        Ok(imagesize::ImageType::Png) => ImageFormat::Png,
        Ok(imagesize::ImageType::Jpeg) => ImageFormat::Jpeg,
        Ok(imagesize::ImageType::Gif) => ImageFormat::Gif,
        Ok(imagesize::ImageType::Webp) => ImageFormat::Webp,
        _ if looks_like_svg(data) => return drawing(data),
        Ok(other) => return Err(format!("its format ({other:?}) is not PNG, JPEG, GIF, WebP or SVG")),
        Err(_) => return Err("it is not an image".to_owned()),
    };
    let size = imagesize::blob_size(data).map_err(|error| format!("it is damaged ({error})"))?;
    let pixels = |number: usize| u32::try_from(number).ok().filter(|number| (1..=65_535).contains(number));
    match (pixels(size.width), pixels(size.height)) {
        (Some(width), Some(height)) => Ok((format, width, height)),
        _ => Err(format!("its size of {} by {} is not usable", size.width, size.height)),
    }
}

fn looks_like_svg(data: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&data[..data.len().min(2048)]);
    start.contains("<svg") || start.contains(":svg")
}

fn drawing(data: &[u8]) -> Result<(ImageFormat, u32, u32), String> {
    let tree = usvg::Tree::from_data(data, &usvg::Options::default())
        .map_err(|error| format!("it is damaged ({error})"))?;
    let pixels = |length: f32| length.ceil().clamp(1.0, 65_535.0) as u32;
    Ok((ImageFormat::Svg, pixels(tree.size().width()), pixels(tree.size().height())))
}

/// The bytes of a `data:` URL (RFC 2397) after its scheme.
fn data_url(rest: &str) -> Option<Vec<u8>> {
    let (head, body) = rest.split_once(',')?;
    let bytes: Vec<u8> = percent_decode_str(body).collect();
    if !head.ends_with(";base64") {
        return Some(bytes);
    }
    let bytes: Vec<u8> = bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(bytes).ok()
}

fn unreadable(address: &str, why: &str) -> Diagnostic {
    let written = percent_decode_str(address.strip_prefix(crate::read::WIKI).unwrap_or(address));
    let message = format!("the image `{}` cannot be shown: {why}", shortened(&written.decode_utf8_lossy()));
    Diagnostic::warning(Code::UnreadableImage, message)
}

fn shortened(address: &str) -> String {
    match address.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &address[..at]),
        None => address.to_owned(),
    }
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
        run(&mut document, &files, &mut diagnostics);
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
    fn images_that_are_not_to_be_had_are_told() {
        assert_eq!(load("b.svg", &["a.svg"]), "the image `b.svg` cannot be shown: there is no such file");
        assert!(load("A.svg", &["a.svg"]).ends_with("there is a file `a.svg`: letter case matters"));
        assert!(load("https://a.org/a.png", &[]).contains("it is on the network"));
        assert!(load("data:,x", &[]).contains("it is not an image"));
    }
}
