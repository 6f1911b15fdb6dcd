//! Images whose header is right but whose data is damaged: Typst would refuse the whole note for one of them.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::walk::{VisitMut, walk_inline_mut};
use crate::ir::*;

/// The document with placeholders for its damaged images, or `None` when all can be decoded. Typst keeps what is
/// decoded here, so that it is not done twice.
pub fn replaced(document: &Document, diagnostics: &mut Diagnostics) -> Option<Document> {
    let damaged: Vec<Option<String>> = document.images.iter().map(fault).collect();
    if damaged.iter().all(Option::is_none) {
        return None;
    }
    let mut document = document.clone();
    let mut blocks = std::mem::take(&mut document.blocks);
    Placeholders { damaged: &damaged, images: &document.images, diagnostics }.blocks(&mut blocks);
    document.blocks = blocks;
    Some(document)
}

/// Why an image cannot be decoded.
fn fault(image: &ImageFile) -> Option<String> {
    let format = match image.format {
        ImageFormat::Png => ExchangeFormat::Png,
        ImageFormat::Jpeg => ExchangeFormat::Jpg,
        ImageFormat::Gif => ExchangeFormat::Gif,
        ImageFormat::Webp => ExchangeFormat::Webp,
        // Read as a whole when its size was looked up.
        ImageFormat::Svg => return None,
    };
    RasterImage::plain(bytes(&image.data), RasterFormat::Exchange(format))
        .err()
        .map(|error| error.to_string())
}

/// An image's bytes, shared with Typst instead of copied.
pub fn bytes(data: &Arc<[u8]>) -> Bytes {
    struct Shared(Arc<[u8]>);
    impl AsRef<[u8]> for Shared {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    Bytes::new(Shared(data.clone()))
}

struct Placeholders<'a> {
    damaged: &'a [Option<String>],
    images: &'a [ImageFile],
    diagnostics: &'a mut Diagnostics,
}

impl VisitMut for Placeholders<'_> {
    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        let InlineKind::Image(image) = &mut inline.kind else { return };
        let ImageSource::Loaded(index) = image.source else { return };
        let Some(Some(why)) = self.damaged.get(index) else { return };
        let path = &self.images[index].path;
        let message = format!("the image `{path}` cannot be shown on paper: {why}");
        self.diagnostics.push(Diagnostic::warning(Code::UnreadableImage, message).at(inline.span));
        image.source = ImageSource::Missing(path.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// A PNG of 1 by 1, of which only so many bytes are there.
    fn document(length: usize) -> Document {
        use base64::Engine as _;
        let png =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
        let data = base64::engine::general_purpose::STANDARD.decode(png).unwrap();
        let file = ImageFile {
            path: "a.png".to_owned(),
            format: ImageFormat::Png,
            data: data[..length.min(data.len())].into(),
            width: 1,
            height: 1,
        };
        let image = Image {
            source: ImageSource::Loaded(0),
            alternative: Alternative::Given("dot".to_owned()),
            title: None,
            width: None,
            height: None,
        };
        let content = vec![Inline::new(Span::default(), InlineKind::Image(image.into()))];
        let blocks = vec![Block::new(Span::default(), BlockKind::Paragraph { content })];
        Document { blocks, images: vec![file], ..Document::default() }
    }

    #[test]
    fn a_damaged_image_becomes_a_placeholder_and_is_told() {
        let mut diagnostics = Diagnostics::default();
        let replaced = replaced(&document(45), &mut diagnostics).expect("the image is damaged");
        let BlockKind::Paragraph { content } = &replaced.blocks[0].kind else { unreachable!() };
        let InlineKind::Image(image) = &content[0].kind else { unreachable!() };
        assert_eq!(image.source, ImageSource::Missing("a.png".to_owned()));
        assert!(
            diagnostics.as_slice()[0].message.starts_with("the image `a.png` cannot be shown on paper: ")
        );
    }

    #[test]
    fn a_document_whose_images_are_whole_stays_as_it_is() {
        let mut diagnostics = Diagnostics::default();
        assert!(replaced(&document(usize::MAX), &mut diagnostics).is_none());
        assert!(diagnostics.as_slice().is_empty());
    }
}
