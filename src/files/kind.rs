//! What a file that is no note is: by its name, which may be that of an output, and by how it begins.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::NOTES;
use crate::format::Format;
use crate::limits;

/// How files of other kinds begin, and what they are. Each of these bytes could begin a text, but for the first: a
/// file counts as what they say when it is no text besides.
const SIGNATURES: [(&[u8], &str); 20] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (EPUB, DOCX or the like)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or the like)"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an XZ archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "a document of an old office program"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"OggS", "a sound or a film"),
    (b"ID3", "a sound"),
];

/// The format whose outputs are called so.
pub fn format_of(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?;
    Format::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
}

/// What a file with these bytes at its start is, when it is no text.
pub fn not_text(path: &Path, start: &[u8]) -> Option<&'static str> {
    let start = start.get(..limits::KIND_LOOKED_AT).unwrap_or(start);
    let is_utf8 = match std::str::from_utf8(start) {
        Ok(_) => true,
        // The last character may be cut.
        Err(error) => error.error_len().is_none(),
    };
    let has_nul = start.contains(&0);
    let signature = SIGNATURES.iter().find(|(bytes, _)| start.starts_with(bytes));
    match signature {
        Some((bytes, kind)) if *bytes == b"%PDF-" || !is_utf8 || has_nul => return Some(kind),
        // The lengths of the parts of a ZIP archive need not have a NUL.
        Some((b"PK\x03\x04", kind)) => return Some(kind),
        _ => {}
    }
    // A text in UTF-16 is one, though not as it should be.
    let is_utf16 = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    // In what is called a note, a NUL is a fault of its text; elsewhere it tells that there is none.
    let binary = has_nul && !is_utf16 && !(is_utf8 && is_note(path));
    binary.then_some("a binary file (it has NUL bytes)")
}

/// What the file at `path` is, when it is there and is no text.
pub fn of(path: &Path) -> Option<&'static str> {
    // A pipe would be waited for.
    path.metadata().ok().filter(|metadata| metadata.is_file())?;
    let mut start = Vec::new();
    File::open(path).ok()?.take(limits::KIND_LOOKED_AT as u64).read_to_end(&mut start).ok()?;
    not_text(path, &start)
}

fn is_note(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    NOTES.iter().any(|own| extension.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_known_by_its_first_bytes() {
        let of = |name: &str, bytes: &[u8]| not_text(Path::new(name), bytes);
        assert_eq!(of("a.md", b"%PDF-1.7\n"), Some("a PDF file"));
        assert_eq!(of("a.md", b"\x89PNG\r\n\x1a\n\0\0"), Some("a PNG image"));
        assert_eq!(of("a", b"PK\x03\x04\x14"), Some("a ZIP archive (EPUB, DOCX or the like)"));
        assert_eq!(of("a.txt", b"a\0b"), Some("a binary file (it has NUL bytes)"));
        assert_eq!(of("a.md", b"\xfea\0b"), Some("a binary file (it has NUL bytes)"));
    }

    #[test]
    fn a_text_that_begins_like_another_kind_is_a_text() {
        let texts: [&[u8]; 6] =
            [b"GIF89a is old", b"BMW", b"MZ\xc3\xa9", b"a\0b", b"caf\xe9", b"\xff\xfea\0"];
        for text in texts {
            assert_eq!(not_text(Path::new("a.md"), text), None, "{text:?}");
        }
        let cut = [vec![b'a'; limits::KIND_LOOKED_AT - 1], "é\0".into()].concat();
        assert_eq!(not_text(Path::new("a.md"), &cut), None);
    }
}
