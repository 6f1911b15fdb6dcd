//! Images that Typst cannot set: those whose header is right but whose data is damaged, for one of which it would refuse
//! the whole note, and drawings that are shown so often that the PDF, which has them wherever they stand, would be huge.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::walk::{Visit, VisitMut, walk_inline, walk_inline_mut};
use crate::ir::*;
use crate::limits::SHOWN_DRAWINGS;

/// The document with placeholders for its damaged images, or `None` when all can be decoded. Typst keeps what is
/// decoded here, so that it is not done twice.
pub fn replaced(document: &Document, diagnostics: &mut Diagnostics) -> Option<Document> {
    let damaged: Vec<Option<String>> = document.images.iter().map(fault).collect();
    let mut shown = Shown { images: &document.images, bytes: 0 };
    document.blocks.iter().for_each(|block| shown.block(block));
    if damaged.iter().all(Option::is_none) && shown.bytes <= SHOWN_DRAWINGS {
        return None;
    }
    let mut document = document.clone();
    let mut blocks = std::mem::take(&mut document.blocks);
    let shown = Shown { images: &document.images, bytes: 0 };
    Placeholders { damaged: &damaged, shown, diagnostics }.blocks(&mut blocks);
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

/// The bytes of the drawings that are shown, each as often as it is.
struct Shown<'a> {
    images: &'a [ImageFile],
    bytes: usize,
}

impl Shown<'_> {
    fn add(&mut self, inline: &Inline) {
        if let InlineKind::Image(image) = &inline.kind
            && let ImageSource::Loaded(index) = image.source
            && let Some(ImageFile { format: ImageFormat::Svg, data, .. }) = self.images.get(index)
        {
            self.bytes = self.bytes.saturating_add(data.len());
        }
    }
}

impl Visit<'_> for Shown<'_> {
    fn inline(&mut self, inline: &Inline) {
        self.add(inline);
        walk_inline(self, inline);
    }
}

struct Placeholders<'a> {
    damaged: &'a [Option<String>],
    shown: Shown<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl VisitMut for Placeholders<'_> {
    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        self.shown.add(inline);
        let InlineKind::Image(image) = &mut inline.kind else { return };
        let ImageSource::Loaded(index) = image.source else { return };
        let Some(file) = self.shown.images.get(index) else { return };
        let why = match self.damaged.get(index) {
            Some(Some(why)) => why.clone(),
            _ if file.format == ImageFormat::Svg && self.shown.bytes > SHOWN_DRAWINGS => {
                format!("the drawings up to here have more than {} MB together", SHOWN_DRAWINGS >> 20)
            }
            _ => return,
        };
        let path = &file.path;
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
