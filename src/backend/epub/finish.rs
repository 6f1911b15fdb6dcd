//! The last step of an EPUB: epub-builder's container with a package document and a navigation document of
//! our own, for what epub-builder 0.8.3 writes cannot be made valid from outside.

use std::io::{Cursor, Write};

use anyhow::Context;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The files that are written anew, and why.
///
/// - The package document: epub-builder gives an author and the language the same `id`, writes no
///   `properties` for MathML and SVG, no `xml:lang`, does not escape metadata of its own names, makes the
///   same `id` of `a b.png` and `a_b.png`, and an added `refines` becomes an `id`.
/// - The navigation document: its landmarks are empty and so invalid unless some content has a title and a
///   type; it has no `lang` and its headings no language of their own.
const PACKAGE: &str = "OEBPS/content.opf";
const NAVIGATION: &str = "OEBPS/nav.xhtml";

/// The files that are left out: the contents for EPUB 2, which repeats the navigation document, an empty
/// style sheet, which nothing refers to, and options for a reading system that has long needed none.
const LEFT_OUT: [&str; 3] =
    ["OEBPS/toc.ncx", "OEBPS/stylesheet.css", "META-INF/com.apple.ibooks.display-options.xml"];

/// Puts `package` and `navigation` in place of epub-builder's; `mimetype` stays first and uncompressed
/// (EPUB 3.3, 4.2.2), and every entry carries the same time.
///
/// # Errors
/// When `archive` is not a ZIP file.
pub fn finish(archive: &[u8], package: &str, navigation: &str) -> anyhow::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).context("the EPUB container cannot be read")?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // Without the feature `time` of the crate zip this is what epub-builder's entries carry as well.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let content = match entry.name() {
            name if LEFT_OUT.contains(&name) => continue,
            PACKAGE => package,
            NAVIGATION => navigation,
            _ => {
                writer.raw_copy_file(entry)?;
                continue;
            }
        };
        writer.start_file(entry.name(), options)?;
        writer.write_all(content.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}
