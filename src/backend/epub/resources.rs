//! The images of a publication, under names that every reading system can store.

use std::collections::HashSet;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

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
    let mut names = HashSet::new();
    let resource = |image: &ImageFile| {
        let (stem, extension) = (stem(&image.path), image.format.extension());
        let mut name = format!("images/{stem}.{extension}");
        let mut number = 1;
        while !names.insert(name.clone()) {
            number += 1;
            name = format!("images/{stem}-{number}.{extension}");
        }
        Resource { name, media_type: image.format.media_type(), data: image.data.clone() }
    };
    document.images.iter().map(resource).collect()
}

/// A path's last name without its extension: lower-case ASCII letters, digits and hyphens.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut stem = String::new();
    for c in name.nfkd().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            stem.push(c);
        } else if !unicode_normalization::char::is_combining_mark(c)
            && !stem.ends_with('-')
            && !stem.is_empty()
        {
            stem.push('-');
        }
    }
    stem.truncate(60);
    let stem = stem.trim_end_matches('-');
    if stem.is_empty() { "image".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> Vec<String> {
        let image = |path: &&str| ImageFile {
            path: (*path).to_owned(),
            format: crate::ir::ImageFormat::Png,
            data: Arc::from([]),
            width: 1,
            height: 1,
        };
        let document = Document { images: paths.iter().map(image).collect(), ..Document::default() };
        of(&document).into_iter().map(|resource| resource.name).collect()
    }

    #[test]
    fn names_are_ascii_and_unique_whatever_the_paths() {
        assert_eq!(
            names(&["img/a b.png", "a_b.PNG", "A-B.png", "été/Œuvre №1.png", "图.png", "..png"]),
            [
                "images/a-b.png",
                "images/a-b-2.png",
                "images/a-b-3.png",
                "images/uvre-no1.png",
                "images/image.png",
                "images/image-2.png"
            ]
        );
    }
}
