//! Images, and the files that they are in.

use std::sync::Arc;

use serde::Serialize;

/// An image.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Image {
    /// Where its data is.
    pub source: ImageSource,
    /// What it says to those who do not see it.
    pub alternative: Alternative,
    /// What shows when the pointer rests on it.
    pub title: Option<String>,
    /// The width that the note asks for.
    pub width: Option<Length>,
    /// The height that the note asks for.
    pub height: Option<Length>,
}

/// Where an image's data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum ImageSource {
    /// As written in the note; the pass `images` has yet to look at it.
    Unresolved(String),
    /// The file of this index in [`Document::images`](super::Document::images).
    Loaded(usize),
    /// Not to be had (a warning was given): as written in the note.
    Missing(String),
}

/// An image's alternative text (WCAG 2.2, 1.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum Alternative {
    /// The note gives it.
    Given(String),
    /// The image says nothing that the text does not.
    Decorative,
    /// The note does not give it; the text is a substitute made from the file's name.
    Missing(String),
}

/// A length that a note asks for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum Length {
    /// CSS pixels (1/96 inch).
    Pixels(f32),
    /// Parts of a hundred of the text's width.
    Percent(f32),
}

/// The data of an image.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImageFile {
    /// Path as written in the note, relative to the note's folder, `/` between names.
    pub path: String,
    /// What the bytes are.
    pub format: ImageFormat,
    /// The file's bytes.
    #[serde(skip)]
    pub data: Arc<[u8]>,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
}

/// The image formats that every target shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImageFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// SVG.
    Svg,
}

impl ImageFormat {
    /// The media type (IANA).
    pub fn media_type(self) -> &'static str {
        match self {
            ImageFormat::Png => "image/png",
            ImageFormat::Jpeg => "image/jpeg",
            ImageFormat::Gif => "image/gif",
            ImageFormat::Webp => "image/webp",
            ImageFormat::Svg => "image/svg+xml",
        }
    }

    /// The usual file name extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpg",
            ImageFormat::Gif => "gif",
            ImageFormat::Webp => "webp",
            ImageFormat::Svg => "svg",
        }
    }
}
