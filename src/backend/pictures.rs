//! Which images stand by themselves: in the middle of the page, in every target.

use crate::ir::{Image, ImageSource, Inline, InlineKind};

/// An image that is wider, in CSS pixels, has the line for itself where it stands in a text.
pub const WIDE: f32 = 240.0;

/// The class of markup that holds these inlines: that of images which stand by themselves, or none. What stands in place
/// of images that are not to be had is no picture.
pub fn class(content: &[Inline]) -> &'static str {
    let is_there = |(_, image): &(&Inline, &Image)| matches!(image.source, ImageSource::Loaded(_));
    if alone(content).is_some_and(|all| all.iter().any(is_there)) { "pictures" } else { "" }
}

/// The images, when the inlines are images and nothing else.
pub fn alone(content: &[Inline]) -> Option<Vec<(&Inline, &Image)>> {
    let mut pictures = Vec::new();
    for inline in content {
        match &inline.kind {
            InlineKind::Image(image) => pictures.push((inline, image.as_ref())),
            InlineKind::SoftBreak | InlineKind::HardBreak => {}
            InlineKind::Text { text } if text.trim().is_empty() => {}
            _ => return None,
        }
    }
    (!pictures.is_empty()).then_some(pictures)
}
