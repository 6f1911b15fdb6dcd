//! The images of a publication.

use std::sync::Arc;

use crate::backend::image_names;
use crate::ir::{Document, ImageFile};

/// A file beside the text.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its path in the publication: ASCII, without spaces.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub data: Arc<[u8]>,
}

/// The files of [`Document::images`], in the same order.
pub fn of(document: &Document) -> Vec<Resource> {
    let images = image_names::of(document).into_iter().zip(&document.images);
    let resource = |(name, image): (String, &ImageFile)| Resource {
        name: format!("images/{name}"),
        media_type: image.format.media_type(),
        data: image.data.clone(),
    };
    images.map(resource).collect()
}
