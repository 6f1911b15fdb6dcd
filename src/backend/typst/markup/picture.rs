//! Images as Typst code, and what takes their place where there is no file.

use super::{ImageNames, Writer, numbered};
use crate::backend::pictures;
use crate::ir::*;
use crate::locale::Word;

/// CSS pixels to points.
const POINTS: f32 = 0.75;

impl Writer<'_> {
    /// An image on its own, at the side that its attributes ask for.
    pub(super) fn picture(&mut self, attributes: &Attributes, image: &Image) {
        self.sized_picture("picture(", attributes, image);
    }

    /// An image beside others.
    pub(super) fn picture_of_row(&mut self, attributes: &Attributes, image: &Image) {
        self.sized_picture("arguments(", attributes, image);
    }

    fn sized_picture(&mut self, start: &str, attributes: &Attributes, image: &Image) {
        let Some(file) = self.start_picture(start, image) else { return };
        let (wide, high) = (file.width as f32 * POINTS, file.height as f32 * POINTS);
        self.out.push_str(&format!(", natural: ({wide}pt, {high}pt)"));
        self.sizes(image.width, image.height);
        self.fills();
        if let Some(side) = alignment(attributes) {
            self.out.push_str(&format!(", side: {side}"));
        }
        self.out.push(')');
    }

    /// An image that stands before the text, by the function that sets it.
    pub(super) fn front_picture(&mut self, start: &str, image: &Image) {
        let title = &self.document.metadata.title;
        let image = match &image.alternative {
            Alternative::Given(text) if text.is_empty() => {
                &Image { alternative: Alternative::Given(title.clone()), ..image.clone() }
            }
            _ => image,
        };
        let Some(file) = self.start_picture(start, image) else { return };
        let (wide, high) = (file.width as f32 * POINTS, file.height as f32 * POINTS);
        self.out.push_str(&format!(", natural: ({wide}pt, {high}pt))"));
    }

    /// An image in a line of text.
    pub(super) fn inline_picture(&mut self, image: &Image) {
        let Some(file) = self.start_picture("inline-picture(", image) else { return };
        let width = width_in_line(image, file);
        self.sizes(width, image.height);
        let is_wide = is_wide(width) && !self.is_in_cell;
        self.out.push_str(if is_wide { ", wide: true)" } else { ")" });
    }

    /// Whether an inline is an image that has the line for itself.
    pub(super) fn is_wide(&self, inline: &Inline) -> bool {
        match &inline.kind {
            InlineKind::Image(image) if !self.is_in_cell => match image.source {
                ImageSource::Loaded(index) => {
                    self.document.images.get(index).is_some_and(|file| is_wide(width_in_line(image, file)))
                }
                ImageSource::Missing(_) | ImageSource::Unresolved(_) => false,
            },
            _ => false,
        }
    }

    /// The call up to the alternative text; a placeholder, and `None`, when there is no file.
    fn start_picture(&mut self, start: &str, image: &Image) -> Option<&ImageFile> {
        let document = self.document;
        let alternative = match &image.alternative {
            Alternative::Given(text) => Some(text.as_str()),
            Alternative::Decorative => None,
            Alternative::Missing(text) if text.trim().is_empty() => Some(self.word(Word::Image)),
            Alternative::Missing(text) => Some(text.as_str()),
        };
        let file = match &image.source {
            ImageSource::Loaded(index) => document.images.get(*index).map(|file| (*index, file)),
            ImageSource::Missing(_) | ImageSource::Unresolved(_) => None,
        };
        let Some((index, file)) = file else {
            self.out.push_str("placeholder(");
            self.string(self.word(Word::MissingImage));
            self.out.push_str(", ");
            self.group(|writer| alternative.iter().for_each(|text| writer.string(text)));
            self.out.push(')');
            return None;
        };
        self.out.push_str(start);
        match self.names {
            ImageNames::Numbers => self.string(&numbered(index)),
            ImageNames::Paths if file.path.starts_with("inline-") => {
                self.out.push_str("bytes((");
                file.data.iter().for_each(|byte| self.out.push_str(&format!("{byte},")));
                self.out.push_str("))");
            }
            ImageNames::Paths => self.string(&file.path),
        }
        self.out.push_str(&format!(", format: \"{}\", alt: ", file.format.extension()));
        match alternative {
            Some(text) => self.string(text),
            None => self.out.push_str("none"),
        }
        Some(file)
    }

    fn sizes(&mut self, width: Option<Length>, height: Option<Length>) {
        for (name, length) in [("width", width), ("height", height)] {
            match length {
                None => {}
                Some(Length::Pixels(pixels)) => {
                    self.out.push_str(&format!(", {name}: {}pt", pixels * POINTS))
                }
                // A part of the page's height is no part of the text's.
                Some(Length::Percent(_)) if name == "height" => {}
                Some(Length::Percent(percent)) => self.out.push_str(&format!(", {name}: {percent}%")),
            }
        }
    }
}

/// How wide an image is in a line of text.
fn width_in_line(image: &Image, file: &ImageFile) -> Option<Length> {
    /// No image in a line is wider, in points: an image does not break.
    const WIDEST: f32 = 360.0;
    let natural = Length::Pixels((file.width as f32).min(WIDEST / POINTS));
    image.width.or(image.height.is_none().then_some(natural))
}

/// Whether a line may have no room for an image of this width beside text. Callouts and lists narrow the line.
fn is_wide(width: Option<Length>) -> bool {
    matches!(width, Some(Length::Pixels(pixels)) if pixels > pictures::WIDE)
}

/// The alignment that a class asks for.
pub(super) fn alignment(attributes: &Attributes) -> Option<&'static str> {
    attributes.classes.iter().find_map(|class| match class.as_str() {
        "align-left" => Some("left"),
        "align-center" => Some("center"),
        "align-right" => Some("right"),
        _ => None,
    })
}
