//! Names for the files of images that every reading system and server can store.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::ir::{Document, ImageFile};

/// A name for each of [`Document::images`], in the same order, none twice: ASCII, without spaces.
pub fn of(document: &Document) -> Vec<String> {
    let mut names = HashSet::new();
    let name = |image: &ImageFile| {
        let (stem, extension) = (stem(&image.path), image.format.extension());
        let mut name = format!("{stem}.{extension}");
        let mut number = 1;
        while !names.insert(name.clone()) {
            number += 1;
            name = format!("{stem}-{number}.{extension}");
        }
        name
    };
    document.images.iter().map(name).collect()
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
    use std::sync::Arc;

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
        of(&document)
    }

    #[test]
    fn names_are_ascii_and_unique_whatever_the_paths() {
        assert_eq!(
            names(&["img/a b.png", "a_b.PNG", "A-B.png", "été/Œuvre №1.png", "图.png", "..png"]),
            ["a-b.png", "a-b-2.png", "a-b-3.png", "uvre-no1.png", "image.png", "image-2.png"]
        );
    }
}
